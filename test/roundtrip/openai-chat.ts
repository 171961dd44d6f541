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

const cache = fc.option(fc.constantFrom({ ttl: "5m" }, { ttl: "1h" }), { nil: undefined });
const detail = fc.constantFrom("low", "high", undefined);
const image: fc.Arbitrary<Hub.Part> = fc.oneof(
  fc.record({
    kind: fc.constant("image" as const),
    source: fc.constant("url" as const),
    url,
    detail,
    cache,
  }),
  fc.record({
    kind: fc.constant("image" as const),
    source: fc.constant("data" as const),
    media_type: fc.constant("image/png"),
    data: png,
    detail,
    cache,
  }),
);
const file: fc.Arbitrary<Hub.Part> = fc.oneof(
  fc.record({
    kind: fc.constant("file" as const),
    source: fc.constant("data" as const),
    media_type: fc.constant("application/pdf"),
    data: base64,
    name,
    cache,
  }),
  fc.record({ kind: fc.constant("file" as const), source: fc.constant("id" as const), id }),
);
const marked: fc.Arbitrary<Hub.Part> = fc.record({
  kind: fc.constant("text" as const),
  text,
  cache,
});

const messages = conversation({
  system: "anywhere",
  systemPart: marked,
  userPart: fc.oneof(marked, image, file),
  said: [plainText, fc.record({ kind: fc.constant("refusal" as const), text })],
  call: fc.constant({}),
  result: plainText.map((part) => ({ parts: [part] })),
  namedResults: true,
  results: "each",
  most: 3,
});

const tool: fc.Arbitrary<Hub.Tool> = fc.oneof(
  fc
    .tuple(name, optional({ description: text, parameters: schema, strict: fc.boolean() }))
    .map(([called, more]): Hub.Tool => ({ kind: "function", name: called, ...more })),
  fc
    .tuple(name, optional({ description: text, format: fc.constant({ type: "text" }) }))
    .map(([called, more]): Hub.Tool => ({ kind: "custom", name: called, ...more })),
);

const choice: fc.Arbitrary<Hub.ToolChoice> = fc.oneof(
  fc.constantFrom("auto" as const, "none" as const, "required" as const).map((mode) => ({ mode })),
  name.map((called) => ({ mode: "tool" as const, name: called })),
  fc
    .tuple(fc.array(name, { minLength: 1 }), fc.boolean())
    .map(([names, must]) => ({ mode: "allowed" as const, names, must })),
);

const output: fc.Arbitrary<Hub.Output> = fc.oneof(
  fc.constantFrom("text" as const, "json" as const).map((type) => ({ type })),
  fc
    .tuple(name, schema, optional({ strict: fc.boolean(), description: text }))
    .map(([called, value, more]) => {
      return { type: "schema" as const, name: called, schema: value, ...more };
    }),
);

const fields = optional<Omit<Hub.Request, "model" | "messages">>({
  tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
  tool_choice: choice,
  parallel_tools: fc.boolean(),
  output,
  reasoning: fc
    .constantFrom("minimal", "low", "medium", "high")
    .map((effort) => ({ effort }) as Hub.Reasoning),
  temperature: number(0, 2),
  top_p: number(0, 1),
  frequency_penalty: number(-2, 2),
  presence_penalty: number(-2, 2),
  seed: fc.integer(),
  logit_bias: fc.dictionary(fc.stringMatching(/^[0-9]{1,5}$/), fc.integer({ min: -100, max: 100 })),
  logprobs: fc.boolean(),
  top_logprobs: fc.integer({ min: 0, max: 20 }),
  stop: fc.array(text, { minLength: 1, maxLength: 4 }),
  max_tokens: count,
  n: fc.integer({ min: 1, max: 4 }),
  stream: fc.boolean(),
  stream_usage: fc.boolean(),
  cache_key: id,
  service_tier: fc.constantFrom("auto", "standard", "flex", "priority"),
  user: id,
  metadata: fc.dictionary(name, text, { minKeys: 1, maxKeys: 2 }),
  store: fc.boolean(),
  verbosity: fc.constantFrom("low", "medium", "high"),
  rest: name.map((model) => ({ dialect: "openai-chat", fields: { moderation: { model } } })),
});

const reasoning: fc.Arbitrary<Hub.Part> = fc.oneof(
  fc.record({ kind: fc.constant("reasoning" as const), text }),
  fc.record({ kind: fc.constant("reasoning" as const), text, signature: sealed("anthropic") }),
  fc.record({ kind: fc.constant("reasoning" as const), data: sealed("openai") }),
);

/** What chat completions say in full. */
export const openaiChat: Range = {
  dialect: "openai-chat",
  request: fc
    .record({ model: name, messages, fields })
    .map(({ fields: more, ...rest }) => ({ ...rest, ...more })),
  answer: answer({
    choices: "many",
    said: [reasoning, plainText, fc.record({ kind: fc.constant("refusal" as const), text })],
    call: optional({ signature: sealed("google") }),
    finish: [
      ["stop", "stop"],
      ["length", "length"],
      ["content_filter", "content_filter"],
    ],
    called: ["tool_calls", "tool_calls"],
    head: fc.record({ id, created: count, model: name }),
    usage: usage(["input", "output"], ["cache_read", "cache_write", "reasoning"], true),
  }),
};
