import type * as Hub from "../generated/hub.types.ts";

/** What a finish table decides by. */
export interface FinishFacts {
  word?: string;
  finish?: Hub.Finish;
  stop_sequence?: string;
  explanation?: string;
  tool_calls: boolean;
}

/** A block of a stream: one run of text, one tool call, one piece of reasoning. */
export interface Block {
  /** The index of its choice. */
  choice: number;
  /** Dense index among the blocks of its choice. */
  index: number;
  kind: Hub.Part["kind"];
  /** Dense index among the tool calls of its choice. */
  tool: number;
  /** The part as far as it is known: id and name of a call, the whole of an opaque part. */
  part: Hub.Part;
  /** The call's id and name while it is being opened, absent afterwards. */
  id?: string;
  name?: string;
  /** The text, reasoning or arguments so far. */
  text: string;
  open: boolean;
}

/** What all messages of one stream repeat. */
export interface StreamHead {
  id?: string;
  model?: string;
  created?: number;
  service_tier?: string;
  fingerprint?: string;
  usage?: Hub.Usage;
}

/** A finished choice, for the message that tells so. */
export interface Finished extends FinishFacts {
  choice: number;
}

/** The stream operations: what a decoder calls, and what the machine tells an encoder. */
export interface StreamOps {
  begin(head: StreamHead): void;
  text(choice: number, text: string, slot?: number): void;
  reasoning(choice: number, text: string, slot?: number): void;
  refusal(choice: number, text: string, slot?: number): void;
  open(choice: number, slot: number, part: Hub.Part | undefined): void;
  arguments(choice: number, text: string, slot: number): void;
  tool(
    choice: number,
    slot: number | undefined,
    id: string | undefined,
    name: string | undefined,
    text: string | undefined,
    signature?: Hub.Sealed,
    custom?: boolean,
  ): void;
  part(choice: number, part: Hub.Part | undefined): void;
  signature(choice: number, signature: Hub.Sealed | undefined, slot?: number): void;
  citation(choice: number, citation: Hub.Citation | undefined, slot?: number): void;
  logprobs(choice: number, logprobs: Record<string, unknown>): void;
  close(choice: number, slot: number): void;
  finish(
    choice: number,
    word: string | undefined,
    stopSequence?: string,
    explanation?: string,
  ): void;
  /** The prompt was refused, in the upstream's word. */
  blocked(word: unknown): void;
  /** Raw usage of the wire; later counters replace earlier ones, null replaces nothing. */
  usage(wire: unknown): void;
  end(): void;
  fail(error: Hub.Error): void;
}
