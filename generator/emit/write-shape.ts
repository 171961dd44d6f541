import type { Shape } from "../shape-nodes.ts";
import { literal, nameAt, pascal, type Context } from "./context.ts";
import { shapeDef } from "./hub-defs.ts";
import { conditionText, slotText, type WriteScope } from "./write-scope.ts";
import { write } from "./write.ts";

/** Emits `encodeX` for a named shape and gives its name. */
export function encodeShape(ctx: Context, name: string): string {
  const fn = `encode${pascal(name)}`;
  if (!ctx.functions.has(fn)) {
    ctx.functions.set(fn, "");
    const def = shapeDef(name);
    const node = ctx.spec.shapes[name];
    if (!node) throw new Error(`shape ${name} is not there; a law should have said so`);
    const scope: WriteScope = { ctx, from: "v", def };
    ctx.functions.set(
      fn,
      `/** @generated from ${ctx.id}#/shapes/${name} */\nfunction ${fn}(v: Hub.${def}): unknown {\n${body(scope, node)}\n}`,
    );
  }
  return fn;
}

/** A function body that gives a shape: a switch for `$by`, else one return. */
export function body(scope: WriteScope, node: Shape): string {
  if (node.kind !== "by") return `return ${write(scope, node)};`;
  const cases = node.cases.map(
    ([value, item]) => `case ${literal(value)}: return ${item ? write(scope, item) : "undefined"};`,
  );
  return `switch (${slotText(scope, node.path)}) {\n${cases.join("\n")}\n}\nreturn undefined;`;
}

/** Emits the function that writes the cases of a `$by`, and gives the call of it. */
export function writeBy(scope: WriteScope, node: Extract<Shape, { kind: "by" }>): string {
  const { ctx } = scope;
  const fn = `encode${pascal(nameAt(node.at))}`;
  if (!ctx.functions.has(fn)) {
    ctx.functions.set(fn, "");
    const inner: WriteScope = {
      ...scope,
      slots: { ...scope.slots, field: node.path.split(".")[0]! },
    };
    const absent = node.absent
      ? `if (${conditionText(inner, node.absent.when)}) return ${write(inner, node.absent.is)};\n`
      : "";
    const text = body(inner, node).replace(/return undefined;$/, `${absent}return undefined;`);
    ctx.functions.set(
      fn,
      `/** @generated from ${ctx.id}#/${node.at.join("/")} */\nfunction ${fn}(${scope.from}: Hub.${scope.def}, c: op.Encoding): unknown {\n${text}\n}`,
    );
  }
  return `${fn}(${scope.from}, c)`;
}
