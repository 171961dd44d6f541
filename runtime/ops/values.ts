import { EMPTY, isObject, type Json } from "../json.ts";

/** A hub value of which only some is known yet. */
export type Partial<T> = {
  [K in keyof T]?: T[K] extends object | undefined
    ? { [L in keyof NonNullable<T[K]>]?: NonNullable<T[K]>[L] }
    : T[K];
};

/** The object, or `undefined` when none of its fields has a value: an empty container is not sent. */
export function some<T extends object>(object: T): T | undefined {
  for (const key in object) if (object[key] !== undefined) return object;
  return undefined;
}

/** The value, where the test holds. */
export function when(holds: boolean, value: unknown): unknown {
  return holds ? value : undefined;
}

/** Applies a function to what is there. */
export function map<T, U>(value: T | undefined, apply: (value: T) => U): U | undefined {
  return value === undefined ? undefined : apply(value);
}

/** Applies a function to each item; what gives nothing is left out; `undefined` for no list or an empty one. */
export function each<T, U>(list: readonly T[] | undefined, apply: (item: T) => U): U[] | undefined {
  if (list === undefined || list.length === 0) return undefined;
  const out = list.map(apply).filter((item) => item !== undefined);
  return out.length > 0 ? out : undefined;
}

/** The wire's word for a hub word. */
export function word<T>(
  value: string | boolean | undefined,
  table: Readonly<Record<string, T>>,
): T | undefined {
  const key = String(value);
  return value !== undefined && Object.hasOwn(table, key) ? table[key] : undefined;
}

/** The wire's words for a list of hub words. */
export function words(
  list: readonly string[] | undefined,
  table: Readonly<Record<string, string>>,
): string[] | undefined {
  return list?.map((item) => word(item, table) ?? item);
}

/** The hub's words for a list of wire words; what the table lacks stays as it is. */
export function readWords(
  list: readonly string[] | undefined,
  table: Readonly<Record<string, string | null>>,
): string[] | undefined {
  return list?.flatMap((item) => (Object.hasOwn(table, item) ? (table[item] ?? []) : item));
}

/** A call's arguments as an object; no text is no arguments, and free text stands below `input`. */
export function parse(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  if (text.trim() === "" || text === "null") return {};
  try {
    const value: unknown = JSON.parse(text);
    if (isObject(value)) return value;
  } catch {
    // Free text, then.
  }
  return { input: text };
}

/** A value as JSON text; absent is `{}`, and what is text already stays. */
export function stringify(value: unknown): string {
  if (value == null) return "{}";
  if (typeof value === "string") return argumentText(value);
  return JSON.stringify(value);
}

/** A call's arguments as text: servers send text, sometimes an object, `"null"`, or nothing for no arguments. */
export function argumentText(value: unknown): string {
  if (value == null || value === "" || value === "null") return "{}";
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** A piece of a call's arguments; some servers send them whole, as an object. */
export function argumentDelta(value: unknown): string | undefined {
  if (value == null) return undefined;
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Text with a prefix that it may have already. */
export function prefixed(text: string | undefined, prefix: string): string | undefined {
  return text === undefined || text.startsWith(prefix) ? text : prefix + text;
}

/** Text without such a prefix. */
export function bare(text: string | undefined, prefix: string): string | undefined {
  return text?.startsWith(prefix) ? text.slice(prefix.length) : text;
}

/** The object below a path, where there is one: an answer or a message inside its envelope. */
export function unwrap(value: Json, path: readonly string[]): Json {
  const found = dig(value, path);
  return isObject(found) ? found : value;
}

/** The opposite, where there is one. */
export function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** A decimal string as the number that JSON has. */
export function number(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** Text as a list with one text in it. */
export function texts(text: string | undefined): Json[] | undefined {
  return text === undefined ? undefined : [{ type: "text", text }];
}

/** The text of such a list, or text that is none. */
export function readTexts(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return undefined;
  return value
    .map((item: unknown) =>
      typeof item === "string"
        ? item
        : isObject(item) && typeof item["text"] === "string"
          ? item["text"]
          : "",
    )
    .join("");
}

/** Log probabilities as two lists of the same length: what was chosen, and what else was likely. */
export function zipLogprobs(logprobs: Record<string, unknown> | undefined): Json | undefined {
  const content = logprobs?.["content"];
  if (!Array.isArray(content)) return undefined;
  const one = (item: Json): Json => ({ token: item["token"], logProbability: item["logprob"] });
  const items = content.filter(isObject);
  return {
    chosenCandidates: items.map(one),
    topCandidates: items.map((item) => ({ candidates: objects(item["top_logprobs"]).map(one) })),
  };
}

/** The way back. */
export function unzipLogprobs(value: unknown): Record<string, unknown> | undefined {
  if (!isObject(value) || !Array.isArray(value["chosenCandidates"])) return undefined;
  const one = (item: Json): Json => ({
    token: item["token"] ?? "",
    logprob: item["logProbability"] ?? 0,
    bytes: null,
  });
  const top = objects(value["topCandidates"]);
  return {
    content: objects(value["chosenCandidates"]).map((item, i) => ({
      ...one(item),
      top_logprobs: objects(top[i]?.["candidates"]).map(one),
    })),
  };
}

/** A list of one. */
export function single<T>(value: T | undefined): T[] | undefined {
  return value === undefined ? undefined : [value];
}

/** The only string of a list of one. */
export function onlyOne(value: unknown): string | undefined {
  return Array.isArray(value) && value.length === 1 && typeof value[0] === "string"
    ? value[0]
    : undefined;
}

/** An integer of 32 bits: larger seeds are folded into the range, the same one each time. */
export function int32(value: number | undefined): number | undefined {
  if (value === undefined || (Number.isInteger(value) && Math.abs(value) <= 0x7fff_ffff))
    return value;
  return Math.abs(Math.trunc(value) % 0x7fff_ffff);
}

/** Unix seconds as an RFC 3339 instant. */
export function rfc3339(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();
}

/** An RFC 3339 instant as whole Unix seconds. */
export function epoch(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

/** `data:` URL of base64 data. */
export function dataUrl(
  mediaType: string | undefined,
  data: string | undefined,
): string | undefined {
  return data === undefined
    ? undefined
    : `data:${mediaType ?? "application/octet-stream"};base64,${data}`;
}

/** Is it a `data:` URL with base64 data? */
export function isDataUrl(value: unknown): boolean {
  return typeof value === "string" && /^data:[^,]{0,200};base64,/.test(value.slice(0, 300));
}

/** Media type and base64 data of a `data:` URL. */
export function readDataUrl(value: unknown): { media_type: string; data: string } | undefined {
  if (!isDataUrl(value)) return undefined;
  const text = value as string;
  const comma = text.indexOf(",");
  return {
    media_type: text.slice("data:".length, comma - ";base64".length),
    data: text.slice(comma + 1),
  };
}

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

/** The object, or `undefined` when it has no keys. */
export function present(value: Json): Json | undefined {
  for (const key in value) if (Object.hasOwn(value, key)) return value;
  return undefined;
}

/** Is there something: a text or a list with a content? */
export function filled(value: unknown): boolean {
  return typeof value === "string" || Array.isArray(value) ? value.length > 0 : value != null;
}

/** Is it text with something in it? */
export function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

/** Does the text start so? */
export function startsWith(value: unknown, prefix: string): boolean {
  return typeof value === "string" && value.startsWith(prefix);
}

/** The objects of a list; one object counts as a list of one. */
export function objects(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.every(isObject) ? value : value.filter(isObject);
  return isObject(value) ? [value] : [];
}

/** An index; absent is 0. */
export function index(value: number | undefined): number {
  return value ?? 0;
}

/** Lays partial hub values over each other, two levels deep; later ones win where they have a value. */
export function merge<T>(...values: (object | undefined)[]): T {
  const out: Record<string, unknown> = {};
  for (const value of values) {
    for (const [key, item] of Object.entries(value ?? {})) {
      if (item === undefined) continue;
      const before = out[key];
      out[key] =
        isObject(before) && isObject(item) ? { ...before, ...defined(item) } : (item as unknown);
    }
  }
  return out as T;
}

function defined(value: Json): Json {
  return Object.fromEntries(Object.entries(value).filter(([, item]) => item !== undefined));
}

/** JSON Schema whose type names are in capitals, as some dialects have them, with the usual ones. */
export function lowerTypes(
  schema: Record<string, unknown> | undefined,
): Record<string, unknown> | undefined {
  return schema === undefined ? undefined : (lower(schema) as Record<string, unknown>);
}

const COUNTS = ["minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"];

/** What such schemas say otherwise: a flag for null, and counts as text. */
function usual(schema: Record<string, unknown>): void {
  if (typeof schema["nullable"] === "boolean" && typeof schema["type"] === "string") {
    if (schema["nullable"]) schema["type"] = [schema["type"], "null"];
    delete schema["nullable"];
  }
  for (const name of COUNTS)
    if (typeof schema[name] === "string") schema[name] = Number(schema[name]);
}

function lower(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => lower(item, key));
  if (key === "type" && typeof value === "string") return value.toLowerCase();
  if (!isObject(value)) return value;
  const names = key === "properties" || key === "$defs";
  const out = Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      names || (name !== "enum" && name !== "default" && name !== "example")
        ? lower(item, names ? undefined : name)
        : item,
    ]),
  );
  if (!names) usual(out);
  return out;
}
