import type { Registry } from "prom-client";
import { sparingly } from "./observers.ts";
import type { Warn } from "./observers.ts";

/** The breaker of one target. */
export interface BreakerState {
  provider: string;
  model: string;
  state: "closed" | "half_open" | "open";
}

/** What is asked at each scrape; what is absent or undefined is not told. All answer at once. */
export interface Sources {
  /** Requests under way. */
  inFlight?: () => number;
  breakers?: () => Iterable<BreakerState>;
  /** Rows that wait, writes that failed and rows that were lost since the start. */
  ledger?: () => { queued: number; failures: number; lost: number } | undefined;
  /** Does the shared store of the limits answer? Undefined when there is none. */
  shared?: () => boolean | undefined;
  /** Logs of their own by name (`audit`, `content`, `traces`): what waits, and what was lost since the start. */
  logs?: () => Readonly<Record<string, { queued: number; lost: number }>>;
}

type Prometheus = typeof import("prom-client");
type Tell = (value: number, labels?: Record<string, string>) => void;
type Add = (
  name: string,
  help: string,
  labelNames: readonly string[],
  ask: (tell: Tell) => void,
) => void;

const STATES = { closed: 0, half_open: 1, open: 2 } as const;

/** Sets up what is asked at each scrape. A source that throws tells nothing, and is logged. */
export function setUpGauges(
  prometheus: Prometheus,
  registry: Registry,
  sources: Sources,
  max_targets: number,
  warn: Warn,
): void {
  const add = adder(prometheus, registry, sparingly(warn, Date.now));
  const { inFlight, breakers, ledger, shared, logs } = sources;
  if (inFlight) add("requests_in_flight", "Requests under way.", [], (tell) => tell(inFlight()));
  if (breakers) {
    const help = "Circuit breaker of a target: 0 closed, 1 half open, 2 open.";
    add("breaker_state", help, ["provider", "model"], (tell) => {
      let left = max_targets;
      for (const { provider, model, state } of breakers())
        if (left-- > 0) tell(STATES[state], { provider, model });
    });
  }
  if (ledger?.()) addLedger(add, ledger);
  if (shared?.() !== undefined) {
    const help = "Whether the shared store of limits answers: 1 or 0.";
    add("shared_store_up", help, [], (tell) => tell(shared() ? 1 : 0));
  }
  if (logs) {
    add("log_queued_chars", "Characters that wait to be written, by log.", ["log"], (tell) => {
      for (const [log, { queued }] of Object.entries(logs())) tell(queued, { log });
    });
    add("log_lost_total", "Entries that were lost, by log.", ["log"], (tell) => {
      for (const [log, { lost }] of Object.entries(logs())) tell(lost, { log });
    });
  }
}

/** What only grows, and is named `_total`, is a counter; its sum is kept by its source. */
function adder({ Counter, Gauge }: Prometheus, registry: Registry, warn: Warn): Add {
  return (name, help, labelNames, ask) => {
    const settings = { name: `dragoman_${name}`, help, labelNames, registers: [registry] };
    const guarded = (reset: () => void, tell: Tell): void => {
      try {
        reset();
        ask(tell);
      } catch (error) {
        warn({ metric: name, err: error }, "a metric cannot be told");
      }
    };
    if (name.endsWith("_total"))
      new Counter({
        ...settings,
        collect() {
          guarded(
            () => this.reset(),
            (value, labels = {}) => this.inc(labels, value),
          );
        },
      });
    else
      new Gauge({
        ...settings,
        collect() {
          guarded(
            () => this.reset(),
            (value, labels = {}) => this.set(labels, value),
          );
        },
      });
  };
}

function addLedger(add: Add, ledger: NonNullable<Sources["ledger"]>): void {
  const words = {
    queued: ["ledger_queued_rows", "Rows of the ledger that wait to be written."],
    failures: ["ledger_write_failures_total", "Writes of the ledger that failed."],
    lost: ["ledger_lost_rows_total", "Rows of the ledger that were lost."],
  } as const;
  for (const key of ["queued", "failures", "lost"] as const) {
    const [name, help] = words[key];
    add(name, help, [], (tell) => tell(ledger()?.[key] ?? 0));
  }
}
