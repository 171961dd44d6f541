import type { Obj, Shape, SpecPath } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import { access, constant, literal, type Context } from "./context.ts";
import { finish } from "./hub-value.ts";
import { read } from "./read.ts";
import { reading, type Reading } from "./reading.ts";
import { knownObject } from "./request.ts";
import type { WriteScope } from "./write-scope.ts";
import { write } from "./write.ts";

interface Role {
  role: string;
  per?: string;
  shape: Obj;
}

type Dict = Record<string, any>;

function rolesOf(raw: Dict, at: SpecPath): Role[] {
  const out: Role[] = [];
  for (const [role, value] of Object.entries(raw)) {
    if (typeof value === "string" || role === "also") continue;
    const node = shape(value, [...at, role]);
    if (node.kind === "object") out.push({ role, per: value.$per, shape: node });
  }
  return out;
}

/** Emits `encodeMessages`, `encodeMessage`, `decodeMessages`, `decodeMessage` and `decodeAnswerMessage`. */
export function emitMessages(ctx: Context): void {
  const raw = ctx.spec.raw["messages"] as Dict;
  const roles = rolesOf(raw["roles"], ["messages", "roles"]);
  const also = rolesOf(raw["roles"].also ?? {}, ["messages", "roles", "also"]);
  constant(
    ctx,
    "MESSAGES",
    literal({
      system: raw["system"],
      passes: passes(raw["passes"]),
      replay: raw["replay"],
      issuer: ctx.spec.issuer,
      lost: raw["lost"] ?? {},
    }),
  );
  ctx.functions.set(
    "encodeMessages",
    `/** @generated from ${ctx.id}#/messages */
function encodeMessages(h: Hub.Request, c: op.Encoding): unknown[] {
  return h.messages.flatMap((m) => encodeMessage(m, c));
}`,
  );
  ctx.functions.set("encodeMessage", encodeMessage(ctx, roles, raw["roles"]));
  ctx.functions.set(
    "encodeAnswerMessage",
    encodeAnswerMessage(
      ctx,
      roles.find((role) => role.role === "assistant")!,
    ),
  );
  ctx.functions.set("decodeMessages", decodeMessages(ctx, raw));
  ctx.functions.set("decodeMessage", decodeMessage(ctx, [...roles, ...also]));
  ctx.functions.set(
    "decodeAnswerMessage",
    answerMessage(
      ctx,
      roles.find((role) => role.role === "assistant")!,
    ),
  );
}

/** Passes as `[name, argument]` pairs. */
function passes(list: unknown[] | undefined): [string, unknown][] {
  return (list ?? []).map((pass) =>
    typeof pass === "string" ? [pass, null] : Object.entries(pass as Dict)[0]!,
  );
}

function kindsOf(node: Shape): string[] {
  if (node.kind === "parts") return node.write ? node.kinds : [];
  if (node.kind === "list") return kindsOf(node.item);
  return node.kind === "object" ? node.fields.flatMap(([, item]) => kindsOf(item)) : [];
}

function encodeMessage(ctx: Context, roles: Role[], raw: Dict): string {
  const cases = roles.map((role) => {
    const aliases = Object.entries(raw)
      .filter(([, value]) => value === role.role)
      .map(([name]) => `case ${literal(name)}:\n`);
    return `case ${literal(role.role)}:\n${aliases.join("")}${encodeRole(ctx, role)}`;
  });
  return `/** @generated from ${ctx.id}#/messages/roles */
function encodeMessage(m: Hub.Message, c: op.Encoding): unknown {
  switch (m.role) {
    ${cases.join("\n")}
    default:
      return [];
  }
}`;
}

function encodeRole(ctx: Context, role: Role): string {
  if (role.per) {
    const scope: WriteScope = { ctx, from: "p", def: "ToolResult" };
    return `return op.per(m, ${literal(role.per)}, c, (p) => { c.leftover(p.parts, ${literal(kindsOf(role.shape))}); return (${write(scope, role.shape)}); });`;
  }
  const scope: WriteScope = { ctx, from: "m", def: "Message" };
  return `c.leftover(m.parts, ${literal(kindsOf(role.shape))});\nreturn op.withRest(${write(scope, role.shape)}, m.rest, ${literal(ctx.spec.dialect)}, c);`;
}

/** The message of an answer: the assistant's, with what answers spell otherwise. */
function encodeAnswerMessage(ctx: Context, role: Role): string {
  const fields = role.shape.fields.map(([name, item]): [string, Shape] => [
    name,
    item.kind === "parts" && item.answer ? { ...item, as: item.answer } : item,
  ]);
  const node = { ...role.shape, fields: fields.filter(([, item]) => !(item.kind === "slot")) };
  return `/** @generated from ${ctx.id}#/messages/roles/assistant */
function encodeAnswerMessage(m: Hub.Choice, c: op.Encoding): unknown {
  return ${write({ ctx, from: "m", def: "Choice" }, node)};
}`;
}

function decodeMessages(ctx: Context, raw: Dict): string {
  const steps = [...((raw["reading"] as string[] | undefined) ?? [])];
  if (ctx.spec.raw["answer"].sealed?.as === "signature") steps.push("unwrap_sealed");
  if (Object.values(raw["roles"] as Dict).includes("user")) steps.unshift("split_tool_results");
  const list = `r.each(w, path, (m) => decodeMessage(m, r)) ?? []`;
  return `/** @generated from ${ctx.id}#/messages */
function decodeMessages(w: unknown, path: string, r: Reader): Hub.Message[] {
  return ${steps.length > 0 ? `op.afterReading(${list}, ${literal(steps)})` : list};
}`;
}

function decodeMessage(ctx: Context, roles: Role[]): string {
  const blocks = roles.map((role) => {
    const guard = role.shape.fields.find(([name]) => name === "role")?.[1];
    const values = guard?.kind === "const" ? [guard.value, ...guard.also] : [role.role];
    const tests = values.map((value) => `w.role === ${literal(value)}`);
    if (guard?.kind === "const" && guard.absent) tests.push("w.role == null");
    return `if (${tests.join(" || ")}) {\n${decodeRole(ctx, role)}\n}`;
  });
  return `/** @generated from ${ctx.id}#/messages/roles */
function decodeMessage(w: Json, r: Reader): Hub.Message | undefined {
  ${blocks.join("\n")}
  return r.unknown("role", w.role);
}`;
}

function decodeRole(ctx: Context, role: Role): string {
  if (role.per) {
    const to = reading(ctx, "ToolResult");
    to.slots.set("kind", [`"tool_result"`]);
    read(to, role.shape, "w", "");
    const inner = finish(to, "Hub.ToolResult").replace(/return ([\s\S]*);$/, "const result = $1;");
    return `${inner}\nreturn { role: ${literal(role.role)}, parts: [result] };`;
  }
  const to = reading(ctx, "Message");
  to.slots.set("role", [literal(role.role)]);
  read(to, role.shape, "w", "");
  const known = constant(
    ctx,
    `KNOWN_${role.role.toUpperCase()}_MESSAGE`,
    literal(knownObject(role.shape)),
  );
  to.slots.set("rest", [`r.rest(w, ${known}, ${literal(ctx.spec.dialect)})`]);
  return finish(cited(to), "Hub.Message");
}

/** Citations that stand beside the text are put on it. */
function cited(to: Reading): Reading {
  const citations = to.slots.get("citations+");
  const parts = to.slots.get("parts+");
  if (!citations || !parts) return to;
  to.slots.delete("citations+");
  to.slots.set("parts+", [`op.cite(op.concat(${parts.join(", ")}), ${citations[0]})`]);
  return to;
}

function answerMessage(ctx: Context, role: Role): string {
  const to = reading(ctx, "Message");
  read(to, role.shape, "w", "");
  to.slots.delete("name");
  const body = finish(cited(to), "");
  return `/** @generated from ${ctx.id}#/messages/roles/assistant */
function decodeAnswerMessage(w: Json, r: Reader): { parts: Hub.Part[] } {
  ${body.replace("return {", "return {")}
}`;
}

export { access };
