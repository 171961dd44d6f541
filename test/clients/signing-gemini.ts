import { SIGNED, events, whole } from "./signing.ts";
import type { SignedTurn, SigningWire } from "./signing.ts";

/**
 * Thought signatures by https://ai.google.dev/gemini-api/docs/thought-signatures: the first call of each step is
 * signed and has to come back so; a text may be signed, on an empty last part in streams.
 */
export const geminiSigning: SigningWire = {
  wrong({ contents }) {
    const turns = contents.filter(({ role }: any) => role === "model");
    for (const [i, { parts }] of turns.entries()) {
      const turn = SIGNED[i % SIGNED.length]!;
      const calls = parts.filter((part: any) => part.functionCall);
      if (calls.length !== turn.calls.length) return `contents.${i}: ${calls.length} calls`;
      const signed =
        turn.calls.length > 0 ? calls[0] : parts.find((part: any) => part.thoughtSignature);
      if (signed?.thoughtSignature !== turn.signature) {
        return `contents.${i}: a call misses its thought_signature: ${JSON.stringify(parts).slice(0, 300)}`;
      }
      const others = parts.filter((part: any) => part !== signed && part.thoughtSignature);
      if (others.length > 0)
        return `contents.${i}: signatures that nobody made: ${JSON.stringify(others)}`;
    }
    return undefined;
  },
  turns: ({ contents }) => contents.filter(({ role }: any) => role === "model").length,
  streams: (_, path) => path.includes("stream"),
  refuse: (message) => ({ error: { code: 400, message, status: "INVALID_ARGUMENT" } }),
  answer(turn, stream, response) {
    const usage = { promptTokenCount: 20, candidatesTokenCount: 30, totalTokenCount: 50 };
    const chunk = (parts: object[], last: boolean) => ({
      candidates: [
        { content: { role: "model", parts }, index: 0, ...(last && { finishReason: "STOP" }) },
      ],
      modelVersion: "gemini-3-pro-preview",
      responseId: "resp_1",
      ...(last && { usageMetadata: usage }),
    });
    if (!stream) return whole(response, chunk(parts(turn, false), true));
    const list = parts(turn, true);
    events(
      response,
      list.map((part, i) => chunk([part], i === list.length - 1)),
    );
  },
};

function parts(
  { thought, signature: thoughtSignature, calls, text }: SignedTurn,
  stream: boolean,
): object[] {
  const thoughts = stream ? thought.match(/[\s\S]{1,5}/g)! : [thought];
  const called = calls.map(({ name, input }, i) => {
    return { functionCall: { name, args: input }, ...(i === 0 && { thoughtSignature }) };
  });
  const said = (): object[] => {
    if (text === "") return [];
    if (calls.length > 0) return [{ text }];
    return stream ? [{ text }, { text: "", thoughtSignature }] : [{ text, thoughtSignature }];
  };
  return [...thoughts.map((piece) => ({ text: piece, thought: true })), ...said(), ...called];
}
