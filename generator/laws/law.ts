import type { Part, Path } from "../tree.ts";
import type { Subject } from "./index.ts";

/** What a law finds: the path to blame, what is so, and the way out. */
export interface Finding {
  path: Path;
  part: Part;
  message: string;
  help?: string | undefined;
  /** Another code than the law's name: what a schema finds keeps its own. */
  code?: string;
}

/** One law: its name is the error code, the name of its file and of its folder of error cases. */
export interface Law {
  name: string;
  check(subject: Subject): Iterable<Finding>;
}

/** A map of a spec or of a JSON Schema. */
export type Dict = Record<string, any>;

/** Is the value a map? */
export function isDict(value: unknown): value is Dict {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A section of a spec, or an empty map. */
export function section(subject: Subject, ...path: string[]): Dict {
  let value: unknown = subject.value;
  for (const key of path) value = isDict(value) ? value[key] : undefined;
  return isDict(value) ? value : {};
}

/** What a spec holds at a path. */
export function valueAt(subject: Subject, path: Path): unknown {
  return path.reduce<unknown>((value, step) => (value as Dict | undefined)?.[step], subject.value);
}

/** A value as a list: nothing is none, one is a list of one. */
export function listOf<T = string>(value: unknown): T[] {
  return value === undefined || value === null ? [] : ([value].flat() as T[]);
}

/** Whether one of the dotted paths is the path itself or stands above it. */
export function named(paths: Iterable<string>, path: string): boolean {
  for (const each of paths) if (path === each || path.startsWith(`${each}.`)) return true;
  return false;
}
