import type * as Hub from "../generated/hub.types.ts";
import type { Config } from "./config.ts";
import type { Exchange } from "./exchange.ts";
import type { HeaderMap } from "./headers.ts";
import { limitHeaders } from "./limits-headers.ts";
import { PassedStream } from "./passed-stream.ts";
import type { Prepared } from "./prepare.ts";
import { arrivesAsStream, collect, firstByte, isEncoded, upstreamError } from "./readings.ts";
import type { Reading } from "./readings.ts";
import { FoldedStream, TranslatedStream } from "./streamed-answer.ts";
import type { Target } from "./targets.ts";
import type { Call, Receiver, Upstreams, UpstreamTrouble } from "./upstream.ts";
import { answerWhole } from "./whole-answer.ts";

const MAX_ERROR_BODY = 256 * 1024;

/**
 * Calls one target and answers the client from what it says. Resolves with an error that the client has not
 * been told of, so that another target may be tried; without one when the client has its answer, or is gone.
 */
export function attempt(
  x: Exchange,
  target: Target,
  prepared: Prepared,
  upstreams: Upstreams,
  limits: Config["limits"],
): Promise<Hub.Error | undefined> {
  return new Promise((resolve) => {
    new Attempt(x, target, prepared, limits, resolve).start(upstreams);
  });
}

class Attempt implements Receiver {
  readonly #x: Exchange;
  readonly #target: Target;
  readonly #prepared: Prepared;
  readonly #limits: Config["limits"];
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
    target: Target,
    prepared: Prepared,
    limits: Config["limits"],
    resolve: (error: Hub.Error | undefined) => void,
  ) {
    this.#x = x;
    this.#target = target;
    this.#prepared = prepared;
    this.#limits = limits;
    this.#resolve = resolve;
  }

  start(upstreams: Upstreams): void {
    const { response } = this.#x;
    this.#x.unanswered = false;
    response.on("drain", this.#onDrain);
    response.on("close", this.#onClose);
    this.#call = upstreams.call(this.#prepared.request, this.#target.timeouts, this);
  }

  head(status: number, headers: HeaderMap): void {
    this.#status = status;
    this.#headers = headers;
    const { limits } = this.#target.seat.provider.translator.facts;
    this.#x.limits = limitHeaders(limits, headers);
    this.#x.upstreamId = headers[limits.request_id ?? ""];
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
    this.#x.unanswered = trouble === "reset" && this.#status === 0;
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

  get #name(): string {
    return this.#target.seat.provider.name;
  }

  /** By the first byte that says something. */
  #choose(bytes: Buffer): Reading {
    const { stream } = this.#target.seat.provider.translator.facts;
    const streams = arrivesAsStream(
      stream.framing,
      this.#x.streaming,
      this.#headers["content-type"] ?? "",
      bytes[0]!,
    );
    if (!streams) return this.#whole();
    const context = {
      x: this.#x,
      target: this.#target,
      headers: this.#headers,
      call: this.#call,
      maxEvent: this.#limits.event_bytes,
      settle: (error?: Hub.Error) => this.#settle(error),
    };
    if (!this.#x.streaming) return new FoldedStream(context);
    if (this.#prepared.passes) return new PassedStream(context, this.#prepared.hideUsage);
    return new TranslatedStream(context);
  }

  #whole(): Reading {
    this.#call.begun();
    const settle = (error?: Hub.Error) => this.#settle(error);
    return collect(this.#limits.answer_bytes, settle, (text) => {
      answerWhole(this.#x, this.#target, this.#headers, text, settle);
    });
  }

  #refused(body: string): void {
    this.#settle(upstreamError(this.#target, this.#status, this.#headers, body));
  }

  #clientLeft(): void {
    if (this.#settled || this.#x.response.writableFinished) return;
    this.#x.gone = true;
    this.#settle();
  }

  #settle(error?: Hub.Error): void {
    if (this.#settled) return;
    this.#settled = true;
    this.#x.response.removeListener("drain", this.#onDrain);
    this.#x.response.removeListener("close", this.#onClose);
    this.#call.abort();
    this.#resolve(error);
  }
}
