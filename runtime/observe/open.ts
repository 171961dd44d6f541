import type { Config, Environment } from "../config.ts";
import type { Logger } from "../log.ts";
import type { AuditLog } from "./audit.ts";
import { createObservers, late } from "./observers.ts";
import type { Sources } from "./gauges.ts";
import type { Metrics } from "./metrics.ts";
import type { Observer } from "./record.ts";
import type { Address } from "./span-facts.ts";

/** Who takes note of requests besides the log. */
export interface Observing {
  observe: Observer;
  /** Undefined when there are none. */
  metrics?: Promise<Metrics | undefined>;
  audit?: Promise<AuditLog>;
  close(): Promise<void>;
}

/** What the observers ask for. */
export interface ObservingOptions {
  logger: Logger;
  version: string;
  ledger: Observer | undefined;
  sources: Sources;
  isRoute(name: string): boolean;
  addressOf(provider: string): Address | undefined;
}

/** Loads the observers that the config asks for; requests do not wait for them. */
export async function openObservers(
  config: Config,
  environment: Environment,
  options: ObservingOptions,
): Promise<Observing> {
  const { logger, version, sources, isRoute, addressOf } = options;
  const warn = logger.warn.bind(logger);
  const metrics = config.metrics.enabled
    ? import("./metrics.ts")
        .then(({ createMetrics }) =>
          createMetrics({ max_models: config.metrics.max_models, isRoute, sources, warn }),
        )
        .catch((error: unknown) => failed(logger, "metrics", error))
    : undefined;
  const traced =
    config.traces.endpoint !== undefined || TRACE_VARIABLES.some((name) => environment[name]);
  const traces = traced
    ? import("./traces.ts")
        .then(({ createTraces }) =>
          createTraces(config.traces, { version, addressOf, warn, environment }),
        )
        .catch((error: unknown) => failed(logger, "traces", error))
    : undefined;
  // Whoever asks for an audit wants no request without it, so a folder that cannot be written stops the start.
  const audit = config.audit.enabled
    ? await (await import("./audit.ts")).openAudit(config, { warn })
    : undefined;
  const keepsContent = Object.values(config.routes).some((route) => route.content);
  const content = keepsContent
    ? await (await import("./content.ts")).openContent(config, { warn })
    : undefined;
  const observe = createObservers(
    {
      ledger: options.ledger,
      audit: audit?.observe,
      content: content?.observe,
      metrics: metrics && late(metrics.then((loaded) => loaded?.observe)),
      traces: traces && late(traces.then((loaded) => loaded?.observe)),
    },
    warn,
  );
  return {
    observe,
    ...(metrics && { metrics }),
    ...(audit && { audit: Promise.resolve(audit) }),
    async close() {
      await Promise.all([audit?.close(), content?.close(), (await traces)?.close()]);
      (await metrics)?.close();
    },
  };
}

const TRACE_VARIABLES = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

function failed(logger: Logger, what: string, error: unknown): undefined {
  logger.error({ err: error }, `${what} cannot be loaded`);
  return undefined;
}
