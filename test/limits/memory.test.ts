import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createMemoryMeters } from "../../runtime/limits/memory.ts";
import type { Meter } from "../../runtime/limits/meters.ts";
import { compare, createModel, metersOf, steps } from "./model.ts";
import type { Pair } from "./model.ts";

const TTL = 5_000;
const window = (limit: number, amount: number, span_ms = 60_000): Meter => ({
  kind: "window",
  key: "k:rpm",
  limit,
  amount,
  span_ms,
});
const budget = (limit: number, amount: number): Meter => ({
  kind: "budget",
  key: "k:usd",
  limit,
  amount,
  span_ms: 1e9,
});
const gauge = (limit: number, span_ms = 1e6): Meter => ({
  kind: "gauge",
  key: "k:concurrent",
  limit,
  amount: 1,
  span_ms,
});

function clocked(ttl_ms = TTL) {
  const clock = { at: 1_790_000_000_123 };
  return { clock, meters: createMemoryMeters({ now: () => clock.at, ttl_ms }) };
}

describe("counters in memory", () => {
  it("do as a naive exact model does", () => {
    fc.assert(
      fc.property(steps(2_000), (list) => {
        const { clock, meters } = clocked();
        const model = createModel(TTL);
        const pairs: Pair[] = [];
        for (const step of list) {
          if (step.do === "wait") clock.at += step.ms;
          else if (step.do === "reserve") {
            const asked = metersOf(step, 6_000, 3_000);
            const verdict = meters.reserve(asked);
            const entry = model.reserve(asked, clock.at);
            compare(verdict, model, entry, clock.at);
            if (verdict.ok) pairs.push({ reservation: verdict.reservation, entry: entry! });
          } else if (pairs.length > 0) {
            const { reservation, entry } = pairs[step.which % pairs.length]!;
            const amounts = reservation.meters.map(({ amount }) => amount * step.factor);
            meters.settle(reservation, amounts.map(Math.ceil));
            model.settle(entry, amounts.map(Math.ceil), clock.at);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  it("never let more than the limit into any span, and always let in as much a sixtieth later", () => {
    const waits = fc.array(fc.integer({ min: 0, max: 1_500 }), { maxLength: 120 });
    fc.assert(
      fc.property(waits, fc.integer({ min: 1, max: 7 }), (list, limit) => {
        const { clock, meters } = clocked();
        const taken: number[] = [];
        for (const ms of list) {
          clock.at += ms;
          const { ok } = meters.reserve([window(limit, 1, 6_000)]);
          const within = (span: number) => taken.filter((at) => at > clock.at - span).length;
          if (ok) expect(within(6_000)).toBeLessThan(limit);
          else expect(within(6_100)).toBeGreaterThanOrEqual(limit);
          if (ok) taken.push(clock.at);
        }
      }),
      { numRuns: 200 },
    );
  });

  it("say to the millisecond when the same reservation succeeds", () => {
    const takes = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 5 })),
    );
    fc.assert(
      fc.property(takes, fc.integer({ min: 1, max: 10 }), (list, amount) => {
        const { clock, meters } = clocked(1e7);
        for (const [ms, taken] of list) {
          clock.at += ms;
          meters.reserve([window(10, taken, 6_000)]);
        }
        const verdict = meters.reserve([window(10, amount, 6_000)]);
        if (verdict.ok) return;
        clock.at += verdict.retry_after_ms! - 1;
        expect(meters.reserve([window(10, amount, 6_000)]).ok).toBe(false);
        clock.at += 1;
        expect(meters.reserve([window(10, amount, 6_000)]).ok).toBe(true);
      }),
    );
  });

  it("know no time for what no wait helps", () => {
    const { meters } = clocked();
    expect(meters.reserve([window(3, 4)])).toMatchObject({ ok: false, retry_after_ms: undefined });
    expect(meters.reserve([budget(3, 4)])).toMatchObject({ ok: false, retry_after_ms: undefined });
    meters.reserve([gauge(1)]);
    expect(meters.reserve([gauge(1)])).toMatchObject({ ok: false, retry_after_ms: undefined });
  });

  it("tell of several refusals the one with the longest wait", () => {
    const { meters } = clocked();
    meters.reserve([window(1, 1), budget(5, 5), gauge(1)]);
    const verdict = meters.reserve([gauge(1), window(1, 1), budget(5, 1)]);
    expect(verdict).toMatchObject({ ok: false, meter: { kind: "budget" }, used: 5 });
  });

  it("settle once, up or down, and book what has expired", () => {
    const { clock, meters } = clocked();
    const first = meters.reserve([budget(100, 40), window(100, 40)]);
    const second = meters.reserve([budget(100, 40), window(100, 40)]);
    if (!first.ok || !second.ok) throw new Error("refused");
    for (const _ of [1, 2]) meters.settle(first.reservation, [10, 10]);
    expect(meters.reserve([budget(100, 0), window(100, 0)])).toMatchObject({ remaining: [50, 50] });
    clock.at += TTL;
    expect(meters.reserve([budget(100, 0), window(100, 0)])).toMatchObject({ remaining: [90, 50] });
    for (const _ of [1, 2]) meters.settle(second.reservation, [95, 95]);
    expect(meters.reserve([budget(100, 0)])).toMatchObject({ ok: false, used: 105 });
    expect(meters.reserve([window(100, 0)])).toMatchObject({ ok: false, used: 105 });
  });

  it("book what was reserved elsewhere, and what nobody can tell as it was reserved", () => {
    const { clock, meters } = clocked();
    const foreign = { id: "x", meters: [budget(9, 3), window(9, 3), gauge(1)], at: clock.at };
    for (const _ of [1, 2]) meters.settle(foreign, [4, NaN, 0]);
    const verdict = meters.reserve([budget(9, 0), window(9, 0), gauge(1)]);
    expect(verdict).toMatchObject({ ok: true, remaining: [5, 6, 0] });
  });

  it("give places back when their lease ends, or when nobody settles", () => {
    const { clock, meters } = clocked();
    meters.reserve([gauge(2, 1_000)]);
    meters.reserve([gauge(2, 1e9)]);
    expect(meters.reserve([gauge(2)]).ok).toBe(false);
    clock.at += 1_000;
    expect(meters.reserve([gauge(2)]).ok).toBe(true);
    expect(meters.reserve([gauge(2)]).ok).toBe(false);
    clock.at += TTL - 1_000;
    expect(meters.reserve([gauge(2)]).ok).toBe(true);
  });

  it("never pass a budget of 1 USD by 1,000 requests at once", () => {
    const { meters } = clocked();
    const limit = 1e9;
    let settled = 0;
    for (let i = 0; i < 1_000; i++) {
      const verdict = meters.reserve([budget(limit, 3_000_000)]);
      if (verdict.ok && i % 2) {
        meters.settle(verdict.reservation, [2_345_678]);
        settled += 2_345_678;
      }
    }
    const { used } = meters.reserve([budget(limit, limit)]) as { used: number };
    expect(used).toBeLessThanOrEqual(limit);
    expect(used).toBeGreaterThan(limit - 3_000_000);
    expect(settled).toBeLessThan(used);
  });

  it("seed what is not kept yet, and raise what is", async () => {
    const { meters } = clocked();
    meters.reserve([{ ...budget(10, 2), key: "kept" }]);
    await meters.seed([
      { key: "kept", amount: 9, span_ms: 1e6 },
      { key: "new", amount: 9, span_ms: 1e6 },
    ]);
    expect(meters.reserve([{ ...budget(10, 8), key: "kept" }]).ok).toBe(true);
    expect(meters.reserve([{ ...budget(10, 2), key: "new" }])).toMatchObject({ used: 9 });
    meters.raise([{ key: "new", amount: 3, span_ms: 1e6 }]);
    expect(meters.reserve([{ ...budget(10, 1), key: "new" }]).ok).toBe(true);
  });

  it("drop what is idle", () => {
    const { clock, meters } = clocked();
    for (let i = 0; i < 5_000; i++) {
      clock.at += 1;
      const verdict = meters.reserve([
        { ...window(9, 1, 1_000), key: `${i}` },
        { ...budget(9, 1), key: `${i}`, span_ms: 1_000 },
        { ...gauge(9), key: `${i}` },
      ]);
      if (verdict.ok && i % 2) meters.settle(verdict.reservation, [1, 1, 0]);
    }
    clock.at += 10_000;
    for (let i = 0; i < 20_000; i++) meters.reserve([]);
    expect(meters.size()).toBe(0);
  });

  it("go on when the clock is set back", () => {
    const { clock, meters } = clocked();
    meters.reserve([window(1, 1, 1_000)]);
    clock.at -= 3_600_000;
    expect(meters.reserve([window(1, 1, 1_000)]).ok).toBe(false);
    clock.at += 1_100;
    expect(meters.reserve([window(1, 1, 1_000)]).ok).toBe(true);
  });
});
