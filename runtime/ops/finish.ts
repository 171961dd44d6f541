import type * as Hub from "../../generated/hub.types.ts";
import type { FinishFacts } from "../stream-ops.ts";
import { TagSplitter } from "../tags.ts";
import { makeId } from "./sealed.ts";

/** Has the choice calls that the client has to answer? */
function calls(parts: readonly Hub.Part[]): boolean {
  return parts.some((part) => part.kind === "tool_call" && !part.server);
}

/** What finish tables decide by. */
export function facts(choice: Hub.Choice): FinishFacts {
  return {
    word: choice.finish_word,
    finish: choice.finish,
    stop_sequence: choice.stop_sequence,
    explanation: choice.explanation,
    tool_calls: calls(choice.parts),
  };
}

/** Gives a choice its finish reason, and calls without an id one. */
export function settle(
  choice: Hub.Choice,
  decode: (f: FinishFacts) => Hub.Finish | undefined,
): Hub.Choice {
  // A call without a name is none; servers fill such lists with nulls.
  choice.parts = choice.parts.filter((part) => part.kind !== "tool_call" || part.name);
  for (const part of choice.parts) if (part.kind === "tool_call") part.id ||= makeId();
  if (choice.finish_word === undefined || choice.finish_word === "") return choice;
  choice.finish = decode(facts(choice));
  return choice;
}

/** May the upstream's own word stand, because the client's dialect means the same by it? */
export function keepsWord(
  f: FinishFacts,
  own: readonly string[],
  decode: (f: FinishFacts) => Hub.Finish | undefined,
): boolean {
  return (
    f.word !== undefined && f.finish !== undefined && own.includes(f.word) && decode(f) === f.finish
  );
}

/** Takes reasoning between tags out of the beginning of a choice's text. */
export function withoutTags(choice: Hub.Choice, open: string, close: string): Hub.Choice {
  const splitter = new TagSplitter(open, close);
  choice.parts = choice.parts.flatMap((part): Hub.Part[] => {
    if (part.kind !== "text") return [part];
    const pieces = [...splitter.push(part.text), ...splitter.end()];
    return pieces.map(([kind, text]) => (kind === "text" ? { ...part, text } : { kind, text }));
  });
  return choice;
}

const NO_CHOICE: Hub.Choice = Object.freeze({ index: 0, parts: [] });

/** The first choice of an answer, for dialects that have one. */
export function firstChoice(a: Hub.Answer): Hub.Choice {
  return a.choices[0] ?? NO_CHOICE;
}

/** The choices; a refusal of the prompt counts as one that was filtered. */
export function choices(list: Hub.Choice[] | undefined, blocked?: unknown): Hub.Choice[] {
  if (list && list.length > 0) return list;
  if (typeof blocked !== "string") return list ?? [];
  return [{ index: 0, parts: [], finish: "content_filter", finish_word: blocked }];
}
