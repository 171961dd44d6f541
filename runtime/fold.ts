import type * as Hub from "../generated/hub.types.ts";
import type { StreamSink, StreamWords } from "./stream.ts";
import { Machine } from "./stream.ts";
import type { Block, Finished, StreamHead } from "./stream-ops.ts";

/** A sink that makes one answer of a stream. `error` is what the stream failed with. */
export class Fold implements StreamSink {
  readonly answer: Hub.Answer = { choices: [] };
  error: Hub.Error | undefined;
  finished = false;
  readonly #parts = new Map<Block, Hub.Part>();

  begin(): void {
    // The head is taken when it is complete, at the end.
  }

  open(b: Block): void {
    const part = structuredClone(b.part);
    if (part.kind === "text" || part.kind === "reasoning" || part.kind === "refusal") {
      if (!(part.kind === "reasoning" && part.data)) part.text = "";
    }
    this.#parts.set(b, part);
    this.#choice(b.choice).parts.push(part);
  }

  delta(b: Block, text: string): void {
    const part = this.#parts.get(b);
    if (part && "text" in part) part.text = (part.text ?? "") + text;
  }

  signature(b: Block, sealed: Hub.Sealed): void {
    const part = this.#parts.get(b);
    if (part && (part.kind === "text" || part.kind === "reasoning" || part.kind === "tool_call"))
      part.signature = sealed;
  }

  citation(b: Block, citation: Hub.Citation): void {
    const part = this.#parts.get(b);
    if (part?.kind === "text") (part.citations ??= []).push(citation);
  }

  logprobs(_b: Block | undefined, choice: number, logprobs: Record<string, unknown>): void {
    const at = this.#choice(choice);
    const all: Record<string, unknown> = (at.logprobs ??= {});
    for (const [key, value] of Object.entries(logprobs))
      all[key] = Array.isArray(value)
        ? [...((all[key] as unknown[] | undefined) ?? []), ...(value as unknown[])]
        : value;
  }

  close(b: Block): void {
    const part = this.#parts.get(b);
    if (part?.kind !== "tool_call") return;
    // A call whose pieces never came has the arguments that it was opened with.
    part.arguments = b.text !== "" ? b.text : part.arguments || "{}";
  }

  finish(choices: readonly Finished[], head: StreamHead): void {
    for (const { choice, finish, word, stop_sequence, explanation } of choices) {
      Object.assign(this.#choice(choice), {
        finish,
        finish_word: word,
        stop_sequence,
        explanation,
      });
    }
    const { id, model, created, service_tier, fingerprint, usage } = head;
    Object.assign(this.answer, { id, model, created, service_tier, fingerprint, usage });
    this.answer.choices.sort((a, b) => a.index - b.index);
    this.finished = true;
  }

  fail(error: Hub.Error): void {
    this.error = error;
  }

  #choice(index: number): Hub.Choice {
    let found = this.answer.choices.find((choice) => choice.index === index);
    if (!found) this.answer.choices.push((found = { index, parts: [] }));
    return found;
  }
}

/** Tells a whole answer to a sink as if it had streamed. */
export function play(answer: Hub.Answer, sink: StreamSink): void {
  const usage = answer.usage;
  const words: StreamWords = {
    decodeUsage: () => usage,
    decodeFinish: (f) =>
      answer.choices.find((choice) => choice.finish_word === f.word || choice.finish === f.word)
        ?.finish ?? "unknown",
  };
  const machine = new Machine(words, sink);
  machine.begin(answer);
  if (usage) machine.usage(usage);
  for (const choice of answer.choices) {
    for (const part of choice.parts) {
      machine.part(choice.index, part);
      machine.cut(choice.index);
    }
    if (choice.logprobs) machine.logprobs(choice.index, choice.logprobs);
    machine.finish(
      choice.index,
      choice.finish_word ?? choice.finish,
      choice.stop_sequence,
      choice.explanation,
    );
  }
  machine.end();
  machine.settle();
}
