import type * as Hub from "../../generated/hub.types.ts";
import { typePictures } from "./media.ts";
import { MADE_UP, unwrapSealed } from "./sealed.ts";
import type { Encoding } from "../translator.ts";

/** One wire message for each part of a kind; the other parts of such a message have no place. */
export function per(m: Hub.Message, kind: string, c: Encoding, encode: (part: Hub.ToolResult) => unknown): unknown[] {
  c.leftover(m.parts, [kind]);
  return m.parts.filter((part): part is Hub.ToolResult => part.kind === kind).map(encode);
}

/** What is done to the messages of a request after they were read. */
export function afterReading(messages: Hub.Message[], steps: readonly string[]): Hub.Message[] {
  return steps.reduce((list, step) => (READING[step] ?? same)(list), messages);
}

const same = (messages: Hub.Message[]): Hub.Message[] => messages;

const READING: Readonly<Record<string, (messages: Hub.Message[]) => Hub.Message[]>> = {
  split_tool_results: splitToolResults,
  match_tool_results: matchToolResults,
  type_pictures: typePictures,
  unwrap_sealed: unwrapSealed,
};

/** Tool results inside a user's turn become a message of their own, before the rest of the turn. */
function splitToolResults(messages: Hub.Message[]): Hub.Message[] {
  return messages.flatMap((message) => {
    const results = message.parts.filter((part) => part.kind === "tool_result");
    if (message.role !== "user" || results.length === 0) return [message];
    const others = message.parts.filter((part) => part.kind !== "tool_result");
    const tool: Hub.Message = { role: "tool", parts: results };
    return others.length > 0 ? [tool, { ...message, parts: others }] : [tool];
  });
}

/** Gives calls without an id one, and results without an id that of the first unanswered call of their name. */
function matchToolResults(messages: Hub.Message[]): Hub.Message[] {
  const waiting: { id: string; name: string }[] = [];
  let made = 0;
  for (const message of messages) {
    for (const part of message.parts) {
      if (part.kind === "tool_call") {
        part.id ||= `${MADE_UP}_${made++}`;
        waiting.push({ id: part.id, name: part.name });
      } else if (part.kind === "tool_result") answer(part, waiting);
    }
  }
  return messages;
}

function answer(result: Hub.ToolResult, waiting: { id: string; name: string }[]): void {
  const byId = waiting.findIndex((call) => call.id === result.call_id);
  const byName = byId >= 0 ? byId : waiting.findIndex((call) => call.name === result.name);
  const at = byName >= 0 ? byName : result.call_id || waiting.length === 0 ? -1 : 0;
  const call = at >= 0 ? waiting.splice(at, 1)[0]! : undefined;
  result.call_id ||= call?.id ?? `${MADE_UP}_unmatched`;
  result.name ??= call?.name;
}
