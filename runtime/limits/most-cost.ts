import { cost } from "../cost.ts";
import { parse, shift } from "../decimal.ts";
import { rateOf, ratesFor } from "../price.ts";
import type { PriceCard, Rates } from "../price.ts";
import { nanoUsd } from "./money.ts";

/** What a request may come to. */
export interface Most {
  /** Tokens. */
  input: number;
  output: number;
  service_tier: string | null;
  /** Unix milliseconds. */
  at: number;
}

/** Pico-USD a token, which prices a million tokens to the sixth digit; undefined where there is no price. */
interface PerToken {
  input: number | undefined;
  output: number | undefined;
  /** From when until when, Unix milliseconds. */
  from: number;
  until: number;
}

/** What the rates of a card depend on, and those that were found. */
interface Known {
  /** Do they change within a day, or are they finer than a pico-USD? */
  slow: boolean;
  thresholds: readonly number[];
  tiers: ReadonlySet<string>;
  rates: Map<string, PerToken>;
}

/** Up to here a thousandth of a whole number rounds up right in floating point. */
const EXACT = 1e15;

const cards = new WeakMap<PriceCard, Known>();

/**
 * What tokens cost, whole nano-USD, rounded up: what `cost` says of them, with the rates of a card kept as numbers,
 * since every request of a key with a budget asks. Undefined when the price is not known.
 */
export function mostCost(card: PriceCard | undefined, most: Most): number | undefined {
  if (!card) return undefined;
  if (card.free) return 0;
  let known = cards.get(card);
  if (!known) cards.set(card, (known = knownOf(card)));
  if (known.slow) return exactly(card, most);
  const { input, output } = ratesOf(card, known, most);
  if ((most.input > 0 && input === undefined) || (most.output > 0 && output === undefined))
    return undefined;
  const pico = most.input * (input ?? 0) + most.output * (output ?? 0);
  return pico < EXACT ? Math.ceil(pico / 1000) : exactly(card, most);
}

function exactly(card: PriceCard, { input, output, service_tier, at }: Most): number | undefined {
  const { amount } = cost({ input, output }, card, { at: new Date(at), service_tier });
  return amount === null ? undefined : nanoUsd(amount);
}

function knownOf(card: PriceCard): Known {
  const rules = card.periods.flatMap(({ rules = [] }) => rules);
  const thresholds = rules.flatMap(({ when: { input_tokens: { gt, gte } = {} } }) => [
    // Of whole tokens, more than 200 is at least 201.
    ...(gt === undefined ? [] : [Math.floor(gt) + 1]),
    ...(gte === undefined ? [] : [gte]),
  ]);
  return {
    slow: rules.some(({ when }) => when.time !== undefined),
    thresholds,
    tiers: new Set(rules.flatMap(({ when }) => when.service_tier ?? [])),
    rates: new Map(),
  };
}

function ratesOf(card: PriceCard, known: Known, { input, service_tier, at }: Most): PerToken {
  // A client may name any tier: only those that a rule names are told apart.
  const tier = service_tier !== null && known.tiers.has(service_tier) ? service_tier : "";
  let passed = 0;
  for (const threshold of known.thresholds) if (input >= threshold) passed++;
  const name = `${passed} ${tier}`;
  let rates = known.rates.get(name);
  if (rates && at >= rates.from && at < rates.until) return rates;
  const found = ratesFor(card, input, { at: new Date(at), service_tier: tier })?.rates ?? {};
  rates = { input: perToken(found, "input"), output: perToken(found, "output"), ...span(card, at) };
  if (Number.isNaN(rates.input) || Number.isNaN(rates.output)) known.slow = true;
  known.rates.set(name, rates);
  return rates;
}

/** NaN for a price that is finer. */
function perToken(rates: Rates, meter: string): number | undefined {
  const rate = rateOf(rates, meter);
  if (rate === undefined) return undefined;
  const { units, scale } = shift(parse(rate), 6);
  const one = 10n ** BigInt(scale);
  return units % one === 0n ? Number(units / one) : Number.NaN;
}

/** The time around an instant in which no period of a card begins or ends. */
function span({ periods }: PriceCard, at: number): Pick<PerToken, "from" | "until"> {
  const times = periods.flatMap(({ from, until }) => [from, until].filter((time) => time != null));
  const ends = times.map((time) => Date.parse(time));
  const from = Math.max(-Infinity, ...ends.filter((end) => end <= at));
  return { from, until: Math.min(Infinity, ...ends.filter((end) => end > at)) };
}
