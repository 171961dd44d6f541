/** Parsed JSON object whose shape nobody has checked yet. */
export type Json = { readonly [key: string]: unknown };

/** Any JSON value, for what is written. */
export type JsonValue =
  | string
  | number
  | boolean
  | null
  | undefined
  | readonly JsonValue[]
  | { readonly [key: string]: JsonValue };

/** An object without keys, for reading through what is absent. */
export const EMPTY: Json = Object.freeze(Object.create(null));

/** Is the value a JSON object (and no array)? */
export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
