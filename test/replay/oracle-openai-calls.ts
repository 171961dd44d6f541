import type { Call, Obj } from "./oracle-shared.ts";
import { list, obj, str, toArguments } from "./oracle-shared.ts";

/** A tool call as far as it has been heard. */
export type Draft = {
  key: unknown;
  id: string;
  name: string;
  text: string;
  value: unknown;
  custom: boolean;
};

/** Takes the tool calls of a message, or of a delta of it, into the drafts; gives the signatures they carry. */
export function readCalls(drafts: Draft[], message: Obj, streamed: boolean): string[] {
  const calls = list(message["tool_calls"]);
  if (message["function_call"]) calls.push({ index: "legacy", function: message["function_call"] });
  for (const call of calls) {
    const draft = (streamed ? openDraft(drafts, call) : undefined) ?? newDraft(drafts, call);
    const custom = call["type"] === "custom" || draft.custom;
    const body = obj(call[custom ? "custom" : "function"]);
    const said = body[custom ? "input" : "arguments"];
    draft.custom = custom;
    draft.id ||= str(call["id"]);
    draft.name ||= str(body["name"]);
    if (typeof said === "string") draft.text += said;
    else if (said !== null && said !== undefined) draft.value = said;
  }
  const seals = calls.map((call) =>
    str(obj(obj(call["extra_content"])["google"])["thought_signature"]),
  );
  return seals.filter((seal) => seal !== "");
}

/** The call that a delta continues: by index, unless another id says that the provider counts badly. */
function openDraft(drafts: Draft[], call: Obj): Draft | undefined {
  const id = str(call["id"]);
  const same = drafts.filter((draft) => draft.key === (call["index"] ?? 0)).at(-1);
  return same && (id === "" || same.id === "" || same.id === id) ? same : undefined;
}

function newDraft(drafts: Draft[], call: Obj): Draft {
  const draft: Draft = {
    key: call["index"] ?? 0,
    id: "",
    name: "",
    text: "",
    value: undefined,
    custom: false,
  };
  drafts.push(draft);
  return draft;
}

/** The call that a draft has become: arguments parsed, a custom tool's input left as the text it is. */
export function finished(draft: Draft): Call {
  const said = draft.custom ? draft.text : toArguments(draft.value ?? draft.text);
  return { id: draft.id || null, name: draft.name, arguments: said };
}
