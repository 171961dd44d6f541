import type { QueueConfig } from "../route-config.ts";

/** A place at a target. Giving it back twice does nothing. */
export interface Ticket {
  release(): void;
}

/** Why there was no place: too many wait already, it was waited for too long, or the client left. */
export type NoTicket = "full" | "late" | "gone";

/** Calls back once after so many milliseconds, unless what it returns is called before. */
export type Alarm = (after_ms: number, ring: () => void) => () => void;

interface Waiter {
  settle(ticket: Ticket | NoTicket): void;
}

/** So many calls at once, and a queue, first come first served, for those who may wait. */
export class CallQueue {
  #limit: number;
  #queue: QueueConfig | undefined;
  readonly #alarm: Alarm;
  /** In the order of their coming. */
  readonly #waiters = new Set<Waiter>();
  #taken = 0;

  constructor(limit: number, queue?: QueueConfig, alarm: Alarm = ring) {
    this.#limit = limit;
    this.#queue = queue;
    this.#alarm = alarm;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#waiters.size;
  }

  get limit(): number {
    return this.#limit;
  }

  /** Other numbers, from a config that was read again: who has a place keeps it, and who waits is let in. */
  configure(limit: number, queue?: QueueConfig): void {
    this.#limit = limit;
    this.#queue = queue;
    this.#admit();
  }

  /** A place at once when one is free, `full` at once when one may not wait; else a promise. */
  acquire(signal?: AbortSignal): Ticket | NoTicket | Promise<Ticket | NoTicket> {
    if (signal?.aborted) return "gone";
    // Nobody waits while a place is free: whoever gives one back lets the next one in.
    if (this.#taken < this.#limit) return this.#take();
    const queue = this.#queue;
    if (!queue || this.#waiters.size >= queue.max || queue.wait_ms <= 0) return "full";
    return new Promise((resolve) => this.#wait(queue.wait_ms, signal, resolve));
  }

  #wait(
    wait_ms: number,
    signal: AbortSignal | undefined,
    resolve: (ticket: Ticket | NoTicket) => void,
  ): void {
    const leave = (): void => waiter.settle("gone");
    const waiter: Waiter = {
      settle: (ticket) => {
        if (!this.#waiters.delete(waiter)) return;
        stop();
        signal?.removeEventListener("abort", leave);
        resolve(ticket);
      },
    };
    this.#waiters.add(waiter);
    signal?.addEventListener("abort", leave, { once: true });
    const stop = this.#alarm(wait_ms, () => waiter.settle("late"));
  }

  #take(): Ticket {
    this.#taken++;
    let isHeld = true;
    return {
      release: () => {
        if (!isHeld) return;
        isHeld = false;
        this.#taken--;
        this.#admit();
      },
    };
  }

  #admit(): void {
    for (const waiter of this.#waiters) {
      if (this.#taken >= this.#limit) return;
      waiter.settle(this.#take());
    }
  }
}

function ring(after_ms: number, callback: () => void): () => void {
  const timer = setTimeout(callback, after_ms);
  return () => clearTimeout(timer);
}
