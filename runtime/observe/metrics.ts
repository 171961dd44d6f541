import type { Metric } from "prom-client";
import type { AttemptRow } from "../ledger/row.ts";
import { setUpGauges } from "./gauges.ts";
import type { Sources } from "./gauges.ts";
import { createLabels } from "./labels.ts";
import type { Labels } from "./labels.ts";
import type { Warn } from "./observers.ts";
import type { Observer, RequestRecord } from "./record.ts";
import { add, counter, histogram, spread } from "./series.ts";
import type { Family, Register, Spread, Sum } from "./series.ts";

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
/** Groups of series that are kept at hand; beyond, they are put together anew. */
const MAX_GROUPS = 5000;

/**
 * Loads prom-client and sets up the figures: what a record tells, what the sources tell at each scrape, and those of
 * the process. Costs are sums of floating point, good for graphs; the ledger has the exact ones.
 */
export async function createMetrics(options: MetricsOptions): Promise<Metrics> {
  const prometheus = await import("prom-client");
  const registry = new prometheus.Registry();
  // Of a metric the registry uses only what ours have.
  const series = createSeries((metric) => registry.registerMetric(metric as unknown as Metric));
  const groups = groupsOf(series);
  const labels = createLabels(options.max_models, options.isRoute);
  const { sources, max_models, warn } = options;
  setUpGauges(prometheus, registry, sources, max_models, warn);
  prometheus.collectDefaultMetrics({ register: registry });
  return {
    observe: (record) => note(record, labels, groups),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    close: () => registry.clear(),
  };
}

interface Series {
  request: Family<Sum>;
  seconds: Family<Spread>;
  ttft: Family<Spread>;
  attempt: Family<Sum>;
  tokens: Family<Sum>;
  cost: Family<Sum>;
  loss: Family<Sum>;
}

function createSeries(register: Register): Series {
  const sum = (name: string, help: string, ...labelNames: string[]) =>
    counter(register, { name: `dragoman_${name}`, help, labelNames });
  const seconds = (name: string, help: string, bounds: readonly number[]) => {
    const labelNames = ["provider", "stream"];
    return histogram(register, { name: `dragoman_${name}`, help, labelNames }, bounds);
  };
  const target = ["provider", "model"];
  return {
    request: sum("requests_total", "Requests.", "route", ...target, "outcome", "error"),
    seconds: seconds("request_duration_seconds", "From arrival to the answer's end.", SECONDS),
    ttft: seconds("time_to_first_token_seconds", "From arrival to the first token.", TTFT_SECONDS),
    attempt: sum("attempts_total", "Calls to upstreams.", ...target, "outcome"),
    tokens: sum(
      "tokens_total",
      "Tokens; cached and reasoning ones within.",
      ...target,
      "direction",
    ),
    cost: sum("cost_usd_total", "Cost of calls in USD, as a float.", ...target),
    loss: sum("losses_total", "What could not be carried to an upstream.", "grade"),
  };
}

/** Series that one kind of request or call adds to, found at once: to find each by its labels costs more than adding. */
interface Groups {
  request: (
    ...labels: [route: string, provider: string, model: string, outcome: string, error: string]
  ) => Sum;
  times: (provider: string, stream: string) => { seconds: Spread; ttft: Spread };
  target: (provider: string, model: string) => Record<Direction | "cost", Sum>;
  attempt: (provider: string, model: string, outcome: string) => Sum;
  loss: Family<Sum>;
}

type Direction = "input" | "output" | "cache_read" | "cache_write" | "reasoning";

function groupsOf({ request, seconds, ttft, attempt, tokens, cost, loss }: Series): Groups {
  return {
    request: kept((...labels) => request(...labels)),
    times: kept((...labels) => ({ seconds: seconds(...labels), ttft: ttft(...labels) })),
    target: kept((...target) => ({
      input: tokens(...target, "input"),
      output: tokens(...target, "output"),
      cache_read: tokens(...target, "cache_read"),
      cache_write: tokens(...target, "cache_write"),
      reasoning: tokens(...target, "reasoning"),
      cost: cost(...target),
    })),
    attempt: kept((...labels) => attempt(...labels)),
    loss,
  };
}

function kept<Group>(create: (...labels: string[]) => Group): (...labels: string[]) => Group {
  const known = new Map<string, Group>();
  return (...labels) => {
    const key = labels.join("\n");
    let group = known.get(key);
    if (!group) {
      group = create(...labels);
      if (known.size < MAX_GROUPS) known.set(key, group);
    }
    return group;
  };
}

function note(record: RequestRecord, labels: Labels, groups: Groups): void {
  const vouched = record.route !== undefined || record.outcome === "success";
  const provider = labels.provider(record.provider);
  const model = labels.model(record.model, vouched);
  const { attempts } = record;
  // A shadow is a call, but nobody's request.
  if (attempts[0]?.outcome !== "shadow") {
    const error = labels.error(record.error);
    groups.request(labels.route(record.route), provider, model, record.outcome, error).value++;
    const { seconds, ttft } = groups.times(provider, record.stream ? "true" : "false");
    spread(seconds, record.ms / 1000);
    if (record.ttft_ms !== undefined) spread(ttft, record.ttft_ms / 1000);
  }
  for (const attempt of attempts) noteAttempt(attempt, vouched, labels, groups);
  const sums = groups.target(provider, model);
  add(sums.cache_read, record.cache_read_tokens);
  add(sums.cache_write, record.cache_write_tokens);
  add(sums.reasoning, record.reasoning_tokens);
  // An attempt knows its own; where none does, what is known of the request is the answer's.
  if (attempts.every(hasNoTokens)) {
    add(sums.input, record.input_tokens);
    add(sums.output, record.output_tokens);
  }
  if (attempts.every(hasNoCost)) add(sums.cost, amount(record.cost));
  if (record.loss !== undefined) noteLosses(record.loss, groups);
}

function noteAttempt(attempt: AttemptRow, vouched: boolean, labels: Labels, groups: Groups): void {
  const provider = labels.provider(attempt.provider);
  const model = labels.model(attempt.model, vouched || attempt.outcome === "answered");
  groups.attempt(provider, model, attempt.outcome).value++;
  const sums = groups.target(provider, model);
  add(sums.input, attempt.input_tokens);
  add(sums.output, attempt.output_tokens);
  add(sums.cost, amount(attempt.cost));
}

function hasNoTokens({ input_tokens, output_tokens }: AttemptRow): boolean {
  return input_tokens === undefined && output_tokens === undefined;
}

function hasNoCost({ cost }: AttemptRow): boolean {
  return cost === undefined;
}

function amount(cost: string | undefined): number | undefined {
  return cost === undefined ? undefined : Number(cost);
}

/** Of `field;grade, ...` the grades: fields are as many as clients think of. */
function noteLosses(loss: string, groups: Groups): void {
  for (const [, grade] of loss.matchAll(/;([a-z_]{1,20})(?=,|$)/g)) groups.loss(grade!).value++;
}
