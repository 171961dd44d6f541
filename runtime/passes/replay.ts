import type * as Hub from "../../generated/hub.types.ts";
import type { Encoding, MessageRules } from "../translator.ts";

/** Reasoning of earlier turns: what the upstream takes back of it. */
export function replay(message: Hub.Message, rules: MessageRules, c: Encoding): Hub.Message {
  if (message.role !== "assistant") return message;
  const refused = c.model.policy.reasoning?.replay === "refused";
  const how = refused ? "none" : rules.replay;
  const parts = message.parts.flatMap((part) => replayed(part, how, rules.issuer, c));
  // Some models want their reasoning back in every turn, and an empty one where it is not known.
  if (
    c.model.policy.reasoning?.replay === "required" &&
    !parts.some((part) => part.kind === "reasoning")
  )
    parts.unshift({ kind: "reasoning", text: "" });
  return parts.length === message.parts.length &&
    parts.every((part, i) => part === message.parts[i])
    ? message
    : { ...message, parts };
}

function replayed(part: Hub.Part, how: string, issuer: string, c: Encoding): Hub.Part[] {
  if (part.kind !== "reasoning") {
    if (
      !("signature" in part) ||
      part.signature === undefined ||
      how === "all" ||
      part.signature.issuer === issuer
    )
      return [part];
    const { signature: _, ...rest } = part;
    return [rest as Hub.Part];
  }
  if (how === "all") return [part];
  if (how === "text") return part.text ? [{ kind: "reasoning", text: part.text }] : [];
  const own = (part.signature ?? part.data)?.issuer === issuer;
  if (how === "own" && own) return [part];
  c.lost(
    "messages.reasoning",
    "dropped",
    how === "own"
      ? "only reasoning that this API signed goes back to it"
      : "the API takes no reasoning back",
  );
  return [];
}
