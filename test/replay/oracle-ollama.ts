import type { FinishWord, Fold, Obj } from "./oracle-shared.ts";
import { choiceAt, emptyAnswer, list, num, obj, str, toArguments } from "./oracle-shared.ts";
import type { Payloads } from "./sse-reference.ts";

const FINISH: Record<string, FinishWord> = {
  stop: "stop",
  length: "length",
  load: "stop",
  unload: "stop",
};

/** Folds the lines (or the one object) of /api/chat. */
export function readOllama(payloads: Payloads): Fold {
  const answer = emptyAnswer();
  const fold: Fold = { answer, ended: false };
  for (const { value } of payloads.values) {
    const line = obj(value);
    if (line["error"]) {
      fold.error ??= line;
      continue;
    }
    answer.model ??= str(line["model"]) || undefined;
    const choice = choiceAt(answer, 0);
    const message = obj(line["message"]);
    choice.text += str(message["content"]);
    choice.reasoning += str(message["thinking"]);
    choice.other += Array.isArray(message["images"]) ? message["images"].length : 0;
    for (const call of list(message["tool_calls"])) {
      const said = obj(call["function"]);
      const args = toArguments(said["arguments"]);
      choice.tool_calls.push({
        id: str(call["id"]) || null,
        name: str(said["name"]),
        arguments: args,
      });
    }
    if (line["done"] === true) finish(fold, line);
  }
  return fold;
}

function finish(fold: Fold, line: Obj): void {
  fold.ended = true;
  const choice = choiceAt(fold.answer, 0);
  const word = str(line["done_reason"]);
  if (word) {
    choice.finish_word = word;
    choice.finish = FINISH[word] ?? "unknown";
    // The calls came in earlier lines, and the last one says "stop" all the same.
    if (word === "stop" && choice.tool_calls.length > 0) choice.finish = "tool_calls";
  }
  const input = num(line["prompt_eval_count"]);
  const output = num(line["eval_count"]);
  if (input === null && output === null) return;
  fold.answer.usage = {
    input_total: input,
    cache_read: null,
    cache_write: null,
    output_total: output,
    reasoning: null,
    total: null,
  };
}
