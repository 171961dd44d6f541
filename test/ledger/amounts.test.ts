import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { GatewayError } from "../../runtime/errors.ts";
import { spentNano, toAmount, toNano, toText, wholeAndRest } from "../../runtime/ledger/amounts.ts";
import { spendCsv } from "../../runtime/ledger/csv.ts";
import { readSpendQuery } from "../../runtime/ledger/spend-query.ts";
import { sumsToTell } from "../../runtime/ledger/spend-rows.ts";
import { format } from "../../runtime/decimal.ts";
import { rowOf, START } from "./rows.ts";

describe("amounts", () => {
  it("are kept exactly up to 18 digits after the point", () => {
    const units = fc.bigInt(-(10n ** 25n), 10n ** 25n);
    fc.assert(
      fc.property(units, (value) => {
        const text = format({ units: value, scale: 18 });
        const { nano, atto } = toAmount(text);
        expect(atto >= 0n && atto < 10n ** 9n).toBe(true);
        expect(toText(nano, atto)).toBe(text);
      }),
    );
  });

  it.each([
    ["0.0000000000000000001", "0.000000000000000001"],
    ["1.0000000000000000000", "1"],
    ["-0.0000000000000000019", "-0.000000000000000001"],
    ["3.6e-7", "0.00000036"],
  ])("%s is kept as %s, rounded up", (text, kept) => {
    const { nano, atto } = toAmount(text);
    expect(toText(nano, atto)).toBe(kept);
  });

  it("are the same however they are read", () => {
    const places = fc.integer({ min: 0, max: 20 });
    const amount = fc
      .tuple(fc.bigInt(0n, 10n ** 27n), places)
      .map(([units, scale]) => format({ units, scale }));
    const odd = fc.constantFrom("1.", ".5", "", "1e3", "-0.1", "00.10", "1.0.0", "0x1", "1 ");
    const read = (each: () => { nano: number | bigint; atto: number | bigint }) => {
      try {
        const { nano, atto } = each();
        return [BigInt(nano), BigInt(atto)];
      } catch {
        return "refused";
      }
    };
    fc.assert(
      fc.property(fc.oneof(amount, odd), (text) => {
        expect(read(() => wholeAndRest(text))).toEqual(read(() => toAmount(text)));
      }),
    );
  });

  it("that are none, or too large, are refused", () => {
    expect(() => toAmount("")).toThrow(RangeError);
    expect(() => toAmount("1e12")).toThrow(RangeError);
  });

  it("count for budgets in whole nano-USD, rounded up once", () => {
    expect(toNano("0.0000000001")).toBe(1n);
    const more = { cost: "0.0000000004", cost_overhead: "0.0000000004" };
    expect(spentNano(rowOf(1, more))).toBe(1n);
    const open = { cost: undefined, cost_estimated: "0.5" };
    expect(spentNano(rowOf(1, { ...open, outcome: "cancelled" }))).toBe(500_000_000n);
    expect(spentNano(rowOf(1, { ...open, outcome: "error" }))).toBe(0n);
  });
});

describe("the parameters of a report", () => {
  const read = (text: string) => readSpendQuery(new URLSearchParams(text), START);

  it("are read, dates with the whole of their last day", () => {
    expect(read("from=2026-11-01&to=2026-11-02&by=key,day&route=a&route=b&limit=5")).toEqual({
      from: Date.UTC(2026, 10, 1),
      to: Date.UTC(2026, 10, 3),
      by: ["key", "day"],
      filters: { route: ["a", "b"] },
      limit: 5,
    });
    expect(read("")).toMatchObject({ from: Date.UTC(2026, 10, 1), to: START + 1, by: [] });
  });

  it.each([
    ["from=yesterday", "from"],
    ["from=2026-02-30", "from"],
    ["from=2026-11-10T10:00", "from"],
    ["from=2026-11-10&to=2026-11-01", "to"],
    ["by=key,colour", "by"],
    ["by=key,key", "by"],
    ["limit=0", "limit"],
    ["limit=1e3", "limit"],
    ["tag=", "tag"],
    ["day=2026-11-01", "day"],
    ["keys=a", "keys"],
  ])("%s is refused by name", (text, param) => {
    const error = (() => {
      try {
        return read(text);
      } catch (thrown) {
        return thrown;
      }
    })();
    expect(error).toBeInstanceOf(GatewayError);
    expect((error as GatewayError).error).toMatchObject({ kind: "bad_request", param });
  });
});

it("a report as CSV holds no formulas", async () => {
  const sums = sumsToTell({ requests: 1n, cost_nano: 1n, cost_atto: 1n });
  const rows = ['=HYPERLINK("x")', "+1", "-1", "@a", 'a,"b"\n', null].map((owner) => ({
    owner,
    ...sums,
  }));
  const lines = (await spendCsv({ rows, more: 0, total: sums }, ["owner"])).split("\r\n");
  expect(lines[0]).toMatch(/^owner,requests,errors,/);
  expect(lines[1]).toBe(`"'=HYPERLINK(""x"")",1,0,0,0,0,0,0,0,0.000000001000000001,0,0,0,0`);
  expect(lines.slice(2, 5).map((line) => line.split(",")[0])).toEqual(["'+1", "'-1", "'@a"]);
});

it("a report as CSV names keys beside their ids", async () => {
  const sums = sumsToTell({ requests: 1n });
  const rows = ["key_1", "key_2", null].map((key) => ({ key, day: "2026-11-22", ...sums }));
  const names = new Map([["key_1", "web, shop"]]);
  const csv = await spendCsv({ rows, more: 0, total: sums }, ["day", "key"], names);
  const lines = csv.split("\r\n").map((line) => line.slice(0, 34));
  expect(lines[0]).toBe("day,key,key_name,requests,errors,c");
  expect(lines[1]).toBe('2026-11-22,key_1,"web, shop",1,0,0');
  expect(lines[2]).toBe("2026-11-22,key_2,,1,0,0,0,0,0,0,0,");
  expect(lines[3]).toBe("2026-11-22,,,1,0,0,0,0,0,0,0,0,0,0");
});
