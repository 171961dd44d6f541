import { Agent } from "undici";
import type { Dispatcher } from "undici";
import type { Timeouts } from "./config-types.ts";
import { headerMap } from "./headers.ts";
import type { HeaderMap } from "./headers.ts";

/** One call to an upstream, ready to be sent. */
export interface UpstreamRequest {
  method: string;
  origin: string;
  path: string;
  headers: Record<string, string>;
  body: string;
}

/** Why a call brought no answer, or not all of one. */
export type Trouble = "connect" | "reset" | "first_token" | "idle" | "total";

/** A call that failed without an answer that could be read. */
export class UpstreamTrouble extends Error {
  readonly trouble: Trouble;
  constructor(trouble: Trouble, message: string) {
    super(message);
    this.trouble = trouble;
  }
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
  readonly #total: NodeJS.Timeout;
  #quiet: NodeJS.Timeout;
  #abort: ((reason?: Error) => void) | undefined;
  #resume: (() => void) | undefined;
  #begun = false;
  #over = false;
  #answered = false;
  #paused = false;

  constructor(agent: Agent, request: UpstreamRequest, timeouts: Timeouts, receiver: Receiver) {
    this.#receiver = receiver;
    this.#timeouts = timeouts;
    this.#total = setTimeout(() => this.#late("total", timeouts.total_ms), timeouts.total_ms);
    const first = timeouts.first_token_ms;
    this.#quiet = setTimeout(() => this.#late("first_token", first), first);
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
    if (this.#begun) this.#quiet.refresh();
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
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#silent(idle), idle);
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
    if (this.#begun) this.#quiet.refresh();
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

  /** A client that reads slowly keeps the upstream silent; that is not the upstream's fault. */
  #silent(idle: number): void {
    if (this.#paused) this.#quiet.refresh();
    else this.#late("idle", idle);
  }

  #late(trouble: Trouble, milliseconds: number): void {
    if (this.#over) return;
    this.#finish();
    this.#abort?.(new Error("timeout"));
    this.#receiver.fail(new UpstreamTrouble(trouble, LATE[trouble]!(milliseconds)));
  }

  #finish(): void {
    this.#over = true;
    clearTimeout(this.#total);
    clearTimeout(this.#quiet);
  }
}

const LATE: Partial<Record<Trouble, (milliseconds: number) => string>> = {
  first_token: (ms) => `did not begin to answer within ${ms} ms`,
  idle: (ms) => `was silent for ${ms} ms in the middle of its answer`,
  total: (ms) => `did not finish its answer within ${ms} ms`,
};

const UNREACHABLE: ReadonlySet<string> = new Set([
  "ECONNREFUSED",
  "ENOTFOUND",
  "EAI_AGAIN",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ETIMEDOUT",
  "UND_ERR_CONNECT_TIMEOUT",
]);

function troubleOf(error: Error & { code?: string }, answered: boolean): UpstreamTrouble {
  const code = error.code ?? (error.cause as { code?: string } | undefined)?.code ?? error.name;
  if (answered) return new UpstreamTrouble("reset", `broke off its answer (${code})`);
  if (UNREACHABLE.has(code) || /CERT|TLS|SSL/.test(code)) {
    return new UpstreamTrouble("connect", `cannot be reached (${code})`);
  }
  return new UpstreamTrouble("reset", `closed the connection without an answer (${code})`);
}
