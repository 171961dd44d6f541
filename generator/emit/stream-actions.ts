import type { Bound } from "./stream-pattern.ts";

/** What all messages repeat, as an object literal of the slots that are bound. */
export function headText(slots: Map<string, string>): string {
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

/** A statement that tells the machine something, and the tests that have to hold for it. */
export interface Action {
  tests: string[];
  text: string;
}

/** What a row binds, as the arguments of the machine's methods. */
interface Call {
  slots: Map<string, string>;
  guarded: boolean;
  choice: string;
  /** The index of the block, which not every row knows. */
  block: string;
  /** The same as an argument that may be absent. */
  slot: string;
  /** The variable of the whole message. */
  whole: string;
}

/** The call of the machine that a row makes, and what has to be there for it. */
export function actionText(verb: string, bound: Bound, whole: string): Action | undefined {
  const { slots } = bound;
  const block = slots.get("block");
  return ACTIONS[verb]?.({
    slots,
    guarded: bound.guards.length > 0,
    choice: slots.has("choice") ? `op.index(${slots.get("choice")})` : "0",
    block: `op.index(${block})`,
    slot: block ? `, op.index(${block})` : "",
    whole,
  });
}

function always(text: string): Action {
  return { tests: [], text };
}

/** A piece of text; an empty one says nothing. */
function piece(verb: string, { slots, choice }: Call, slot: string): Action {
  const text = raw(slots, "text");
  return { tests: [`op.isText(${text})`], text: `s.${verb}(${choice}, ${text}${slot});` };
}

const ACTIONS: Readonly<Record<string, (call: Call) => Action | undefined>> = {
  begin: ({ slots }) =>
    slots.has("id") || slots.has("model") ? always(`s.begin(${headText(slots)});`) : undefined,
  open: ({ slots, choice, block }) => always(`s.open(${choice}, ${block}, ${slots.get("part")});`),
  text: (call) => piece("text", call, call.slot),
  reasoning: (call) => piece("reasoning", call, call.slot),
  refusal: (call) => piece("refusal", call, call.slot),
  arguments: (call) => piece("arguments", call, `, ${call.block}`),
  tool: toolAction,
  part: ({ slots, choice }) => always(`s.part(${choice}, ${slots.get("part")});`),
  parts: ({ slots, choice }) => always(`s.part(${choice}, ${slots.get("part")});`),
  signature: ({ slots, choice, slot }) =>
    always(`s.signature(${choice}, ${sealedText(slots)}${slot});`),
  citation: ({ slots, choice, slot }) =>
    always(`s.citation(${choice}, ${citationText(slots)}${slot});`),
  logprobs: ({ slots, choice }) => ({
    tests: [`op.isObject(${raw(slots, "logprobs")})`],
    text: `s.logprobs(${choice}, ${raw(slots, "logprobs")} as Record<string, unknown>);`,
  }),
  close: ({ choice, block }) => always(`s.close(${choice}, ${block});`),
  finish: finishAction,
  usage: ({ slots }) => ({
    tests: [`${slots.get("usage")} != null`],
    text: `s.usage(${slots.get("usage")});`,
  }),
  end: () => always("s.end();"),
  fail: ({ slots, whole }) => ({
    tests: [`${slots.get("error")} != null`],
    text: `s.failed(${whole});`,
  }),
};

function toolAction({ slots, choice }: Call): Action {
  const get = (path: string) => slots.get(path) ?? "undefined";
  const signature = slots.has("signature") ? `, ${slots.get("signature")}` : "";
  return {
    tests: slots.has("tool") ? [] : [`(${get("name")} ?? ${get("text")}) !== undefined`],
    text: `s.tool(${choice}, ${get("tool")}, ${get("id")}, ${get("name")}, ${get("text")}${signature});`,
  };
}

function finishAction({ slots, choice, guarded }: Call): Action {
  const told = ["finish", "stop_sequence", "explanation"].map((path) => slots.get(path));
  const last = told.findLastIndex((text) => text !== undefined);
  const words = told.slice(0, Math.max(last, 0) + 1).map((text) => text ?? "undefined");
  return {
    tests: guarded ? [] : [`${raw(slots, "finish")} != null`],
    text: `s.finish(${[choice, ...words].join(", ")});`,
  };
}

/** The wire expression of a slot, without what reads it. */
function raw(slots: Map<string, string>, path: string): string {
  return rawText(slots.get(path)!);
}

/** The wire expression inside `r.string(wire, "path")`. */
function rawText(text: string): string {
  return /^r\.\w+\((.*), "[^"]*"\)$/.exec(text)?.[1] ?? text;
}
