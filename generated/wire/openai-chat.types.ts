// Generated from schemas/wire/openai-chat.schema.json by `npm run generate`. Do not edit.

/**
 * One turn, told apart by `role`.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Message".
 */
export type Message =
  DeveloperMessage | SystemMessage | UserMessage | AssistantMessage | ToolMessage | FunctionMessage;
/**
 * A piece of a user's message.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ContentPart".
 */
export type ContentPart = TextPart | ImagePart | InputAudioPart | FilePart;
/**
 * Resolution at which an image is looked at.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageDetail".
 */
export type ImageDetail = "auto" | "low" | "high";
/**
 * Encoding of recorded input.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InputAudioFormat".
 */
export type InputAudioFormat = "wav" | "mp3";
/**
 * A piece of an earlier answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AssistantPart".
 */
export type AssistantPart = TextPart | RefusalPart;
/**
 * A call the model made.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolCall".
 */
export type ToolCall = FunctionToolCall | CustomToolCall;
/**
 * Kind of a reasoning detail (extension).
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ReasoningDetailType".
 */
export type ReasoningDetailType = "reasoning.text" | "reasoning.summary" | "reasoning.encrypted";
/**
 * Encoding of spoken output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "OutputAudioFormat".
 */
export type OutputAudioFormat = "wav" | "aac" | "mp3" | "flac" | "opus" | "pcm16";
/**
 * Deprecated function choice said in one word.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionCallMode".
 */
export type FunctionCallMode = "none" | "auto";
/**
 * A kind of output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Modality".
 */
export type Modality = "text" | "audio";
/**
 * Whether a moderated text is only scored or also blocked.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModerationMode".
 */
export type ModerationMode = "score" | "block";
/**
 * Whether cache breakpoints are chosen by the service or marked by the client.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PromptCacheMode".
 */
export type PromptCacheMode = "implicit" | "explicit";
/**
 * Deprecated lifetime of a cached prefix.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PromptCacheRetention".
 */
export type PromptCacheRetention = "in_memory" | "24h";
/**
 * Amount of thinking, least to most; each model takes a subset.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ReasoningEffort".
 */
export type ReasoningEffort = "none" | "minimal" | "low" | "medium" | "high" | "xhigh" | "max";
/**
 * Form of the answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ResponseFormat".
 */
export type ResponseFormat = TextFormat | JsonObjectFormat | JsonSchemaFormat;
/**
 * Processing class, asked for or used.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ServiceTier".
 */
export type ServiceTier = "auto" | "default" | "flex" | "scale" | "priority" | "fast";
/**
 * Which tools the model may or must call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolChoice".
 */
export type ToolChoice = ToolChoiceMode | NamedToolChoice;
/**
 * Tool choice said in one word.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolChoiceMode".
 */
export type ToolChoiceMode = "none" | "auto" | "required";
/**
 * A choice that names tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NamedToolChoice".
 */
export type NamedToolChoice = FunctionToolChoice | CustomToolChoice | AllowedToolsChoice;
/**
 * Whether a call to one of the allowed tools is optional or forced.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AllowedToolsMode".
 */
export type AllowedToolsMode = "auto" | "required";
/**
 * A tool the model may call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Tool".
 */
export type Tool = FunctionTool | CustomTool;
/**
 * What a custom tool's input must look like.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomFormat".
 */
export type CustomFormat = CustomTextFormat | CustomGrammarFormat;
/**
 * Language in which a custom tool's grammar is written.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GrammarSyntax".
 */
export type GrammarSyntax = "lark" | "regex";
/**
 * Length of the answer, least to most.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Verbosity".
 */
export type Verbosity = "low" | "medium" | "high";
/**
 * How much search material is put before the model.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SearchContextSize".
 */
export type SearchContextSize = "low" | "medium" | "high";
/**
 * Who speaks in a message.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Role".
 */
export type Role = "developer" | "system" | "user" | "assistant" | "tool" | "function";
/**
 * Why a choice ended.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FinishReason".
 */
export type FinishReason = "stop" | "length" | "tool_calls" | "content_filter" | "function_call";
/**
 * Kind of content a moderation category looked at.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModerationInputType".
 */
export type ModerationInputType = "text" | "image";
/**
 * Verdicts, or why there are none.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModerationOutcome".
 */
export type ModerationOutcome = ModerationResults | ModerationError;
/**
 * Known classes of errors.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ErrorType".
 */
export type ErrorType =
  | "invalid_request_error"
  | "authentication_error"
  | "permission_error"
  | "not_found_error"
  | "rate_limit_error"
  | "requests"
  | "tokens"
  | "insufficient_quota"
  | "server_error";

/**
 * Wire form of POST /v1/chat/completions: request, answer, stream chunk and error body, with the extensions this gateway speaks.
 */
export interface Wire {
  [k: string]: unknown;
}
/**
 * Body of a chat completion request.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Request".
 */
export interface Request {
  /**
   * Id of the model that shall answer.
   */
  model: string;
  /**
   * The conversation so far, oldest first; at least one message.
   */
  messages: Message[];
  /**
   * Voice and format of spoken output; needed when `modalities` holds `audio`.
   */
  audio?: AudioOutput | null;
  /**
   * From -2 to 2: lowers the odds of tokens by how often they already occurred.
   */
  frequency_penalty?: number | null;
  /**
   * Deprecated predecessor of `tool_choice`.
   */
  function_call?: FunctionCallMode | NamedFunction;
  /**
   * Deprecated predecessor of `tools`.
   */
  functions?: LegacyFunction[];
  /**
   * Token id to a bias from -100 to 100 that is added to its logit.
   */
  logit_bias?: {
    [k: string]: number;
  } | null;
  /**
   * Whether to return the log probability of each output token.
   */
  logprobs?: boolean | null;
  /**
   * Upper bound of generated tokens, reasoning tokens included.
   */
  max_completion_tokens?: number | null;
  /**
   * Deprecated upper bound of generated tokens; refused by reasoning models.
   */
  max_tokens?: number | null;
  /**
   * Up to 16 key-value pairs kept with a stored completion.
   */
  metadata?: {
    [k: string]: string;
  } | null;
  /**
   * Kinds of output wanted; text alone when absent.
   */
  modalities?: Modality[] | null;
  /**
   * Asks for a moderation verdict beside the answer.
   */
  moderation?: ModerationRequest | null;
  /**
   * How many choices to generate, from 1 to 128.
   */
  n?: number | null;
  /**
   * Whether one turn may hold several tool calls; true when absent.
   */
  parallel_tool_calls?: boolean;
  /**
   * Text expected to recur in the answer, which speeds generation up.
   */
  prediction?: Prediction | null;
  /**
   * From -2 to 2: lowers the odds of tokens that occurred at all.
   */
  presence_penalty?: number | null;
  /**
   * Routes requests with a common prefix to the same cache.
   */
  prompt_cache_key?: string | null;
  prompt_cache_options?: PromptCacheOptions;
  /**
   * Deprecated: how long a cached prefix is kept.
   */
  prompt_cache_retention?: PromptCacheRetention | null;
  /**
   * How much a reasoning model shall think.
   */
  reasoning_effort?: ReasoningEffort | null;
  response_format?: ResponseFormat;
  /**
   * Stable pseudonym of the end user, at most 64 characters, for abuse detection.
   */
  safety_identifier?: string | null;
  /**
   * Deprecated: asks for repeatable sampling, best effort.
   */
  seed?: number | null;
  /**
   * Which processing class shall serve the request.
   */
  service_tier?: ServiceTier | null;
  /**
   * Up to four sequences at which generation ends.
   */
  stop?: string | string[] | null;
  /**
   * Whether the completion is stored for later retrieval.
   */
  store?: boolean | null;
  /**
   * Whether the answer comes as server-sent chunks.
   */
  stream?: boolean | null;
  /**
   * Details of streaming; only with `stream`.
   */
  stream_options?: StreamOptions | null;
  /**
   * Sampling temperature from 0 to 2.
   */
  temperature?: number | null;
  tool_choice?: ToolChoice;
  /**
   * Tools the model may call.
   */
  tools?: Tool[];
  /**
   * From 0 to 20: alternatives reported a token; needs `logprobs`.
   */
  top_logprobs?: number | null;
  /**
   * Nucleus sampling mass from 0 to 1.
   */
  top_p?: number | null;
  /**
   * Deprecated end user id; replaced by `safety_identifier` and `prompt_cache_key`.
   */
  user?: string;
  /**
   * How wordy the answer shall be.
   */
  verbosity?: Verbosity | null;
  web_search_options?: WebSearchOptions;
  [k: string]: unknown;
}
/**
 * Instructions of the application, for reasoning models.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DeveloperMessage".
 */
export interface DeveloperMessage {
  /**
   * Marks instructions of the developer.
   */
  role: "developer";
  /**
   * The instructions.
   */
  content: string | TextPart[];
  /**
   * Tells participants of the same role apart.
   */
  name?: string;
  [k: string]: unknown;
}
/**
 * Text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextPart".
 */
export interface TextPart {
  /**
   * Marks text.
   */
  type: "text";
  /**
   * The text.
   */
  text: string;
  prompt_cache_breakpoint?: PromptCacheBreakpoint;
  cache_control?: CacheControl;
  [k: string]: unknown;
}
/**
 * Ends a cacheable prefix at this part.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PromptCacheBreakpoint".
 */
export interface PromptCacheBreakpoint {
  /**
   * The only kind of breakpoint.
   */
  mode: "explicit";
  [k: string]: unknown;
}
/**
 * Extension: ends a cacheable prefix at this part, for upstreams with explicit caches.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CacheControl".
 */
export interface CacheControl {
  /**
   * The only kind of mark.
   */
  type: "ephemeral";
  /**
   * Lifetime of the written prefix, such as `5m` or `1h`.
   */
  ttl?: string | null;
  [k: string]: unknown;
}
/**
 * Instructions of the application.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SystemMessage".
 */
export interface SystemMessage {
  /**
   * Marks instructions.
   */
  role: "system";
  /**
   * The instructions.
   */
  content: string | TextPart[];
  /**
   * Tells participants of the same role apart.
   */
  name?: string;
  [k: string]: unknown;
}
/**
 * What the end user says.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UserMessage".
 */
export interface UserMessage {
  /**
   * Marks the end user's turn.
   */
  role: "user";
  /**
   * Text, or parts of several kinds.
   */
  content: string | ContentPart[];
  /**
   * Tells participants of the same role apart.
   */
  name?: string;
  [k: string]: unknown;
}
/**
 * An image by URL or as a data URL.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImagePart".
 */
export interface ImagePart {
  /**
   * Marks an image.
   */
  type: "image_url";
  image_url: ImageUrl;
  prompt_cache_breakpoint?: PromptCacheBreakpoint;
  cache_control?: CacheControl;
  [k: string]: unknown;
}
/**
 * Where an image is and how closely to look at it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageUrl".
 */
export interface ImageUrl {
  /**
   * Address, or a data URL with base64 bytes.
   */
  url: string;
  detail?: ImageDetail;
  [k: string]: unknown;
}
/**
 * Recorded sound.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InputAudioPart".
 */
export interface InputAudioPart {
  /**
   * Marks recorded sound.
   */
  type: "input_audio";
  input_audio: InputAudio;
  prompt_cache_breakpoint?: PromptCacheBreakpoint;
  cache_control?: CacheControl;
  [k: string]: unknown;
}
/**
 * Bytes and encoding of recorded sound.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "InputAudio".
 */
export interface InputAudio {
  /**
   * The bytes in base64.
   */
  data: string;
  format: InputAudioFormat;
  [k: string]: unknown;
}
/**
 * A file by its bytes or by its id.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FilePart".
 */
export interface FilePart {
  /**
   * Marks a file.
   */
  type: "file";
  file: File;
  prompt_cache_breakpoint?: PromptCacheBreakpoint;
  cache_control?: CacheControl;
  [k: string]: unknown;
}
/**
 * A file's bytes or its id.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "File".
 */
export interface File {
  /**
   * Name shown to the model.
   */
  filename?: string;
  /**
   * Data URL with the bytes in base64.
   */
  file_data?: string;
  /**
   * Id of an uploaded file.
   */
  file_id?: string;
  [k: string]: unknown;
}
/**
 * An earlier answer of the model.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AssistantMessage".
 */
export interface AssistantMessage {
  /**
   * Marks the model's turn.
   */
  role: "assistant";
  /**
   * What was said; may be absent when there are tool calls.
   */
  content?: string | AssistantPart[] | null;
  /**
   * The refusal the model gave.
   */
  refusal?: string | null;
  /**
   * An earlier spoken answer, by id.
   */
  audio?: AudioReference | null;
  /**
   * Calls the model made in this turn.
   */
  tool_calls?: ToolCall[];
  /**
   * Deprecated single call.
   */
  function_call?: FunctionCall | null;
  /**
   * Tells participants of the same role apart.
   */
  name?: string;
  /**
   * Extension: the turn's reasoning as text.
   */
  reasoning_content?: string | null;
  /**
   * Extension: another common name of `reasoning_content`.
   */
  reasoning?: string | null;
  /**
   * Extension: reasoning as blocks, given back unchanged.
   */
  reasoning_details?: ReasoningDetail[] | null;
  /**
   * Extension in a request: citations as they were answered.
   */
  annotations?: Annotation[];
  [k: string]: unknown;
}
/**
 * A refusal the model gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RefusalPart".
 */
export interface RefusalPart {
  /**
   * Marks a refusal.
   */
  type: "refusal";
  /**
   * Its words.
   */
  refusal: string;
  [k: string]: unknown;
}
/**
 * Names a spoken answer given earlier.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AudioReference".
 */
export interface AudioReference {
  /**
   * Its id.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * A call of a function.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionToolCall".
 */
export interface FunctionToolCall {
  /**
   * Id that the result refers to.
   */
  id: string;
  /**
   * Marks a function call.
   */
  type: "function";
  function: FunctionCall;
  extra_content?: ExtraContent;
  [k: string]: unknown;
}
/**
 * Name and arguments of a call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionCall".
 */
export interface FunctionCall {
  /**
   * The function.
   */
  name: string;
  /**
   * JSON text as the model wrote it; may be invalid.
   */
  arguments: string;
  [k: string]: unknown;
}
/**
 * Extension: opaque state by issuer that must be given back with the call, such as a thought signature.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ExtraContent".
 */
export interface ExtraContent {
  [k: string]: unknown;
}
/**
 * A call of a custom tool.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomToolCall".
 */
export interface CustomToolCall {
  /**
   * Id that the result refers to.
   */
  id: string;
  /**
   * Marks a custom tool call.
   */
  type: "custom";
  custom: CustomCall;
  extra_content?: ExtraContent;
  [k: string]: unknown;
}
/**
 * Name and input of a custom tool call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomCall".
 */
export interface CustomCall {
  /**
   * The tool.
   */
  name: string;
  /**
   * Free text the model wrote.
   */
  input: string;
  [k: string]: unknown;
}
/**
 * Extension: one block of reasoning; give it back unchanged to continue the thought.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ReasoningDetail".
 */
export interface ReasoningDetail {
  type: ReasoningDetailType;
  /**
   * Plain reasoning, with `reasoning.text`.
   */
  text?: string | null;
  /**
   * A summary of it, with `reasoning.summary`.
   */
  summary?: string | null;
  /**
   * Encrypted or redacted reasoning, with `reasoning.encrypted`.
   */
  data?: string | null;
  /**
   * Proof of origin that the upstream wants back.
   */
  signature?: string | null;
  /**
   * Id of the block, or of the tool call it belongs to.
   */
  id?: string | null;
  /**
   * Which upstream made the block, so that only it gets it back.
   */
  format?: string | null;
  /**
   * Position among the blocks; joins pieces in a stream.
   */
  index?: number;
  [k: string]: unknown;
}
/**
 * A remark about a span of the text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Annotation".
 */
export interface Annotation {
  /**
   * Marks a citation of a page.
   */
  type: "url_citation";
  url_citation: UrlCitation;
  [k: string]: unknown;
}
/**
 * A page that supports a span.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlCitation".
 */
export interface UrlCitation {
  /**
   * First character of the span.
   */
  start_index: number;
  /**
   * Where the span ends.
   */
  end_index: number;
  /**
   * Address of the page.
   */
  url: string;
  /**
   * Title of the page.
   */
  title: string;
  [k: string]: unknown;
}
/**
 * The result of one tool call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolMessage".
 */
export interface ToolMessage {
  /**
   * Marks a tool's turn.
   */
  role: "tool";
  /**
   * What the tool returned.
   */
  content: string | TextPart[];
  /**
   * The call this answers.
   */
  tool_call_id: string;
  [k: string]: unknown;
}
/**
 * Deprecated result of a function call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionMessage".
 */
export interface FunctionMessage {
  /**
   * Marks a function's turn.
   */
  role: "function";
  /**
   * What the function returned.
   */
  content: string | null;
  /**
   * The function that was called.
   */
  name: string;
  [k: string]: unknown;
}
/**
 * Voice and format of spoken output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AudioOutput".
 */
export interface AudioOutput {
  /**
   * Name of a built-in voice, or a voice of one's own.
   */
  voice: string | CustomVoice;
  format: OutputAudioFormat;
  [k: string]: unknown;
}
/**
 * A voice of one's own.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomVoice".
 */
export interface CustomVoice {
  /**
   * Its id.
   */
  id: string;
  [k: string]: unknown;
}
/**
 * A function by name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NamedFunction".
 */
export interface NamedFunction {
  /**
   * Its name.
   */
  name: string;
  [k: string]: unknown;
}
/**
 * Deprecated declaration of a function.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LegacyFunction".
 */
export interface LegacyFunction {
  /**
   * Its name.
   */
  name: string;
  /**
   * When and how to call it.
   */
  description?: string;
  /**
   * JSON Schema of the arguments.
   */
  parameters?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * Which moderation to run.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModerationRequest".
 */
export interface ModerationRequest {
  /**
   * Id of the moderation model.
   */
  model: string;
  /**
   * What to do with a flagged text.
   */
  policy?: ModerationPolicy | null;
  [k: string]: unknown;
}
/**
 * What to do on either side.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModerationPolicy".
 */
export interface ModerationPolicy {
  /**
   * For the prompt.
   */
  input?: ModerationRule | null;
  /**
   * For the answer.
   */
  output?: ModerationRule | null;
  [k: string]: unknown;
}
/**
 * What to do with a flagged text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModerationRule".
 */
export interface ModerationRule {
  mode: ModerationMode;
  [k: string]: unknown;
}
/**
 * Text expected in the answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Prediction".
 */
export interface Prediction {
  /**
   * The only kind of prediction.
   */
  type: "content";
  /**
   * The expected text.
   */
  content: string | TextPart[];
  [k: string]: unknown;
}
/**
 * How the prompt cache is used.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PromptCacheOptions".
 */
export interface PromptCacheOptions {
  /**
   * Lifetime of a written prefix; `30m` is documented.
   */
  ttl?: string;
  mode?: PromptCacheMode;
  [k: string]: unknown;
}
/**
 * Plain text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextFormat".
 */
export interface TextFormat {
  /**
   * Marks plain text.
   */
  type: "text";
  [k: string]: unknown;
}
/**
 * Any JSON object.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "JsonObjectFormat".
 */
export interface JsonObjectFormat {
  /**
   * Marks JSON mode.
   */
  type: "json_object";
  [k: string]: unknown;
}
/**
 * JSON of a given schema.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "JsonSchemaFormat".
 */
export interface JsonSchemaFormat {
  /**
   * Marks structured output.
   */
  type: "json_schema";
  json_schema: JsonSchema;
  [k: string]: unknown;
}
/**
 * A named schema.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "JsonSchema".
 */
export interface JsonSchema {
  /**
   * Up to 64 letters, digits, underscores and dashes.
   */
  name: string;
  /**
   * What the form is for.
   */
  description?: string;
  /**
   * The JSON Schema.
   */
  schema?: {
    [k: string]: unknown;
  };
  /**
   * Whether the answer is held to the schema exactly.
   */
  strict?: boolean | null;
  [k: string]: unknown;
}
/**
 * What a stream carries besides text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StreamOptions".
 */
export interface StreamOptions {
  /**
   * Whether a last chunk with usage is sent.
   */
  include_usage?: boolean | null;
  /**
   * Whether chunks are padded against traffic analysis.
   */
  include_obfuscation?: boolean | null;
  [k: string]: unknown;
}
/**
 * Forces one function.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionToolChoice".
 */
export interface FunctionToolChoice {
  /**
   * Marks a function.
   */
  type: "function";
  function: NamedFunction;
  [k: string]: unknown;
}
/**
 * Forces one custom tool.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomToolChoice".
 */
export interface CustomToolChoice {
  /**
   * Marks a custom tool.
   */
  type: "custom";
  custom: NamedCustom;
  [k: string]: unknown;
}
/**
 * A custom tool by name.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "NamedCustom".
 */
export interface NamedCustom {
  /**
   * Its name.
   */
  name: string;
  [k: string]: unknown;
}
/**
 * Restricts the model to some of the tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AllowedToolsChoice".
 */
export interface AllowedToolsChoice {
  /**
   * Marks a restriction.
   */
  type: "allowed_tools";
  allowed_tools: AllowedTools;
  [k: string]: unknown;
}
/**
 * The tools left to the model.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AllowedTools".
 */
export interface AllowedTools {
  mode: AllowedToolsMode;
  /**
   * Tool choices by name, such as {type: function, function: {name}}.
   */
  tools: {
    [k: string]: unknown;
  }[];
  [k: string]: unknown;
}
/**
 * A function with JSON arguments.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionTool".
 */
export interface FunctionTool {
  /**
   * Marks a function.
   */
  type: "function";
  function: FunctionDefinition;
  [k: string]: unknown;
}
/**
 * Name, purpose and parameters of a function.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionDefinition".
 */
export interface FunctionDefinition {
  /**
   * Up to 64 letters, digits, underscores and dashes.
   */
  name: string;
  /**
   * When and how to call it.
   */
  description?: string;
  /**
   * JSON Schema of the arguments; none when absent.
   */
  parameters?: {
    [k: string]: unknown;
  };
  /**
   * Whether arguments are held to the schema exactly.
   */
  strict?: boolean | null;
  [k: string]: unknown;
}
/**
 * A tool with free text input.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomTool".
 */
export interface CustomTool {
  /**
   * Marks a custom tool.
   */
  type: "custom";
  custom: CustomDefinition;
  [k: string]: unknown;
}
/**
 * Name, purpose and input format of a custom tool.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomDefinition".
 */
export interface CustomDefinition {
  /**
   * Its name.
   */
  name: string;
  /**
   * When and how to call it.
   */
  description?: string;
  format?: CustomFormat;
  [k: string]: unknown;
}
/**
 * Any text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomTextFormat".
 */
export interface CustomTextFormat {
  /**
   * Marks free text.
   */
  type: "text";
  [k: string]: unknown;
}
/**
 * Text of a grammar.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomGrammarFormat".
 */
export interface CustomGrammarFormat {
  /**
   * Marks a grammar.
   */
  type: "grammar";
  grammar: Grammar;
  [k: string]: unknown;
}
/**
 * A grammar and its language.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Grammar".
 */
export interface Grammar {
  /**
   * The grammar itself.
   */
  definition: string;
  syntax: GrammarSyntax;
  [k: string]: unknown;
}
/**
 * Lets the model search the web first.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebSearchOptions".
 */
export interface WebSearchOptions {
  search_context_size?: SearchContextSize;
  /**
   * Where the user roughly is.
   */
  user_location?: UserLocation | null;
  [k: string]: unknown;
}
/**
 * A location, told approximately.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UserLocation".
 */
export interface UserLocation {
  /**
   * The only kind of location.
   */
  type: "approximate";
  approximate: Place;
  [k: string]: unknown;
}
/**
 * A rough place.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Place".
 */
export interface Place {
  /**
   * Two letters of ISO 3166.
   */
  country?: string;
  /**
   * Region in free text.
   */
  region?: string;
  /**
   * City in free text.
   */
  city?: string;
  /**
   * IANA time zone.
   */
  timezone?: string;
  [k: string]: unknown;
}
/**
 * A whole answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Answer".
 */
export interface Answer {
  /**
   * Id of the completion.
   */
  id: string;
  /**
   * Kind of this object.
   */
  object: "chat.completion";
  /**
   * Unix time in seconds.
   */
  created: number;
  /**
   * Model that served.
   */
  model: string;
  /**
   * The answers, as many as `n` asked.
   */
  choices: Choice[];
  /**
   * Tokens spent.
   */
  usage?: Usage | null;
  /**
   * Processing class that served.
   */
  service_tier?: ServiceTier | null;
  /**
   * Deprecated: names the backend configuration.
   */
  system_fingerprint?: string | null;
  /**
   * What the request gave.
   */
  metadata?: {
    [k: string]: string;
  } | null;
  /**
   * Verdicts when moderation was asked.
   */
  moderation?: Moderation | null;
  [k: string]: unknown;
}
/**
 * One answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Choice".
 */
export interface Choice {
  /**
   * Its position.
   */
  index: number;
  message: AnswerMessage;
  finish_reason: FinishReason;
  /**
   * Token probabilities when asked.
   */
  logprobs?: Logprobs | null;
  [k: string]: unknown;
}
/**
 * What the model said.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AnswerMessage".
 */
export interface AnswerMessage {
  /**
   * Always the model.
   */
  role: "assistant";
  /**
   * Text; null with tool calls alone.
   */
  content: string | null;
  /**
   * The model's refusal.
   */
  refusal?: string | null;
  /**
   * Calls to make.
   */
  tool_calls?: ToolCall[] | null;
  /**
   * Deprecated single call.
   */
  function_call?: FunctionCall | null;
  /**
   * Citations in the text.
   */
  annotations?: Annotation[] | null;
  /**
   * Spoken output when asked.
   */
  audio?: Audio | null;
  /**
   * Extension: reasoning as text.
   */
  reasoning_content?: string | null;
  /**
   * Extension: another common name of `reasoning_content`.
   */
  reasoning?: string | null;
  /**
   * Extension: reasoning as blocks.
   */
  reasoning_details?: ReasoningDetail[] | null;
  [k: string]: unknown;
}
/**
 * Spoken output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Audio".
 */
export interface Audio {
  /**
   * Id to refer to it in later turns.
   */
  id: string;
  /**
   * Bytes in base64.
   */
  data: string;
  /**
   * Unix time in seconds until which the id is good.
   */
  expires_at: number;
  /**
   * The words.
   */
  transcript: string;
  [k: string]: unknown;
}
/**
 * Probabilities of the tokens of a choice.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Logprobs".
 */
export interface Logprobs {
  /**
   * Of the text.
   */
  content: TokenLogprob[] | null;
  /**
   * Of the refusal.
   */
  refusal?: TokenLogprob[] | null;
  [k: string]: unknown;
}
/**
 * A token with its probability and its rivals.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TokenLogprob".
 */
export interface TokenLogprob {
  /**
   * The token.
   */
  token: string;
  /**
   * Its log probability.
   */
  logprob: number;
  /**
   * Its UTF-8 bytes.
   */
  bytes: number[] | null;
  /**
   * Most likely tokens at this place.
   */
  top_logprobs: TopLogprob[];
  [k: string]: unknown;
}
/**
 * A token with its probability.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TopLogprob".
 */
export interface TopLogprob {
  /**
   * The token.
   */
  token: string;
  /**
   * Its log probability.
   */
  logprob: number;
  /**
   * Its UTF-8 bytes.
   */
  bytes: number[] | null;
  [k: string]: unknown;
}
/**
 * Tokens spent; details are parts of the sums.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Usage".
 */
export interface Usage {
  /**
   * All of the input, cached tokens included.
   */
  prompt_tokens: number;
  /**
   * All of the output, reasoning included.
   */
  completion_tokens: number;
  /**
   * Both together.
   */
  total_tokens: number;
  /**
   * Parts of the input.
   */
  prompt_tokens_details?: PromptTokensDetails | null;
  /**
   * Parts of the output.
   */
  completion_tokens_details?: CompletionTokensDetails | null;
  /**
   * Extension: price of the request in US dollars.
   */
  cost?: number | null;
  [k: string]: unknown;
}
/**
 * Parts of the input.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PromptTokensDetails".
 */
export interface PromptTokensDetails {
  /**
   * Read from the prompt cache.
   */
  cached_tokens?: number | null;
  /**
   * Written to the prompt cache.
   */
  cache_write_tokens?: number | null;
  /**
   * Sound.
   */
  audio_tokens?: number | null;
  /**
   * Text.
   */
  text_tokens?: number | null;
  /**
   * Images.
   */
  image_tokens?: number | null;
  [k: string]: unknown;
}
/**
 * Parts of the output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CompletionTokensDetails".
 */
export interface CompletionTokensDetails {
  /**
   * Thinking.
   */
  reasoning_tokens?: number | null;
  /**
   * Sound.
   */
  audio_tokens?: number | null;
  /**
   * Text.
   */
  text_tokens?: number | null;
  /**
   * Predicted tokens that occurred.
   */
  accepted_prediction_tokens?: number | null;
  /**
   * Predicted tokens that did not occur and are billed all the same.
   */
  rejected_prediction_tokens?: number | null;
  [k: string]: unknown;
}
/**
 * Verdicts on both sides.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Moderation".
 */
export interface Moderation {
  input: ModerationOutcome;
  output: ModerationOutcome;
  [k: string]: unknown;
}
/**
 * Verdicts of a moderation model.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModerationResults".
 */
export interface ModerationResults {
  /**
   * Marks verdicts.
   */
  type: "moderation_results";
  /**
   * The moderation model.
   */
  model: string;
  /**
   * One a moderated text.
   */
  results: ModerationResult[];
  [k: string]: unknown;
}
/**
 * One verdict.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModerationResult".
 */
export interface ModerationResult {
  /**
   * Marks a verdict.
   */
  type: "moderation_result";
  /**
   * The moderation model.
   */
  model: string;
  /**
   * Whether any category hit.
   */
  flagged: boolean;
  /**
   * Category to whether it hit.
   */
  categories: {
    [k: string]: boolean;
  };
  /**
   * Category to its score.
   */
  category_scores: {
    [k: string]: number;
  };
  /**
   * Category to the kinds of content it looked at.
   */
  category_applied_input_types: {
    [k: string]: ModerationInputType[];
  };
  [k: string]: unknown;
}
/**
 * Why there is no verdict.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModerationError".
 */
export interface ModerationError {
  /**
   * Marks a failure.
   */
  type: "error";
  /**
   * Machine-readable reason.
   */
  code: string;
  /**
   * Reason in words.
   */
  message: string;
  [k: string]: unknown;
}
/**
 * One chunk of a stream. The stream ends with the word [DONE]; an `Error` may come instead of a chunk.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Event".
 */
export interface Event {
  /**
   * Id of the completion, the same in every chunk.
   */
  id: string;
  /**
   * Kind of this object.
   */
  object: "chat.completion.chunk";
  /**
   * Unix time in seconds.
   */
  created: number;
  /**
   * Model that serves.
   */
  model: string;
  /**
   * What came in; empty in the chunks that carry only usage or moderation.
   */
  choices: ChunkChoice[];
  /**
   * Tokens spent, in the last chunk when asked for.
   */
  usage?: Usage | null;
  /**
   * Processing class that serves.
   */
  service_tier?: ServiceTier | null;
  /**
   * Deprecated: names the backend configuration.
   */
  system_fingerprint?: string | null;
  /**
   * Verdicts, after usage.
   */
  moderation?: Moderation | null;
  /**
   * Padding without meaning.
   */
  obfuscation?: string;
  [k: string]: unknown;
}
/**
 * What came in for one choice.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ChunkChoice".
 */
export interface ChunkChoice {
  /**
   * Which choice.
   */
  index: number;
  delta: Delta;
  /**
   * Why the choice ended; null until it does.
   */
  finish_reason: FinishReason | null;
  /**
   * Probabilities of the tokens in the delta.
   */
  logprobs?: Logprobs | null;
  [k: string]: unknown;
}
/**
 * A piece of a message.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Delta".
 */
export interface Delta {
  /**
   * Who speaks; in the first piece.
   */
  role?: Role | null;
  /**
   * Text to append.
   */
  content?: string | null;
  /**
   * Refusal text to append.
   */
  refusal?: string | null;
  /**
   * Pieces of tool calls.
   */
  tool_calls?: ToolCallDelta[] | null;
  /**
   * Deprecated: piece of a call.
   */
  function_call?: FunctionCallDelta | null;
  /**
   * Piece of spoken output.
   */
  audio?: AudioDelta | null;
  /**
   * Citations of the text.
   */
  annotations?: Annotation[] | null;
  /**
   * Extension: reasoning text to append.
   */
  reasoning_content?: string | null;
  /**
   * Extension: another common name of `reasoning_content`.
   */
  reasoning?: string | null;
  /**
   * Extension: pieces of reasoning blocks, joined by index.
   */
  reasoning_details?: ReasoningDetail[] | null;
  [k: string]: unknown;
}
/**
 * A piece of a tool call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolCallDelta".
 */
export interface ToolCallDelta {
  /**
   * Which call of the turn.
   */
  index: number;
  /**
   * Its id; in the first piece.
   */
  id?: string | null;
  /**
   * Its kind; in the first piece.
   */
  type?: ("function" | "custom") | null;
  function?: FunctionCallDelta;
  custom?: CustomCallDelta;
  extra_content?: ExtraContent;
  [k: string]: unknown;
}
/**
 * A piece of a function call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionCallDelta".
 */
export interface FunctionCallDelta {
  /**
   * The function; in the first piece.
   */
  name?: string | null;
  /**
   * JSON text to append.
   */
  arguments?: string | null;
  [k: string]: unknown;
}
/**
 * A piece of a custom tool call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomCallDelta".
 */
export interface CustomCallDelta {
  /**
   * The tool; in the first piece.
   */
  name?: string | null;
  /**
   * Input text to append.
   */
  input?: string | null;
  [k: string]: unknown;
}
/**
 * A piece of spoken output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AudioDelta".
 */
export interface AudioDelta {
  /**
   * Id to refer to it; in the first piece.
   */
  id?: string;
  /**
   * Bytes in base64 to append.
   */
  data?: string;
  /**
   * Words to append.
   */
  transcript?: string;
  /**
   * Unix time in seconds until which the id is good; in the last piece.
   */
  expires_at?: number;
  [k: string]: unknown;
}
/**
 * Body of a failed request.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Error".
 */
export interface Error {
  error: ErrorObject;
  [k: string]: unknown;
}
/**
 * What went wrong.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ErrorObject".
 */
export interface ErrorObject {
  /**
   * In words.
   */
  message: string;
  /**
   * Class of the error; words beyond the known ones occur.
   */
  type: ErrorType | string | null;
  /**
   * Field at fault.
   */
  param?: string | null;
  /**
   * Machine-readable reason.
   */
  code?: string | null;
  [k: string]: unknown;
}
