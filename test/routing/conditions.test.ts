import { describe, expect, it } from "vitest";
import type * as Hub from "../../generated/hub.types.ts";
import type { Condition } from "../../runtime/route-config.ts";
import { compileCondition } from "../../runtime/routing/conditions.ts";
import { estimateOf, fits, withinCost } from "../../runtime/routing/fits.ts";
import { glob } from "../../runtime/glob.ts";
import { card, factsOf, priced } from "./made.ts";

const image: Hub.Part = { kind: "image", source: "url", url: "https://a/b.png" };
const key = { id: "key_1", name: "team-red", tags: ["paid", "eu"] };
const facts = () =>
  factsOf(
    {
      messages: [{ role: "user", parts: [{ kind: "text", text: "x".repeat(400) }, image] }],
      tools: [{ kind: "function", name: "f" }],
      metadata: { tier: "gold", n: 3, deep: {} },
    },
    { asked: "smart/large", headers: { "x-team": "red", "x-many": ["a", "b"] }, key, task: "code" },
  );

describe("conditions", () => {
  it.each<[Condition, true | RegExp]>([
    [{}, true],
    [{ models: ["small", "smart/*"] }, true],
    [{ models: ["small"] }, /the model asked for is `smart\/large`, not `small`/],
    [{ headers: { "X-Team": "r*" } }, true],
    [{ headers: { "x-many": "a, b" } }, true],
    [{ headers: { "x-none": "*" } }, /header `x-none` is not there/],
    [{ metadata: { tier: "gold", n: "3" } }, true],
    [{ metadata: { deep: "*" } }, /metadata `deep` is not there/],
    [{ metadata: { toString: "*" } }, /is not there/],
    [{ tokens: { min: 50, max: 200 } }, true],
    [{ tokens: { min: 5000 } }, /fewer than 5000/],
    [{ tokens: { max: 10 } }, /more than 10/],
    [{ has: ["tools", "images"] }, true],
    [{ has: ["schema"] }, /has no schema/],
    [{ without: ["images"] }, /has images/],
    [{ keys: ["tag:paid"] }, true],
    [{ keys: ["team-*"] }, true],
    [{ keys: ["tag:us", "blue"] }, /the key is `team-red`/],
    [{ task: ["code", "reasoning"] }, true],
    [{ task: ["simple"] }, /the task is `code`/],
  ])("%j", (condition, expected) => {
    const answer = compileCondition(condition)(facts());
    if (expected === true) expect(answer).toBe(true);
    else expect(answer).toMatch(expected);
  });

  it("ask for nothing that is not needed", () => {
    const hub = {
      model: "m",
      get messages(): never {
        throw new Error("looked at");
      },
    };
    const lazy = factsOf({}, { hub: hub as never, asked: "b" });
    expect(compileCondition({ models: ["a"], tokens: { min: 1 } })(lazy)).toMatch(/model/);
    expect(compileCondition(undefined)(lazy)).toBe(true);
  });

  it("read globs", () => {
    const cases = [
      ["a*c", "abbc"],
      ["*", ""],
      ["a*b*c", "a-b-b-c"],
      ["ab*ba", "aba"],
      ["a", "ab"],
      ["*a*", "bab"],
      ["a*a", "a"],
    ];
    expect(cases.map(([pattern, text]) => glob(pattern!)(text!))).toEqual([
      true,
      true,
      true,
      false,
      false,
      true,
      false,
    ]);
  });
});

describe("what fits", () => {
  it("is what is not known to fail", () => {
    expect(fits(undefined, facts())).toBe(true);
    expect(fits(card(), facts())).toBe(true);
    expect(fits(card({ can: { images: false } }), facts())).toBe("it does not take images");
    expect(
      fits(card({ can: { reasoning: false } }), factsOf({ reasoning: { effort: "high" } })),
    ).toBe(true);
    expect(fits(card({ context: 50 }), facts())).toMatch(/do not fit its context of 50/);
    expect(fits(card({ mode: "embedding" }), facts())).toBe("it is no chat model");
    expect(
      fits(card({ can: { json_schema: false } }), factsOf({ output: { type: "schema" } })),
    ).toMatch(/schema/);
  });

  it("costs no more than it may", () => {
    const asked = factsOf({ max_tokens: 100 }, { task: "code" });
    const estimate = estimateOf(priced("10", "20"), asked, 0);
    expect(estimate).toBe("0.00203");
    expect(withinCost(estimate, "0.00203")).toBe(true);
    expect(withinCost(estimate, "0.002")).toMatch(/about 0.00203 USD/);
    expect(withinCost(undefined, "1")).toMatch(/not known/);
    expect(withinCost(undefined, undefined)).toBe(true);
  });
});
