import type { Const, Shape, Slot } from "../shape-nodes.ts";
import { access, literal } from "./context.ts";

/**
 * The checks that tell a shape from its siblings: constants under `type` (every constant when `all`), what is
 * marked as a guard, and else the presence of the first key.
 */
export function guardsOf(node: Shape, wire: string, all: boolean): string[] {
  const found = constantGuards(node, wire, all);
  // Where the constant may be missing, the shape's own object has to be there.
  const loose =
    node.kind === "object" && node.fields.some(([, item]) => item.kind === "const" && item.absent);
  const own =
    node.kind === "object" && loose
      ? node.fields.find(([, item]) => item.kind === "object")
      : undefined;
  if (own) found.push(`${access(wire, own[0])} != null`);
  if (found.length > 0 || node.kind !== "object" || all) return found;
  const first = node.fields[0];
  return first ? [`${access(wire, first[0])} != null`] : [];
}

function constantGuards(node: Shape, wire: string, all: boolean): string[] {
  if (node.kind !== "object" || node.with !== undefined) return [];
  return node.fields.flatMap(([name, item]) => {
    const text = access(wire, name);
    if (item.kind === "const" && isGuard(item, name, all)) return [constantGuard(item, text)];
    if (item.kind === "slot" && item.guard) return [slotGuard(item, text)];
    if (item.kind === "data_url") return [`op.isDataUrl(${text})`];
    if (item.kind === "object")
      return constantGuards(item, `op.at(${wire}, ${literal(name)})`, all);
    return [];
  });
}

function isGuard(item: Const, name: string, all: boolean): boolean {
  if (item.guard !== undefined) return item.guard;
  if (name === "type") return typeof item.value === "string";
  return all && (typeof item.value === "string" || item.value === true);
}

/** One constant as a check. */
export function constantGuard(item: Const, text: string): string {
  const values = [item.value, ...item.also].map((value) => `${text} === ${literal(value)}`);
  if (item.absent) values.push(`${text} == null`);
  return values.length > 1 ? `(${values.join(" || ")})` : values[0]!;
}

function slotGuard(item: Slot, text: string): string {
  if (typeof item.guard === "string") return `op.startsWith(${text}, ${literal(item.guard)})`;
  if (item.as === "single") return `op.onlyOne(${text}) !== undefined`;
  return `${text} != null`;
}
