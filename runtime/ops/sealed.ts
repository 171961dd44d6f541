import type * as Hub from "../../generated/hub.types.ts";
import type { Block } from "../stream-ops.ts";

/** Marks opaque state of another issuer, so that it finds its way home through a dialect that knows only its own. */
const MARK = "dragoman/";
/** The mark as base64 begins: nine bytes are twelve characters, whatever follows. */
const MARK_64 = Buffer.from(MARK).toString("base64");

/** Opaque state from the wire: its issuer is the dialect's, unless the mark names another. */
export function seal(value: string | undefined, issuer: string): Hub.Sealed | undefined {
  if (value === undefined || value === "") return undefined;
  if (!value.startsWith(MARK_64)) return { issuer, value };
  const text = Buffer.from(value, "base64").toString("utf8");
  const end = text.indexOf("\n");
  return end < 0
    ? { issuer, value }
    : { issuer: text.slice(MARK.length, end), value: text.slice(end + 1) };
}

/** Opaque state for the wire; `only` leaves out what is another issuer's. */
export function unseal(
  sealed: Hub.Sealed | undefined,
  issuer: string,
  only = false,
): string | undefined {
  if (sealed === undefined) return undefined;
  if (sealed.issuer === issuer) return sealed.value;
  return only
    ? undefined
    : Buffer.from(`${MARK}${sealed.issuer}\n${sealed.value}`).toString("base64");
}

/** Opaque state whose issuer stands beside it. */
export function sealed(
  value: string | undefined,
  issuer: string | undefined,
): Hub.Sealed | undefined {
  return value === undefined || value === "" ? undefined : { issuer: issuer ?? "", value };
}

/** How a dialect's answers tell opaque state that its parts have no place for. */
export interface SealedRules {
  /** The kinds of part whose state stands in a sealed part of its own. */
  from?: readonly string[];
  /** Sealed parts are told as reasoning without a text that carries them as its signature. */
  as?: "signature";
}

/** Begins the issuer of what is no signature but sealed itself, where signatures are all that the wire has. */
const WRAPPED = "sealed:";

/** The parts as a dialect tells them: state of its own before the part that it stood on, or on a part of its own. */
export function tellSealed(parts: readonly Hub.Part[], { from = [], as }: SealedRules): Hub.Part[] {
  return parts.flatMap((part): Hub.Part[] => {
    if (as === "signature" && part.kind === "reasoning" && part.data)
      return [
        {
          kind: "reasoning",
          text: "",
          signature: { ...part.data, issuer: WRAPPED + part.data.issuer },
        },
      ];
    if (
      (part.kind !== "tool_call" && part.kind !== "text") ||
      part.signature === undefined ||
      !from.includes(part.kind)
    )
      return [part];
    const { signature, ...rest } = part;
    const state: Hub.Part = {
      kind: "reasoning",
      data: signature,
      ...(part.kind === "tool_call" && { id: part.id }),
    };
    return part.kind === "text" && part.text === "" ? [state] : [state, rest as Hub.Part];
  });
}

/** The same for all choices of an answer. */
export function tellSealedIn(answer: Hub.Answer, rules: SealedRules): Hub.Answer {
  return {
    ...answer,
    choices: answer.choices.map((choice) => ({
      ...choice,
      parts: tellSealed(choice.parts, rules),
    })),
  };
}

/** The way back of what was told as a signature. */
export function unwrapSealed(messages: Hub.Message[]): Hub.Message[] {
  for (const message of messages) {
    message.parts = message.parts.map((part): Hub.Part => {
      if (part.kind !== "reasoning" || !part.signature?.issuer.startsWith(WRAPPED)) return part;
      return {
        kind: "reasoning",
        data: { ...part.signature, issuer: part.signature.issuer.slice(WRAPPED.length) },
      };
    });
  }
  return messages;
}

/** The signature of a tool call, while the call is being opened. */
export function toolSignature(b: Block): Hub.Sealed | undefined {
  return b.id !== undefined && b.part.kind === "tool_call" ? b.part.signature : undefined;
}

/** Ids that the gateway made up for calls without one start so; they mean nothing to an upstream. */
export const MADE_UP = "call_dgm";

/** An id for a call that came without one; unlike any other in its conversation. */
export function makeId(): string {
  return `${MADE_UP}_${Math.random().toString(36).slice(2, 12)}`;
}

/** The id, unless the gateway made it up. */
export function ownId(id: string | undefined): string | undefined {
  return id === undefined || id === "" || id.startsWith(MADE_UP) ? undefined : id;
}
