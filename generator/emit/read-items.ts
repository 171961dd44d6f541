import type { Shape } from "../shape-nodes.ts";
import { literal } from "./context.ts";
import { itemDef } from "./hub-defs.ts";
import { finish } from "./hub-value.ts";
import { decodeShape } from "./read-shape.ts";
import { read } from "./read.ts";
import { assign, reading, type Reading } from "./reading.ts";
import { typeIn } from "./write-scope.ts";

/** Reads a list of one shape; only tools that stand in groups have something to read there. */
export function readList(to: Reading, item: Shape, wire: string, at: string): void {
  if (item.kind !== "object") return;
  const [name, below] = item.fields[0] ?? [];
  if (name && below?.kind === "slot" && to.def === "Request" && below.path === "tools") {
    assign(
      to,
      "tools",
      `op.readGroupedTools(${wire}, ${literal(at)}, ${literal(name)}, r, ${literal(to.ctx.spec.dialect)}, decodeTool)`,
    );
  }
}

/** Reads a list whose items are hub values of one definition, or plain texts. */
export function readEach(
  to: Reading,
  node: Extract<Shape, { kind: "each" }>,
  wire: string,
  at: string,
): void {
  if (node.shape) {
    assign(
      to,
      node.path,
      `r.each(${wire}, ${literal(at)}, (v) => ${decodeShape(to.ctx, node.shape)}(v, r))`,
    );
    return;
  }
  const type = typeIn(to, node.path);
  if (type.is === "refs")
    assign(
      to,
      node.path,
      `r.each(${wire}, ${literal(at)}, (v) => ${inlineReader(to, type.name, node.item!, [])})`,
    );
  else
    assign(to, node.path, `r.each(${wire}, ${literal(at)}, (v) => ${inlineLeaf(to, node.item!)})`);
}

/** An item whose only slot is the item itself. */
function inlineLeaf(to: Reading, node: Shape): string {
  const inner = reading(to.ctx, "", { "": { is: "string" } });
  inner.names.add("v");
  read(inner, node, "v", "");
  const text = [...inner.slots.values()][0]?.[0] ?? "undefined";
  return inner.hoisted.length === 0 ? text : `{\n${inner.hoisted.join("\n")}\nreturn ${text};\n}`;
}

/** Reads citations that stand beside the text. */
export function readCitations(
  to: Reading,
  node: Extract<Shape, { kind: "citations" }>,
  wire: string,
  at: string,
): void {
  const one = node.shape
    ? `${decodeShape(to.ctx, node.shape)}(v, r)`
    : inlineReader(to, "Citation", node.item!, [["kind", literal(node.of)]]);
  assign(to, "citations+", `r.each(${wire}, ${literal(at)}, (v) => ${one})`);
}

/** The body of an arrow function over `v` that gives a hub value; `first` is what is known of it beforehand. */
function inlineReader(to: Reading, def: string, node: Shape, first: [string, string][]): string {
  const inner = reading(to.ctx, def);
  inner.names.add("v");
  for (const [path, text] of first) assign(inner, path, text);
  read(inner, node, "v", "");
  return `{\n${finish(inner, `Hub.${def}`)}\n}`;
}

/** The expression that reads the parts of a `$parts`. */
export function readParts(
  to: Reading,
  node: Extract<Shape, { kind: "parts" }>,
  wire: string,
  at: string,
): string {
  const path = literal(at);
  const unless = node.unless.map((name) => `op.filled(w.${name})`);
  const skip = (text: string) =>
    unless.length > 0 ? `(${unless.join(" || ")} ? undefined : ${text})` : text;
  // What stands there as a string is text, where text can stand there.
  const kind = node.kinds.includes("text") ? "text" : node.kinds[0]!.split(".")[0]!;
  if (node.as === "text")
    return skip(`op.readText(${wire}, ${path}, r, ${literal(kind)}, decodePart)`);
  if (node.item) {
    const [, variant] = node.kinds[0]!.split(".");
    const def = itemDef(node.kinds);
    const first: [string, string][] = [["kind", literal(kind)]];
    if (variant ?? node.source) first.push(["source", literal(variant ?? node.source)]);
    if (node.item.kind === "slot")
      return skip(
        `r.texts(${wire}, ${path}, (v) => ({ ${first.map(([k, v]) => `${k}: ${v}`).join(", ")}, ${node.item.path}: v }) as Hub.Part)`,
      );
    const one = inlineReader(to, def, node.item, first);
    if (node.as === "one") return skip(`op.readOne(${wire}, ${path}, r, (v) => ${one})`);
    return skip(`r.each(${wire}, ${path}, (v) => ${one})`);
  }
  const list = node.pieces ? `op.joinPieces(${wire}, ${literal(node.pieces)})` : wire;
  const decode = node.only
    ? `(item, reader) => op.only(decodePart(item, reader), ${literal(node.kinds)})`
    : "decodePart";
  return skip(`op.readParts(${list}, ${path}, r, ${decode}, ${literal(kind)})`);
}
