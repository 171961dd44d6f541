import type * as Hub from "../generated/hub.types.ts";

/** What a route asks of an answer before it is told. */
export interface AnswerRules {
  /** Nothing is told before the upstream has finished. */
  hold: boolean;
  /** An answer that says nothing, or that it failed, is a failure. */
  strict: boolean;
}

const FAILED: ReadonlySet<Hub.Finish> = new Set(["error", "malformed"]);
const SAYS_NOTHING: ReadonlySet<Hub.Finish> = new Set(["stop", "unknown", "tool_calls"]);

/** Why an answer that came without an error is none all the same; undefined when it is one. */
export function flaw(
  who: string,
  answer: { spoken: boolean; finish: Hub.Finish | undefined; repeated?: boolean },
): Hub.Error | undefined {
  const { spoken, finish } = answer;
  if (answer.repeated) return { kind: "upstream", message: `${who}'s answer ended twice.` };
  if (finish !== undefined && FAILED.has(finish)) {
    return { kind: "upstream", message: `${who}'s answer says itself that it failed (${finish}).` };
  }
  // An answer that was filtered, refused or used up its tokens may be empty and is what it is.
  if (!spoken && (finish === undefined || SAYS_NOTHING.has(finish))) {
    return { kind: "upstream", message: `${who} gave an empty answer.` };
  }
  return undefined;
}

/** Does an answer say anything: text, a call, media? */
export function speaks(answer: Hub.Answer): boolean {
  return answer.choices.some(({ parts }) =>
    parts.some((part) => !("text" in part) || (part.text ?? "") !== "" || part.kind === "file"),
  );
}
