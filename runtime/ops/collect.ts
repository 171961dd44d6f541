import type * as Hub from "../../generated/hub.types.ts";
import { isObject } from "../json.ts";
import type { Encoding } from "../translator.ts";

type Parts = readonly Hub.Part[];

type Encode = (part: Hub.Part, c: Encoding) => unknown;

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

/** The part, if it is of one of the kinds; `reasoning.sealed` is reasoning that cannot be read. */
export function only(part: Hub.Part | undefined, kinds: readonly string[]): Hub.Part | undefined {
  if (part === undefined || among(part, kinds)) return part;
  return part.kind === "reasoning" && part.data && kinds.includes("reasoning.sealed")
    ? part
    : undefined;
}

/** Reasoning in full, when any of it carries a signature or is sealed; the plain text stands elsewhere. */
export function signed(parts: Parts, encode: Encode, c: Encoding): unknown[] | undefined {
  const mine = parts.filter((part) => part.kind === "reasoning");
  if (!mine.some((part) => part.signature ?? part.data)) return undefined;
  return mine.map((part) => encode(part, c)).filter((item) => item !== undefined);
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
