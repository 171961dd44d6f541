import type { Obj } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import { literal, type Context } from "./context.ts";
import { hubLiteral } from "./hub-value.ts";
import { read } from "./read.ts";
import { reading } from "./reading.ts";
import { write } from "./write.ts";

/** Emits `encodeUsage` and `decodeUsage`: the counters of tokens. */
export function emitUsage(ctx: Context): void {
  const node = shape(ctx.spec.raw["usage"], ["usage"]) as Obj;
  ctx.functions.set(
    "encodeUsage",
    `/** @generated from ${ctx.id}#/usage */
export function encodeUsage(u: Hub.Usage): op.Wire {
  return ${write({ ctx, from: "u", def: "Usage" }, node)} as op.Wire;
}`.replace("return op.some(", "return ("),
  );
  const to = reading(ctx, "Usage");
  read(to, node, "w", "");
  const per = ctx.spec.raw["answer"].rounds as
    { in: string; key: string; of: string[] } | undefined;
  const rounds = per
    ? `op.rounds(value, ${literal(per.in)}, ${literal(per.key)}, ${literal(per.of)})`
    : "value";
  ctx.functions.set(
    "decodeUsage",
    `/** @generated from ${ctx.id}#/usage */
export function decodeUsage(value: unknown, r: Reader): Hub.Usage | undefined {
  if (!op.isObject(value)) return undefined;
  const w = ${rounds};
  ${to.hoisted.join("\n")}
  return op.some(${hubLiteral(to, "")}) as Hub.Usage | undefined;
}`,
  );
}
