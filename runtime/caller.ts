import type * as Hub from "../generated/hub.types.ts";
import { readAnswer, readWhole } from "./answer-reading.ts";
import type { AnswerSetup } from "./answer-reading.ts";
import type { AttemptSetup, Running } from "./attempt.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import type { HeaderMap } from "./headers.ts";
import type { AttemptOutcome } from "./ledger/row.ts";
import { limitHeaders } from "./limits-headers.ts";
import type { Prepared } from "./prepare.ts";
import { collect, firstByte, isEncoded, upstreamError } from "./readings.ts";
import type { Reading, Settle } from "./readings.ts";
import type { UpstreamTrouble } from "./trouble.ts";
import type { Call, Receiver } from "./upstream.ts";

const MAX_ERROR_BODY = 256 * 1024;

/**
 * Hears what one upstream says, and answers the client from it. Settles exactly once, whatever comes: an error that
 * the client was not told of, or nothing.
 */
export class Caller implements Receiver, Running {
  readonly attempt: Attempt;
  readonly done: Promise<Hub.Error | undefined>;
  readonly #x: Exchange;
  /** Until the answer begins: what was sent is not kept for as long as a stream lasts. */
  #prepared: Prepared | undefined;
  readonly #setup: AttemptSetup;
  readonly #onClose = () => this.#clientLeft();
  #resolve!: Settle;
  #call: Call | undefined;
  #status = 0;
  #headers: HeaderMap = {};
  #reading: Reading | undefined;
  #onDrain: (() => void) | undefined;
  #settled = false;

  constructor(x: Exchange, attempt: Attempt, prepared: Prepared, setup: AttemptSetup) {
    this.attempt = attempt;
    this.done = new Promise((resolve) => (this.#resolve = resolve));
    this.#x = x;
    this.#prepared = prepared;
    this.#setup = setup;
  }

  start(): void {
    this.#x.response.on("close", this.#onClose);
    const { upstreams, timeouts } = this.#setup;
    this.#call = upstreams.call(this.#prepared!.request, timeouts, this);
    // It may have failed before there was anything to abort.
    if (this.#settled) this.#call.abort();
  }

  drop(outcome: AttemptOutcome): void {
    if (this.#settled) return;
    this.attempt.outcome = outcome;
    this.#guarded(() => this.#settle());
  }

  head(status: number, headers: HeaderMap): void {
    this.#guarded(() => this.#head(status, headers));
  }

  data(chunk: Buffer): boolean {
    if (this.#settled) return true;
    try {
      return this.#data(chunk) || this.#waitsForDrain();
    } catch (error) {
      this.#threw(error);
      return true;
    }
  }

  end(): void {
    if (this.#settled) return;
    try {
      (this.#reading ??= readWhole(this.#answer())).end();
    } catch (error) {
      this.#threw(error);
    }
  }

  fail({ trouble, message }: UpstreamTrouble): void {
    if (this.#settled) return;
    this.attempt.unbilled ||= trouble === "connect";
    this.attempt.unanswered = trouble === "reset" && this.#status === 0;
    const kind = trouble === "connect" || trouble === "reset" ? "upstream" : "timeout";
    const error: Hub.Error = { kind, message: `${this.#name} ${message}.` };
    this.#guarded(() => (this.#reading ? this.#reading.fail(error) : this.#settle(error)));
  }

  #head(status: number, headers: HeaderMap): void {
    this.#status = status;
    this.#headers = headers;
    const { limits } = this.attempt.target.seat.provider.translator.facts;
    this.attempt.limits = limitHeaders(limits, headers);
    this.attempt.upstreamId = headers[limits.request_id ?? ""];
    this.attempt.unbilled = status >= 300;
    this.attempt.final = headers["x-should-retry"] === "false";
    if (status >= 300 && status < 400) {
      this.#settle({
        kind: "upstream",
        message: `${this.#name} answered with a redirection, which is not followed.`,
      });
    } else if (isEncoded(headers)) {
      const message = `${this.#name} answered in a content encoding.`;
      if (status >= 400) this.#refused("");
      else this.#settle({ kind: "upstream", message });
    } else if (status >= 400) {
      // The status stands, even where the body is too long or breaks off.
      const unread = (): void => this.#refused("");
      this.#reading = collect(MAX_ERROR_BODY, unread, (body) => this.#refused(body));
    }
  }

  #data(chunk: Buffer): boolean {
    let bytes = chunk;
    if (!this.#reading) {
      const at = firstByte(chunk);
      if (at === -1) return true; // blank lines that keep a connection alive
      bytes = at === 0 ? chunk : chunk.subarray(at);
      this.#reading = readAnswer(this.#answer(), this.#prepared!, bytes[0]!);
      this.#prepared = undefined;
    }
    return this.#reading.data(bytes);
  }

  /** The client reads slowly: nearly none does, so its listener is made for the first that does. */
  #waitsForDrain(): false {
    if (this.#onDrain || this.#settled) return false;
    this.#onDrain = () => this.#call?.resume();
    this.#x.response.on("drain", this.#onDrain);
    return false;
  }

  /** What is thrown here would be lost in a callback, and the client would wait for ever. */
  #guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#threw(error);
    }
  }

  #threw(error: unknown): void {
    this.#x.fault = error;
    this.#settle({ kind: "internal", message: "The gateway could not translate the answer." });
  }

  get #name(): string {
    return this.attempt.target.seat.provider.name;
  }

  #answer(): AnswerSetup {
    return {
      x: this.#x,
      attempt: this.attempt,
      headers: this.#headers,
      call: this.#call,
      maxEvent: this.#setup.limits.event_bytes,
      maxHeld: this.#setup.limits.answer_bytes,
      rules: this.#setup.rules,
      settle: (error?: Hub.Error) => this.#settle(error),
      guarded: (run) => this.#guarded(run),
    };
  }

  #refused(body: string): void {
    this.#settle(upstreamError(this.attempt.target, this.#status, this.#headers, body));
  }

  #clientLeft(): void {
    if (this.#settled || this.#x.response.writableFinished) return;
    this.#x.gone = true;
    this.drop("cancelled");
  }

  #settle(error?: Hub.Error): void {
    if (this.#settled) return;
    this.#settled = true;
    const { attempt } = this;
    const { response } = this.#x;
    if (this.#onDrain) response.removeListener("drain", this.#onDrain);
    response.removeListener("close", this.#onClose);
    attempt.ended = performance.now();
    attempt.error ??= error;
    attempt.outcome ??= attempt.error ? "failed" : "answered";
    try {
      this.#call?.abort();
      // Whatever was read of an answer that nobody waits for any more was served, and may be paid for.
      this.#reading?.dropped?.();
      this.#setup.ended?.(error);
    } finally {
      // Whoever waits goes on, whatever became of the rest.
      this.#resolve(error);
    }
  }
}
