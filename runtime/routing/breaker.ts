import type { BreakerConfig } from "../route-config.ts";
import { CallWindow } from "./call-window.ts";

/** `probing`: the time is over, and one call finds out whether the target is well again. */
export type BreakerState = "closed" | "open" | "probing";

/** May a target be called? `probe`: yes, by this one call only. */
export type Permission = "yes" | "probe" | "no";

/**
 * Leaves a target alone that fails. Opens when in the window there were enough failures and they are a large enough
 * share of the calls, or after as many in a row, each within the window of the one before; lets one probe through when its time is over; a success
 * closes it, a failed probe opens it again for twice as long. All times come from the caller's one clock, and
 * `started` is when the call began: one that began before the breaker last opened or closed tells nothing new.
 */
export class Breaker {
  #config: BreakerConfig;
  #window: CallWindow;
  #row = 0;
  #failedAt = Number.NEGATIVE_INFINITY;
  #open = false;
  #since = Number.NEGATIVE_INFINITY;
  #length = 0;
  #probe: number | undefined;
  /** Until when it was opened last; in the past when a probe may go. */
  openUntil = Number.NEGATIVE_INFINITY;
  /** How often it opened. */
  openings = 0;

  constructor(config: BreakerConfig) {
    this.#config = config;
    this.#window = new CallWindow(config.window_ms);
  }

  /** Other numbers, from a config that was read again; what is known stays, but for a window of another length. */
  configure(config: BreakerConfig): void {
    if (config.window_ms !== this.#config.window_ms)
      this.#window = new CallWindow(config.window_ms);
    this.#config = config;
  }

  state(now: number): BreakerState {
    if (!this.#open) return "closed";
    return now < this.openUntil ? "open" : "probing";
  }

  /** What `allow` would say, without taking the probe's place. */
  peek(now: number): Permission {
    if (!this.#open) return "yes";
    return now >= this.openUntil && !this.#isProbed(now) ? "probe" : "no";
  }

  /** `probe` takes the one place; its caller has to `succeed`, `fail` or `release`. */
  allow(now: number): Permission {
    const permission = this.peek(now);
    if (permission === "probe") this.#probe = now;
    return permission;
  }

  succeed(now: number, started = now): void {
    if (started < this.#since) return;
    if (this.#open) return this.#close(now);
    this.#row = 0;
    this.#window.note(false, now);
  }

  fail(now: number, started = now): void {
    if (started < this.#since) return;
    if (this.#open) {
      // While it is open it is called only when nobody else is left; that must not keep it open for ever.
      if (now >= this.openUntil) this.#openFor(this.#length * 2, now);
      return;
    }
    // Failures that lie further apart than the window are no row: what was hours ago says nothing of now.
    this.#row = now - this.#failedAt > this.#config.window_ms ? 1 : this.#row + 1;
    this.#failedAt = now;
    this.#window.note(true, now);
    if (this.#isTooMuch()) this.#openFor(this.#config.open_ms, now);
  }

  /** A probe that told nothing (its client left): the next call may be the probe. Calls older than it free nothing. */
  release(started = Number.POSITIVE_INFINITY): void {
    if (this.#probe !== undefined && started >= this.#probe) this.#probe = undefined;
  }

  /** Another process has opened its breaker of the same target. Never shortens. */
  forceOpen(until: number, now: number): void {
    if (until <= now || (this.#open && until <= this.openUntil)) return;
    if (!this.#open) this.#length = this.#config.open_ms;
    this.#enter(until, now);
  }

  #isTooMuch(): boolean {
    const { failures, rate } = this.#config;
    const window = this.#window;
    if (this.#row >= failures) return true;
    return window.failures >= failures && window.failures >= rate * window.calls;
  }

  /** A probe that never reports is given up after the longest opening. */
  #isProbed(now: number): boolean {
    return this.#probe !== undefined && now - this.#probe < this.#config.max_open_ms;
  }

  #openFor(length: number, now: number): void {
    this.#length = Math.min(length, this.#config.max_open_ms);
    this.#enter(now + this.#length, now);
  }

  #enter(until: number, now: number): void {
    this.#open = true;
    this.#since = now;
    this.#probe = undefined;
    this.openUntil = until;
    this.openings++;
  }

  #close(now: number): void {
    this.#open = false;
    this.#since = now;
    this.#row = 0;
    this.#probe = undefined;
    this.#window.clear();
  }
}
