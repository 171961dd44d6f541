/**
 * An exact decimal: `units / 10^scale`. Money is never a float here: a sum of rounded amounts decides
 * budgets, and 0.6619999999999999 has refused requests elsewhere.
 */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Nought, where sums begin. */
export const zero: Decimal = { units: 0n, scale: 0 };

/** One, where products begin. */
export const one: Decimal = { units: 1n, scale: 0 };

const SHAPE = /^([+-]?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * Reads `"12"`, `"-0.05"` or `"3.6e-7"`, exactly as written. Exponents are read because a JSON number
 * printed by JavaScript may carry one. Throws `RangeError` for anything else, `""` and `"Infinity"` included.
 */
export function parse(text: string): Decimal {
  const match = SHAPE.exec(text);
  if (!match) throw new RangeError(`not a decimal number: ${JSON.stringify(text.slice(0, 40))}`);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const units = BigInt(whole + fraction);
  return shift({ units: sign === "-" ? -units : units, scale: fraction.length }, Number(exponent));
}

/** A whole number (a token count) as a decimal. Throws `RangeError` when it is not a safe integer. */
export function fromInteger(count: number): Decimal {
  if (!Number.isSafeInteger(count)) throw new RangeError(`not a whole number: ${count}`);
  return { units: BigInt(count), scale: 0 };
}

/** The exact sum. */
export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: raise(a, scale) + raise(b, scale), scale };
}

/** The exact product. */
export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** `a` times ten to the power `places`: `shift(x, -6)` is the millionth part, without dividing. */
export function shift(a: Decimal, places: number): Decimal {
  if (places <= a.scale) return { units: a.units, scale: a.scale - places };
  return { units: raise({ units: a.units, scale: 0 }, places - a.scale), scale: 0 };
}

/** Negative, nought or positive as `a` is below, equal to or above `b`, whatever their scales. */
export function compare(a: Decimal, b: Decimal): -1 | 0 | 1 {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [raise(a, scale), raise(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Plain notation without exponent or trailing noughts: `"0.0044"`, `"-3"`, `"0"`. */
export function format(a: Decimal): string {
  const sign = a.units < 0n ? "-" : "";
  const digits = (a.units < 0n ? -a.units : a.units).toString().padStart(a.scale + 1, "0");
  if (a.scale === 0) return sign + digits;
  const whole = digits.slice(0, -a.scale);
  const fraction = digits.slice(-a.scale).replace(/0+$/, "");
  return sign + (fraction ? `${whole}.${fraction}` : whole);
}

function raise(a: Decimal, scale: number): bigint {
  return a.units * 10n ** BigInt(scale - a.scale);
}
