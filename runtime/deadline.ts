import type { EventEmitter } from "node:events";

/**
 * Until when one request may wait for anything: its client leaves, its time is over, or `finish` is called. Costs
 * nothing until something waits; `close` gives back the timer and the listener.
 */
export class Deadline {
  readonly #response: EventEmitter & { closed?: boolean };
  readonly #at: number;
  #end: (() => void) | undefined;
  #controller: AbortController | undefined;
  #timer: NodeJS.Timeout | undefined;
  #finished = false;

  /** `at` is by the clock of `performance.now()`; infinite: only the client's patience counts. */
  constructor(response: EventEmitter & { closed?: boolean }, at: number) {
    this.#response = response;
    this.#at = at;
  }

  /** Milliseconds, whole ones; 0 or less when the time is over. */
  get left_ms(): number {
    return this.isBounded ? Math.floor(this.#at - performance.now()) : Infinity;
  }

  /** Is there a time to keep, besides the client's patience? */
  get isBounded(): boolean {
    return this.#at !== Infinity;
  }

  /** Aborts when nothing is to be waited for any more. */
  get signal(): AbortSignal {
    return (this.#controller ?? this.#begin()).signal;
  }

  #begin(): AbortController {
    const controller = (this.#controller = new AbortController());
    this.#end = () => controller.abort();
    this.#response.once("close", this.#end);
    if (this.isBounded) this.#timer = setTimeout(this.#end, Math.max(0, this.left_ms));
    if (this.#finished || this.#response.closed) this.#end();
    return controller;
  }

  /** What a promise brings; undefined when the waiting is over before. What comes later is not told to anybody. */
  async within<T>(promise: Promise<T>): Promise<T | undefined> {
    const { signal } = this;
    let end = (): void => {};
    const over = new Promise<undefined>((resolve) => {
      end = () => resolve(undefined);
      if (signal.aborted) end();
      else signal.addEventListener("abort", end);
    });
    try {
      return await Promise.race([promise, over]);
    } finally {
      signal.removeEventListener("abort", end);
    }
  }

  /** Nobody waits any more. */
  finish(): void {
    this.#finished = true;
    this.#end?.();
  }

  close(): void {
    if (!this.#end) return;
    clearTimeout(this.#timer);
    this.#response.removeListener("close", this.#end);
  }
}
