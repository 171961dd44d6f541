import fc from "fast-check";
import { expect, it } from "vitest";
import { cost } from "../../runtime/cost.ts";
import { mostCost } from "../../runtime/limits/most-cost.ts";
import { nanoUsd } from "../../runtime/limits/money.ts";
import type { PriceCard } from "../../runtime/price.ts";

const DAY = 86_400_000;
const START = Date.UTC(2026, 10, 22);

const rate = fc
  .tuple(fc.nat(99_999), fc.integer({ min: 0, max: 8 }))
  .map(([units, places]) => (units / 10 ** places).toFixed(places));
const rates = fc.record({ input: rate, output: rate }, { requiredKeys: [] });
const when = fc.oneof(
  fc.record({ input_tokens: fc.record({ gt: fc.constantFrom(100, 2000) }) }),
  fc.record({ input_tokens: fc.record({ gte: fc.constantFrom(100, 2000) }) }),
  fc.record({ service_tier: fc.constantFrom(["flex"], ["priority", "fast"]) }),
  fc.constant({ batch: true }),
  fc.constant({ time: [{ from: "08:00", to: "20:00" }] }),
);
const rule = fc.record({ name: fc.constant("r"), when, multiply: fc.constantFrom("0.5", "1.75") });
const period = fc.record({ rates, rules: fc.array(rule, { maxLength: 3 }) });
const card = fc.tuple(period, period).map(([before, after]): PriceCard => ({
  periods: [
    { ...before, until: new Date(START).toISOString() },
    { ...after, from: new Date(START).toISOString(), until: new Date(START + DAY).toISOString() },
  ],
}));
const most = fc.record({
  input: fc.oneof(fc.constantFrom(0, 99, 100, 101, 2000, 2001), fc.nat(2_000_000)),
  output: fc.nat(100_000),
  service_tier: fc.constantFrom(null, "flex", "fast", "made-up"),
  at: fc.integer({ min: START - DAY, max: START + 2 * DAY }),
});

it("says what the exact price says, rounded up to nano-USD", () => {
  fc.assert(
    fc.property(card, fc.array(most, { minLength: 1, maxLength: 8 }), (price, asked) => {
      for (const each of asked) {
        const { input, output, service_tier, at } = each;
        const { amount } = cost({ input, output }, price, { at: new Date(at), service_tier });
        expect(mostCost(price, each)).toBe(amount === null ? undefined : nanoUsd(amount));
      }
    }),
    { numRuns: 1000 },
  );
});

it("knows what is free, and what nobody knows", () => {
  const asked = { input: 1, output: 1, service_tier: null, at: START };
  expect(mostCost(undefined, asked)).toBe(undefined);
  expect(mostCost({ free: true, periods: [] }, asked)).toBe(0);
});
