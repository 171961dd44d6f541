import type * as Hub from "../generated/hub.types.ts";
import type { Config } from "./config.ts";
import type { Timeouts } from "./config-types.ts";
import type { AnswerRules } from "./degraded.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import type { HeaderMap } from "./headers.ts";
import type { AttemptOutcome } from "./ledger/row.ts";
import { limitHeaders } from "./limits-headers.ts";
import { PassedStream } from "./passed-stream.ts";
import type { Prepared } from "./prepare.ts";
import { arrivesAsStream, collect, firstByte, isEncoded, upstreamError } from "./readings.ts";
import type { Reading } from "./readings.ts";
import { FoldedStream, TranslatedStream } from "./streamed-answer.ts";
import type { Provider } from "./translator.ts";
import type { Call, Receiver, Upstreams, UpstreamTrouble } from "./upstream.ts";
import { answerWhole } from "./whole-answer.ts";

const MAX_ERROR_BODY = 256 * 1024;

/** What an attempt is made with. */
export interface AttemptSetup {
  upstreams: Upstreams;
  limits: Config["limits"];
  timeouts: Timeouts;
  rules: AnswerRules;
}

/** An attempt that is under way. */
export interface Running {
  readonly attempt: Attempt;
  /**
   * Resolves with an error that the client has not been told of, so that another target may be tried; without
   * one when the client has its answer, or is gone, or the attempt was dropped.
   */
  readonly done: Promise<Hub.Error | undefined>;
  drop(outcome: AttemptOutcome): void;
}

/** Calls one target and, once it may, answers the client from what it says. */
export function callTarget(
  x: Exchange,
  attempt: Attempt,
  prepared: Prepared,
  setup: AttemptSetup,
): Running {
  let resolve!: (error: Hub.Error | undefined) => void;
  const done = new Promise<Hub.Error | undefined>((each) => (resolve = each));
  const caller = new Caller(x, attempt, prepared, setup, resolve);
  caller.start();
  return { attempt, done, drop: (outcome) => caller.drop(outcome) };
}

class Caller implements Receiver {
  readonly #x: Exchange;
  readonly #attempt: Attempt;
  readonly #prepared: Prepared;
  readonly #setup: AttemptSetup;
  readonly #resolve: (error: Hub.Error | undefined) => void;
  readonly #onDrain = () => this.#call.resume();
  readonly #onClose = () => this.#clientLeft();
  #call!: Call;
  #status = 0;
  #headers: HeaderMap = {};
  #reading: Reading | undefined;
  #settled = false;

  constructor(
    x: Exchange,
    attempt: Attempt,
    prepared: Prepared,
    setup: AttemptSetup,
    resolve: (error: Hub.Error | undefined) => void,
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
  }

  drop(outcome: AttemptOutcome): void {
    if (this.#settled) return;
    this.#attempt.outcome = outcome;
    this.#settle();
  }

  head(status: number, headers: HeaderMap): void {
    this.#status = status;
    this.#headers = headers;
    const { limits } = this.#provider.translator.facts;
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
      this.#settle({ kind: "upstream", message: `${this.#name} answered in a content encoding.` });
    } else if (status >= 400) {
      this.#reading = collect(
        MAX_ERROR_BODY,
        () => this.#refused(""),
        (body) => this.#refused(body),
      );
    }
  }

  data(chunk: Buffer): boolean {
    if (this.#settled) return true;
    let bytes = chunk;
    if (!this.#reading) {
      const at = firstByte(chunk);
      if (at === -1) return true; // blank lines that keep a connection alive
      bytes = at === 0 ? chunk : chunk.subarray(at);
      this.#reading = this.#choose(bytes);
    }
    return this.#reading.data(bytes);
  }

  end(): void {
    if (this.#settled) return;
    this.#reading ??= this.#whole();
    const reading = this.#reading;
    this.#guarded(() => reading.end());
  }

  fail({ trouble, message }: UpstreamTrouble): void {
    if (this.#settled) return;
    this.#attempt.unbilled ||= trouble === "connect";
    this.#attempt.unanswered = trouble === "reset" && this.#status === 0;
    const late = trouble !== "connect" && trouble !== "reset";
    const error: Hub.Error = {
      kind: late ? "timeout" : "upstream",
      message: `${this.#name} ${message}.`,
    };
    const reading = this.#status < 400 ? this.#reading : undefined;
    if (reading) this.#guarded(() => reading.fail(error));
    else this.#settle(error);
  }

  /** What is thrown here would be lost in a callback, and the client would wait for ever. */
  #guarded(run: () => void): void {
    try {
      run();
    } catch (error) {
      this.#x.fault = error;
      this.#settle({ kind: "internal", message: "The gateway could not translate the answer." });
    }
  }

  get #provider(): Provider {
    return this.#attempt.target.seat.provider;
  }

  get #name(): string {
    return this.#provider.name;
  }

  /** By the first byte that says something. */
  #choose(bytes: Buffer): Reading {
    const { stream } = this.#provider.translator.facts;
    const streams = arrivesAsStream(
      stream.framing,
      this.#x.streaming,
      this.#headers["content-type"] ?? "",
      bytes[0]!,
    );
    if (!streams) return this.#whole();
    const context = {
      x: this.#x,
      attempt: this.#attempt,
      headers: this.#headers,
      call: this.#call,
      maxEvent: this.#setup.limits.event_bytes,
      maxHeld: this.#setup.limits.answer_bytes,
      rules: this.#setup.rules,
      settle: (error?: Hub.Error) => this.#settle(error),
    };
    if (!this.#x.streaming) return new FoldedStream(context);
    if (this.#prepared.passes) return new PassedStream(context, this.#prepared.hideUsage);
    return new TranslatedStream(context);
  }

  #whole(): Reading {
    this.#call.begun();
    const settle = (error?: Hub.Error) => this.#settle(error);
    return collect(this.#setup.limits.answer_bytes, settle, (text) => {
      answerWhole(this.#x, this.#attempt, this.#headers, text, this.#setup.rules, settle);
    });
  }

  #refused(body: string): void {
    this.#settle(upstreamError(this.#attempt.target, this.#status, this.#headers, body));
  }

  #clientLeft(): void {
    if (this.#settled || this.#x.response.writableFinished) return;
    this.#x.gone = true;
    this.#attempt.outcome = "cancelled";
    this.#settle();
  }

  #settle(error?: Hub.Error): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#x.response.removeListener("drain", this.#onDrain);
    this.#x.response.removeListener("close", this.#onClose);
    const attempt = this.#attempt;
    attempt.ended = performance.now();
    attempt.error ??= error;
    // Whatever was read of an answer that nobody waits for any more was served, and may be paid for.
    if (attempt.outcome !== undefined) this.#reading?.dropped?.();
    attempt.outcome ??= attempt.error ? "failed" : "answered";
    this.#call.abort();
    this.#resolve(error);
  }
}
