import type * as Hub from "../generated/hub.types.ts";
import { flaw } from "./degraded.ts";
import type { AnswerRules } from "./degraded.ts";
import { claim } from "./exchange.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import { EventReader, failureOf } from "./event-reader.ts";
import type { EventContext } from "./event-reader.ts";
import type { Json } from "./json.ts";
import { upstreamError } from "./readings.ts";
import type { Reading, Settle } from "./readings.ts";
import { beginStream, endStream } from "./reply.ts";
import { RestTimer } from "./rest-timer.ts";
import type { Machine, StreamSink } from "./stream.ts";
import type { Call } from "./upstream.ts";

/** What reads a stream: the call to pause and drop, the limits, and who is told of the end. */
export interface StreamContext extends EventContext {
  call: Call;
  /** The longest answer that is held back, in characters. */
  maxHeld: number;
  rules: AnswerRules;
  settle: Settle;
  /** Runs what is called from outside the call's own events; what it throws ends the attempt. */
  guarded(run: () => void): void;
}

/**
 * Reads an upstream's stream event by event. Nothing is sent before the first piece of the answer (or before
 * all of it, where the route says so), so an error until then leaves the way open to another target; after it an
 * error is told as an event. Subclasses say what is sent.
 */
export abstract class StreamReading implements Reading {
  protected readonly context: StreamContext;
  protected readonly machine: Machine;
  protected readonly events: EventReader;
  protected committed = false;
  #closed = false;
  #begun = false;
  /** Something waits for the end of the network read. */
  #waits = false;
  readonly #rest: RestTimer;
  /** The upstream has finished: nothing can fail any more. */
  #whole = false;

  constructor(context: StreamContext, sink: StreamSink, keepRaw = false) {
    this.context = context;
    const { attempt, headers, x } = context;
    this.events = new EventReader(context, sink, keepRaw, {
      seen: (data, json, wasComplete) => this.seen(data, json, wasComplete),
      failed: (json) => this.failed(upstreamError(attempt.target, 200, headers, json)),
      isClosed: () => this.#closed,
    });
    this.machine = this.events.machine;
    this.#rest = new RestTimer(x.response, () => context.guarded(() => this.end()));
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
      this.events.push(chunk);
    } catch (error) {
      this.fail(failureOf(this.context.x, error));
      return true;
    }
    if (this.#closed) return true;
    if (this.machine.spoken) this.begun();
    this.#rest.expect(this.events.isComplete, this.machine.ended);
    if (!this.committed) return this.flush();
    if (!this.#waits) process.nextTick(flushed, this);
    this.#waits = true;
    return !this.context.x.response.writableNeedDrain;
  }

  /** One write for all that one network read has brought: it comes in as many pieces as the upstream made. */
  flushRead(): void {
    this.#waits = false;
    if (!this.#closed) this.context.guarded(() => void this.flush());
  }

  end(): void {
    if (this.#closed) return;
    try {
      this.events.end();
    } catch (error) {
      return this.fail(failureOf(this.context.x, error));
    }
    if (this.#closed) return;
    if (this.events.isComplete) return this.#finished();
    const message = `${this.name}'s stream ended before its answer was complete.`;
    this.fail({ kind: "upstream", message });
  }

  /** What comes after the finish is only the usage: without it the answer is still whole. */
  fail(error: Hub.Error): void {
    if (this.#closed) return;
    if (this.events.isComplete && error.kind !== "internal") this.end();
    else this.failed(error);
  }

  #close(): void {
    this.#closed = true;
    this.#rest.stop();
  }

  #finished(): void {
    const { attempt, rules, x } = this.context;
    this.#close();
    this.#whole = true;
    this.complete();
    attempt.characters = this.machine.characters;
    attempt.finish = this.machine.ends[0]?.finish;
    attempt.usage ??= this.machine.tokens;
    const { spoken, repeated } = this.machine;
    const said = { spoken, finish: attempt.finish, repeated };
    const worse = this.committed || !rules.strict ? undefined : flaw(this.name, said);
    if (worse) return this.context.settle(worse);
    if (!this.committed && !claim(x, attempt)) return this.context.settle();
    this.told();
    this.context.settle();
  }

  /** Ends the attempt: with an error for the next target, or one that the client is told as an event. */
  protected failed(error: Hub.Error): void {
    const { x, attempt } = this.context;
    this.#close();
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

  /** The attempt is over, whatever else comes: what had come of it is noted. */
  dropped(): void {
    if (this.#closed) return;
    this.#close();
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
    this.context.call.begun();
  }

  /**
   * May something be told to the client? From the first piece of the answer, or only when it is whole; `held` are
   * the characters that are waiting.
   */
  protected mayTell(held: number): boolean {
    if (this.committed) return true;
    // An answer that says nothing is told when it has ended, and judged before.
    if (!this.#whole && (this.context.rules.hold || !this.machine.spoken)) {
      this.bound(held);
      return false;
    }
    const { x, attempt } = this.context;
    if (!claim(x, attempt)) return false;
    this.committed = true;
    beginStream(x);
    return true;
  }

  /** Gives up an answer of which more is waiting, in characters, than may be held. */
  protected bound(held: number): void {
    if (held <= this.context.maxHeld) return;
    const message = `${this.name}'s answer is longer than can be held back.`;
    this.failed({ kind: "upstream", message });
  }
}

function flushed(reading: StreamReading): void {
  reading.flushRead();
}
