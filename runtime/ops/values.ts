import { isObject, type Json } from "../json.ts";

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

/** The opposite, where there is one. */
export function not(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

/** A decimal string as the number that JSON has. */
export function number(value: string | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** An integer of 32 bits: larger seeds are folded into the range, the same one each time. */
export function int32(value: number | undefined): number | undefined {
  if (value === undefined || (Number.isInteger(value) && Math.abs(value) <= 0x7fff_ffff))
    return value;
  return Math.abs(Math.trunc(value) % 0x7fff_ffff);
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

/** An index; absent is 0. */
export function index(value: number | undefined): number {
  return value ?? 0;
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
