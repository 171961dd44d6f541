import { Agent } from "undici";
import type { Dispatcher } from "undici";
import type { Timeouts } from "./config-types.ts";
import { headerMap } from "./headers.ts";
import type { HeaderMap } from "./headers.ts";
import { late, troubleOf } from "./trouble.ts";
import type { Trouble, UpstreamTrouble } from "./trouble.ts";

/** One call to an upstream, ready to be sent. */
export interface UpstreamRequest {
  method: string;
  origin: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** What is told of an answer, in this order; exactly one of `end` and `fail` comes, unless the call is aborted. */
export interface Receiver {
  head(status: number, headers: HeaderMap): void;
  /** A piece of the body; `false` asks for a pause until `resume`. */
  data(chunk: Buffer): boolean;
  end(): void;
  fail(trouble: UpstreamTrouble): void;
}

/** A call that is under way. */
export interface Call {
  /** Goes on after `data` has said `false`. */
  resume(): void;
  /** Drops the call; nothing is told any more. */
  abort(): void;
  /** The answer has begun: from now on pieces must come at least every so many milliseconds. */
  begun(idle?: number): void;
}

/** The connections to all upstreams. */
export interface Upstreams {
  call(request: UpstreamRequest, timeouts: Timeouts, receiver: Receiver): Call;
  close(): Promise<void>;
}

/**
 * Makes the pools: connections are kept alive by origin, bodies are not touched, redirects are not followed (a
 * key must not go where nobody sent it). Built on `dispatch` with raw handlers, for its cost a request.
 */
export function createUpstreams(connect_ms: number): Upstreams {
  const agent = new Agent({
    connect: { timeout: connect_ms },
    keepAliveTimeout: 30_000,
    keepAliveMaxTimeout: 300_000,
    pipelining: 1,
    connections: null,
    // Time is kept here, where the first token and the pieces after it differ.
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 64 * 1024,
  });
  return {
    call: (request, timeouts, receiver) => new Dispatched(agent, request, timeouts, receiver),
    close: () => agent.close(),
  };
}

class Dispatched implements Call, Dispatcher.DispatchHandler {
  readonly #receiver: Receiver;
  readonly #timeouts: Timeouts;
  readonly #began = performance.now();
  /** Rings when the first of the times may be over, and finds out which. */
  #timer: NodeJS.Timeout;
  #rings: number;
  #heard = this.#began;
  #idle = 0;
  #abort: ((reason?: Error) => void) | undefined;
  #resume: (() => void) | undefined;
  #begun = false;
  #over = false;
  #answered = false;
  #paused = false;

  constructor(agent: Agent, request: UpstreamRequest, timeouts: Timeouts, receiver: Receiver) {
    this.#receiver = receiver;
    this.#timeouts = timeouts;
    const first = Math.min(timeouts.first_token_ms, timeouts.total_ms);
    this.#rings = this.#began + first;
    this.#timer = setTimeout(ring, first, this);
    const { method, origin, path, headers, body } = request;
    try {
      agent.dispatch({ method, origin, path, headers, body }, this);
    } catch (error) {
      queueMicrotask(() => this.onError(error as Error));
    }
  }

  resume(): void {
    if (!this.#paused || this.#over) return;
    this.#paused = false;
    this.#heard = performance.now();
    this.#resume?.();
  }

  abort(): void {
    if (this.#over) return;
    this.#finish();
    this.#abort?.(new Error("aborted"));
  }

  begun(idle = this.#timeouts.idle_ms): void {
    if (this.#over) return;
    this.#begun = true;
    this.#idle = idle;
    this.#heard = performance.now();
    if (this.#heard + idle < this.#rings) this.#ringIn(idle, this.#heard);
  }

  onConnect(abort: (reason?: Error) => void): void {
    this.#abort = abort;
    if (this.#over) abort(new Error("aborted"));
  }

  onHeaders(status: number, raw: Buffer[], resume: () => void): boolean {
    if (status < 200) return true;
    this.#answered = true;
    this.#resume = resume;
    if (!this.#over) this.#receiver.head(status, headerMap(raw));
    return true;
  }

  onData(chunk: Buffer): boolean {
    if (this.#over) return true;
    if (this.#begun) this.#heard = performance.now();
    if (this.#receiver.data(chunk) || this.#over) return true;
    this.#paused = true;
    return false;
  }

  onComplete(): void {
    if (this.#over) return;
    this.#finish();
    this.#receiver.end();
  }

  onError(error: Error & { code?: string }): void {
    if (this.#over) return;
    this.#finish();
    this.#receiver.fail(troubleOf(error, this.#answered));
  }

  /** Some time may be over. A client that reads slowly keeps the upstream silent; that is not the upstream's fault. */
  ring(): void {
    const now = performance.now();
    const { total_ms, first_token_ms } = this.#timeouts;
    if (this.#paused) this.#heard = now;
    const total = this.#began + total_ms - now;
    const quiet = this.#begun ? this.#heard + this.#idle - now : this.#began + first_token_ms - now;
    // Timers ring up to a millisecond early.
    if (total < 1) this.#late("total", total_ms);
    else if (quiet >= 1) this.#ringIn(Math.min(total, quiet), now);
    else if (this.#begun) this.#late("idle", this.#idle);
    else this.#late("first_token", first_token_ms);
  }

  #ringIn(milliseconds: number, now: number): void {
    clearTimeout(this.#timer);
    this.#rings = now + milliseconds;
    this.#timer = setTimeout(ring, milliseconds, this);
  }

  #late(trouble: Trouble, milliseconds: number): void {
    if (this.#over) return;
    this.#finish();
    this.#abort?.(new Error("timeout"));
    this.#receiver.fail(late(trouble, milliseconds));
  }

  #finish(): void {
    this.#over = true;
    clearTimeout(this.#timer);
  }
}

/** One function for all timers: no closure for each call. */
function ring(call: Dispatched): void {
  call.ring();
}
