import type { Json } from "./json.ts";

/**
 * The message of a stream's event; undefined when it is no JSON object. `key` is where the name of the event goes,
 * for dialects whose messages do not repeat it.
 */
export function messageOf(
  data: string,
  key: string | undefined,
  name: string | undefined,
): Json | undefined {
  const json = objectOf(data);
  return json === undefined || key === undefined || name === undefined
    ? json
    : { [key]: name, ...json };
}

function objectOf(data: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(data);
    return typeof value === "object" && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}
