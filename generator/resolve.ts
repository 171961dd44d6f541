import type { Diagnostic } from "./diagnostic.ts";
import type { Source } from "./source.ts";
import { suggest } from "./suggest.ts";
import type { Part, Path, Place } from "./tree.ts";

/** A document to validate and lower: plain frozen data that knows where each of its paths was written. */
export interface Resolved {
  readonly value: unknown;
  locate(path: Path, part: Part): Place;
  readonly diagnostics: readonly Diagnostic[];
}

type Plain = Readonly<Record<string, unknown>>;

/**
 * Lays a spec over the one it inherits from: maps merge key by key, anything else replaces, `null`
 * removes. Keys keep the order of the base, then come the new ones. Inheritance is one level deep:
 * a base that itself has a parent throws. Removing what is not there is a mistake (`removed-key-exists`).
 */
export function resolve(child: Source, base: Source): Resolved {
  if (base.parent) throw new Error(`${base.file} inherits itself; inheritance is one level deep`);
  const diagnostics: Diagnostic[] = [];
  const locate = (path: Path, part: Part): Place => child.locate(path, part, base);
  const removed = (path: Path, known: string[]): void => {
    const name = String(path.at(-1));
    const message = `\`${name}\` is not in ${base.file}, so there is nothing to remove`;
    const help = suggest(name, known, "keys there") ?? "leave the key out";
    diagnostics.push({ ...child.locate(path, "key"), law: "removed-key-exists", message, help });
  };
  return { value: merge(base.value, child.value, removed), locate, diagnostics };
}

/**
 * The merge itself, on plain data; neither argument is touched. `removed` is told of each `null` that
 * has nothing to remove, with the keys that stand beside it.
 */
export function merge(
  base: unknown,
  child: unknown,
  removed: (path: Path, known: string[]) => void = () => {},
  path: Path = [],
): unknown {
  if (!isMap(child)) return child;
  if (child["$replace"] === true) {
    const { $replace: _, ...alone } = child;
    return merge(undefined, alone, removed, path);
  }
  // A word of the language is one thing: another word takes its place, nothing of it stays.
  if (
    isMap(base) &&
    Object.keys(child).some(
      (key) => key.startsWith("$") && key !== "$write" && !Object.hasOwn(base, key),
    )
  )
    return merge(undefined, child, removed, path);
  const below: Plain = isMap(base) ? base : Object.freeze(Object.create(null));
  const result: Record<string, unknown> = Object.create(null);
  for (const [key, value] of Object.entries(below)) {
    if (!Object.hasOwn(child, key)) result[key] = value;
    else if (child[key] === null && WORDS.has(path.at(-1))) result[key] = null;
    else if (child[key] !== null) result[key] = merge(value, child[key], removed, [...path, key]);
  }
  for (const [key, value] of Object.entries(child)) {
    if (Object.hasOwn(below, key)) continue;
    if (value === null && WORDS.has(path.at(-1))) result[key] = null;
    else if (value === null) removed([...path, key], Object.keys(below));
    else result[key] = merge(undefined, value, removed, [...path, key]);
  }
  return Object.freeze(result);
}

/** Under these null is a word: nothing is written. */
const WORDS: ReadonlySet<unknown> = new Set(["$write", "cases"]);

function isMap(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
