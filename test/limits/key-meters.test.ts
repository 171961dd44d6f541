import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { keyMeters, keySums, usedAmounts } from "../../runtime/limits/key-meters.ts";
import { createMemoryMeters } from "../../runtime/limits/memory.ts";
import { nanoUsd, nanoUsdLimit, usdOf } from "../../runtime/limits/money.ts";
import { dayOf, monthOf } from "../../runtime/limits/periods.ts";
import { refusalOf } from "../../runtime/limits/refusal.ts";
import type { VirtualKey } from "../../runtime/keys/key.ts";

const now = Date.UTC(2026, 10, 22, 23, 59, 30);
const key: VirtualKey = {
  id: "key_1",
  name: "web shop",
  hint: "dr-1a2b",
  tags: [],
  budgets: { day: "1", month: "20.5", total: "100" },
  limits: { rpm: 2, concurrent: 3 },
  created_at: 0,
  disabled: false,
};

describe("periods are UTC's", () => {
  it.each([
    [Date.UTC(2026, 10, 22, 23, 59, 59, 999), "2026-11-22", 1, "2026-11", 8 * 86_400_000 + 1],
    [Date.UTC(2026, 11, 31), "2026-12-31", 86_400_000, "2026-12", 86_400_000],
    [Date.UTC(2028, 1, 29), "2028-02-29", 86_400_000, "2028-02", 86_400_000],
  ])("%d", (at, day, day_ms, month, month_ms) => {
    expect(dayOf(at)).toEqual({ name: day, left_ms: day_ms });
    expect(monthOf(at)).toEqual({ name: month, left_ms: month_ms });
  });
});

describe("money in whole nano-USD", () => {
  it.each([
    ["0", 0, 0],
    ["1", 1e9, 1e9],
    ["0.0000000001", 1, 0],
    ["0.1234567891", 123_456_790, 123_456_789],
    ["3e-7", 300, 300],
    ["-1", 0, 0],
    ["99999999", Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER],
  ])("%s", (text, up, down) => {
    expect([nanoUsd(text), nanoUsdLimit(text)]).toEqual([up, down]);
  });
  it("comes back as it was", () => {
    fc.assert(fc.property(fc.maxSafeNat(), (nano) => nanoUsd(usdOf(nano)) === nano));
    expect(() => nanoUsd("a dollar")).toThrow(RangeError);
  });
});

describe("the meters of a key's request", () => {
  it("are those of its limits, its budgets and what is allowed to all", () => {
    const meters = keyMeters(key, { rpm: 9, tpm: 500 }, { tokens: 70, nano_usd: 5 }, now, 1_000);
    expect(meters.map((m) => [m.kind, m.key, m.limit, m.amount, m.span_ms])).toEqual([
      ["window", "key_1:rpm", 2, 1, 60_000],
      ["window", "key_1:tpm", 500, 70, 60_000],
      ["gauge", "key_1:concurrent", 3, 1, 1_000],
      ["budget", "key_1:usd:2026-11-22", 1e9, 5, 3_630_000],
      ["budget", "key_1:usd:2026-11", 20.5e9, 5, 8 * 86_400_000 + 3_630_000],
      ["budget", "key_1:usd:total", 100e9, 5, 3_653 * 86_400_000],
    ]);
    expect(usedAmounts(meters, { tokens: 60, nano_usd: 4 })).toEqual([1, 60, 0, 4, 4, 4]);
    expect(usedAmounts(meters, { tokens: 0, nano_usd: undefined })).toEqual([1, 0, 0, 5, 5, 5]);
  });

  it("reserve no money when the price is not known, and are none when nothing is limited", () => {
    const meters = keyMeters(key, {}, { tokens: 1, nano_usd: undefined }, now, 1);
    expect(meters.filter(({ kind }) => kind === "budget").map((m) => m.amount)).toEqual([0, 0, 0]);
    const free = { ...key, budgets: {}, limits: {} };
    expect(keyMeters(free, {}, { tokens: 1, nano_usd: 1 }, now, 1)).toEqual([]);
  });

  it("are seeded from what was spent", () => {
    expect(keySums(key, { day: 1, month: 2, total: 3 }, now)).toMatchObject([
      { key: "key_1:usd:2026-11-22", amount: 1 },
      { key: "key_1:usd:2026-11", amount: 2 },
      { key: "key_1:usd:total", amount: 3 },
    ]);
  });
});

describe("a refusal says which limit of which key", () => {
  const refuse = (estimate: { tokens: number; nano_usd: number }, of: VirtualKey, before = 0) => {
    const meters = createMemoryMeters({ now: () => now, ttl_ms: 1_000_000 });
    const asked = () => keyMeters(of, { tpm: 100 }, estimate, now, 1_000);
    for (let i = 0; i < before; i++) meters.reserve(asked());
    const verdict = meters.reserve(asked());
    if (verdict.ok) throw new Error("taken");
    return refusalOf(verdict, of.name, now);
  };

  it("requests, tokens, places", () => {
    expect(refuse({ tokens: 1, nano_usd: 0 }, key, 2)).toEqual({
      kind: "rate_limit",
      message: 'The key "web shop" may make 2 requests a minute; 2 came in the last one.',
      retry_after_ms: 61_000,
    });
    expect(refuse({ tokens: 60, nano_usd: 0 }, key, 1)).toMatchObject({
      message:
        'The key "web shop" may use 100 tokens a minute; 60 are used or reserved now, and this request may take up to 60.',
      retry_after_ms: 61_000,
    });
    const large = refuse({ tokens: 101, nano_usd: 0 }, key);
    expect(large.message).toContain("this request alone may take up to 101");
    expect(large.retry_after_ms).toBeUndefined();
    const one = { ...key, limits: { concurrent: 1 } };
    expect(refuse({ tokens: 0, nano_usd: 0 }, one, 1)).toMatchObject({
      kind: "rate_limit",
      message: 'The key "web shop" may have 1 request under way at once; 1 are.',
    });
  });

  it("money, and when there is some again", () => {
    const day = refuse({ tokens: 1, nano_usd: 600_000_000 }, { ...key, limits: {} }, 1);
    expect(day.message).toContain('The budget of this day (UTC) of the key "web shop" is 1 USD; 0');
    const total = refuse({ tokens: 1, nano_usd: 2 }, { ...key, budgets: { total: "0.000000001" } });
    expect(total).toMatchObject({ kind: "billing", retry_after_ms: undefined });
    expect(total.message).toContain("The total budget of the key");
  });
});
