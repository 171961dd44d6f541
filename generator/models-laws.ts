import { lookup } from "../runtime/models.ts";
import { catalogueOf } from "./models.ts";
import type { ModelsDocument, WrittenFacts, WrittenPeriod } from "./models.ts";
import { suggest } from "./suggest.ts";
import type { Part, Path } from "./tree.ts";

/** A mistake that the schema cannot see, with the path to blame. */
export interface ModelProblem {
  readonly path: Path;
  readonly part: Part;
  readonly law: string;
  readonly message: string;
  readonly help?: string;
}

/** What is wrong with a catalogue that its schema admits; every problem, not the first. */
export function modelProblems(document: ModelsDocument): ModelProblem[] {
  return [
    ...unreachableFamilies(document),
    ...likes(document),
    ...rules(document),
    ...each(document, periods),
    ...each(document, policies),
    ...styles(document),
  ];
}

type Law = (facts: WrittenFacts, path: Path) => Iterable<ModelProblem>;

function* each(document: ModelsDocument, law: Law): Iterable<ModelProblem> {
  for (const [index, family] of document.families.entries())
    yield* law(family, ["families", index]);
  for (const [id, facts] of Object.entries(document.models ?? {}))
    yield* law(facts, ["models", id]);
}

/** `family-is-reached`: a glob that an earlier one takes in never holds. */
function* unreachableFamilies({ families }: ModelsDocument): Iterable<ModelProblem> {
  const seen: string[] = [];
  for (const [index, { match }] of families.entries()) {
    for (const glob of [match].flat()) {
      const earlier = seen.find((other) => takesIn(other, glob));
      if (earlier === undefined) continue;
      const message = `\`${glob}\` is never reached: \`${earlier}\` before it matches the same ids`;
      yield {
        path: ["families", index, "match"],
        part: "value",
        law: "family-is-reached",
        message,
      };
    }
    seen.push(...[match].flat());
  }
}

/** Whether each id of `glob` is one of `other`: `*` of the one is taken as a character by the other. */
function takesIn(other: string, glob: string): boolean {
  const [head = "", ...rest] = other.split("*");
  if (rest.length === 0) return other === glob;
  const last = rest.pop() ?? "";
  if (!glob.startsWith(head) || !glob.slice(head.length).endsWith(last)) return false;
  let at = head.length;
  for (const text of rest) {
    const found = glob.indexOf(text, at);
    if (found < 0) return false;
    at = found + text.length;
  }
  return at <= glob.length - last.length;
}

/** `like-exists`: the model whose facts are shared is listed, and does not itself share another's. */
function* likes({ models = {} }: ModelsDocument): Iterable<ModelProblem> {
  for (const [id, { like }] of Object.entries(models)) {
    if (like === undefined) continue;
    const at = { path: ["models", id, "like"], part: "value", law: "like-exists" } as const;
    const ids = Object.keys(models);
    if (!Object.hasOwn(models, like))
      yield { ...at, message: `no model \`${like}\``, ...help(like, ids, "models") };
    else if (models[like]?.like)
      yield { ...at, message: `\`${like}\` is itself like another model` };
  }
}

/** `rule-exists` and `rule-is-used`: names of shared rules lead somewhere, and none is for nothing. */
function* rules(document: ModelsDocument): Iterable<ModelProblem> {
  const names = Object.keys(document.rules ?? {});
  const used = new Set<string>();
  const uses: Law = function* (facts, path) {
    for (const [period, at] of periodsOf(facts, path)) {
      for (const [index, rule] of (period.rules ?? []).entries()) {
        if (typeof rule !== "string") continue;
        used.add(rule);
        if (names.includes(rule)) continue;
        const message = `no rule \`${rule}\``;
        const where = { path: [...at, "rules", index], part: "value", law: "rule-exists" } as const;
        yield { ...where, message, ...help(rule, names, "rules") };
      }
    }
  };
  yield* each(document, uses);
  for (const name of names.filter((each) => !used.has(each))) {
    const message = `no price is subject to \`${name}\``;
    yield { path: ["rules", name], part: "key", law: "rule-is-used", message };
  }
}

/** `periods-follow`: dated rates are in order and do not overlap; `until` and the next `from` may leave a gap. */
function* periods(facts: WrittenFacts, path: Path): Iterable<ModelProblem> {
  let end: string | undefined = "";
  for (const [period, at] of periodsOf(facts, path)) {
    const problem = { path: at, part: "value", law: "periods-follow" } as const;
    const { from = "", until } = period;
    if (end === undefined) yield { ...problem, message: "follows rates that have no end" };
    else if (from < end) yield { ...problem, message: "begins before the rates before it end" };
    if (until !== undefined && until <= from)
      yield { ...problem, message: "ends before it begins" };
    end = until;
  }
}

/** `field-is-ruled-once`: a field that is withdrawn is not clamped as well. */
function* policies({ policy }: WrittenFacts, path: Path): Iterable<ModelProblem> {
  for (const field of policy?.refuse ?? []) {
    if (!policy?.clamp?.[field]) continue;
    const at = { path: [...path, "policy", "clamp", field], part: "key" } as const;
    yield { ...at, law: "field-is-ruled-once", message: `\`${field}\` is withdrawn already` };
  }
}

/** `reasoning-has-style`: what a model says of its reasoning needs a style, its own or its family's. */
function* styles(document: ModelsDocument): Iterable<ModelProblem> {
  const catalogue = catalogueOf("", document);
  for (const [id, { policy }] of Object.entries(document.models ?? {})) {
    if (!policy?.reasoning || lookup(catalogue, id).policy.reasoning) continue;
    const at = { path: ["models", id, "policy", "reasoning"], part: "key" } as const;
    yield {
      ...at,
      law: "reasoning-has-style",
      message: "neither the model nor its family has a style",
    };
  }
}

function periodsOf({ price }: WrittenFacts, path: Path): [WrittenPeriod, Path][] {
  if (price === undefined) return [];
  if (!Array.isArray(price)) return [[price as WrittenPeriod, [...path, "price"]]];
  return price.map((period: WrittenPeriod, index) => [period, [...path, "price", index]]);
}

function help(word: string, known: readonly string[], noun: string): { help?: string } {
  const text = suggest(word, known, noun);
  return text === undefined ? {} : { help: text };
}
