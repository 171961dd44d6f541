import type { Answer, ChoiceSaid, FinishWord, Fold, Obj, UsageSaid } from "./oracle-shared.ts";
import { canonical, choiceAt, emptyAnswer, list, num, obj, str, sum } from "./oracle-shared.ts";
import type { Payloads } from "./sse-reference.ts";

const FINISH: Record<string, FinishWord> = {
  STOP: "stop",
  MAX_TOKENS: "length",
  CONTINUATION: "length",
};
const FILTERED =
  "SAFETY RECITATION BLOCKLIST PROHIBITED_CONTENT SPII LANGUAGE IMAGE_SAFETY IMAGE_PROHIBITED_CONTENT IMAGE_RECITATION ESCALATION";
const MALFORMED =
  "MALFORMED_FUNCTION_CALL UNEXPECTED_TOOL_CALL TOO_MANY_TOOL_CALLS MALFORMED_RESPONSE MISSING_THOUGHT_SIGNATURE";
for (const word of FILTERED.split(" ")) FINISH[word] = "content_filter";
for (const word of MALFORMED.split(" ")) FINISH[word] = "malformed";
// The enum's numbers, for the few recordings that asked for them.
const NUMBERED = [
  "FINISH_REASON_UNSPECIFIED",
  "STOP",
  "MAX_TOKENS",
  "SAFETY",
  "RECITATION",
  "OTHER",
];

type Path = (string | number)[];

/** Folds the payloads of generateContent or streamGenerateContent (each of the latter is a part of the answer). */
export function readGemini(payloads: Payloads): Fold {
  const answer = emptyAnswer();
  const fold: Fold = { answer, ended: false };
  const sources = new Set<string>();
  const open = new Map<number, Obj>();
  const usage: Obj = {};
  let blocked = "";
  for (const { value } of payloads.values) {
    const chunk = obj(value);
    if (chunk["error"]) fold.error ??= chunk;
    answer.id ??= str(chunk["responseId"]) || undefined;
    answer.model ??= str(chunk["modelVersion"]) || undefined;
    blocked ||= str(obj(chunk["promptFeedback"])["blockReason"]);
    Object.assign(usage, known(obj(chunk["usageMetadata"])));
    for (const candidate of list(chunk["candidates"])) {
      const choice = choiceAt(answer, num(candidate["index"]) ?? 0);
      for (const part of list(obj(candidate["content"])["parts"]))
        readPart(answer, choice, part, open);
      readFinish(choice, candidate["finishReason"]);
      for (const source of sourcesOf(candidate)) sources.add(JSON.stringify(source));
    }
  }
  if (/^\{/m.test(payloads.stray)) fold.error ??= strayError(payloads.stray);
  settle(answer, blocked);
  answer.citations = sources.size;
  answer.usage = Object.keys(usage).length > 0 ? usageOf(usage) : null;
  fold.ended = answer.choices.some((choice) => choice.finish !== null);
  return fold;
}

function known(said: Obj): Obj {
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== null));
}

function readPart(answer: Answer, choice: ChoiceSaid, part: Obj, open: Map<number, Obj>): void {
  if (str(part["thoughtSignature"])) answer.signatures.push(str(part["thoughtSignature"]));
  if (part["functionCall"]) readCall(choice, obj(part["functionCall"]), open);
  else if (typeof part["text"] === "string") {
    if (part["thought"]) choice.reasoning += part["text"];
    else choice.text += part["text"];
  } else if (Object.keys(part).length > 0) choice.other += 1;
}

/** A name opens a call; nameless parts go on with it or, empty, close it. */
function readCall(choice: ChoiceSaid, said: Obj, open: Map<number, Obj>): void {
  let args = open.get(choice.index);
  if (str(said["name"])) {
    args = obj(canonical(said["args"] ?? {}));
    choice.tool_calls.push({
      id: str(said["id"]) || null,
      name: str(said["name"]),
      arguments: args,
    });
    open.set(choice.index, args);
  }
  if (!args) return;
  for (const piece of list(said["partialArgs"])) put(args, pathOf(str(piece["jsonPath"])), piece);
  if (said["willContinue"] !== true) open.delete(choice.index);
}

/** `$.a.b[0]['c d']` as its steps. */
function pathOf(jsonPath: string): Path {
  const steps: Path = [];
  for (const [, dotted, index, single, double] of jsonPath.matchAll(
    /\.([^.[\]]+)|\[(\d+)\]|\['([^']*)'\]|\["([^"]*)"\]/g,
  )) {
    steps.push(index === undefined ? (dotted ?? single ?? double ?? "") : Number(index));
  }
  return steps;
}

/** Sets the value at the path, making objects and lists on the way; text grows what is there. */
function put(root: Obj, path: Path, piece: Obj): void {
  let at = root as Record<string | number, unknown>;
  path.slice(0, -1).forEach((step, depth) => {
    at[step] ??= typeof path[depth + 1] === "number" ? [] : {};
    at = at[step] as Record<string | number, unknown>;
  });
  const last = path.at(-1);
  if (last === undefined) return;
  if (typeof piece["stringValue"] === "string") at[last] = str(at[last]) + piece["stringValue"];
  else if ("numberValue" in piece) at[last] = piece["numberValue"];
  else if ("boolValue" in piece) at[last] = piece["boolValue"];
  else if ("nullValue" in piece) at[last] = null;
}

function readFinish(choice: ChoiceSaid, said: unknown): void {
  const word = typeof said === "number" ? (NUMBERED[said] ?? String(said)) : str(said);
  if (word === "") return;
  choice.finish_word = word;
  choice.finish = FINISH[word] ?? "unknown";
}

/** STOP says nothing of tools, and a blocked prompt gives no candidate at all. */
function settle(answer: Answer, blocked: string): void {
  for (const choice of answer.choices) {
    if (choice.finish === "stop" && choice.tool_calls.length > 0) choice.finish = "tool_calls";
    for (const call of choice.tool_calls) call.arguments = canonical(call.arguments);
  }
  if (blocked === "" || answer.choices.some((choice) => choice.finish !== null)) return;
  const choice = choiceAt(answer, 0);
  choice.finish = "content_filter";
  choice.finish_word = blocked;
}

function sourcesOf(candidate: Obj): Obj[] {
  const cited = obj(candidate["citationMetadata"]);
  return [
    ...list(cited["citationSources"] ?? cited["citations"]),
    ...list(obj(candidate["groundingMetadata"])["groundingChunks"]),
  ];
}

function strayError(stray: string): unknown {
  try {
    return JSON.parse(stray);
  } catch {
    // The grammar's line handling may have torn the JSON; that it is an error is certain all the same.
    return { error: { message: stray } };
  }
}

/** candidates leave the thoughts out, prompt leaves tool results out; cached is inside prompt (WIRE.md 3.4). */
function usageOf(said: Obj): UsageSaid {
  const thoughts = num(said["thoughtsTokenCount"]);
  return {
    input_total: sum(num(said["promptTokenCount"]), num(said["toolUsePromptTokenCount"])),
    cache_read: num(said["cachedContentTokenCount"]),
    cache_write: null,
    output_total: sum(num(said["candidatesTokenCount"]), thoughts),
    reasoning: thoughts,
    total: num(said["totalTokenCount"]),
  };
}
