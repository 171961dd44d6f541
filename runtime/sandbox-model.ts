import { createHash } from "node:crypto";
import type * as Hub from "../generated/hub.types.ts";
import { withoutFault } from "./sandbox-faults.ts";
import { valueOf } from "./sandbox-schema.ts";

const MAX_CHOICES = 8;

/**
 * What the tiny model answers: always the same to the same request. It calls the tools it is given (all that the
 * message names, else the first), fills in a schema it is given, and otherwise repeats what it was told. A word
 * is a token.
 */
export function respond(request: Hub.Request, issuer: string): Hub.Answer {
  const prompt = lastText(request);
  const calls = callsOf(request, prompt);
  const reasoning = reasoningOf(request, prompt, issuer);
  const thought = reasoning?.text ? words(reasoning.text).length : 0;
  const said = calls.length > 0 ? [] : [contentOf(request, prompt)];
  const left = request.max_tokens === undefined ? Infinity : request.max_tokens - thought;
  const cut = said.map((text) => bounded(text, request.stop ?? [], left));
  const parts: Hub.Part[] = [
    ...(reasoning ? [reasoning] : []),
    ...cut.map(({ text }): Hub.Part => ({ kind: "text", text })),
    ...calls,
  ];
  const [end] = cut;
  const finish = calls.length > 0 ? "tool_calls" : (end?.finish ?? "stop");
  const count = Math.min(Math.max(1, Math.floor(request.n ?? 1)), MAX_CHOICES);
  const choices = Array.from({ length: count }, (_, index): Hub.Choice => {
    const choice: Hub.Choice = { index, parts: structuredClone(parts), finish };
    return end?.stop_sequence === undefined
      ? choice
      : { ...choice, stop_sequence: end.stop_sequence };
  });
  const output =
    count * parts.reduce((sum, part) => sum + (part === reasoning ? 0 : size(part)), 0);
  const input = request.messages
    .flatMap(({ parts }) => parts)
    .reduce((sum, part) => sum + size(part), 0);
  const usage: Hub.Usage = { input, output, total: input + output + count * thought };
  if (thought > 0) usage.reasoning = count * thought;
  return { model: request.model, choices, usage };
}

/** The text of the last message of the user, or of the tool that answered last. */
export function lastText({ messages }: Hub.Request): string {
  const last = messages.findLast(({ role, parts }) => role === "user" && textOf(parts) !== "");
  return last ? textOf(last.parts) : "";
}

/** A text in pieces of one word each, as a stream brings them. */
export function words(text: string): string[] {
  return text.match(/\s*\S+|\s+$/g) ?? [];
}

function contentOf(request: Hub.Request, prompt: string): string {
  const told = withoutFault(prompt);
  const { output } = request;
  if (output?.type === "schema") return JSON.stringify(valueOf(output.schema ?? {}, told));
  if (output?.type === "json") return JSON.stringify({ answer: told });
  const result = resultsAtEnd(request);
  if (result !== undefined) return `The tool said: ${result}`;
  return told === "" ? "You said nothing." : `You said: ${told}`;
}

function callsOf(request: Hub.Request, prompt: string): Hub.ToolCall[] {
  const { tools = [], tool_choice } = request;
  if (tool_choice?.mode === "none" || resultsAtEnd(request) !== undefined) return [];
  const own = tools.filter((tool) => tool.kind !== "opaque");
  const wanted =
    tool_choice?.mode === "tool"
      ? own.filter((tool) => tool.name === tool_choice.name)
      : own.filter((tool) => prompt.includes(tool.name));
  const chosen = wanted.length > 0 ? wanted : own.slice(0, 1);
  const most = request.parallel_tools === false ? 1 : chosen.length;
  return chosen.slice(0, most).map((tool, i): Hub.ToolCall => {
    const told = withoutFault(prompt);
    const call = {
      kind: "tool_call",
      id: `call_${digest(request, tool.name + i)}`,
      name: tool.name,
    } as const;
    if (tool.kind === "custom") return { ...call, arguments: told, custom: true };
    return {
      ...call,
      arguments: JSON.stringify(valueOf(tool.parameters ?? { type: "object" }, told)),
    };
  });
}

function reasoningOf(
  request: Hub.Request,
  prompt: string,
  issuer: string,
): Hub.ReasoningPart | undefined {
  const { reasoning } = request;
  if (
    !reasoning ||
    reasoning.mode === "off" ||
    reasoning.effort === "none" ||
    reasoning.budget === 0
  ) {
    return undefined;
  }
  const text = `The user wants: ${withoutFault(prompt) || "nothing"}.`;
  const value = Buffer.from(`sandbox ${digest(request, "reasoning")}`).toString("base64");
  return { kind: "reasoning", text, signature: { issuer, value } };
}

/** The text of the tool results that the conversation ends with; undefined when it ends otherwise. */
function resultsAtEnd({ messages }: Hub.Request): string | undefined {
  const isResult = (part: Hub.Part) => part.kind === "tool_result";
  const before = messages.findLastIndex(({ parts }) => !parts.some(isResult));
  const results = messages.slice(before + 1).flatMap(({ parts }) => parts.filter(isResult));
  return results.length > 0 ? results.map(({ parts }) => textOf(parts)).join(" ") : undefined;
}

function bounded(
  text: string,
  stops: readonly string[],
  most: number,
): { text: string; finish: Hub.Finish; stop_sequence?: string } {
  const hits = stops.map((stop) => ({ stop, at: stop === "" ? -1 : text.indexOf(stop) }));
  const [first] = hits.filter(({ at }) => at !== -1).sort((a, b) => a.at - b.at);
  const kept = first ? text.slice(0, first.at) : text;
  const pieces = words(kept);
  if (pieces.length > most)
    return { text: pieces.slice(0, Math.max(0, most)).join(""), finish: "length" };
  return { text: kept, finish: "stop", ...(first && { stop_sequence: first.stop }) };
}

function textOf(parts: readonly Hub.Part[]): string {
  return parts
    .map((part) => (part.kind === "text" ? part.text : ""))
    .join("\n")
    .trim();
}

function size(part: Hub.Part): number {
  switch (part.kind) {
    case "text":
    case "refusal":
      return words(part.text).length;
    case "reasoning":
      return words(part.text ?? "").length;
    case "tool_call":
      return words(part.arguments).length + 1;
    case "tool_result":
      return part.parts.reduce((sum, each) => sum + size(each), 0);
    default:
      return 1;
  }
}

function digest(request: Hub.Request, salt: string): string {
  const text = JSON.stringify(request.messages) + salt;
  return createHash("sha256").update(text).digest("hex").slice(0, 20);
}
