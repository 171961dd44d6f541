import type * as Hub from "../generated/hub.types.ts";
import { encoding } from "./encoding.ts";
import { Fold } from "./fold.ts";
import { settleUsage } from "./money.ts";
import { makeId } from "./pass-through.ts";
import { endStream } from "./reply.ts";
import { StreamEncoder } from "./stream-encoder.ts";
import { StreamReading } from "./stream-reading.ts";
import type { StreamContext } from "./stream-reading.ts";
import { tell } from "./whole-answer.ts";

/** Translates a stream into the client's dialect. */
export class TranslatedStream extends StreamReading {
  readonly #out: { text: string };

  constructor(context: StreamContext) {
    const { x, attempt } = context;
    const out = { text: "" };
    const c = encoding({ model: attempt.card, now: Math.floor(x.at / 1000), makeId });
    const options = {
      framing: x.door.framing,
      usage: x.hub?.stream_usage === true,
      settled: (head: { usage?: Hub.Usage }) => settleUsage(x, attempt, head.usage),
    };
    super(context, new StreamEncoder(x.door.dialect, c, options, (text) => (out.text += text)));
    this.#out = out;
  }

  protected flush(): boolean {
    if (this.#out.text === "" || !this.mayTell(this.#out.text.length)) return true;
    const { text } = this.#out;
    this.#out.text = "";
    return this.context.x.response.write(text);
  }

  protected broken(error: Hub.Error): void {
    this.machine.fail(error);
    this.flush();
  }

  protected complete(): void {
    this.machine.settle();
  }

  protected told(): void {
    this.flush();
    endStream(this.context.x);
  }
}

/** Gathers a stream into one answer, for a client that did not ask for a stream. */
export class FoldedStream extends StreamReading {
  readonly #fold: Fold;

  constructor(context: StreamContext) {
    const fold = new Fold();
    super(context, fold);
    this.#fold = fold;
  }

  protected flush(): boolean {
    this.bound(this.machine.characters);
    return true;
  }

  protected broken(): void {
    // Nothing was sent: the error becomes the attempt's.
  }

  protected complete(): void {
    this.machine.settle();
  }

  protected told(): void {
    const { x, attempt } = this.context;
    settleUsage(x, attempt, this.#fold.answer.usage);
    tell(x, attempt, this.#fold.answer);
  }
}
