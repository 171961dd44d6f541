import type * as Hub from "../../generated/hub.types.ts";
import type { Messages } from "./pass.ts";

/**
 * Reasoning that a client kept in the pieces in which a stream brought it is one part again: the signature came
 * with the last of them and is for all.
 */
export function joinReasoning(messages: readonly Hub.Message[]): Messages {
  const out: Messages = [];
  for (const message of messages) {
    const last = out.at(-1);
    const goesOn =
      message.role === "assistant" &&
      last?.role === "assistant" &&
      isPiece(last.parts.at(-1)) &&
      message.parts[0]?.kind === "reasoning";
    // The parts of a message that ends in a piece were joined here, so they are no one else's.
    if (goesOn) join(last.parts, message.parts);
    else
      out.push(
        message.parts.some(isPiece) ? { ...message, parts: join([], message.parts) } : message,
      );
  }
  return out;
}

/** Puts parts behind others, pieces of reasoning onto the piece before them. */
function join(out: Hub.Part[], parts: readonly Hub.Part[]): Hub.Part[] {
  for (const part of parts) {
    const last = out.at(-1);
    const same =
      part.kind === "reasoning" &&
      !part.data &&
      isPiece(last) &&
      last.id === part.id &&
      last.summary === part.summary;
    if (same) out[out.length - 1] = { ...part, text: (last.text ?? "") + (part.text ?? "") };
    else out.push(part);
  }
  return out;
}

function isPiece(part: Hub.Part | undefined): part is Hub.ReasoningPart {
  return part?.kind === "reasoning" && !part.signature && !part.data && !part.rest;
}
