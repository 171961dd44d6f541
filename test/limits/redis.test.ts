import * as fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createMemoryMeters } from "../../runtime/limits/memory.ts";
import type { Meter } from "../../runtime/limits/meters.ts";
import { createRedisMeters } from "../../runtime/limits/redis.ts";
import type { RedisMeters, RedisMetersOptions } from "../../runtime/limits/redis.ts";
import { openRedis } from "../../runtime/limits/redis-client.ts";
import { compare, createModel, metersOf, steps } from "./model.ts";
import type { Pair } from "./model.ts";
import { hasRedis, startRedis, until } from "./redis-server.ts";
import type { RedisServer } from "./redis-server.ts";

const log = { info() {}, warn() {}, error() {} };
const meter = (kind: Meter["kind"], key: string, limit: number, amount: number): Meter => ({
  kind,
  key,
  limit,
  amount,
  span_ms: 600_000,
});

describe.skipIf(!hasRedis)("counters in Redis", () => {
  let server: RedisServer;
  const open: RedisMeters[] = [];
  let prefixes = 0;
  beforeAll(async () => void (server = await startRedis()));
  afterAll(async () => {
    server.thaw();
    for (const meters of open) await meters.close();
    await server.stop();
  });

  async function client(
    prefix: string,
    more: Partial<RedisMetersOptions> = {},
  ): Promise<RedisMeters> {
    const ttl_ms = more.ttl_ms ?? 60_000;
    const meters = await createRedisMeters({
      url: server.url,
      prefix,
      timeout_ms: 2_000,
      ttl_ms,
      now: Date.now,
      fallback: createMemoryMeters({ now: Date.now, ttl_ms }),
      log,
      probe_ms: 30,
      ...more,
    });
    open.push(meters);
    return meters;
  }
  const fresh = () => `t${prefixes++}`;
  const used = async (meters: RedisMeters, of: Meter) => {
    const verdict = await meters.reserve([{ ...of, limit: 1e15, amount: 1e15 }]);
    if (!verdict.ok) return verdict.used;
    meters.settle(verdict.reservation, [0]);
    return 0;
  };

  it("do as a naive exact model does", async () => {
    const meters = await client(fresh());
    await fc.assert(
      fc.asyncProperty(steps(0, 30), async (list) => {
        const model = createModel(60_000);
        const key = fresh();
        const pairs: Pair[] = [];
        for (const step of list) {
          if (step.do === "reserve") {
            const asked = metersOf(step, 600_000, 600_000, key);
            const verdict = await meters.reserve(asked);
            const entry = model.reserve(asked, Date.now());
            compare(verdict, model, entry, Date.now());
            if (verdict.ok) pairs.push({ reservation: verdict.reservation, entry: entry! });
          } else if (step.do === "settle" && pairs.length > 0) {
            const { reservation, entry } = pairs[step.which % pairs.length]!;
            const amounts = reservation.meters.map(({ amount }) => Math.ceil(amount * step.factor));
            meters.settle(reservation, amounts);
            model.settle(entry, amounts, Date.now());
          }
        }
      }),
      { numRuns: 60 },
    );
    expect(meters.shared()).toBe(true);
  });

  it("never pass a budget of 1 USD by 1,000 requests at once from three processes' clients", async () => {
    const prefix = fresh();
    const clients = await Promise.all([client(prefix), client(prefix), client(prefix)]);
    const usd = meter("budget", "k:usd", 1e9, 3_000_000);
    const verdicts = await Promise.all(
      Array.from({ length: 1_000 }, async (_, i) => {
        const meters = clients[i % 3]!;
        const verdict = await meters.reserve([usd, meter("gauge", "k:at_once", 1_000, 1)]);
        if (verdict.ok && i % 2) meters.settle(verdict.reservation, [2_345_678, 0]);
        return verdict;
      }),
    );
    const passed = verdicts.filter(({ ok }) => ok).length;
    expect(passed).toBeGreaterThanOrEqual(333);
    const sum = await used(clients[0]!, usd);
    expect(sum).toBeLessThanOrEqual(1e9);
    expect(sum).toBeGreaterThanOrEqual(333 * 2_345_678);
    expect(clients.every((each) => each.shared())).toBe(true);
  });

  it("say when a window has room again, and keep their word", async () => {
    const meters = await client(fresh());
    const rpm = { ...meter("window", "k:rpm", 2, 1), span_ms: 300 };
    expect((await meters.reserve([rpm])).ok).toBe(true);
    expect((await meters.reserve([rpm])).ok).toBe(true);
    const verdict = await meters.reserve([rpm]);
    if (verdict.ok) throw new Error("taken");
    expect(verdict.retry_after_ms).toBeGreaterThan(0);
    expect(verdict.retry_after_ms).toBeLessThanOrEqual(305);
    await new Promise((resolve) => setTimeout(resolve, verdict.retry_after_ms! + 5));
    expect((await meters.reserve([rpm])).ok).toBe(true);
  });

  it("give back what a crashed process has reserved, and let every key end", async () => {
    const prefix = fresh();
    const [crashed, other] = [await client(prefix, { ttl_ms: 200 }), await client(prefix)];
    const asked = [meter("budget", "k:usd", 10, 10), meter("gauge", "k:at_once", 1, 1)];
    const taken = await crashed.reserve(asked);
    expect(taken.ok).toBe(true);
    expect((await other.reserve([asked[0]!])).ok).toBe(false);
    expect((await other.reserve([asked[1]!])).ok).toBe(false);
    await until(async () => (await other.reserve(asked)).ok);
    // It lives after all: what it spent counts, what it reserved is not given back a second time.
    if (taken.ok) crashed.settle(taken.reservation, [4, 0]);
    await until(async () => (await used(other, asked[0]!)) === 14);
    const { redis, close } = await openRedis({ url: server.url, timeout_ms: 2_000 });
    // Only by its life a loss of memory is known.
    for (const key of await redis.keys(`{${prefix}}*`))
      if (!key.endsWith(":life")) expect(await redis.pttl(key)).toBeGreaterThan(0);
    close();
  });

  it("seed what is not kept yet", async () => {
    const meters = await client(fresh());
    await meters.reserve([meter("budget", "kept", 10, 1)]);
    await meters.seed(["kept", "new"].map((key) => ({ key, amount: 7, span_ms: 60_000 })));
    expect(await used(meters, meter("budget", "kept", 0, 0))).toBe(1);
    expect(await used(meters, meter("budget", "new", 0, 0))).toBe(7);
  });

  it("go on alone when Redis freezes, and count once when it thaws", async () => {
    const prefix = fresh();
    const meters = await client(prefix, { timeout_ms: 60 });
    const other = await client(prefix);
    const usd = meter("budget", "k:usd", 100, 10);
    const rpm = meter("window", "k:rpm", 100, 1);
    const settle = (verdict: Awaited<ReturnType<RedisMeters["reserve"]>>, amount: number) => {
      if (!verdict.ok) throw new Error("refused");
      meters.settle(verdict.reservation, [amount, 1]);
    };
    settle(await meters.reserve([usd, rpm]), 50);
    const early = await meters.reserve([usd, rpm]);
    expect(await used(other, usd)).toBe(60);
    server.freeze();
    try {
      const began = performance.now();
      for (let i = 0; i < 4; i++) settle(await meters.reserve([usd, rpm]), 5);
      settle(early, 8);
      await until(() => !meters.shared());
      // Three time-outs, not one for each request; the margin is for a machine that is busy.
      for (let i = 0; i < 200; i++)
        expect(meters.reserve([{ ...rpm, limit: 999 }])).toHaveProperty("ok");
      expect(performance.now() - began).toBeLessThan(5_000);
      // 50 were known to be spent, 8 + 4 * 5 since then.
      expect(meters.reserve([{ ...usd, amount: 50 }])).toMatchObject({ ok: false, used: 78 });
      // Long enough for the connection to be given up.
      await new Promise((resolve) => setTimeout(resolve, 700));
    } finally {
      server.thaw();
    }
    await until(() => meters.shared() && meters.waiting() === 0);
    await until(async () => (await used(other, usd)) === 78);
    expect(await used(other, rpm)).toBe(6);
  });

  it("go on alone when Redis dies, and set it to what is known when it is back empty", async () => {
    const prefix = fresh();
    let backs = 0;
    const meters = await client(prefix, { onBack: () => void backs++ });
    const usd = meter("budget", "k:usd", 100, 10);
    const first = await meters.reserve([usd]);
    if (first.ok) meters.settle(first.reservation, [20]);
    await until(async () => (await used(meters, usd)) === 20);
    await server.kill();
    const alone = [];
    for (let i = 0; i < 9; i++) alone.push(await meters.reserve([usd]));
    expect(alone.filter(({ ok }) => ok)).toHaveLength(8);
    for (const verdict of alone) if (verdict.ok) meters.settle(verdict.reservation, [9]);
    await until(() => !meters.shared());
    await server.start();
    await until(() => meters.shared());
    expect(backs).toBe(1);
    expect(meters.waiting()).toBe(0);
    expect(await used(meters, usd)).toBe(92);
  });

  it("have the whole sum when Redis has lost it, whoever comes back first and whoever knew more", async () => {
    const prefix = fresh();
    const [less, more] = [await client(prefix, { probe_ms: 10 }), await client(prefix)];
    const usd = meter("budget", "k:usd", 100, 10);
    const spend = async (meters: RedisMeters, amount: number) => {
      const verdict = await meters.reserve([usd]);
      if (verdict.ok) meters.settle(verdict.reservation, [amount]);
    };
    await spend(less, 20);
    await until(async () => (await used(more, usd)) === 20);
    await spend(more, 30);
    await until(async () => (await used(more, usd)) === 50);
    // Nobody asks meanwhile: that the connection is lost is enough.
    await server.kill();
    await until(() => !less.shared() && !more.shared());
    await spend(less, 7);
    await server.start();
    await until(() => less.shared() && more.shared() && less.waiting() === 0);
    expect(await used(more, usd)).toBe(57);
    expect(await used(less, usd)).toBe(57);
  });

  it("do not take a loop that is busy for a Redis that is away", async () => {
    const meters = await client(fresh(), { timeout_ms: 50 });
    const usd = meter("budget", "k:usd", 100, 10);
    const asking = Array.from({ length: 5 }, () => meters.reserve([usd]));
    const end = performance.now() + 250;
    while (performance.now() < end);
    for (const verdict of await Promise.all(asking))
      expect(verdict).not.toMatchObject({ reservation: { local: {} } });
    expect(meters.shared()).toBe(true);
    expect(await used(meters, usd)).toBe(50);
  });

  it("begin alone when there is no Redis", async () => {
    const meters = await client(fresh(), { url: "redis://127.0.0.1:1" });
    expect(meters.shared()).toBe(false);
    expect(meters.reserve([meter("gauge", "g", 1, 1)])).toMatchObject({ ok: true });
  });
});
