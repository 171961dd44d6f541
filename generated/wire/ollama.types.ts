// Generated from schemas/wire/ollama.schema.json by `npm run generate`. Do not edit.

/**
 * Who speaks in a message.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Role".
 */
export type Role = "system" | "user" | "assistant" | "tool";
/**
 * Form of the answer: any JSON, or JSON of a schema. The empty string asks for nothing.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Format".
 */
export type Format =
  | ("json" | "")
  | {
      [k: string]: unknown;
    }
  | null;
/**
 * Whether, or how much, the model shall think; the model decides when absent.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Think".
 */
export type Think = boolean | ThinkLevel | null;
/**
 * How much to think, for models with levels.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ThinkLevel".
 */
export type ThinkLevel = "low" | "medium" | "high" | "max";
/**
 * Why generation ended; the last two answer requests without messages.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "DoneReason".
 */
export type DoneReason = "stop" | "length" | "load" | "unload";

/**
 * Wire form of the native POST /api/chat: request, answer, stream line and error body.
 */
export interface Wire {
  [k: string]: unknown;
}
/**
 * Body of a chat request.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Request".
 */
export interface Request {
  /**
   * Name of the model that shall answer.
   */
  model: string;
  /**
   * The conversation so far, oldest first; an empty list loads the model.
   */
  messages: Message[];
  /**
   * Tools the model may call.
   */
  tools?: Tool[] | null;
  format?: Format;
  options?: Options;
  /**
   * Whether the answer comes line by line; true when absent.
   */
  stream?: boolean | null;
  think?: Think;
  /**
   * How long the model stays loaded: a duration such as `5m`, or seconds; 0 unloads, a negative value keeps it.
   */
  keep_alive?: string | number | null;
  /**
   * Whether to return the log probability of each output token.
   */
  logprobs?: boolean | null;
  /**
   * From 0 to 20: alternatives reported a token; needs `logprobs`.
   */
  top_logprobs?: number | null;
  /**
   * Whether old messages may be dropped when the context is full.
   */
  truncate?: boolean | null;
  /**
   * Whether the context may slide while generating.
   */
  shift?: boolean | null;
  [k: string]: unknown;
}
/**
 * One turn.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Message".
 */
export interface Message {
  role: Role;
  /**
   * Text; may be empty beside images or tool calls.
   */
  content?: string | null;
  /**
   * Reasoning of the model's turn.
   */
  thinking?: string | null;
  /**
   * Bytes in base64, without a data URL prefix; recorded sound goes here as well.
   */
  images?: string[] | null;
  /**
   * Calls the model made in this turn.
   */
  tool_calls?: ToolCall[] | null;
  /**
   * In a tool's turn: the tool that was called.
   */
  tool_name?: string;
  /**
   * In a tool's turn: the call this answers.
   */
  tool_call_id?: string;
  [k: string]: unknown;
}
/**
 * A call the model made.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "ToolCall".
 */
export interface ToolCall {
  /**
   * Id that the result may refer to; older servers give none.
   */
  id?: string;
  /**
   * The only kind of call; mostly left out.
   */
  type?: "function";
  function: FunctionCall;
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
   * Which call of the turn.
   */
  index?: number;
  /**
   * The function.
   */
  name: string;
  /**
   * Purpose of the function; not sent by servers today.
   */
  description?: string;
  /**
   * The arguments, parsed.
   */
  arguments?: {
    [k: string]: unknown;
  };
  [k: string]: unknown;
}
/**
 * A tool the model may call.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Tool".
 */
export interface Tool {
  /**
   * The only kind of tool.
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
  /**
   * Kept by the official client; without effect.
   */
  type?: string;
  [k: string]: unknown;
}
/**
 * Runtime parameters; the model's own values hold for what is absent.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Options".
 */
export interface Options {
  /**
   * Sampling temperature.
   */
  temperature?: number | null;
  /**
   * How many of the likeliest tokens take part.
   */
  top_k?: number | null;
  /**
   * Nucleus sampling mass.
   */
  top_p?: number | null;
  /**
   * Least probability relative to the likeliest token.
   */
  min_p?: number | null;
  /**
   * Locally typical sampling mass.
   */
  typical_p?: number | null;
  /**
   * Tail free sampling parameter; old servers only.
   */
  tfs_z?: number | null;
  /**
   * Fixes the random numbers.
   */
  seed?: number | null;
  /**
   * Sequences at which generation ends.
   */
  stop?: string | string[] | null;
  /**
   * Upper bound of generated tokens; -1 sets none.
   */
  num_predict?: number | null;
  /**
   * Size of the context window; longer prompts are cut in silence.
   */
  num_ctx?: number | null;
  /**
   * Tokens of the prompt that survive when the context slides.
   */
  num_keep?: number | null;
  /**
   * How far back repetition is looked for.
   */
  repeat_last_n?: number | null;
  /**
   * Factor against repeated tokens.
   */
  repeat_penalty?: number | null;
  /**
   * Lowers the odds of tokens that occurred at all.
   */
  presence_penalty?: number | null;
  /**
   * Lowers the odds of tokens by how often they occurred.
   */
  frequency_penalty?: number | null;
  /**
   * Whether line ends count as repetition.
   */
  penalize_newline?: boolean | null;
  /**
   * Version of mirostat sampling: 0 (off), 1 or 2.
   */
  mirostat?: number | null;
  /**
   * Target surprise of mirostat.
   */
  mirostat_tau?: number | null;
  /**
   * Learning rate of mirostat.
   */
  mirostat_eta?: number | null;
  /**
   * Placement on machines with several memory nodes.
   */
  numa?: boolean | null;
  /**
   * Prompt tokens evaluated at a time.
   */
  num_batch?: number | null;
  /**
   * Layers put on the GPU.
   */
  num_gpu?: number | null;
  /**
   * Which GPU does the small work.
   */
  main_gpu?: number | null;
  /**
   * CPU threads used.
   */
  num_thread?: number | null;
  /**
   * Saves GPU memory; old servers only.
   */
  low_vram?: boolean | null;
  /**
   * Half precision of the key-value cache; old servers only.
   */
  f16_kv?: boolean | null;
  /**
   * Keeps the logits of all tokens; old servers only.
   */
  logits_all?: boolean | null;
  /**
   * Loads the vocabulary alone.
   */
  vocab_only?: boolean | null;
  /**
   * Maps the model file into memory.
   */
  use_mmap?: boolean | null;
  /**
   * Locks the model in memory.
   */
  use_mlock?: boolean | null;
  /**
   * Loads for embeddings alone; old servers only.
   */
  embedding_only?: boolean | null;
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
   * Model that served.
   */
  model: string;
  /**
   * Time of the answer in RFC 3339.
   */
  created_at: string;
  message: AnswerMessage;
  /**
   * Always true.
   */
  done: boolean;
  done_reason?: DoneReason;
  /**
   * Nanoseconds of the whole request.
   */
  total_duration?: number;
  /**
   * Nanoseconds spent loading the model.
   */
  load_duration?: number;
  /**
   * Tokens of the prompt; absent in old servers when all of it was cached.
   */
  prompt_eval_count?: number;
  /**
   * Nanoseconds spent on the prompt.
   */
  prompt_eval_duration?: number;
  /**
   * Tokens of the output, thinking included.
   */
  eval_count?: number;
  /**
   * Nanoseconds spent on the output.
   */
  eval_duration?: number;
  /**
   * Token probabilities when asked.
   */
  logprobs?: Logprob[] | null;
  /**
   * The model's name on the remote host, when the server handed the request on.
   */
  remote_model?: string;
  /**
   * The remote host, when the server handed the request on.
   */
  remote_host?: string;
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
   * Text.
   */
  content?: string;
  /**
   * Reasoning.
   */
  thinking?: string;
  /**
   * Calls to make, each whole.
   */
  tool_calls?: ToolCall[] | null;
  /**
   * Generated images, bytes in base64.
   */
  images?: string[] | null;
  [k: string]: unknown;
}
/**
 * A token with its probability and its rivals.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Logprob".
 */
export interface Logprob {
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
  bytes?: number[] | null;
  /**
   * Most likely tokens at this place.
   */
  top_logprobs?: TokenLogprob[] | null;
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
  token: string;
  /**
   * Its log probability.
   */
  logprob: number;
  /**
   * Its UTF-8 bytes.
   */
  bytes?: number[] | null;
  [k: string]: unknown;
}
/**
 * One line of a stream: a piece of the answer, or with `done` its end and the counts. An `Error` may come instead.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Event".
 */
export interface Event {
  /**
   * Model that serves.
   */
  model: string;
  /**
   * Time of the line in RFC 3339.
   */
  created_at: string;
  message: AnswerMessage;
  /**
   * Whether this is the last line.
   */
  done: boolean;
  done_reason?: DoneReason;
  /**
   * In the last line: nanoseconds of the whole request.
   */
  total_duration?: number;
  /**
   * In the last line: nanoseconds spent loading the model.
   */
  load_duration?: number;
  /**
   * In the last line: tokens of the prompt.
   */
  prompt_eval_count?: number;
  /**
   * In the last line: nanoseconds spent on the prompt.
   */
  prompt_eval_duration?: number;
  /**
   * In the last line: tokens of the output, thinking included.
   */
  eval_count?: number;
  /**
   * In the last line: nanoseconds spent on the output.
   */
  eval_duration?: number;
  /**
   * Probabilities of the tokens in the line.
   */
  logprobs?: Logprob[] | null;
  /**
   * The model's name on the remote host, when the server handed the request on.
   */
  remote_model?: string;
  /**
   * The remote host, when the server handed the request on.
   */
  remote_host?: string;
  [k: string]: unknown;
}
/**
 * Body of a failed request, and the line that breaks a stream off.
 *
 * This interface was referenced by `Wire`'s JSON-Schema
 * via the `definition` "Error".
 */
export interface Error {
  /**
   * What went wrong, in words.
   */
  error: string;
  /**
   * Where to sign in, with status 401.
   */
  signin_url?: string;
  [k: string]: unknown;
}
