import type * as Hub from "../generated/hub.types.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import { FramingError } from "./framing.ts";
import type { Splitter } from "./framing.ts";
import type { HeaderMap } from "./headers.ts";
import type { Json } from "./json.ts";
import { lenient } from "./reader.ts";
import { createSplitter } from "./splitter.ts";
import { messageOf } from "./stream-message.ts";
import { Machine } from "./stream.ts";
import type { StreamSink } from "./stream.ts";

/** Who is told of what an upstream's stream says. */
export interface EventListener {
  /** An event was read; `json` is absent when it is none that counts. */
  seen(data: string, json: Json | undefined, wasComplete: boolean): void;
  /** The upstream says that it failed. */
  failed(json: Json): void;
  /** Is nothing wanted any more? */
  isClosed(): boolean;
}

/** What events are read for. */
export interface EventContext {
  x: Exchange;
  attempt: Attempt;
  headers: HeaderMap;
  maxEvent: number;
}

/** Cuts an upstream's stream into events and tells a machine what they say. */
export class EventReader {
  readonly machine: Machine;
  readonly #context: EventContext;
  readonly #listener: EventListener;
  readonly #splitter: Splitter;

  constructor(context: EventContext, sink: StreamSink, keepRaw: boolean, listener: EventListener) {
    this.#context = context;
    this.#listener = listener;
    const { translator } = context.attempt.target.seat.provider;
    this.machine = new Machine(translator, sink);
    const options = { maxEvent: context.maxEvent, keepRaw };
    const onEvent = (data: string, name: string | undefined) => this.#event(data, name);
    this.#splitter = createSplitter(translator.facts.stream.framing, onEvent, options);
  }

  push(chunk: Buffer): void {
    this.#splitter.push(chunk);
  }

  end(): void {
    this.#splitter.end();
  }

  /** The text since the last call, up to the end of the current event; undefined from one that does not keep it. */
  takeRaw(): string | undefined {
    return this.#splitter.takeRaw?.();
  }

  /**
   * Is the answer whole? Of several choices the last may not have begun when the first are finished; an upstream
   * that says when it is done is believed, whatever was asked for.
   */
  get isComplete(): boolean {
    const { machine } = this;
    if (!machine.complete || machine.ended) return machine.complete;
    const { done } = this.#context.attempt.target.seat.provider.translator.facts.stream;
    return done === undefined || machine.count >= (this.#context.x.hub?.n ?? 1);
  }

  #event(data: string, name: string | undefined): void {
    if (this.#listener.isClosed()) return;
    const { translator } = this.#context.attempt.target.seat.provider;
    const { machine } = this;
    const wasComplete = machine.complete;
    let json: Json | undefined;
    if (data === translator.facts.stream.done) machine.end();
    else {
      json = messageOf(data, translator.facts.stream.event_key, name);
      const refused = json && (name === "error" || translator.isError(json)) ? json : undefined;
      if (json && !refused) translator.decodeEvent(json, machine, lenient);
      const failure = refused ?? machine.failure;
      // After the answer's end there is nothing left that could fail.
      if (failure && !this.isComplete) return this.#listener.failed(failure);
      if (failure) json = undefined;
      // An event that cannot be read is skipped: whether the answer is whole, its end tells.
      if (json === undefined) this.#context.attempt.skipped++;
    }
    this.#listener.seen(data, json, wasComplete);
  }
}

/** What reading a stream has thrown, for the next target or the client. */
export function failureOf(x: Exchange, error: unknown): Hub.Error {
  if (error instanceof FramingError) {
    return { kind: "upstream", message: `The upstream's stream is broken: ${error.message}.` };
  }
  x.fault = error;
  return { kind: "internal", message: "The gateway could not read the upstream's stream." };
}
