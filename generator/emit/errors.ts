import { shape } from "../shape.ts";
import { literal, type Context } from "./context.ts";
import { write } from "./write.ts";

type Dict = Record<string, any>;

/** Emits `isError` and `encodeErrorBody`. */
export function emitErrors(ctx: Context): void {
  const raw = ctx.spec.raw["errors"] as Dict;
  const patterns = (raw["inside"] as Dict[]).map(patternText);
  ctx.functions.set(
    "isError",
    `/**
 * Is this an error in spite of its status?
 * @generated from ${ctx.id}#/errors/inside
 */
export function isError(w: Json): boolean {
  return ${patterns.join(" || ") || "false"};
}`,
  );
  const slots = Object.fromEntries(
    ["message", "type", "code", "reason", "param", "status", "request_id"].map((name) => [
      name,
      `e.${name}`,
    ]),
  );
  const node = shape(raw["body"], ["errors", "body"]);
  ctx.functions.set(
    "encodeErrorBody",
    `/** @generated from ${ctx.id}#/errors/body */
export function encodeErrorBody(e: op.ErrorWords): op.Wire {
  return ${write({ ctx, from: "e", def: "", slots }, node).replace(/^op\.some\(([\s\S]*)\)$/, "$1")};
}`,
  );
}

function patternText(pattern: Dict): string {
  const tests = Object.entries(pattern).map(([path, value]) => {
    const text = pathText(path);
    if (value === "*") return `${text} != null`;
    if (typeof value === "object" && value !== null && "not" in value)
      return `(${text} != null && ${text} !== ${literal(value.not)})`;
    return `${text} === ${literal(value)}`;
  });
  return tests.length > 1 ? `(${tests.join(" && ")})` : tests[0]!;
}

/** `a.0.b` as tolerant property access below the event. */
function pathText(path: string): string {
  const keys = path.split(".");
  if (keys.length === 1 && /^[A-Za-z_]\w*$/.test(path)) return `w.${path}`;
  return `op.dig(w, ${literal(keys)})`;
}
