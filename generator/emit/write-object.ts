import type { Obj, Shape } from "../shape-nodes.ts";
import { key } from "./context.ts";
import { slotText, type WriteScope } from "./write-scope.ts";
import { write } from "./write.ts";

/** An object literal; one without a value in it, or without its guards, is not written. */
export function writeObject(scope: WriteScope, node: Obj): string {
  if (node.fields.length === 0 && !node.usage) return "{}";
  const guard = scope.guarded ? [] : guardTests(scope, node);
  if (guard.length > 0)
    return `${guard.join(" && ")} ? ${writeObject({ ...scope, guarded: true }, node)} : undefined`;
  const fields = node.fields
    .filter(([, item]) => writable(item))
    .map(([name, item]) => `${key(name)}: ${write(scope, item)},`);
  if (node.usage)
    fields.push(
      `...${scope.slots?.["usage_inline"] ?? `op.map(${scope.from}.usage, encodeUsage)`},`,
    );
  const text = `{\n${fields.join("\n")}\n}`;
  if (node.with) return `${slotText(scope, node.with)} === undefined ? undefined : ${text}`;
  return constantIn(node) ? text : `op.some(${text})`;
}

/** Slots that are guards: an object is not written without them. */
export function guardTests(scope: WriteScope, node: Shape): string[] {
  if (node.kind === "slot")
    return node.guard === true && node.write ? [`${slotText(scope, node.path)} !== undefined`] : [];
  if (node.kind === "list") return guardTests(scope, node.item);
  return node.kind === "object" ? node.fields.flatMap(([, item]) => guardTests(scope, item)) : [];
}

/** Does the object always have something to say? Then it is there even when no slot is filled. */
function constantIn(node: Shape): boolean {
  if (node.kind === "const") return !node.with;
  if (node.kind === "slot") return node.hasOr || node.fresh !== undefined;
  if (node.kind === "object")
    return (
      node.usage || node.fields.length === 0 || node.fields.some(([, item]) => constantIn(item))
    );
  return ["part", "list"].includes(node.kind);
}

/** Can the shape be written at all? */
export function writable(node: Shape): boolean {
  if (node.kind === "slot" || node.kind === "by" || node.kind === "parts")
    return node.write && !(node.kind === "slot" && node.add);
  if (node.kind === "object")
    return node.usage || node.fields.length === 0 || node.fields.some(([, item]) => writable(item));
  return true;
}
