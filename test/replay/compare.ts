import type { Outcome } from "./decode.ts";
import type { Answer, Call, ChoiceSaid, Expected, UsageSaid } from "./oracle-shared.ts";
import { said } from "./said.ts";

/** What the gateway makes of a recording that is not what was recorded; empty when nothing is. */
export function differences(expected: Expected, outcome: Outcome): string[] {
  if (expected.kind === "incomplete") {
    const told = outcome.kind === "error" && outcome.inStream;
    return told ? [] : ["a broken-off stream is told as finished"];
  }
  if (expected.kind === "error") {
    if (outcome.kind !== "error") return ["an error is told as an answer"];
    return kinds(expected.error, outcome.error.kind);
  }
  if (outcome.kind === "answer") return answers(expected, said(outcome.answer));
  const { kind, message } = outcome.error;
  return [`an answer is told as an error: ${kind} ${message.slice(0, 80)}`];
}

/** What a client reads that is not what it should be told; empty when nothing is. */
export function tellings(want: Expected, got: Expected): string[] {
  if (want.kind === "answer" && got.kind === "answer") return answers(want, got);
  if (want.kind === "error" && got.kind === "error") {
    const before = want.partial?.choices ?? [];
    const partial = before.flatMap((choice, i) => texts(choice, got.partial?.choices[i], i));
    return [...kinds(want.error, got.error), ...partial];
  }
  return [`${want.kind} told as ${got.kind}`];
}

function kinds(want: string, got: string): string[] {
  return want === got ? [] : [`error kind ${got}, not ${want}`];
}

/** Two answers in the oracle's terms; made-up ids are let pass where upstream had none. */
export function answers(want: Answer, got: Answer): string[] {
  const out = want.choices.flatMap((choice, i) => choices(choice, got.choices[i], i));
  if (want.choices.length !== got.choices.length) {
    out.push(`${got.choices.length} choices, not ${want.choices.length}`);
  }
  return [...out, ...usages(want.usage, got.usage)];
}

function choices(want: ChoiceSaid, got: ChoiceSaid | undefined, index: number): string[] {
  if (!got) return [];
  const out = texts(want, got, index);
  if (want.finish !== got.finish)
    out.push(`choice ${index}: finish ${got.finish}, not ${want.finish}`);
  const known = got.tool_calls.map((call, i) =>
    want.tool_calls[i]?.id === null ? { ...call, id: null } : call,
  );
  const [a, b] = [calls(want.tool_calls), calls(known)];
  if (a !== b) out.push(`choice ${index}: calls ${brief(b)}, not ${brief(a)}`);
  return out;
}

function texts(want: ChoiceSaid, got: ChoiceSaid | undefined, index: number): string[] {
  const names = ["text", "reasoning", "refusal"] as const;
  const differing = names.filter((name) => want[name] !== (got?.[name] ?? ""));
  return differing.map(
    (name) => `choice ${index}: ${name} ${apart(got?.[name] ?? "", want[name])}`,
  );
}

function calls(list: readonly Call[]): string {
  return JSON.stringify(list.map(({ id, name, arguments: said }) => [id, name, said]));
}

function usages(want: UsageSaid | null, got: UsageSaid | null): string[] {
  if (want === null) return [];
  if (got === null) return ["no usage"];
  const names = ["input_total", "cache_read", "cache_write", "output_total", "reasoning"] as const;
  // A counter of 0 and one that is not told say the same about the bill.
  const differing = names.filter((name) => (want[name] ?? 0) !== (got[name] ?? 0));
  return differing.map((name) => `usage ${name} ${got[name]}, not ${want[name]}`);
}

/** Two texts, from where they begin to differ. */
function apart(got: string, want: string): string {
  let at = 0;
  while (at < want.length && got[at] === want[at]) at += 1;
  const from = Math.max(0, at - 10);
  return `${brief(got.slice(from))}, not ${brief(want.slice(from))} (at ${at})`;
}

function brief(text: string): string {
  return JSON.stringify(text.length > 100 ? `${text.slice(0, 100)}…` : text);
}
