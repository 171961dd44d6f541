import type { Outcome } from "./decode.ts";
import type { Answer, Expected, UsageSaid } from "./oracle-shared.ts";
import { said } from "./said.ts";

/** What is told differently from what was recorded; empty when nothing is. */
export function differences(expected: Expected, outcome: Outcome): string[] {
  if (expected.kind === "incomplete") return outcome.kind === "error" && outcome.inStream ? [] : ["a broken-off stream is told as finished"];
  if (expected.kind === "error") {
    if (outcome.kind !== "error") return ["an error is told as an answer"];
    return outcome.error.kind === expected.error ? [] : [`error kind ${outcome.error.kind}, not ${expected.error}`];
  }
  if (outcome.kind === "error") return [`an answer is told as an error: ${outcome.error.kind} ${outcome.error.message.slice(0, 80)}`];
  return answers(expected, said(outcome.answer));
}

/** Compares two answers in the oracle's terms. `loose` leaves out what not every dialect can say. */
export function answers(want: Answer, got: Answer, loose: Loose = {}): string[] {
  const out: string[] = [];
  if (want.choices.length !== got.choices.length) out.push(`${got.choices.length} choices, not ${want.choices.length}`);
  for (const [i, a] of want.choices.entries()) {
    const b = got.choices[i];
    if (!b) continue;
    const at = `choice ${i}: `;
    if (!loose.text && a.text !== b.text) out.push(`${at}text ${brief(b.text)}, not ${brief(a.text)}`);
    if (!loose.reasoning && a.reasoning !== b.reasoning) out.push(`${at}reasoning ${brief(b.reasoning)}, not ${brief(a.reasoning)}`);
    if (!loose.refusal && a.refusal !== b.refusal) out.push(`${at}refusal ${brief(b.refusal)}, not ${brief(a.refusal)}`);
    if (!(loose.finish ?? ((x, y) => x === y))(a.finish, b.finish)) out.push(`${at}finish ${b.finish}, not ${a.finish}`);
    const calls = (list: typeof a.tool_calls): string => JSON.stringify(list.map(({ id, name, arguments: args }) => [loose.ids || id === null ? 0 : id, name, args]));
    const known = b.tool_calls.map((call, j) => (a.tool_calls[j]?.id == null ? { ...call, id: null } : call));
    if (calls(a.tool_calls) !== calls(known)) out.push(`${at}calls ${brief(calls(known))}, not ${brief(calls(a.tool_calls))}`);
  }
  if (!loose.usage) out.push(...usages(want.usage, got.usage, loose.counters));
  return out;
}

/** What a target dialect cannot say. */
export interface Loose {
  text?: boolean;
  reasoning?: boolean;
  refusal?: boolean;
  ids?: boolean;
  usage?: boolean;
  /** The counters that are compared; all when absent. */
  counters?: readonly (keyof UsageSaid)[];
  finish?(want: string | null, got: string | null): boolean;
}

function usages(want: UsageSaid | null, got: UsageSaid | null, counters?: readonly (keyof UsageSaid)[]): string[] {
  if (want === null) return [];
  if (got === null) return ["no usage"];
  const names = counters ?? (["input_total", "cache_read", "cache_write", "output_total", "reasoning"] as const);
  // A counter of 0 and one that is not told say the same about the bill.
  return names.filter((name) => (want[name] ?? 0) !== (got[name] ?? 0)).map((name) => `usage ${name} ${got[name]}, not ${want[name]}`);
}

function brief(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}…` : text);
}
