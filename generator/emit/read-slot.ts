import type { Slot } from "../shape-nodes.ts";
import { constant, key, literal, tableName, upper } from "./context.ts";
import { decodeShape } from "./read-shape.ts";
import { assign, type Reading } from "./reading.ts";
import { typeIn } from "./write-scope.ts";

const CODECS: Record<string, (text: string, at: string) => string> = {
  json: (text) => `op.stringify(${text})`,
  json_text: (text) => `op.argumentText(${text})`,
  json_text_delta: (text) => `op.argumentDelta(${text})`,
  not: (text, at) => `op.not(r.boolean(${text}, ${at}))`,
  single: (text) => `op.onlyOne(${text})`,
  one: (text, at) => `op.single(r.string(${text}, ${at}))`,
  rfc3339: (text) => `op.epoch(${text})`,
  number: (text, at) => `r.string(${text}, ${at})`,
  texts: (text) => `op.readTexts(${text})`,
  zipped_logprobs: (text) => `op.unzipLogprobs(${text})`,
  lower_types: (text, at) => `op.lowerTypes(r.dict(${text}, ${at}))`,
  own_id: (text, at) => `r.string(${text}, ${at})`,
};

/** The expression that reads one slot from a wire value. */
export function readSlot(to: Reading, node: Slot, wire: string, at: string): string {
  const path = literal(at);
  const { ctx } = to;
  const type = typeIn(to, node.path);
  const whole = section(to, node, wire, path);
  if (whole) return whole;
  if (node.shape) {
    const fn = decodeShape(ctx, node.shape);
    return type.is === "refs"
      ? `r.each(${wire}, ${path}, (v) => ${fn}(v, r))`
      : `op.map(op.present(r.object(${wire}, ${path})), (v) => ${fn}(v, r))`;
  }
  if (node.table) {
    const table = tableName(ctx, node.table, "read");
    return type.is === "strings"
      ? `op.readWords(r.strings(${wire}, ${path}), ${table})`
      : `r.word(${wire}, ${path}, ${table})`;
  }
  if (node.prefix !== undefined)
    return `op.bare(r.string(${wire}, ${path}), ${literal(node.prefix)})`;
  const codec = node.as ? CODECS[node.as] : undefined;
  if (codec) return codec(wire, path);
  switch (type.is) {
    case "words":
      return `r.word(${wire}, ${path}, ${constant(ctx, upper(node.path), literal(Object.fromEntries(type.words.map((word) => [word, word]))))})`;
    case "sealed":
      return `op.seal(r.string(${wire}, ${path}), ${literal(node.issuer ?? ctx.spec.issuer)})`;
    case "object":
    case "ref":
      return `r.dict(${wire}, ${path})`;
    case "objects":
    case "refs":
      return `r.dicts(${wire}, ${path})`;
    case "any":
      return to.def ? `${wire} ?? undefined` : wire;
    default:
      return `r.${type.is}(${wire}, ${path})`;
  }
}

function section(to: Reading, node: Slot, wire: string, path: string): string | undefined {
  switch (`${to.def}.${node.path}`) {
    case "Request.messages":
      return `decodeMessages(${wire}, ${path}, r)`;
    case "Request.tools":
      return `r.each(${wire}, ${path}, (tool) => decodeTool(tool, r))`;
    case "Answer.usage":
      return `decodeUsage(${wire}, r)`;
    default:
      return undefined;
  }
}

/** Reads a slot, with what its presence implies of others. */
export function readSlotNode(to: Reading, node: Slot, wire: string, at: string): void {
  if (!node.read) return;
  if (node.path === "message")
    return void to.spreads.push(`decodeAnswerMessage(r.object(${wire}, ${literal(at)}), r)`);
  if (node.path === "finish") return assign(to, "finish_word", `r.string(${wire}, ${literal(at)})`);
  for (const [path, value] of Object.entries(node.implies)) {
    // Laid over what other fields say of the slot: what is implied is known for certain.
    const [head, below] = path.split(".") as [string, string | undefined];
    const said =
      below === undefined
        ? `{ ${key(head)}: ${literal(value)} }`
        : `{ ${key(head)}: { ${key(below)}: ${literal(value)} } }`;
    to.spreads.push(`${wire} == null ? undefined : ${said}`);
  }
  let text = readSlot(to, node, wire, at);
  if (node.includes.length > 0) {
    to.slots.set(`-${node.path}`, node.includes);
  }
  if (node.add) text = `+${text}`;
  assign(to, node.path, text);
}
