import { nearest, suggest } from "../suggest.ts";
import type { Subject } from "./index.ts";
import { section, type Finding, type Law } from "./law.ts";
import { trace, type Stranger } from "./trace.ts";
import { nameOf } from "./wire.ts";

/**
 * Every wire field and every constant that a shape names is one the wire schema knows, or is named under
 * `extensions`. Of a provider only a near miss is a mistake: having fields of its own is what it is for.
 */
export const wireFieldsExist: Law = { name: "wire-fields-exist", check };

function* check(subject: Subject): Iterable<Finding> {
  const extensions = section(subject, "extensions");
  const renamed = Object.values(renames(subject));
  for (const each of trace(subject)?.strangers ?? []) {
    if (each.word in extensions || renamed.includes(each.word)) continue;
    if (subject.provider && (nearest(each.word, each.known).length === 0 || inCapitals(each)))
      continue;
    const near = suggest(each.word, each.known, each.part === "key" ? "fields" : "words");
    const own = `a ${each.part === "key" ? "field" : "word"} of its own is named under \`extensions\`, with what it is`;
    const help = subject.provider ? [near, own].filter(Boolean).join("; ") : near;
    yield { path: each.at, part: each.part, message: wording(subject, each), help };
  }
}

/** Nobody writes a word in capitals by mistake. */
function inCapitals({ word, known }: Stranger): boolean {
  return !known.includes(word) && known.some((each) => each.toUpperCase() === word);
}

function wording(subject: Subject, { word, part, where }: Stranger): string {
  if (part === "value" && !where) return `the wire has no word \`${word}\` here`;
  return `${nameOf(subject.wire ?? {}, where ?? {})} has no field \`${word}\``;
}

/** The provider's own names for fields of its dialect. */
function renames(subject: Subject): Record<string, string> {
  const own = subject.provider?.value as Record<string, any> | undefined;
  return (own?.["request"]?.["rename"] as Record<string, string> | undefined) ?? {};
}
