import type { Context, HrTime, SpanContext, Tracer } from "@opentelemetry/api";
import type { SpanExporter } from "@opentelemetry/sdk-trace-node";
import type { Config, Environment } from "../config.ts";
import { sparingly } from "./observers.ts";
import type { Warn } from "./observers.ts";
import type { Observer, RequestRecord } from "./record.ts";
import { attemptFacts, requestFacts, spanName } from "./span-facts.ts";
import type { Address } from "./span-facts.ts";

/** Spans of finished requests, sent over OTLP/HTTP. */
export interface Traces {
  observe: Observer;
  /** Sends what waits, so far as it goes in a few seconds. Never throws. */
  close(): Promise<void>;
  /** Spans whose sending has failed since the start. */
  state(): { queued: number; lost: number };
}

/** What the spans are made with. */
export interface TracesOptions {
  version: string;
  /** Where a provider's upstream is, when that is known. */
  addressOf?: (provider: string) => Address | undefined;
  warn: Warn;
  environment: Environment;
}

/** Spans that wait for the next sending; more are dropped. */
const QUEUE = { maxQueueSize: 4096, maxExportBatchSize: 512, scheduledDelayMillis: 2000 };
const SEND_MS = 5000;
const CLOSE_MS = 5000;
const PATH = "/v1/traces";
const FROM_ENVIRONMENT = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];
/** W3C Trace Context: version, trace, parent, flags. */
const TRACEPARENT = /^(?!ff)([\da-f]{2})-([\da-f]{32})-([\da-f]{16})-([\da-f]{2})(?=-|$)/;

/**
 * Loads OpenTelemetry when the config or its own variables name an endpoint, else gives undefined. The config's is
 * a base address, to which `/v1/traces` is added when it is not there. Requests of clients that trace are sampled as
 * the client's trace is, all others by `sample`. Nothing is registered globally.
 */
export async function createTraces(
  config: Config["traces"],
  options: TracesOptions,
): Promise<Traces | undefined> {
  const { environment } = options;
  if (!config.endpoint && !FROM_ENVIRONMENT.some((name) => environment[name])) return undefined;
  const [api, sdk, { OTLPTraceExporter }, resources] = await Promise.all([
    import("@opentelemetry/api"),
    import("@opentelemetry/sdk-trace-node"),
    import("@opentelemetry/exporter-trace-otlp-http"),
    import("@opentelemetry/resources"),
  ]);
  const url = config.endpoint && { url: urlOf(config.endpoint) };
  const exporter = new OTLPTraceExporter({ ...url, timeoutMillis: SEND_MS });
  const failures = watch(exporter, sparingly(options.warn, Date.now));
  const named = resources.resourceFromAttributes({
    "service.name": "dragoman",
    "service.version": options.version,
  });
  const told = resources.detectResources({ detectors: [resources.envDetector] });
  const provider = new sdk.NodeTracerProvider({
    resource: resources.defaultResource().merge(named).merge(told),
    sampler: new sdk.ParentBasedSampler({ root: new sdk.TraceIdRatioBasedSampler(config.sample) }),
    spanProcessors: [new sdk.BatchSpanProcessor(exporter, QUEUE)],
  });
  const tracer = provider.getTracer("dragoman", options.version);
  return {
    observe: (record) => trace(record, tracer, api, options.addressOf),
    close: () => within(CLOSE_MS, provider.shutdown()),
    state: () => ({ queued: 0, lost: failures() }),
  };
}

/** One span for the request, below the client's, and one for each attempt, at the times that were noted. */
function trace(
  record: RequestRecord,
  tracer: Tracer,
  api: typeof import("@opentelemetry/api"),
  addressOf: TracesOptions["addressOf"],
): void {
  const parent = parentOf(record.traceparent);
  const root: Context = parent
    ? api.trace.setSpanContext(api.ROOT_CONTEXT, parent)
    : api.ROOT_CONTEXT;
  const span = tracer.startSpan(
    spanName(record.asked),
    { kind: api.SpanKind.SERVER, startTime: timeOf(record.at), attributes: requestFacts(record) },
    root,
  );
  if (span.isRecording()) {
    const context = api.trace.setSpan(root, span);
    for (const attempt of record.attempts) {
      const start = record.at + attempt.after_ms;
      const attributes = attemptFacts(record, attempt, addressOf?.(attempt.provider));
      const startTime = timeOf(start);
      const kind = api.SpanKind.CLIENT;
      const child = tracer.startSpan(
        spanName(attempt.model),
        { kind, startTime, attributes },
        context,
      );
      if (attempt.outcome === "failed") child.setStatus({ code: api.SpanStatusCode.ERROR });
      child.end(timeOf(start + attempt.ms));
    }
    // What the client did wrong is no error of a server.
    if (record.outcome === "error" && record.status >= 500)
      span.setStatus({ code: api.SpanStatusCode.ERROR });
  }
  span.end(timeOf(record.at + record.ms));
}

/** The span that a client's `traceparent` names; undefined when it names none that is valid. */
function parentOf(traceparent: string | undefined): SpanContext | undefined {
  if (traceparent === undefined) return undefined;
  const found = TRACEPARENT.exec(traceparent);
  if (!found || (found[1] === "00" && traceparent.length !== 55)) return undefined;
  const [, , traceId, spanId, flags] = found as unknown as string[];
  if (/^0+$/.test(traceId!) || /^0+$/.test(spanId!)) return undefined;
  return {
    traceId: traceId!,
    spanId: spanId!,
    traceFlags: Number.parseInt(flags!, 16) & 1,
    isRemote: true,
  };
}

/** Unix milliseconds, as seconds and nanoseconds: a plain number could be taken for a time since the start. */
function timeOf(ms: number): HrTime {
  const whole = Math.floor(ms / 1000);
  return [whole, Math.floor((ms - whole * 1000) * 1e6)];
}

function urlOf(endpoint: string): string {
  const base = endpoint.replace(/\/+$/, "");
  return base.endsWith(PATH) ? base : base + PATH;
}

/** Counts the spans that could not be sent, and says so now and then. */
function watch(exporter: SpanExporter, warn: Warn): () => number {
  let lost = 0;
  const send = exporter.export.bind(exporter);
  exporter.export = (spans, done) =>
    send(spans, (result) => {
      if (result.code !== 0) {
        lost += spans.length;
        warn({ err: result.error, spans: spans.length }, "traces cannot be sent");
      }
      done(result);
    });
  return () => lost;
}

async function within(ms: number, work: Promise<unknown>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, ms)));
  await Promise.race([work.catch(() => undefined), late]);
  clearTimeout(timer);
}
