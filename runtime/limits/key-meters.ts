import type { Budgets, KeyLimits, VirtualKey } from "../keys/key.ts";
import type { Meter } from "./meters.ts";
import { nanoUsdLimit } from "./money.ts";
import { dayOf, monthOf } from "./periods.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/** A sum is kept a little beyond its period, for requests that end after it. */
const LATE_MS = 3_600_000;
/** The sum of a total budget is kept ten years after the last request: no period ends it. */
const TOTAL_MS = 3_653 * DAY_MS;

/** What a request may come to, or has come to. */
export interface Use {
  /** A whole number. */
  tokens: number;
  /** Nano-USD; undefined when the price is not known. */
  nano_usd: number | undefined;
}

/**
 * The meters of one request of a key; none for a key without limits and budgets. `hold_ms` is the longest that a
 * request may be under way. A request whose price is not known reserves no money: it is let through until a
 * budget is passed, and settled with what it cost if that is found out. Keys: `key_1:rpm`, `key_1:tpm`,
 * `key_1:concurrent`, `key_1:usd:2026-11-22` (UTC), `key_1:usd:2026-11`, `key_1:usd:total`. A `VirtualKey` that
 * changes has to be another object: what it allows is worked out once a day.
 */
export function keyMeters(
  key: VirtualKey,
  defaults: KeyLimits,
  estimate: Use,
  now: number,
  hold_ms: number,
): Meter[] {
  let plan = plans.get(key);
  if (!plan || !isSame(plan.defaults, defaults) || now < plan.from || now >= plan.until)
    plans.set(key, (plan = planOf(key, defaults, now)));
  const tokens = Math.ceil(estimate.tokens);
  const money = estimate.nano_usd ?? 0;
  const meters: Meter[] = [];
  for (const { kind, key, limit, takes, ends, span_ms } of plan.rows)
    meters.push({
      kind,
      key,
      limit,
      amount: takes === "tokens" ? tokens : takes === "money" ? money : 1,
      span_ms: kind === "gauge" ? hold_ms : ends === undefined ? span_ms : ends - now + LATE_MS,
    });
  return meters;
}

/** A meter of a key, without what the request brings. */
interface Row extends Omit<Meter, "amount"> {
  takes: "one" | "tokens" | "money";
  /** The end of a budget's period, unix milliseconds. */
  ends?: number;
}

/** What a key's requests are measured by for a day. */
interface Plan {
  defaults: KeyLimits;
  from: number;
  until: number;
  rows: readonly Row[];
}

const plans = new WeakMap<VirtualKey, Plan>();

function isSame(a: KeyLimits, b: KeyLimits): boolean {
  return a.rpm === b.rpm && a.tpm === b.tpm && a.concurrent === b.concurrent;
}

function planOf({ id, limits, budgets }: VirtualKey, defaults: KeyLimits, now: number): Plan {
  const [day, month] = [dayOf(now), monthOf(now)];
  const rows: Row[] = [];
  const limit = (kind: Meter["kind"], what: keyof KeyLimits, takes: Row["takes"]) => {
    const most = limits[what] ?? defaults[what];
    if (most === undefined) return;
    rows.push({ kind, key: `${id}:${what}`, limit: most, takes, span_ms: MINUTE_MS });
  };
  const budget = (usd: string | undefined, period: string, ends?: number) => {
    if (usd === undefined) return;
    const base = { kind: "budget", key: `${id}:usd:${period}`, limit: nanoUsdLimit(usd) } as const;
    rows.push({ ...base, takes: "money", span_ms: TOTAL_MS, ends });
  };
  limit("window", "rpm", "one");
  limit("window", "tpm", "tokens");
  limit("gauge", "concurrent", "one");
  budget(budgets.day, day.name, now + day.left_ms);
  budget(budgets.month, month.name, now + month.left_ms);
  budget(budgets.total, "total");
  const until = now + day.left_ms;
  return { defaults: { ...defaults }, from: until - DAY_MS, until, rows };
}

/**
 * What to settle the meters of `keyMeters` with. A request that never left the gateway used no tokens and no
 * money, yet was a request. Of a cost that is not known, what was reserved stays.
 */
export function usedAmounts(meters: readonly Meter[], used: Use): number[] {
  return meters.map(({ kind, key, amount }) => {
    if (kind === "budget") return used.nano_usd ?? amount;
    if (kind === "gauge") return 0;
    return key.endsWith(":tpm") ? used.tokens : 1;
  });
}

/** The sums of a key to seed budgets with, from what the ledger says was spent, whole nano-USD. */
export function keySums(
  key: VirtualKey,
  spent: { day: number; month: number; total: number },
  now: number,
): { key: string; amount: number; span_ms: number }[] {
  return keyMeters({ ...key }, {}, { tokens: 0, nano_usd: 0 }, now, 0).flatMap((meter) => {
    if (meter.kind !== "budget") return [];
    return [{ key: meter.key, amount: spent[periodOf(meter)], span_ms: meter.span_ms }];
  });
}

/** What a meter of `keyMeters` counts, without whose it is: `rpm`, `usd:2026-11`. */
export function whatOf(key: string): string {
  return key.slice(key.indexOf(":") + 1);
}

/** Which of a key's budgets a meter is. */
export function periodOf({ key }: Meter): keyof Budgets {
  const period = whatOf(key).slice("usd:".length);
  if (period === "total") return "total";
  return period.length === "2026-11".length ? "month" : "day";
}
