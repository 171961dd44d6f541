import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { registry } from "../../generated/index.ts";
import { costPlace, withCost } from "../../runtime/cost-in-text.ts";

const place = { usage: "usage", cost: "cost" };

describe("the place of the cost", () => {
  it("is found out from the translator, and not every dialect has one", () => {
    const places = Object.entries(registry.dialects).map(([id, each]) => [id, costPlace(each)]);
    expect(Object.fromEntries(places)).toEqual({
      anthropic: undefined,
      gemini: undefined,
      ollama: undefined,
      "openai-chat": place,
    });
  });
});

describe("a cost put beside the usage", () => {
  const put = (text: string) => withCost(text, JSON.parse(text), place, "0.0000123");

  it.each([
    ['{"usage":{"a":1}}', '{"usage":{"a":1,"cost":0.0000123}}'],
    ['{"id":1, "usage" : {"a":{"b":2}}\n}', '{"id":1, "usage" : {"a":{"b":2},"cost":0.0000123}\n}'],
    ['{"usage":{}}', '{"usage":{"cost":0.0000123}}'],
    // Text that only looks like it, before and behind.
    [
      '{"x":"\\"usage\\":{\\"a\\":1}","usage":{"a":1},"y":{"usage":{"a":2}},"z":"usage"}',
      '{"x":"\\"usage\\":{\\"a\\":1}","usage":{"a":1,"cost":0.0000123},"y":{"usage":{"a":2}},"z":"usage"}',
    ],
  ])("%s", (text, want) => expect(put(text)).toBe(want));

  it.each(['{"usage":null}', '{"id":1}', '{"usage":[1]}', '{"usage":{"cost":0.5}}'])(
    "leaves %s alone",
    (text) => expect(put(text)).toBe(text),
  );

  it("changes nothing else, whatever stands around it", () => {
    fc.assert(
      fc.property(
        fc.jsonValue(),
        fc.jsonValue(),
        fc.dictionary(fc.string(), fc.nat()),
        (a, b, usage) => {
          fc.pre(!("cost" in usage) && !("__proto__" in usage));
          const json = { a, usage, b };
          const told = JSON.parse(put(JSON.stringify(json))) as unknown;
          expect(told).toEqual(
            JSON.parse(JSON.stringify({ ...json, usage: { ...usage, cost: 0.0000123 } })),
          );
        },
      ),
    );
  });
});
