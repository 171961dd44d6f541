import type { Recording } from "./corpus.ts";
import { dialectOf } from "./corpus.ts";
import { readAnthropic } from "./oracle-anthropic.ts";
import { failure } from "./oracle-errors.ts";
import { readGemini } from "./oracle-gemini.ts";
import { readOllama } from "./oracle-ollama.ts";
import { readOpenAiChat } from "./oracle-openai-chat.ts";
import type { Expected, Fold } from "./oracle-shared.ts";
import { isStream, payloadsOf } from "./oracle-shared.ts";
import type { Payloads } from "./sse-reference.ts";

/**
 * What a recorded chat response says, read by code that shares nothing with the compiler or the runtime. Throws only for a
 * recording whose dialect it cannot read (see `dialectOf`).
 */
export function expectation(recording: Recording): Expected {
  const { status, raw } = recording.response;
  const payloads = payloadsOf(recording);
  if (status >= 400) {
    const first = payloads.values[0]?.value;
    return failure(status, (Array.isArray(first) ? first[0] : first) ?? raw ?? "", false);
  }
  const fold = read(recording, payloads);
  if (fold.error !== undefined)
    return { ...failure(status, fold.error, true), partial: fold.answer };
  if (isStream(recording) && !fold.ended) return { kind: "incomplete", partial: fold.answer };
  return fold.answer;
}

function read(recording: Recording, payloads: Payloads): Fold {
  switch (dialectOf(recording)) {
    case "openai-chat":
      return readOpenAiChat(payloads, recording.provider, isStream(recording));
    case "anthropic":
      return readAnthropic(payloads);
    case "gemini":
      return readGemini(payloads);
    case "ollama":
      return readOllama(payloads);
    case null:
      throw new Error(`${recording.id}: no oracle for ${recording.path}`);
  }
}
