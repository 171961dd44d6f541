import type { Recording } from "./corpus.ts";
import type { Payloads } from "./sse-reference.ts";
import { readArray, readLines, readSse } from "./sse-reference.ts";

/** A parsed JSON object. */
export type Obj = { [key: string]: unknown };

/** The hub's words for why an answer ended. */
export type FinishWord =
  | "stop"
  | "length"
  | "tool_calls"
  | "content_filter"
  | "refusal"
  | "pause"
  | "context_window"
  | "malformed"
  | "error"
  | "unknown";

/** The hub's closed set of error kinds. */
export type Kind =
  | "bad_request"
  | "context_length"
  | "content_filter"
  | "too_large"
  | "auth"
  | "billing"
  | "permission"
  | "not_found"
  | "timeout"
  | "rate_limit"
  | "overloaded"
  | "upstream"
  | "internal"
  | "unsupported";

/** A client-side tool call; `arguments` is the parsed value with sorted keys, or the text when it is no JSON. */
export type Call = { id: string | null; name: string; arguments: unknown };

/** One choice of an answer, streams folded. */
export type ChoiceSaid = {
  index: number;
  /** All visible text, in order, joined by nothing. */
  text: string;
  reasoning: string;
  refusal: string;
  tool_calls: Call[];
  finish: FinishWord | null;
  /** The provider's own word for `finish`. */
  finish_word: string | null;
  stop_sequence?: string;
  /** How many parts are of another kind: images, audio, server-side tools and results, executed code. */
  other: number;
};

/** Tokens. Null: the provider did not say. Totals include their details: input the cache, output the reasoning. */
export type UsageSaid = {
  input_total: number | null;
  cache_read: number | null;
  cache_write: number | null;
  output_total: number | null;
  reasoning: number | null;
  /** The provider's own total, as said. */
  total: number | null;
};

/** What an answer says. */
export type Answer = {
  kind: "answer";
  id?: string;
  model?: string;
  choices: ChoiceSaid[];
  usage: UsageSaid | null;
  /** Opaque state to send back: thinking signatures, redacted or encrypted reasoning, in order of appearance. */
  signatures: string[];
  /** Distinct sources named: citations, annotations, grounding chunks. */
  citations: number;
};

/** An upstream error. `status` is that of the HTTP response: 200 when `in_stream` (or in a unary body). */
export type Failure = {
  kind: "error";
  status: number;
  error: Kind;
  message: string;
  code?: string;
  type?: string;
  in_stream: boolean;
  partial?: Answer;
};

/** A stream that ended with neither its terminator nor a finish. */
export type Incomplete = { kind: "incomplete"; partial: Answer };

/** What a recording says. */
export type Expected = Answer | Failure | Incomplete;

/** What a dialect's reader makes of the payloads. */
export type Fold = {
  answer: Answer;
  /** Was the provider's terminator or a finish seen? */
  ended: boolean;
  /** The first payload (or part of one) that is an error. */
  error?: unknown;
};

/** An answer that says nothing yet. */
export function emptyAnswer(): Answer {
  return { kind: "answer", choices: [], usage: null, signatures: [], citations: 0 };
}

/** The choice with that index, made in its place when it is new. */
export function choiceAt(answer: Answer, index: number): ChoiceSaid {
  const found = answer.choices.find((choice) => choice.index === index);
  if (found) return found;
  const made: ChoiceSaid = {
    index,
    text: "",
    reasoning: "",
    refusal: "",
    tool_calls: [],
    finish: null,
    finish_word: null,
    other: 0,
  };
  answer.choices.push(made);
  answer.choices.sort((a, b) => a.index - b.index);
  return made;
}

/** The payloads of a recorded body, by its framing; a plain JSON body is one payload. */
export function payloadsOf({ response }: Recording): Payloads {
  const { raw, body, raw_framing } = response;
  if (raw === undefined || raw === null) {
    return { values: [{ event: "", value: body }], done: false, garbage: [], stray: "" };
  }
  if (raw_framing === "sse") return readSse(raw);
  if (raw_framing === "sse-lines") return readSse(raw.replaceAll("\n", "\n\n"));
  if (raw_framing === "ndjson" || raw_framing === "chunks-jsonl") return readLines(raw);
  return readArray(raw);
}

/** Was the body a stream of payloads (and not one JSON value)? */
export function isStream({ response }: Recording): boolean {
  const framing = response.raw_framing;
  return (
    framing !== undefined &&
    ["sse", "sse-lines", "ndjson", "chunks-jsonl", "json-array"].includes(framing)
  );
}

/** The value as an object; an empty one when it is something else. */
export function obj(value: unknown): Obj {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Obj) : {};
}

/** The value as a list of objects; empty when it is something else. */
export function list(value: unknown): Obj[] {
  return Array.isArray(value) ? value.map(obj) : [];
}

/** The value when it is a string, else "". */
export function str(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** The value when it is a number, else null. */
export function num(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}

/** The sum of what is known; null when nothing is. */
export function sum(...values: (number | null)[]): number | null {
  const known = values.filter((value) => value !== null);
  return known.length === 0 ? null : known.reduce((total, value) => total + value, 0);
}

/** Tool arguments as a value: text is parsed; "", "null", null and missing are the empty object. */
export function toArguments(said: unknown): unknown {
  if (said === undefined || said === null) return {};
  if (typeof said !== "string") return canonical(said);
  if (said.trim() === "" || said.trim() === "null") return {};
  try {
    return canonical(JSON.parse(said));
  } catch {
    return said;
  }
}

/** The same JSON value with the keys of every object sorted. */
export function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, canonical(inner)]));
}
