import type * as Hub from "../generated/hub.types.ts";
import { flaw } from "./degraded.ts";
import type { AnswerRules } from "./degraded.ts";
import { claim } from "./exchange.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import { FramingError } from "./framing.ts";
import type { Splitter } from "./framing.ts";
import type { HeaderMap } from "./headers.ts";
import type { Json } from "./json.ts";
import { lenient } from "./reader.ts";
import { upstreamError } from "./readings.ts";
import type { Reading, Settle } from "./readings.ts";
import { beginStream, endStream } from "./reply.ts";
import { createSplitter } from "./splitter.ts";
import { Machine } from "./stream.ts";
import type { StreamSink } from "./stream.ts";
import type { Call } from "./upstream.ts";

/** How long a finished answer may still be followed by its usage before it is taken as it is. */
const AFTER_FINISH_MS = 5000;

/** What reads a stream: the call to pause and drop, the limits, and who is told of the end. */
export interface StreamContext {
  x: Exchange;
  attempt: Attempt;
  headers: HeaderMap;
  call: Call;
  maxEvent: number;
  /** The longest answer that is held back, in characters. */
  maxHeld: number;
  rules: AnswerRules;
  settle: Settle;
}

/**
 * Reads an upstream's stream event by event. Nothing is sent before the first piece of the answer (or before
 * all of it, where the route says so), so an error until then leaves the way open to another target; after it an
 * error is told as an event. Subclasses say what is sent.
 */
export abstract class StreamReading implements Reading {
  protected readonly context: StreamContext;
  protected readonly machine: Machine;
  protected readonly splitter: Splitter;
  protected committed = false;
  #closed = false;
  #begun = false;
  #finishing = false;
  /** The upstream has finished: nothing can fail any more. */
  #whole = false;

  constructor(context: StreamContext, sink: StreamSink, keepRaw = false) {
    this.context = context;
    const { translator } = context.attempt.target.seat.provider;
    this.machine = new Machine(translator, sink);
    const options = { maxEvent: context.maxEvent, keepRaw };
    const onEvent = (data: string, name: string | undefined) => this.#event(data, name);
    this.splitter = createSplitter(translator.facts.stream.framing, onEvent, options);
  }

  /** Sends what has come together; `false` asks for a pause. */
  protected abstract flush(): boolean;
  /** The client is told that the answer broke off. */
  protected abstract broken(error: Hub.Error): void;
  /** All of the upstream's stream has been read: the machine is settled. */
  protected abstract complete(): void;
  /** The client is told the rest. */
  protected abstract told(): void;
  /** Is told of each event once it is read; `json` is absent when it is none. */
  protected seen(_data: string, _json: Json | undefined, _wasComplete: boolean): void {}

  data(chunk: Buffer): boolean {
    if (this.#closed) return true;
    try {
      this.splitter.push(chunk);
    } catch (error) {
      this.fail(failureOf(this.context.x, error));
      return true;
    }
    if (this.#closed) return true;
    if (!this.#finishing && this.machine.complete) {
      this.#finishing = true;
      this.context.call.begun(AFTER_FINISH_MS);
    }
    return this.flush();
  }

  end(): void {
    if (this.#closed) return;
    try {
      this.splitter.end();
    } catch (error) {
      return this.fail(failureOf(this.context.x, error));
    }
    if (this.#closed) return;
    if (!this.machine.complete) {
      return this.fail({
        kind: "upstream",
        message: `${this.name}'s stream ended before its answer was complete.`,
      });
    }
    this.#finished();
  }

  /** What comes after the finish is only the usage: without it the answer is still whole. */
  fail(error: Hub.Error): void {
    if (this.#closed) return;
    if (this.machine.complete && error.kind !== "internal") this.end();
    else this.#failed(error);
  }

  #finished(): void {
    const { attempt, rules, x } = this.context;
    this.#closed = true;
    this.#whole = true;
    this.complete();
    attempt.characters = this.machine.characters;
    attempt.finish = this.machine.ends[0]?.finish;
    attempt.usage ??= this.machine.tokens;
    const worse = this.committed || !rules.strict ? undefined : flaw(this.name, this.#outcome());
    if (worse) return this.context.settle(worse);
    if (!this.committed && !claim(x, attempt)) return this.context.settle();
    this.told();
    this.context.settle();
  }

  #outcome(): { spoken: boolean; finish: Hub.Finish | undefined; repeated: boolean } {
    const { spoken, ends, repeated } = this.machine;
    return { spoken, finish: ends[0]?.finish, repeated };
  }

  #failed(error: Hub.Error): void {
    const { x, attempt } = this.context;
    this.#closed = true;
    this.context.call.abort();
    attempt.usage = this.machine.tokens;
    attempt.characters = this.machine.characters;
    if (!this.committed) return this.context.settle(error);
    x.error = error;
    attempt.error = error;
    this.broken(error);
    endStream(x);
    this.context.settle();
  }

  /** The call was dropped: what had come of it is noted. */
  dropped(): void {
    this.#closed = true;
    this.context.attempt.usage ??= this.machine.tokens;
    this.context.attempt.characters = this.machine.characters;
  }

  protected get name(): string {
    return this.context.attempt.target.seat.provider.name;
  }

  /** From the first piece on, only silence in between is timed. */
  protected begun(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.context.attempt.firstToken = performance.now();
    if (!this.#finishing) this.context.call.begun();
  }

  /**
   * May something be told to the client? From the first piece of the answer, or only when it is whole; `held` are
   * the characters that are waiting.
   */
  protected mayTell(held: number): boolean {
    if (this.committed) return true;
    if (this.machine.spoken) this.begun();
    if (this.context.rules.hold && !this.#whole) {
      if (held > this.context.maxHeld) {
        const message = `${this.name}'s answer is longer than can be held back.`;
        this.#failed({ kind: "upstream", message });
      }
      return false;
    }
    // An answer that says nothing is told when it has ended, and judged before.
    if (!this.machine.spoken && !this.#whole) return false;
    const { x, attempt } = this.context;
    if (!claim(x, attempt)) return false;
    this.committed = true;
    beginStream(x);
    return true;
  }

  #event(data: string, name: string | undefined): void {
    if (this.#closed) return;
    const { translator } = this.context.attempt.target.seat.provider;
    const wasComplete = this.machine.complete;
    let json: Json | undefined;
    if (data === translator.facts.stream.done) this.machine.end();
    else {
      json = named(objectOf(data), translator.facts.stream.event_key, name);
      // An event that cannot be read is skipped: whether the answer is whole, its end tells.
      if (json === undefined) this.context.attempt.skipped++;
      else if (name === "error" || translator.isError(json)) {
        return this.#failed(
          upstreamError(this.context.attempt.target, 200, this.context.headers, json),
        );
      } else translator.decodeEvent(json, this.machine, lenient);
      if (this.machine.failure) {
        return this.#failed(
          upstreamError(
            this.context.attempt.target,
            200,
            this.context.headers,
            this.machine.failure,
          ),
        );
      }
    }
    this.seen(data, json, wasComplete);
  }
}

/** The message with the name of its event, for dialects whose messages do not repeat it. */
function named(
  json: Json | undefined,
  key: string | undefined,
  name: string | undefined,
): Json | undefined {
  return json === undefined || key === undefined || name === undefined
    ? json
    : { [key]: name, ...json };
}

function objectOf(data: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function failureOf(x: Exchange, error: unknown): Hub.Error {
  if (error instanceof FramingError) {
    return { kind: "upstream", message: `The upstream's stream is broken: ${error.message}.` };
  }
  x.fault = error;
  return { kind: "internal", message: "The gateway could not read the upstream's stream." };
}
