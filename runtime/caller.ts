import type * as Hub from "../generated/hub.types.ts";
import { readAnswer, readWhole } from "./answer-reading.ts";
import type { AnswerSetup } from "./answer-reading.ts";
import type { Config } from "./config.ts";
import type { Timeouts } from "./config-types.ts";
import type { AnswerRules } from "./degraded.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import type { HeaderMap } from "./headers.ts";
import type { AttemptOutcome } from "./ledger/row.ts";
import { limitHeaders } from "./limits-headers.ts";
import type { Prepared } from "./prepare.ts";
import { collect, firstByte, isEncoded, upstreamError } from "./readings.ts";
import type { Reading, Settle } from "./readings.ts";
import type { Call, Receiver, Upstreams, UpstreamTrouble } from "./upstream.ts";

const MAX_ERROR_BODY = 256 * 1024;

/** What an attempt is made with. */
export interface AttemptSetup {
  upstreams: Upstreams;
  limits: Config["limits"];
  timeouts: Timeouts;
  rules: AnswerRules;
}

/**
 * Hears what one upstream says, and answers the client from it. Settles exactly once, whatever comes: an error that
 * the client was not told of, or nothing.
 */
export class Caller implements Receiver {
  readonly #x: Exchange;
  readonly #attempt: Attempt;
  readonly #prepared: Prepared;
  readonly #setup: AttemptSetup;
  readonly #resolve: Settle;
  readonly #onDrain = () => this.#call?.resume();
  readonly #onClose = () => this.#clientLeft();
  #call: Call | undefined;
  #status = 0;
  #headers: HeaderMap = {};
  #reading: Reading | undefined;
  #settled = false;

  constructor(
    x: Exchange,
    attempt: Attempt,
    prepared: Prepared,
    setup: AttemptSetup,
    resolve: Settle,
  ) {
    this.#x = x;
    this.#attempt = attempt;
    this.#prepared = prepared;
    this.#setup = setup;
    this.#resolve = resolve;
  }

  start(): void {
    const { response } = this.#x;
    response.on("drain", this.#onDrain);
    response.on("close", this.#onClose);
    this.#call = this.#setup.upstreams.call(this.#prepared.request, this.#setup.timeouts, this);
    // A call that cannot be made at all has failed before there was anything to abort.
    if (this.#settled) this.#call.abort();
  }

  drop(outcome: AttemptOutcome): void {
    if (this.#settled) return;
    this.#attempt.outcome = outcome;
    this.#guarded(() => this.#settle());
  }

  head(status: number, headers: HeaderMap): void {
    this.#guarded(() => this.#head(status, headers));
  }

  data(chunk: Buffer): boolean {
    if (this.#settled) return true;
    try {
      return this.#data(chunk);
    } catch (error) {
      this.#threw(error);
      return true;
    }
  }

  end(): void {
    if (this.#settled) return;
    this.#guarded(() => (this.#reading ??= readWhole(this.#answer())).end());
  }

  fail({ trouble, message }: UpstreamTrouble): void {
    if (this.#settled) return;
    this.#attempt.unbilled ||= trouble === "connect";
    this.#attempt.unanswered = trouble === "reset" && this.#status === 0;
    const late = trouble !== "connect" && trouble !== "reset";
    const kind = late ? "timeout" : "upstream";
    const error: Hub.Error = { kind, message: `${this.#name} ${message}.` };
    this.#guarded(() => (this.#reading ? this.#reading.fail(error) : this.#settle(error)));
  }

  #head(status: number, headers: HeaderMap): void {
    this.#status = status;
    this.#headers = headers;
    const { limits } = this.#attempt.target.seat.provider.translator.facts;
    this.#attempt.limits = limitHeaders(limits, headers);
    this.#attempt.upstreamId = headers[limits.request_id ?? ""];
    this.#attempt.unbilled = status >= 300;
    this.#attempt.final = headers["x-should-retry"] === "false";
    if (status >= 300 && status < 400) {
      this.#settle({
        kind: "upstream",
        message: `${this.#name} answered with a redirection, which is not followed.`,
      });
    } else if (isEncoded(headers)) {
      if (status >= 400) this.#refused("");
      else
        this.#settle({
          kind: "upstream",
          message: `${this.#name} answered in a content encoding.`,
        });
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
      this.#reading = readAnswer(this.#answer(), this.#prepared, bytes[0]!);
    }
    return this.#reading.data(bytes);
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
    return this.#attempt.target.seat.provider.name;
  }

  #answer(): AnswerSetup {
    return {
      x: this.#x,
      attempt: this.#attempt,
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
    this.#settle(upstreamError(this.#attempt.target, this.#status, this.#headers, body));
  }

  #clientLeft(): void {
    if (this.#settled || this.#x.response.writableFinished) return;
    this.#x.gone = true;
    this.drop("cancelled");
  }

  #settle(error?: Hub.Error): void {
    if (this.#settled) return;
    this.#settled = true;
    // Whoever waits goes on after this has run, whatever becomes of the rest.
    this.#resolve(error);
    this.#x.response.removeListener("drain", this.#onDrain);
    this.#x.response.removeListener("close", this.#onClose);
    const attempt = this.#attempt;
    attempt.ended = performance.now();
    attempt.error ??= error;
    attempt.outcome ??= attempt.error ? "failed" : "answered";
    this.#call?.abort();
    // Whatever was read of an answer that nobody waits for any more was served, and may be paid for.
    this.#reading?.dropped?.();
  }
}
