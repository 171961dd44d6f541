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
const marked: fc.Arbitrary<Hub.Part> = fc.record({
  kind: fc.constant("text" as const),
  text,
  cache,
});
const image: fc.Arbitrary<Hub.Part> = fc.oneof(
  fc.record({
    kind: fc.constant("image" as const),
    source: fc.constant("url" as const),
    url,
    cache,
  }),
  fc.record({ kind: fc.constant("image" as const), source: fc.constant("id" as const), id, cache }),
  fc.record({
    kind: fc.constant("image" as const),
    source: fc.constant("data" as const),
    media_type: fc.constant("image/png"),
    data: png,
    cache,
  }),
);
const about = {
  cache,
  cite: fc.option(fc.boolean(), { nil: undefined }),
  name,
  context: fc.option(text, { nil: undefined }),
};
const file: fc.Arbitrary<Hub.Part> = fc.oneof(
  fc.record({
    kind: fc.constant("file" as const),
    source: fc.constant("url" as const),
    url,
    ...about,
  }),
  fc.record({
    kind: fc.constant("file" as const),
    source: fc.constant("id" as const),
    id,
    ...about,
  }),
  fc.record({
    kind: fc.constant("file" as const),
    source: fc.constant("data" as const),
    media_type: fc.constant("application/pdf"),
    data: base64,
    ...about,
  }),
  fc.record({
    kind: fc.constant("file" as const),
    source: fc.constant("text" as const),
    media_type: fc.constant("text/plain"),
    text,
    ...about,
  }),
);
const thinking: fc.Arbitrary<Hub.Part> = fc.oneof(
  fc.record({ kind: fc.constant("reasoning" as const), text, signature: sealed("anthropic") }),
  fc.record({ kind: fc.constant("reasoning" as const), data: sealed("anthropic") }),
);
const cited: fc.Arbitrary<Hub.Part> = fc.record({
  kind: fc.constant("text" as const),
  text,
  citations: fc.array(
    fc.record({
      kind: fc.constant("char" as const),
      text,
      document: count,
      title: name,
      start: count,
      end: count,
    }),
    { minLength: 1, maxLength: 2 },
  ),
});

const messages = conversation({
  system: "first",
  systemPart: marked,
  userPart: fc.oneof(marked, image, file),
  said: [thinking, plainText, cited],
  call: optional({ cache: fc.constant({ ttl: "5m" }) }),
  result: fc
    .tuple(
      fc.array(fc.oneof(plainText, image), { minLength: 1, maxLength: 2 }),
      optional({ is_error: fc.boolean(), cache: fc.constant({ ttl: "1h" }) }),
    )
    .map(([parts, more]) => ({ parts, ...more })),
  namedResults: false,
  results: "together",
  most: 3,
});

const tool: fc.Arbitrary<Hub.Tool> = fc
  .tuple(
    name,
    schema,
    optional({ description: text, strict: fc.boolean(), cache: fc.constant({ ttl: "5m" }) }),
  )
  .map(([called, parameters, more]) => ({ kind: "function", name: called, parameters, ...more }));

const chosen: fc.Arbitrary<Partial<Hub.Request>> = fc.oneof(
  fc.constant({}),
  fc.constant({ tool_choice: { mode: "none" as const } }),
  fc
    .tuple(
      fc.oneof(
        fc.constantFrom("auto" as const, "required" as const).map((mode) => ({ mode })),
        name.map((called) => ({ mode: "tool" as const, name: called })),
      ),
      optional({ parallel_tools: fc.boolean() }),
    )
    .map(([tool_choice, more]) => ({ tool_choice, ...more })),
);

const fields = optional<Omit<Hub.Request, "model" | "messages" | "max_tokens">>({
  tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
  output: schema.map((value) => ({ type: "schema" as const, schema: value })),
  reasoning: fc.oneof(
    fc.constant({ mode: "off" as const }),
    fc
      .constantFrom("low", "medium", "high", "max")
      .map((effort) => ({ mode: "adaptive", effort }) as Hub.Reasoning),
  ),
  temperature: number(0, 1),
  top_p: number(0, 1),
  top_k: count,
  stop: fc.array(text, { minLength: 1, maxLength: 4 }),
  stream: fc.boolean(),
  service_tier: fc.constantFrom("auto", "standard"),
  user: id,
  cache: fc.constantFrom({ ttl: "5m" }, { ttl: "1h" }),
  rest: id.map((container) => ({ dialect: "anthropic", fields: { container } })),
});

/** What messages say in full. */
export const anthropic: Range = {
  dialect: "anthropic",
  request: fc
    .record({ model: name, messages, max_tokens: count, fields, chosen })
    .map(({ fields: more, chosen: choice, ...rest }) => ({ ...rest, ...more, ...choice })),
  answer: answer({
    choices: "one",
    said: [thinking, plainText, cited],
    call: fc.constant({}),
    finish: [
      ["end_turn", "stop"],
      ["stop_sequence", "stop"],
      ["max_tokens", "length"],
      ["pause_turn", "pause"],
      ["refusal", "refusal"],
      ["model_context_window_exceeded", "context_window"],
    ],
    called: ["tool_use", "tool_calls"],
    head: fc.record({ id, model: name }),
    usage: usage(
      ["input", "output"],
      ["cache_read", "cache_write", "reasoning", "web_searches"],
      false,
    ),
  }),
};
