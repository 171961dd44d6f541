import type { TaskClass } from "../../../runtime/route-config.ts";
import { CHAT } from "./chat.ts";
import { CODE } from "./code.ts";
import { expand, seeded } from "./expand.ts";
import { EXTRACTION } from "./extraction.ts";
import { prepared, rowsOf, sharesOf, train, vocabulary } from "./learn.ts";
import type { Prepared, Row, Settings, Weights } from "./learn.ts";
import { REASONING } from "./reasoning.ts";
import { SEEN } from "./seen.ts";
import { SIMPLE } from "./simple.ts";
import { WRITTEN } from "./written.ts";

const PATTERNS: Readonly<Record<TaskClass, readonly string[]>> = {
  simple: SIMPLE,
  extraction: EXTRACTION,
  chat: CHAT,
  code: CODE,
  reasoning: REASONING,
};
/** Requests made of each pattern. */
const EACH = 16;
/** Requests made of each prompt that is written by hand: they are worth more than one of a pattern. */
const BY_HAND = 6;
/** A word of fewer prompts says more of the prompts than of the class. */
const LEAST = 4;
/** Features that are kept. */
const KEPT = 2200;
/** What an integer of the table is worth before calibration. */
const UNIT = 1 / 16;
const FOLDS = 4;
const SETTINGS: Settings = { rounds: 10, rate: 0.08, decay: 0.002, drop: 0.4 };

interface Made extends Prepared {
  /** Which part of the patterns it comes of, for calibration. */
  fold: number;
}

/** Every prompt that is trained on: those made of patterns, and those written by hand. */
export function trainingPrompts(): Made[] {
  const random = seeded(1);
  const made: Made[] = [];
  for (const [task, patterns] of Object.entries(PATTERNS) as [TaskClass, readonly string[]][])
    for (const [i, pattern] of patterns.entries())
      for (let n = 0; n < EACH; n++)
        made.push({ ...prepared(expand(task, pattern, random)), fold: i % FOLDS });
  for (const [task, lines] of Object.entries(WRITTEN) as [TaskClass, readonly string[]][])
    for (const [i, line] of lines.entries())
      for (let n = 0; n < BY_HAND; n++)
        made.push({ ...prepared(expand(task, line, random)), fold: i % FOLDS });
  for (const [i, prompt] of SEEN.entries())
    for (let n = 0; n < BY_HAND; n++) made.push({ ...prepared(prompt), fold: i % FOLDS });
  return made;
}

/** The text of the weights module. Takes seconds; the same each time. */
export function weightsModule(): string {
  const made = trainingPrompts();
  const { names, weights } = learn(made);
  const entries = [...names, "(prior)"]
    .map((name, i) => ({ name, integers: integersOf(weights, i) }))
    .filter(({ integers }) => integers.some((each) => each !== 0));
  const table = entries.map(({ name, integers }) => `${name}=${integers.join(",")}`);
  return `${header(made.length, table.length)}
/** Integers that make one unit of log odds, calibrated on patterns that were left out. */
export const SCALE = ${Math.round(warmth(made) / UNIT)};

/** \`feature=simple,extraction,chat,code,reasoning\`; a feature's name is its explanation. */
export const TABLE = \`
${lines(table).join("\n")}
\`;
`;
}

function header(prompts: number, features: number): string {
  return `// Written by \`node scripts/run.mjs test/routing/classify-training/main.ts\`. Do not edit.
// Multinomial logistic regression over ${prompts} prompts of our own (patterns and hand-written ones, in
// test/routing/classify-training), the ${features} strongest features, rounded. Which features there are and how they
// are found is in classify-features.ts; change that, the words or the prompts, and train again.
`;
}

/** Trains with every feature, keeps the strongest, and trains again with those. */
function learn(prompts: readonly Prepared[]): { names: string[]; weights: Weights } {
  const all = vocabulary(prompts, LEAST);
  const first = train(rowsOf(prompts, all), all.length, SETTINGS);
  const names = all
    .map((name, i) => ({ name, strength: Math.max(...integersOf(first, i).map(Math.abs)) }))
    .sort((a, b) => b.strength - a.strength || (a.name < b.name ? -1 : 1))
    .slice(0, KEPT)
    .map(({ name }) => name)
    .sort();
  return { names, weights: train(rowsOf(prompts, names), names.length, SETTINGS) };
}

/** The weights of one feature, 0 in sum, in units of the table. */
function integersOf(weights: Weights, i: number): number[] {
  const five = weights.subarray(5 * i, 5 * i + 5);
  const mean = five.reduce((a, b) => a + b, 0) / 5;
  return Array.from(five, (each) =>
    Math.max(-127, Math.min(127, Math.round((each - mean) / UNIT))),
  );
}

/** By how much the sums are to be divided so that a share is a likelihood, for patterns that were not trained on. */
function warmth(made: readonly Made[]): number {
  const left: { row: Row; weights: Weights; size: number }[] = [];
  for (let fold = 0; fold < FOLDS; fold++) {
    const prompts = made.filter((each) => each.fold !== fold);
    const names = vocabulary(prompts, LEAST);
    const weights = train(rowsOf(prompts, names), names.length, SETTINGS);
    const tested = made.filter((each) => each.fold === fold);
    for (const row of rowsOf(tested, names)) left.push({ row, weights, size: names.length });
  }
  const tries = [1, 1.125, 1.25, 1.375, 1.5, 1.625, 1.75, 1.875, 2, 2.25, 2.5];
  const losses = tries.map((divisor) =>
    left.reduce((sum, { row, weights, size }) => {
      return sum - Math.log(sharesOf(weights, row.features, size, divisor)[row.task]!);
    }, 0),
  );
  return tries[losses.indexOf(Math.min(...losses))]!;
}

function lines(entries: readonly string[]): string[] {
  const found: string[] = [];
  for (const entry of entries) {
    const last = found.at(-1);
    if (last !== undefined && last.length + entry.length < 400)
      found[found.length - 1] += ` | ${entry}`;
    else found.push(entry);
  }
  return found;
}
