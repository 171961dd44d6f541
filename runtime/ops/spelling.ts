import { isObject, type Json } from "../json.ts";

/**
 * A request with its fields in camel case, for APIs that take snake case too; `own` names the fields below which
 * the keys are the client's own. A body without any underscore is given back as it is.
 */
export function camelFields(body: Json, own: readonly string[]): Json {
  return camelized(body, own) as Json;
}

function camelized(value: unknown, own: readonly string[]): unknown {
  if (Array.isArray(value)) return mapped(value as unknown[], own);
  if (!isObject(value)) return value;
  const out: Record<string, unknown> = {};
  let changed = false;
  for (const [key, item] of Object.entries(value)) {
    const name = camel(key);
    const next = own.includes(name) ? item : camelized(item, own);
    changed ||= name !== key || next !== item;
    // Both spellings at once: the dialect's own counts.
    if (name === key || !Object.hasOwn(value, name)) out[name] = next;
  }
  return changed ? out : value;
}

function mapped(list: readonly unknown[], own: readonly string[]): readonly unknown[] {
  const next = list.map((item) => camelized(item, own));
  return next.some((item, i) => item !== list[i]) ? next : list;
}

function camel(key: string): string {
  return key.includes("_")
    ? key.replace(/(?<=[a-z0-9])_([a-z])/g, (_all, letter: string) => letter.toUpperCase())
    : key;
}
