import { describe, expect, it } from "vitest";
import type * as Hub from "../../generated/hub.types.ts";
import { chance, stick, StickyMemory, stickyTtl } from "../../runtime/routing/sticky.ts";
import { prefixOf, stickyKey } from "../../runtime/routing/sticky-key.ts";
import type { Candidate } from "../../runtime/routing/order.ts";
import { candidate, factsOf, hand } from "./made.ts";

const clock = hand();
const placed = (all: readonly Candidate[]) => all.map((each) => ({ candidate: each, reason: "" }));
const home = (all: readonly Candidate[], key: string) =>
  stick(placed(all), key, new StickyMemory(), "weighted", 0)[0]!.candidate.name;
const text = (role: Hub.Role, said: string, cache?: Hub.CacheMark): Hub.Message => ({
  role,
  parts: [{ kind: "text", text: said, ...(cache && { cache }) }],
});

describe("sticky routing", () => {
  const keys = Array.from({ length: 6000 }, (_each, i) => `user:k:${i}`);
  const five = ["a", "b", "c", "d", "e"].map((name) => candidate(name, clock));

  it("moves only the keys of a target that leaves", () => {
    const four = five.filter(({ name }) => name !== "c");
    let moved = 0;
    for (const key of keys) {
      const [before, after] = [home(five, key), home(four, key)];
      if (before === after) continue;
      expect(before).toBe("c");
      moved++;
    }
    expect(moved / keys.length).toBeGreaterThan(0.17);
    expect(moved / keys.length).toBeLessThan(0.23);
  });

  it("does not depend on the order of the targets, and goes by weight", () => {
    const heavy = five.map((each) => ({ ...each, weight: each.name === "a" ? 4 : 1 }));
    let first = 0;
    for (const key of keys) {
      expect(home([...five].reverse(), key)).toBe(home(five, key));
      if (home(heavy, key) === "a") first++;
    }
    expect(first / keys.length).toBeCloseTo(0.5, 1);
  });

  it("draws evenly", () => {
    const bins = new Array<number>(16).fill(0);
    for (let i = 0; i < 32_000; i++) bins[Math.floor(chance(`k${i}`) * 16)]!++;
    for (const bin of bins) expect(Math.abs(bin - 2000)).toBeLessThan(250);
  });

  it("remembers where a conversation went, for a time", () => {
    const memory = new StickyMemory(2);
    memory.remember("k", five[3]!.health.id, 1000, 0);
    const names = (now: number, all = five) =>
      stick(placed(all), "k", memory, "failover", now).map(({ candidate: { name } }) => name);
    expect(names(999)).toEqual(["d", "a", "b", "c", "e"]);
    expect(names(999, five.slice(0, 2))).toEqual(["a", "b"]);
    expect(names(1000)).toEqual(["a", "b", "c", "d", "e"]);
    memory.remember("1", "x", 1000, 0);
    memory.remember("2", "x", 1000, 0);
    memory.remember("1", "x", 1000, 0);
    memory.remember("3", "x", 1000, 0);
    expect(["1", "2", "3"].map((key) => memory.where(key, 1))).toEqual(["x", undefined, "x"]);
    expect([stickyTtl(7, 8), stickyTtl(undefined, 8), stickyTtl(undefined, undefined)]).toEqual([
      7, 8, 300_000,
    ]);
  });

  it("takes the first key that the request has", () => {
    const key = { id: "key_1", name: "n", tags: [] };
    const by = ["session", "user", "key"] as const;
    expect(stickyKey([...by], factsOf({ user: "u" }, { key }))).toBe("user:key_1:u");
    expect(stickyKey([...by], factsOf({ cache_key: "c" }))).toBe("session::c");
    expect(stickyKey([...by], factsOf({}, { headers: { "x-dragoman-session": "s" } }))).toBe(
      "session::s",
    );
    expect(stickyKey([...by], factsOf())).toBeUndefined();
    expect(stickyKey(["user"], factsOf({ user: "u".repeat(500) }))!.length).toBeLessThan(80);
  });

  it("knows a conversation by its beginning, wherever the cache marks are", () => {
    const system = text("system", "Be brief.");
    const first = prefixOf({ model: "m", messages: [system, text("user", "Hi", { ttl: "5m" })] });
    const later = prefixOf({
      model: "n",
      messages: [system, text("user", "Hi"), text("assistant", "Yes?"), text("user", "Bye")],
    });
    expect(later).toBe(first);
    expect(prefixOf({ model: "m", messages: [system, text("user", "Ho")] })).not.toBe(first);
    expect(
      prefixOf({ model: "m", messages: [text("system", "Be"), text("user", " brief.Hi")] }),
    ).not.toBe(first);
    const tools: Hub.Tool[] = [{ kind: "function", name: "f", cache: {} }];
    const with_tools = { model: "m", messages: [system, text("user", "Hi")], tools };
    expect(prefixOf(with_tools)).not.toBe(first);
    expect(prefixOf(with_tools)).toBe(
      prefixOf({ ...with_tools, tools: [{ kind: "function", name: "f" }] }),
    );
  });
});
