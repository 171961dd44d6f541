import { SIGNED, events, whole } from "./signing.ts";
import type { SignedTurn, SigningWire } from "./signing.ts";

/**
 * Extended thinking by https://platform.claude.com/docs/en/build-with-claude/extended-thinking: the turns of a
 * tool loop begin with their thinking, complete and unmodified.
 */
export const anthropicSigning: SigningWire = {
  wrong({ model, messages, thinking }) {
    if (!thinking) return "thinking was not asked for";
    const turns = messages.filter(({ role }: any) => role === "assistant");
    for (const [i, { content }] of turns.entries()) {
      const sent = content.filter(({ type }: any) => type.endsWith("thinking"));
      const wanted = thoughts(SIGNED[i % SIGNED.length]!, isOpen(model));
      if (JSON.stringify(sent) !== JSON.stringify(wanted)) {
        return `messages.${i}: thinking must remain as it was: ${JSON.stringify(sent).slice(0, 300)}`;
      }
      if (!content[0].type.endsWith("thinking")) return `messages.${i}: thinking has to come first`;
    }
    return undefined;
  },
  turns: ({ messages }) => messages.filter(({ role }: any) => role === "assistant").length,
  streams: ({ stream }) => stream === true,
  refuse: (message) => ({ type: "error", error: { type: "invalid_request_error", message } }),
  answer(turn, stream, response, { model }) {
    const content = blocks(turn, isOpen(model));
    const stop_reason = turn.calls.length > 0 ? "tool_use" : "end_turn";
    const usage = { input_tokens: 20, output_tokens: 30 };
    const message = {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model,
      stop_sequence: null,
      usage,
    };
    if (!stream) return whole(response, { ...message, content, stop_reason });
    events(response, [
      { type: "message_start", message: { ...message, content: [], stop_reason: null } } as object,
      ...content.flatMap(pieces),
      { type: "message_delta", delta: { stop_reason, stop_sequence: null }, usage } as object,
      { type: "message_stop" },
    ]);
  },
};

function thoughts({ thought, signature, redacted }: SignedTurn, open: boolean): any[] {
  const thinking = { type: "thinking", thinking: thought, signature };
  return redacted && !open ? [thinking, { type: "redacted_thinking", data: redacted }] : [thinking];
}

/** One model of the two hides nothing. */
const isOpen = (model: string): boolean => model.includes("opus");

function blocks(turn: SignedTurn, open: boolean): any[] {
  return [
    ...thoughts(turn, open),
    ...(turn.text ? [{ type: "text", text: turn.text }] : []),
    ...turn.calls.map((call) => ({ type: "tool_use", ...call })),
  ];
}

function pieces(block: any, index: number): { type: string }[] {
  const start = (content_block: object) => ({ type: "content_block_start", index, content_block });
  const delta = (value: object) => ({ type: "content_block_delta", index, delta: value });
  const stop = { type: "content_block_stop", index };
  switch (block.type) {
    case "thinking":
      return [
        start({ type: "thinking", thinking: "", signature: "" }),
        ...block.thinking
          .match(/[\s\S]{1,5}/g)
          .map((thinking: string) => delta({ type: "thinking_delta", thinking })),
        delta({ type: "signature_delta", signature: block.signature }),
        stop,
      ];
    case "text":
      return [
        start({ type: "text", text: "" }),
        delta({ type: "text_delta", text: block.text }),
        stop,
      ];
    case "tool_use": {
      const json = JSON.stringify(block.input).match(/.{1,4}/g)!;
      const parts = json.map((partial_json) => delta({ type: "input_json_delta", partial_json }));
      return [start({ ...block, input: {} }), ...parts, stop];
    }
    default:
      return [start(block), stop];
  }
}
