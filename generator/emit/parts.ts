import type { Shape } from "../shape-nodes.ts";
import { PART_TYPES } from "../hub.ts";
import { constant, literal, upper, type Context } from "./context.ts";
import { knownObject } from "./request.ts";
import { guardsOf } from "./guards.ts";
import { finish } from "./hub-value.ts";
import { read } from "./read.ts";
import { reading } from "./reading.ts";
import type { WriteScope } from "./write-scope.ts";
import { write } from "./write.ts";

/** One row of the `parts` section: a kind, perhaps a variant of it, and its wire shape. */
export interface PartRow {
  kind: string;
  variant?: string;
  shape: Shape;
}

/** How a variant is told from the plain kind in the hub. */
const VARIANTS: Record<string, string> = {
  "reasoning.sealed": "p.data !== undefined",
  "reasoning.summary": "p.summary === true",
  "tool_call.custom": "p.custom === true",
  "tool_call.server": "p.server === true",
  "tool_call.piece": "p.more === true",
};

/** Variants that the plain kind must not stand in for. */
const NO_FALLBACK: Record<string, readonly string[]> = {
  tool_call: ["server"],
  reasoning: ["sealed"],
};

/** What a variant says beyond its shape. */
const MARKS: Record<string, [string, string]> = {
  "reasoning.summary": ["summary", "true"],
  "tool_call.custom": ["custom", "true"],
  "tool_call.server": ["server", "true"],
};

/** Emits `encodePart` and `decodePart`. */
export function emitParts(ctx: Context, rows: readonly PartRow[], opaque: boolean): void {
  ctx.functions.set("encodePart", encodePart(ctx, rows, opaque));
  ctx.functions.set("decodePart", decodePart(ctx, rows, opaque));
}

function encodePart(ctx: Context, rows: readonly PartRow[], opaque: boolean): string {
  const kinds = [...new Set(rows.map((row) => row.kind))];
  const cases = kinds.map(
    (kind) =>
      `case ${literal(kind)}:\n${encodeKind(
        ctx,
        kind,
        rows.filter((row) => row.kind === kind),
      )}`,
  );
  if (opaque)
    cases.push(
      `case "opaque":\nreturn p.dialect === ${literal(ctx.spec.dialect)} ? p.value : c.lostPart(p);`,
    );
  return `/** @generated from ${ctx.id}#/parts */
export function encodePart(p: Hub.Part, c: op.Encoding): unknown {
  switch (p.kind) {
    ${cases.join("\n")}
    default:
      return c.lostPart(p);
  }
}`;
}

function encodeKind(ctx: Context, kind: string, rows: readonly PartRow[]): string {
  const scope: WriteScope = { ctx, from: "p", def: PART_TYPES[kind]! };
  const sources = rows.filter((row) => row.variant && !VARIANTS[`${kind}.${row.variant}`]);
  const others = rows.filter((row) => row.variant && VARIANTS[`${kind}.${row.variant}`]);
  const plain = rows.find((row) => !row.variant);
  const lines = others.map(
    (row) => `if (${VARIANTS[`${kind}.${row.variant}`]}) return ${template(scope, row.shape)};`,
  );
  for (const variant of NO_FALLBACK[kind] ?? []) {
    if (!rows.some((row) => row.variant === variant))
      lines.push(`if (${VARIANTS[`${kind}.${variant}`]}) return c.lostPart(p);`);
  }
  if (sources.length > 0) {
    const cases = sources.map(
      (row) => `case ${literal(row.variant)}: return ${template(scope, row.shape)};`,
    );
    lines.push(`switch (p.source) {\n${cases.join("\n")}\ndefault: return c.lostPart(p);\n}`);
  } else lines.push(plain ? `return ${template(scope, plain.shape)};` : "return c.lostPart(p);");
  return lines.join("\n");
}

/** The fields of a part in any of its spellings. */
function knownIn(shape: Shape): Record<string, unknown> {
  return Object.assign(
    {},
    ...alternatives(shape).map((each) => (each.kind === "object" ? knownObject(each) : {})),
  ) as Record<string, unknown>;
}

function template(scope: WriteScope, shape: Shape): string {
  const text = write(scope, shape.kind === "or" ? shape.shapes[0]! : shape);
  return shape.kind === "as"
    ? text
    : `op.withRest(${text}, p.rest, ${literal(scope.ctx.spec.dialect)}, c)`;
}

function decodePart(ctx: Context, rows: readonly PartRow[], opaque: boolean): string {
  const blocks = rows.flatMap((row) =>
    alternatives(row.shape).map((shape) => decodeRow(ctx, row, shape)),
  );
  const end = opaque
    ? `return { kind: "opaque", dialect: ${literal(ctx.spec.dialect)}, value: w };`
    : `return r.unknown("type", w.type);`;
  return `/** @generated from ${ctx.id}#/parts */
export function decodePart(w: Json, r: Reader): Hub.Part | undefined {
  ${blocks.join("\n")}
  ${end}
}`;
}

function alternatives(shape: Shape): Shape[] {
  if (shape.kind === "or") return shape.shapes;
  return shape.kind === "as" || shape.kind === "lost" ? [] : [shape];
}

function decodeRow(ctx: Context, row: PartRow, shape: Shape): string {
  const def = PART_TYPES[row.kind]!;
  const to = reading(ctx, def);
  to.slots.set("kind", [literal(row.kind)]);
  if (row.variant) {
    const mark = MARKS[`${row.kind}.${row.variant}`];
    if (mark) to.slots.set(mark[0], [mark[1]]);
    else if (!VARIANTS[`${row.kind}.${row.variant}`])
      to.slots.set("source", [literal(row.variant)]);
  }
  read(to, shape, "w", "");
  const known = constant(
    ctx,
    `KNOWN_${upper(row.variant ? `${row.kind}.${row.variant}` : row.kind)}`,
    literal(knownIn(row.shape)),
  );
  to.slots.set("rest", [`r.rest(w, ${known}, ${literal(ctx.spec.dialect)})`]);
  const guards = guardsOf(shape, "w", false);
  return `if (${guards.join(" && ")}) {\n${finish(to, `Hub.${def}`)}\n}`;
}
