import { isObject } from "./json.ts";

/**
 * The first value, none of them null, that a list of paths leads to. A path is keys joined by dots; a number
 * is a place in a list, `*` any item of one.
 */
export function firstAt(value: unknown, paths: readonly string[]): unknown {
  for (const path of paths) {
    const found = valueAt(value, path.split("."));
    if (found != null) return found;
  }
  return undefined;
}

function valueAt(value: unknown, path: readonly string[]): unknown {
  let at = value;
  for (let i = 0; i < path.length; i++) {
    const key = path[i]!;
    if (key === "*") return Array.isArray(at) ? anyItem(at, path.slice(i + 1)) : undefined;
    if (Array.isArray(at) && /^\d+$/.test(key)) at = at[Number(key)];
    else if (isObject(at) && Object.hasOwn(at, key)) at = at[key];
    else return undefined;
  }
  return at;
}

function anyItem(list: readonly unknown[], rest: readonly string[]): unknown {
  for (const item of list) {
    const found = valueAt(item, rest);
    if (found != null) return found;
  }
  return undefined;
}
