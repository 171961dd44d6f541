import type * as Hub from "../../generated/hub.types.ts";
import type { Json } from "../json.ts";
import { isObject } from "../json.ts";

/** The sum of the counters that are known; unknown when none is. */
export function sum(...counters: (number | undefined)[]): number | undefined {
  let total: number | undefined;
  for (const counter of counters) if (counter !== undefined) total = (total ?? 0) + counter;
  return total;
}

/** What is left of a counter that includes others; below zero where a server counts more of a part than of the whole. */
export function minus(
  whole: number | undefined,
  ...parts: (number | undefined)[]
): number | undefined {
  if (whole === undefined) return undefined;
  let left = whole;
  for (const part of parts) left -= part ?? 0;
  return left;
}

/** Counters of the wire that make one counter of the hub. */
export function plus(
  first: number | undefined,
  ...others: (number | undefined)[]
): number | undefined {
  let total = first;
  for (const other of others) if (other !== undefined) total = (total ?? 0) + other;
  return total;
}

const TOKENS = [
  "input",
  "cache_read",
  "cache_write",
  "cache_write_5m",
  "cache_write_1h",
  "cache_write_30m",
  "input_audio",
  "input_cached_audio",
  "input_image",
  "input_video",
  "output",
  "reasoning",
  "output_audio",
  "output_image",
] as const;

/** All tokens together, as far as they are known. */
export function total(u: Hub.Usage): number | undefined {
  return sum(...TOKENS.map((name) => u[name]));
}

/** The counters of the rounds that an answer took, added up; those of the whole where it tells no rounds. */
export function rounds(w: Json, list: string, key: string, words: readonly string[]): Json {
  const found = w[list];
  if (!Array.isArray(found)) return w;
  const mine = (found as Json[]).filter(
    (item) => isObject(item) && words.includes(String(item[key])),
  );
  return mine.length === 0 ? w : { ...w, ...mine.reduce(added, {}) };
}

function added(sum: Json, item: Json): Json {
  const out: Record<string, unknown> = { ...sum };
  for (const [name, value] of Object.entries(item)) {
    const before = out[name];
    if (typeof value === "number") out[name] = (typeof before === "number" ? before : 0) + value;
    else if (isObject(value)) out[name] = added(isObject(before) ? before : {}, value);
  }
  return out;
}

/** The counter of a row in a list such as `[{modality: "AUDIO", tokenCount: 3}]`. */
export function row(list: unknown, key: string, word: string, value: string): number | undefined {
  if (!Array.isArray(list)) return undefined;
  const found = (list as Json[]).find((item) => isObject(item) && item[key] === word)?.[value];
  return typeof found === "number" ? found : undefined;
}

/** The same list, written. */
export function rows(
  key: string,
  value: string,
  counters: readonly (readonly [word: string, count: number | undefined])[],
): Json[] | undefined {
  const known = counters.filter(([, count]) => count !== undefined && count > 0);
  return known.length === 0
    ? undefined
    : known.map(([word, count]) => ({ [key]: word, [value]: count }));
}
