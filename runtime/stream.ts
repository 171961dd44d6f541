import type * as Hub from "../generated/hub.types.ts";
import { isObject, type Json } from "./json.ts";
import { lenient, type Reader } from "./reader.ts";
import { makeId } from "./ops/sealed.ts";
import { place } from "./pieces.ts";
import { TagSplitter } from "./tags.ts";
import type { Block, Finished, FinishFacts, StreamHead, StreamOps } from "./stream-ops.ts";

/** What the machine tells an encoder: a legal order of operations, whatever the upstream's was. */
export interface StreamSink {
  begin(head: StreamHead): void;
  open(block: Block): void;
  delta(block: Block, text: string): void;
  signature(block: Block, sealed: Hub.Sealed): void;
  citation(block: Block, citation: Hub.Citation): void;
  logprobs(block: Block | undefined, choice: number, logprobs: Record<string, unknown>): void;
  close(block: Block): void;
  finish(choices: readonly Finished[], head: StreamHead): void;
  fail(error: Hub.Error): void;
}

/** How the machine reads what is told in the upstream's words. */
export interface StreamWords {
  decodeUsage(value: unknown, r: Reader): Hub.Usage | undefined;
  decodeFinish(f: FinishFacts): Hub.Finish | undefined;
  facts?: { stream: { cumulative?: boolean; thinking_tags?: readonly [string, string] } };
}

interface Choice {
  index: number;
  blocks: Block[];
  bySlot: Map<number | string, Block>;
  /** The block that text without a slot goes to. */
  current?: Block;
  /** Takes reasoning out of the text. */
  tags?: TagSplitter;
  /** The text so far of each kind and slot, where messages repeat it. */
  told?: Map<string, string>;
  /** The call whose arguments come as paths and values, and what has come. */
  pieces?: { block: Block; arguments: Record<string, unknown> };
  tools: number;
  finished?: Finished;
  word?: string;
  /** Characters that were told when its finish was. */
  saidBefore?: number;
  /** The upstream's word for a prompt that it refused. */
  blocked?: string;
  stop_sequence?: string;
  explanation?: string;
}

const PENDING = "The upstream's stream ended before its answer was complete";

/**
 * The one stream machine: blocks, tool indexes, usage and the end are defined here and nowhere else. A decoder
 * calls it, it calls the sink. It refuses nothing that upstreams send (repeated ids, deltas without an opening,
 * a finish told twice) and gives the sink only a legal order.
 */
export class Machine implements StreamOps {
  readonly head: StreamHead = {};
  /** Characters of text, reasoning and arguments that were told so far. */
  characters = 0;
  /** Was a finish told again, with nothing said in between? */
  repeated = false;
  /** How each choice ended; empty before the end. */
  ends: readonly Finished[] = [];
  readonly #words: StreamWords;
  readonly #sink: StreamSink;
  readonly #choices = new Map<number, Choice>();
  #wireUsage: Json | undefined;
  #begun = false;
  #whole = false;
  #ended = false;
  #done = false;
  #failure: Json | undefined;

  constructor(words: StreamWords, sink: StreamSink) {
    this.#words = words;
    this.#sink = sink;
  }

  /** Is anything of the head still unknown? Decoders need not tell it again otherwise. */
  get fresh(): boolean {
    return (
      !this.#begun ||
      this.head.id === undefined ||
      this.head.model === undefined ||
      this.head.service_tier === undefined
    );
  }

  /** Has content been told? A block that is only opened, and may stay empty, is none. */
  get spoken(): boolean {
    return this.characters > 0 || this.#whole;
  }

  /** Has every choice its finish, or has the upstream said that it is done? */
  get complete(): boolean {
    if (this.#ended) return true;
    if (this.#choices.size === 0) return false;
    for (const choice of this.#choices.values())
      if (choice.word === undefined && choice.blocked === undefined) return false;
    return true;
  }

  /** Has the upstream said that it is done? */
  get ended(): boolean {
    return this.#ended;
  }

  /** How many choices have begun. */
  get count(): number {
    return this.#choices.size;
  }

  /** Has the end, good or bad, been told to the sink? */
  get over(): boolean {
    return this.#done;
  }

  begin(head: StreamHead): void {
    const own = this.head;
    if (head.id) own.id ??= head.id;
    if (head.model) own.model ??= head.model;
    if (head.created) own.created ??= head.created;
    if (head.service_tier) own.service_tier = head.service_tier;
    if (head.fingerprint) own.fingerprint ??= head.fingerprint;
  }

  text(choice: number, text: string, slot?: number): void {
    const tags = this.#words.facts?.stream.thinking_tags;
    const fresh = this.#fresh(choice, "text", text, slot);
    if (!tags) return void this.#feed(choice, "text", fresh, slot);
    const at = this.#choice(choice);
    for (const [kind, piece] of (at.tags ??= new TagSplitter(...tags)).push(fresh))
      this.#feed(choice, kind, piece, slot);
  }

  reasoning(choice: number, text: string, slot?: number): void {
    const fresh = this.#fresh(choice, "reasoning", text, slot);
    // Reasoning that is only repeated opens nothing.
    if (fresh !== "" || text === "") this.#feed(choice, "reasoning", fresh, slot);
  }

  refusal(choice: number, text: string, slot?: number): void {
    this.#feed(choice, "refusal", this.#fresh(choice, "refusal", text, slot), slot);
  }

  open(choice: number, slot: number, part: Hub.Part | undefined): void {
    if (part === undefined) return;
    const at = this.#choice(choice);
    const before = at.bySlot.get(slot);
    if (before?.open) this.#close(at, before);
    const block = this.#openBlock(at, part);
    at.bySlot.set(slot, block);
    const text = "text" in part ? part.text : undefined;
    if (text) this.#delta(block, text);
  }

  arguments(choice: number, text: string, slot: number): void {
    const block = this.#choice(choice).bySlot.get(slot);
    if (block?.open) this.#delta(block, text);
  }

  tool(
    choice: number,
    slot: number | undefined,
    id: string | undefined,
    name: string | undefined,
    text: string | undefined,
    signature?: Hub.Sealed,
    custom?: boolean,
  ): void {
    const at = this.#choice(choice);
    let block = this.#callOf(at, slot, id, name);
    if (!block) {
      // A piece of a call that was never opened says nothing that could be called.
      if (!name) return;
      const part: Hub.ToolCall = { kind: "tool_call", id: id || makeId(), name, arguments: "" };
      if (signature) part.signature = signature;
      if (custom) part.custom = true;
      block = this.#openBlock(at, part);
      at.bySlot.set(slot ?? `id:${part.id}`, block);
    }
    if (text) this.#delta(block, text);
  }

  part(choice: number, part: Hub.Part | undefined): void {
    if (part === undefined) return;
    const at = this.#choice(choice);
    if (part.kind === "text" || part.kind === "refusal") {
      this[part.kind](choice, part.text);
      if (part.kind === "text") this.#extras(choice, part);
    } else if (part.kind === "reasoning" && part.data === undefined) {
      this.reasoning(choice, part.text ?? "");
      this.signature(choice, part.signature);
    } else this.#wholePart(at, part);
  }

  signature(choice: number, signature: Hub.Sealed | undefined, slot?: number): void {
    if (signature === undefined) return;
    const at = this.#choice(choice);
    let block = slot === undefined ? at.current : at.bySlot.get(slot);
    if (!block?.open) block = this.#feed(choice, "reasoning", "");
    if (block && "signature" in block.part) block.part.signature = signature;
    else if (block && (block.kind === "text" || block.kind === "reasoning"))
      block.part = { ...block.part, signature } as Hub.Part;
    if (block) this.#sink.signature(block, signature);
  }

  citation(choice: number, citation: Hub.Citation | undefined, slot?: number): void {
    if (citation === undefined) return;
    const at = this.#choice(choice);
    const block =
      (slot === undefined ? at.current : at.bySlot.get(slot)) ??
      at.blocks.findLast((each) => each.kind === "text");
    if (block) this.#sink.citation(block, citation);
  }

  logprobs(choice: number, logprobs: Record<string, unknown>): void {
    const at = this.#choice(choice);
    this.#start();
    this.#sink.logprobs(at.current, choice, logprobs);
  }

  close(choice: number, slot: number): void {
    const at = this.#choice(choice);
    const block = at.bySlot.get(slot);
    if (block?.open) this.#close(at, block);
  }

  finish(
    choice: number,
    word: string | undefined,
    stopSequence?: string,
    explanation?: string,
  ): void {
    const at = this.#choice(choice);
    // Some words only say that there is no finish yet.
    if (word && this.#words.decodeFinish({ word, tool_calls: false }) !== undefined) {
      this.repeated ||= at.word !== undefined && at.saidBefore === this.characters;
      at.saidBefore = this.characters;
      at.word = word;
    }
    if (stopSequence !== undefined) at.stop_sequence = stopSequence;
    if (explanation !== undefined) at.explanation = explanation;
  }

  /** What follows is another block, even if it is of the same kind. */
  cut(choice: number): void {
    const at = this.#choice(choice);
    if (at.current?.open) this.#close(at, at.current);
  }

  /** The prompt was refused: where no choice follows, that is the answer. */
  blocked(word: unknown): void {
    if (typeof word === "string" && this.#choices.size === 0) this.#choice(0).blocked = word;
  }

  usage(wire: unknown): void {
    if (isObject(wire)) this.#wireUsage = latest(this.#wireUsage, wire);
  }

  /** The usage so far, in the hub's counters. */
  get tokens(): Hub.Usage | undefined {
    return this.#wireUsage === undefined
      ? undefined
      : this.#words.decodeUsage(this.#wireUsage, lenient);
  }

  end(): void {
    this.#ended = true;
  }

  /** A message that says that the stream failed; whoever reads the stream reads the error in it. */
  failed(wire: Json): void {
    this.#failure ??= wire;
  }

  /** The message that said so. */
  get failure(): Json | undefined {
    return this.#failure;
  }

  fail(error: Hub.Error): void {
    if (this.#done) return;
    this.#done = true;
    this.#sink.fail(error);
  }

  /** The upstream's bytes are at their end: the answer is told as finished, or as broken off. */
  settle(): void {
    if (this.#done) return;
    if (!this.complete) return this.fail({ kind: "upstream", message: `${PENDING}.` });
    this.#done = true;
    this.#start();
    const finished = [...this.#choices.values()]
      .sort((a, b) => a.index - b.index)
      .map((at) => this.#finished(at));
    this.head.usage = this.tokens;
    this.ends = finished;
    this.#sink.finish(
      finished.length > 0 ? finished : [{ choice: 0, tool_calls: false }],
      this.head,
    );
  }

  #finished(at: Choice): Finished {
    if (at.pieces) this.#endPieces(at);
    for (const [kind, piece] of at.tags?.end() ?? []) this.#feed(at.index, kind, piece);
    for (const block of at.blocks) if (block.open) this.#close(at, block);
    const facts: Finished = {
      choice: at.index,
      word: at.word,
      stop_sequence: at.stop_sequence,
      explanation: at.explanation,
      tool_calls: at.blocks.some((block) => block.part.kind === "tool_call" && !block.part.server),
    };
    if (at.word === undefined && at.blocked !== undefined)
      return { ...facts, word: at.blocked, finish: "content_filter" };
    facts.finish = at.word === undefined ? undefined : this.#words.decodeFinish(facts);
    return facts;
  }

  #choice(index: number): Choice {
    let at = this.#choices.get(index);
    if (!at) this.#choices.set(index, (at = { index, blocks: [], bySlot: new Map(), tools: 0 }));
    return at;
  }

  #start(): void {
    if (this.#begun) return;
    this.#begun = true;
    this.head.usage = this.tokens;
    this.#sink.begin(this.head);
  }

  /** What is new in a text, where each message repeats what was said before it. */
  #fresh(choice: number, kind: string, text: string, slot?: number): string {
    if (!this.#words.facts?.stream.cumulative) return text;
    const told = (this.#choice(choice).told ??= new Map<string, string>());
    const key = `${kind} ${String(slot ?? "")}`;
    const before = told.get(key) ?? "";
    const again = text.startsWith(before);
    told.set(key, again ? text : before + text);
    return again ? text.slice(before.length) : text;
  }

  #feed(
    choice: number,
    kind: "text" | "reasoning" | "refusal",
    text: string,
    slot?: number,
  ): Block | undefined {
    const at = this.#choice(choice);
    let block = slot === undefined ? at.current : at.bySlot.get(slot);
    if (!block?.open || (slot === undefined && (block.kind !== kind || sealed(block, text)))) {
      if (slot === undefined && text === "" && kind !== "reasoning") return undefined;
      if (slot === undefined && block?.open) this.#close(at, block);
      block = this.#openBlock(at, { kind, text: "" });
      if (slot === undefined) at.current = block;
      else at.bySlot.set(slot, block);
    }
    if (text !== "") this.#delta(block, text);
    return block;
  }

  #extras(choice: number, part: Hub.Text): void {
    if (part.signature) {
      const at = this.#choice(choice);
      if (at.current?.open !== true || at.current.kind !== "text") {
        if (at.current?.open) this.#close(at, at.current);
        at.current = this.#openBlock(at, { kind: "text", text: "" });
      }
      this.signature(choice, part.signature);
    }
    for (const citation of part.citations ?? []) this.citation(choice, citation);
  }

  #wholePart(at: Choice, part: Hub.Part): void {
    if (at.current?.open) this.#close(at, at.current);
    if (part.kind === "tool_call" && (part.more || !part.name)) return this.#piece(at, part);
    if (at.pieces) this.#endPieces(at);
    const whole = part.kind === "tool_call" && !part.id ? { ...part, id: makeId() } : part;
    const block = this.#openBlock(at, whole);
    if (whole.kind === "tool_call") this.#delta(block, whole.arguments);
    this.#close(at, block);
  }

  /** Arguments that come as paths and values are told whole, once they are all there. */
  #piece(at: Choice, { pieces, more, ...call }: Hub.ToolCall): void {
    if (call.name) {
      if (at.pieces) this.#endPieces(at);
      at.pieces = {
        block: this.#openBlock(at, { ...call, id: call.id || makeId(), arguments: "" }),
        arguments: {},
      };
    }
    for (const piece of pieces ?? []) if (at.pieces) place(at.pieces.arguments, piece);
    if (!more && at.pieces) this.#endPieces(at);
  }

  #endPieces(at: Choice): void {
    const { block, arguments: value } = at.pieces!;
    at.pieces = undefined;
    this.#delta(block, JSON.stringify(value));
    this.#close(at, block);
  }

  #openBlock(at: Choice, part: Hub.Part): Block {
    this.#start();
    if (at.current?.open && part.kind === "tool_call") this.#close(at, at.current);
    const call = part.kind === "tool_call" && !part.server;
    const block: Block = {
      choice: at.index,
      index: at.blocks.length,
      kind: part.kind,
      tool: call ? at.tools++ : -1,
      part,
      text: "",
      open: true,
    };
    at.blocks.push(block);
    this.#whole ||= part.kind !== "text" && part.kind !== "reasoning" && part.kind !== "refusal";
    if (part.kind === "tool_call") {
      block.id = part.id;
      block.name = part.name;
    }
    this.#sink.open(block);
    return block;
  }

  #delta(block: Block, text: string): void {
    block.text += text;
    this.characters += text.length;
    this.#sink.delta(block, text);
  }

  #close(at: Choice, block: Block): void {
    block.open = false;
    if (at.current === block) at.current = undefined;
    this.#sink.close(block);
  }

  /** The open call that a piece belongs to: by slot, unless a new id or name says that another call begins. */
  #callOf(
    at: Choice,
    slot: number | undefined,
    id: string | undefined,
    name: string | undefined,
  ): Block | undefined {
    const key = slot ?? (id ? `id:${id}` : undefined);
    const block =
      key === undefined
        ? at.blocks.findLast((each) => each.kind === "tool_call" && each.open)
        : at.bySlot.get(key);
    if (!block?.open || block.part.kind !== "tool_call") return undefined;
    if (id && block.part.id !== id && name) return undefined;
    if (key === undefined && name) return undefined;
    return block;
  }
}

/** Later counters over earlier ones; null says nothing. */
function latest(before: Json | undefined, now: Json): Json {
  if (before === undefined) return now;
  const out: Record<string, unknown> = { ...before };
  for (const [key, value] of Object.entries(now)) {
    if (value == null) continue;
    const old = out[key];
    out[key] = isObject(old) && isObject(value) ? latest(old, value) : value;
  }
  return out;
}

/** Has the reasoning its signature? Then it is complete, and more of it is another piece. */
function sealed({ part }: Block, text: string): boolean {
  return part.kind === "reasoning" && part.signature !== undefined && text !== "";
}
