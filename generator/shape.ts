import type { Condition, Const, Shape, Slot, SpecPath } from "./shape-nodes.ts";

type Dict = Record<string, unknown>;

function isDict(value: unknown): value is Dict {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function list(value: unknown): unknown[] {
  return value === undefined ? [] : Array.isArray(value) ? value : [value];
}

function strings(value: unknown): string[] {
  return list(value).map(String);
}

/** Reads a condition: a map of paths to values, or a list of them that all have to hold. */
export function condition(value: unknown): Condition {
  if (Array.isArray(value)) return { is: "all", conditions: value.map(condition) };
  const conditions = Object.entries(value as Dict).map(([path, expected]): Condition => {
    if (path === "not") return { is: "not", condition: condition(expected) };
    if (path === "has") return { is: "has", path: String(expected) };
    return { is: "equals", path, value: expected };
  });
  return conditions.length === 1 && conditions[0] ? conditions[0] : { is: "all", conditions };
}

function conditions(value: Dict): Condition | undefined {
  const all: Condition[] = [];
  if (value["when"] !== undefined) all.push(condition(value["when"]));
  if (value["unless"] !== undefined) all.push({ is: "not", condition: condition(value["unless"]) });
  return all.length > 1 ? { is: "all", conditions: all } : all[0];
}

function slot(path: string, at: SpecPath, mods: Dict = {}): Slot {
  return {
    kind: "slot",
    at,
    path,
    as: mods["as"] as string | undefined,
    table: mods["table"] as string | undefined,
    shape: mods["shape"] as string | undefined,
    schema: mods["schema"] as string | undefined,
    issuer: mods["issuer"] as string | undefined,
    fresh: mods["new"] as string | undefined,
    prefix: mods["prefix"] as string | undefined,
    or: "or" in mods ? list(mods["or"]) : [],
    hasOr: "or" in mods,
    min: mods["min"] as number | undefined,
    max: mods["max"] as number | undefined,
    above: mods["above"] as number | undefined,
    below: mods["below"] as number | undefined,
    when: conditions(mods),
    read: mods["read"] !== false,
    write: mods["write"] !== false,
    add: mods["add"] === true,
    includes: strings(mods["includes"]),
    implies: (mods["implies"] as Dict | undefined) ?? {},
    guard: mods["guard"] as boolean | string | undefined,
    extensionOf: mods["or_extension"] as string | undefined,
  };
}

function constant(value: unknown, at: SpecPath, mods: Dict = {}): Const {
  return {
    kind: "const",
    at,
    value,
    also: list(mods["also"]),
    absent: mods["absent"] === true,
    guard: mods["guard"] as boolean | undefined,
    with: mods["with"] as string | undefined,
  };
}

/** The words that start with `$`; each makes its own kind of node. */
const WORDS: Record<string, (value: Dict, at: SpecPath) => Shape> = {
  $: (v, at) => slot(String(v["$"]), at, v),
  $const: (v, at) => constant(v["$const"], at, v),
  $or: (v, at) => ({
    kind: "or",
    at,
    shapes: list(v["$or"]).map((item, i) => shape(item, [...at, "$or", i])),
  }),
  $by: (v, at) => ({
    kind: "by",
    at,
    path: String(v["$by"]),
    write: v["write"] !== false,
    cases: Object.entries(v["cases"] as Dict).map(([key, item]) => [
      key,
      item === null ? null : shape(item, [...at, "cases", key]),
    ]),
    absent: isDict(v["absent"])
      ? {
          when: condition(v["absent"]["when"]),
          is: shape(v["absent"]["is"], [...at, "absent", "is"]),
        }
      : undefined,
  }),
  $each: (v, at) => ({
    kind: "each",
    at,
    path: String(v["$each"]),
    item: v["item"] === undefined ? undefined : shape(v["item"], [...at, "item"]),
    shape: v["shape"] as string | undefined,
  }),
  $parts: (v, at) => ({
    kind: "parts",
    at,
    kinds: strings(v["$parts"]),
    as: String(v["as"]),
    empty: v["empty"],
    item: v["item"] === undefined ? undefined : shape(v["item"], [...at, "item"]),
    unless: strings(v["unless"]),
    read: v["read"] !== false,
    write: v["write"] !== false,
    only: v["only"] as string | undefined,
    source: v["source"] as string | undefined,
    join: (v["join"] as string | undefined) ?? "",
    answer: v["answer"] as string | undefined,
    pieces: v["pieces"] as string | undefined,
  }),
  $system: (v, at) => ({
    kind: "system",
    at,
    which: String(v["$system"]),
    as: String(v["as"]),
    in: v["in"] as string | undefined,
  }),
  $citations: (v, at) => ({
    kind: "citations",
    at,
    of: String(v["$citations"]),
    item: v["item"] === undefined ? undefined : shape(v["item"], [...at, "item"]),
    shape: v["shape"] as string | undefined,
  }),
  $data_url: (v, at) => {
    const [media, data] = strings(v["$data_url"]).map((name) => name.slice(1));
    return { kind: "data_url", at, media: media ?? "media_type", data: data ?? "data" };
  },
  $rows: (v, at) => {
    const rows = v["$rows"] as Dict;
    const slots = Object.entries(v).filter(([key]) => key !== "$rows");
    return {
      kind: "rows",
      at,
      key: String(rows["key"]),
      value: String(rows["value"]),
      slots: slots.map(([word, name]) => [word, String(name).slice(1)]),
    };
  },
  $result: (v, at) => {
    const result = v["$result"] as Dict;
    return { kind: "result", at, key: String(result["key"]), error: String(result["error"]) };
  },
  $part: (v, at) => ({ kind: "part", at, kinds: strings(v["$part"]) }),
  $lost: (v, at) => ({ kind: "lost", at, reason: String(v["$lost"]) }),
  $as: (v, at) => ({ kind: "as", at, part: String(v["$as"]) }),
};

/** The words of the language, for did-you-mean. */
export const SHAPE_WORDS = Object.keys(WORDS);

/** Lowers one validated YAML value to the intermediate form; cannot fail. */
export function shape(value: unknown, at: SpecPath): Shape {
  if (typeof value === "string" && value.startsWith("$")) {
    return value === "$part" ? { kind: "part", at, kinds: [] } : slot(value.slice(1), at);
  }
  if (Array.isArray(value)) {
    return value.length === 1
      ? { kind: "list", at, item: shape(value[0], [...at, 0]) }
      : constant(value, at);
  }
  if (!isDict(value)) return constant(value, at);
  for (const word of SHAPE_WORDS) if (word in value) return WORDS[word]!(value, at);
  const fields = Object.entries(value).filter(
    ([key]) => !["$with", "$usage", "$per"].includes(key),
  );
  return {
    kind: "object",
    at,
    fields: fields.map(([key, item]) => [key, shape(item, [...at, key])]),
    with: value["$with"] as string | undefined,
    usage: value["$usage"] === "inline",
  };
}
