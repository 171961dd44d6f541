import type { Obj } from "../shape-nodes.ts";
import { access, literal, type Context } from "./context.ts";
import { actionText, headText } from "./stream-actions.ts";
import { collect, level, type Bound, type Level } from "./stream-pattern.ts";
import type { Row } from "./stream-rows.ts";

/** The text of `decodeEvent`. */
export function emitDecoder(ctx: Context, rows: Row[], envelope: Obj | undefined): string {
  const path = ctx.spec.raw["stream"].unwrap as string | undefined;
  const unwrap = path ? `const w = op.unwrap(message, ${literal(path.split("."))});` : "";
  const names = new Set(["w", "s", "r", "message"]);
  const top = level(ctx, "w", names);
  if (envelope)
    top.lines.push(`if (s.fresh) s.begin(${headText(collect(ctx, top, envelope, "w").slots)});`);
  const blocked = ctx.spec.raw["answer"].blocked as string | undefined;
  if (blocked) top.lines.push(`s.blocked(op.dig(w, ${literal(blocked.split("."))}));`);
  for (const row of rows) if (row.read) emitRow(ctx, top, row);
  return `/**
 * One message of the upstream's stream, told to the stream machine.
 * @generated from ${ctx.id}#/stream/events
 */
export function decodeEvent(${unwrap ? "message" : "w"}: Json, s: op.StreamMachine, r: Reader): void {
  ${unwrap}
  ${render(top)}
}`;
}

function render(at: Level): string {
  const body = at.lines.map((line) =>
    at.loops.has(line) ? loopText(line, at.loops.get(line)!) : line,
  );
  return [...at.to.hoisted, ...body].join("\n");
}

function loopText(list: string, loop: { name: string; level: Level }): string {
  return `for (const ${loop.name} of op.objects(${list})) {\n${render(loop.level)}\n}`;
}

function emitRow(ctx: Context, top: Level, row: Row): void {
  const bound = collect(ctx, top, row.on, "w");
  const action = actionText(row.verb, bound, ctx.spec.raw["stream"].unwrap ? "message" : "w");
  if (!action) return;
  const unless = row.unless.map(
    (path) =>
      `!op.filled(${path.split(".").reduce((text, name, i, all) => (i === all.length - 1 ? access(text, name) : `op.at(${text}, ${literal(name)})`), bound.item ?? bound.at.wire)})`,
  );
  const tests = [...bound.guards, ...unless, ...action.tests];
  bound.at.lines.push(tests.length > 0 ? `if (${tests.join(" && ")}) ${action.text}` : action.text);
  const usage = bound.slots.get("usage");
  if (usage && row.verb !== "usage")
    top.lines.push(
      `if (${[...guardsAt(top, bound), `${usage} != null`].join(" && ")}) s.usage(${usage});`,
    );
}

function guardsAt(top: Level, bound: Bound): string[] {
  return bound.at === top ? bound.guards : [];
}
