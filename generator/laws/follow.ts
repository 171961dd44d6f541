import type { Const, Shape, Slot } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import { isDict, section, type Dict } from "./law.ts";
import { field, object } from "./fields.ts";
import type { Spot, Walker } from "./trace.ts";
import { alternatives, wordsOf } from "./wire.ts";

/** The root of an area. */
export function placeOf(area: Spot["area"]): Spot {
  return { area, path: [], labels: [] };
}

/** Lays a shape over a part of the wire schema and notes what it meets. */
export function follow(w: Walker, node: Shape, schema: unknown, spot: Spot): void {
  if (!isDict(schema)) return;
  switch (node.kind) {
    case "const":
      return constant(w, node, schema, spot);
    case "slot":
      return slot(w, node, schema, spot);
    case "object":
      return object(w, node, schema, spot);
    case "list":
      return items(w, schema, (item) => follow(w, node.item, item, spot));
    case "or":
      return node.shapes.forEach((each) => follow(w, each, schema, spot));
    case "by":
      for (const [, each] of node.cases) if (each) follow(w, each, schema, spot);
      if (node.absent) follow(w, node.absent.is, schema, spot);
      return;
    case "each":
    case "citations": {
      const item = node.shape ? named(w, node.shape) : node.item;
      return items(w, schema, (each) => item && follow(w, item, each, spot));
    }
    case "parts":
      if (node.as === "one" && node.item) return follow(w, node.item, schema, spot);
      return items(w, schema, (each) =>
        node.item ? follow(w, node.item, each, spot) : rows(w, each),
      );
    case "part":
      return rows(w, schema);
    case "system":
      if (node.in)
        return field(w, schema, node.in, node.at, spot, (each) =>
          items(w, each, (item) => rows(w, item)),
        );
      return items(w, schema, (each) => rows(w, each));
    case "rows":
      return pairs(w, node, schema, spot);
  }
}

/** The two fields of each row of a list of words and numbers. */
function pairs(w: Walker, node: Extract<Shape, { kind: "rows" }>, schema: Dict, spot: Spot): void {
  items(w, schema, (each) => {
    for (const name of [node.key, node.value])
      field(w, each, name, [...node.at, "$rows"], spot, () => {});
  });
}

function items(w: Walker, schema: Dict, next: (item: Dict) => void): void {
  for (const item of alternatives(w.root, schema).items) next(item);
}

function named(w: Walker, name: string): Shape | undefined {
  const value = section(w.subject, "shapes")[name];
  return value === undefined ? undefined : shape(value, ["shapes", name]);
}

function constant(w: Walker, node: Const, schema: Dict, spot: Spot): void {
  if (typeof node.value !== "string") return;
  const { words, open } = alternatives(w.root, schema);
  const known = words.flatMap((each) => wordsOf(each) ?? []);
  for (const each of words) {
    const entry = w.enums.get(each) ?? {
      seen: new Set<string>(),
      slot: false,
      spots: [],
      at: node.at,
    };
    for (const word of [node.value, ...node.also]) entry.seen.add(String(word));
    entry.spots.push(spot);
    w.enums.set(each, entry);
  }
  if (open || known.length === 0 || known.includes(node.value))
    w.found.add(JSON.stringify(node.at));
  else w.strangers.push({ at: node.at, part: "value", word: node.value, known, where: undefined });
}

function slot(w: Walker, node: Slot, schema: Dict, spot: Spot): void {
  const { words, open } = alternatives(w.root, schema);
  const table =
    node.table ?? (node.path === "finish" && node.at[0] !== "errors" ? "finish" : undefined);
  for (const each of [...words, ...alternativesOfItems(w, schema)]) {
    const entry = w.enums.get(each) ?? {
      seen: new Set<string>(),
      slot: true,
      spots: [],
      at: node.at,
    };
    entry.slot = true;
    w.enums.set(each, entry);
    if (table && !open) w.tables.push({ table, words: wordsOf(each) ?? [], at: node.at });
  }
  if (node.shape) {
    const item = named(w, node.shape);
    if (item)
      for (const each of [schema, ...alternatives(w.root, schema).items])
        follow(w, item, each, spot);
    return;
  }
  switch (node.path) {
    case "messages":
      return items(w, schema, (each) => roles(w, each));
    case "message":
      return assistant(w, schema);
    case "tools":
      return items(w, schema, (each) => tools(w, each));
    case "usage":
      return follow(w, shape(section(w.subject, "usage"), ["usage"]), schema, spot);
    case "part":
      return rows(w, schema);
  }
}

function alternativesOfItems(w: Walker, schema: Dict): Dict[] {
  return alternatives(w.root, schema).items.flatMap((item) => alternatives(w.root, item).words);
}

function roles(w: Walker, schema: Dict): void {
  const raw = section(w.subject, "messages", "roles");
  for (const [prefix, each] of [
    [["messages", "roles"], raw],
    [["messages", "roles", "also"], raw["also"] ?? {}],
  ] as const)
    for (const [name, value] of Object.entries(each as Dict))
      if (isDict(value) && name !== "also")
        follow(w, shape(value, [...prefix, name]), schema, placeOf("messages"));
}

function assistant(w: Walker, schema: Dict): void {
  const value = section(w.subject, "messages", "roles")["assistant"];
  if (isDict(value))
    follow(w, shape(value, ["messages", "roles", "assistant"]), schema, placeOf("messages"));
}

function tools(w: Walker, schema: Dict): void {
  for (const kind of ["custom", "function"]) {
    const value = section(w.subject, "tools")[kind];
    if (isDict(value)) follow(w, shape(value, ["tools", kind]), schema, placeOf("tools"));
  }
}

/** The rows of `parts`, laid over a block of the wire: whatever is written there, any row may be read. */
function rows(w: Walker, schema: Dict): void {
  const before = w.visited.get(schema) ?? new Set<string>();
  w.visited.set(schema, before);
  for (const [name, value] of Object.entries(section(w.subject, "parts"))) {
    if (name === "opaque" || value === null || before.has(name)) continue;
    before.add(name);
    follow(w, shape(value, ["parts", name]), schema, placeOf("messages"));
  }
}
