import { describe, expect, it } from "vitest";
import type { Strategy } from "../../runtime/route-config.ts";
import { order } from "../../runtime/routing/order.ts";
import type { Candidate } from "../../runtime/routing/order.ts";
import { canaryOf, shadowsOf } from "../../runtime/routing/shares.ts";
import { candidate, factsOf, hand, priced, seeded } from "./made.ts";
import type { Hand } from "./made.ts";

const names = (strategy: Strategy, candidates: readonly Candidate[], clock: Hand) =>
  order(strategy, candidates, {
    facts: factsOf({}, { task: "chat" }),
    now: clock.at,
    random: clock.random,
  }).tried.map(({ candidate: { name } }) => name);
const firsts = (
  strategy: Strategy,
  candidates: readonly Candidate[],
  clock: Hand,
  times: number,
) => {
  const counts: Record<string, number> = {};
  for (let i = 0; i < times; i++) {
    const [first] = names(strategy, candidates, clock);
    counts[first!] = (counts[first!] ?? 0) + 1;
  }
  return counts;
};

describe("the order of targets", () => {
  it("is the route's for failover", () => {
    const clock = hand();
    expect(
      names(
        "failover",
        ["a", "b", "c"].map((name) => candidate(name, clock)),
        clock,
      ),
    ).toEqual(["a", "b", "c"]);
  });

  it("goes by weight, the rest of the list too", () => {
    const clock = hand(3);
    const all = [
      candidate("a", clock, { weight: 7 }),
      candidate("b", clock, { weight: 2 }),
      candidate("c", clock),
      candidate("z", clock, { weight: 0 }),
    ];
    const counts = firsts("weighted", all, clock, 10_000);
    expect(counts["a"]! / 10_000).toBeCloseTo(0.7, 1);
    expect(counts["b"]! / 10_000).toBeCloseTo(0.2, 1);
    expect(counts["z"]).toBeUndefined();
    for (let i = 0; i < 100; i++) expect(names("weighted", all, clock).at(-1)).toBe("z");
  });

  it("goes by price, unknown ones last", () => {
    const clock = hand();
    const all = [
      candidate("unknown", clock),
      candidate("dear", clock, { card: priced("10", "30") }),
      candidate("cheap", clock, { card: priced("0.10", "0.30") }),
    ];
    expect(names("cheapest", all, clock)).toEqual(["cheap", "dear", "unknown"]);
    const { tried } = order("cheapest", all, {
      facts: factsOf({}, { task: "chat" }),
      now: clock.at,
      random: clock.random,
    });
    expect(tried.map(({ reason }) => reason)).toEqual([
      "cheapest: about 0.0001203 USD",
      "dearer: about 0.01203 USD",
      "its price is not known: last",
    ]);
  });

  it("prefers the fast without forgetting the others, and finds out about new ones", () => {
    const clock = hand(5);
    const all = ["a", "b", "c"].map((name) => candidate(name, clock));
    for (const [i, { health }] of all.entries()) {
      health.noteFirstToken(200 * (i + 1));
      health.noteSpeed(100, 1000);
    }
    const counts = firsts("fastest", all, clock, 3000);
    expect(counts["a"]! / 3000).toBeCloseTo(2 / 3, 1);
    expect(counts["b"]! / 3000).toBeCloseTo(1 / 3, 1);
    expect(counts["c"]).toBeUndefined();
    const { tried } = order("fastest", all, {
      facts: factsOf({}, { task: "chat" }),
      now: clock.at,
      random: clock.random,
    });
    expect(tried[0]!.reason).toMatch(/^p2c: \d\.\d\d s against \d\.\d\d s of [bc]$/);
    const fresh = candidate("new", clock);
    expect(names("fastest", [...all, fresh], clock)[0]).toBe("new");
    fresh.health.begin();
    expect(firsts("fastest", [...all, fresh], clock, 200)["a"]).toBeGreaterThan(0);
  });

  it("counts a slow stream against a quick first token", () => {
    const clock = hand();
    const [quick, steady] = [candidate("quick", clock), candidate("steady", clock)];
    quick.health.noteFirstToken(100);
    quick.health.noteSpeed(100, 20_000);
    steady.health.noteFirstToken(600);
    steady.health.noteSpeed(100, 500);
    expect(names("fastest", [quick, steady], clock)).toEqual(["steady", "quick"]);
  });

  it("goes by what is under way, in proportion to the limit", () => {
    const clock = hand();
    const [small, large] = [
      candidate("small", clock, { limit: 2 }),
      candidate("large", clock, { limit: 20 }),
    ];
    small.health.begin();
    for (let i = 0; i < 5; i++) large.health.begin();
    expect(names("least_busy", [small, large], clock)).toEqual(["large", "small"]);
    const even = ["a", "b"].map((name) => candidate(name, clock));
    expect(firsts("least_busy", even, clock, 1000)["a"]! / 1000).toBeCloseTo(0.5, 1);
  });

  it("goes by what is left of the rate limit", () => {
    const clock = hand();
    const told = (name: string, remaining: number) => {
      const each = candidate(name, clock);
      each.health.noteLimits({
        "x-ratelimit-limit-tokens": "1000",
        "x-ratelimit-remaining-tokens": String(remaining),
      });
      return each;
    };
    const all = [told("little", 100), candidate("untold", clock), told("much", 900)];
    expect(names("most_remaining", all, clock)).toEqual(["much", "untold", "little"]);
  });

  it("passes over who rests, but asks the one that is back soonest when all do", () => {
    const clock = hand();
    const all = ["a", "b"].map((name) => candidate(name, clock));
    all[0]!.health.rest(clock.at + 9000, "tired");
    const context = { facts: factsOf(), now: clock.at, random: clock.random };
    const some = order("failover", all, context);
    expect(some.tried.map(({ candidate: { name } }) => name)).toEqual(["b"]);
    expect(some.skipped).toMatchObject([{ candidate: { name: "a" }, reason: "tired, 9.0 s left" }]);
    all[1]!.health.rest(clock.at + 4000, "tired");
    const none = order("failover", all, context);
    expect(none.tried).toMatchObject([{ candidate: { name: "b" }, forced: true }]);
    expect(none.tried[0]!.reason).toBe("all rest, and it is back the soonest: tired, 4.0 s left");
    expect(none.skipped.map(({ candidate: { name } }) => name)).toEqual(["a"]);
    expect(order("failover", [], context)).toEqual({ tried: [], skipped: [] });
  });

  it("gives canaries and shadows their share", () => {
    const random = seeded(9);
    const canaries = [
      { model: "a", percent: 5 },
      { model: "b", percent: 20 },
    ];
    const counts: Record<string, number> = {};
    let shadows = 0;
    for (let i = 0; i < 20_000; i++) {
      const name = canaryOf(canaries, random)?.model ?? "none";
      counts[name] = (counts[name] ?? 0) + 1;
      shadows += shadowsOf([{ model: "s", percent: 10 }], random).length;
    }
    expect(counts["a"]! / 20_000).toBeCloseTo(0.05, 1);
    expect(counts["b"]! / 20_000).toBeCloseTo(0.2, 1);
    expect(shadows / 20_000).toBeCloseTo(0.1, 1);
    expect(canaryOf([{ model: "a", percent: 100 }], () => 0.9999999)?.model).toBe("a");
    expect(shadowsOf([{ model: "a", percent: 0 }], () => 0)).toEqual([]);
  });
});
