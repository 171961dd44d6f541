import type * as Hub from "../generated/hub.types.ts";
import { costPlace, withCost } from "./cost-in-text.ts";
import { encoding } from "./encoding.ts";
import type { Json } from "./json.ts";
import { amountOf, settleUsage } from "./money.ts";
import { makeId } from "./pass-through.ts";
import { lenient } from "./reader.ts";
import { endStream } from "./reply.ts";
import { StreamEncoder } from "./stream-encoder.ts";
import { StreamReading } from "./stream-reading.ts";
import type { StreamContext } from "./stream-reading.ts";
import type { StreamSink } from "./stream.ts";
import type { StreamOps } from "./stream-ops.ts";

const nothing = (): void => {};

/** The machine only keeps count here: of what has begun, what is finished, and of the usage. */
const silent: StreamSink = {
  begin: nothing,
  open: nothing,
  delta: nothing,
  signature: nothing,
  citation: nothing,
  logprobs: nothing,
  close: nothing,
  finish: nothing,
  fail: nothing,
};

/**
 * Hands a stream on as it comes, event by event, while it watches for errors, usage and the end. An event that
 * is not JSON is left out, and so is the one that tells the usage when only the gateway has asked for it.
 */
export class PassedStream extends StreamReading {
  readonly #hideUsage: boolean;
  #out = "";
  /** Text behind the last whole event, held back: it may become one that is left out, or one that breaks off. */
  #held = "";

  constructor(context: StreamContext, hideUsage: boolean) {
    super(context, silent, true);
    this.#hideUsage = hideUsage;
  }

  protected override seen(data: string, json: Json | undefined, wasComplete: boolean): void {
    const { done } = this.context.attempt.target.seat.provider.translator.facts.stream;
    const broken = json === undefined && data !== done;
    const raw = this.#held + (this.events.takeRaw() ?? `${data}\n`);
    this.#held = "";
    if (broken || (this.#hideUsage && wasComplete && json && this.#tellsOnlyUsage(json))) return;
    this.#out += json && this.machine.complete ? this.#priced(raw, json) : raw;
  }

  /** The event that tells the usage tells the cost, too, where the client's dialect has a place for it. */
  #priced(raw: string, json: Json): string {
    const { x, attempt } = this.context;
    const place = costPlace(x.door.dialect);
    if (!place || json[place.usage] == null) return raw;
    settleUsage(x, attempt, this.machine.tokens);
    const amount = attempt.cost && amountOf(attempt.cost);
    return amount === undefined ? raw : withCost(raw, json, place, amount);
  }

  protected flush(): boolean {
    this.#held += this.events.takeRaw() ?? "";
    // A sign of life is nobody's event.
    if (this.#held.startsWith(":") && this.#held.endsWith("\n\n")) {
      this.#out += this.#held;
      this.#held = "";
    }
    if (this.#out === "" || !this.mayTell(this.#out.length)) return true;
    const text = this.#out;
    this.#out = "";
    return this.context.x.response.write(text);
  }

  protected broken(error: Hub.Error): void {
    const { x } = this.context;
    if (this.#out !== "") x.response.write(this.#out);
    this.#encoder((text) => x.response.write(text)).fail(error);
  }

  protected complete(): void {
    this.machine.settle();
  }

  protected told(): void {
    const { x, attempt } = this.context;
    settleUsage(x, attempt, this.machine.tokens);
    if (!this.machine.ended) this.#encoder((text) => (this.#out += text)).end(this.machine.head);
    this.flush();
    endStream(x);
  }

  /** Writes what the upstream did not say itself. */
  #encoder(write: (text: string) => void): StreamEncoder {
    const { x, attempt } = this.context;
    const c = encoding({ model: attempt.card, now: Math.floor(x.at / 1000), makeId });
    return new StreamEncoder(x.door.dialect, c, { framing: x.door.framing, usage: false }, write);
  }

  #tellsOnlyUsage(json: Json): boolean {
    let usage = false;
    let more = false;
    const other = (): void => void (more = true);
    const ops: StreamOps = {
      begin: nothing,
      text: other,
      reasoning: other,
      refusal: other,
      open: other,
      arguments: other,
      tool: other,
      part: other,
      signature: other,
      citation: other,
      logprobs: other,
      close: other,
      finish: other,
      blocked: other,
      usage: (wire) => void (usage ||= wire != null),
      end: other,
      fail: other,
    };
    this.context.attempt.target.seat.provider.translator.decodeEvent(json, ops, lenient);
    return usage && !more;
  }
}
