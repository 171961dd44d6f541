import type * as Hub from "../../generated/hub.types.ts";
import { isObject, type Json } from "../json.ts";
import type { Encoding, Wire } from "../translator.ts";

/** The fields that a body knows: 1 is anything below. */
export interface Known {
  readonly [key: string]: 1 | Known;
}

/** What a client sent and no word knows, by dotted path, with the dialect it belongs to. */
export function rest(w: Json, known: Known, dialect: string): Hub.Rest | undefined {
  const fields: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  collect(w, known, "", fields);
  for (const _ in fields) return { dialect, fields };
  return undefined;
}

function collect(value: Json, known: Known, path: string, out: Record<string, unknown>): void {
  for (const key of Object.keys(value)) {
    const below = Object.hasOwn(known, key) ? known[key] : undefined;
    const item = value[key];
    const name = path + key.replace(/[.\\]/g, "\\$&");
    if (below === undefined) {
      if (item != null) out[name] = item;
    } else if (below !== 1 && isObject(item)) collect(item, below, `${name}.`, out);
  }
}

/** Puts such fields back where they were, if it is their dialect, and else says that they were left out. */
export function withRest(
  wire: unknown,
  fields: Hub.Rest | undefined,
  dialect: string,
  c: Encoding,
): Wire {
  const out = wire as Wire;
  if (fields === undefined || wire === undefined) return out;
  for (const [path, value] of Object.entries(fields.fields)) {
    const keys = keysOf(path);
    if (keys.includes("__proto__")) c.lost(path, "dropped", "no API has such a field");
    else if (fields.dialect === dialect) place(out, keys, value);
    else c.lost(path, "dropped", "no other API knows this field");
  }
  return out;
}

/** The keys of a path; a dot that belongs to a key stands behind a backslash. */
function keysOf(path: string): string[] {
  if (!path.includes("\\")) return path.split(".");
  const keys = [""];
  for (let at = 0; at < path.length; at++) {
    if (path[at] === ".") keys.push("");
    else keys[keys.length - 1] += path[at] === "\\" ? path[++at]! : path[at]!;
  }
  return keys;
}

function place(out: Wire, path: readonly string[], value: unknown): void {
  let at: Wire = out;
  for (const key of path.slice(0, -1)) {
    const below = at[key];
    at = (isObject(below) ? below : (at[key] = {})) as Wire;
  }
  const last = path.at(-1)!;
  if (at[last] === undefined) at[last] = value;
}
