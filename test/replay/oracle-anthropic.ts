import type { Answer, ChoiceSaid, FinishWord, Fold, Obj, UsageSaid } from "./oracle-shared.ts";
import { choiceAt, emptyAnswer, list, num, obj, str, sum, toArguments } from "./oracle-shared.ts";
import type { Payloads } from "./sse-reference.ts";

const FINISH: Record<string, FinishWord> = {
  end_turn: "stop",
  stop_sequence: "stop",
  tool_use: "tool_calls",
  max_tokens: "length",
  model_context_window_exceeded: "context_window",
  refusal: "refusal",
  pause_turn: "pause",
  compaction: "pause",
};

/** Folds the payloads of a Messages endpoint: one message, or the events that make one. */
export function readAnthropic(payloads: Payloads): Fold {
  const fold: Fold = { answer: emptyAnswer(), ended: false };
  let message: Obj = {};
  let blocks = new Map<unknown, Obj>();
  for (const { event, value } of payloads.values) {
    const said = obj(value);
    const type = str(said["type"]);
    if (type === "error" || event === "error" || said["error"]) fold.error ??= said;
    else if (type === "message") {
      message = said;
      blocks = new Map(list(said["content"]).entries());
      fold.ended = true;
    } else if (type === "message_start") {
      // A second start begins the message anew.
      message = { ...obj(said["message"]) };
      blocks = new Map();
    } else if (type === "content_block_start")
      blocks.set(said["index"], { ...obj(said["content_block"]) });
    else if (type === "content_block_delta") grow(blocks.get(said["index"]), obj(said["delta"]));
    else if (type === "message_delta") amend(message, said);
    else if (type === "message_stop") fold.ended = true;
  }
  fold.ended ||= typeof message["stop_reason"] === "string";
  tell(fold.answer, message, [...blocks.values()]);
  return fold;
}

function grow(block: Obj | undefined, delta: Obj): void {
  if (!block) return;
  const append = (key: string, more: unknown) => {
    block[key] = str(block[key]) + str(more);
  };
  if (delta["type"] === "text_delta") append("text", delta["text"]);
  else if (delta["type"] === "thinking_delta") append("thinking", delta["thinking"]);
  else if (delta["type"] === "signature_delta") append("signature", delta["signature"]);
  else if (delta["type"] === "input_json_delta") append("input_text", delta["partial_json"]);
  else if (delta["type"] === "citations_delta") {
    block["citations"] = [...list(block["citations"]), delta["citation"]];
  }
}

/** message_delta is cumulative and overrides: what it says of usage is not added. */
function amend(message: Obj, said: Obj): void {
  Object.assign(message, said["delta"]);
  const usage: Obj = { ...obj(message["usage"]) };
  for (const [key, value] of Object.entries(obj(said["usage"])))
    if (value !== null) usage[key] = value;
  message["usage"] = usage;
}

function tell(answer: Answer, message: Obj, blocks: Obj[]): void {
  answer.id = str(message["id"]) || undefined;
  answer.model = str(message["model"]) || undefined;
  const choice = choiceAt(answer, 0);
  for (const block of blocks) tellBlock(answer, choice, block);
  const word = str(message["stop_reason"]);
  if (word) {
    choice.finish_word = word;
    choice.finish = FINISH[word] ?? "unknown";
  }
  if (typeof message["stop_sequence"] === "string") choice.stop_sequence = message["stop_sequence"];
  answer.usage = message["usage"] ? usageOf(obj(message["usage"])) : null;
}

function tellBlock(answer: Answer, choice: ChoiceSaid, block: Obj): void {
  if (block["type"] === "text") {
    choice.text += str(block["text"]);
    answer.citations += list(block["citations"]).length;
  } else if (block["type"] === "thinking") {
    choice.reasoning += str(block["thinking"]);
    if (str(block["signature"])) answer.signatures.push(str(block["signature"]));
  } else if (block["type"] === "redacted_thinking") answer.signatures.push(str(block["data"]));
  else if (block["type"] === "tool_use") {
    choice.tool_calls.push({
      id: str(block["id"]) || null,
      name: str(block["name"]),
      // The streamed text replaces the empty input of the start; "" means that there are no arguments.
      arguments: toArguments(str(block["input_text"]) || block["input"]),
    });
  } else choice.other += 1;
}

/**
 * input_tokens leaves both cache counters out. A compaction is billed but not in the top-level counters; the rounds of
 * type "message" already are, and an advisor's are another model's (WIRE.md 2.4).
 */
function usageOf(said: Obj): UsageSaid {
  const rounds = [
    said,
    ...list(said["iterations"]).filter((round) => round["type"] === "compaction"),
  ];
  const over = (key: string) => sum(...rounds.map((round) => num(round[key])));
  return {
    input_total: sum(
      over("input_tokens"),
      over("cache_read_input_tokens"),
      over("cache_creation_input_tokens"),
    ),
    cache_read: over("cache_read_input_tokens"),
    cache_write: over("cache_creation_input_tokens"),
    output_total: over("output_tokens"),
    reasoning: num(obj(said["output_tokens_details"])["thinking_tokens"]),
    total: null,
  };
}
