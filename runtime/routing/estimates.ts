/** What is older than this is no longer known, so that a slow target is asked again some day. */
const STALE_MS = 300_000;
/** Fewer values have no 95th percentile to speak of. */
const ENOUGH = 8;

/**
 * A moving average that forgets by time, not by count: a value weighs 1/e after `tau_ms`. With `peaks`, a value
 * above the average counts at once in full and fades: who was slow a moment ago is taken to be slow.
 */
export class MovingAverage {
  readonly #tau: number;
  readonly #peaks: boolean;
  #mean = 0;
  #excess = 0;
  #at = Number.NEGATIVE_INFINITY;

  constructor(tau_ms: number, peaks = false) {
    this.#tau = tau_ms;
    this.#peaks = peaks;
  }

  add(value: number, now: number): void {
    if (!Number.isFinite(value)) return;
    if (now - this.#at > STALE_MS) {
      this.#mean = value;
      this.#excess = 0;
    } else {
      const weight = this.#weightAt(now);
      // Values at the same instant still have to count.
      const share = Math.max(1 - weight, 0.1);
      const before = this.#mean + this.#excess * weight;
      this.#mean += (value - this.#mean) * share;
      const peak = value > before ? value : before;
      this.#excess = this.#peaks ? Math.max(0, peak - this.#mean) * (value > before ? 1 : 0.7) : 0;
    }
    this.#at = Math.max(this.#at, now);
  }

  /** Undefined when nothing was added of late. */
  value(now: number): number | undefined {
    if (now - this.#at > STALE_MS) return undefined;
    return this.#mean + this.#excess * this.#weightAt(now);
  }

  #weightAt(now: number): number {
    return Math.exp(-Math.max(0, now - this.#at) / this.#tau);
  }
}

/** The last 64 values, for a percentile; sorted only when asked after something new. */
export class RecentValues {
  readonly #values = new Float64Array(64);
  #count = 0;
  #p95: number | undefined;

  add(value: number): void {
    if (!Number.isFinite(value)) return;
    this.#values[this.#count++ % this.#values.length] = value;
    this.#p95 = undefined;
  }

  /** The 95th percentile; undefined below eight values. */
  p95(): number | undefined {
    if (this.#count < ENOUGH) return undefined;
    return (this.#p95 ??= this.#sort());
  }

  #sort(): number {
    const length = Math.min(this.#count, this.#values.length);
    const sorted = this.#values.slice(0, length).sort();
    return sorted[Math.ceil(length * 0.95) - 1]!;
  }
}
