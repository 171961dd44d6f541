import type { SlotType } from "../hub.ts";
import { shape, type Shape } from "../shape.ts";
import { access, camel, literal, type Context } from "./context.ts";
import { constantGuard, readSlot, reading, type Reading } from "./read.ts";
import { guardTests, write, type WriteScope } from "./write.ts";

type Dict = Record<string, any>;
type Obj = Extract<Shape, { kind: "object" }>;

interface Row {
  verb: string;
  on: Obj;
  read: boolean;
  write: boolean;
  unless: string[];
}

const TYPES: Readonly<Record<string, SlotType>> = {
  text: { is: "string" },
  id: { is: "string" },
  name: { is: "string" },
  model: { is: "string" },
  created: { is: "number" },
  service_tier: { is: "string" },
  fingerprint: { is: "string" },
  choice: { is: "number" },
  block: { is: "number" },
  tool: { is: "number" },
  finish: { is: "string" },
  stop_sequence: { is: "string" },
  explanation: { is: "string" },
  logprobs: { is: "object" },
  usage: { is: "any" },
  error: { is: "any" },
  signature: { is: "sealed" },
  "signature.value": { is: "string" },
  "signature.issuer": { is: "string" },
  citation: { is: "ref", name: "Citation" },
};

/** Emits `events` (the client side) and `decodeEvent` (the upstream side). */
export function emitStream(ctx: Context): void {
  const raw = ctx.spec.raw["stream"] as Dict;
  const also = ((raw["also"] as Dict[] | undefined) ?? []).map(
    (row) => ({ ...row, write: false }) as Dict,
  );
  const rows = [...(raw["events"] as Dict[]), ...also].map((row, i): Row => ({
    verb: row.do,
    on: shape(row.on, ["stream", "events", i, "on"]) as Obj,
    read: row.read !== false,
    write: row.write !== false,
    unless: row.unless === undefined ? [] : [row.unless].flat(),
  }));
  const envelope = raw["envelope"]
    ? (shape(raw["envelope"], ["stream", "envelope"]) as Obj)
    : undefined;
  ctx.functions.set("events", emitTemplates(ctx, rows, envelope));
  ctx.functions.set("decodeEvent", emitDecoder(ctx, rows, envelope));
}

const HEAD: Readonly<Record<string, string>> = {
  id: "s.id",
  model: "s.model",
  created: "s.created",
  service_tier: "s.service_tier",
  fingerprint: "s.fingerprint",
  usage: "op.map(s.usage, encodeUsage)",
  usage_inline: "op.map(s.usage, encodeUsage)",
  choice: "b.choice",
  block: "b.index",
  block_text: "b.text",
  tool: "b.tool",
};

/** What each operation's template is given after `(c, s`, and the slots that it fills. */
const TEMPLATES: Readonly<Record<string, { params: string; slots: Record<string, string> }>> = {
  begin: { params: "c, s", slots: { choice: "0" } },
  open: { params: "c, s, b", slots: { part: "encodePart(b.part, c)" } },
  text: {
    params: "c, s, b, text",
    slots: { text: "text", part: `encodePart({ kind: "text", text }, c)` },
  },
  reasoning: { params: "c, s, b, text", slots: { text: "text" } },
  refusal: { params: "c, s, b, text", slots: { text: "text" } },
  arguments: { params: "c, s, b, text", slots: { text: "text" } },
  tool: {
    params: "c, s, b, text",
    slots: { text: "text", id: "b.id", name: "b.name", signature: "op.toolSignature(b)" },
  },
  part: { params: "c, s, b, part", slots: { part: "encodePart(part, c)" } },
  signature: {
    params: "c, s, b, sealed",
    slots: {
      signature: "sealed",
      "signature.value": "sealed.value",
      "signature.issuer": "sealed.issuer",
    },
  },
  citation: { params: "c, s, b, citation", slots: { citation: "citation" } },
  logprobs: { params: "c, s, b, logprobs", slots: { logprobs: "logprobs" } },
  close: { params: "c, s, b", slots: {} },
  finish: {
    params: "c, s, f",
    slots: {
      choice: "f.choice",
      finish: "encodeFinish(f)",
      stop_sequence: "f.stop_sequence",
      explanation: "f.explanation",
    },
  },
  usage: { params: "c, s", slots: {} },
  end: { params: "c, s", slots: {} },
  fail: { params: "c, error", slots: { error: "error" } },
};

function emitTemplates(ctx: Context, rows: Row[], envelope: Obj | undefined): string {
  const done = new Set<string>();
  const entries = rows
    .filter((row) => row.write && !done.has(row.verb) && done.add(row.verb))
    .map((row) => templateText(ctx, row, envelope));
  return `/**
 * The messages of a stream as a client of this dialect reads them.
 * @generated from ${ctx.id}#/stream/events
 */
export const events: op.EventTemplates = {
  ${entries.join("\n")}
};`;
}

function templateText(ctx: Context, row: Row, envelope: Obj | undefined): string {
  const template = TEMPLATES[row.verb]!;
  const item =
    row.verb === "part" || row.verb === "open" || row.verb === "citation"
      ? optional(row.on)
      : undefined;
  const scope: WriteScope = {
    ctx,
    from: "s",
    def: "",
    slots: { ...HEAD, ...template.slots },
    types: TYPES,
    guarded: true,
  };
  if (item) scope.slots = { ...scope.slots, part: "item", citation: "item" };
  const head: WriteScope = { ctx, from: "s", def: "", slots: HEAD, types: TYPES };
  const fields: string[] = [];
  if (envelope && row.verb !== "fail") fields.push(...inner(write(head, envelope)));
  fields.push(...inner(write(scope, item ? plain(row.on) : row.on)));
  const text = `{ ${fields.join("\n")} }`;
  if (item) {
    const value = write(
      { ctx, from: "s", def: "", slots: { ...HEAD, ...template.slots }, types: TYPES },
      item,
    );
    const only =
      item.kind === "part" && item.kinds.length > 0
        ? `op.only(${row.verb === "open" ? "b.part" : "part"}, ${literal(item.kinds)}) === undefined ? undefined : ${value}`
        : value;
    return `${row.verb}: (${template.params}) => {\nconst item = ${only};\nreturn item === undefined ? undefined : ${text};\n},`;
  }
  const guard = guardTests(scope, row.on);
  return `${row.verb}: (${template.params}) => (${guard.length > 0 ? `${guard.join(" && ")} ? ${text} : undefined` : text}),`;
}

/** The message around something that was written before. */
function plain(node: Shape): Shape {
  if (node.kind === "slot") return node.path === "citation" ? { ...node, shape: undefined } : node;
  if (node.kind === "list") return { ...node, item: plain(node.item) };
  if (node.kind === "object")
    return { ...node, fields: node.fields.map(([name, item]) => [name, plain(item)]) };
  return node;
}

/** What may have no form on this wire, so that the whole message is left out: the part, or the citation's shape. */
function optional(node: Shape): Shape | undefined {
  if (
    node.kind === "part" ||
    (node.kind === "slot" && (node.path === "part" || (node.path === "citation" && node.shape)))
  )
    return node;
  if (node.kind === "list") return optional(node.item);
  if (node.kind !== "object") return undefined;
  for (const [, item] of node.fields) {
    const found = optional(item);
    if (found) return found;
  }
  return undefined;
}

/** The fields of an object literal that was just written. */
function inner(text: string): string[] {
  const bare = text.startsWith("op.some(") ? text.slice("op.some(".length, -1) : text;
  return [bare.slice(1, -1).trim()].filter(Boolean);
}

/** One nesting level of the decoder: an event, or the items of one of its lists. */
interface Level {
  wire: string;
  /** The hoisted objects of this level. */
  to: Reading;
  lines: string[];
  loops: Map<string, { name: string; level: Level }>;
}

function level(ctx: Context, wire: string, names: Set<string>): Level {
  const to = reading(ctx, "", TYPES);
  to.names = names;
  return { wire, to, lines: [], loops: new Map() };
}

function emitDecoder(ctx: Context, rows: Row[], envelope: Obj | undefined): string {
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

/** What a row's pattern binds, and where. */
interface Bound {
  slots: Map<string, string>;
  guards: string[];
  at: Level;
  /** The variable of the outermost list's items; `unless` looks there. */
  item?: string;
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

function collect(ctx: Context, start: Level, node: Obj, wire: string): Bound {
  const bound: Bound = { slots: new Map(), guards: [], at: start };
  walk(ctx, bound, start, node, wire);
  return bound;
}

function walk(ctx: Context, bound: Bound, at: Level, node: Obj, wire: string): void {
  if (node.usage) bound.slots.set("usage", wire);
  for (const [name, item] of node.fields) {
    const text = access(wire, name);
    if (item.kind === "const") {
      if (
        node.with === undefined &&
        (item.guard ??
          ((name === "type" || name === ctx.spec.raw["stream"].event_key) &&
            typeof item.value === "string" &&
            !item.absent &&
            !item.with))
      )
        bound.guards.push(constantGuard(item, text));
    } else if (item.kind === "object") walkObject(ctx, bound, at, item, wire, name);
    else if (item.kind === "list") walkList(ctx, bound, at, item.item, text, name);
    else if (item.kind === "slot" && item.read) bind(bound, at, item, text, name);
    else if (item.kind === "part")
      bound.slots.set("part", `decodePart(r.object(${text}, ${literal(name)}), r)`);
  }
}

function walkObject(
  ctx: Context,
  bound: Bound,
  at: Level,
  item: Obj,
  wire: string,
  name: string,
): void {
  if (!holds(item)) return;
  const text = `r.object(${access(wire, name)}, ${literal(name)})`;
  const same = at.to.hoisted.find((line) => line.endsWith(` = ${text};`));
  let variable = same?.slice("const ".length, same.indexOf(" = "));
  if (!variable) {
    variable = camel(name);
    for (let i = 2; at.to.names.has(variable); i++) variable = `${camel(name)}${i}`;
    at.to.names.add(variable);
    at.to.hoisted.push(`const ${variable} = ${text};`);
  }
  walk(ctx, bound, at, item, variable);
}

function holds(node: Shape): boolean {
  if (node.kind === "object") return node.usage || node.fields.some(([, item]) => holds(item));
  if (node.kind === "const") return node.guard === true || typeof node.value === "string";
  return node.kind !== "lost";
}

function walkList(
  ctx: Context,
  bound: Bound,
  at: Level,
  item: Shape,
  text: string,
  name: string,
): void {
  let loop = at.loops.get(text);
  if (!loop) {
    let variable = camel(name.replace(/s$/, ""));
    for (let i = 2; at.to.names.has(variable); i++)
      variable = `${camel(name.replace(/s$/, ""))}${i}`;
    at.to.names.add(variable);
    loop = { name: variable, level: level(ctx, variable, at.to.names) };
    at.loops.set(text, loop);
    at.lines.push(text);
  }
  bound.at = loop.level;
  bound.item ??= loop.name;
  if (item.kind === "object") walk(ctx, bound, loop.level, item, loop.name);
  else if (item.kind === "part") {
    const only =
      item.kinds.length > 0
        ? `op.only(decodePart(${loop.name}, r), ${literal(item.kinds)})`
        : `decodePart(${loop.name}, r)`;
    bound.slots.set("part", only);
  } else if (item.kind === "slot") bind(bound, loop.level, item, loop.name, name);
}

function bind(
  bound: Bound,
  at: Level,
  item: Extract<Shape, { kind: "slot" }>,
  text: string,
  name: string,
): void {
  if (item.path === "usage" || item.path === "error") bound.slots.set(item.path, text);
  else if (item.path === "part")
    bound.slots.set("part", `decodePart(r.object(${text}, ${literal(name)}), r)`);
  else bound.slots.set(item.path, readSlot(at.to, item, text, name));
}

function headText(slots: Map<string, string>): string {
  const fields = ["id", "model", "created", "service_tier", "fingerprint"].filter((name) =>
    slots.has(name),
  );
  return `{ ${fields.map((name) => `${name}: ${slots.get(name)}`).join(", ")} }`;
}

function sealedText(slots: Map<string, string>): string | undefined {
  if (slots.has("signature")) return slots.get("signature");
  if (!slots.has("signature.value")) return undefined;
  return `op.sealed(${slots.get("signature.value")}, ${slots.get("signature.issuer") ?? `""`})`;
}

function citationText(slots: Map<string, string>): string {
  if (slots.has("citation")) return slots.get("citation")!;
  const fields = [...slots].filter(([path]) => path.startsWith("citation."));
  return `{ kind: "url", ${fields.map(([path, text]) => `${path.slice("citation.".length)}: ${text}`).join(", ")} }`;
}

/** The call of the machine that a row makes, and what has to be there for it. */
function actionText(
  verb: string,
  bound: Bound,
  whole: string,
): { tests: string[]; text: string } | undefined {
  const { slots } = bound;
  const choice = slots.has("choice") ? `op.index(${slots.get("choice")})` : "0";
  const block = slots.get("block");
  const slot = block ? `, op.index(${block})` : "";
  const raw = (path: string) => rawText(slots.get(path)!);
  switch (verb) {
    case "begin":
      return slots.has("id") || slots.has("model")
        ? { tests: [], text: `s.begin(${headText(slots)});` }
        : undefined;
    case "open":
      return { tests: [], text: `s.open(${choice}, op.index(${block}), ${slots.get("part")});` };
    case "text":
    case "reasoning":
    case "refusal":
      return {
        tests: [`op.isText(${raw("text")})`],
        text: `s.${verb}(${choice}, ${raw("text")}${slot});`,
      };
    case "arguments":
      return {
        tests: [`op.isText(${raw("text")})`],
        text: `s.arguments(${choice}, ${raw("text")}, op.index(${block}));`,
      };
    case "tool": {
      const get = (path: string) => slots.get(path) ?? "undefined";
      const signature = slots.has("signature") ? `, ${slots.get("signature")}` : "";
      const test = slots.has("tool") ? [] : [`(${get("name")} ?? ${get("text")}) !== undefined`];
      return {
        tests: test,
        text: `s.tool(${choice}, ${get("tool")}, ${get("id")}, ${get("name")}, ${get("text")}${signature});`,
      };
    }
    case "part":
    case "parts":
      return { tests: [], text: `s.part(${choice}, ${slots.get("part")});` };
    case "signature":
      return { tests: [], text: `s.signature(${choice}, ${sealedText(slots)}${slot});` };
    case "citation":
      return { tests: [], text: `s.citation(${choice}, ${citationText(slots)}${slot});` };
    case "logprobs":
      return {
        tests: [`op.isObject(${raw("logprobs")})`],
        text: `s.logprobs(${choice}, ${raw("logprobs")} as Record<string, unknown>);`,
      };
    case "close":
      return { tests: [], text: `s.close(${choice}, op.index(${block}));` };
    case "finish": {
      const more = [slots.get("stop_sequence"), slots.get("explanation")];
      const text = `s.finish(${choice}, ${[slots.get("finish") ?? "undefined", ...more.map((each) => each ?? "undefined")].join(", ").replace(/(, undefined)+$/, "")});`;
      const guarded = bound.guards.length > 0;
      return { tests: guarded ? [] : [`${raw("finish")} != null`], text };
    }
    case "usage":
      return { tests: [`${slots.get("usage")} != null`], text: `s.usage(${slots.get("usage")});` };
    case "end":
      return { tests: [], text: "s.end();" };
    case "fail":
      return { tests: [`${slots.get("error")} != null`], text: `s.failed(${whole});` };
    default:
      return undefined;
  }
}

/** The wire expression inside `r.string(wire, "path")`. */
function rawText(text: string): string {
  return /^r\.\w+\((.*), "[^"]*"\)$/.exec(text)?.[1] ?? text;
}
