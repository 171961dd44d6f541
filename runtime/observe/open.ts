import type { Config, Environment } from "../config.ts";
import type { Logger } from "../log.ts";
import type { AuditLog } from "./audit.ts";
import { createObservers, late } from "./observers.ts";
import type { Sources } from "./gauges.ts";
import type { ContentLog } from "./content.ts";
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

/** How a log of its own is doing. */
type LogState = ReturnType<AuditLog["state"]>;

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
  const states: Record<string, () => LogState> = {};
  const logs = () =>
    Object.fromEntries(Object.entries(states).map(([name, state]) => [name, state()]));
  const { max_models } = config.metrics;
  const metrics = config.metrics.enabled
    ? import("./metrics.ts")
        .then(({ createMetrics }) =>
          createMetrics({ max_models, isRoute, sources: { ...sources, logs }, warn }),
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
        .then((loaded) => {
          if (loaded) states["traces"] = loaded.state;
          return loaded;
        })
        .catch((error: unknown) => failed(logger, "traces", error))
    : undefined;
  // Whoever asks for an audit wants no request without it, so a folder that cannot be written stops the start.
  const audit = config.audit.enabled
    ? await (await import("./audit.ts")).openAudit(config, { warn })
    : undefined;
  if (audit) states["audit"] = audit.state;
  const content = await openContents(config, logger, (state) => (states["content"] = state));
  const observe = createObservers(
    {
      ledger: options.ledger,
      audit: audit?.observe,
      content: content.observe,
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
      // Records that waited for an observer to be loaded are told it before it is closed.
      await Promise.all([traces, metrics]);
      await new Promise((done) => setImmediate(done));
      await Promise.all([audit?.close(), content.close(), (await traces)?.close()]);
      (await metrics)?.close();
    },
  };
}

/** Opened at the start where a route keeps content, else by the first that does: routes may change. */
async function openContents(
  config: Config,
  logger: Logger,
  told: (state: () => LogState) => void,
): Promise<{ observe: Observer; close(): Promise<void> }> {
  let opening: Promise<ContentLog> | undefined;
  let opened: Observer | undefined;
  const open = (): Promise<ContentLog> =>
    (opening ??= import("./content.ts")
      .then(({ openContent }) => openContent(config, { warn: logger.warn.bind(logger) }))
      .then((log) => {
        told(log.state);
        return log;
      }));
  if (Object.values(config.routes).some((route) => route.content)) opened = (await open()).observe;
  return {
    observe(record) {
      if (!record.content) return;
      if (opened) return opened(record);
      opened = late(
        open()
          .then(({ observe }) => observe)
          .catch((error: unknown) => failed(logger, "the content log", error)),
      );
      opened(record);
    },
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}

const TRACE_VARIABLES = ["OTEL_EXPORTER_OTLP_ENDPOINT", "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT"];

function failed(logger: Logger, what: string, error: unknown): undefined {
  logger.error({ err: error }, `${what} cannot be loaded`);
  return undefined;
}
