import type * as Hub from "../generated/hub.types.ts";
import { EMPTY, isObject, type Json } from "./json.ts";
import { rest, type Known } from "./ops/rest.ts";

/** What a client sent does not have the type that its dialect says; `path` names the field. */
export class InvalidField extends Error {
  path: string;
  reason: string;
  constructor(path: string, reason: string) {
    super(`\`${path}\` ${reason}`);
    this.path = path;
    this.reason = reason;
  }
}

/**
 * Typed reading of unchecked JSON, the words that generated decoders are written in. `null` and absent are
 * the same: `undefined`. The strict reader (client requests) throws `InvalidField`; the lenient one (upstream
 * answers) takes what it can use and ignores the rest.
 */
export interface Reader {
  string(value: unknown, path: string): string | undefined;
  number(value: unknown, path: string): number | undefined;
  boolean(value: unknown, path: string): boolean | undefined;
  /** A list of strings, or one string. */
  strings(value: unknown, path: string): string[] | undefined;
  /** An object to read fields of; without keys when absent. */
  object(value: unknown, path: string): Json;
  /** An object to keep as it is. */
  dict(value: unknown, path: string): Record<string, unknown> | undefined;
  /** A list of objects to keep as they are. */
  dicts(value: unknown, path: string): Record<string, unknown>[] | undefined;
  /** The hub's word for a wire word; a word that the table has as `null` means nothing. */
  word<T extends string | boolean>(
    value: unknown,
    path: string,
    table: Readonly<Record<string, T | null>>,
  ): T | undefined;
  /** Reads each item of a list; items that read as `undefined` are left out; `undefined` when absent. */
  each<T>(value: unknown, path: string, read: (item: Json) => T | undefined): T[] | undefined;
  /** The same for a list whose items are plain text. */
  texts<T>(value: unknown, path: string, read: (item: string) => T): T[] | undefined;
  /** Says that a value is none that the dialect knows. */
  unknown(path: string, value: unknown): undefined;
  /** What no word knows, where it is worth keeping. */
  rest(value: Json, known: Known, dialect: string): Hub.Rest | undefined;
  /** Says which fields have to be there. */
  require(value: Json, keys: readonly string[]): void;
}

function describe(value: unknown): string {
  if (Array.isArray(value)) return "a list";
  if (typeof value === "object") return "an object";
  if (typeof value === "string") return `the string ${JSON.stringify(value.slice(0, 40))}`;
  return `${value as number}`;
}

function wrong(path: string, expected: string, value: unknown): never {
  throw new InvalidField(path, `must be ${expected}, but is ${describe(value)}`);
}

function own<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}

/** Runs `read` on one item; a mistake inside is reported with the item's place. */
function inside<I, T>(path: string, index: number, item: I, read: (item: I) => T): T {
  try {
    return read(item);
  } catch (error) {
    if (!(error instanceof InvalidField)) throw error;
    throw new InvalidField(`${path}[${index}].${error.path}`, error.reason);
  }
}

/** Reads client requests: a wrong type is the client's mistake and is named. */
export const strict: Reader = {
  string(value, path) {
    if (typeof value === "string") return value;
    return value == null ? undefined : wrong(path, "a string", value);
  },
  number(value, path) {
    // JSON has no infinity, but `1e999` reads as one; it would be sent on as null.
    if (typeof value === "number" && Number.isFinite(value)) return value;
    return value == null ? undefined : wrong(path, "a number", value);
  },
  boolean(value, path) {
    if (typeof value === "boolean") return value;
    return value == null ? undefined : wrong(path, "true or false", value);
  },
  strings(value, path) {
    if (value == null) return undefined;
    if (typeof value === "string") return [value];
    if (!Array.isArray(value)) wrong(path, "a string or a list of strings", value);
    for (const item of value) if (typeof item !== "string") wrong(path, "a list of strings", item);
    return value as string[];
  },
  object(value, path) {
    if (value == null) return EMPTY;
    return isObject(value) ? value : wrong(path, "an object", value);
  },
  dict(value, path) {
    if (value == null) return undefined;
    return isObject(value) ? (value as Record<string, unknown>) : wrong(path, "an object", value);
  },
  dicts(value, path) {
    if (value == null) return undefined;
    if (!Array.isArray(value)) wrong(path, "a list", value);
    for (const item of value) if (!isObject(item)) wrong(path, "a list of objects", item);
    return value as Record<string, unknown>[];
  },
  word(value, path, table) {
    if (value == null) return undefined;
    const word = typeof value === "string" ? own(table, value) : undefined;
    if (word === null) return undefined;
    return word ?? wrong(path, `one of ${Object.keys(table).join(", ")}`, value);
  },
  each(value, path, read) {
    if (value == null) return undefined;
    if (!Array.isArray(value)) return wrong(path, "a list", value);
    const items: NonNullable<ReturnType<typeof read>>[] = [];
    for (let i = 0; i < value.length; i++) {
      const item: unknown = value[i];
      if (!isObject(item)) return wrong(`${path}[${i}]`, "an object", item);
      const out = inside(path, i, item, read);
      if (out !== undefined) items.push(out as NonNullable<typeof out>);
    }
    return items;
  },
  texts(value, path, read) {
    return strict.strings(value, path)?.map(read);
  },
  unknown(path, value) {
    throw new InvalidField(path, `is nothing that this API knows: ${describe(value)}`);
  },
  rest,
  require(value, keys) {
    for (const key of keys) if (value[key] == null) throw new InvalidField(key, "is required");
  },
};

/** Reads upstream answers: providers deviate, so what cannot be used is as if it were not there. */
export const lenient: Reader = {
  string(value) {
    if (typeof value === "string") return value;
    return typeof value === "number" ? String(value) : undefined;
  },
  number(value) {
    if (typeof value === "number") return value;
    if (typeof value !== "string" || value.trim() === "") return undefined;
    const number = Number(value);
    return Number.isNaN(number) ? undefined : number;
  },
  boolean: (value) => (typeof value === "boolean" ? value : undefined),
  strings(value) {
    if (typeof value === "string") return [value];
    return Array.isArray(value) ? value.filter((item) => typeof item === "string") : undefined;
  },
  object: (value) => (isObject(value) ? value : EMPTY),
  dict: (value) => (isObject(value) ? (value as Record<string, unknown>) : undefined),
  dicts: (value) =>
    Array.isArray(value) ? (value.filter(isObject) as Record<string, unknown>[]) : undefined,
  word: (value, _path, table) =>
    (typeof value === "string" ? own(table, value) : undefined) ?? undefined,
  each(value, _path, read) {
    if (value == null) return undefined;
    const list: readonly unknown[] = Array.isArray(value) ? value : [value];
    const items: NonNullable<ReturnType<typeof read>>[] = [];
    for (const item of list) {
      const out = isObject(item) ? read(item) : undefined;
      if (out !== undefined) items.push(out as NonNullable<typeof out>);
    }
    return items;
  },
  texts(value, path, read) {
    return lenient.strings(value, path)?.map(read);
  },
  unknown: () => undefined,
  rest: () => undefined,
  require: () => undefined,
};
