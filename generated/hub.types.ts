// Generated from schemas/hub.schema.json by `npm run generate`. Do not edit.

/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Role".
 */
export type Role = "system" | "user" | "assistant" | "tool";
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Part".
 */
export type Part =
  Text | Image | Audio | Video | File | ToolCall | ToolResult | ReasoningPart | Refusal | Opaque;
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Source".
 */
export type Source = "url" | "data" | "id" | "text";
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Finish".
 */
export type Finish =
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
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "ErrorKind".
 */
export type ErrorKind =
  | "bad_request"
  | "unsupported"
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
  | "internal";

/**
 * The one form in the middle: every dialect maps to it and back. A superset of what any dialect says. `x-loss` grades what it means when a field cannot be carried: content and constraint are errors by default, hint is a receipt.
 */
export interface Hub {
  [k: string]: unknown;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Request".
 */
export interface Request {
  /**
   * The model as the upstream names it.
   */
  model: string;
  messages: Message[];
  tools?: Tool[];
  tool_choice?: ToolChoice;
  /**
   * May the model call several tools at once?
   */
  parallel_tools?: boolean;
  output?: Output;
  reasoning?: Reasoning;
  temperature?: number;
  top_p?: number;
  top_k?: number;
  min_p?: number;
  frequency_penalty?: number;
  presence_penalty?: number;
  repetition_penalty?: number;
  seed?: number;
  logit_bias?: {
    [k: string]: unknown;
  };
  logprobs?: boolean;
  top_logprobs?: number;
  stop?: string[];
  /**
   * The most tokens to generate, reasoning included.
   */
  max_tokens?: number;
  /**
   * How many choices; 1 is what every API gives.
   */
  n?: number;
  stream?: boolean;
  /**
   * Does the client want the usage in the stream?
   */
  stream_usage?: boolean;
  cache?: CacheMark1;
  /**
   * Groups requests that share a prompt prefix.
   */
  cache_key?: string;
  cache_retention?: string;
  /**
   * The id of a prompt cache that the upstream keeps.
   */
  cached_content?: string;
  /**
   * auto, standard, flex, priority or another word of the upstream.
   */
  service_tier?: string;
  /**
   * The end user, for abuse detection.
   */
  user?: string;
  metadata?: {
    [k: string]: unknown;
  };
  store?: boolean;
  verbosity?: string;
  /**
   * What may come out: text, audio, image.
   */
  modalities?: string[];
  /**
   * Voice and format of spoken output.
   */
  speech?: {
    [k: string]: unknown;
  };
  prediction?: {
    [k: string]: unknown;
  };
  /**
   * Options of a built-in web search.
   */
  web_search?: {
    [k: string]: unknown;
  };
  /**
   * Safety thresholds of the upstream.
   */
  safety?: {
    [k: string]: unknown;
  }[];
  /**
   * How long a local server keeps the model loaded.
   */
  keep_alive?: string | number;
  /**
   * Context window that a local server should set up, in tokens.
   */
  context_size?: number;
  rest?: Rest1;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Message".
 */
export interface Message {
  role: Role;
  parts: Part[];
  name?: string;
  rest?: Rest;
  /**
   * The turn is to be continued, not answered.
   */
  prefill?: boolean;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Text".
 */
export interface Text {
  kind: "text";
  text: string;
  citations?: Citation[];
  signature?: Sealed;
  cache?: CacheMark;
  rest?: Rest;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Citation".
 */
export interface Citation {
  kind: "url" | "char" | "page" | "block" | "search";
  url?: string;
  title?: string;
  /**
   * The words that are cited.
   */
  text?: string;
  start?: number;
  end?: number;
  document?: number;
  file?: string;
  source?: string;
  sealed?: Sealed;
}
/**
 * Opaque state with its issuer: only the issuer can read it, so it goes back to nobody else.
 *
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Sealed".
 */
export interface Sealed {
  issuer: string;
  value: string;
}
/**
 * The prompt up to here is to be cached.
 *
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "CacheMark".
 */
export interface CacheMark {
  ttl?: string;
}
/**
 * Fields that no word knows, with the dialect they belong to.
 *
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Rest".
 */
export interface Rest {
  dialect: string;
  fields: {
    [k: string]: unknown;
  };
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Image".
 */
export interface Image {
  kind: "image";
  source: Source;
  url?: string;
  /**
   * base64
   */
  data?: string;
  id?: string;
  media_type?: string;
  detail?: string;
  signature?: Sealed;
  cache?: CacheMark;
  rest?: Rest;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Audio".
 */
export interface Audio {
  kind: "audio";
  source: Source;
  url?: string;
  /**
   * base64
   */
  data?: string;
  id?: string;
  media_type?: string;
  transcript?: string;
  /**
   * Unix seconds after which the id is not known any more.
   */
  expires?: number;
  cache?: CacheMark;
  rest?: Rest;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Video".
 */
export interface Video {
  kind: "video";
  source: Source;
  url?: string;
  /**
   * base64
   */
  data?: string;
  id?: string;
  media_type?: string;
  rest?: Rest;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "File".
 */
export interface File {
  kind: "file";
  source: Source;
  url?: string;
  /**
   * base64
   */
  data?: string;
  id?: string;
  text?: string;
  media_type?: string;
  name?: string;
  context?: string;
  /**
   * Should the answer cite this document?
   */
  cite?: boolean;
  cache?: CacheMark;
  rest?: Rest;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "ToolCall".
 */
export interface ToolCall {
  kind: "tool_call";
  id: string;
  name: string;
  /**
   * JSON text, `{}` when there are none; plain text for a custom tool.
   */
  arguments: string;
  /**
   * A tool that takes free text.
   */
  custom?: boolean;
  signature?: Sealed;
  cache?: CacheMark;
  /**
   * Called and answered by the upstream itself; not for the client.
   */
  server?: boolean;
  /**
   * Arguments that come piece by piece, as paths and values; only inside streams.
   */
  pieces?: {
    [k: string]: unknown;
  }[];
  /**
   * More pieces follow; only inside streams.
   */
  more?: boolean;
  rest?: Rest;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "ToolResult".
 */
export interface ToolResult {
  kind: "tool_result";
  call_id: string;
  /**
   * The tool's name, for dialects that answer by name.
   */
  name?: string;
  parts: Part[];
  is_error?: boolean;
  cache?: CacheMark;
  rest?: Rest;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "ReasoningPart".
 */
export interface ReasoningPart {
  kind: "reasoning";
  text?: string;
  /**
   * The text is a summary of the reasoning, not the reasoning.
   */
  summary?: boolean;
  signature?: Sealed;
  data?: Sealed1;
  id?: string;
  rest?: Rest;
}
/**
 * Opaque state with its issuer: only the issuer can read it, so it goes back to nobody else.
 */
export interface Sealed1 {
  issuer: string;
  value: string;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Refusal".
 */
export interface Refusal {
  kind: "refusal";
  text: string;
  rest?: Rest;
}
/**
 * A part that only its own dialect understands (server-side tool calls and results, code runs): handed back to that dialect as it is, receipted elsewhere.
 *
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Opaque".
 */
export interface Opaque {
  kind: "opaque";
  dialect: string;
  value: {
    [k: string]: unknown;
  };
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Tool".
 */
export interface Tool {
  kind: "function" | "custom" | "opaque";
  name: string;
  description?: string;
  /**
   * JSON Schema of the arguments.
   */
  parameters?: {
    [k: string]: unknown;
  };
  strict?: boolean;
  /**
   * Grammar of a custom tool's text.
   */
  format?: {
    [k: string]: unknown;
  };
  cache?: CacheMark;
  dialect?: string;
  value?: {
    [k: string]: unknown;
  };
  rest?: Rest;
}
export interface ToolChoice {
  mode: "auto" | "none" | "required" | "tool" | "allowed";
  name?: string;
  names?: string[];
  /**
   * With `allowed`: one of the named tools has to be called.
   */
  must?: boolean;
}
export interface Output {
  type: "text" | "json" | "schema";
  name?: string;
  description?: string;
  schema?: {
    [k: string]: unknown;
  };
  strict?: boolean;
}
export interface Reasoning {
  /**
   * How the wire is told; a model's card picks the style.
   */
  mode?: "off" | "on" | "budget" | "adaptive";
  effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
  /**
   * Tokens to think with; -1 lets the model decide.
   */
  budget?: number;
  /**
   * Should the reasoning's text come back?
   */
  visible?: boolean;
  display?: string;
  /**
   * How the reasoning should be summed up.
   */
  summary?: string;
}
/**
 * The prompt up to here is to be cached.
 */
export interface CacheMark1 {
  ttl?: string;
}
/**
 * Fields that no word knows, with the dialect they belong to.
 */
export interface Rest1 {
  dialect: string;
  fields: {
    [k: string]: unknown;
  };
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "ToolChoice".
 */
export interface ToolChoice1 {
  mode: "auto" | "none" | "required" | "tool" | "allowed";
  name?: string;
  names?: string[];
  /**
   * With `allowed`: one of the named tools has to be called.
   */
  must?: boolean;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Output".
 */
export interface Output1 {
  type: "text" | "json" | "schema";
  name?: string;
  description?: string;
  schema?: {
    [k: string]: unknown;
  };
  strict?: boolean;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Reasoning".
 */
export interface Reasoning1 {
  /**
   * How the wire is told; a model's card picks the style.
   */
  mode?: "off" | "on" | "budget" | "adaptive";
  effort?: "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
  /**
   * Tokens to think with; -1 lets the model decide.
   */
  budget?: number;
  /**
   * Should the reasoning's text come back?
   */
  visible?: boolean;
  display?: string;
  /**
   * How the reasoning should be summed up.
   */
  summary?: string;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Answer".
 */
export interface Answer {
  id?: string;
  /**
   * Unix seconds.
   */
  created?: number;
  /**
   * The model as served.
   */
  model?: string;
  choices: Choice[];
  usage?: Usage;
  /**
   * The tier that served.
   */
  service_tier?: string;
  fingerprint?: string;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Choice".
 */
export interface Choice {
  index: number;
  parts: Part[];
  finish?: Finish;
  /**
   * The upstream's own word.
   */
  finish_word?: string;
  /**
   * The stop string that was hit.
   */
  stop_sequence?: string;
  /**
   * Why the upstream refused or filtered.
   */
  explanation?: string;
  logprobs?: {
    [k: string]: unknown;
  };
}
/**
 * Disjoint counters in tokens; absent is unknown.
 *
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Usage".
 */
export interface Usage {
  input?: number;
  cache_read?: number;
  /**
   * Written to a cache whose lifetime the upstream did not tell.
   */
  cache_write?: number;
  cache_write_5m?: number;
  cache_write_1h?: number;
  cache_write_30m?: number;
  input_audio?: number;
  input_cached_audio?: number;
  input_image?: number;
  input_video?: number;
  output?: number;
  reasoning?: number;
  output_audio?: number;
  output_image?: number;
  /**
   * Calls, not tokens.
   */
  web_searches?: number;
  /**
   * Calls, not tokens.
   */
  web_fetches?: number;
  /**
   * The provider's own total, checked against the sum.
   */
  total?: number;
  /**
   * What the provider says it charged, USD.
   */
  cost?: string;
  /**
   * The tier that served, where the counters say so.
   */
  service_tier?: string;
}
/**
 * This interface was referenced by `Hub`'s JSON-Schema
 * via the `definition` "Error".
 */
export interface Error {
  kind: ErrorKind;
  message: string;
  /**
   * The upstream's HTTP status.
   */
  status?: number;
  /**
   * The upstream's own type.
   */
  type?: string;
  /**
   * The upstream's own code.
   */
  code?: string;
  param?: string;
  request_id?: string;
  retry_after_ms?: number;
}
