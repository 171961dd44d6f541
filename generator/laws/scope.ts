import { itemDef, shapeDef } from "../emit/hub-defs.ts";
import { hubWords, PART_TYPES, slotNames, slotType, type SlotType } from "../hub.ts";
import type { Shape, SpecPath } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import type { Subject } from "./index.ts";
import { isDict, listOf, section, type Dict } from "./law.ts";
import { eventSlots, HEAD_SLOTS } from "./verbs.ts";

/** What the slots of a shape are names of. */
export interface Scope {
  /** A hub definition; "" when only `extra` is known. */
  def: string;
  /** In words, for messages: "the hub's `Request`". */
  noun: string;
  /** Slots beside those of the definition. */
  extra: Readonly<Record<string, SlotType>>;
}

/** A shape, where it stands in the spec and what its slots name. */
export interface Placed {
  shape: Shape;
  at: SpecPath;
  scope: Scope;
}

const ANY: SlotType = { is: "any" };
const TEXT: SlotType = { is: "string" };

/** The scope of a hub definition. */
export function scopeOf(def: string, extra: Readonly<Record<string, SlotType>> = {}): Scope {
  return { def, noun: `the hub's \`${def}\``, extra };
}

function rowScope(verb: string): Scope {
  return { def: "", noun: `a \`${verb}\` row`, extra: eventSlots(verb) };
}

const CHOICE = { message: ANY, "logprobs.content": ANY };
const SINGLE = {
  finish: TEXT,
  stop_sequence: TEXT,
  explanation: TEXT,
  logprobs: ANY,
  message: ANY,
  "logprobs.content": ANY,
};
const ERROR_WORDS = ["message", "type", "code", "reason", "param", "status", "request_id"];

const memo = new WeakMap<object, Placed[]>();

/** Every shape of a spec, from top to bottom, in the order of the sections. */
export function placed(subject: Subject): Placed[] {
  const known = memo.get(subject.value) ?? [...all(subject)];
  memo.set(subject.value, known);
  return known;
}

function* all(subject: Subject): Iterable<Placed> {
  yield* each(section(subject, "shapes"), ["shapes"], (name) => scopeOf(shapeDef(name)));
  yield one(section(subject, "request")["body"], ["request", "body"], scopeOf("Request"));
  const parts = Object.entries(section(subject, "parts")).filter(([name]) => name !== "opaque");
  yield* each(Object.fromEntries(parts), ["parts"], (name) =>
    scopeOf(PART_TYPES[name.split(".")[0] ?? ""] ?? "Text"),
  );
  yield* roles(section(subject, "messages", "roles"), ["messages", "roles"]);
  for (const kind of ["function", "custom"]) {
    const value = section(subject, "tools")[kind];
    if (value !== undefined && value !== null) yield one(value, ["tools", kind], scopeOf("Tool"));
  }
  const single = section(subject, "answer")["choices"] === "single";
  yield one(
    section(subject, "answer")["body"],
    ["answer", "body"],
    scopeOf("Answer", single ? SINGLE : {}),
  );
  yield one(section(subject, "usage"), ["usage"], scopeOf("Usage"));
  yield* stream(section(subject, "stream"));
  const words = Object.fromEntries(ERROR_WORDS.map((name) => [name, TEXT]));
  const error: Scope = { def: "", noun: "an error", extra: words };
  yield one(section(subject, "errors")["body"], ["errors", "body"], error);
}

function one(value: unknown, at: SpecPath, scope: Scope): Placed {
  return { shape: shape(value ?? {}, at), at, scope };
}

function* each(rows: Dict, at: SpecPath, scope: (name: string) => Scope): Iterable<Placed> {
  for (const [name, value] of Object.entries(rows))
    if (value !== null) yield one(value, [...at, name], scope(name));
}

function* roles(rows: Dict, at: SpecPath): Iterable<Placed> {
  for (const [name, value] of Object.entries(rows)) {
    if (!isDict(value)) continue;
    if (name === "also") yield* roles(value, [...at, "also"]);
    else yield one(value, [...at, name], scopeOf(value["$per"] ? "ToolResult" : "Message"));
  }
}

function* stream(raw: Dict): Iterable<Placed> {
  const head: Scope = { def: "", noun: "the envelope", extra: HEAD_SLOTS };
  if (isDict(raw["envelope"])) yield one(raw["envelope"], ["stream", "envelope"], head);
  for (const list of ["events", "also"])
    for (const [i, row] of listOf<Dict>(raw[list]).entries())
      yield one(row["on"], ["stream", list, i, "on"], rowScope(String(row["do"])));
}

/** The type of a slot in a scope; undefined when there is no such slot. */
export function slotIn(scope: Scope, path: string): SlotType | undefined {
  const special = scope.extra[path];
  if (special) return special;
  const [head = "", ...below] = path.split(".");
  const above = scope.extra[head];
  if (above?.is === "ref" && below.length > 0) return slotType(above.name, below.join("."));
  const found = scope.def ? slotType(scope.def, path) : undefined;
  if (found || below.length === 0) return found;
  // Below an open object of the hub everything may stand.
  return slotIn(scope, path.slice(0, path.lastIndexOf(".")))?.is === "object" ? ANY : undefined;
}

/** The slots of a scope, and one level below those that are structures, for did-you-mean. */
export function slotsOf(scope: Scope): string[] {
  const own = [...Object.keys(scope.extra), ...(scope.def ? slotNames(scope.def) : [])];
  return own.flatMap((name) => {
    const type = slotIn(scope, name);
    return type?.is === "ref"
      ? [name, ...slotNames(type.name).map((below) => `${name}.${below}`)]
      : [name];
  });
}

/** Visits a shape and all that stands in it, each with the scope of its slots. */
export function* walk(node: Shape, scope: Scope): Iterable<[node: Shape, scope: Scope]> {
  yield [node, scope];
  switch (node.kind) {
    case "object":
      for (const [, item] of node.fields) yield* walk(item, scope);
      return;
    case "list":
      return yield* walk(node.item, scope);
    case "or":
      for (const item of node.shapes) yield* walk(item, scope);
      return;
    case "by":
      for (const [, item] of node.cases) if (item) yield* walk(item, scope);
      if (node.absent) yield* walk(node.absent.is, scope);
      return;
    case "each":
      if (node.item) yield* walk(node.item, itemScope(scope, node.path));
      return;
    case "parts":
      if (node.item) yield* walk(node.item, scopeOf(itemDef(node.kinds)));
      return;
    case "citations":
      if (node.item) yield* walk(node.item, scopeOf("Citation"));
  }
}

/** The scope of the items of a list slot. */
export function itemScope(scope: Scope, path: string): Scope {
  const type = slotIn(scope, path);
  if (type?.is === "refs") return scopeOf(type.name, type.name === "Choice" ? CHOICE : {});
  return { def: "", noun: "an item", extra: { "": TEXT } };
}

/** The words a slot may hold, when the hub lists them. */
export function wordsOf(scope: Scope, path: string): readonly string[] | undefined {
  const type = slotIn(scope, path);
  if (type?.is === "words") return type.words;
  return scope.def === "Answer" || scope.def === "Choice"
    ? path === "finish"
      ? hubWords("Finish")
      : undefined
    : undefined;
}
