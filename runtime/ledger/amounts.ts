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

/** Up to a million USD: below, whole nano-USD and their rest are exact as numbers. */
const PLAIN = /^(\d{1,6})(?:\.(\d{1,18}))?$/;

/** As `toAmount`, in numbers where those are exact, which is nearly always and much quicker. */
export function wholeAndRest(text: string): Amount | { nano: number; atto: number } {
  return plain(text) ?? toAmount(text);
}

function plain(text: string): { nano: number; atto: number } | undefined {
  const match = PLAIN.exec(text);
  if (!match) return undefined;
  const digits = (match[2] ?? "").padEnd(SCALE, "0");
  const nano = Number(match[1]) * 1e9 + Number(digits.slice(0, 9));
  return { nano, atto: Number(digits.slice(9)) };
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
