import type { Obj, Shape } from "../shape-nodes.ts";
import { access, literal } from "./context.ts";
import { readCitations, readEach, readList, readParts } from "./read-items.ts";
import { readBy } from "./read-shape.ts";
import { readSlotNode } from "./read-slot.ts";
import { assign, hoist, type Reading } from "./reading.ts";

/** Reads a shape from the wire expression, collecting hub assignments. */
export function read(to: Reading, node: Shape, wire: string, at: string): void {
  switch (node.kind) {
    case "slot":
      return readSlotNode(to, node, wire, at);
    case "object":
      return readObject(to, node, wire, at);
    case "list":
      return readList(to, node.item, wire, at);
    case "or":
      for (const item of node.shapes) readAlternative(to, item, wire, at);
      return;
    case "by":
      to.spreads.push(`${readBy(to, node)}(${wire}, r)`);
      return;
    case "each":
      return readEach(to, node, wire, at);
    case "parts":
      if (node.read) assign(to, "parts+", readParts(to, node, wire, at));
      return;
    case "system":
      assign(
        to,
        "messages+",
        `op.readSystem(${node.in ? access(`r.object(${wire}, ${literal(at)})`, node.in) : wire}, ${literal(at)}, r, decodePart)`,
      );
      return;
    case "citations":
      return readCitations(to, node, wire, at);
    case "data_url":
      return readDataUrl(to, node, wire);
    case "rows":
      for (const [word, slot] of node.slots)
        assign(
          to,
          slot,
          `op.row(${wire}, ${literal(node.key)}, ${literal(word)}, ${literal(node.value)})`,
        );
      return;
    case "result":
      to.spreads.push(`op.readResult(${wire}, ${literal(node.key)}, ${literal(node.error)})`);
      return;
    default:
      return;
  }
}

function readDataUrl(to: Reading, node: Extract<Shape, { kind: "data_url" }>, wire: string): void {
  const url = hoist(to, "dataUrl", `op.readDataUrl(${wire})`);
  assign(to, node.media, `${url}?.media_type`);
  assign(to, node.data, `${url}?.data`);
}

/** One of several spellings: it is looked at only where the value is of its type. */
function readAlternative(to: Reading, item: Shape, wire: string, at: string): void {
  const type = typeTest(item);
  if (!type) return read(to, item, wire, at);
  read(to, item, `op.when(typeof ${wire} === ${literal(type)}, ${wire})`, at);
}

function typeTest(item: Shape): string | undefined {
  if (item.kind === "slot" && item.table) return "string";
  if (item.kind !== "by") return undefined;
  const types = new Set(
    item.cases.map(([, each]) => (each?.kind === "const" ? typeof each.value : "object")),
  );
  const [only] = types;
  return types.size === 1 && only !== "object" ? only : undefined;
}

function readObject(to: Reading, node: Obj, wire: string, at: string): void {
  if (node.usage) assign(to, "usage", `decodeUsage(${wire}, r)`);
  for (const [name, item] of node.fields) {
    if (item.kind === "const") continue;
    const below = at ? `${at}.${name}` : name;
    const text = access(wire, name);
    if (item.kind === "object") {
      if (!readable(item)) continue;
      read(to, item, hoist(to, name, `r.object(${text}, ${literal(below)})`), below);
    } else read(to, item, text, below);
  }
}

/** Does a shape hold anything that is read? */
export function readable(node: Shape): boolean {
  if (node.kind === "const" || node.kind === "lost" || node.kind === "as") return false;
  if (node.kind === "slot") return node.read;
  if (node.kind === "object") return node.usage || node.fields.some(([, item]) => readable(item));
  return true;
}
