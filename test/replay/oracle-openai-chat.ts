import type { Draft } from "./oracle-openai-calls.ts";
import { finished, readCalls } from "./oracle-openai-calls.ts";
import type { Answer, ChoiceSaid, FinishWord, Fold, Obj, UsageSaid } from "./oracle-shared.ts";
import { choiceAt, emptyAnswer, list, num, obj, str, sum } from "./oracle-shared.ts";
import type { Payloads } from "./sse-reference.ts";

const FINISH: Record<string, FinishWord> = {
  stop: "stop",
  eos: "stop",
  eos_token: "stop",
  stop_sequence: "stop",
  length: "length",
  tool_calls: "tool_calls",
  tool_call: "tool_calls",
  function_call: "tool_calls",
  content_filter: "content_filter",
  sensitive: "content_filter",
  model_length: "context_window",
  model_context_window_exceeded: "context_window",
  error: "error",
  network_error: "error",
  insufficient_system_resource: "error",
};

// Whose completion_tokens leave the reasoning out (WIRE.md 11, 13.4).
const REASONING_APART = ["xai", "perplexity"];

type State = {
  streamed: boolean;
  answer: Answer;
  drafts: Map<number, Draft[]>;
  sources: Set<string>;
  usage: Obj | null;
};

/** Folds the payloads of a chat/completions endpoint, unary or streamed, of any of its many speakers. */
export function readOpenAiChat(payloads: Payloads, provider: string, streamed: boolean): Fold {
  const state: State = {
    streamed,
    answer: emptyAnswer(),
    drafts: new Map(),
    sources: new Set(),
    usage: null,
  };
  const fold: Fold = { answer: state.answer, ended: payloads.done };
  for (const { event, value } of payloads.values) {
    const chunk = obj(value);
    const broken = errorIn(chunk) ?? (event === "error" ? chunk : undefined);
    fold.error ??= broken;
    state.answer.id ??= str(chunk["id"]) || undefined;
    state.answer.model ??= str(chunk["model"]) || undefined;
    countUsage(state, chunk["usage"]);
    countUsage(state, obj(chunk["x_groq"])["usage"]);
    if (Array.isArray(chunk["citations"])) {
      for (const source of chunk["citations"]) state.sources.add(JSON.stringify(source));
    }
    for (const said of list(chunk["choices"])) readChoice(state, said);
  }
  for (const [index, drafts] of state.drafts)
    choiceAt(state.answer, index).tool_calls = drafts.map(finished);
  state.answer.citations = state.sources.size;
  state.answer.usage = state.usage && usageOf(state.usage, provider);
  fold.ended ||= state.answer.choices.some((choice) => choice.finish !== null);
  return fold;
}

/** The error inside a payload of a 200, if there is one: at the top, in a choice, or as a status code of its own. */
function errorIn(chunk: Obj): unknown {
  if (chunk["error"]) return chunk;
  const base = obj(chunk["base_resp"]);
  if (num(base["status_code"]))
    return { error: { code: base["status_code"], message: base["status_msg"] } };
  const broken = list(chunk["choices"]).find((choice) => choice["error"]);
  return broken && { error: broken["error"] };
}

function readChoice(state: State, said: Obj): void {
  const choice = choiceAt(state.answer, num(said["index"]) ?? 0);
  // One provider sends both in both: there the message of a stream is cumulative, the delta of a unary answer empty.
  const message = obj(said[state.streamed ? "delta" : "message"]);
  readContent(choice, message["content"]);
  choice.reasoning += reasoningOf(message);
  choice.refusal += str(message["refusal"]);
  if (message["audio"]) choice.other += 1;
  choice.other += list(message["images"]).length;
  for (const detail of list(message["reasoning_details"])) {
    const seal = str(detail["signature"]) || str(detail["data"]);
    if (seal) state.answer.signatures.push(seal);
  }
  for (const note of list(message["annotations"])) state.sources.add(JSON.stringify(note));
  const drafts = state.drafts.get(choice.index) ?? [];
  state.drafts.set(choice.index, drafts);
  state.answer.signatures.push(...readCalls(drafts, message, state.streamed));
  countUsage(state, said["usage"]);
  const word = str(said["finish_reason"]);
  if (word) {
    choice.finish_word = word;
    choice.finish = FINISH[word] ?? "unknown";
  }
}

function readContent(choice: ChoiceSaid, content: unknown): void {
  if (typeof content === "string") choice.text += content;
  else if (Array.isArray(content)) {
    for (const part of list(content)) {
      if (part["type"] === "text") choice.text += str(part["text"]);
      else if (part["type"] === "refusal") choice.refusal += str(part["refusal"]);
      else if (part["type"] === "thinking") choice.reasoning += texts(part["thinking"]);
      else if (part["type"] === "reasoning") choice.reasoning += texts(part["summary"]);
      else choice.other += 1;
    }
  } else if (content) {
    // JSON mode of one provider: the object itself, not its text.
    choice.text += JSON.stringify(content);
  }
}

function texts(parts: unknown): string {
  return typeof parts === "string"
    ? parts
    : list(parts)
        .map((part) => str(part["text"]))
        .join("");
}

/** The same reasoning comes under up to three keys at once; the first that has text is all of it. */
function reasoningOf(message: Obj): string {
  const details = list(message["reasoning_details"]);
  return (
    str(message["reasoning_content"]) ||
    str(message["reasoning"]) ||
    details.map((detail) => str(detail["text"]) || str(detail["summary"])).join("")
  );
}

function countUsage(state: State, said: unknown): void {
  if (typeof said !== "object" || said === null) return;
  state.usage ??= {};
  for (const [key, value] of Object.entries(said)) if (value !== null) state.usage[key] = value;
}

/** All known spellings; cache and reasoning are inside the totals but for the providers named above. */
function usageOf(said: Obj, provider: string): UsageSaid {
  const inside = { ...obj(said["prompt_token_details"]), ...obj(said["prompt_tokens_details"]) };
  const reasoning =
    num(obj(said["completion_tokens_details"])["reasoning_tokens"]) ??
    num(said["reasoning_tokens"]);
  const output = num(said["completion_tokens"]);
  return {
    input_total: num(said["prompt_tokens"]),
    cache_read:
      num(inside["cached_tokens"]) ??
      num(said["prompt_cache_hit_tokens"]) ??
      num(said["num_cached_tokens"]) ??
      num(said["cached_tokens"]) ??
      num(said["cache_read_input_tokens"]),
    cache_write:
      num(inside["cache_write_tokens"]) ??
      num(inside["cache_creation_input_tokens"]) ??
      num(said["cache_creation_input_tokens"]),
    output_total: REASONING_APART.includes(provider) ? sum(output, reasoning) : output,
    reasoning,
    total: num(said["total_tokens"]),
  };
}
