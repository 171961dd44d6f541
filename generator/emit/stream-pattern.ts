import type { Obj, Shape, Slot } from "../shape-nodes.ts";
import { access, camel, literal, type Context } from "./context.ts";
import { constantGuard } from "./guards.ts";
import { readSlot } from "./read-slot.ts";
import { reading, type Reading } from "./reading.ts";
import { TYPES } from "./stream-rows.ts";

/** One nesting level of the decoder: an event, or the items of one of its lists. */
export interface Level {
  wire: string;
  /** The hoisted objects of this level. */
  to: Reading;
  lines: string[];
  loops: Map<string, { name: string; level: Level }>;
}

/** An empty level; `names` are those that its variables cannot have. */
export function level(ctx: Context, wire: string, names: Set<string>): Level {
  const to = reading(ctx, "", TYPES);
  to.names = names;
  return { wire, to, lines: [], loops: new Map() };
}

/** What a row's pattern binds, and where. */
export interface Bound {
  slots: Map<string, string>;
  guards: string[];
  at: Level;
  /** The variable of the outermost list's items; `unless` looks there. */
  item?: string;
}

/** Walks a pattern: hoists its objects, opens loops over its lists, binds its slots. */
export function collect(ctx: Context, start: Level, node: Obj, wire: string): Bound {
  const bound: Bound = { slots: new Map(), guards: [], at: start };
  walk(ctx, bound, start, node, wire);
  return bound;
}

function walk(ctx: Context, bound: Bound, at: Level, node: Obj, wire: string): void {
  if (node.usage) bound.slots.set("usage", wire);
  for (const [name, item] of node.fields) {
    const text = access(wire, name);
    if (item.kind === "const") {
      if (
        node.with === undefined &&
        (item.guard ??
          ((name === "type" || name === ctx.spec.raw["stream"].event_key) &&
            typeof item.value === "string" &&
            !item.absent &&
            !item.with))
      )
        bound.guards.push(constantGuard(item, text));
    } else if (item.kind === "object") walkObject(ctx, bound, at, item, wire, name);
    else if (item.kind === "list") walkList(ctx, bound, at, item.item, text, name);
    else if (item.kind === "slot" && item.read) bind(bound, at, item, text, name);
    else if (item.kind === "part")
      bound.slots.set("part", `decodePart(r.object(${text}, ${literal(name)}), r)`);
  }
}

function walkObject(
  ctx: Context,
  bound: Bound,
  at: Level,
  item: Obj,
  wire: string,
  name: string,
): void {
  if (!holds(item)) return;
  const text = `r.object(${access(wire, name)}, ${literal(name)})`;
  const same = at.to.hoisted.find((line) => line.endsWith(` = ${text};`));
  let variable = same?.slice("const ".length, same.indexOf(" = "));
  if (!variable) {
    variable = camel(name);
    for (let i = 2; at.to.names.has(variable); i++) variable = `${camel(name)}${i}`;
    at.to.names.add(variable);
    at.to.hoisted.push(`const ${variable} = ${text};`);
  }
  walk(ctx, bound, at, item, variable);
}

function holds(node: Shape): boolean {
  if (node.kind === "object") return node.usage || node.fields.some(([, item]) => holds(item));
  if (node.kind === "const") return node.guard === true || typeof node.value === "string";
  return node.kind !== "lost";
}

function walkList(
  ctx: Context,
  bound: Bound,
  at: Level,
  item: Shape,
  text: string,
  name: string,
): void {
  let loop = at.loops.get(text);
  if (!loop) {
    let variable = camel(name.replace(/s$/, ""));
    for (let i = 2; at.to.names.has(variable); i++)
      variable = `${camel(name.replace(/s$/, ""))}${i}`;
    at.to.names.add(variable);
    loop = { name: variable, level: level(ctx, variable, at.to.names) };
    at.loops.set(text, loop);
    at.lines.push(text);
  }
  bound.at = loop.level;
  bound.item ??= loop.name;
  if (item.kind === "object") walk(ctx, bound, loop.level, item, loop.name);
  else if (item.kind === "part") {
    const only =
      item.kinds.length > 0
        ? `op.only(decodePart(${loop.name}, r), ${literal(item.kinds)})`
        : `decodePart(${loop.name}, r)`;
    bound.slots.set("part", only);
  } else if (item.kind === "slot") bind(bound, loop.level, item, loop.name, name);
}

function bind(bound: Bound, at: Level, item: Slot, text: string, name: string): void {
  if (item.path === "usage" || item.path === "error") bound.slots.set(item.path, text);
  else if (item.path === "part")
    bound.slots.set("part", `decodePart(r.object(${text}, ${literal(name)}), r)`);
  else bound.slots.set(item.path, readSlot(at.to, item, text, name));
}
