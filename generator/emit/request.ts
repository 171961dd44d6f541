import type { Obj, Shape } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import { constant, literal, type Context } from "./context.ts";
import { guardsOf } from "./guards.ts";
import { finish } from "./hub-value.ts";
import { read } from "./read.ts";
import { reading } from "./reading.ts";
import type { WriteScope } from "./write-scope.ts";
import { write } from "./write.ts";

type Dict = Record<string, any>;

/** Emits `encodeRequest`, `decodeRequest`, `encodeTool` and `decodeTool`. */
export function emitRequest(ctx: Context, required: readonly string[]): void {
  const raw = ctx.spec.raw["request"] as Dict;
  const node = shape(raw["body"], ["request", "body"]) as Obj;
  emitTools(ctx);
  constant(ctx, "LOST", literal(raw["lost"] ?? {}));
  constant(ctx, "REASONING", literal(raw["reasoning"] ?? {}));
  constant(ctx, "KNOWN", literal(knownObject(node)));
  const id = literal(ctx.spec.dialect);
  ctx.functions.set(
    "encodeRequest",
    `/**
 * The request as the upstream takes it.
 * @generated from ${ctx.id}#/request
 */
export function encodeRequest(request: Hub.Request, c: op.Encoding): op.Wire {
  const h = c.prepare(request, MESSAGES, REASONING, LOST);
  return op.withRest(${write({ ctx, from: "h", def: "Request" }, { ...node, fields: node.fields })}, h.rest, ${id}, c);
}`,
  );
  const to = reading(ctx, "Request");
  read(to, node, "w", "");
  to.slots.set("rest", [`r.rest(w, KNOWN, ${id})`]);
  const system = to.slots.get("messages+");
  if (system) {
    to.slots.delete("messages+");
    to.slots.set("messages", [`op.concat(${system[0]}, ${to.slots.get("messages")![0]})`]);
  }
  const need = required.length > 0 ? `r.require(w, ${literal(required)});\n` : "";
  const kept = raw["snake_case"] as string[] | undefined;
  const respelled = kept
    ? `const w = op.camelFields(body, ${constant(ctx, "OWN_KEYS", literal(kept))});\n`
    : "";
  ctx.functions.set(
    "decodeRequest",
    `/**
 * What a client asks, as the hub says it.
 * @generated from ${ctx.id}#/request
 */
export function decodeRequest(${kept ? "body" : "w"}: Json, r: Reader): Hub.Request {
  ${respelled}${need}${finish(to, "Hub.Request")}
}`,
  );
}

function emitTools(ctx: Context): void {
  const raw = (ctx.spec.raw["tools"] as Dict | undefined) ?? {};
  const kinds = ["custom", "function"].filter(
    (kind) => raw[kind] !== undefined && raw[kind] !== null,
  );
  const shapes = kinds.map((kind) => [kind, shape(raw[kind], ["tools", kind])] as const);
  const scope: WriteScope = { ctx, from: "t", def: "Tool" };
  const rest = raw["rest"] as Dict | undefined;
  const cases = shapes.map(([kind, node]) => {
    const lost = Object.entries((raw["lost"] as Dict | undefined) ?? {}).map(
      ([name, reason]) =>
        `if (t.${name} !== undefined) c.lost(${literal(`tools.${name}`)}, "dropped", ${literal(reason)});`,
    );
    const lines = kind === "function" ? lost.join("\n") : "";
    const text = write(scope, node);
    return `case ${literal(kind)}:\n${lines}\nreturn ${kind === "function" ? `op.withRest(${text}, t.rest, ${literal(ctx.spec.dialect)}, c)` : text};`;
  });
  ctx.functions.set(
    "encodeTool",
    `/** @generated from ${ctx.id}#/tools */
function encodeTool(t: Hub.Tool, c: op.Encoding): unknown {
  switch (t.kind) {
    ${cases.join("\n")}
    default:
      return op.opaqueTool(t, ${literal(ctx.spec.dialect)}, c);
  }
}`,
  );
  const known = Object.fromEntries(
    shapes.flatMap(([, node]) => (node.kind === "object" ? Object.entries(knownObject(node)) : [])),
  );
  constant(ctx, "KNOWN_TOOL", literal(known));
  const blocks = shapes
    .filter(([, node]) => node.kind === "object")
    .map(([kind, node]) => decodeTool(ctx, kind, node));
  void rest;
  ctx.functions.set(
    "decodeTool",
    `/** @generated from ${ctx.id}#/tools */
function decodeTool(w: Json, r: Reader): Hub.Tool | undefined {
  ${blocks.join("\n")}
  return op.readOpaqueTool(w, ${literal(ctx.spec.dialect)});
}`,
  );
}

function decodeTool(ctx: Context, kind: string, node: Shape): string {
  const to = reading(ctx, "Tool");
  to.slots.set("kind", [literal(kind)]);
  read(to, node, "w", "");
  to.slots.set("rest", [`r.rest(w, KNOWN_TOOL, ${literal(ctx.spec.dialect)})`]);
  const guards = guardsOf(node, "w", false);
  const type =
    ctx.spec.raw["tools"]?.opaque === "type" &&
    kind === "function" &&
    !guards.some((guard) => guard.includes("type"));
  const test = type ? `(w.type == null || w.type === "custom")` : guards.join(" && ");
  return `if (${test}) {\n${finish(to, "Hub.Tool")}\n}`;
}

/** The tree of the fields that an object knows: 1 is anything below. */
export function knownObject(node: Obj): Dict {
  return Object.fromEntries(
    node.fields.map(([name, item]) => [name, item.kind === "object" ? knownObject(item) : 1]),
  );
}
