import type { Condition, Feature } from "../route-config.ts";
import { fitsAny, glob } from "../glob.ts";
import type { RequestFacts } from "./facts.ts";

/** Does a condition hold? True, or the first thing that does not, in words. */
export type Compiled = (facts: RequestFacts) => true | string;

/** Compiles a condition, the cheap questions first; an absent one always holds. */
export function compileCondition(condition: Condition | undefined): Compiled {
  const { models, headers, metadata, tokens, has, without, keys, task } = condition ?? {};
  const checks: Compiled[] = [];
  if (models) checks.push(({ source }) => isAny(models, source.asked, "the model asked for"));
  if (keys) checks.push((facts) => isKey(keys, facts));
  for (const [name, glob] of Object.entries(headers ?? {})) {
    const lower = name.toLowerCase();
    checks.push((facts) => isAny([glob], facts.header(lower), `header \`${lower}\``));
  }
  for (const [name, glob] of Object.entries(metadata ?? {}))
    checks.push((facts) => isAny([glob], facts.metadata(name), `metadata \`${name}\``));
  if (has) checks.push((facts) => isThere(has, facts));
  if (without) checks.push((facts) => isAbsent(without, facts));
  if (tokens) checks.push((facts) => isBetween(tokens, facts.tokens));
  if (task)
    checks.push(({ task: found }) =>
      task.includes(found.task) ? true : `the task is \`${found.task}\`, not ${listed(task)}`,
    );
  return (facts) => {
    for (const check of checks) {
      const answer = check(facts);
      if (answer !== true) return answer;
    }
    return true;
  };
}

function isAny(globs: readonly string[], text: string | undefined, what: string): true | string {
  if (text === undefined) return `${what} is not there`;
  if (fitsAny(globs, text)) return true;
  return `${what} is \`${text.slice(0, 60)}\`, not ${listed(globs)}`;
}

function isKey(keys: readonly string[], { source: { key } }: RequestFacts): true | string {
  if (!key) return "the request has no virtual key";
  const fits = keys.some((each) =>
    each.startsWith("tag:")
      ? key.tags.some((tag) => glob(each.slice(4))(tag))
      : glob(each)(key.name),
  );
  return fits ? true : `the key is \`${key.name}\`, not ${listed(keys)}`;
}

function isThere(wanted: readonly Feature[], { features }: RequestFacts): true | string {
  const missing = wanted.find((each) => !features.has(each));
  return missing === undefined ? true : `the request has no ${missing}`;
}

function isAbsent(unwanted: readonly Feature[], { features }: RequestFacts): true | string {
  const found = unwanted.find((each) => features.has(each));
  return found === undefined ? true : `the request has ${found}`;
}

function isBetween({ min, max }: { min?: number; max?: number }, tokens: number): true | string {
  if (min !== undefined && tokens < min) return `about ${tokens} tokens, fewer than ${min}`;
  if (max !== undefined && tokens > max) return `about ${tokens} tokens, more than ${max}`;
  return true;
}

function listed(words: readonly string[]): string {
  return words.map((word) => `\`${word}\``).join(" or ");
}
