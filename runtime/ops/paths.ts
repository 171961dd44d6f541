import { EMPTY, isObject, type Json } from "../json.ts";

/** The object below a key, without keys when there is none. */
export function at(value: Json, key: string): Json {
  const found = value[key];
  return isObject(found) ? found : EMPTY;
}

/** The value below a path of keys and indexes. */
export function dig(value: unknown, path: readonly string[]): unknown {
  let found = value;
  for (const key of path) {
    if (typeof found !== "object" || found === null) return undefined;
    found = Object.hasOwn(found, key) ? (found as Json)[key] : undefined;
  }
  return found;
}

/** The object below a path, where there is one: an answer or a message inside its envelope. */
export function unwrap(value: Json, path: readonly string[]): Json {
  const found = dig(value, path);
  return isObject(found) ? found : value;
}

/** The objects of a list; one object counts as a list of one. */
export function objects(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.every(isObject) ? value : value.filter(isObject);
  return isObject(value) ? [value] : [];
}
