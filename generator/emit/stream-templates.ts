import type { Obj, Shape } from "../shape-nodes.ts";
import { literal, type Context } from "./context.ts";
import { TYPES, type Row } from "./stream-rows.ts";
import { guardTests } from "./write-object.ts";
import type { WriteScope } from "./write-scope.ts";
import { write } from "./write.ts";

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

/** The text of `events`: one template an operation, from the first row that has it. */
export function emitTemplates(ctx: Context, rows: Row[], envelope: Obj | undefined): string {
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
