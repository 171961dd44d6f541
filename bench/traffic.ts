/** How an upstream is asked to behave; written into the prompt, which survives any translation. */
export type Mode = "burst" | "paced" | "hold";

/** What a stream says, one piece a chunk; the first word is nowhere else in an answer, headers included. */
export const PIECES: readonly string[] = Array.from({ length: 100 }, (_, at) =>
  at % 10 === 9 ? " caravan." : at % 7 === 3 ? " \u2014 the \u201cenvoy\u201d" : " lantern",
);

/** The whole text that every answer says, so that an answer can be checked for loss. */
export const TEXT = PIECES.join("");

/** Milliseconds between two chunks of a paced stream. */
export const PACE_MS = 10;

const SYSTEM =
  "You are a careful interpreter between a court and its envoys. Answer in the language of the question, " +
  "keep names as they are written, and never add what was not said.";
const QUESTION =
  "Translate the following note, and say in one sentence what its author wants. " +
  "\u201cThe caravan that left in spring has not come back; the passes are closed, and the letters that went with it are lost. ".repeat(
    4,
  ) +
  "Send word by sea.\u201d";

/** A chat request of about a kilobyte, as a client of the OpenAI API sends it. */
export function chatRequest(model: string, stream: boolean, mode: Mode): string {
  return JSON.stringify({
    model,
    messages: [
      { role: "system", content: SYSTEM },
      { role: "user", content: `${QUESTION} ${marker(mode)}` },
    ],
    temperature: 0.5,
    ...(stream ? { stream: true, stream_options: { include_usage: true } } : {}),
  });
}

/** The same request as a client of the Anthropic API sends it: for the upstream asked without a gateway. */
export function messagesRequest(model: string, stream: boolean, mode: Mode): string {
  return JSON.stringify({
    model,
    max_tokens: 4096,
    system: SYSTEM,
    messages: [{ role: "user", content: `${QUESTION} ${marker(mode)}` }],
    temperature: 0.5,
    ...(stream ? { stream: true } : {}),
  });
}

/** What the prompt says to make an upstream behave in a mode. */
export function marker(mode: Mode): string {
  return `[bench:${mode}]`;
}

/** An answer with the shape, and about the size, of what the OpenAI API answers to `chatRequest`. */
export function chatAnswer(): string {
  return JSON.stringify({
    ...CHAT,
    object: "chat.completion",
    choices: [
      {
        index: 0,
        message: { role: "assistant", content: TEXT, refusal: null, annotations: [] },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: CHAT_USAGE,
  });
}

/** The events of the same answer as a stream; the text starts with the event at index `FIRST_CHAT`. */
export function chatEvents(): string[] {
  const chunk = (rest: object) =>
    `data: ${JSON.stringify({ ...CHAT, object: "chat.completion.chunk", ...rest })}\n\n`;
  const delta = (value: object, finish: string | null) =>
    chunk({
      choices: [{ index: 0, delta: value, logprobs: null, finish_reason: finish }],
      usage: null,
    });
  return [
    delta({ role: "assistant", content: "", refusal: null }, null),
    ...PIECES.map((content) => delta({ content }, null)),
    delta({}, "stop"),
    chunk({ choices: [], usage: CHAT_USAGE }),
    "data: [DONE]\n\n",
  ];
}

/** An answer with the shape of what the Anthropic API answers to `messagesRequest`. */
export function messagesAnswer(): string {
  return JSON.stringify({
    ...MESSAGE,
    content: [{ type: "text", text: TEXT }],
    stop_reason: "end_turn",
    stop_sequence: null,
    usage: { ...MESSAGES_USAGE, output_tokens: PIECES.length },
  });
}

/** The events of the same answer as a stream; the text starts with the event at index `FIRST_MESSAGES`. */
export function messagesEvents(): string[] {
  const event = (type: string, rest: object) =>
    `event: ${type}\ndata: ${JSON.stringify({ type, ...rest })}\n\n`;
  const usage = { ...MESSAGES_USAGE, output_tokens: 1 };
  const start = { ...MESSAGE, content: [], stop_reason: null, stop_sequence: null, usage };
  return [
    event("message_start", { message: start }),
    event("content_block_start", { index: 0, content_block: { type: "text", text: "" } }),
    event("ping", {}),
    ...PIECES.map((text) =>
      event("content_block_delta", { index: 0, delta: { type: "text_delta", text } }),
    ),
    event("content_block_stop", { index: 0 }),
    event("message_delta", {
      delta: { stop_reason: "end_turn", stop_sequence: null },
      usage: { output_tokens: PIECES.length },
    }),
    event("message_stop", {}),
  ];
}

/** Where the text starts in `chatEvents`. */
export const FIRST_CHAT = 1;

/** Where the text starts in `messagesEvents`. */
export const FIRST_MESSAGES = 3;

const CHAT = {
  id: "chatcmpl-C47Kk1D1OqTqs6zTCuoBdu1dsK1pT",
  created: 1_790_000_000,
  model: "gpt-4.1-mini",
  service_tier: "default",
  system_fingerprint: "fp_7c9f2a41e0",
};

const CHAT_USAGE = {
  prompt_tokens: 180,
  completion_tokens: PIECES.length,
  total_tokens: 180 + PIECES.length,
  prompt_tokens_details: { cached_tokens: 0, audio_tokens: 0 },
  completion_tokens_details: {
    reasoning_tokens: 0,
    audio_tokens: 0,
    accepted_prediction_tokens: 0,
    rejected_prediction_tokens: 0,
  },
};

const MESSAGE = {
  id: "msg_01SZKz6DEhWnfZcxPQDQz49Y",
  type: "message",
  role: "assistant",
  model: "claude-sonnet-4-5-20250929",
};

const MESSAGES_USAGE = {
  input_tokens: 180,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: 0,
};
