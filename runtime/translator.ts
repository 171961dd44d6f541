import type * as Hub from "../generated/hub.types.ts";
import type { ErrorWords } from "./errors-words.ts";
import type { Json } from "./json.ts";
import type { ModelCard } from "./models.ts";
import type { SealedRules } from "./ops/sealed.ts";
import type { Reader } from "./reader.ts";

/** What is written: JSON whose keys are the wire's own. */
export type Wire = { [key: string]: unknown };

/** How bad a loss is: what was asked for was changed, bounded, imitated or left out. */
export type Grade = "coerced" | "clamped" | "emulated" | "dropped";

/** One thing that could not be carried as it was asked for. */
export interface Loss {
  /** The hub field, `tools`, or `messages` with the kind of part. */
  field: string;
  grade: Grade;
  reason: string;
  /** content and constraint are errors by default, hint is a receipt. */
  weight: "content" | "constraint" | "hint";
}

/** Parameters of a message rewrite, compiled from `messages:`. */
export interface MessageRules {
  system: string;
  passes: readonly (readonly [name: string, argument: unknown])[];
  replay: string;
  issuer: string;
  lost: Readonly<Record<string, string>>;
}

/** What generated encoders may ask for; one is made for each request or answer. See `encoding.ts`. */
export interface Encoding {
  readonly model: ModelCard;
  /** Unix seconds. */
  readonly now: number;
  /** The system parts that were taken out of the messages. */
  system: readonly Hub.Part[];
  /** An id with a prefix, the same one each time within one answer. */
  id(prefix: string): string;
  prepare(
    h: Hub.Request,
    messages: MessageRules,
    reasoning: Json,
    lost: Readonly<Record<string, string>>,
  ): Hub.Request;
  lost(field: string, grade: Grade, reason: string): undefined;
  lostPart(part: Hub.Part): undefined;
  leftover(parts: readonly Hub.Part[], kinds: readonly string[]): void;
  /** A value inside its bounds; of a list, as many items as there may be. */
  clamp<T extends number | readonly unknown[]>(
    field: string,
    value: T | undefined,
    bounds: { min?: number; max?: number; above?: number; below?: number },
  ): T | undefined;
  schema(
    field: string,
    schema: Record<string, unknown> | undefined,
    rules: Json,
  ): Record<string, unknown> | undefined;
}

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

/**
 * The wire messages of a dialect's streams, one function an operation; an absent one has no message, and one that
 * gives nothing has none for this block.
 */
export interface EventTemplates {
  begin?(c: Encoding, s: StreamHead): Wire;
  open?(c: Encoding, s: StreamHead, b: Block): Wire | undefined;
  text?(c: Encoding, s: StreamHead, b: Block, text: string): Wire;
  reasoning?(c: Encoding, s: StreamHead, b: Block, text: string): Wire;
  refusal?(c: Encoding, s: StreamHead, b: Block, text: string): Wire;
  arguments?(c: Encoding, s: StreamHead, b: Block, text: string): Wire;
  tool?(c: Encoding, s: StreamHead, b: Block, text: string): Wire;
  part?(c: Encoding, s: StreamHead, b: Block, part: Hub.Part): Wire | undefined;
  signature?(c: Encoding, s: StreamHead, b: Block, sealed: Hub.Sealed): Wire;
  citation?(c: Encoding, s: StreamHead, b: Block, citation: Hub.Citation): Wire | undefined;
  logprobs?(c: Encoding, s: StreamHead, b: Block, logprobs: Record<string, unknown>): Wire;
  close?(c: Encoding, s: StreamHead, b: Block): Wire;
  finish?(c: Encoding, s: StreamHead, f: Finished): Wire;
  usage?(c: Encoding, s: StreamHead): Wire;
  end?(c: Encoding, s: StreamHead): Wire;
  fail?(c: Encoding, error: Wire): Wire;
}

export type Framing = "sse" | "ndjson" | "json_array";

/** One path that clients call. */
export interface Route {
  method: string;
  /** `/v1/x`, or with a `{model}` inside one segment. */
  path: string;
  /** Whether the answer streams; absent: the request's `stream` says so. */
  stream?: boolean;
  /** What an absent `stream` means. */
  stream_default?: boolean;
  /** The route is meant only when the query says so. */
  when_query?: Readonly<Record<string, string>>;
  /** How the stream is framed for the client; absent: as the dialect does. */
  framing?: Framing;
}

/** Where a credential stands. */
export type Credential =
  | { scheme: "bearer" }
  | { scheme: "header"; name: string; prefix?: string }
  | { scheme: "query"; name: string }
  | { scheme: "none" };

/** What the runtime has to know of a dialect besides its functions. */
export interface DialectFacts {
  id: string;
  name: string;
  issuer: string;
  door: {
    routes: readonly Route[];
    auth: readonly Credential[];
    /** The header that carries the request id to the client. */
    request_id: string;
    models?: { path: string; with_header?: string; list: Json; item: Json };
  };
  /** Can an answer hold several choices? */
  choices: "single" | "many";
  /** How answers tell opaque state that their parts have no place for. */
  sealed?: SealedRules;
  stream: {
    framing: Framing;
    /** Path of the value that names an SSE event. */ name?: string;
    /** Literal after the last event. */ done?: string;
    /** Where the name of the `event:` line is put. */ event_key?: string;
    /** Each message repeats the text so far. */ cumulative?: boolean;
    /** Tags of reasoning at the beginning of the text. */ thinking_tags?: readonly [
      string,
      string,
    ];
  };
  errors: ErrorRules;
  limits: LimitRules;
  /** The kinds of media that are taken as bytes and not by their address; absent: none. */
  media_by_bytes?: readonly ("image" | "audio" | "video" | "file")[];
}

/** How errors are read and written; interpreted by `errors.ts`, since errors are rare. */
export interface ErrorRules {
  message: readonly string[];
  type: readonly string[];
  code: readonly string[];
  param?: readonly string[];
  request_id?: readonly string[];
  /** Patterns of an error inside a 200: path to value, `*` for anything. */
  inside: readonly Readonly<Record<string, unknown>>[];
  retry_after?: { path: readonly string[]; as: string };
  read: readonly {
    status?: number | readonly number[];
    type?: string | readonly string[];
    code?: string | readonly string[];
    message?: string;
    is: Hub.ErrorKind;
  }[];
  write: Readonly<Record<Hub.ErrorKind, { status: number; type?: string; code?: string }>>;
  /** Codes of fields that an upstream cannot take. */
  fields?: Readonly<Record<string, string>>;
}

export interface LimitRules {
  requests?: LimitHeaders;
  tokens?: LimitHeaders;
  retry_after?: readonly { header: string; as: string }[];
  request_id?: string;
}

export interface LimitHeaders {
  limit?: string;
  remaining?: string;
  reset?: { header: string; as: string };
}

/** A compiled dialect: both directions. Pure and synchronous. */
export interface Dialect {
  facts: DialectFacts;
  /** Client side. */
  decodeRequest(w: Json, r: Reader): Hub.Request;
  encodeAnswer(a: Hub.Answer, c: Encoding): Wire;
  events: EventTemplates;
  encodeErrorBody(e: ErrorWords): Wire;
  encodeFinish(f: FinishFacts): string | undefined;
  /** Upstream side. */
  encodeRequest(h: Hub.Request, c: Encoding): Wire;
  decodeAnswer(w: Json, r: Reader): Hub.Answer;
  decodeEvent(w: Json, s: StreamOps, r: Reader): void;
  decodeUsage(value: unknown, r: Reader): Hub.Usage | undefined;
  decodeFinish(f: FinishFacts): Hub.Finish | undefined;
  /** Is the parsed body or event an error in spite of its status? */
  isError(w: Json): boolean;
  /** A choice-less refusal of the prompt. */
  blocked?(w: Json): string | undefined;
}

/** A compiled provider: the dialect's upstream side as this provider speaks it, and who and where it is. */
export interface Provider {
  id: string;
  name: string;
  /** Id of the dialect. */
  dialect: string;
  base_url: string;
  /** Names of the environment variables that may hold the key, the first that is set counts; empty: no key needed. */
  keys: readonly string[];
  auth: Credential;
  /** Constant headers. */
  headers: Readonly<Record<string, string>>;
  /** Constant headers of streamed requests. */
  stream_headers?: Readonly<Record<string, string>>;
  /** Client headers that go on to this provider when the client speaks its dialect. */
  forward: readonly string[];
  /** Paths below base_url; `{model}` is replaced, url-encoded. */
  path: string;
  stream_path: string;
  /** How long a prompt that is not asked for again stays in the provider's cache, milliseconds; absent: not told. */
  prompt_cache_ms?: number;
  /** True when requests of the same dialect may pass without being translated. */
  same: boolean;
  /** The upstream side; a plain compatible provider shares the dialect's functions. */
  translator: Pick<
    Dialect,
    "encodeRequest" | "decodeAnswer" | "decodeEvent" | "decodeUsage" | "decodeFinish" | "isError"
  > & { facts: Pick<DialectFacts, "stream" | "errors" | "limits" | "issuer" | "media_by_bytes"> };
  /** The model catalogue, loaded when the provider is first used. */
  catalogue(): Promise<(model: string) => ModelCard>;
  /** The ids of the catalogue, for the list of models. */
  models(): Promise<readonly string[]>;
}

/** The registry that the compiler writes. */
export interface Registry {
  dialects: Readonly<Record<string, Dialect>>;
  providers: Readonly<Record<string, Provider>>;
}
