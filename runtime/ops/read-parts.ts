import type * as Hub from "../../generated/hub.types.ts";
import { isObject, type Json } from "../json.ts";
import type { Reader } from "../reader.ts";

type Decode = (w: Json, r: Reader) => Hub.Part | undefined;

function textPart(kind: string, value: string): Hub.Part {
  return { kind, text: value } as Hub.Part;
}

/** Text of a kind; where a server sends a list of parts instead, the parts. */
export function readText(
  value: unknown,
  path: string,
  r: Reader,
  kind: string,
  decode: Decode,
): Hub.Part[] | undefined {
  if (value == null || value === "") return undefined;
  if (Array.isArray(value)) return readParts(value, path, r, decode, kind);
  const found = r.string(value, path);
  return found === undefined ? undefined : [textPart(kind, found)];
}

/** A list of parts, or a string that is one of the kind. */
export function readParts(
  value: unknown,
  path: string,
  r: Reader,
  decode: Decode,
  kind: string,
): Hub.Part[] | undefined {
  if (value == null) return undefined;
  if (typeof value === "string") return value === "" ? [] : [textPart(kind, value)];
  if (Array.isArray(value) && value.some((item) => typeof item === "string")) {
    const items = value as unknown[];
    return items.flatMap((item, i) =>
      typeof item === "string"
        ? [textPart(kind, item)]
        : (r.each([item], `${path}[${i}]`, (w) => decode(w, r)) ?? []),
    );
  }
  const parts = r.each(value, path, (w) => decode(w, r));
  // Some servers give the object that a schema asked for instead of its text.
  if (isObject(value) && parts?.length === 0) return [textPart(kind, JSON.stringify(value))];
  return parts;
}

/** A part that stands alone. */
export function readOne<T>(
  value: unknown,
  path: string,
  r: Reader,
  decode: (w: Json) => T,
): T[] | undefined {
  const w = r.dict(value, path);
  return w === undefined ? undefined : [decode(w)];
}

/** System text that stands beside the messages, as a message. */
export function readSystem(
  value: unknown,
  path: string,
  r: Reader,
  decode: Decode,
): Hub.Message[] | undefined {
  const parts = readParts(isObject(value) ? [value] : value, path, r, decode, "text");
  return parts === undefined || parts.length === 0 ? undefined : [{ role: "system", parts }];
}

/** Reads such an object. */
export function readResult(
  value: unknown,
  key: string,
  error: string,
): { parts: Hub.Part[]; is_error?: boolean } {
  if (!isObject(value))
    return { parts: [{ kind: "text", text: value == null ? "" : String(value as string) }] };
  const keys = Object.keys(value);
  const only = keys.length === 1 ? value[keys[0]!] : undefined;
  const plain = (keys[0] === key || keys[0] === error) && typeof only === "string";
  const parts: Hub.Part[] = [{ kind: "text", text: plain ? only : JSON.stringify(value) }];
  return keys.length === 1 && keys[0] === error ? { parts, is_error: true } : { parts };
}

/**
 * Parts that a client gathered from a stream piece by piece: neighbours with the same value under `key` are one
 * part, whose texts are joined and whose other fields are the last that were told.
 */
export function joinPieces(value: unknown, key: string): unknown {
  if (!Array.isArray(value)) return value;
  const out: unknown[] = [];
  for (const item of value as unknown[]) {
    const last = out.at(-1);
    const same =
      isObject(item) &&
      isObject(last) &&
      item[key] != null &&
      item[key] === last[key] &&
      item["type"] === last["type"];
    if (same) out[out.length - 1] = joined(last, item);
    else out.push(item);
  }
  return out;
}

const GROWING: ReadonlySet<string> = new Set(["text", "summary", "data"]);

function joined(before: Json, more: Json): Json {
  const out: Record<string, unknown> = { ...before };
  for (const [name, value] of Object.entries(more)) {
    const old = out[name];
    if (value != null)
      out[name] =
        GROWING.has(name) && typeof old === "string" && typeof value === "string"
          ? old + value
          : value;
  }
  return out;
}

/** Lists behind one another. */
export function concat<T>(...lists: (readonly T[] | undefined)[]): T[] {
  const out: T[] = [];
  for (const each of lists) for (const item of each ?? []) out.push(item);
  return out;
}
