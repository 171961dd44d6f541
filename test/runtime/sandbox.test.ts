import { describe, expect, it } from "vitest";
import type * as Hub from "../../generated/hub.types.ts";
import { faultOf, withoutFault } from "../../runtime/sandbox-faults.ts";
import { respond, words } from "../../runtime/sandbox-model.ts";
import { valueOf } from "../../runtime/sandbox-schema.ts";

const ask = (text: string, more: Partial<Hub.Request> = {}): Hub.Request => ({
  model: "m",
  messages: [{ role: "user", parts: [{ kind: "text", text }] }],
  ...more,
});
const tool = (name: string): Hub.Tool => ({
  kind: "function",
  name,
  parameters: {
    type: "object",
    properties: { city: { type: "string" }, days: { type: "integer", minimum: 2 } },
  },
});
const first = (request: Hub.Request): Hub.Choice => respond(request, "me").choices[0]!;

describe("the sandbox's model", () => {
  it("repeats what it was told, and counts words", () => {
    expect(respond(ask("one two"), "me")).toEqual({
      model: "m",
      choices: [{ index: 0, parts: [{ kind: "text", text: "You said: one two" }], finish: "stop" }],
      usage: { input: 2, output: 4, total: 6 },
    });
    expect(respond(ask("one", { n: 3 }), "me").choices).toHaveLength(3);
    expect(respond(ask("x"), "me")).toEqual(respond(ask("x"), "me"));
  });

  it("stops where it is told", () => {
    expect(first(ask("a b c", { max_tokens: 3 }))).toMatchObject({
      parts: [{ text: "You said: a" }],
      finish: "length",
    });
    expect(first(ask("a b c", { stop: ["c", "b"] }))).toMatchObject({
      parts: [{ text: "You said: a " }],
      finish: "stop",
      stop_sequence: "b",
    });
  });

  it("calls the tools that are named, else the first, and answers their results", () => {
    const tools = [tool("get_weather"), tool("get_time")];
    const one = first(ask("Paris", { tools }));
    expect(one.finish).toBe("tool_calls");
    expect(one.parts).toMatchObject([
      { kind: "tool_call", name: "get_weather", arguments: '{"city":"Paris","days":2}' },
    ]);
    expect(first(ask("get_time and get_weather", { tools })).parts).toHaveLength(2);
    expect(
      first(ask("get_time, get_weather", { tools, parallel_tools: false })).parts,
    ).toHaveLength(1);
    expect(first(ask("x", { tools, tool_choice: { mode: "none" } })).finish).toBe("stop");
    expect(
      first(ask("x", { tools, tool_choice: { mode: "tool", name: "get_time" } })).parts,
    ).toMatchObject([{ name: "get_time" }]);
    const call = one.parts[0] as Hub.ToolCall;
    const done = ask("Paris", { tools });
    done.messages.push({ role: "assistant", parts: [call] });
    done.messages.push({
      role: "tool",
      parts: [{ kind: "tool_result", call_id: call.id, parts: [{ kind: "text", text: "rain" }] }],
    });
    expect(first(done).parts).toEqual([{ kind: "text", text: "The tool said: rain" }]);
  });

  it("fills in schemas, and reasons when it is asked to", () => {
    const schema = {
      type: "object",
      properties: {
        ok: { type: "boolean" },
        tags: { type: "array", items: { $ref: "#/$defs/tag" } },
      },
      $defs: { tag: { enum: ["a", "b"] } },
    };
    expect(first(ask("x", { output: { type: "schema", schema } })).parts).toEqual([
      { kind: "text", text: '{"ok":true,"tags":["a"]}' },
    ]);
    const [thought] = first(ask("x", { reasoning: { effort: "low" } })).parts;
    expect(thought).toMatchObject({ kind: "reasoning", signature: { issuer: "me" } });
    expect(first(ask("x", { reasoning: { effort: "none" } })).parts).toHaveLength(1);
  });

  it("makes values within the bounds of a schema, and comes to an end", () => {
    const loop = { $ref: "#" };
    expect(valueOf(loop, "t")).toBe("t");
    expect(valueOf({ type: "string", minLength: 3, maxLength: 4 }, "a")).toBe("axx");
    expect(valueOf({ type: "string", maxLength: 4 }, "abcdefg")).toBe("abcd");
    expect(valueOf({ type: ["null", "string"] }, "a")).toBeNull();
    expect(valueOf({ anyOf: [{ type: "number", exclusiveMinimum: 3 }] }, "a")).toBe(4);
  });

  it("speaks in words that add up", () => {
    for (const text of ["", " ", "a", " a  b\n\nc ", "\n"]) expect(words(text).join("")).toBe(text);
  });
});

describe("faults", () => {
  it("are asked for in the text or behind the model", () => {
    expect(faultOf("m", "x [[fault:429 retry-after=2]] y")).toEqual({
      name: "429",
      settings: { "retry-after": "2" },
    });
    expect(faultOf("m/cut,after=5", "x")).toEqual({ name: "cut", settings: { after: "5" } });
    for (const text of [
      "[[fault:nonsense]]",
      "[[fault:200]]",
      "[[fault:]]",
      "[[fault:cut afer=1]]",
    ])
      expect(() => faultOf("m", text)).toThrow(/^There is no fault .*error-in-stream/s);
    expect(faultOf("m/x", "plain")).toBeUndefined();
    expect(withoutFault("x [[fault:cut after=3]]")).toBe("x");
  });

  it("may happen some times only", () => {
    const ask = () => faultOf("m", "[[fault:500 times=2]] once")?.name;
    expect([ask(), ask(), ask()]).toEqual(["500", "500", undefined]);
  });
});
