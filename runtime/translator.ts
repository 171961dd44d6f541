import type * as Hub from "../generated/hub.types.ts";
import type { Credential, DialectFacts, Weight } from "./dialect-facts.ts";
import type { ErrorWords } from "./errors-words.ts";
import type { Json } from "./json.ts";
import type { ModelCard } from "./models.ts";
import type { Reader } from "./reader.ts";
import type { Block, Finished, FinishFacts, StreamHead, StreamOps } from "./stream-ops.ts";

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
  weight: Weight;
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
