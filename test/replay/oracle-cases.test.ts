import { describe, expect, it } from "vitest";
import type { Recording } from "./corpus.ts";
import { expectation } from "./oracle.ts";
import { parseSse, readArray } from "./sse-reference.ts";

/** A streamed recording made by hand: what the corpus lacks. */
function stream(path: string, events: (object | string)[], provider = "any"): Recording {
  const raw = events.map(
    (data) => `data: ${typeof data === "string" ? data : JSON.stringify(data)}\n\n`,
  );
  return {
    id: "by-hand",
    provider,
    host: "localhost",
    path,
    method: "POST",
    endpoint: "chat",
    stream: true,
    scenario_tags: [],
    source: { repo: "", path: "", index: 0 },
    request: null,
    response: {
      status: 200,
      headers: {},
      raw: raw.join(""),
      raw_encoding: "text",
      raw_framing: "sse",
    },
  };
}

const chunk = (delta: object, finish_reason: string | null = null, index = 0) => ({
  choices: [{ index, delta, finish_reason }],
});
const start = {
  type: "message_start",
  message: { id: "m", model: "c", usage: { input_tokens: 9, output_tokens: 1 } },
};
const open = (index: number, content_block: object) => ({
  type: "content_block_start",
  index,
  content_block,
});
const grow = (index: number, delta: object) => ({ type: "content_block_delta", index, delta });
const text = (said: string) => ({ type: "text_delta", text: said });

describe("the SSE reference", () => {
  it("follows the grammar", () => {
    const wire =
      "\uFEFF: hi\r\ndata:a\rdata: b\n\nevent: x\nid: 1\ndata\n\nevent: lost\n\n{\ndata:  c";
    expect(parseSse(wire)).toEqual({
      events: [
        { event: "message", data: "a\nb" },
        { event: "x", data: "" },
        { event: "message", data: " c" },
      ],
      stray: "{",
    });
  });

  it("reads a cut array as far as it is whole", () => {
    expect(readArray('[{"a":1},\n{"b":{"c":2}},\n{"d').values.map(({ value }) => value)).toEqual([
      { a: 1 },
      { b: { c: 2 } },
    ]);
  });
});

describe("the oracle on what was not recorded", () => {
  it("interleaves two choices", () => {
    const events = [
      chunk({ content: "a" }),
      chunk({ content: "x" }, null, 1),
      chunk({ content: "b" }, "stop"),
    ];
    const said = expectation(
      stream("/v1/chat/completions", [...events, chunk({}, "length", 1), "[DONE]"]),
    );
    expect(said).toMatchObject({
      kind: "answer",
      choices: [
        { text: "ab", finish: "stop" },
        { text: "x", finish: "length" },
      ],
    });
  });

  it("tells a stream that stops from one that ends", () => {
    const cut = stream("/v1/chat/completions", [chunk({ content: "a" })]);
    expect(expectation(cut)).toMatchObject({
      kind: "incomplete",
      partial: { choices: [{ text: "a" }] },
    });
    expect(expectation(stream("/v1/chat/completions", [chunk({}), "[DONE]"])).kind).toBe("answer");
  });

  it("keeps a call whole when later deltas blank its id and name", () => {
    const call = (id: string, name: string, args: string | null) =>
      chunk({ tool_calls: [{ index: 0, id, function: { name, arguments: args } }] });
    const events = [
      call("c1", "f", null),
      call("", "", '{"b":1,'),
      call("", "", '"a":2}'),
      chunk({}, "tool_calls"),
    ];
    expect(expectation(stream("/v1/chat/completions", events))).toMatchObject({
      choices: [{ tool_calls: [{ id: "c1", name: "f", arguments: { a: 2, b: 1 } }] }],
    });
  });

  it("reports an error in the middle of a message with what came before it", () => {
    const error = { type: "error", error: { type: "overloaded_error", message: "Overloaded" } };
    const events = [start, open(0, { type: "text", text: "" }), grow(0, text("Hel")), error];
    expect(expectation(stream("/v1/messages", events))).toMatchObject({
      kind: "error",
      error: "overloaded",
      in_stream: true,
      partial: { choices: [{ text: "Hel", finish: null }] },
    });
  });

  it("begins anew at a second message_start and takes the last usage", () => {
    const events = [
      ...[start, open(0, { type: "tool_use", id: "t", name: "f", input: {} })],
      ...[start, open(0, { type: "text", text: "" }), grow(0, text("new"))],
      {
        type: "message_delta",
        delta: { stop_reason: "refusal" },
        usage: { input_tokens: 7, output_tokens: 5 },
      },
      { type: "message_stop" },
    ];
    expect(expectation(stream("/v1/messages", events))).toMatchObject({
      choices: [{ text: "new", tool_calls: [], finish: "refusal" }],
      usage: { input_total: 7, output_total: 5 },
    });
  });
});
