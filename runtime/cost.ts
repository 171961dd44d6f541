import { add, format, fromInteger, multiply, parse, shift, zero } from "./decimal.ts";
import type { Decimal } from "./decimal.ts";
import { countsCalls, rateOf, ratesFor } from "./price.ts";
import type { PriceCard, PriceContext, Rates } from "./price.ts";

/**
 * The hub's usage counters: disjoint, in tokens but for the call counters; absent or null is unknown. `total`
 * is the provider's own sum, `cost` what it says it charged (USD, decimal), `service_tier` the tier that served.
 */
export interface Usage {
  readonly [meter: string]: number | string | null | undefined;
  readonly total?: number | null;
  readonly cost?: string | null;
  readonly service_tier?: string | null;
}

/** One priced counter. `tokens` is a number of calls, and `rate` USD per thousand of them, for call meters. */
export interface CostLine {
  readonly meter: string;
  readonly tokens: number;
  readonly rate: string;
  readonly amount: string;
}

/** An exact amount of USD with how it came about, or null with the reason; beside it what the provider reported. */
export type Cost = { readonly reported?: string } & (
  | {
      readonly amount: string;
      readonly lines: readonly CostLine[];
      readonly rules: readonly string[];
    }
  | { readonly amount: null; readonly reason: string }
);

/** A term of what a provider says a call cost: JSON pointers into the wire's usage, and a factor to USD. */
export interface CostTerm {
  readonly at: string;
  readonly scale?: string;
  /** The term counts only while this pointer leads to `true`. */
  readonly when?: string;
}

const NOT_METERS: ReadonlySet<string> = new Set(["total", "cost", "service_tier"]);

/**
 * What a call cost by our card. Absent cache rates fall to the input rate, an absent reasoning rate to the
 * output rate, media to text; anything else unpriced, and any unknown counter that decides the sum, makes
 * the amount null: unknown is never nought.
 */
export function cost(usage: Usage, card: PriceCard | undefined, context: PriceContext): Cost {
  const reported = usage.cost == null ? {} : { reported: usage.cost };
  const unknown = (reason: string): Cost => ({ amount: null, reason, ...reported });
  if (!card) return unknown("no price is known for the model");
  if (card.free) return { amount: "0", lines: [], rules: [], ...reported };
  const broken = brokenCounter(usage);
  if (broken) return unknown(broken);
  if (usage.input == null) return unknown("the provider did not report `input`");

  const tier = usage.service_tier ?? context.service_tier ?? null;
  const effective = ratesFor(card, promptTokens(usage), { ...context, service_tier: tier });
  if (!effective) return unknown("no price period covers the time of the request");
  const { rates, rules } = effective;
  if (usage.output == null && charges(rates.output)) {
    return unknown("the provider did not report `output`");
  }
  const lines: CostLine[] = [];
  let sum: Decimal = zero;
  for (const meter in usage) {
    const counted = countOf(usage, meter);
    const count = counted === undefined ? 0 : billed(meter, counted, card);
    if (count === 0) continue;
    const rate = rateOf(rates, meter);
    if (rate === undefined) return unknown(`\`${meter}\` has no price`);
    const amount = priced(meter, count, rate);
    sum = add(sum, amount);
    lines.push({ meter, tokens: count, rate, amount: format(amount) });
  }
  return { amount: format(sum), lines, rules, ...reported };
}

/** The whole prompt in tokens: fresh, read from and written to a cache, media included. Thresholds go by it. */
export function promptTokens(usage: Usage): number {
  let sum = 0;
  for (const meter in usage) {
    if (meter.startsWith("input") || meter.startsWith("cache_")) sum += countOf(usage, meter) ?? 0;
  }
  return sum;
}

/**
 * The provider's total less the sum of the token counters: 0 when they agree, null without a total. Anything
 * else is an accounting event: a counter was missed, or counted twice.
 */
export function drift(usage: Usage): number | null {
  if (usage.total == null) return null;
  let rest = usage.total;
  for (const meter in usage) if (!countsCalls(meter)) rest -= countOf(usage, meter) ?? 0;
  return rest;
}

/**
 * What the provider says the call cost, USD, as the exact decimal of its JSON numbers; null when a term that
 * counts is missing, since a part of a sum is not a sum.
 */
export function reportedCost(terms: readonly CostTerm[], wireUsage: unknown): string | null {
  let sum: Decimal | null = null;
  for (const { at, scale, when } of terms) {
    if (when !== undefined && pointed(wireUsage, when) !== true) continue;
    const value = pointed(wireUsage, at);
    if (typeof value !== "number" && typeof value !== "string") return null;
    const term = decimalOf(String(value));
    if (!term) return null;
    sum = add(sum ?? zero, scale === undefined ? term : multiply(term, parse(scale)));
  }
  return sum && format(sum);
}

/** What a counter says; undefined for what is none. Asked of every key of a usage, several times a request. */
function countOf(usage: Usage, meter: string): number | undefined {
  const count = usage[meter];
  return typeof count === "number" && !NOT_METERS.has(meter) ? count : undefined;
}

function brokenCounter(usage: Usage): string | undefined {
  for (const meter in usage) {
    const count = countOf(usage, meter);
    if (count === undefined || (Number.isSafeInteger(count) && count >= 0)) continue;
    return `\`${meter}\` is ${count}, not a count`;
  }
  return undefined;
}

/** What is billed of a counter: where a prompt is the unit, searches beyond the first are not. */
function billed(meter: string, count: number, card: PriceCard): number {
  return meter === "web_searches" && card.search_unit === "prompt" ? Math.min(count, 1) : count;
}

function priced(meter: string, count: number, rate: Rates[string]): Decimal {
  return shift(multiply(fromInteger(count), rateValue(rate!)), countsCalls(meter) ? -3 : -6);
}

const MOST_KNOWN = 1000;
const known = new Map<string, Decimal>();

/** A rate as a number; catalogues have few different ones, so they are read once each. */
function rateValue(rate: string): Decimal {
  let value = known.get(rate);
  if (!value) {
    if (known.size >= MOST_KNOWN) known.clear();
    known.set(rate, (value = parse(rate)));
  }
  return value;
}

function charges(rate: string | undefined): boolean {
  return rate !== undefined && rateValue(rate).units !== 0n;
}

function decimalOf(text: string): Decimal | undefined {
  try {
    return parse(text);
  } catch {
    return undefined;
  }
}

function pointed(value: unknown, pointer: string): unknown {
  let at: unknown = value;
  for (const step of pointer.split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    if (at === null || typeof at !== "object" || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return at;
}
