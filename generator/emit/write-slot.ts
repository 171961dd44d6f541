import type { Slot } from "../shape-nodes.ts";
import { constant, literal, tableName, upper, type Context } from "./context.ts";
import { conditionText, pathText, slotText, typeIn, type WriteScope } from "./write-scope.ts";
import { encodeShape } from "./write-shape.ts";

/** The expression of a slot with its modifiers: codec, bounds, what stands in for it, and its condition. */
export function writeSlot(scope: WriteScope, node: Slot): string {
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

/** Slots that stand for a whole section of the spec. */
export function section(scope: WriteScope, slot: Slot): string | undefined {
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

function clamped(text: string, slot: Slot): string {
  const { min, max, above, below } = slot;
  if (min === undefined && max === undefined && above === undefined && below === undefined)
    return text;
  return `c.clamp(${literal(slot.path)}, ${text}, ${literal({ min, max, above, below })})`;
}

function schemaRules(ctx: Context, name: string): unknown {
  return ctx.spec.raw["tools"]?.schema?.[name] ?? {};
}
