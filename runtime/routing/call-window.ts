/** Slots of a window; what is older than the window leaves it a tenth at a time. */
const SLOTS = 10;

/** Calls and failures of the last `span_ms`, in memory that does not grow. Times are milliseconds of any one clock. */
export class CallWindow {
  readonly #width: number;
  readonly #calls = new Uint32Array(SLOTS);
  readonly #failures = new Uint32Array(SLOTS);
  #newest = Number.NEGATIVE_INFINITY;
  calls = 0;
  failures = 0;

  constructor(span_ms: number) {
    this.#width = Math.max(1, span_ms) / SLOTS;
  }

  /** Counts one call. A clock that went back counts into the newest slot. */
  note(failed: boolean, now: number): void {
    this.forget(now);
    const slot = this.#newest % SLOTS;
    this.calls++;
    this.#calls[slot]!++;
    if (!failed) return;
    this.failures++;
    this.#failures[slot]!++;
  }

  /** Lets go what is too old. */
  forget(now: number): void {
    const tick = Math.max(0, Math.floor(now / this.#width));
    if (tick <= this.#newest) return;
    const from = Math.max(this.#newest + 1, tick - SLOTS + 1);
    for (let each = from; each <= tick; each++) {
      const slot = each % SLOTS;
      this.calls -= this.#calls[slot]!;
      this.failures -= this.#failures[slot]!;
      this.#calls[slot] = this.#failures[slot] = 0;
    }
    this.#newest = tick;
  }

  clear(): void {
    this.#calls.fill(0);
    this.#failures.fill(0);
    this.calls = this.failures = 0;
  }
}
