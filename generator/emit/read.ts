import { slotType, type SlotType } from "../hub.ts";
import type { Shape, Slot } from "../shape.ts";
import {
  access,
  camel,
  constant,
  key,
  literal,
  nameAt,
  pascal,
  tableName,
  upper,
  type Context,
} from "./context.ts";
import { itemDef, shapeDef, typeIn } from "./write.ts";

/** What reading a shape gives: assignments to hub slots, and the statements they need. */
export interface Reading {
  ctx: Context;
  /** The hub definition that is built; "" for events. */
  def: string;
  types?: Readonly<Record<string, SlotType>>;
  /** `const` statements, in order. */
  hoisted: string[];
  /** Hub slot to the expressions that may give it; the first that is there wins. */
  slots: Map<string, string[]>;
  /** Expressions that give partial hub values. */
  spreads: string[];
  names: Set<string>;
}

/** Starts a reading. */
export function reading(
  ctx: Context,
  def: string,
  types?: Readonly<Record<string, SlotType>>,
): Reading {
  return {
    ctx,
    def,
    types,
    hoisted: [],
    slots: new Map(),
    spreads: [],
    names: new Set(["w", "r"]),
  };
}

function assign(to: Reading, path: string, text: string): void {
  to.slots.set(path, [...(to.slots.get(path) ?? []), text]);
}

function hoist(to: Reading, name: string, text: string): string {
  const same = to.hoisted.find((line) => line.endsWith(` = ${text};`));
  if (same) return same.slice("const ".length, same.indexOf(" = "));
  let unique = camel(name);
  for (let i = 2; to.names.has(unique); i++) unique = `${camel(name)}${i}`;
  to.names.add(unique);
  to.hoisted.push(`const ${unique} = ${text};`);
  return unique;
}

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
      const guards = guardsOf(item!, "w", false, true);
      return `if (${guards.join(" && ") || "true"}) {\n${finish(to, `Hub.${def}`)}\n}`;
    });
  return `${cases.join("\n")}\nreturn undefined;`;
}

/** Reads a shape from the wire expression, collecting hub assignments. */
export function read(to: Reading, node: Shape, wire: string, at: string): void {
  switch (node.kind) {
    case "slot":
      return readSlotNode(to, node, wire, at);
    case "object":
      return readObject(to, node, wire, at);
    case "list":
      return readList(to, node.item, wire, at);
    case "or":
      for (const item of node.shapes) readAlternative(to, item, wire, at);
      return;
    case "by":
      to.spreads.push(`${readBy(to, node)}(${wire}, r)`);
      return;
    case "each":
      return readEach(to, node, wire, at);
    case "parts":
      if (node.read) assign(to, "parts+", readParts(to, node, wire, at));
      return;
    case "system":
      assign(
        to,
        "messages+",
        `op.readSystem(${node.in ? access(`r.object(${wire}, ${literal(at)})`, node.in) : wire}, ${literal(at)}, r, decodePart)`,
      );
      return;
    case "citations": {
      const fn = node.shape
        ? decodeShape(to.ctx, node.shape)
        : inlineReader(to, "Citation", node.item!, [["kind", literal(node.of)]]);
      assign(
        to,
        "citations+",
        `r.each(${wire}, ${literal(at)}, (v) => ${node.shape ? `${fn}(v, r)` : fn})`,
      );
      return;
    }
    case "data_url": {
      const url = hoist(to, "dataUrl", `op.readDataUrl(${wire})`);
      assign(to, node.media, `${url}?.media_type`);
      assign(to, node.data, `${url}?.data`);
      return;
    }
    case "rows":
      for (const [word, slot] of node.slots)
        assign(
          to,
          slot,
          `op.row(${wire}, ${literal(node.key)}, ${literal(word)}, ${literal(node.value)})`,
        );
      return;
    case "result":
      to.spreads.push(`op.readResult(${wire}, ${literal(node.key)}, ${literal(node.error)})`);
      return;
    default:
      return;
  }
}

/** One of several spellings: it is looked at only where the value is of its type. */
function readAlternative(to: Reading, item: Shape, wire: string, at: string): void {
  const type = typeTest(item);
  if (!type) return read(to, item, wire, at);
  read(to, item, `op.when(typeof ${wire} === ${literal(type)}, ${wire})`, at);
}

function typeTest(item: Shape): string | undefined {
  if (item.kind === "slot" && item.table) return "string";
  if (item.kind !== "by") return undefined;
  const types = new Set(
    item.cases.map(([, each]) => (each?.kind === "const" ? typeof each.value : "object")),
  );
  const [only] = types;
  return types.size === 1 && only !== "object" ? only : undefined;
}

function readSlotNode(to: Reading, node: Slot, wire: string, at: string): void {
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

function readObject(
  to: Reading,
  node: Extract<Shape, { kind: "object" }>,
  wire: string,
  at: string,
): void {
  if (node.usage) assign(to, "usage", `decodeUsage(${wire}, r)`);
  for (const [name, item] of node.fields) {
    if (item.kind === "const") continue;
    const below = at ? `${at}.${name}` : name;
    const text = access(wire, name);
    if (item.kind === "object") {
      if (!readable(item)) continue;
      read(to, item, hoist(to, name, `r.object(${text}, ${literal(below)})`), below);
    } else read(to, item, text, below);
  }
}

/** Does a shape hold anything that is read? */
export function readable(node: Shape): boolean {
  if (node.kind === "const" || node.kind === "lost" || node.kind === "as") return false;
  if (node.kind === "slot") return node.read;
  if (node.kind === "object") return node.usage || node.fields.some(([, item]) => readable(item));
  return true;
}

function readList(to: Reading, item: Shape, wire: string, at: string): void {
  if (item.kind !== "object") return;
  const [name, below] = item.fields[0] ?? [];
  if (name && below?.kind === "slot" && to.def === "Request" && below.path === "tools") {
    assign(
      to,
      "tools",
      `op.readGroupedTools(${wire}, ${literal(at)}, ${literal(name)}, r, ${literal(to.ctx.spec.dialect)}, decodeTool)`,
    );
  }
}

function readEach(
  to: Reading,
  node: Extract<Shape, { kind: "each" }>,
  wire: string,
  at: string,
): void {
  if (node.shape) {
    assign(
      to,
      node.path,
      `r.each(${wire}, ${literal(at)}, (v) => ${decodeShape(to.ctx, node.shape)}(v, r))`,
    );
    return;
  }
  const type = typeIn(to, node.path);
  if (type.is === "refs")
    assign(
      to,
      node.path,
      `r.each(${wire}, ${literal(at)}, (v) => ${inlineReader(to, type.name, node.item!, [])})`,
    );
  else
    assign(to, node.path, `r.each(${wire}, ${literal(at)}, (v) => ${inlineLeaf(to, node.item!)})`);
}

/** An item whose only slot is the item itself. */
function inlineLeaf(to: Reading, node: Shape): string {
  const inner = reading(to.ctx, "", { "": { is: "string" } });
  inner.names.add("v");
  read(inner, node, "v", "");
  const text = [...inner.slots.values()][0]?.[0] ?? "undefined";
  return inner.hoisted.length === 0 ? text : `{\n${inner.hoisted.join("\n")}\nreturn ${text};\n}`;
}

function inlineReader(to: Reading, def: string, node: Shape, first: [string, string][]): string {
  const inner = reading(to.ctx, def);
  inner.names.add("v");
  for (const [path, text] of first) assign(inner, path, text);
  read(inner, node, "v", "");
  return `{\n${finish(inner, `Hub.${def}`)}\n}`;
}

function readParts(
  to: Reading,
  node: Extract<Shape, { kind: "parts" }>,
  wire: string,
  at: string,
): string {
  const path = literal(at);
  const unless = node.unless.map((name) => `op.filled(w.${name})`);
  const skip = (text: string) =>
    unless.length > 0 ? `(${unless.join(" || ")} ? undefined : ${text})` : text;
  // What stands there as a string is text, where text can stand there.
  const kind = node.kinds.includes("text") ? "text" : node.kinds[0]!.split(".")[0]!;
  if (node.as === "text")
    return skip(`op.readText(${wire}, ${path}, r, ${literal(kind)}, decodePart)`);
  if (node.item) {
    const [, variant] = node.kinds[0]!.split(".");
    const def = itemDef(node.kinds);
    const first: [string, string][] = [["kind", literal(kind)]];
    if (variant ?? node.source) first.push(["source", literal(variant ?? node.source)]);
    if (node.item.kind === "slot")
      return skip(
        `r.texts(${wire}, ${path}, (v) => ({ ${first.map(([k, v]) => `${k}: ${v}`).join(", ")}, ${node.item.path}: v }) as Hub.Part)`,
      );
    const one = inlineReader(to, def, node.item, first);
    if (node.as === "one") return skip(`op.readOne(${wire}, ${path}, r, (v) => ${one})`);
    return skip(`r.each(${wire}, ${path}, (v) => ${one})`);
  }
  const list = node.pieces ? `op.joinPieces(${wire}, ${literal(node.pieces)})` : wire;
  const decode = node.only
    ? `(item, reader) => op.only(decodePart(item, reader), ${literal(node.kinds)})`
    : "decodePart";
  return skip(`op.readParts(${list}, ${path}, r, ${decode}, ${literal(kind)})`);
}

function readBy(to: Reading, node: Extract<Shape, { kind: "by" }>): string {
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
  const guards = guardsOf(item, "v", true, true);
  return `if (op.isObject(w)) {\nconst v = w;\nif (${guards.join(" && ") || "true"}) {\n${finish(inner, "")}\n}\n}`;
}

/**
 * The checks that tell a shape from its siblings: constants under `type` (every constant when `all`), what is
 * marked as a guard, and else the presence of the first key.
 */
export function guardsOf(node: Shape, wire: string, all: boolean, optional: boolean): string[] {
  const found = constantGuards(node, wire, all);
  // Where the constant may be missing, the shape's own object has to be there.
  const loose =
    node.kind === "object" && node.fields.some(([, item]) => item.kind === "const" && item.absent);
  const own =
    node.kind === "object" && loose
      ? node.fields.find(([, item]) => item.kind === "object")
      : undefined;
  if (own) found.push(`${access(wire, own[0])} != null`);
  if (found.length > 0 || node.kind !== "object" || all) return found;
  const first = node.fields[0];
  void optional;
  return first ? [`${access(wire, first[0])} != null`] : [];
}

function constantGuards(node: Shape, wire: string, all: boolean): string[] {
  if (node.kind !== "object" || node.with !== undefined) return [];
  return node.fields.flatMap(([name, item]) => {
    const text = access(wire, name);
    if (item.kind === "const" && isGuard(item, name, all)) return [constantGuard(item, text)];
    if (item.kind === "slot" && item.guard) return [slotGuard(item, text)];
    if (item.kind === "data_url") return [`op.isDataUrl(${text})`];
    if (item.kind === "object")
      return constantGuards(item, `op.at(${wire}, ${literal(name)})`, all);
    return [];
  });
}

function isGuard(item: Extract<Shape, { kind: "const" }>, name: string, all: boolean): boolean {
  if (item.guard !== undefined) return item.guard;
  if (name === "type") return typeof item.value === "string";
  return all && (typeof item.value === "string" || item.value === true);
}

/** One constant as a check. */
export function constantGuard(item: Extract<Shape, { kind: "const" }>, text: string): string {
  const values = [item.value, ...item.also].map((value) => `${text} === ${literal(value)}`);
  if (item.absent) values.push(`${text} == null`);
  return values.length > 1 ? `(${values.join(" || ")})` : values[0]!;
}

function slotGuard(item: Slot, text: string): string {
  if (typeof item.guard === "string") return `op.startsWith(${text}, ${literal(item.guard)})`;
  if (item.as === "single") return `op.onlyOne(${text}) !== undefined`;
  return `${text} != null`;
}

/** The statements and the `return` that build the hub value. */
export function finish(to: Reading, as: string): string {
  return [...to.hoisted, `return ${hubLiteral(to, as)};`].join("\n");
}

/** The hub value as an expression. */
export function hubLiteral(to: Reading, as: string): string {
  const tree = new Map<string, string | Map<string, string>>();
  for (const [path, texts] of to.slots) {
    if (path.startsWith("-")) continue;
    const [head, ...below] = path.split(".");
    const text = combined(to, path, texts);
    if (below.length === 0) tree.set(head!, text);
    else {
      const at = tree.get(head!);
      const inner = at instanceof Map ? at : new Map<string, string>();
      inner.set(below.join("."), text);
      tree.set(head!, inner);
    }
  }
  const fields = [...tree].map(
    ([name, value]) =>
      `${key(name.replace("+", ""))}: ${value instanceof Map ? nested(value) : value},`,
  );
  const object = `{\n${fields.join("\n")}\n}`;
  const cast = as ? ` as ${as}` : "";
  if (to.spreads.length === 0) return `${object}${cast}`;
  return `op.merge${as ? `<${as}>` : ""}(${fields.length > 0 ? object : "{}"}, ${to.spreads.join(", ")})`;
}

function nested(fields: Map<string, string>): string {
  const texts = [...fields.values()];
  const object = `{ ${[...fields].map(([name, text]) => `${key(name)}: ${text}`).join(", ")} }`;
  return texts.some((text) => text.startsWith('"')) ? object : `op.some(${object})`;
}

function combined(to: Reading, path: string, texts: string[]): string {
  if (path.endsWith("+"))
    return texts.length === 1 ? `${texts[0]} ?? []` : `op.concat(${texts.join(", ")})`;
  const added = texts.filter((text) => text.startsWith("+")).map((text) => text.slice(1));
  const base = texts.filter((text) => !text.startsWith("+")).join(" ?? ");
  const includes = to.slots.get(`-${path}`);
  let text = base;
  if (includes) {
    const parts = includes
      .filter((name) => to.slots.has(name))
      .map((name) => combined(to, name, to.slots.get(name)!));
    if (parts.length > 0) text = `op.minus(${base}, ${parts.join(", ")})`;
  }
  return added.length > 0 ? `op.plus(${text}, ${added.join(", ")})` : text;
}

export { slotType };
