import type { Shape } from "../shape-nodes.ts";
import { literal } from "./context.ts";
import { citationFunction, writeEach, writeList, writeParts } from "./write-items.ts";
import { writable, writeObject } from "./write-object.ts";
import { slotText, typeIn, type WriteScope } from "./write-scope.ts";
import { writeBy } from "./write-shape.ts";
import { writeSlot } from "./write-slot.ts";

/** The expression that writes a shape; may give `undefined`, which JSON leaves out. */
export function write(scope: WriteScope, node: Shape): string {
  switch (node.kind) {
    case "const":
      return node.with
        ? `${slotText(scope, node.with)} ${typeIn(scope, node.with).is === "boolean" ? "!== true" : "=== undefined"} ? undefined : ${literal(node.value)}`
        : literal(node.value);
    case "slot":
      return writeSlot(scope, node);
    case "object":
      return writeObject(scope, node);
    case "list":
      return writeList(scope, node.item);
    case "or": {
      const shapes = node.shapes.filter((item) => writable(item));
      return shapes
        .map((item) => parenthesized(write(scope, item)))
        .slice(0, firstTotal(shapes))
        .join(" ?? ");
    }
    case "by":
      return node.write ? writeBy(scope, node) : "undefined";
    case "each":
      return writeEach(scope, node);
    case "parts":
      return node.write ? writeParts(scope, node) : "undefined";
    case "system":
      return `op.system(h, ${literal(node.as)}, encodePart, c${node.in ? `, ${literal(node.in)}` : ""})`;
    case "citations":
      return `op.citations(${scope.slots?.["parts"] ?? `${scope.from}.parts`}, ${literal(node.of)}, ${citationFunction(scope, node)})`;
    case "data_url":
      return `op.dataUrl(${slotText(scope, node.media)}, ${slotText(scope, node.data)})`;
    case "rows":
      return `op.rows(${literal(node.key)}, ${literal(node.value)}, [${node.slots.map(([word, slot]) => `[${literal(word)}, ${slotText(scope, slot)}]`).join(", ")}])`;
    case "result":
      return `op.result(${scope.from}, ${literal(node.key)}, ${literal(node.error)})`;
    case "part":
      return scope.slots?.["part"] ?? `encodePart(${scope.from}, c)`;
    case "lost":
      return `c.lost(${literal(lostField(scope))}, "dropped", ${literal(node.reason)})`;
    case "as":
      return `encodePart(op.asText(${scope.from}), c)`;
  }
}

function lostField(scope: WriteScope): string {
  return scope.slots?.["field"] ?? (scope.def === "Tool" ? "tools" : scope.def.toLowerCase());
}

/** An object literal that JSON keeps even when nothing is in it ends the alternatives. */
function firstTotal(shapes: Shape[]): number {
  const i = shapes.findIndex((item) => item.kind === "object" || item.kind === "const");
  return i < 0 ? shapes.length : i + 1;
}

function parenthesized(text: string): string {
  return /\?\?|\? /.test(text) ? `(${text})` : text;
}
