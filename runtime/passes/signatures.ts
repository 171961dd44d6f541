import type * as Hub from "../../generated/hub.types.ts";
import { tellSealed } from "../ops/sealed.ts";
import type { Encoding } from "../translator.ts";
import type { Pass } from "./pass.ts";

/** State that a call or a text carries moves into a sealed part before it, where they have no place for it. */
export const detachSignatures: Pass = (messages) =>
  messages.map((message) => ({
    ...message,
    parts: tellSealed(message.parts, { from: ["tool_call", "text"] }),
  }));

/** The way back: sealed state goes onto the call or text behind it; a first call without any gets the stand-in. */
export const attachSignatures: Pass = (messages, c, rules, argument) =>
  messages.map((message) =>
    message.role === "assistant"
      ? { ...message, parts: attached(message.parts, c, rules.issuer, argument) }
      : message,
  );

function attached(
  parts: readonly Hub.Part[],
  c: Encoding,
  issuer: string,
  standIn: unknown,
): Hub.Part[] {
  const isState = (part: Hub.Part): part is Hub.ReasoningPart =>
    part.kind === "reasoning" && part.data !== undefined;
  const out = parts.filter((part) => !isState(part)).map((part) => ({ ...part }));
  const calls = out.filter((part) => part.kind === "tool_call").reverse();
  const byId = new Map(calls.map((call) => [call.id, call]));
  let text = out.findLast((part) => part.kind === "text");
  for (const { id, data } of parts.filter(isState)) {
    while (calls.at(-1)?.signature) calls.pop();
    const call = id === undefined ? calls.at(-1) : byId.get(id);
    if (call && !call.signature) call.signature = data;
    else if (text) text.signature ??= data;
    else out.push((text = { kind: "text", text: "", signature: data }));
  }
  const first = out.find((part) => part.kind === "tool_call");
  if (
    first &&
    !first.signature &&
    typeof standIn === "string" &&
    c.model.policy.signatures === "required"
  )
    first.signature = { issuer, value: standIn };
  return out;
}
