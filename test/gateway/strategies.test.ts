import { afterEach, describe, expect, it } from "vitest";
import { closeAll } from "../runtime/harness.ts";
import { startFake } from "./fake.ts";
import { ask, closeWorlds, explain, startWorld, until } from "./world.ts";

afterEach(async () => {
  await closeWorlds();
  await closeAll();
});

const two = (a: string, b: string, more = "", last = ""): string => `
ledger: { enabled: false }
providers:
  a: { dialect: openai-chat, base_url: "${a}" }
  b: { dialect: openai-chat, base_url: "${b}" }
routes:
  r: { targets: [a/m, b/m]${more} }
${last}`;

const who = (answer: { headers: Record<string, unknown> }) =>
  answer.headers["x-dragoman-provider"] as string;

async function count(n: number, one: (i: number) => Promise<{ headers: any }>) {
  const seen: Record<string, number> = {};
  for (let i = 0; i < n; i++) {
    const name = who(await one(i));
    seen[name] = (seen[name] ?? 0) + 1;
  }
  return seen;
}

describe("strategies", () => {
  it("weighted: shares come out as the weights say", async () => {
    const fake = await startFake();
    const { url } = await startWorld(`
ledger: { enabled: false }
providers:
  a: { dialect: openai-chat, base_url: "${fake.url}" }
  b: { dialect: openai-chat, base_url: "${fake.url}" }
  c: { dialect: openai-chat, base_url: "${fake.url}" }
routes:
  r: { strategy: weighted, targets: [{ model: a/m, weight: 8 }, { model: b/m, weight: 2 }, { model: c/m, weight: 0 }] }`);
    const seen = await count(300, () => ask(url, "r"));
    // Five standard deviations about 240.
    expect(seen["a"]).toBeGreaterThan(205);
    expect(seen["a"]).toBeLessThan(275);
    expect(seen["c"]).toBeUndefined();
    const told = await explain(url, "r");
    expect(told.candidates).toHaveLength(3);
    expect(told.candidates.map((each: any) => each.reason).join()).toContain("80 %");
  });

  it("cheapest: by compiled prices of built-in providers, with the tokens of the request", async () => {
    const fake = await startFake();
    const { url } = await startWorld(
      `
ledger: { enabled: false }
routes:
  r: { strategy: cheapest, targets: [openai/gpt-4o, openai/gpt-4o-mini, openai/gpt-4.1-nano] }`,
      { OPENAI_API_KEY: "sk-12345678", OPENAI_BASE_URL: fake.url },
    );
    const answer = await ask(url, "r");
    expect(answer.headers["x-dragoman-model"]).toBe("gpt-4.1-nano");
    expect(answer.headers["x-dragoman-cost"]).toBe("0.00014");
    const { candidates } = await explain(url, "r");
    expect(candidates.map(({ model }: any) => model)).toEqual([
      "gpt-4.1-nano",
      "gpt-4o-mini",
      "gpt-4o",
    ]);
    expect(candidates[0].reason).toMatch(/^cheapest: about 0\.0\d+ USD$/);
    expect(candidates[1].reason).toMatch(/^dearer/);
  });

  it("fastest: learns who is slow, and comes back when that changes", async () => {
    let slow = "a";
    const a = await startFake(() => ({ delay_ms: slow === "a" ? 60 : 0 }));
    const b = await startFake(() => ({ delay_ms: slow === "b" ? 60 : 0 }));
    const { url } = await startWorld(two(a.url, b.url, ", strategy: fastest"));
    await count(4, () => ask(url, "r"));
    expect(await count(10, () => ask(url, "r"))).toEqual({ b: 10 });
    const { candidates } = await explain(url, "r");
    expect(candidates[0].provider).toBe("b");
    expect(candidates[0].reason).toMatch(/p2c: .* of a\/m/);
    slow = "b";
    await count(20, () => ask(url, "r"));
    expect(await count(5, () => ask(url, "r"))).toEqual({ a: 5 });
  });

  it("least busy: who has fewer under way", async () => {
    let wait = 300;
    const a = await startFake(() => ({ delay_ms: wait }));
    const b = await startFake(() => ({ delay_ms: wait }));
    const { url, assembled } = await startWorld(two(a.url, b.url, ", strategy: least_busy"));
    const held = Array.from({ length: 6 }, async (_, i) => {
      await until(
        () =>
          assembled.gateway.services.inFlight >= i && a.received.length + b.received.length >= i,
      );
      return ask(url, "r");
    });
    await until(() => a.received.length + b.received.length === 6);
    expect(a.received.length).toBe(3);
    wait = 0;
    await Promise.all(held);
  });

  it("most remaining: by the upstreams' own rate-limit headers", async () => {
    const left = (n: number) => () => ({
      headers: {
        "x-ratelimit-limit-requests": "100",
        "x-ratelimit-remaining-requests": String(n),
        "x-ratelimit-reset-requests": "60s",
      },
    });
    const a = await startFake(left(10));
    const b = await startFake(left(90));
    const { url } = await startWorld(two(a.url, b.url, ", strategy: most_remaining"));
    await count(12, () => ask(url, "r"));
    expect(await count(5, () => ask(url, "r"))).toEqual({ b: 5 });
    const { candidates } = await explain(url, "r");
    expect(candidates[0]).toMatchObject({ provider: "b", reason: "90 % of its rate limit left" });
  });

  it("a target that said that nothing is left rests until its reset, and explain says so", async () => {
    const a = await startFake(() => ({
      headers: {
        "x-ratelimit-limit-requests": "10",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "30s",
      },
    }));
    const b = await startFake();
    const { url } = await startWorld(two(a.url, b.url));
    expect(who(await ask(url, "r"))).toBe("a");
    const { candidates } = await explain(url, "r");
    expect(candidates[1]).toMatchObject({ provider: "a" });
    expect(candidates[1].skipped).toMatch(/nothing is left of its rate limit, (29|30)\.\d s left/);
    expect(who(await ask(url, "r"))).toBe("b");
  });
});

describe("places at a target", () => {
  it("that are all taken: one waits in the queue, the next goes on, and nobody fails", async () => {
    const a = await startFake(() => ({ delay_ms: 200 }));
    const b = await startFake();
    const { url } = await startWorld(`
ledger: { enabled: false }
providers:
  a: { dialect: openai-chat, base_url: "${a.url}" }
  b: { dialect: openai-chat, base_url: "${b.url}" }
routes:
  r: { targets: [{ model: a/m, max_concurrent: 1, queue: { max: 1, wait_ms: 5000 } }, b/m] }`);
    const answers = [ask(url, "r")];
    await until(() => a.received.length === 1);
    answers.push(ask(url, "r"));
    await new Promise((done) => setTimeout(done, 40));
    answers.push(ask(url, "r"));
    expect((await Promise.all(answers)).map(who)).toEqual(["a", "a", "b"]);
  });
});

describe("sticky", () => {
  const sticky = (a: string, b: string, by: string, ttl = "") =>
    two(a, b, `, strategy: weighted, sticky: { by: [${by}]${ttl} }`);

  it("by user, session and prefix: each stays where it is, and they are spread", async () => {
    const fake = await startFake();
    for (const [by, request] of [
      ["user", (i: number) => [{ user: `user-${i}` }, {}]],
      ["session", (i: number) => [{}, { "x-dragoman-session": `session-${i}` }]],
      ["prefix", (i: number) => [{ messages: [{ role: "user", content: `talk ${i}` }] }, {}]],
    ] as const) {
      const { url } = await startWorld(sticky(fake.url, fake.url, by));
      const places = new Set<string>();
      for (let i = 0; i < 12; i++) {
        const [more, headers] = request(i) as [any, any];
        const seen = await count(4, () => ask(url, "r", more, headers));
        expect(Object.keys(seen), `${by} ${i}`).toHaveLength(1);
        places.add(Object.keys(seen)[0]!);
      }
      expect([...places].sort(), by).toEqual(["a", "b"]);
    }
  });

  it("by key: each key's requests stay together", async () => {
    const fake = await startFake();
    const world = await startWorld(
      sticky(fake.url, fake.url, "key").replace("ledger: { enabled: false }", ""),
    );
    const places = new Set<string>();
    for (let i = 0; i < 8; i++) {
      const { secret } = await world.key({ name: `k${i}` });
      const headers = { authorization: `Bearer ${secret}` };
      const seen = await count(4, () => ask(world.url, "r", {}, headers));
      expect(Object.keys(seen)).toHaveLength(1);
      places.add(Object.keys(seen)[0]!);
    }
    expect(places.size).toBe(2);
  });

  it("stays after a failover where the answer came from, until its TTL is over", async () => {
    let broken = false;
    const a = await startFake(() => (broken ? { status: 500 } : {}));
    const b = await startFake();
    const { url } = await startWorld(
      two(
        a.url,
        b.url,
        ", retry: { attempts: 1 }, breaker: false, sticky: { by: [user], ttl_ms: 300 }",
      ),
    );
    const once = () => ask(url, "r", { user: "ann" });
    expect(who(await once())).toBe("a");
    broken = true;
    expect(who(await once())).toBe("b");
    broken = false;
    expect(who(await once())).toBe("b");
    expect((await explain(url, "r", { user: "ann" })).candidates[0]).toMatchObject({
      provider: "b",
      reason: "sticky: it was here before",
    });
    expect(who(await ask(url, "r", { user: "bob" }))).toBe("a");
    await new Promise((done) => setTimeout(done, 350));
    expect(who(await once())).toBe("a");
  });
});
