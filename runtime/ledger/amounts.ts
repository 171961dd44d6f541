import { add, compare, format, parse, zero } from "../decimal.ts";
import type { Decimal } from "../decimal.ts";
import type { LedgerRow } from "./row.ts";

/** An amount of USD as two whole numbers: `nano * 10^-9 + atto * 10^-18`, with `0 <= atto < 10^9`. */
export interface Amount {
  nano: bigint;
  atto: bigint;
}

/** Digits after the point that are kept. Prices have at most a dozen. */
const SCALE = 18;
const BILLION = 1_000_000_000n;

/** The largest number of nano-USD that a column holds: nine billion USD. */
const LARGEST = 2n ** 63n - 1n;

/**
 * A decimal text as an amount, exactly; of more than 18 digits after the point the rest is rounded up, so that what
 * was spent is never told too low. Throws `RangeError` for what is no decimal number or too large for a column.
 */
export function toAmount(text: string): Amount {
  const units = wholeUnits(parse(text), SCALE);
  let nano = units / BILLION;
  // Division goes towards nought; the rest of an amount is never negative.
  if (units % BILLION < 0n) nano -= 1n;
  if (nano > LARGEST || nano < -LARGEST) throw new RangeError(`too large an amount: ${text}`);
  return { nano, atto: units - nano * BILLION };
}

/** Sums of both columns, as a database gives them (the rests may add up to more than one), as decimal text. */
export function toText(nano: bigint, atto: bigint): string {
  return format({ units: nano * BILLION + atto, scale: SCALE });
}

/** Whole nano-USD of a decimal text, rounded up: the unit of budgets. Throws `RangeError` as `toAmount` does. */
export function toNano(text: string): bigint {
  return wholeUnits(parse(text), 9);
}

/** As `toAmount`, in numbers where those are exact, which is nearly always and much quicker. */
export function wholeAndRest(text: string): Amount | { nano: number; atto: number } {
  return plain(text) ?? toAmount(text);
}

/** Digits before and after the point, at most six (so that nano-USD are exact as numbers) and 18. */
function plain(text: string): { nano: number; atto: number } | undefined {
  const point = text.indexOf(".");
  const whole = point === -1 ? text.length : point;
  const places = point === -1 ? 0 : text.length - point - 1;
  if (whole === 0 || whole > 6 || places > SCALE || point === text.length - 1) return undefined;
  let nano = 0;
  let atto = 0;
  for (let i = 0; i < text.length; i++) {
    if (i === point) continue;
    const digit = text.charCodeAt(i) - 48;
    if (digit < 0 || digit > 9) return undefined;
    if (i <= whole + 9) nano = nano * 10 + digit;
    else atto = atto * 10 + digit;
  }
  return {
    nano: nano * 10 ** Math.max(0, 9 - places),
    atto: atto * 10 ** (places > 9 ? 18 - places : 0),
  };
}

/**
 * What a request counts for its key's budgets, nano-USD, rounded up: its cost, or when that is not known its
 * estimate, unless it failed; and what its other attempts cost. The ledger's sums that budgets start from are of these.
 */
export function spentNano(row: LedgerRow): bigint {
  const known = row.cost ?? (row.outcome === "error" ? undefined : row.cost_estimated);
  const quick = row.cost_overhead === undefined && known !== undefined ? plain(known) : undefined;
  if (quick) return BigInt(quick.nano + (quick.atto > 0 ? 1 : 0));
  const total = [known, row.cost_overhead].reduce(
    (sum, text) => (text === undefined ? sum : add(sum, decimalOr0(text))),
    zero,
  );
  return wholeUnits(total, 9);
}

function decimalOr0(text: string): Decimal {
  try {
    toAmount(text);
    return parse(text);
  } catch {
    // Kept as unknown in its row, with the reason; a budget cannot count it.
    return zero;
  }
}

/** How many times `10^-scale`, rounded up. */
function wholeUnits(amount: Decimal, scale: number): bigint {
  if (amount.scale <= scale) return amount.units * 10n ** BigInt(scale - amount.scale);
  const divisor = 10n ** BigInt(amount.scale - scale);
  const quotient = amount.units / divisor;
  const exact = compare(amount, { units: quotient, scale }) === 0;
  return exact || amount.units < 0n ? quotient : quotient + 1n;
}
