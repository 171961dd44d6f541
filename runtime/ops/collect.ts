import type * as Hub from "../../generated/hub.types.ts";
import { isObject, type Json } from "../json.ts";
import type { Reader } from "../reader.ts";
import type { Encoding } from "../translator.ts";

type Parts = readonly Hub.Part[];
type Encode = (part: Hub.Part, c: Encoding) => unknown;
type Decode = (w: Json, r: Reader) => Hub.Part | undefined;

/** Is the part of one of the kinds? `image.data` means images by their bytes only. */
function among(part: Hub.Part, kinds: readonly string[]): boolean {
  if (kinds.includes(part.kind)) return true;
  return "source" in part && kinds.includes(`${part.kind}.${part.source}`);
}

function textOf(part: Hub.Part): string | undefined {
  return part.kind === "text" || part.kind === "reasoning" || part.kind === "refusal"
    ? part.text
    : undefined;
}

/** The text of the parts of some kinds, joined; `undefined` when there is none. */
export function text(parts: Parts, kinds: readonly string[], join: string): string | undefined {
  const texts: string[] = [];
  for (const part of parts) {
    const value = among(part, kinds) ? textOf(part) : undefined;
    if (value !== undefined) texts.push(value);
  }
  if (texts.length === 0) return undefined;
  return (join === "" ? texts : texts.filter((each) => each !== "")).join(join);
}

/** Plain text as a string, and as a list of parts when there is more to say. */
export function textOrList(
  parts: Parts,
  kinds: readonly string[],
  encode: Encode,
  c: Encoding,
): unknown {
  const mine = parts.filter((part) => among(part, kinds));
  const first = mine[0];
  if (
    mine.length === 1 &&
    first?.kind === "text" &&
    !first.cache &&
    !first.citations &&
    !first.rest
  )
    return first.text;
  const list = mine.map((part) => encode(part, c)).filter((item) => item !== undefined);
  return list.length > 0 ? list : undefined;
}

/** The parts of some kinds as a list; `undefined` when there is none. */
export function list(
  parts: Parts,
  kinds: readonly string[],
  encode: (part: never, c: Encoding) => unknown,
  c?: Encoding,
): unknown[] | undefined {
  const out: unknown[] = [];
  for (const part of parts) {
    const item = among(part, kinds) ? encode(part as never, c!) : undefined;
    if (item !== undefined) out.push(item);
  }
  return out.length > 0 ? out : undefined;
}

/** The first part of some kinds. */
export function one(
  parts: Parts,
  kinds: readonly string[],
  encode: (part: never) => unknown,
): unknown {
  const found = parts.find((part) => among(part, kinds));
  return found && encode(found as never);
}

/** Reasoning in full, when any of it carries a signature or is sealed; the plain text stands elsewhere. */
export function signed(parts: Parts, encode: Encode, c: Encoding): unknown[] | undefined {
  const mine = parts.filter((part) => part.kind === "reasoning");
  if (!mine.some((part) => part.signature ?? part.data)) return undefined;
  return mine.map((part) => encode(part, c)).filter((item) => item !== undefined);
}

/** Citations of one kind, from all texts. */
export function citations(
  parts: Parts,
  kind: string,
  encode: (citation: Hub.Citation) => unknown,
): unknown[] | undefined {
  const items = cited(parts)
    .filter((each) => each.kind === kind || each.url !== undefined)
    .map(encode)
    .filter((item) => item !== undefined);
  return items.length > 0 ? items : undefined;
}

/** The citations of all texts; one that does not say which characters it belongs to belongs to the whole of its text. */
function cited(parts: Parts): Hub.Citation[] {
  let start = 0;
  return parts.flatMap((part) => {
    if (part.kind !== "text") return [];
    const span = { start, end: (start += part.text.length) };
    return (part.citations ?? []).map((each) =>
      each.kind === "url" && each.start === undefined ? { ...each, ...span } : each,
    );
  });
}

/** A refusal, or a file that is text, as a text part. */
export function asText(part: Hub.Part): Hub.Text {
  return { kind: "text", text: ("text" in part ? part.text : undefined) ?? "" };
}

/** The system messages that were taken out of the messages. */
export function system(
  _h: Hub.Request,
  as: string,
  encode: Encode,
  c: Encoding,
  below?: string,
): unknown {
  if (c.system.length === 0) return undefined;
  const value =
    as === "text_or_list"
      ? textOrList(c.system, ["text"], encode, c)
      : as === "text"
        ? text(c.system, ["text"], "\n\n")
        : list(c.system, ["text"], encode, c);
  return below === undefined || value === undefined ? value : { [below]: value };
}

/** A tool's result as an object: text below a key, or the object that the text is. */
export function result(part: Hub.ToolResult, key: string, error: string): unknown {
  const value = text(part.parts, ["text"], "\n") ?? "";
  const name = part.is_error ? error : key;
  try {
    const parsed: unknown = JSON.parse(value);
    // `$ref` has a meaning of its own in such objects.
    if (!part.is_error && isObject(parsed) && !("$ref" in parsed)) return parsed;
  } catch {
    // Text, then.
  }
  return { [name]: value };
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

/** The part, if it is of one of the kinds; `reasoning.sealed` is reasoning that cannot be read. */
export function only(part: Hub.Part | undefined, kinds: readonly string[]): Hub.Part | undefined {
  if (part === undefined || among(part, kinds)) return part;
  return part.kind === "reasoning" && part.data && kinds.includes("reasoning.sealed")
    ? part
    : undefined;
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

/** Lists behind one another. */
export function concat<T>(...lists: (readonly T[] | undefined)[]): T[] {
  const out: T[] = [];
  for (const each of lists) for (const item of each ?? []) out.push(item);
  return out;
}

/** Puts citations that stand beside the text on the last text. */
export function cite(parts: Hub.Part[], found: Hub.Citation[] | undefined): Hub.Part[] {
  if (!found || found.length === 0) return parts;
  const last = parts.findLast((part) => part.kind === "text");
  if (last?.kind === "text") last.citations = [...(last.citations ?? []), ...found];
  return parts;
}

/** The same for a choice. */
export function citeChoice(choice: Hub.Choice, found: Hub.Citation[] | undefined): Hub.Choice {
  cite(choice.parts, found);
  return choice;
}
