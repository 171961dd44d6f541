import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cost, drift, promptTokens, reportedCost } from "../runtime/cost.ts";
import type { CostTerm, Usage } from "../runtime/cost.ts";
import { add, compare, format, parse, zero } from "../runtime/decimal.ts";
import { lookup } from "../runtime/models.ts";
import type { PriceCard, PriceContext } from "../runtime/price.ts";
import { load } from "./catalogues.ts";

/**
 * A cost that somebody got wrong in public. `wire` and `dialect` are for the whole chain, `usage` is the same in
 * hub counters; `card` names the catalogue's model whose price must give the same amount as `price`.
 */
interface Computed {
  name: string;
  kind?: undefined;
  usage: Usage;
  price: PriceCard;
  card?: string;
  context: PriceContext;
  expected: string;
}

/** A cost that the provider reported. */
interface Reported {
  name: string;
  kind: "reported";
  provider_cost: CostTerm[];
  wire: unknown;
  expected: string;
}

const cases = JSON.parse(readFileSync(new URL("cost/cases.json", import.meta.url), "utf8")) as (
  Computed | Reported
)[];
const at = "2026-11-22T12:00:00Z";
const card: PriceCard = { periods: [{ rates: { input: "3", output: "15" } }] };

describe("published cases", () => {
  test.each(cases.map((it) => [it.name, it] as const))("%s", (_name, it) => {
    if (it.kind === "reported") {
      expect(reportedCost(it.provider_cost, it.wire)).toBe(it.expected);
      return;
    }
    expect(cost(it.usage, it.price, it.context)).toMatchObject({ amount: it.expected });
    if (it.usage.total !== undefined) expect(drift(it.usage)).toBe(0);
    if (it.card === undefined) return;
    const [provider = "", model = ""] = it.card.split("/");
    const { price } = lookup(load(provider), model);
    expect(cost(it.usage, price, it.context)).toMatchObject({ amount: it.expected });
  });
});

describe("what is unknown is not nought", () => {
  test.each<[string, Usage, PriceCard | undefined, string]>([
    ["no card", { input: 1, output: 1 }, undefined, "no price is known for the model"],
    ["no input counter", { output: 1 }, card, "the provider did not report `input`"],
    ["no output counter", { input: 1, output: null }, card, "the provider did not report `output`"],
    [
      "a fee without a price",
      { input: 1, output: 1, web_searches: 2 },
      card,
      "`web_searches` has no price",
    ],
    ["a counter nobody knows", { input: 1, output: 1, smell: 2 }, card, "`smell` has no price"],
    ["a negative counter", { input: -1, output: 1 }, card, "`input` is -1, not a count"],
    [
      "no period",
      { input: 1, output: 1 },
      { periods: [{ from: "2030-01-01", rates: { input: "1" } }] },
      "no price period covers the time of the request",
    ],
  ])("%s", (_name, usage, price, reason) => {
    expect(cost({ ...usage, cost: "0.5" }, price, { at })).toEqual({
      amount: null,
      reason,
      reported: "0.5",
    });
  });

  test("free is nought because the card says so", () => {
    expect(cost({}, { free: true, periods: [] }, { at })).toEqual({
      amount: "0",
      lines: [],
      rules: [],
    });
  });

  test("an embedding has no output to know of", () => {
    const price: PriceCard = { periods: [{ rates: { input: "0.02" } }] };
    expect(cost({ input: 1000 }, price, { at })).toMatchObject({ amount: "0.00002" });
  });
});

describe("where a rate is absent", () => {
  test.each<[string, Usage, Record<string, string>, string]>([
    [
      "cache falls to input",
      { input: 0, cache_read: 1_000_000, cache_write_1h: 1_000_000 },
      {},
      "6",
    ],
    [
      "a write of any lifetime falls to a write",
      { input: 0, cache_write_12h: 1_000_000 },
      { cache_write: "4" },
      "4",
    ],
    ["reasoning falls to output", { input: 0, reasoning: 1_000_000 }, {}, "15"],
    ["reasoning has its own", { input: 0, reasoning: 1_000_000 }, { reasoning: "4" }, "4"],
    [
      "images fall to text",
      { input: 0, input_image: 1_000_000, output_image: 1_000_000 },
      {},
      "18",
    ],
    [
      "cached audio falls to audio",
      { input: 0, input_cached_audio: 1_000_000 },
      { input_audio: "40", cache_read: "1" },
      "40",
    ],
    [
      "cached audio is cached text where audio has no price",
      { input: 0, input_cached_audio: 1_000_000 },
      { cache_read: "1" },
      "1",
    ],
  ])("%s", (_name, usage, rates, amount) => {
    const price: PriceCard = { periods: [{ rates: { input: "3", output: "15", ...rates } }] };
    expect(cost({ output: 0, ...usage }, price, { at })).toMatchObject({ amount });
  });
});

describe("rules", () => {
  const price = (rules: NonNullable<PriceCard["periods"][0]["rules"]>): PriceCard => ({
    periods: [{ rates: { input: "10", output: "20", cache_read: "1", web_searches: "10" }, rules }],
  });
  const usage = { input: 1_000_000, output: 0, cache_read: 1_000_000, web_searches: 1000 };

  test("factors reach sub-meters, leave fees, and the nearest named wins", () => {
    const all = price([{ name: "half", when: { batch: true }, multiply: "0.5" }]);
    expect(cost(usage, all, { at, batch: true })).toMatchObject({
      amount: "15.5",
      rules: ["half"],
    });
    expect(cost(usage, all, { at })).toMatchObject({ amount: "21", rules: [] });
    const some = price([{ name: "half", when: { batch: true }, multiply: { input: "0.5" } }]);
    expect(cost(usage, some, { at, batch: true })).toMatchObject({ amount: "15.5" });
    const keep = { input: "0.5", cache_read: "1" };
    const one = price([{ name: "half", when: { batch: true }, multiply: keep }]);
    expect(cost(usage, one, { at, batch: true })).toMatchObject({ amount: "16" });
  });

  test("replacing rates come first whatever the order, then the factors", () => {
    const twice = { name: "twice", when: { speed: ["fast"] }, multiply: "2" };
    const long = { name: "long", when: { input_tokens: { gt: 1 } }, rates: { input: "7" } };
    for (const rules of [
      [twice, long],
      [long, twice],
    ]) {
      expect(cost(usage, price(rules), { at, speed: "fast" })).toMatchObject({ amount: "26" });
    }
  });

  test("the served tier of the usage beats that of the context", () => {
    const fast = price([{ name: "priority", when: { service_tier: ["priority"] }, multiply: "2" }]);
    const context = { at, service_tier: "priority" };
    expect(cost({ ...usage, service_tier: "default" }, fast, context)).toMatchObject({ rules: [] });
    expect(cost(usage, fast, context)).toMatchObject({ rules: ["priority"] });
  });

  test("request parameters choose a fee", () => {
    const high = {
      name: "high",
      when: { params: { size: "high" } },
      rates: { web_searches: "30" },
    };
    expect(cost(usage, price([high]), { at, params: { size: "high" } })).toMatchObject({
      amount: "41",
    });
    expect(cost(usage, price([high]), { at, params: {} })).toMatchObject({ amount: "21" });
  });

  test("a prompt is one search where prompts are billed", () => {
    const billed = { ...price([]), search_unit: "prompt" } as const;
    expect(cost({ input: 0, output: 0, web_searches: 7 }, billed, { at })).toMatchObject({
      amount: "0.01",
      lines: [{ meter: "web_searches", tokens: 1, rate: "10", amount: "0.01" }],
    });
  });

  test.each([
    ["2026-11-20T14:00:00Z", true], // Friday 22:00 in Shanghai, where the window begins
    ["2026-11-20T13:59:59Z", false],
    ["2026-11-20T23:59:00Z", true], // Saturday 07:59 there: the night of Friday
    ["2026-11-21T00:00:00Z", false],
    ["2026-11-21T15:00:00Z", false], // Saturday night
  ])("a night window of Fridays in another zone at %s: %s", (when, holds) => {
    const time = [{ from: "22:00", to: "08:00", weekdays: ["fri"], tz: "Asia/Shanghai" }];
    const night = price([{ name: "night", when: { time }, multiply: "0.5" }]);
    expect(cost(usage, night, { at: new Date(when) })).toMatchObject({
      rules: holds ? ["night"] : [],
    });
  });
});

test("the prompt counts caches and media, the drift counts all tokens and no calls", () => {
  const usage = {
    input: 1,
    cache_read: 2,
    cache_write_5m: 4,
    input_image: 8,
    output: 16,
    web_searches: 3,
    total: 32,
  };
  expect(promptTokens(usage)).toBe(15);
  expect(drift(usage)).toBe(1);
  expect(drift({ input: 1 })).toBeNull();
});

describe("reported cost", () => {
  const terms = [{ at: "/cost" }, { at: "/details/upstream", when: "/own_key" }];
  test.each<[string, unknown, string | null]>([
    ["a float as it was written", { cost: 1e-7 }, "0.0000001"],
    ["a string", { cost: "0.10" }, "0.1"],
    [
      "without an own key the second term does not count",
      { cost: 1, details: { upstream: 5 } },
      "1",
    ],
    ["a part of a sum is not a sum", { cost: 0, own_key: true }, null],
    ["missing", {}, null],
    ["not a number", { cost: "a lot" }, null],
    ["no usage", null, null],
    ["inherited names lead nowhere", Object.create({ cost: 3 }), null],
  ])("%s", (_name, wire, amount) => {
    expect(reportedCost(terms, wire)).toBe(amount);
  });
});

test("laws: lines add up to the amount, and more tokens never cost less", () => {
  const counter = fc.integer({ min: 0, max: 10_000_000 });
  const rate = fc
    .integer({ min: 0, max: 100_000 })
    .map((n) => format({ units: BigInt(n), scale: 4 }));
  fc.assert(
    fc.property(counter, counter, counter, rate, rate, (input, output, cache_read, a, b) => {
      const price: PriceCard = { periods: [{ rates: { input: a, output: b } }] };
      const bill = cost({ input, output, cache_read }, price, { at });
      const more = cost({ input: input + 1, output, cache_read }, price, { at });
      if (bill.amount === null || more.amount === null) throw new Error("has a price");
      const sum = bill.lines.map((line) => parse(line.amount)).reduce(add, zero);
      expect(format(sum)).toBe(bill.amount);
      expect(compare(parse(more.amount), parse(bill.amount))).toBeGreaterThanOrEqual(0);
    }),
  );
});
