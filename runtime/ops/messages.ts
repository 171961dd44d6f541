import type * as Hub from "../../generated/hub.types.ts";
import { typePictures } from "./media.ts";
import { MADE_UP, unwrapSealed } from "./sealed.ts";
import type { Encoding } from "../translator.ts";

/** One wire message for each part of a kind; the other parts of such a message have no place. */
export function per(
  m: Hub.Message,
  kind: string,
  c: Encoding,
  encode: (part: Hub.ToolResult) => unknown,
): unknown[] {
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

interface Call {
  id: string;
  name: string;
  answered: boolean;
}

/** Gives calls without an id one, and results without an id that of the first unanswered call of their name. */
function matchToolResults(messages: Hub.Message[]): Hub.Message[] {
  const all = waitingCalls();
  const names = new Map<string, ReturnType<typeof waitingCalls>>();
  const ids = new Map<string, Call>();
  let made = 0;
  for (const message of messages) {
    for (const part of message.parts) {
      if (part.kind === "tool_call") {
        part.id ||= `${MADE_UP}_${made++}`;
        const call = { id: part.id, name: part.name, answered: false };
        all.add(call);
        ids.set(call.id, call);
        if (!names.has(call.name)) names.set(call.name, waitingCalls());
        names.get(call.name)!.add(call);
      } else if (part.kind === "tool_result") {
        const own = ids.get(part.call_id);
        const named = own?.answered === false ? own : names.get(part.name ?? "")?.first();
        answer(part, named ?? (part.call_id ? undefined : all.first()));
      }
    }
  }
  return messages;
}

/** Calls in their order, of which the first that has no answer can be had at once, however many there are. */
function waitingCalls(): { add(call: Call): void; first(): Call | undefined } {
  const calls: Call[] = [];
  let at = 0;
  return {
    add: (call) => void calls.push(call),
    first() {
      while (calls[at]?.answered) at++;
      return calls[at];
    },
  };
}

function answer(result: Hub.ToolResult, call: Call | undefined): void {
  if (call) call.answered = true;
  result.call_id ||= call?.id ?? `${MADE_UP}_unmatched`;
  result.name ??= call?.name;
}
