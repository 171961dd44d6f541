import { UNKNOWN_MODEL, encoding } from "./encoding.ts";
import { isObject } from "./json.ts";
import type { Json } from "./json.ts";
import type { Dialect } from "./translator.ts";

/** Where a dialect's answers tell what they cost: a key of a top-level object. */
export interface CostPlace {
  usage: string;
  cost: string;
}

const PROBE = 0.123456789;
const known = new WeakMap<Dialect, CostPlace | null>();

/** The place, found out by asking the translator, so no dialect is known here; undefined when it has none. */
export function costPlace(dialect: Dialect): CostPlace | undefined {
  let place = known.get(dialect);
  if (place === undefined) known.set(dialect, (place = probe(dialect) ?? null));
  return place ?? undefined;
}

/**
 * The text of an answer, or of an event of a stream, with its cost (USD, decimal) beside its usage; unchanged where
 * there is no usage, or where the provider tells a cost of its own. `json` is what the text says.
 */
export function withCost(text: string, json: Json, place: CostPlace, cost: string): string {
  const usage = json[place.usage];
  if (!isObject(usage) || Object.hasOwn(usage, place.cost)) return text;
  const end = endOf(text, place.usage, JSON.stringify(usage));
  if (end === undefined) return text;
  const comma = Object.keys(usage).length > 0 ? "," : "";
  return `${text.slice(0, end)}${comma}${JSON.stringify(place.cost)}:${cost}${text.slice(end)}`;
}

/** Where the object of a key is closed. What stands in a string has its quotes escaped, so it is never taken for one. */
function endOf(text: string, key: string, value: string): number | undefined {
  const name = JSON.stringify(key);
  for (let at = text.lastIndexOf(name); at > 0; at = text.lastIndexOf(name, at - 1)) {
    const open = /^\s*:\s*\{/.exec(text.slice(at + name.length, at + name.length + 20));
    if (text[at - 1] === "\\" || !open) continue;
    const start = at + name.length + open[0].length - 1;
    const end = closing(text, start);
    if (end !== undefined && isSame(text.slice(start, end + 1), value)) return end;
  }
  return undefined;
}

function closing(text: string, start: number): number | undefined {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < text.length; at++) {
    const char = text[at];
    if (quoted) {
      if (char === "\\") at++;
      else if (char === '"') quoted = false;
    } else if (char === '"') quoted = true;
    else if (char === "{") depth++;
    else if (char === "}" && --depth === 0) return at;
  }
  return undefined;
}

function isSame(text: string, value: string): boolean {
  try {
    return JSON.stringify(JSON.parse(text)) === value;
  } catch {
    return false;
  }
}

function probe(dialect: Dialect): CostPlace | undefined {
  const usage = { input: 1, output: 1, cost: String(PROBE) };
  const parts = [{ kind: "text" as const, text: "x" }];
  const answer = { choices: [{ index: 0, parts, finish: "stop" as const }], usage };
  const c = encoding({ model: UNKNOWN_MODEL, now: 0, makeId: () => "probe" });
  const wire = dialect.encodeAnswer(answer, c) as Json;
  for (const [key, value] of Object.entries(wire)) {
    if (!isObject(value)) continue;
    const cost = Object.keys(value).find((each) => value[each] === PROBE);
    if (cost !== undefined) return { usage: key, cost };
  }
  return undefined;
}
