import { slotType, type SlotType } from "../hub.ts";
import type { Condition, Shape, Slot } from "../shape.ts";
import {
  access,
  constant,
  key,
  literal,
  nameAt,
  pascal,
  tableName,
  upper,
  type Context,
} from "./context.ts";

/** Where slots are read from while a shape is written. */
export interface WriteScope {
  ctx: Context;
  /** The variable that holds the hub value. */
  from: string;
  /** The hub definition of that variable; "" when only `slots` are known. */
  def: string;
  /** Slots that are something else than a property of `from`. */
  slots?: Readonly<Record<string, string>>;
  /** Types of those. */
  types?: Readonly<Record<string, SlotType>>;
  /** Were the guards of an object around asked for? */
  guarded?: boolean;
}

/** The expression of a slot: `h.reasoning?.effort`. */
export function slotText(scope: WriteScope, path: string): string {
  if (path === "") return scope.from;
  const special = scope.slots?.[path];
  if (special) return special;
  const [head, ...below] = path.split(".");
  const start = scope.slots?.[head!] ?? access(scope.from, head!);
  return below.reduce((text, name) => access(text, name, true), start);
}

/** The hub type of a slot in a scope. */
export function typeIn(
  scope: { def: string; types?: Readonly<Record<string, SlotType>> },
  path: string,
): SlotType {
  const special = scope.types?.[path];
  if (special) return special;
  const [head, ...below] = path.split(".");
  const above = scope.types?.[head!];
  if (above?.is === "ref" && below.length > 0)
    return slotType(above.name, below.join(".")) ?? { is: "any" };
  return (scope.def ? slotType(scope.def, path) : undefined) ?? { is: "any" };
}

/** A condition as a boolean expression over the request `h` and the encoding context `c`. */
export function conditionText(scope: WriteScope, condition: Condition): string {
  switch (condition.is) {
    case "all":
      return condition.conditions.map((each) => conditionText(scope, each)).join(" && ");
    case "not":
      return `!(${conditionText(scope, condition.condition)})`;
    case "has":
      return `${pathText(scope, condition.path)} !== undefined`;
    case "equals":
      return `${pathText(scope, condition.path)} === ${literal(condition.value)}`;
  }
}

function pathText(scope: WriteScope, path: string): string {
  if (path.startsWith("model.")) {
    const [head, ...below] = path.slice("model.".length).split(".");
    return below.reduce((text, name) => access(text, name, true), `c.model.${head}`);
  }
  return slotText(scope, path);
}

function clamped(text: string, slot: Slot): string {
  const { min, max, above, below } = slot;
  if (min === undefined && max === undefined && above === undefined && below === undefined)
    return text;
  return `c.clamp(${literal(slot.path)}, ${text}, ${literal({ min, max, above, below })})`;
}

const CODECS: Record<string, (text: string) => string> = {
  json: (text) => `op.parse(${text})`,
  json_text_delta: (text) => text,
  not: (text) => `op.not(${text})`,
  single: (text) => `op.single(${text})`,
  int32: (text) => `op.int32(${text})`,
  string: (text) => `op.string(${text})`,
  number: (text) => `op.number(${text})`,
  texts: (text) => `op.texts(${text})`,
  zipped_logprobs: (text) => `op.zipLogprobs(${text})`,
  rfc3339: (text) => `op.rfc3339(${text})`,
  own_id: (text) => `op.ownId(${text})`,
  prefixed: (text) => text,
};

function coded(scope: WriteScope, slot: Slot, text: string): string {
  if (slot.extensionOf) return `${text} ?? op.typeOfName(${slotText(scope, slot.extensionOf)})`;
  const { ctx } = scope;
  if (slot.shape) {
    const many = ["refs"].includes(typeIn(scope, slot.path).is);
    return many
      ? `op.each(${text}, ${encodeShape(ctx, slot.shape)})`
      : `op.map(${text}, ${encodeShape(ctx, slot.shape)})`;
  }
  if (slot.table) {
    const name = tableName(ctx, slot.table, "write");
    return typeIn(scope, slot.path).is === "strings"
      ? `op.words(${text}, ${name})`
      : `op.word(${text}, ${name})`;
  }
  if (slot.schema && slot.as)
    return coded(
      scope,
      { ...slot, schema: undefined },
      coded(scope, { ...slot, as: undefined }, text),
    );
  if (slot.as === "one") return `c.clamp(${literal(slot.path)}, ${text}, { max: 1 })?.[0]`;
  if (slot.as === "json_text")
    return ["string", "any"].includes(typeIn(scope, slot.path).is)
      ? text
      : `op.map(${text}, op.stringify)`;
  if (slot.schema)
    return `c.schema(${literal(slot.path)}, ${text}, ${constant(ctx, `SCHEMA_${upper(slot.schema)}`, literal(schemaRules(ctx, slot.schema)))})`;
  if (slot.prefix !== undefined) return `op.prefixed(${text}, ${literal(slot.prefix)})`;
  if (slot.as) return CODECS[slot.as]?.(text) ?? text;
  if (typeIn(scope, slot.path).is === "sealed")
    return `op.unseal(${text}, ${literal(slot.issuer ?? ctx.spec.issuer)}${slot.issuer ? ", true" : ""})`;
  return text;
}

function schemaRules(ctx: Context, name: string): unknown {
  return ctx.spec.raw["tools"]?.schema?.[name] ?? {};
}

/** Slots that stand for a whole section of the spec. */
function section(scope: WriteScope, slot: Slot): string | undefined {
  const text = slotText(scope, slot.path);
  switch (`${scope.def}.${slot.path}`) {
    case "Request.messages":
      return "encodeMessages(h, c)";
    case "Request.tools":
      return "op.tools(h.tools, encodeTool, c)";
    case "Answer.usage":
      return `op.map(${text}, encodeUsage)`;
    case "Choice.finish":
      return `encodeFinish(op.facts(${scope.from}))`;
    case "Choice.message":
      return `encodeAnswerMessage(${scope.from}, c)`;
    default:
      return undefined;
  }
}

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

/** The hub definition that a named shape is the wire form of. */
export function shapeDef(name: string): string {
  return name === "cache" ? "CacheMark" : pascal(name);
}

/** A function body that gives a shape: a switch for `$by`, else one return. */
export function body(scope: WriteScope, node: Shape): string {
  if (node.kind !== "by") return `return ${write(scope, node)};`;
  const cases = node.cases.map(
    ([value, item]) => `case ${literal(value)}: return ${item ? write(scope, item) : "undefined"};`,
  );
  return `switch (${slotText(scope, node.path)}) {\n${cases.join("\n")}\n}\nreturn undefined;`;
}

/** The expression that writes a shape; may give `undefined`, which JSON leaves out. */
export function write(scope: WriteScope, node: Shape): string {
  const { ctx } = scope;
  switch (node.kind) {
    case "const":
      return node.with
        ? `${slotText(scope, node.with)} ${typeIn(scope, node.with).is === "boolean" ? "!== true" : "=== undefined"} ? undefined : ${literal(node.value)}`
        : literal(node.value);
    case "slot":
      return writeSlot(scope, node);
    case "object":
      return writeObject(scope, node);
    case "list":
      return writeList(scope, node.item);
    case "or": {
      const shapes = node.shapes.filter((item) => writable(item));
      return shapes
        .map((item) => parenthesized(write(scope, item)))
        .slice(0, firstTotal(shapes))
        .join(" ?? ");
    }
    case "by":
      return node.write ? writeBy(scope, node) : "undefined";
    case "each":
      return writeEach(scope, node);
    case "parts":
      return node.write ? writeParts(scope, node) : "undefined";
    case "system":
      return `op.system(h, ${literal(node.as)}, encodePart, c${node.in ? `, ${literal(node.in)}` : ""})`;
    case "citations":
      return `op.citations(${scope.slots?.["parts"] ?? `${scope.from}.parts`}, ${literal(node.of)}, ${citationFunction(scope, node)})`;
    case "data_url":
      return `op.dataUrl(${slotText(scope, node.media)}, ${slotText(scope, node.data)})`;
    case "rows":
      return `op.rows(${literal(node.key)}, ${literal(node.value)}, [${node.slots.map(([word, slot]) => `[${literal(word)}, ${slotText(scope, slot)}]`).join(", ")}])`;
    case "result":
      return `op.result(${scope.from}, ${literal(node.key)}, ${literal(node.error)})`;
    case "part":
      return scope.slots?.["part"] ?? `encodePart(${scope.from}, c)`;
    case "lost":
      return `c.lost(${literal(lostField(scope))}, "dropped", ${literal(node.reason)})`;
    case "as":
      return `encodePart(op.asText(${scope.from}), c)`;
  }
  void ctx;
}

function lostField(scope: WriteScope): string {
  return scope.slots?.["field"] ?? (scope.def === "Tool" ? "tools" : scope.def.toLowerCase());
}

/** An object literal that JSON keeps even when nothing is in it ends the alternatives. */
function firstTotal(shapes: Shape[]): number {
  const i = shapes.findIndex((item) => item.kind === "object" || item.kind === "const");
  return i < 0 ? shapes.length : i + 1;
}

function parenthesized(text: string): string {
  return /\?\?|\? /.test(text) ? `(${text})` : text;
}

function citationFunction(scope: WriteScope, node: Extract<Shape, { kind: "citations" }>): string {
  if (node.shape) return encodeShape(scope.ctx, node.shape);
  return `(v) => (${write({ ctx: scope.ctx, from: "v", def: "Citation" }, node.item!)})`;
}

function writeSlot(scope: WriteScope, node: Slot): string {
  if (!node.write) return "undefined";
  const whole = section(scope, node);
  let text = whole ?? clamped(coded(scope, node, slotText(scope, node.path)), node);
  if (node.includes.length > 0)
    text = `op.sum(${[node.path, ...node.includes].map((name) => slotText(scope, name)).join(", ")})`;
  if (node.path === "total" && scope.def === "Usage") text = `${text} ?? op.total(${scope.from})`;
  if (node.add) text = "undefined";
  for (const item of node.or) text += ` ?? ${orText(scope, item)}`;
  if (node.fresh === "now")
    text = node.as === "rfc3339" ? `${text} ?? op.rfc3339(c.now)` : `${text} ?? c.now`;
  else if (node.fresh !== undefined) text += ` ?? c.id(${literal(node.fresh)})`;
  return node.when ? `${conditionText(scope, node.when)} ? ${text} : undefined` : text;
}

function orText(scope: WriteScope, item: unknown): string {
  if (typeof item === "string" && item.startsWith("$")) return pathText(scope, item.slice(1));
  return literal(item);
}

function writeObject(scope: WriteScope, node: Extract<Shape, { kind: "object" }>): string {
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

function writeList(scope: WriteScope, item: Shape): string {
  const text = write(scope, item);
  if (
    item.kind === "object" &&
    item.fields.some(
      ([, each]) =>
        each.kind === "slot" && section(scope, each) === "op.tools(h.tools, encodeTool, c)",
    )
  ) {
    const field = item.fields[0]![0];
    return `op.groupedTools(h.tools, ${literal(field)}, encodeTool, c)`;
  }
  return `[${text}]`;
}

function writeEach(scope: WriteScope, node: Extract<Shape, { kind: "each" }>): string {
  const text = slotText(scope, node.path);
  if (node.shape) return `op.each(${text}, ${encodeShape(scope.ctx, node.shape)})`;
  const type = typeIn(scope, node.path);
  const def = type.is === "refs" ? type.name : "";
  const item = write({ ctx: scope.ctx, from: "v", def }, node.item!);
  return `op.each(${text}, (v) => (${item}))`;
}

function writeParts(scope: WriteScope, node: Extract<Shape, { kind: "parts" }>): string {
  const kinds = constant(
    scope.ctx,
    node.kinds.map(upper).join("_").slice(0, 60),
    literal(node.kinds),
  );
  const empty = node.empty === undefined ? "" : ` ?? ${literal(node.empty)}`;
  const from = scope.slots?.["parts"] ?? `${scope.from}.parts`;
  const one = node.item
    ? `(v: Hub.${itemDef(node.kinds)}) => (${write({ ctx: scope.ctx, from: "v", def: itemDef(node.kinds) }, node.item)})`
    : "encodePart";
  switch (node.as) {
    case "text":
      return `op.text(${from}, ${kinds}, ${literal(node.join)})${empty}`;
    case "text_or_list":
      return `op.textOrList(${from}, ${kinds}, encodePart, c)${empty}`;
    case "one":
      return `op.one(${from}, ${kinds}, ${one})${empty}`;
    default:
      if (node.only === "signed") return `op.signed(${from}, encodePart, c)${empty}`;
      return `op.list(${from}, ${kinds}, ${one}${node.item ? "" : ", c"})${empty || (scope.slots?.["parts"] ? " ?? []" : "")}`;
  }
}

/** The hub type of the items of a collector with one kind. */
export function itemDef(kinds: readonly string[]): string {
  const kind = kinds[0]?.split(".")[0] ?? "";
  return (
    {
      image: "Image",
      audio: "Audio",
      file: "File",
      video: "Video",
      reasoning: "ReasoningPart",
      tool_call: "ToolCall",
    }[kind] ?? "Text"
  );
}

function writeBy(scope: WriteScope, node: Extract<Shape, { kind: "by" }>): string {
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

/** Can the shape be written at all? */
export function writable(node: Shape): boolean {
  if (node.kind === "slot" || node.kind === "by" || node.kind === "parts")
    return node.write && !(node.kind === "slot" && node.add);
  if (node.kind === "object")
    return node.usage || node.fields.length === 0 || node.fields.some(([, item]) => writable(item));
  return true;
}
