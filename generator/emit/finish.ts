import { hubWords } from "../hub.ts";
import { constant, literal, type Context } from "./context.ts";

type Dict = Record<string, any>;

type Rule = string | null | ({ has: string; is: string | null } | string)[];

function ruleText(rule: Rule): string {
  if (!Array.isArray(rule)) return literal(rule ?? undefined);
  const last = rule.at(-1);
  const before = rule.slice(0, -1) as { has: string; is: string | null }[];
  return before.reduceRight(
    (text, each) =>
      `f.${each.has === "tool_calls" ? "tool_calls" : `${each.has} !== undefined`} ? ${literal(each.is ?? undefined)} : ${text}`,
    literal(last ?? undefined),
  );
}

/** Can a rule give the word? */
function gives(rule: Rule, word: string): boolean {
  return Array.isArray(rule)
    ? rule.some((each) => (typeof each === "string" ? each : each.is) === word)
    : rule === word;
}

/** Emits `decodeFinish` and `encodeFinish`: why an answer ended, word by word. */
export function emitFinish(ctx: Context): void {
  const raw = ctx.spec.raw["finish"] as Dict;
  const read = Object.entries(raw["read"] as Record<string, Rule>);
  const also = Object.entries((raw["also"] as Record<string, Rule> | undefined) ?? {}).filter(
    ([word]) => !Object.hasOwn(raw["read"], word),
  );
  ctx.functions.set("decodeFinish", decoder(ctx, [...read, ...also]));
  ctx.functions.set(
    "encodeFinish",
    encoder(ctx, read, (raw["write"] as Record<string, Rule> | undefined) ?? {}),
  );
}

function decoder(ctx: Context, rows: readonly [string, Rule][]): string {
  const cases = rows.map(
    ([word, rule]) =>
      `case ${literal(word)}: return ${rule === "none" ? "undefined" : ruleText(rule)};`,
  );
  const none = rows.some(([, rule]) => rule === "none");
  return `/** @generated from ${ctx.id}#/finish/read */
export function decodeFinish(f: op.FinishFacts): Hub.Finish${none ? " | undefined" : ""} {
  switch (f.word) {
    ${cases.join("\n")}
    default:
      return "unknown";
  }
}`;
}

/** Each hub word as `write` says it, else as the first wire word that is read as it. */
function encoder(
  ctx: Context,
  read: readonly [string, Rule][],
  write: Readonly<Record<string, Rule>>,
): string {
  const rule = (word: string): Rule =>
    write[word] ?? read.find(([, each]) => gives(each, word))?.[0] ?? null;
  const own = constant(ctx, "FINISH_WORDS", literal(read.map(([word]) => word)));
  // What was not told is as little known as a word that nobody knows.
  const cases = hubWords("Finish")
    .filter((word) => word !== "unknown")
    .map((word) => `case ${literal(word)}: return ${ruleText(rule(word))};`);
  return `/** @generated from ${ctx.id}#/finish/write */
export function encodeFinish(f: op.FinishFacts): string | undefined {
  if (op.keepsWord(f, ${own}, decodeFinish)) return f.word!;
  switch (f.finish) {
    ${cases.join("\n")}
    default:
      return ${ruleText(rule("unknown"))};
  }
}`;
}
