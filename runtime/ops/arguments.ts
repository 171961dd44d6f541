import { isObject } from "../json.ts";

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
