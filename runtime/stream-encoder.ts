import type * as Hub from "../generated/hub.types.ts";
import { tellSealed } from "./ops/sealed.ts";
import type { SealedRules } from "./ops/sealed.ts";
import type { StreamSink } from "./stream.ts";
import type { Framing } from "./dialect-facts.ts";
import type { Block, Finished, StreamHead } from "./stream-ops.ts";
import type { Dialect, Encoding, EventTemplates, Wire } from "./translator.ts";
import { writeError } from "./errors.ts";

/** What a client's stream needs to know besides its dialect. */
export interface StreamOptions {
  framing: Framing;
  /** Should a message of its own tell the usage, where the dialect has one? */
  usage: boolean;
  /** Looks at the head before its usage is told: the place to add a cost. */
  settled?(head: StreamHead): void;
}

/**
 * The client's side of a stream: turns what the machine tells into messages of a dialect and hands their bytes
 * to `write`. Dialects that tell calls whole get them at their close.
 */
export class StreamEncoder implements StreamSink {
  readonly #events: EventTemplates;
  readonly #c: Encoding;
  readonly #write: (text: string) => void;
  readonly #frame: (message: Wire) => string;
  readonly #dialect: Dialect;
  readonly #options: StreamOptions;
  /** Blocks that this dialect has no form for. */
  readonly #untold = new Set<Block>();
  /** The last piece of reasoning that is not told yet. */
  readonly #waiting = new Map<Block, string>();
  /** How many blocks were opened, in dialects that do so. */
  #told = 0;
  #head: StreamHead = {};
  #first = true;

  constructor(
    dialect: Dialect,
    c: Encoding,
    options: StreamOptions,
    write: (text: string) => void,
  ) {
    this.#dialect = dialect;
    this.#events = dialect.events;
    this.#c = c;
    this.#write = write;
    this.#options = options;
    this.#frame = framer(options.framing, dialect.facts.stream.name);
  }

  #send(message: Wire | undefined): void {
    if (message === undefined) return;
    const text = this.#frame(message);
    if (this.#options.framing === "json_array") this.#write((this.#first ? "[" : ",\n") + text);
    else this.#write(text);
    this.#first = false;
  }

  get #sealed(): SealedRules {
    return this.#dialect.facts.sealed ?? {};
  }

  begin(head: StreamHead): void {
    this.#head = head;
    if (this.#events.begin) this.#send(this.#events.begin(this.#c, head));
  }

  open(b: Block): void {
    if (b.choice > 0 && this.#dialect.facts.choices === "single") this.#untold.add(b);
    else this.#shown(b);
    b.id = undefined;
    b.name = undefined;
  }

  #shown(b: Block): void {
    if (b.kind === "tool_call") {
      const parts = tellSealed([b.part], this.#sealed);
      b.part = parts.pop()!;
      for (const part of parts) this.#aside(b, part);
    }
    if (this.#events.open) this.#opened(b);
    else if (b.kind === "tool_call" && this.#events.tool && !serverCall(b.part))
      this.#send(this.#events.tool(this.#c, this.#head, b, ""));
  }

  /** A sealed part beside a block, of which there was no telling before. */
  #aside(b: Block, part: Hub.Part): void {
    if (!this.#events.open) return this.#part(b, part);
    const block: Block = {
      choice: b.choice,
      index: this.#told,
      kind: part.kind,
      tool: -1,
      part,
      text: "",
      open: false,
    };
    const message = this.#events.open(this.#c, this.#head, block);
    if (message === undefined) return;
    this.#told++;
    this.#send(message);
    if (this.#events.close) this.#send(this.#events.close(this.#c, this.#head, block));
  }

  /** Blocks that are told are counted without those that are not. */
  #opened(b: Block): void {
    b.index = this.#told;
    const message = this.#events.open!(this.#c, this.#head, opening(b));
    if (message === undefined) this.#untold.add(b);
    else this.#told++;
    this.#send(message);
  }

  delta(b: Block, text: string): void {
    if (this.#untold.has(b)) return;
    const e = this.#events;
    const c = this.#c;
    const head = this.#head;
    switch (b.kind) {
      case "text":
        if (e.text) this.#send(e.text(c, head, b, text));
        else if (e.part) this.#part(b, { kind: "text", text });
        return;
      case "reasoning":
        if (e.reasoning) this.#send(e.reasoning(c, head, b, text));
        else if (e.part) this.#held(b, text);
        return;
      case "refusal":
        if (e.refusal) this.#send(e.refusal(c, head, b, text));
        else if (e.text) this.#send(e.text(c, head, b, text));
        else if (e.part) this.#part(b, { kind: "text", text });
        return;
      case "tool_call":
        if (e.arguments) this.#send(e.arguments(c, head, b, text));
        else if (e.tool && !serverCall(b.part)) this.#send(e.tool(c, head, b, text));
        return;
      default:
        // A part that only its own dialect knows goes back to that dialect as it came.
        if (e.arguments) this.#send(e.arguments(c, head, b, text));
    }
  }

  signature(b: Block, sealed: Hub.Sealed): void {
    if (this.#untold.has(b)) return;
    if (this.#events.signature) {
      if (b.kind === "reasoning")
        this.#send(this.#events.signature(this.#c, this.#head, b, sealed));
    } else if (this.#events.part && b.kind === "text")
      this.#part(b, { kind: "text", text: "", signature: sealed });
    else if (this.#events.part && b.kind === "reasoning") this.#held(b, "", sealed);
  }

  citation(b: Block, citation: Hub.Citation): void {
    if (this.#events.citation && !this.#untold.has(b))
      this.#send(this.#events.citation(this.#c, this.#head, b, citation));
  }

  logprobs(b: Block | undefined, choice: number, logprobs: Record<string, unknown>): void {
    if (choice > 0 && this.#dialect.facts.choices === "single") return;
    const block = b ?? {
      choice,
      index: 0,
      kind: "text",
      tool: -1,
      part: { kind: "text", text: "" },
      text: "",
      open: false,
    };
    if (this.#events.logprobs)
      this.#send(this.#events.logprobs(this.#c, this.#head, block, logprobs));
  }

  close(b: Block): void {
    if (this.#untold.has(b)) return;
    if (this.#waiting.has(b)) this.#held(b, "");
    this.#closed(b);
    // A text is signed when it is complete.
    if (b.part.kind !== "text" || !b.part.signature || !this.#sealed.from?.includes("text")) return;
    this.#aside(b, { kind: "reasoning", data: b.part.signature });
  }

  #closed(b: Block): void {
    const e = this.#events;
    if (e.close) {
      // Arguments that came whole when the call was opened.
      if (b.part.kind === "tool_call" && b.text === "" && e.arguments && callText(b) !== "{}")
        this.#send(e.arguments(this.#c, this.#head, b, callText(b)));
      this.#send(e.close(this.#c, this.#head, b));
      return;
    }
    if (b.kind === "tool_call") {
      if (!e.tool) this.#part(b, { ...(b.part as Hub.ToolCall), arguments: callText(b) });
      else if (b.text === "" && !serverCall(b.part))
        this.#send(e.tool(this.#c, this.#head, b, callText(b)));
    } else if (b.kind !== "text" && b.kind !== "reasoning" && b.kind !== "refusal")
      this.#part(b, b.part);
    else if (b.part.kind === "reasoning" && b.part.data)
      this.#part(b, tellSealed([b.part], this.#sealed)[0]!);
  }

  /**
   * Reasoning that is told in parts is told one piece late, so that its signature, which comes last, stands on a
   * part with a text: clients forget it on one without.
   */
  #held(b: Block, text: string, signature?: Hub.Sealed): void {
    const before = this.#waiting.get(b) ?? "";
    this.#waiting.delete(b);
    if (signature) this.#part(b, { kind: "reasoning", text: before + text, signature });
    else if (before) this.#part(b, { kind: "reasoning", text: before });
    if (text && !signature) this.#waiting.set(b, text);
  }

  #part(b: Block, part: Hub.Part): void {
    if (!this.#events.part) return;
    const message = this.#events.part(this.#c, this.#head, b, part);
    this.#send(message);
  }

  finish(choices: readonly Finished[], head: StreamHead): void {
    this.#head = head;
    this.#options.settled?.(head);
    const e = this.#events;
    const told = this.#dialect.facts.choices === "single" ? choices.slice(0, 1) : choices;
    if (e.finish) for (const each of told) this.#send(e.finish(this.#c, head, each));
    if (e.usage && this.#options.usage && head.usage) this.#send(e.usage(this.#c, head));
    if (e.end) this.#send(e.end(this.#c, head));
    this.#terminate();
  }

  /** What only says that a finished stream is over, for one whose upstream forgot it. */
  end(head: StreamHead): void {
    const { end, finish } = this.#events;
    if (end && finish) this.#send(end(this.#c, head));
    this.#terminate();
  }

  fail(error: Hub.Error): void {
    for (const b of [...this.#waiting.keys()]) this.#held(b, "");
    const { body } = writeError(this.#dialect, error);
    this.#send(body);
    if (this.#options.framing === "json_array") this.#write("]");
  }

  #terminate(): void {
    const { done } = this.#dialect.facts.stream;
    if (this.#options.framing === "sse" && done !== undefined) this.#write(`data: ${done}\n\n`);
    if (this.#options.framing === "json_array") this.#write(this.#first ? "[]" : "]");
  }
}

/** The arguments of a call, which may have come before any piece of them. */
function callText(b: Block): string {
  return b.text || (b.part as Hub.ToolCall).arguments || "{}";
}

function serverCall(part: Hub.Part): boolean {
  return part.kind === "tool_call" && part.server === true;
}

/** A block as it is opened: its text comes in deltas. */
function opening(b: Block): Block {
  const { part } = b;
  if (part.kind === "text") return { ...b, part: { kind: "text", text: "" } };
  if (part.kind === "refusal") return { ...b, part: { kind: "text", text: "" } };
  if (part.kind === "reasoning" && part.data === undefined)
    return { ...b, part: { kind: "reasoning", text: "" } };
  if (part.kind === "tool_call") return { ...b, part: { ...part, arguments: "{}" } };
  return b;
}

function framer(framing: Framing, name: string | undefined): (message: Wire) => string {
  if (framing === "ndjson") return (message) => `${JSON.stringify(message)}\n`;
  if (framing === "json_array") return (message) => JSON.stringify(message);
  if (name === undefined) return (message) => `data: ${JSON.stringify(message)}\n\n`;
  return (message) => `event: ${String(message[name])}\ndata: ${JSON.stringify(message)}\n\n`;
}
