import { shape, type Const, type Shape } from "../shape.ts";
import type { Subject } from "./index.ts";
import { isDict, listOf, section, type Dict } from "./law.ts";
import { alternatives, definition, discriminator, wordsOf } from "./wire.ts";

type Obj = Extract<Shape, { kind: "object" }>;
type PathKey = Shape["at"];

/** A place on the wire: which list of excused names speaks of it, and how it is named there. */
export interface Spot {
  area: "request" | "messages" | "tools" | "answer" | "events" | "errors";
  /** The fields that lead to it, from the root of the area. */
  path: string[];
  /** The words that tell the objects on the way from others of their unions. */
  labels: string[];
}

/** An object of the wire that shapes lead to. */
export interface Seen {
  keys: Set<string>;
  spots: Spot[];
  at: PathKey;
}

/** A union of objects, and those of them that shapes lead to. */
export interface Union {
  objects: Dict[];
  taken: Set<Dict>;
  spots: Spot[];
  at: PathKey;
}

/** An enumeration of the wire, and the constants that stand where it does. */
export interface Words {
  seen: Set<string>;
  /** A slot stands there: it says every word, by a table or as it is. */
  slot: boolean;
  spots: Spot[];
  at: PathKey;
}

/** A name or word of the spec that the wire does not know, where it was looked for. */
export interface Stranger {
  at: PathKey;
  part: "key" | "value";
  word: string;
  known: string[];
  where: Dict | undefined;
}

/** What a spec says, laid over the wire schema. */
export interface Trace {
  objects: Map<Dict, Seen>;
  unions: Map<Dict, Union>;
  enums: Map<Dict, Words>;
  /** Slots that read a closed set of words by a table, or by the finish table. */
  tables: { table: string; words: string[]; at: PathKey }[];
  strangers: Stranger[];
}

interface Walker extends Trace {
  root: Dict;
  subject: Subject;
  /** Places that were found on the wire at least once: a row may stand where some of its fields do not. */
  found: Set<string>;
  visited: Map<unknown, Set<string>>;
}

const memo = new WeakMap<object, Trace>();

function placeOf(area: Spot["area"]): Spot {
  return { area, path: [], labels: [] };
}

/** Lays every shape of a spec over its wire schema; undefined when there is none. */
export function trace(subject: Subject): Trace | undefined {
  if (!subject.wire) return undefined;
  const known = memo.get(subject.value) ?? traced(subject, subject.wire);
  memo.set(subject.value, known);
  return known;
}

function traced(subject: Subject, root: Dict): Trace {
  const w: Walker = { root, subject, objects: new Map(), unions: new Map(), enums: new Map(), tables: [], strangers: [], found: new Set(), visited: new Map() };
  const sections: [string[], string, Spot["area"]][] = [
    [["request", "body"], "Request", "request"],
    [["answer", "body"], "Answer", "answer"],
    [["stream", "envelope"], "Event", "events"],
    [["errors", "body"], "Error", "errors"],
  ];
  for (const [path, name, area] of sections) {
    const value = path.reduce<unknown>((at, key) => (isDict(at) ? at[key] : undefined), subject.value);
    if (isDict(value)) follow(w, shape(value, path), definition(root, name), placeOf(area));
  }
  for (const list of ["events", "also"])
    for (const [i, row] of listOf<Dict>(section(subject, "stream")[list]).entries())
      // A stream may bring an `Error` in the place of an `Event`.
      follow(w, shape(row["on"], ["stream", list, i, "on"]), definition(root, row["do"] === "fail" ? "Error" : "Event"), placeOf("events"));
  return { ...w, strangers: neverFound(w) };
}

/** A name that was looked for in several places is strange when none of them knows it. */
function neverFound(w: Walker): Stranger[] {
  const byPlace = new Map<string, Stranger>();
  for (const each of w.strangers) {
    const key = JSON.stringify(each.at);
    if (w.found.has(key)) continue;
    const known = byPlace.get(key);
    byPlace.set(key, known ? { ...known, known: [...known.known, ...each.known] } : each);
  }
  return [...byPlace.values()];
}

function follow(w: Walker, node: Shape, schema: unknown, spot: Spot): void {
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
      return items(w, schema, (each) => (node.item ? follow(w, node.item, each, spot) : rows(w, each)));
    case "part":
      return rows(w, schema);
    case "system":
      if (node.in) return field(w, schema, node.in, node.at, spot, (each) => items(w, each, (item) => rows(w, item)));
      return items(w, schema, (each) => rows(w, each));
    case "rows":
      return items(w, schema, (each) => [node.key, node.value].forEach((name) => field(w, each, name, [...node.at, "$rows"], spot, () => {})));
  }
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
    const entry = w.enums.get(each) ?? { seen: new Set<string>(), slot: false, spots: [], at: node.at };
    for (const word of [node.value, ...node.also]) entry.seen.add(String(word));
    entry.spots.push(spot);
    w.enums.set(each, entry);
  }
  if (open || known.length === 0 || known.includes(node.value)) w.found.add(JSON.stringify(node.at));
  else w.strangers.push({ at: node.at, part: "value", word: node.value, known, where: undefined });
}

function slot(w: Walker, node: Extract<Shape, { kind: "slot" }>, schema: Dict, spot: Spot): void {
  const { words, open } = alternatives(w.root, schema);
  const table = node.table ?? (node.path === "finish" && node.at[0] !== "errors" ? "finish" : undefined);
  for (const each of [...words, ...alternativesOfItems(w, schema)]) {
    const entry = w.enums.get(each) ?? { seen: new Set<string>(), slot: true, spots: [], at: node.at };
    entry.slot = true;
    w.enums.set(each, entry);
    if (table && !open) w.tables.push({ table, words: wordsOf(each) ?? [], at: node.at });
  }
  if (node.shape) {
    const item = named(w, node.shape);
    if (item) for (const each of [schema, ...alternatives(w.root, schema).items]) follow(w, item, each, spot);
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
  for (const [prefix, each] of [[["messages", "roles"], raw], [["messages", "roles", "also"], raw["also"] ?? {}]] as const)
    for (const [name, value] of Object.entries(each as Dict))
      if (isDict(value) && name !== "also") follow(w, shape(value, [...prefix, name]), schema, placeOf("messages"));
}

function assistant(w: Walker, schema: Dict): void {
  const value = section(w.subject, "messages", "roles")["assistant"];
  if (isDict(value)) follow(w, shape(value, ["messages", "roles", "assistant"]), schema, placeOf("messages"));
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

function object(w: Walker, node: Obj, schema: Dict, spot: Spot): void {
  const { objects } = alternatives(w.root, schema);
  if (objects.length === 0) return;
  const fitting = best(node, objects.filter((each) => fits(w, node, each)));
  if (objects.length > 1) {
    const union = w.unions.get(schema) ?? { objects, taken: new Set<Dict>(), spots: [], at: node.at };
    for (const each of fitting) union.taken.add(each);
    union.spots.push(spot);
    w.unions.set(schema, union);
  }
  const near = fitting.length > 0 ? fitting : objects;
  for (const each of fitting) see(w, each, node, spot, objects.length > 1);
  for (const [name, item] of node.fields) {
    const owners = near.filter((each) => each["properties"][name] !== undefined);
    const at = [...node.at, name];
    if (fitting.length > 0) note(w, owners.length > 0, { at, part: "key", word: name, known: near.flatMap((each) => Object.keys(each["properties"])), where: near[0] });
    else if (item.kind !== "const") continue;
    for (const owner of owners) {
      if (fitting.length > 0) w.objects.get(owner)?.keys.add(name);
      follow(w, item, owner["properties"][name], inside(w, spot, owner, name, objects.length > 1));
    }
  }
  if (node.usage) follow(w, shape(section(w.subject, "usage"), ["usage"]), schema, spot);
  if (section(w.subject, "tools")["opaque"] === "keys" && node.fields.some(([, item]) => item.kind === "slot" && item.path === "tools"))
    for (const each of fitting) for (const key of Object.keys(each["properties"])) w.objects.get(each)?.keys.add(key);
}

function note(w: Walker, known: boolean, stranger: Stranger): void {
  if (known) w.found.add(JSON.stringify(stranger.at));
  else w.strangers.push(stranger);
}

function field(w: Walker, schema: Dict, name: string, at: PathKey, spot: Spot, next: (below: Dict) => void): void {
  const { objects } = alternatives(w.root, schema);
  const owners = objects.filter((each) => each["properties"][name] !== undefined);
  if (objects.length > 0) note(w, owners.length > 0, { at, part: "value", word: name, known: objects.flatMap((each) => Object.keys(each["properties"])), where: objects[0] });
  for (const owner of owners) {
    see(w, owner, { at }, spot, false);
    w.objects.get(owner)?.keys.add(name);
    next(owner["properties"][name]);
  }
}

function see(w: Walker, each: Dict, node: { at: PathKey }, spot: Spot, ofUnion: boolean): void {
  const entry = w.objects.get(each) ?? { keys: new Set<string>(), spots: [], at: node.at };
  entry.spots.push(labelled(w, spot, each, ofUnion));
  w.objects.set(each, entry);
}

function labelled(w: Walker, spot: Spot, object: Dict, ofUnion: boolean): Spot {
  const label = ofUnion ? discriminator(w.root, object) : undefined;
  return label === undefined ? spot : { ...spot, labels: [...spot.labels, label] };
}

function inside(w: Walker, spot: Spot, owner: Dict, name: string, ofUnion: boolean): Spot {
  const labels = labelled(w, spot, owner, ofUnion);
  return { ...labels, path: [...spot.path, name] };
}

/** Of several objects that no constant tells apart those that know most of the shape's fields. */
function best(node: Obj, objects: readonly Dict[]): Dict[] {
  const count = (each: Dict): number => node.fields.filter(([name]) => each["properties"][name] !== undefined).length;
  const most = Math.max(...objects.map(count));
  return objects.filter((each) => count(each) === most);
}

/** May a shape stand for this object? Its constants have to be words that the object allows. */
function fits(w: Walker, node: Obj, each: Dict): boolean {
  return node.fields.every(([name, item]) => {
    if (item.kind !== "const" || typeof item.value !== "string") return true;
    const property: unknown = each["properties"][name];
    if (property === undefined) return !["type", "role"].includes(name);
    const { words, open } = alternatives(w.root, property);
    const known = words.flatMap((one) => wordsOf(one) ?? []);
    return open || known.length === 0 || [item.value, ...item.also].some((value) => known.includes(String(value)));
  });
}
