import type { Json } from "./json.ts";

/**
 * Puts one piece of a call's arguments in its place. A piece names a path such as `$.filter.tags[0]` and has a value
 * of one kind; text for a path that has some already is its continuation.
 */
export function place(root: Record<string, unknown>, piece: Json): void {
  const path = keysOf(piece["jsonPath"]);
  const last = path.pop();
  if (last === undefined) return;
  let at = root as Record<string | number, unknown>;
  for (const [i, key] of path.entries()) {
    const next = path[i + 1] ?? last;
    if (typeof at[key] !== "object" || at[key] === null)
      at[key] = typeof next === "number" ? [] : {};
    at = at[key] as Record<string | number, unknown>;
  }
  const text = piece["stringValue"];
  if (typeof text === "string") at[last] = (typeof at[last] === "string" ? at[last] : "") + text;
  else if ("nullValue" in piece) at[last] = null;
  else at[last] = piece["numberValue"] ?? piece["boolValue"] ?? at[last];
}

/** The keys of a path; keys that would reach a prototype are none. */
function keysOf(path: unknown): (string | number)[] {
  if (typeof path !== "string") return [];
  const keys: (string | number)[] = [];
  for (const match of path.matchAll(
    /\.([^.[\]]+)|\[(\d{1,4})\]|\['((?:[^'\\]|\\.)*)'\]|\["((?:[^"\\]|\\.)*)"\]/g,
  )) {
    const name = match[1] ?? match[3] ?? match[4];
    if (name === "__proto__") return [];
    keys.push(name ?? Number(match[2]));
  }
  return keys;
}
