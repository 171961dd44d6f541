import { obj, type Obj } from "./oracle-shared.ts";

type Content = { type?: unknown; text?: unknown };

/** Fields that hold what is said. */
export const TEXTS = ["content", "reasoning_content"];
/** Fields that ask for nothing when nothing is in them. */
export const EMPTY = [
  "generationConfig",
  "options",
  "annotations",
  "tool_calls",
  "tools",
  "safetySettings",
  "format",
  "thinkingConfig",
];

/** A list of objects, or none. */
export function items(value: unknown): Obj[] {
  return Array.isArray(value) ? (value as Obj[]) : [];
}

/** A part that is text and says nothing. */
export function isEmptyText(part: Obj): boolean {
  return part["text"] === "" && Object.keys(part).length === 1;
}

/** A tool group without declared tools. */
export function isOwn(tool: Obj): boolean {
  return !("functionDeclarations" in tool);
}

/** An assistant's turn that holds nothing. */
export function isMute(turn: Obj): boolean {
  return (
    turn["role"] === "assistant" &&
    Object.entries(turn).every(([key, value]) => key === "role" || isEmpty(value))
  );
}

/** Turns of one role behind each other as one. */
export function merged(value: unknown): Obj[] {
  const out: Obj[] = [];
  for (const turn of items(value)) {
    const last = out.at(-1);
    if (last && last["role"] === turn["role"])
      out[out.length - 1] = { ...last, content: [...blocks(last), ...blocks(turn)] };
    else out.push(turn);
  }
  return out;
}

function blocks({ content }: Obj): unknown[] {
  return typeof content === "string" ? [{ type: "text", text: content }] : items(content);
}

/** Is there nothing in it? */
export function isEmpty(value: unknown): boolean {
  if (value === "" || value === null) return true;
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** The fields but for those to drop. */
export function without(fields: Obj, drop: (value: unknown, key: string) => boolean): Obj {
  return Object.fromEntries(Object.entries(fields).filter(([key, value]) => !drop(value, key)));
}

/** The fields with the values of some keys changed. */
export function changed(
  fields: Obj,
  keys: readonly string[],
  change: (value: unknown) => unknown,
): Obj {
  const entries = Object.entries(fields);
  return Object.fromEntries(
    entries.map(([key, value]) => [key, keys.includes(key) ? change(value) : value]),
  );
}

/** The fields with one under its other name, where that is free. */
export function renamed(fields: Obj, from: string, to: string): Obj {
  if (!(from in fields) || to in fields) return fields;
  const { [from]: value, ...rest } = fields;
  return { ...rest, [to]: value };
}

/** The fields with one moved below another. */
export function nested(fields: Obj, from: string, to: string, key: string): Obj {
  const { [from]: value, ...rest } = fields;
  return { ...rest, [to]: { ...obj(fields[to]), [key]: value } };
}

/** A list with one plain text in it is that text. */
export function oneText(value: unknown): unknown {
  if (!Array.isArray(value) || value.length !== 1) return value;
  const [only] = value as Content[];
  const plain = only?.type === "text" && Object.keys(only).length === 2;
  return plain ? only.text : value;
}

/** A key in camel case. */
export function camel(key: string): string {
  return key.replace(/(?<=[a-z])_([a-z])/g, (_all, letter: string) => letter.toUpperCase());
}

/** Schemas as JSON Schema has them: types in small letters; what only this API orders by is dropped. */
export function schemas(fields: Obj): Obj {
  return changed(fields, ["parametersJsonSchema", "responseJsonSchema"], schema);
}

export function schema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(schema);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(
    ([key, item]) => item !== null && !/^property_?ordering$/i.test(key),
  );
  return Object.fromEntries(
    entries.map(([key, item]) => [
      key,
      key === "type" && typeof item === "string" ? item.toLowerCase() : schema(item),
    ]),
  );
}
