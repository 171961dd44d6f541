import type { Obj, Shape } from "../shape-nodes.ts";
import { shape } from "../shape.ts";
import { access, constant, literal, type Context } from "./context.ts";
import { emitFinish } from "./finish.ts";
import { hubLiteral } from "./hub-value.ts";
import { read } from "./read.ts";
import { reading, type Reading } from "./reading.ts";
import { emitUsage } from "./usage.ts";
import type { WriteScope } from "./write-scope.ts";
import { write } from "./write.ts";

type Dict = Record<string, any>;

const CHOICE = [
  "parts+",
  "finish_word",
  "stop_sequence",
  "explanation",
  "logprobs",
  "logprobs.content",
  "citations+",
  "-finish",
];

/** Emits `encodeAnswer`, `decodeAnswer`, the finish tables and the usage counters. */
export function emitAnswer(ctx: Context): void {
  emitFinish(ctx);
  emitUsage(ctx);
  const raw = ctx.spec.raw["answer"] as Dict;
  const node = shape(raw["body"], ["answer", "body"]) as Obj;
  if (raw["choices"] === "single") single(ctx, node, raw);
  else many(ctx, node, raw);
}

function many(ctx: Context, node: Obj, raw: Dict): void {
  ctx.functions.set(
    "encodeAnswer",
    encoder(ctx, `return ${write({ ctx, from: "a", def: "Answer" }, node)} as op.Wire;`),
  );
  const to = reading(ctx, "Answer");
  const { path, each } = choicesIn(node)!;
  const name = path.join(".");
  read(to, without(node, path), "w", "");
  const choice = reading(ctx, "Choice");
  choice.names.add("v");
  read(choice, each.item!, "v", "");
  const index = choice.slots.get("index")?.[0] ?? "undefined";
  choice.slots.set("index", [`${index} ?? 0`]);
  const body = `${choice.hoisted.join("\n")}\nreturn op.settle(${tagged(ctx, citedChoice(choice))}, decodeFinish);`;
  const blocked = raw["blocked"] ? `, ${blockedText(raw["blocked"])}` : "";
  to.slots.set("choices", [
    `op.choices(r.each(${below(path)}, ${literal(name)}, (v) => {\n${body}\n})${blocked})`,
  ]);
  ctx.functions.set("decodeAnswer", decoder(ctx, to));
}

type Each = Extract<Shape, { kind: "each" }>;

/** Where the list of choices stands. */
function choicesIn(node: Obj): { path: string[]; each: Each } | undefined {
  for (const [name, item] of node.fields) {
    if (item.kind === "each" && item.path === "choices") return { path: [name], each: item };
    const found = item.kind === "object" ? choicesIn(item) : undefined;
    if (found) return { ...found, path: [name, ...found.path] };
  }
  return undefined;
}

function without(node: Obj, [name, ...path]: readonly string[]): Obj {
  const fields = node.fields.flatMap(([field, item]): [string, Shape][] => {
    if (field !== name) return [[field, item]];
    return path.length > 0 && item.kind === "object" ? [[field, without(item, path)]] : [];
  });
  return { ...node, fields };
}

function below(path: readonly string[]): string {
  return path.length === 1 ? access("w", path[0]!) : `op.dig(w, ${literal(path)})`;
}

/** Reasoning between tags is taken out of the text. */
function tagged(ctx: Context, text: string): string {
  const tags = ctx.spec.raw["answer"].thinking_tags as [string, string] | undefined;
  return tags ? `op.withoutTags(${text}, ${literal(tags[0])}, ${literal(tags[1])})` : text;
}

function blockedText(path: string): string {
  return path
    .split(".")
    .reduce(
      (text, name, i, all) =>
        i === all.length - 1 ? `${text}.${name}` : `op.at(${text}, ${literal(name)})`,
      "w",
    );
}

function citedChoice(to: Reading): string {
  const citations = to.slots.get("citations+");
  to.slots.delete("citations+");
  const text = hubLiteral(to, "Hub.Choice");
  return citations ? `op.citeChoice(${text}, ${citations[0]})` : text;
}

function single(ctx: Context, node: Obj, _raw: Dict): void {
  const slots = {
    parts: "choice.parts",
    finish: "encodeFinish(op.facts(choice))",
    stop_sequence: "choice.stop_sequence",
    explanation: "choice.explanation",
    logprobs: "choice.logprobs",
    message: "encodeAnswerMessage(choice, c)",
  };
  const scope: WriteScope = { ctx, from: "a", def: "Answer", slots };
  ctx.functions.set(
    "encodeAnswer",
    encoder(ctx, `const choice = op.firstChoice(a);\nreturn ${write(scope, node)} as op.Wire;`),
  );
  const to = reading(ctx, "Answer", {
    stop_sequence: { is: "string" },
    explanation: { is: "string" },
    "logprobs.content": { is: "any" },
    logprobs: { is: "object" },
  });
  read(to, node, "w", "");
  const choice = reading(ctx, "Choice");
  choice.slots.set("index", ["0"]);
  for (const name of CHOICE) {
    const found = to.slots.get(name);
    if (found) choice.slots.set(name, found);
    to.slots.delete(name);
  }
  choice.spreads.push(...to.spreads.splice(0));
  to.slots.set("choices", [
    `[op.settle(${tagged(ctx, hubLiteral(choice, "Hub.Choice"))}, decodeFinish)]`,
  ]);
  ctx.functions.set("decodeAnswer", decoder(ctx, to));
}

function encoder(ctx: Context, body: string): string {
  const rules = ctx.spec.raw["answer"].sealed as object | undefined;
  const sealed = rules
    ? `const a = op.tellSealedIn(answer, ${constant(ctx, "SEALED", literal(rules))});`
    : "";
  return `/**
 * An answer as a client of this dialect reads it.
 * @generated from ${ctx.id}#/answer
 */
export function encodeAnswer(${rules ? "answer" : "a"}: Hub.Answer, c: op.Encoding): op.Wire {
  ${sealed}
  ${body}
}`;
}

function decoder(ctx: Context, to: Reading): string {
  const path = ctx.spec.raw["answer"].unwrap as string | undefined;
  const unwrap = path ? `const w = op.unwrap(body, ${literal(path.split("."))});` : "";
  return `/**
 * The upstream's answer, as the hub says it.
 * @generated from ${ctx.id}#/answer
 */
export function decodeAnswer(${unwrap ? "body" : "w"}: Json, r: Reader): Hub.Answer {
  ${unwrap}
  ${to.hoisted.join("\n")}
  return ${hubLiteral(to, "Hub.Answer")};
}`;
}
