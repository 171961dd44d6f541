import fc from "fast-check";
import type * as Hub from "../../generated/hub.types.ts";
import { answer, usage } from "./answers.ts";
import { conversation, plainText } from "./messages.ts";
import type { Range } from "./range.ts";
import {
  base64,
  count,
  id,
  name,
  number,
  optional,
  png,
  schema,
  sealed,
  text,
  url,
} from "./values.ts";

const types = {
  image: "image/png",
  audio: "audio/wav",
  video: "video/mp4",
  file: "application/pdf",
} as const;
const media: fc.Arbitrary<Hub.Part> = fc.oneof(
  ...Object.entries(types).flatMap(([kind, media_type]) => [
    (kind === "image" ? png : base64).map(
      (data) => ({ kind, source: "data", media_type, data }) as Hub.Part,
    ),
    url.map((at) => ({ kind, source: "url", media_type, url: at }) as Hub.Part),
  ]),
);
const signature = sealed("google");
const signed = optional({ signature });

const messages = conversation({
  system: "first",
  systemPart: plainText,
  userPart: fc.oneof(plainText, media),
  said: [
    fc.record({ kind: fc.constant("reasoning" as const), text, signature }),
    fc.tuple(plainText, signed).map(([part, more]) => ({ ...part, ...more }) as Hub.Part),
  ],
  call: signed,
  result: fc
    .tuple(plainText, fc.boolean())
    .map(([part, failed]) => ({ parts: [part], ...(failed ? { is_error: true } : {}) })),
  namedResults: true,
  results: "together",
  most: 3,
});

const tool: fc.Arbitrary<Hub.Tool> = fc
  .tuple(name, optional({ description: text, parameters: schema }))
  .map(([called, more]) => ({ kind: "function", name: called, ...more }));

const fields = optional<Omit<Hub.Request, "model" | "messages">>({
  tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
  tool_choice: fc.oneof(
    fc
      .constantFrom("auto" as const, "none" as const, "required" as const)
      .map((mode) => ({ mode })),
    name.map((called) => ({ mode: "tool" as const, name: called })),
    fc
      .array(name, { minLength: 2 })
      .map((names) => ({ mode: "allowed" as const, names, must: true })),
  ),
  output: fc.oneof(
    fc.constantFrom("text" as const, "json" as const).map((type) => ({ type })),
    schema.map((value) => ({ type: "schema" as const, schema: value })),
  ),
  reasoning: fc
    .constantFrom("low", "medium", "high")
    .map((effort) => ({ visible: true, effort }) as Hub.Reasoning),
  temperature: number(0, 2),
  top_p: number(0, 1),
  top_k: count,
  seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
  presence_penalty: number(-2, 2),
  frequency_penalty: number(-2, 2),
  logprobs: fc.boolean(),
  top_logprobs: fc.integer({ min: 0, max: 20 }),
  stop: fc.array(text, { minLength: 1, maxLength: 4 }),
  max_tokens: count,
  n: fc.integer({ min: 1, max: 4 }),
  cached_content: id,
  store: fc.boolean(),
  modalities: fc.subarray(["text", "image", "audio"], { minLength: 1 }),
  safety: fc.constant([{ category: "HARM_CATEGORY_HARASSMENT", threshold: "BLOCK_NONE" }]),
  rest: fc
    .dictionary(name, name, { minKeys: 1, maxKeys: 2 })
    .map((labels) => ({ dialect: "gemini", fields: { labels } })),
});

/** What generateContent says in full; the model is in the path. */
export const gemini: Range = {
  dialect: "gemini",
  request: fc
    .record({ messages, fields })
    .map(({ fields: more, ...rest }) => ({ ...rest, ...more }) as Hub.Request),
  answer: answer({
    choices: "many",
    said: [
      fc.record({ kind: fc.constant("reasoning" as const), text, signature }),
      fc.tuple(plainText, signed).map(([part, more]) => ({ ...part, ...more }) as Hub.Part),
    ],
    call: signed,
    finish: [
      ["STOP", "stop"],
      ["MAX_TOKENS", "length"],
      ["SAFETY", "content_filter"],
      ["RECITATION", "content_filter"],
      ["OTHER", "unknown"],
      ["MALFORMED_RESPONSE", "malformed"],
    ],
    called: ["STOP", "tool_calls"],
    head: fc.record({ id, model: name, created: count }),
    usage: usage(["input", "output"], ["cache_read", "reasoning"], true),
  }),
};
