import type { Shape } from "../shape-nodes.ts";
import { literal, nameAt, pascal, type Context } from "./context.ts";
import { guardsOf } from "./guards.ts";
import { shapeDef } from "./hub-defs.ts";
import { finish } from "./hub-value.ts";
import { read } from "./read.ts";
import { assign, reading, type Reading } from "./reading.ts";

/** Emits `decodeX` for a named shape and gives its name. */
export function decodeShape(ctx: Context, name: string): string {
  const fn = `decode${pascal(name)}`;
  if (!ctx.functions.has(fn)) {
    ctx.functions.set(fn, "");
    const def = shapeDef(name);
    const node = ctx.spec.shapes[name];
    if (!node) throw new Error(`shape ${name} is not there; a law should have said so`);
    ctx.functions.set(
      fn,
      `/** @generated from ${ctx.id}#/shapes/${name} */\nfunction ${fn}(w: Json, r: Reader): Hub.${def}${node.kind === "by" ? " | undefined" : ""} {\n${shapeBody(ctx, def, node)}\n}`,
    );
  }
  return fn;
}

function shapeBody(ctx: Context, def: string, node: Shape): string {
  if (node.kind !== "by") {
    const to = reading(ctx, def);
    if (def === "Citation") assign(to, "kind", literal("url"));
    read(to, node, "w", "");
    return finish(to, `Hub.${def}`);
  }
  const cases = node.cases
    .filter(([, item]) => item !== null)
    .map(([value, item]) => {
      const to = reading(ctx, def);
      assign(to, node.path, literal(value));
      read(to, item!, "w", "");
      const guards = guardsOf(item!, "w", false);
      return `if (${guards.join(" && ") || "true"}) {\n${finish(to, `Hub.${def}`)}\n}`;
    });
  return `${cases.join("\n")}\nreturn undefined;`;
}

/** Emits the function that tells the cases of a `$by` apart, and gives its name. */
export function readBy(to: Reading, node: Extract<Shape, { kind: "by" }>): string {
  const { ctx } = to;
  const name = nameAt(node.at);
  const fn = `decode${pascal(name)}`;
  if (ctx.functions.has(fn)) return fn;
  ctx.functions.set(fn, "");
  const cases = node.cases.flatMap(([value, item]) =>
    alternatives(item).map((one) => byCase(to, node.path, value, one)),
  );
  const unknown = `return r.unknown(${literal(name)}, w);`;
  const text = [`if (w == null || w === "") return undefined;`, ...cases, unknown]
    .filter(Boolean)
    .join("\n");
  ctx.functions.set(
    fn,
    `/** @generated from ${ctx.id}#/${node.at.join("/")} */\nfunction ${fn}(w: unknown, r: Reader): op.Partial<Hub.${to.def}> | undefined {\n${text}\n}`,
  );
  return fn;
}

function alternatives(item: Shape | null): Shape[] {
  if (item === null || item.kind === "lost") return [];
  return item.kind === "or" ? item.shapes : [item];
}

function byCase(to: Reading, path: string, value: string, item: Shape): string {
  const inner = reading(to.ctx, to.def);
  assign(inner, path, literal(value));
  const wire = item.kind === "object" ? "v" : "w";
  read(inner, item, wire, (item.at.filter((p) => typeof p === "string").at(-3) as string) ?? "");
  if (item.kind === "const") return `if (w === ${literal(item.value)}) ${finish(inner, "")}`;
  if (item.kind !== "object") return `if (op.isObject(w)) {\n${finish(inner, "")}\n}`;
  const guards = guardsOf(item, "v", true);
  return `if (op.isObject(w)) {\nconst v = w;\nif (${guards.join(" && ") || "true"}) {\n${finish(inner, "")}\n}\n}`;
}
