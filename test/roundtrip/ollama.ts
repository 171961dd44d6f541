import fc from "fast-check";
import type * as Hub from "../../generated/hub.types.ts";
import { answer, usage } from "./answers.ts";
import { conversation, plainText } from "./messages.ts";
import type { Range } from "./range.ts";
import { count, name, number, optional, png, schema, text } from "./values.ts";

const picture: fc.Arbitrary<Hub.Part> = png.map((data) => ({
  kind: "image",
  source: "data",
  media_type: "image/png",
  data,
}));
const thinking: fc.Arbitrary<Hub.Part> = text.map((value) => ({ kind: "reasoning", text: value }));

const messages = conversation({
  system: "anywhere",
  systemPart: plainText,
  userPart: plainText,
  said: [thinking, plainText],
  call: fc.constant({}),
  result: plainText.map((part) => ({ parts: [part] })),
  namedResults: true,
  results: "each",
  most: 1,
}).chain((list) =>
  // Pictures stand behind the text of a turn.
  fc
    .array(picture, { maxLength: 2 })
    .map((pictures) =>
      list.map((message, i) =>
        i === list.findIndex(({ role }) => role === "user")
          ? { ...message, parts: [...message.parts, ...pictures] }
          : message,
      ),
    ),
);

const tool: fc.Arbitrary<Hub.Tool> = fc
  .tuple(name, schema, optional({ description: text }))
  .map(([called, parameters, more]) => ({ kind: "function", name: called, parameters, ...more }));

const fields = optional<Omit<Hub.Request, "model" | "messages" | "stream">>({
  tools: fc.array(tool, { minLength: 1, maxLength: 3 }),
  output: fc.oneof(
    fc.constant({ type: "json" as const }),
    schema.map((value) => ({ type: "schema" as const, schema: value })),
  ),
  reasoning: fc.constantFrom("off" as const, "on" as const).map((mode) => ({ mode })),
  temperature: number(0, 2),
  top_p: number(0, 1),
  top_k: count,
  min_p: number(0, 1),
  seed: fc.integer(),
  frequency_penalty: number(-2, 2),
  presence_penalty: number(-2, 2),
  repetition_penalty: number(0, 2),
  stop: fc.array(text, { minLength: 1, maxLength: 4 }),
  max_tokens: count,
  keep_alive: fc.constantFrom("5m", -1),
  context_size: count,
  logprobs: fc.boolean(),
  top_logprobs: fc.integer({ min: 0, max: 20 }),
  rest: count.map((num_keep) => ({ dialect: "ollama", fields: { "options.num_keep": num_keep } })),
});

/** What /api/chat says in full. */
export const ollama: Range = {
  dialect: "ollama",
  request: fc
    .record({ model: name, messages, stream: fc.boolean(), fields })
    .map(({ fields: more, ...rest }) => ({ ...rest, ...more })),
  answer: answer({
    choices: "one",
    said: [thinking, plainText],
    call: fc.constant({}),
    finish: [
      ["stop", "stop"],
      ["length", "length"],
    ],
    called: ["stop", "tool_calls"],
    head: fc.record({ model: name, created: count }),
    usage: usage(["input", "output"], [], false),
  }),
};
