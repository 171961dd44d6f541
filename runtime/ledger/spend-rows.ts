import { toText } from "./amounts.ts";
import type { SpendBy } from "./spend-query.ts";

/** What requests came to. Costs are exact USD as decimal text; tokens and costs are sums of what is known. */
export interface SpendSums {
  requests: number;
  errors: number;
  cancelled: number;
  input_tokens: number;
  output_tokens: number;
  cache_read_tokens: number;
  cache_write_tokens: number;
  reasoning_tokens: number;
  cost: string;
  /** Requests whose cost is not known, and the sum of the estimates that there were for them. */
  unknown_cost_requests: number;
  unknown_cost_estimated: string;
  /** What other attempts of the requests cost: lost hedges, answers that broke off. */
  cost_overhead: string;
  /** What the providers say that they charged, where they say it. */
  cost_reported: string;
}

/** A group: the value of each dimension that was asked for (null: a request had none) and its sums. */
export type SpendRow = { [By in SpendBy]?: string | null } & SpendSums;

/** A report. A request with two tags is in the groups of both, and once in the total. */
export interface Spend {
  rows: SpendRow[];
  /** Groups that are left out by `limit`. */
  more: number;
  total: SpendSums;
}

/** Sums as the database gives them: of amounts the two columns apart. */
export type Sums = Record<string, bigint>;

/** The sums in a form to be told. */
export function sumsToTell(sums: Sums): SpendSums {
  const count = (name: string) => Number(sums[name] ?? 0n);
  const money = (name: string) => toText(sums[`${name}_nano`] ?? 0n, sums[`${name}_atto`] ?? 0n);
  return {
    requests: count("requests"),
    errors: count("errors"),
    cancelled: count("cancelled"),
    input_tokens: count("input_tokens"),
    output_tokens: count("output_tokens"),
    cache_read_tokens: count("cache_read_tokens"),
    cache_write_tokens: count("cache_write_tokens"),
    reasoning_tokens: count("reasoning_tokens"),
    cost: money("cost"),
    unknown_cost_requests: count("unknown_cost_requests"),
    unknown_cost_estimated: money("unknown"),
    cost_overhead: money("overhead"),
    cost_reported: money("reported"),
  };
}
