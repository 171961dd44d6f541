import type { Dialect } from "./corpus.ts";
import type { FinishWord, Kind } from "./oracle-shared.ts";

type Counter = "input_total" | "cache_read" | "cache_write" | "output_total" | "reasoning";

/** What a dialect has no word for, and what it says instead. */
export interface DoorWords {
  /** Finishes that are read back as another word; null is "not said". */
  finish: Readonly<Partial<Record<FinishWord, FinishWord | null>>>;
  /** The same when its own decoder reads them, which knows words that the oracle does not. */
  ownFinish?: Readonly<Partial<Record<FinishWord, FinishWord>>>;
  /** What an answer without a finish is read as. */
  unsaid: FinishWord | null;
  /** Error kinds that its statuses and types do not tell apart. */
  kinds: Readonly<Partial<Record<Kind, Kind>>>;
  /** The same for an error inside a stream, where there is no status. */
  inStream: Readonly<Partial<Record<Kind, Kind>>>;
  /** The usage counters that it has. */
  counters: readonly Counter[];
  /** One choice always, or as many as there are. */
  choices: "one" | "many";
  /** Has it a place for a refusal? It is text elsewhere. */
  refusals: boolean;
  /** Can it call a tool with text that is no JSON? */
  freeText: boolean;
  /** Whose opaque state it hands on to the client. */
  seals: readonly Dialect[];
  /** Its own words that stay a stop though there are calls; all other stops with calls are `tool_calls`. */
  stops: readonly string[] | "all";
}

/** All counters that the oracle tells. */
export const ALL: readonly Counter[] = [
  "input_total",
  "cache_read",
  "cache_write",
  "output_total",
  "reasoning",
];

/** The table of what each door can say: everything that is not here has to come through as it was recorded. */
export const DOOR_WORDS: Readonly<Record<Dialect, DoorWords>> = {
  "openai-chat": {
    finish: {
      refusal: "content_filter",
      pause: "stop",
      context_window: "length",
      malformed: "content_filter",
      error: "content_filter",
      unknown: null,
    },
    kinds: {},
    inStream: { upstream: "internal" },
    counters: ALL,
    choices: "many",
    refusals: true,
    freeText: true,
    unsaid: null,
    seals: ["openai-chat", "anthropic"],
    stops: "all",
  },
  anthropic: {
    finish: {
      content_filter: "refusal",
      malformed: "refusal",
      error: "refusal",
      unknown: null,
    },
    kinds: { unsupported: "bad_request", content_filter: "bad_request", upstream: "internal" },
    inStream: { unsupported: "bad_request", content_filter: "bad_request", upstream: "internal" },
    counters: ALL,
    choices: "one",
    refusals: false,
    freeText: false,
    unsaid: null,
    seals: ["anthropic"],
    stops: ["end_turn", "stop_sequence"],
  },
  gemini: {
    finish: {
      refusal: "content_filter",
      pause: "stop",
      context_window: "length",
      error: "unknown",
    },
    kinds: { unsupported: "bad_request", content_filter: "bad_request", upstream: "overloaded" },
    inStream: { unsupported: "bad_request", content_filter: "bad_request", upstream: "overloaded" },
    counters: ["input_total", "cache_read", "output_total", "reasoning"],
    choices: "many",
    refusals: false,
    freeText: false,
    unsaid: "unknown",
    seals: ["gemini"],
    stops: [],
  },
  ollama: {
    // Its words for a broken answer are its own (`content_filter`, `error`): honest, and unheard of by the oracle.
    finish: {
      content_filter: "unknown",
      refusal: "unknown",
      pause: "stop",
      context_window: "length",
      malformed: "unknown",
      error: "unknown",
      unknown: null,
    },
    kinds: {
      unsupported: "bad_request",
      content_filter: "bad_request",
      context_length: "bad_request",
    },
    // A line `{"error": "..."}` is all that it has.
    inStream: {
      bad_request: "internal",
      unsupported: "internal",
      content_filter: "internal",
      upstream: "internal",
      overloaded: "internal",
      rate_limit: "internal",
      billing: "internal",
      timeout: "internal",
    },
    counters: ["input_total", "output_total"],
    choices: "one",
    refusals: false,
    freeText: false,
    ownFinish: {
      content_filter: "content_filter",
      refusal: "content_filter",
      malformed: "error",
      error: "error",
    },
    unsaid: null,
    seals: [],
    stops: [],
  },
};
