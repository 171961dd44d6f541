import type { Counter, Histogram, Registry } from "prom-client";
import type { AttemptRow } from "../ledger/row.ts";
import { setUpGauges } from "./gauges.ts";
import type { Sources } from "./gauges.ts";
import { createLabels } from "./labels.ts";
import type { Labels } from "./labels.ts";
import type { Warn } from "./observers.ts";
import type { Observer, RequestRecord } from "./record.ts";

/** Prometheus' figures, in a registry of their own. */
export interface Metrics {
  observe: Observer;
  /** All figures in the text format; asks the sources. */
  text(): Promise<string>;
  /** Of `text`, for its header. */
  readonly contentType: string;
  close(): void;
}

/** What the figures are taken with. */
export interface MetricsOptions {
  max_models: number;
  /** Is a route of this name configured now? */
  isRoute: (name: string) => boolean;
  sources: Sources;
  warn: Warn;
}

/** Seconds: from an answer of a cache to a long reasoning. */
const SECONDS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 30, 60, 120, 300, 600];
const TTFT_SECONDS = [0.05, 0.1, 0.2, 0.35, 0.5, 0.75, 1, 1.5, 2.5, 5, 10, 20, 30, 60, 120];
/** Children that are kept at hand; beyond, they are looked for anew. */
const MAX_CHILDREN = 5000;

type Add = (value: number) => void;

/**
 * Loads prom-client and sets up the figures: what a record tells, what the sources tell at each scrape, and those of
 * the process. Costs are sums of floating point, good for graphs; the ledger has the exact ones.
 */
export async function createMetrics(options: MetricsOptions): Promise<Metrics> {
  const prometheus = await import("prom-client");
  const registry = new prometheus.Registry();
  const series = createSeries(prometheus, registry);
  const labels = createLabels(options.max_models, options.isRoute);
  const { sources, max_models, warn } = options;
  setUpGauges(prometheus, registry, sources, max_models, warn);
  prometheus.collectDefaultMetrics({ register: registry });
  return {
    observe: (record) => note(record, labels, series),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: () => registry.clear(),
  };
}

interface Series {
  request: Child;
  seconds: Child;
  ttft: Child;
  attempt: Child;
  tokens: Child;
  cost: Child;
  loss: Child;
}

/** The adder of some label values, in the order of their names. */
type Child = (...values: readonly string[]) => Add;

function createSeries(
  { Counter, Histogram }: typeof import("prom-client"),
  registry: Registry,
): Series {
  const registers = [registry];
  const counter = (name: string, help: string, ...labelNames: string[]): Child => {
    const metric = new Counter({ name: `dragoman_${name}`, help, labelNames, registers });
    return children((values) => adder(metric, values));
  };
  const seconds = (name: string, help: string, buckets: number[]): Child => {
    const labelNames = ["provider", "stream"];
    const settings = { name: `dragoman_${name}`, help, labelNames, buckets, registers };
    const metric = new Histogram(settings);
    return children((values) => watcher(metric, values));
  };
  const target = ["provider", "model"];
  return {
    request: counter("requests_total", "Requests.", "route", ...target, "outcome", "error"),
    seconds: seconds("request_duration_seconds", "From arrival to the answer's end.", SECONDS),
    ttft: seconds("time_to_first_token_seconds", "From arrival to the first token.", TTFT_SECONDS),
    attempt: counter("attempts_total", "Calls to upstreams.", ...target, "outcome"),
    tokens: counter(
      "tokens_total",
      "Tokens; cached and reasoning ones within.",
      ...target,
      "direction",
    ),
    cost: counter("cost_usd_total", "Cost of calls in USD, as a float.", ...target),
    loss: counter("losses_total", "What could not be carried to an upstream.", "grade"),
  };
}

function adder(metric: Counter<string>, values: readonly string[]): Add {
  const child = metric.labels(...values);
  return (value) => child.inc(value);
}

function watcher(metric: Histogram<string>, values: readonly string[]): Add {
  const child = metric.labels(...values);
  return (value) => child.observe(value);
}

/** Keeps children at hand: making one costs more than adding to it. */
function children(create: (values: readonly string[]) => Add): Child {
  const known = new Map<string, Add>();
  return (...values) => {
    const key = values.join("\n");
    let child = known.get(key);
    if (!child) {
      child = create(values);
      if (known.size < MAX_CHILDREN) known.set(key, child);
    }
    return child;
  };
}

function note(record: RequestRecord, labels: Labels, series: Series): void {
  const vouched = record.route !== undefined || record.outcome === "success";
  const provider = labels.provider(record.provider);
  const model = labels.model(record.model, vouched);
  const error = labels.error(record.error);
  const stream = record.stream ? "true" : "false";
  // A shadow is a call, but nobody's request.
  if (record.attempts[0]?.outcome !== "shadow") {
    series.request(labels.route(record.route), provider, model, record.outcome, error)(1);
    series.seconds(provider, stream)(record.ms / 1000);
    if (record.ttft_ms !== undefined) series.ttft(provider, stream)(record.ttft_ms / 1000);
  }
  for (const attempt of record.attempts) noteAttempt(attempt, vouched, labels, series);
  const { cache_read_tokens, cache_write_tokens, reasoning_tokens } = record;
  add(series.tokens, cache_read_tokens, provider, model, "cache_read");
  add(series.tokens, cache_write_tokens, provider, model, "cache_write");
  add(series.tokens, reasoning_tokens, provider, model, "reasoning");
  // An attempt knows its own; where none does, what is known of the request is the answer's.
  if (record.attempts.every(hasNoTokens)) {
    add(series.tokens, record.input_tokens, provider, model, "input");
    add(series.tokens, record.output_tokens, provider, model, "output");
  }
  if (record.attempts.every(({ cost }) => cost === undefined))
    add(series.cost, amount(record.cost), provider, model);
  if (record.loss !== undefined) noteLosses(record.loss, series);
}

function noteAttempt(attempt: AttemptRow, vouched: boolean, labels: Labels, series: Series): void {
  const provider = labels.provider(attempt.provider);
  const model = labels.model(attempt.model, vouched || attempt.outcome === "answered");
  series.attempt(provider, model, attempt.outcome)(1);
  add(series.tokens, attempt.input_tokens, provider, model, "input");
  add(series.tokens, attempt.output_tokens, provider, model, "output");
  add(series.cost, amount(attempt.cost), provider, model);
}

function hasNoTokens({ input_tokens, output_tokens }: AttemptRow): boolean {
  return input_tokens === undefined && output_tokens === undefined;
}

function amount(cost: string | undefined): number | undefined {
  return cost === undefined ? undefined : Number(cost);
}

function add(child: Child, value: number | undefined, ...values: readonly string[]): void {
  if (value !== undefined && value > 0 && Number.isFinite(value)) child(...values)(value);
}

/** Of `field;grade, ...` the grades: fields are as many as clients think of. */
function noteLosses(loss: string, series: Series): void {
  for (const [, grade] of loss.matchAll(/;([a-z_]{1,20})(?=,|$)/g)) series.loss(grade!)(1);
}
