/**
 * Something that is counted and bounded. `window` is a sliding minute (or another span) of amounts; `budget` a
 * sum that only grows within its period, named by its key; `gauge` what is under way at once.
 */
export interface Meter {
  kind: "window" | "budget" | "gauge";
  /** Who counts what, and for a budget in which period: `key_1:usd:2026-11-22`. */
  key: string;
  /** A whole number; of money, nano-USD (10^-9). */
  limit: number;
  /** What this request takes, a whole number; for money and tokens the most that it may come to. */
  amount: number;
  /** Milliseconds: the span of a window; how long a budget's sum is kept; the longest that a gauge's place is held. */
  span_ms: number;
}

/** What was taken and has to be settled: the places and sums of one request. */
export interface Reservation {
  readonly id: string;
  readonly meters: readonly Meter[];
  /** Unix milliseconds. */
  readonly at: number;
}

/** The answer to a reservation: all of it or nothing. */
export type Verdict =
  | { ok: true; reservation: Reservation; remaining: readonly number[] }
  | {
      ok: false;
      meter: Meter;
      used: number;
      /** How much of a budget's `used` is reserved by requests under way. */
      reserved?: number;
      retry_after_ms: number | undefined;
    };

/**
 * Counts for one process or for several. Reserving is all or nothing; what a crashed process has reserved comes
 * back after `ttl_ms`. A memory answers at once, so that a request without shared counters never awaits.
 */
export interface Meters {
  reserve(meters: readonly Meter[]): Verdict | Promise<Verdict>;
  /** Sets what was used in fact, an amount a meter of the reservation; places of gauges are given back. */
  settle(reservation: Reservation, amounts: readonly number[]): void;
  /** Sets sums of budgets from the ledger where none is kept yet: after a start, or a loss of the counters. */
  seed(sums: readonly { key: string; amount: number; span_ms: number }[]): Promise<void>;
  close(): Promise<void>;
}
