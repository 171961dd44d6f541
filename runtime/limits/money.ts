import { format, parse, shift } from "../decimal.ts";

/** Decimal places of a nano-USD. */
const PLACES = 9;

/**
 * An amount in USD as whole nano-USD, rounded up: what a request takes is never too little. Below nought is
 * nought. From 9,007,199 USD on it stays at the greatest whole number that is exact. Throws `RangeError` for
 * what is no decimal.
 */
export function nanoUsd(text: string): number {
  return toNano(text, true);
}

/** A limit in USD as whole nano-USD, rounded down: what it allows is never too much. Else as `nanoUsd`. */
export function nanoUsdLimit(text: string): number {
  return toNano(text, false);
}

/** Whole nano-USD as decimal USD: `"0.05"`. */
export function usdOf(nano: number): string {
  return format({ units: BigInt(nano), scale: PLACES });
}

function toNano(text: string, up: boolean): number {
  const { units, scale } = shift(parse(text), PLACES);
  const one = 10n ** BigInt(scale);
  const whole = units / one + (up && units > 0n && units % one > 0n ? 1n : 0n);
  if (whole <= 0n) return 0;
  return whole > Number.MAX_SAFE_INTEGER ? Number.MAX_SAFE_INTEGER : Number(whole);
}
