// Generated from schemas/wire/gemini.schema.json by `npm run generate`. Do not edit.

/**
 * Who speaks; a missing role is the user.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Role".
 */
export type Role = "user" | "model" | "function" | "system";
/**
 * Whether a medium is read once or explored by the model.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MediaProcessing".
 */
export type MediaProcessing = "MEDIA_PROCESSING_UNSPECIFIED" | "STATIC" | "AGENTIC";
/**
 * How the answer of a non-blocking function enters a live conversation.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Scheduling".
 */
export type Scheduling = "SCHEDULING_UNSPECIFIED" | "SILENT" | "WHEN_IDLE" | "INTERRUPT";
/**
 * Language of code that the service runs.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Language".
 */
export type Language = "LANGUAGE_UNSPECIFIED" | "PYTHON";
/**
 * How a code run ended.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Outcome".
 */
export type Outcome =
  "OUTCOME_UNSPECIFIED" | "OUTCOME_OK" | "OUTCOME_FAILED" | "OUTCOME_DEADLINE_EXCEEDED";
/**
 * A tool that the service runs itself.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolType".
 */
export type ToolType =
  | "TOOL_TYPE_UNSPECIFIED"
  | "GOOGLE_SEARCH_WEB"
  | "GOOGLE_SEARCH_IMAGE"
  | "URL_CONTEXT"
  | "GOOGLE_MAPS"
  | "FILE_SEARCH"
  | "MEDIA_PROCESSING";
/**
 * Resolution at which media are looked at.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MediaResolution".
 */
export type MediaResolution =
  | "MEDIA_RESOLUTION_UNSPECIFIED"
  | "MEDIA_RESOLUTION_LOW"
  | "MEDIA_RESOLUTION_MEDIUM"
  | "MEDIA_RESOLUTION_HIGH"
  | "MEDIA_RESOLUTION_ULTRA_HIGH";
/**
 * Type word of the OpenAPI-like schema; lower case is accepted as well.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SchemaType".
 */
export type SchemaType =
  | "TYPE_UNSPECIFIED"
  | "STRING"
  | "NUMBER"
  | "INTEGER"
  | "BOOLEAN"
  | "ARRAY"
  | "OBJECT"
  | "NULL"
  | "string"
  | "number"
  | "integer"
  | "boolean"
  | "array"
  | "object"
  | "null";
/**
 * Whether the conversation waits for a function.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Behavior".
 */
export type Behavior = "UNSPECIFIED" | "BLOCKING" | "NON_BLOCKING";
/**
 * Vertex AI: from which confidence on suspicious pages are left out.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PhishBlockThreshold".
 */
export type PhishBlockThreshold =
  | "PHISH_BLOCK_THRESHOLD_UNSPECIFIED"
  | "BLOCK_LOW_AND_ABOVE"
  | "BLOCK_MEDIUM_AND_ABOVE"
  | "BLOCK_HIGH_AND_ABOVE"
  | "BLOCK_HIGHER_AND_ABOVE"
  | "BLOCK_VERY_HIGH_AND_ABOVE"
  | "BLOCK_ONLY_EXTREMELY_HIGH";
/**
 * Whether the service decides when to search.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DynamicRetrievalMode".
 */
export type DynamicRetrievalMode = "MODE_UNSPECIFIED" | "MODE_DYNAMIC";
/**
 * What a computer-use model operates.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ComputerEnvironment".
 */
export type ComputerEnvironment =
  "ENVIRONMENT_UNSPECIFIED" | "ENVIRONMENT_BROWSER" | "ENVIRONMENT_MOBILE" | "ENVIRONMENT_DESKTOP";
/**
 * An action a computer-use model asks consent for.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SafetyPolicy".
 */
export type SafetyPolicy =
  | "SAFETY_POLICY_UNSPECIFIED"
  | "FINANCIAL_TRANSACTIONS"
  | "SENSITIVE_DATA_MODIFICATION"
  | "COMMUNICATION_TOOL"
  | "ACCOUNT_CREATION"
  | "DATA_MODIFICATION"
  | "USER_CONSENT_MANAGEMENT"
  | "LEGAL_TERMS_AND_AGREEMENTS";
/**
 * Whether functions may, must or must not be called; VALIDATED holds calls to their schema.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionCallingMode".
 */
export type FunctionCallingMode = "MODE_UNSPECIFIED" | "AUTO" | "ANY" | "NONE" | "VALIDATED";
/**
 * A category of the content filter; the first group belongs to old models.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "HarmCategory".
 */
export type HarmCategory =
  | "HARM_CATEGORY_UNSPECIFIED"
  | "HARM_CATEGORY_DEROGATORY"
  | "HARM_CATEGORY_TOXICITY"
  | "HARM_CATEGORY_VIOLENCE"
  | "HARM_CATEGORY_SEXUAL"
  | "HARM_CATEGORY_MEDICAL"
  | "HARM_CATEGORY_DANGEROUS"
  | "HARM_CATEGORY_HARASSMENT"
  | "HARM_CATEGORY_HATE_SPEECH"
  | "HARM_CATEGORY_SEXUALLY_EXPLICIT"
  | "HARM_CATEGORY_DANGEROUS_CONTENT"
  | "HARM_CATEGORY_CIVIC_INTEGRITY"
  | "HARM_CATEGORY_JAILBREAK"
  | "HARM_CATEGORY_IMAGE_HATE"
  | "HARM_CATEGORY_IMAGE_DANGEROUS_CONTENT"
  | "HARM_CATEGORY_IMAGE_HARASSMENT"
  | "HARM_CATEGORY_IMAGE_SEXUALLY_EXPLICIT";
/**
 * From which probability on content is blocked.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "HarmBlockThreshold".
 */
export type HarmBlockThreshold =
  | "HARM_BLOCK_THRESHOLD_UNSPECIFIED"
  | "BLOCK_LOW_AND_ABOVE"
  | "BLOCK_MEDIUM_AND_ABOVE"
  | "BLOCK_ONLY_HIGH"
  | "BLOCK_NONE"
  | "OFF";
/**
 * Vertex AI: what the threshold is compared with.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "HarmBlockMethod".
 */
export type HarmBlockMethod = "HARM_BLOCK_METHOD_UNSPECIFIED" | "SEVERITY" | "PROBABILITY";
/**
 * Form of text output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextMimeType".
 */
export type TextMimeType = "MIME_TYPE_UNSPECIFIED" | "APPLICATION_JSON" | "TEXT_PLAIN";
/**
 * Encoding of image output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageMimeType".
 */
export type ImageMimeType = "MIME_TYPE_UNSPECIFIED" | "IMAGE_JPEG";
/**
 * Whether generated media come in the answer or by address.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Delivery".
 */
export type Delivery = "DELIVERY_UNSPECIFIED" | "INLINE" | "URI";
/**
 * Shape of a generated picture.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AspectRatio".
 */
export type AspectRatio =
  | "ASPECT_RATIO_UNSPECIFIED"
  | "ASPECT_RATIO_ONE_BY_ONE"
  | "ASPECT_RATIO_TWO_BY_THREE"
  | "ASPECT_RATIO_THREE_BY_TWO"
  | "ASPECT_RATIO_THREE_BY_FOUR"
  | "ASPECT_RATIO_FOUR_BY_THREE"
  | "ASPECT_RATIO_FOUR_BY_FIVE"
  | "ASPECT_RATIO_FIVE_BY_FOUR"
  | "ASPECT_RATIO_NINE_BY_SIXTEEN"
  | "ASPECT_RATIO_SIXTEEN_BY_NINE"
  | "ASPECT_RATIO_TWENTY_ONE_BY_NINE"
  | "ASPECT_RATIO_ONE_BY_EIGHT"
  | "ASPECT_RATIO_EIGHT_BY_ONE"
  | "ASPECT_RATIO_ONE_BY_FOUR"
  | "ASPECT_RATIO_FOUR_BY_ONE";
/**
 * Size of a generated picture.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageSize".
 */
export type ImageSize =
  | "IMAGE_SIZE_UNSPECIFIED"
  | "IMAGE_SIZE_FIVE_TWELVE"
  | "IMAGE_SIZE_ONE_K"
  | "IMAGE_SIZE_TWO_K"
  | "IMAGE_SIZE_FOUR_K";
/**
 * Encoding of audio output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AudioMimeType".
 */
export type AudioMimeType =
  | "MIME_TYPE_UNSPECIFIED"
  | "AUDIO_MP3"
  | "AUDIO_OGG_OPUS"
  | "AUDIO_L16"
  | "AUDIO_WAV"
  | "AUDIO_ALAW"
  | "AUDIO_MULAW";
/**
 * A kind of output.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ResponseModality".
 */
export type ResponseModality = "MODALITY_UNSPECIFIED" | "TEXT" | "IMAGE" | "AUDIO" | "VIDEO";
/**
 * How much to think; lower case is accepted as well.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingLevel".
 */
export type ThinkingLevel =
  | "THINKING_LEVEL_UNSPECIFIED"
  | "MINIMAL"
  | "LOW"
  | "MEDIUM"
  | "HIGH"
  | "XHIGH"
  | "minimal"
  | "low"
  | "medium"
  | "high"
  | "xhigh";
/**
 * Vertex AI: whether known people may be drawn.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ProminentPeople".
 */
export type ProminentPeople =
  "PROMINENT_PEOPLE_UNSPECIFIED" | "ALLOW_PROMINENT_PEOPLE" | "BLOCK_PROMINENT_PEOPLE";
/**
 * Whether speech is written down literally or tidied.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TranscriptionMode".
 */
export type TranscriptionMode = "MODE_UNSPECIFIED" | "VERBATIM" | "SMART";
/**
 * Vertex AI: what automatic routing shall favour.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RoutingPreference".
 */
export type RoutingPreference = "UNKNOWN" | "PRIORITIZE_QUALITY" | "BALANCED" | "PRIORITIZE_COST";
/**
 * Vertex AI: what model selection shall favour.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FeatureSelectionPreference".
 */
export type FeatureSelectionPreference =
  | "FEATURE_SELECTION_PREFERENCE_UNSPECIFIED"
  | "PRIORITIZE_QUALITY"
  | "BALANCED"
  | "PRIORITIZE_COST";
/**
 * Processing class, asked for or used.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ServiceTier".
 */
export type ServiceTier = "unspecified" | "standard" | "flex" | "priority";
/**
 * Why a candidate ended.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FinishReason".
 */
export type FinishReason =
  | "FINISH_REASON_UNSPECIFIED"
  | "STOP"
  | "MAX_TOKENS"
  | "CONTINUATION"
  | "SAFETY"
  | "RECITATION"
  | "LANGUAGE"
  | "OTHER"
  | "BLOCKLIST"
  | "PROHIBITED_CONTENT"
  | "SPII"
  | "MODEL_ARMOR"
  | "MALFORMED_FUNCTION_CALL"
  | "UNEXPECTED_TOOL_CALL"
  | "TOO_MANY_TOOL_CALLS"
  | "MISSING_THOUGHT_SIGNATURE"
  | "MALFORMED_RESPONSE"
  | "ESCALATION"
  | "IMAGE_SAFETY"
  | "IMAGE_PROHIBITED_CONTENT"
  | "IMAGE_RECITATION"
  | "IMAGE_OTHER"
  | "NO_IMAGE";
/**
 * Why a prompt was refused; Vertex AI spells the first word with BLOCKED.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "BlockReason".
 */
export type BlockReason =
  | "BLOCK_REASON_UNSPECIFIED"
  | "BLOCKED_REASON_UNSPECIFIED"
  | "SAFETY"
  | "OTHER"
  | "BLOCKLIST"
  | "PROHIBITED_CONTENT"
  | "IMAGE_SAFETY"
  | "MODEL_ARMOR"
  | "JAILBREAK";
/**
 * Vertex AI: processing class that served.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TrafficType".
 */
export type TrafficType =
  | "TRAFFIC_TYPE_UNSPECIFIED"
  | "ON_DEMAND"
  | "ON_DEMAND_PRIORITY"
  | "ON_DEMAND_FLEX"
  | "ON_DEMAND_OFFPEAK"
  | "PROVISIONED_THROUGHPUT";
/**
 * A kind of content that tokens are counted by.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Modality".
 */
export type Modality = "MODALITY_UNSPECIFIED" | "TEXT" | "IMAGE" | "VIDEO" | "AUDIO" | "DOCUMENT";
/**
 * How likely content is harmful.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "HarmProbability".
 */
export type HarmProbability =
  "HARM_PROBABILITY_UNSPECIFIED" | "NEGLIGIBLE" | "LOW" | "MEDIUM" | "HIGH";
/**
 * Vertex AI: how harmful content is.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "HarmSeverity".
 */
export type HarmSeverity =
  | "HARM_SEVERITY_UNSPECIFIED"
  | "HARM_SEVERITY_NEGLIGIBLE"
  | "HARM_SEVERITY_LOW"
  | "HARM_SEVERITY_MEDIUM"
  | "HARM_SEVERITY_HIGH";
/**
 * How fetching a page ended.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlRetrievalStatus".
 */
export type UrlRetrievalStatus =
  | "URL_RETRIEVAL_STATUS_UNSPECIFIED"
  | "URL_RETRIEVAL_STATUS_SUCCESS"
  | "URL_RETRIEVAL_STATUS_ERROR"
  | "URL_RETRIEVAL_STATUS_PAYWALL"
  | "URL_RETRIEVAL_STATUS_UNSAFE";
/**
 * Age of a model.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModelStage".
 */
export type ModelStage =
  | "MODEL_STAGE_UNSPECIFIED"
  | "UNSTABLE_EXPERIMENTAL"
  | "EXPERIMENTAL"
  | "PREVIEW"
  | "STABLE"
  | "LEGACY"
  | "DEPRECATED"
  | "RETIRED";
/**
 * Canonical status of an error.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ErrorStatus".
 */
export type ErrorStatus =
  | "OK"
  | "CANCELLED"
  | "UNKNOWN"
  | "INVALID_ARGUMENT"
  | "DEADLINE_EXCEEDED"
  | "NOT_FOUND"
  | "ALREADY_EXISTS"
  | "PERMISSION_DENIED"
  | "UNAUTHENTICATED"
  | "RESOURCE_EXHAUSTED"
  | "FAILED_PRECONDITION"
  | "ABORTED"
  | "OUT_OF_RANGE"
  | "UNIMPLEMENTED"
  | "INTERNAL"
  | "UNAVAILABLE"
  | "DATA_LOSS";
/**
 * One message of a stream has the form of an answer; an `Error` may come instead.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Event".
 */
export type Event = Answer;

/**
 * Wire form of generateContent and streamGenerateContent in camelCase, Gemini API and Vertex AI: request, answer, stream message and error body. The model and the streaming verb are in the URL.
 */
export interface Wire {
  [k: string]: unknown;
}
/**
 * Body of a generation request.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Request".
 */
export interface Request {
  /**
   * The conversation so far, oldest first.
   */
  contents: Content[];
  systemInstruction?: Content;
  /**
   * Tools the model may use.
   */
  tools?: Tool[] | null;
  toolConfig?: ToolConfig;
  /**
   * Thresholds of the content filter, one a category.
   */
  safetySettings?: SafetySetting[] | null;
  generationConfig?: GenerationConfig;
  /**
   * Name of a stored prefix, `cachedContents/...`.
   */
  cachedContent?: string;
  /**
   * Gemini API: whether the request is logged.
   */
  store?: boolean;
  serviceTier?: ServiceTier;
  /**
   * Repeats the model of the URL.
   */
  model?: string;
  /**
   * Vertex AI: key-value pairs for billing reports.
   */
  labels?: {
    [k: string]: string;
  };
  modelArmorConfig?: ModelArmorConfig;
  /**
   * Takes up an answer that ended with CONTINUATION.
   */
  continuationToken?: string;
  [k: string]: unknown;
}
/**
 * A turn, or the system instruction.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Content".
 */
export interface Content {
  role?: Role;
  /**
   * Its pieces in order; missing when nothing was said.
   */
  parts?: Part[];
  [k: string]: unknown;
}
/**
 * One piece; exactly one of the kinds is set, the rest describes it.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Part".
 */
export interface Part {
  /**
   * Kind: text.
   */
  text?: string;
  inlineData?: Blob;
  fileData?: FileData;
  functionCall?: FunctionCall;
  functionResponse?: FunctionResponse;
  executableCode?: ExecutableCode;
  codeExecutionResult?: CodeExecutionResult;
  toolCall?: ToolCall;
  toolResponse?: ToolResponse;
  audioTranscription?: Transcription;
  /**
   * Whether the piece is thinking rather than answer.
   */
  thought?: boolean;
  /**
   * Opaque bytes in base64 that must come back with the piece.
   */
  thoughtSignature?: string;
  videoMetadata?: VideoMetadata;
  mediaResolution?: PartMediaResolution;
  mediaProcessing?: MediaProcessing;
  speechMetadata?: SpeechMetadata;
  /**
   * Free data of the client, kept with the piece.
   */
  partMetadata?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * Kind: bytes.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Blob".
 */
export interface Blob {
  /**
   * Their media type.
   */
  mimeType?: string;
  /**
   * The bytes in base64.
   */
  data?: string;
  /**
   * Vertex AI: name to refer to them.
   */
  displayName?: string;
  [k: string]: unknown;
}
/**
 * Kind: a file by address.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FileData".
 */
export interface FileData {
  /**
   * Its media type.
   */
  mimeType?: string;
  /**
   * Its address: an uploaded file, gs:// or https://.
   */
  fileUri?: string;
  /**
   * Vertex AI: name to refer to it.
   */
  displayName?: string;
  [k: string]: unknown;
}
/**
 * Kind: a call the model made. Without a name it closes a call whose arguments were streamed.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionCall".
 */
export interface FunctionCall {
  /**
   * Id to repeat in the response; often missing.
   */
  id?: string;
  /**
   * The function.
   */
  name?: string;
  /**
   * The arguments, parsed; may be missing.
   */
  args?: {
    [k: string]: unknown;
  } | null;
  /**
   * Vertex AI: pieces of streamed arguments.
   */
  partialArgs?: PartialArg[];
  /**
   * Vertex AI: whether more pieces follow.
   */
  willContinue?: boolean;
  [k: string]: unknown;
}
/**
 * A piece of streamed arguments: a place and a value of one type.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PartialArg".
 */
export interface PartialArg {
  /**
   * Where the value belongs, such as `$.a.b[0]`.
   */
  jsonPath?: string;
  /**
   * A string, or the next piece of one.
   */
  stringValue?: string;
  /**
   * A number.
   */
  numberValue?: number;
  /**
   * A boolean.
   */
  boolValue?: boolean;
  /**
   * The null value.
   */
  nullValue?: "NULL_VALUE" | null;
  /**
   * Whether more of this string follows.
   */
  willContinue?: boolean;
  [k: string]: unknown;
}
/**
 * Kind: what a function returned.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionResponse".
 */
export interface FunctionResponse {
  /**
   * Id of the call, when it had one.
   */
  id?: string;
  /**
   * The function; the key by which the model finds the call.
   */
  name?: string;
  /**
   * The result as an object, usually under `output` or `error`.
   */
  response?: {
    [k: string]: unknown;
  };
  /**
   * Media that belong to the result.
   */
  parts?: FunctionResponsePart[];
  /**
   * Whether further responses to the same call follow.
   */
  willContinue?: boolean;
  scheduling?: Scheduling;
  [k: string]: unknown;
}
/**
 * A medium that belongs to a function's result.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionResponsePart".
 */
export interface FunctionResponsePart {
  inlineData?: FunctionResponseBlob;
  fileData?: FunctionResponseFileData;
  mediaProcessing?: MediaProcessing;
  [k: string]: unknown;
}
/**
 * Bytes in a function's result.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionResponseBlob".
 */
export interface FunctionResponseBlob {
  /**
   * Their media type.
   */
  mimeType?: string;
  /**
   * The bytes in base64.
   */
  data?: string;
  /**
   * Name by which the result refers to them.
   */
  displayName?: string;
  [k: string]: unknown;
}
/**
 * A file in a function's result.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionResponseFileData".
 */
export interface FunctionResponseFileData {
  /**
   * Its media type.
   */
  mimeType?: string;
  /**
   * Its address.
   */
  fileUri?: string;
  /**
   * Name by which the result refers to it.
   */
  displayName?: string;
  [k: string]: unknown;
}
/**
 * Kind: code that the service runs.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ExecutableCode".
 */
export interface ExecutableCode {
  /**
   * Id the result refers to.
   */
  id?: string;
  language?: Language;
  /**
   * The code.
   */
  code?: string;
  [k: string]: unknown;
}
/**
 * Kind: what such code gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecutionResult".
 */
export interface CodeExecutionResult {
  /**
   * Id of the code.
   */
  id?: string;
  outcome?: Outcome;
  /**
   * What it printed, or the error.
   */
  output?: string;
  [k: string]: unknown;
}
/**
 * Kind: a call of a tool that the service runs itself.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolCall".
 */
export interface ToolCall {
  /**
   * Id the response refers to.
   */
  id?: string;
  toolType?: ToolType;
  /**
   * Its name, for tools from MCP servers.
   */
  toolName?: string;
  /**
   * The arguments.
   */
  args?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * Kind: what such a tool gave.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolResponse".
 */
export interface ToolResponse {
  /**
   * Id of the call.
   */
  id?: string;
  toolType?: ToolType;
  /**
   * The result.
   */
  response?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * Kind: words of recorded speech.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Transcription".
 */
export interface Transcription {
  /**
   * The words.
   */
  text?: string;
  /**
   * Whether the transcription is complete.
   */
  finished?: boolean;
  /**
   * Language spoken.
   */
  languageCode?: string;
  /**
   * Who speaks.
   */
  speakerLabel?: string;
  /**
   * When it starts, as a duration.
   */
  startOffset?: string;
  /**
   * When it ends, as a duration.
   */
  endOffset?: string;
  /**
   * Each word with its time.
   */
  words?: WordInfo[];
  [k: string]: unknown;
}
/**
 * A word with its time.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WordInfo".
 */
export interface WordInfo {
  /**
   * The word.
   */
  word?: string;
  /**
   * When it starts, as a duration.
   */
  startOffset?: string;
  /**
   * When it ends, as a duration.
   */
  endOffset?: string;
  [k: string]: unknown;
}
/**
 * Which part of a video, and how densely, to look at.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "VideoMetadata".
 */
export interface VideoMetadata {
  /**
   * First moment, as a duration.
   */
  startOffset?: string;
  /**
   * Last moment, as a duration.
   */
  endOffset?: string;
  /**
   * Frames a second.
   */
  fps?: number;
  [k: string]: unknown;
}
/**
 * Resolution at which one medium is looked at.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PartMediaResolution".
 */
export interface PartMediaResolution {
  level?: MediaResolution;
  /**
   * Vertex AI: tokens to spend on it.
   */
  numTokens?: number;
  [k: string]: unknown;
}
/**
 * Who shall speak a text and how.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SpeechMetadata".
 */
export interface SpeechMetadata {
  /**
   * The speaker.
   */
  speaker?: string;
  /**
   * Manner of speaking.
   */
  style?: string;
  [k: string]: unknown;
}
/**
 * A group of tools; all functions belong into one group.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Tool".
 */
export interface Tool {
  /**
   * Functions of the client.
   */
  functionDeclarations?: FunctionDeclaration[];
  googleSearch?: GoogleSearch;
  googleSearchRetrieval?: GoogleSearchRetrieval;
  codeExecution?: CodeExecution;
  urlContext?: UrlContext;
  computerUse?: ComputerUse;
  fileSearch?: FileSearch;
  googleMaps?: GoogleMaps;
  /**
   * Servers whose tools the service calls.
   */
  mcpServers?: McpServer[];
  /**
   * Vertex AI: search in a data store or corpus, opaque here.
   */
  retrieval?: {
    [k: string]: unknown;
  };
  enterpriseWebSearch?: EnterpriseWebSearch;
  /**
   * Vertex AI: search by a partner, opaque here.
   */
  parallelAiSearch?: {
    [k: string]: unknown;
  };
  /**
   * Vertex AI: search by a partner, opaque here.
   */
  exaAiSearch?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * A function of the client.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionDeclaration".
 */
export interface FunctionDeclaration {
  /**
   * Its name.
   */
  name: string;
  /**
   * When and how to call it.
   */
  description?: string | null;
  parameters?: Schema;
  /**
   * JSON Schema of the arguments; excludes `parameters`.
   */
  parametersJsonSchema?: {
    [k: string]: unknown;
  };
  response?: Schema;
  /**
   * JSON Schema of the result; excludes `response`.
   */
  responseJsonSchema?: {
    [k: string]: unknown;
  };
  behavior?: Behavior;
  [k: string]: unknown;
}
/**
 * A form in the OpenAPI-like subset of JSON Schema. Counts are 64-bit and may come as strings.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Schema".
 */
export interface Schema {
  type?: SchemaType;
  /**
   * Closer kind of the type.
   */
  format?: string;
  /**
   * Its name.
   */
  title?: string;
  /**
   * What it is for.
   */
  description?: string;
  /**
   * Whether null is allowed.
   */
  nullable?: boolean;
  /**
   * Allowed strings.
   */
  enum?: string[];
  items?: Schema;
  /**
   * Fewest items.
   */
  minItems?: string | number;
  /**
   * Most items.
   */
  maxItems?: string | number;
  /**
   * Forms of the fields.
   */
  properties?: {
    [k: string]: Schema;
  };
  /**
   * Fields that must be there.
   */
  required?: string[];
  /**
   * Fewest fields.
   */
  minProperties?: string | number;
  /**
   * Most fields.
   */
  maxProperties?: string | number;
  /**
   * Order in which fields are generated.
   */
  propertyOrdering?: string[];
  /**
   * Least value.
   */
  minimum?: number;
  /**
   * Greatest value.
   */
  maximum?: number;
  /**
   * Fewest characters.
   */
  minLength?: string | number;
  /**
   * Most characters.
   */
  maxLength?: string | number;
  /**
   * Regular expression.
   */
  pattern?: string;
  /**
   * Alternatives.
   */
  anyOf?: Schema[];
  /**
   * Value of a missing field; not enforced.
   */
  default?:
    | string
    | number
    | boolean
    | unknown[]
    | {
        [k: string]: unknown;
      }
    | null;
  /**
   * An example.
   */
  example?:
    | string
    | number
    | boolean
    | unknown[]
    | {
        [k: string]: unknown;
      }
    | null;
  /**
   * Vertex AI: form of further fields.
   */
  additionalProperties?:
    | boolean
    | {
        [k: string]: unknown;
      };
  /**
   * Vertex AI: refers to one of `defs`.
   */
  ref?: string;
  /**
   * Vertex AI: forms that are referred to.
   */
  defs?: {
    [k: string]: Schema;
  };
  [k: string]: unknown;
}
/**
 * Lets the model search.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GoogleSearch".
 */
export interface GoogleSearch {
  timeRangeFilter?: Interval;
  searchTypes?: SearchTypes;
  /**
   * Vertex AI: sites to leave out.
   */
  excludeDomains?: string[];
  blockingConfidence?: PhishBlockThreshold;
  [k: string]: unknown;
}
/**
 * A span of time.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Interval".
 */
export interface Interval {
  /**
   * First moment in RFC 3339.
   */
  startTime?: string;
  /**
   * Moment after the last in RFC 3339.
   */
  endTime?: string;
  [k: string]: unknown;
}
/**
 * What is searched.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SearchTypes".
 */
export interface SearchTypes {
  webSearch?: WebSearch;
  imageSearch?: ImageSearch;
  [k: string]: unknown;
}
/**
 * Searches pages.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebSearch".
 */
export interface WebSearch {
  [k: string]: unknown;
}
/**
 * Searches images.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageSearch".
 */
export interface ImageSearch {
  [k: string]: unknown;
}
/**
 * Lets old models search.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GoogleSearchRetrieval".
 */
export interface GoogleSearchRetrieval {
  dynamicRetrievalConfig?: DynamicRetrievalConfig;
  [k: string]: unknown;
}
/**
 * When to search.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DynamicRetrievalConfig".
 */
export interface DynamicRetrievalConfig {
  mode?: DynamicRetrievalMode;
  /**
   * Score from which on it searches.
   */
  dynamicThreshold?: number;
  [k: string]: unknown;
}
/**
 * Lets the model run code.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CodeExecution".
 */
export interface CodeExecution {
  [k: string]: unknown;
}
/**
 * Lets the model read pages named in the prompt.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlContext".
 */
export interface UrlContext {
  [k: string]: unknown;
}
/**
 * Lets the model operate a screen.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ComputerUse".
 */
export interface ComputerUse {
  environment?: ComputerEnvironment;
  /**
   * Actions taken away.
   */
  excludedPredefinedFunctions?: string[];
  /**
   * Whether screens are searched for smuggled instructions.
   */
  enablePromptInjectionDetection?: boolean;
  /**
   * Actions that need no consent.
   */
  disabledSafetyPolicies?: SafetyPolicy[];
  [k: string]: unknown;
}
/**
 * Lets the model search uploaded files.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FileSearch".
 */
export interface FileSearch {
  /**
   * Stores to search.
   */
  fileSearchStoreNames?: string[];
  /**
   * How many hits to take.
   */
  topK?: number;
  /**
   * Condition on the files.
   */
  metadataFilter?: string;
  [k: string]: unknown;
}
/**
 * Lets the model look up places.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GoogleMaps".
 */
export interface GoogleMaps {
  /**
   * Whether a token for a map is returned.
   */
  enableWidget?: boolean;
  /**
   * Vertex AI: credentials, opaque here.
   */
  authConfig?: {
    [k: string]: unknown;
  };
  /**
   * Vertex AI: what to ground on, opaque here.
   */
  groundingTypes?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * A server of tools.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "McpServer".
 */
export interface McpServer {
  /**
   * Its name.
   */
  name?: string;
  streamableHttpTransport?: StreamableHttpTransport;
  [k: string]: unknown;
}
/**
 * How such a server is reached.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StreamableHttpTransport".
 */
export interface StreamableHttpTransport {
  /**
   * Its address.
   */
  url?: string;
  /**
   * Headers to send.
   */
  headers?: {
    [k: string]: string;
  };
  /**
   * Longest wait, as a duration.
   */
  timeout?: string;
  /**
   * Longest silence of a stream, as a duration.
   */
  sseReadTimeout?: string;
  /**
   * Whether the session ends with the connection.
   */
  terminateOnClose?: boolean;
  [k: string]: unknown;
}
/**
 * Vertex AI: search under stricter terms.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "EnterpriseWebSearch".
 */
export interface EnterpriseWebSearch {
  /**
   * Sites to leave out.
   */
  excludeDomains?: string[];
  blockingConfidence?: PhishBlockThreshold;
  [k: string]: unknown;
}
/**
 * How tools are used.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolConfig".
 */
export interface ToolConfig {
  functionCallingConfig?: FunctionCallingConfig;
  retrievalConfig?: RetrievalConfig;
  /**
   * Whether calls of the service's own tools are shown.
   */
  includeServerSideToolInvocations?: boolean;
  [k: string]: unknown;
}
/**
 * Which functions may or must be called.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FunctionCallingConfig".
 */
export interface FunctionCallingConfig {
  mode?: FunctionCallingMode;
  /**
   * The only functions allowed, with ANY or VALIDATED.
   */
  allowedFunctionNames?: string[];
  /**
   * Vertex AI: whether arguments come in pieces.
   */
  streamFunctionCallArguments?: boolean;
  [k: string]: unknown;
}
/**
 * What search may assume about the user.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RetrievalConfig".
 */
export interface RetrievalConfig {
  latLng?: LatLng;
  /**
   * The user's language.
   */
  languageCode?: string;
  [k: string]: unknown;
}
/**
 * A place on earth.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LatLng".
 */
export interface LatLng {
  /**
   * Degrees north.
   */
  latitude?: number;
  /**
   * Degrees east.
   */
  longitude?: number;
  [k: string]: unknown;
}
/**
 * A threshold of the content filter.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SafetySetting".
 */
export interface SafetySetting {
  category: HarmCategory;
  threshold: HarmBlockThreshold;
  method?: HarmBlockMethod;
  [k: string]: unknown;
}
/**
 * How to generate.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GenerationConfig".
 */
export interface GenerationConfig {
  /**
   * How many answers to generate.
   */
  candidateCount?: number;
  /**
   * Up to five sequences at which generation ends.
   */
  stopSequences?: string[];
  /**
   * Upper bound of generated tokens, thinking included.
   */
  maxOutputTokens?: number;
  /**
   * Sampling temperature from 0 to 2.
   */
  temperature?: number | null;
  /**
   * Nucleus sampling mass.
   */
  topP?: number | null;
  /**
   * How many of the likeliest tokens take part.
   */
  topK?: number | null;
  /**
   * Fixes the random numbers; 32 bits.
   */
  seed?: number;
  /**
   * Lowers the odds of tokens that occurred at all.
   */
  presencePenalty?: number;
  /**
   * Lowers the odds of tokens by how often they occurred.
   */
  frequencyPenalty?: number;
  /**
   * Whether to return token probabilities.
   */
  responseLogprobs?: boolean;
  /**
   * From 0 to 20: alternatives reported a token.
   */
  logprobs?: number;
  /**
   * text/plain, application/json or text/x.enum.
   */
  responseMimeType?: string;
  responseSchema?: Schema;
  /**
   * Form of the answer as a subset of JSON Schema; needs a JSON mime type.
   */
  responseJsonSchema?: {
    [k: string]: unknown;
  };
  /**
   * Form of each modality of the answer.
   */
  responseFormat?: ResponseFormatConfig | ResponseFormatConfig[];
  /**
   * Kinds of output wanted.
   */
  responseModalities?: ResponseModality[];
  thinkingConfig?: ThinkingConfig;
  mediaResolution?: MediaResolution;
  speechConfig?: SpeechConfig;
  imageConfig?: ImageConfig;
  audioTranscriptionConfig?: AudioTranscriptionConfig;
  translationConfig?: TranslationConfig;
  /**
   * Better answers on elections and politics.
   */
  enableEnhancedCivicAnswers?: boolean;
  /**
   * Whether speech follows the user's mood.
   */
  enableAffectiveDialog?: boolean;
  /**
   * Vertex AI: whether times in audio are understood.
   */
  audioTimestamp?: boolean;
  routingConfig?: RoutingConfig;
  modelConfig?: ModelSelectionConfig;
  modelSelectionConfig?: ModelSelectionConfig;
  [k: string]: unknown;
}
/**
 * Form of the answer by modality.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ResponseFormatConfig".
 */
export interface ResponseFormatConfig {
  text?: TextResponseFormat;
  image?: ImageResponseFormat;
  audio?: AudioResponseFormat;
  video?: VideoResponseFormat;
  [k: string]: unknown;
}
/**
 * Form of text.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TextResponseFormat".
 */
export interface TextResponseFormat {
  mimeType?: TextMimeType;
  /**
   * JSON Schema of it.
   */
  schema?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * Form of images.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageResponseFormat".
 */
export interface ImageResponseFormat {
  mimeType?: ImageMimeType;
  delivery?: Delivery;
  aspectRatio?: AspectRatio;
  imageSize?: ImageSize;
  [k: string]: unknown;
}
/**
 * Form of sound.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AudioResponseFormat".
 */
export interface AudioResponseFormat {
  mimeType?: AudioMimeType;
  delivery?: Delivery;
  /**
   * Samples a second.
   */
  sampleRate?: number;
  /**
   * Bits a second, for compressed sound.
   */
  bitRate?: number;
  [k: string]: unknown;
}
/**
 * Form of videos.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "VideoResponseFormat".
 */
export interface VideoResponseFormat {
  delivery?: Delivery;
  aspectRatio?: AspectRatio;
  /**
   * Length, as a duration.
   */
  duration?: string;
  /**
   * Resolution.
   */
  resolution?: string;
  /**
   * Where to put it.
   */
  gcsUri?: string;
  [k: string]: unknown;
}
/**
 * How to think; level and budget exclude each other.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkingConfig".
 */
export interface ThinkingConfig {
  /**
   * Whether thoughts are returned.
   */
  includeThoughts?: boolean;
  /**
   * Tokens to think with; 0 none, -1 as many as it likes.
   */
  thinkingBudget?: number;
  thinkingLevel?: ThinkingLevel;
  [k: string]: unknown;
}
/**
 * How speech shall sound.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SpeechConfig".
 */
export interface SpeechConfig {
  /**
   * Language to speak.
   */
  languageCode?: string;
  voiceConfig?: VoiceConfig;
  multiSpeakerVoiceConfig?: MultiSpeakerVoiceConfig;
  [k: string]: unknown;
}
/**
 * A voice.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "VoiceConfig".
 */
export interface VoiceConfig {
  prebuiltVoiceConfig?: PrebuiltVoiceConfig;
  /**
   * Vertex AI: a voice after a sample, opaque here.
   */
  replicatedVoiceConfig?: {
    [k: string]: unknown;
  };
  /**
   * A voice by its resource name.
   */
  voice?: string;
  [k: string]: unknown;
}
/**
 * A built-in voice.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PrebuiltVoiceConfig".
 */
export interface PrebuiltVoiceConfig {
  /**
   * Its name.
   */
  voiceName?: string;
  [k: string]: unknown;
}
/**
 * Voices of several speakers.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MultiSpeakerVoiceConfig".
 */
export interface MultiSpeakerVoiceConfig {
  /**
   * One a speaker.
   */
  speakerVoiceConfigs?: SpeakerVoiceConfig[];
  [k: string]: unknown;
}
/**
 * Voice of one speaker.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SpeakerVoiceConfig".
 */
export interface SpeakerVoiceConfig {
  /**
   * The speaker's name in the prompt.
   */
  speaker?: string;
  voiceConfig?: VoiceConfig;
  [k: string]: unknown;
}
/**
 * How images shall look.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageConfig".
 */
export interface ImageConfig {
  /**
   * Shape, such as `16:9`.
   */
  aspectRatio?: string;
  /**
   * Size, such as `2K`.
   */
  imageSize?: string;
  /**
   * Vertex AI: whether people may be drawn.
   */
  personGeneration?: string;
  prominentPeople?: ProminentPeople;
  /**
   * Vertex AI: encoding.
   */
  outputMimeType?: string;
  /**
   * Vertex AI: quality of a lossy encoding.
   */
  outputCompressionQuality?: number;
  imageOutputOptions?: ImageOutputOptions;
  [k: string]: unknown;
}
/**
 * Vertex AI: encoding of images.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageOutputOptions".
 */
export interface ImageOutputOptions {
  /**
   * Encoding.
   */
  mimeType?: string;
  /**
   * Quality of a lossy encoding.
   */
  compressionQuality?: number;
  [k: string]: unknown;
}
/**
 * How speech is written down.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AudioTranscriptionConfig".
 */
export interface AudioTranscriptionConfig {
  /**
   * Languages expected.
   */
  languageCodes?: string[];
  languageAuto?: LanguageAuto;
  languageHints?: LanguageHints;
  /**
   * Words to expect.
   */
  customVocabulary?: string[];
  /**
   * Phrases to favour.
   */
  adaptationPhrases?: string[];
  /**
   * Whether each word gets its time.
   */
  wordTimestamp?: boolean;
  /**
   * Whether speakers are told apart.
   */
  diarization?: boolean;
  mode?: TranscriptionMode;
  [k: string]: unknown;
}
/**
 * Finds the language out.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LanguageAuto".
 */
export interface LanguageAuto {
  [k: string]: unknown;
}
/**
 * Suggests languages.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LanguageHints".
 */
export interface LanguageHints {
  /**
   * Languages that are likely.
   */
  languageCodes?: string[];
  [k: string]: unknown;
}
/**
 * Translates speech.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TranslationConfig".
 */
export interface TranslationConfig {
  /**
   * Language to speak.
   */
  targetLanguageCode?: string;
  /**
   * Whether speech in that language is repeated.
   */
  echoTargetLanguage?: boolean;
  [k: string]: unknown;
}
/**
 * Vertex AI: how a model is picked.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RoutingConfig".
 */
export interface RoutingConfig {
  autoMode?: AutoRoutingMode;
  manualMode?: ManualRoutingMode;
  [k: string]: unknown;
}
/**
 * Picks a model by preference.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AutoRoutingMode".
 */
export interface AutoRoutingMode {
  modelRoutingPreference?: RoutingPreference;
  [k: string]: unknown;
}
/**
 * Picks a named model.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ManualRoutingMode".
 */
export interface ManualRoutingMode {
  /**
   * The model.
   */
  modelName?: string;
  [k: string]: unknown;
}
/**
 * Vertex AI: what to favour among models.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModelSelectionConfig".
 */
export interface ModelSelectionConfig {
  featureSelectionPreference?: FeatureSelectionPreference;
  [k: string]: unknown;
}
/**
 * Vertex AI: templates of an outer content filter.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModelArmorConfig".
 */
export interface ModelArmorConfig {
  /**
   * Template for prompts.
   */
  promptTemplateName?: string;
  /**
   * Template for answers.
   */
  responseTemplateName?: string;
  [k: string]: unknown;
}
/**
 * An answer, or one message of a stream, which holds what is new.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Answer".
 */
export interface Answer {
  /**
   * The answers; missing when the prompt was refused.
   */
  candidates?: Candidate[] | null;
  promptFeedback?: PromptFeedback;
  usageMetadata?: UsageMetadata;
  /**
   * Model that served.
   */
  modelVersion?: string;
  /**
   * Id of the answer.
   */
  responseId?: string;
  modelStatus?: ModelStatus;
  /**
   * Vertex AI: time of the request in RFC 3339.
   */
  createTime?: string;
  [k: string]: unknown;
}
/**
 * One answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Candidate".
 */
export interface Candidate {
  /**
   * Its position; missing means 0.
   */
  index?: number;
  content?: Content;
  finishReason?: FinishReason;
  /**
   * Why it ended, in words.
   */
  finishMessage?: string;
  /**
   * Verdicts of the content filter.
   */
  safetyRatings?: SafetyRating[] | null;
  citationMetadata?: CitationMetadata;
  /**
   * Tokens of this answer.
   */
  tokenCount?: number;
  /**
   * Sources, for question answering.
   */
  groundingAttributions?: GroundingAttribution[];
  groundingMetadata?: GroundingMetadata;
  /**
   * Mean log probability.
   */
  avgLogprobs?: number;
  logprobsResult?: LogprobsResult;
  urlContextMetadata?: UrlContextMetadata;
  /**
   * Lets a request go on after CONTINUATION.
   */
  continuationToken?: string;
  [k: string]: unknown;
}
/**
 * A verdict of the content filter.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SafetyRating".
 */
export interface SafetyRating {
  category?: HarmCategory;
  probability?: HarmProbability;
  /**
   * Whether it blocked.
   */
  blocked?: boolean;
  /**
   * Vertex AI: probability as a number.
   */
  probabilityScore?: number;
  severity?: HarmSeverity;
  /**
   * Vertex AI: severity as a number.
   */
  severityScore?: number;
  overwrittenThreshold?: HarmBlockThreshold;
  [k: string]: unknown;
}
/**
 * Known texts that the answer repeats.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CitationMetadata".
 */
export interface CitationMetadata {
  /**
   * Gemini API: the texts.
   */
  citationSources?: CitationSource[];
  /**
   * Vertex AI: the texts.
   */
  citations?: CitationSource[];
  [k: string]: unknown;
}
/**
 * A known text that a span repeats.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CitationSource".
 */
export interface CitationSource {
  /**
   * First byte of the span.
   */
  startIndex?: number;
  /**
   * Byte after the last.
   */
  endIndex?: number;
  /**
   * Address of the text.
   */
  uri?: string;
  /**
   * Its licence.
   */
  license?: string;
  /**
   * Vertex AI: its title.
   */
  title?: string;
  publicationDate?: CivilDate;
  [k: string]: unknown;
}
/**
 * A day; a part that is unknown is missing.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CivilDate".
 */
export interface CivilDate {
  /**
   * Year.
   */
  year?: number;
  /**
   * Month from 1 to 12.
   */
  month?: number;
  /**
   * Day from 1 to 31.
   */
  day?: number;
  [k: string]: unknown;
}
/**
 * A source of an answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GroundingAttribution".
 */
export interface GroundingAttribution {
  sourceId?: AttributionSourceId;
  content?: Content;
  [k: string]: unknown;
}
/**
 * Names a source.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AttributionSourceId".
 */
export interface AttributionSourceId {
  groundingPassage?: GroundingPassageId;
  semanticRetrieverChunk?: SemanticRetrieverChunk;
  [k: string]: unknown;
}
/**
 * A passage of the request.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GroundingPassageId".
 */
export interface GroundingPassageId {
  /**
   * Its id.
   */
  passageId?: string;
  /**
   * Which of its parts.
   */
  partIndex?: number;
  [k: string]: unknown;
}
/**
 * A chunk of a corpus.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SemanticRetrieverChunk".
 */
export interface SemanticRetrieverChunk {
  /**
   * The corpus.
   */
  source?: string;
  /**
   * The chunk.
   */
  chunk?: string;
  [k: string]: unknown;
}
/**
 * Sources and what they support.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GroundingMetadata".
 */
export interface GroundingMetadata {
  /**
   * The sources.
   */
  groundingChunks?: GroundingChunk[];
  /**
   * Which spans rest on which sources.
   */
  groundingSupports?: GroundingSupport[];
  /**
   * What was searched on the web.
   */
  webSearchQueries?: string[];
  /**
   * Which images were searched.
   */
  imageSearchQueries?: string[];
  /**
   * Vertex AI: what was searched in data stores.
   */
  retrievalQueries?: string[];
  searchEntryPoint?: SearchEntryPoint;
  retrievalMetadata?: RetrievalMetadata;
  /**
   * Token for showing a map.
   */
  googleMapsWidgetContextToken?: string;
  /**
   * Vertex AI: where to report a source.
   */
  sourceFlaggingUris?: SourceFlaggingUri[];
  [k: string]: unknown;
}
/**
 * A source of one kind.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GroundingChunk".
 */
export interface GroundingChunk {
  web?: WebChunk;
  image?: ImageChunk;
  maps?: MapsChunk;
  retrievedContext?: RetrievedContext;
  [k: string]: unknown;
}
/**
 * A page.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "WebChunk".
 */
export interface WebChunk {
  /**
   * Its address, mostly a redirection.
   */
  uri?: string;
  /**
   * Its title.
   */
  title?: string;
  /**
   * Vertex AI: its site.
   */
  domain?: string;
  [k: string]: unknown;
}
/**
 * An image.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ImageChunk".
 */
export interface ImageChunk {
  /**
   * Address of the image.
   */
  imageUri?: string;
  /**
   * Address of the page.
   */
  sourceUri?: string;
  /**
   * Title of the page.
   */
  title?: string;
  /**
   * Site of the page.
   */
  domain?: string;
  [k: string]: unknown;
}
/**
 * A place.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MapsChunk".
 */
export interface MapsChunk {
  /**
   * Its address.
   */
  uri?: string;
  /**
   * Its name.
   */
  title?: string;
  /**
   * What is said of it.
   */
  text?: string;
  /**
   * Its id.
   */
  placeId?: string;
  placeAnswerSources?: PlaceAnswerSources;
  route?: MapsRoute;
  [k: string]: unknown;
}
/**
 * Reviews of a place.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PlaceAnswerSources".
 */
export interface PlaceAnswerSources {
  /**
   * The reviews.
   */
  reviewSnippets?: ReviewSnippet[];
  /**
   * The reviews, under an older name.
   */
  reviewSnippet?: ReviewSnippet[];
  /**
   * Where to report them.
   */
  flagContentUri?: string;
  [k: string]: unknown;
}
/**
 * A review.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ReviewSnippet".
 */
export interface ReviewSnippet {
  /**
   * Its id.
   */
  reviewId?: string;
  /**
   * Its address.
   */
  googleMapsUri?: string;
  /**
   * Its title.
   */
  title?: string;
  /**
   * Its text.
   */
  review?: string;
  /**
   * How long ago it was written, in words.
   */
  relativePublishTimeDescription?: string;
  /**
   * Where to report it.
   */
  flagContentUri?: string;
  authorAttribution?: AuthorAttribution;
  [k: string]: unknown;
}
/**
 * Who wrote a review.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "AuthorAttribution".
 */
export interface AuthorAttribution {
  /**
   * Name.
   */
  displayName?: string;
  /**
   * Address of the profile.
   */
  uri?: string;
  /**
   * Address of the photo.
   */
  photoUri?: string;
  [k: string]: unknown;
}
/**
 * Vertex AI: a way between places.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "MapsRoute".
 */
export interface MapsRoute {
  /**
   * Length in metres.
   */
  distanceMeters?: number;
  /**
   * Time it takes, as a duration.
   */
  duration?: string;
  /**
   * The way as an encoded polyline.
   */
  encodedPolyline?: string;
  [k: string]: unknown;
}
/**
 * A passage from a store.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RetrievedContext".
 */
export interface RetrievedContext {
  /**
   * Address of the document.
   */
  uri?: string;
  /**
   * Its title.
   */
  title?: string;
  /**
   * The passage.
   */
  text?: string;
  /**
   * Store it came from.
   */
  fileSearchStore?: string;
  /**
   * Medium it came from.
   */
  mediaId?: string;
  /**
   * Page it stands on.
   */
  pageNumber?: number;
  /**
   * Data kept with the document.
   */
  customMetadata?: CustomMetadata[];
  /**
   * Vertex AI: name of the document.
   */
  documentName?: string;
  ragChunk?: RagChunk;
  [k: string]: unknown;
}
/**
 * A datum kept with a document, of one type.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "CustomMetadata".
 */
export interface CustomMetadata {
  /**
   * Its name.
   */
  key?: string;
  /**
   * A string.
   */
  stringValue?: string;
  /**
   * A number.
   */
  numericValue?: number;
  stringListValue?: StringList;
  [k: string]: unknown;
}
/**
 * Several strings.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "StringList".
 */
export interface StringList {
  /**
   * The strings.
   */
  values?: string[];
  [k: string]: unknown;
}
/**
 * Vertex AI: a passage from a corpus.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RagChunk".
 */
export interface RagChunk {
  /**
   * The passage.
   */
  text?: string;
  /**
   * Its id.
   */
  chunkId?: string;
  /**
   * Id of the file.
   */
  fileId?: string;
  pageSpan?: PageSpan;
  [k: string]: unknown;
}
/**
 * Pages a passage stands on.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PageSpan".
 */
export interface PageSpan {
  /**
   * First page.
   */
  firstPage?: number;
  /**
   * Last page.
   */
  lastPage?: number;
  [k: string]: unknown;
}
/**
 * A span and its sources.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "GroundingSupport".
 */
export interface GroundingSupport {
  segment?: Segment;
  /**
   * Positions of the sources.
   */
  groundingChunkIndices?: number[];
  /**
   * Confidence in each.
   */
  confidenceScores?: number[];
  /**
   * Positions of parts shown with it.
   */
  renderedParts?: number[];
  [k: string]: unknown;
}
/**
 * A span of the answer.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Segment".
 */
export interface Segment {
  /**
   * Which part.
   */
  partIndex?: number;
  /**
   * First byte.
   */
  startIndex?: number;
  /**
   * Byte after the last.
   */
  endIndex?: number;
  /**
   * The span itself.
   */
  text?: string;
  [k: string]: unknown;
}
/**
 * What must be shown beside searched answers.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SearchEntryPoint".
 */
export interface SearchEntryPoint {
  /**
   * HTML.
   */
  renderedContent?: string;
  /**
   * The same for apps, in base64.
   */
  sdkBlob?: string;
  [k: string]: unknown;
}
/**
 * How search was decided.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "RetrievalMetadata".
 */
export interface RetrievalMetadata {
  /**
   * Score that was compared with the threshold.
   */
  googleSearchDynamicRetrievalScore?: number;
  [k: string]: unknown;
}
/**
 * Where to report a source.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "SourceFlaggingUri".
 */
export interface SourceFlaggingUri {
  /**
   * The source.
   */
  sourceId?: string;
  /**
   * The address.
   */
  flagContentUri?: string;
  [k: string]: unknown;
}
/**
 * Probabilities of the tokens.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "LogprobsResult".
 */
export interface LogprobsResult {
  /**
   * The tokens chosen.
   */
  chosenCandidates?: TokenLogprob[];
  /**
   * The likeliest tokens at each place.
   */
  topCandidates?: TopCandidates[];
  /**
   * Sum over the answer.
   */
  logProbabilitySum?: number;
  [k: string]: unknown;
}
/**
 * A token with its probability.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TokenLogprob".
 */
export interface TokenLogprob {
  /**
   * The token.
   */
  token?: string;
  /**
   * Its number in the vocabulary.
   */
  tokenId?: number;
  /**
   * Its log probability.
   */
  logProbability?: number;
  [k: string]: unknown;
}
/**
 * Likeliest tokens at one place.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "TopCandidates".
 */
export interface TopCandidates {
  /**
   * The tokens.
   */
  candidates?: TokenLogprob[];
  [k: string]: unknown;
}
/**
 * Pages that were read.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlContextMetadata".
 */
export interface UrlContextMetadata {
  /**
   * The pages.
   */
  urlMetadata?: UrlMetadata[];
  [k: string]: unknown;
}
/**
 * A page that was read.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UrlMetadata".
 */
export interface UrlMetadata {
  /**
   * Its address.
   */
  retrievedUrl?: string;
  urlRetrievalStatus?: UrlRetrievalStatus;
  [k: string]: unknown;
}
/**
 * What the content filter says of the prompt.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "PromptFeedback".
 */
export interface PromptFeedback {
  blockReason?: BlockReason;
  /**
   * Vertex AI: why it was refused, in words.
   */
  blockReasonMessage?: string;
  /**
   * Verdicts.
   */
  safetyRatings?: SafetyRating[] | null;
  [k: string]: unknown;
}
/**
 * Tokens spent; in a stream the sums so far.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "UsageMetadata".
 */
export interface UsageMetadata {
  /**
   * All of the prompt, cached tokens included, results of the service's tools excluded.
   */
  promptTokenCount?: number | null;
  /**
   * Part of the prompt that was cached.
   */
  cachedContentTokenCount?: number | null;
  /**
   * Output without thoughts.
   */
  candidatesTokenCount?: number | null;
  /**
   * Thoughts.
   */
  thoughtsTokenCount?: number | null;
  /**
   * Results of the service's tools that were read.
   */
  toolUsePromptTokenCount?: number | null;
  /**
   * All together.
   */
  totalTokenCount?: number | null;
  /**
   * The prompt by modality.
   */
  promptTokensDetails?: ModalityTokenCount[] | null;
  /**
   * The cached part by modality.
   */
  cacheTokensDetails?: ModalityTokenCount[] | null;
  /**
   * The output by modality.
   */
  candidatesTokensDetails?: ModalityTokenCount[] | null;
  /**
   * Tool results by modality.
   */
  toolUsePromptTokensDetails?: ModalityTokenCount[] | null;
  /**
   * Output as live sessions count it.
   */
  responseTokenCount?: number | null;
  /**
   * The same by modality.
   */
  responseTokensDetails?: ModalityTokenCount[] | null;
  /**
   * Vertex AI: prompt of the first request of a continued answer.
   */
  initialPromptTokenCount?: number | null;
  serviceTier?: ServiceTier;
  trafficType?: TrafficType;
  [k: string]: unknown;
}
/**
 * Tokens of one modality.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModalityTokenCount".
 */
export interface ModalityTokenCount {
  modality?: Modality;
  /**
   * Their number; missing means 0.
   */
  tokenCount?: number;
  [k: string]: unknown;
}
/**
 * How old the model is.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ModelStatus".
 */
export interface ModelStatus {
  modelStage?: ModelStage;
  /**
   * When it goes, in RFC 3339.
   */
  retirementTime?: string;
  /**
   * What to do about it.
   */
  message?: string;
  [k: string]: unknown;
}
/**
 * Body of a failed request; a streaming endpoint without SSE wraps it in a list.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Error".
 */
export interface Error {
  error: Status;
  [k: string]: unknown;
}
/**
 * What went wrong.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Status".
 */
export interface Status {
  /**
   * HTTP status.
   */
  code: number;
  /**
   * In words.
   */
  message: string;
  status?: ErrorStatus;
  /**
   * More, by type.
   */
  details?: ErrorDetail[];
  [k: string]: unknown;
}
/**
 * A detail; its type says which fields it has.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ErrorDetail".
 */
export interface ErrorDetail {
  /**
   * Type of the detail, such as type.googleapis.com/google.rpc.ErrorInfo.
   */
  "@type"?: string;
  /**
   * ErrorInfo: machine-readable reason, such as API_KEY_INVALID.
   */
  reason?: string;
  /**
   * ErrorInfo: where the reason is defined.
   */
  domain?: string;
  /**
   * ErrorInfo: data about the reason.
   */
  metadata?: {
    [k: string]: string;
  };
  /**
   * RetryInfo: how long to wait, as a duration.
   */
  retryDelay?: string;
  /**
   * QuotaFailure: limits that were hit.
   */
  violations?: Violation[];
  /**
   * BadRequest: fields at fault.
   */
  fieldViolations?: FieldViolation[];
  /**
   * Help: where to read on.
   */
  links?: HelpLink[];
  /**
   * LocalizedMessage: language of the message.
   */
  locale?: string;
  /**
   * LocalizedMessage: the message.
   */
  message?: string;
  /**
   * DebugInfo: inner detail.
   */
  detail?: string;
  [k: string]: unknown;
}
/**
 * A limit that was hit.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Violation".
 */
export interface Violation {
  /**
   * Whose limit.
   */
  subject?: string;
  /**
   * In words.
   */
  description?: string;
  /**
   * What is limited.
   */
  quotaMetric?: string;
  /**
   * Name of the limit, which tells a day from a minute.
   */
  quotaId?: string;
  /**
   * Model and place it holds for.
   */
  quotaDimensions?: {
    [k: string]: string;
  };
  /**
   * The limit.
   */
  quotaValue?: string | number;
  [k: string]: unknown;
}
/**
 * A field at fault.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "FieldViolation".
 */
export interface FieldViolation {
  /**
   * The field.
   */
  field?: string;
  /**
   * What is wrong with it.
   */
  description?: string;
  [k: string]: unknown;
}
/**
 * Where to read on.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "HelpLink".
 */
export interface HelpLink {
  /**
   * What is there.
   */
  description?: string;
  /**
   * Its address.
   */
  url?: string;
  [k: string]: unknown;
}
