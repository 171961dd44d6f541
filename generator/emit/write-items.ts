import type { Shape } from "../shape-nodes.ts";
import { constant, literal, upper } from "./context.ts";
import { itemDef } from "./hub-defs.ts";
import { slotText, typeIn, type WriteScope } from "./write-scope.ts";
import { encodeShape } from "./write-shape.ts";
import { section } from "./write-slot.ts";
import { write } from "./write.ts";

/** A list of one shape; tools that stand in groups are gathered there. */
export function writeList(scope: WriteScope, item: Shape): string {
  const text = write(scope, item);
  if (
    item.kind === "object" &&
    item.fields.some(
      ([, each]) =>
        each.kind === "slot" && section(scope, each) === "op.tools(h.tools, encodeTool, c)",
    )
  ) {
    const field = item.fields[0]![0];
    return `op.groupedTools(h.tools, ${literal(field)}, encodeTool, c)`;
  }
  return `[${text}]`;
}

/** A list with one item for each hub value. */
export function writeEach(scope: WriteScope, node: Extract<Shape, { kind: "each" }>): string {
  const text = slotText(scope, node.path);
  if (node.shape) return `op.each(${text}, ${encodeShape(scope.ctx, node.shape)})`;
  const type = typeIn(scope, node.path);
  const def = type.is === "refs" ? type.name : "";
  const item = write({ ctx: scope.ctx, from: "v", def }, node.item!);
  return `op.each(${text}, (v) => (${item}))`;
}

/** What a `$parts` collects of the parts: text, one of them, or a list. */
export function writeParts(scope: WriteScope, node: Extract<Shape, { kind: "parts" }>): string {
  const kinds = constant(
    scope.ctx,
    node.kinds.map(upper).join("_").slice(0, 60),
    literal(node.kinds),
  );
  const empty = node.empty === undefined ? "" : ` ?? ${literal(node.empty)}`;
  const from = scope.slots?.["parts"] ?? `${scope.from}.parts`;
  const one = node.item
    ? `(v: Hub.${itemDef(node.kinds)}) => (${write({ ctx: scope.ctx, from: "v", def: itemDef(node.kinds) }, node.item)})`
    : "encodePart";
  switch (node.as) {
    case "text":
      return `op.text(${from}, ${kinds}, ${literal(node.join)})${empty}`;
    case "text_or_list":
      return `op.textOrList(${from}, ${kinds}, encodePart, c)${empty}`;
    case "one":
      return `op.one(${from}, ${kinds}, ${one})${empty}`;
    default:
      if (node.only === "signed") return `op.signed(${from}, encodePart, c)${empty}`;
      return `op.list(${from}, ${kinds}, ${one}${node.item ? "" : ", c"})${empty || (scope.slots?.["parts"] ? " ?? []" : "")}`;
  }
}

/** The function that writes one citation. */
export function citationFunction(
  scope: WriteScope,
  node: Extract<Shape, { kind: "citations" }>,
): string {
  if (node.shape) return encodeShape(scope.ctx, node.shape);
  return `(v) => (${write({ ctx: scope.ctx, from: "v", def: "Citation" }, node.item!)})`;
}
