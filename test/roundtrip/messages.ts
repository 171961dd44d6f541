import fc from "fast-check";
import type * as Hub from "../../generated/hub.types.ts";
import { args, id, name, text } from "./values.ts";

/** What the turns of a dialect can hold. */
export interface Turns {
  /** Where system messages stand. */
  system: "anywhere" | "first";
  systemPart: fc.Arbitrary<Hub.Part>;
  userPart: fc.Arbitrary<Hub.Part>;
  /** One kind of thing that the assistant says beside calls, in the order in which it is read. */
  said: readonly fc.Arbitrary<Hub.Part>[];
  call: fc.Arbitrary<Partial<Hub.ToolCall>>;
  /** What a result holds besides its call. */
  result: fc.Arbitrary<Partial<Hub.ToolResult> & { parts: Hub.Part[] }>;
  /** Is the name of its call known to a result? */
  namedResults: boolean;
  /** One result a message, or all of a round in one. */
  results: "each" | "together";
  /** How many parts a text-like turn may have. */
  most: number;
}

const textPart: fc.Arbitrary<Hub.Part> = text.map((value) => ({ kind: "text", text: value }));
/** Plain text. */
export const plainText = textPart;

/** A conversation: rounds of question, answer and perhaps calls with their results. */
export function conversation(turns: Turns): fc.Arbitrary<Hub.Message[]> {
  const system = fc.option(fc.array(turns.systemPart, { minLength: 1, maxLength: turns.most }), {
    nil: undefined,
  });
  const round = fc.record({
    system,
    asked: fc.array(turns.userPart, { minLength: 1, maxLength: turns.most }),
    said: fc.tuple(...turns.said.map((part) => fc.option(part, { nil: undefined }))),
    calls: fc.array(fc.tuple(name, args, turns.call, turns.result), { maxLength: 2 }),
    closing: text,
  });
  const ids = fc.uniqueArray(id, { minLength: 6, maxLength: 6 });
  return fc.tuple(fc.array(round, { minLength: 1, maxLength: 3 }), ids).map(([rounds, unique]) => {
    const left = [...unique];
    return rounds.flatMap((each, i) => roundOf(turns, each, left, i));
  });
}

interface Round {
  system: Hub.Part[] | undefined;
  asked: Hub.Part[];
  said: (Hub.Part | undefined)[];
  calls: [string, string, Partial<Hub.ToolCall>, Partial<Hub.ToolResult> & { parts: Hub.Part[] }][];
  closing: string;
}

function roundOf(turns: Turns, round: Round, ids: string[], index: number): Hub.Message[] {
  const out: Hub.Message[] = [];
  if (round.system && (turns.system === "anywhere" || index === 0)) {
    out.push({ role: "system", parts: round.system });
  }
  out.push({ role: "user", parts: round.asked });
  const calls = round.calls.map(([called, text_, more, result]) => {
    const call: Hub.ToolCall = {
      kind: "tool_call",
      id: ids.pop()!,
      name: called,
      arguments: text_,
      ...more,
    };
    return { call, result };
  });
  const parts = [
    ...round.said.filter((part) => part !== undefined),
    ...calls.map(({ call }) => call),
  ];
  if (parts.length > 0) out.push({ role: "assistant", parts });
  if (calls.length > 0) out.push(...resultsOf(turns, calls));
  const before = out.at(-1)!;
  if (before.role !== "assistant")
    out.push({ role: "assistant", parts: [{ kind: "text", text: round.closing }] });
  return out;
}

type Answered = { call: Hub.ToolCall; result: Partial<Hub.ToolResult> & { parts: Hub.Part[] } };

function resultsOf(turns: Turns, calls: readonly Answered[]): Hub.Message[] {
  const parts = calls.map(({ call, result }): Hub.ToolResult => {
    const named = turns.namedResults ? { name: call.name } : {};
    return { kind: "tool_result", call_id: call.id, ...named, ...result };
  });
  if (turns.results === "together") return [{ role: "tool", parts }];
  return parts.map((part) => ({ role: "tool", parts: [part] }));
}
