/** What a limit or retry header may be written in; the words of a spec's `as`. */
export type TimeFormat =
  | "go_duration"
  | "proto_duration"
  | "seconds"
  | "milliseconds"
  | "rfc3339"
  | "http_date"
  | "epoch"
  | "epoch_ms";

const UNITS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
};
const GO = /^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|h|m|s))+$/;
const PIECE = /(\d+(?:\.\d+)?)(ns|us|µs|ms|h|m|s)/g;
const ONLY = /^(\d+(?:\.\d+)?)(ms|s)$/;
const NUMBER = /^\d+(?:\.\d+)?$/;
/** Above this many a bare number is an instant in milliseconds, below it one in seconds. */
const MILLISECONDS = 1e11;

/**
 * Milliseconds from `now` (in milliseconds since the epoch) that a wire value says, never negative; undefined
 * when it says none. A value in another format than announced is read by its own shape: servers change theirs.
 */
export function millisecondsOf(value: unknown, as: string, now: number): number | undefined {
  const text = typeof value === "number" ? String(value) : value;
  if (typeof text !== "string") return undefined;
  const trimmed = text.trim();
  if (NUMBER.test(trimmed)) return bare(Number(trimmed), as, now);
  if (GO.test(trimmed)) return goDuration(trimmed);
  // `Date.parse` reads far too much: "-1" is a year to it.
  if (!/^(\d{4}-\d\d-\d\d|[A-Z][a-z]{2},)/.test(trimmed)) return undefined;
  const instant = Date.parse(trimmed);
  return Number.isNaN(instant) ? undefined : Math.max(0, instant - now);
}

/** Milliseconds as a Go duration, the form of the common rate-limit headers: `12ms`, `1.5s`, `6m0s`, `1h0m3s`. */
export function formatGoDuration(milliseconds: number): string {
  const whole = Math.max(0, Math.ceil(milliseconds));
  if (whole < 1000) return whole === 0 ? "0s" : `${whole}ms`;
  const hours = Math.floor(whole / 3_600_000);
  const minutes = Math.floor((whole % 3_600_000) / 60_000);
  const seconds = `${(whole % 60_000) / 1000}s`;
  if (hours > 0) return `${hours}h${minutes}m${seconds}`;
  return minutes > 0 ? `${minutes}m${seconds}` : seconds;
}

function bare(number: number, as: string, now: number): number | undefined {
  if (as === "epoch" || as === "epoch_ms" || number > 1e9) {
    const instant = number > MILLISECONDS ? number : number * 1000;
    return Math.max(0, instant - now);
  }
  return as === "milliseconds" ? number : number * 1000;
}

function goDuration(text: string): number {
  // One piece, as nearly all are: no iterator for it.
  const only = ONLY.exec(text);
  if (only) return Number(only[1]) * UNITS[only[2]!]!;
  let sum = 0;
  for (const [, amount, unit] of text.matchAll(PIECE)) sum += Number(amount) * UNITS[unit!]!;
  return sum;
}
