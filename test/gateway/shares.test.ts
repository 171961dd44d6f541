import { afterEach, describe, expect, it } from "vitest";
import { call, closeAll } from "../runtime/harness.ts";
import { startFake } from "./fake.ts";
import { ask, closeWorlds, startWorld, until } from "./world.ts";

afterEach(async () => {
  await closeWorlds();
  await closeAll();
});

const OPENAI = (url: string) => ({ OPENAI_API_KEY: "sk-12345678", OPENAI_BASE_URL: url });

describe("shadow", () => {
  it("a copy goes out, and has a row of its own that is no answer's cost", async () => {
    const fake = await startFake();
    const world = await startWorld(
      `routes: { r: { targets: [openai/gpt-4o-mini], shadow: [{ model: openai/gpt-4o, percent: 100 }] } }`,
      OPENAI(fake.url),
    );
    const { secret, id } = await world.key({ name: "k", budgets: { total: "1" } });
    const headers = { authorization: `Bearer ${secret}`, "x-dragoman-tags": "exp" };
    const answer = await ask(world.url, "r", { temperature: 0.5 }, headers);
    expect(answer.headers["x-dragoman-model"]).toBe("gpt-4o-mini");
    expect(answer.headers["x-dragoman-attempts"]).toBe("1");
    await until(async () => (await world.rows()).length === 2);
    const rows = await world.rows();
    const [own] = rows.filter(({ key_id }) => key_id === id);
    const [shadow] = rows.filter(({ key_id }) => key_id === null);
    expect(own).toMatchObject({ model: "gpt-4o-mini", cost: "0.00021", tags: '["exp"]' });
    expect(own.overhead).toBeUndefined();
    expect(shadow).toMatchObject({
      request_id: own.request_id,
      model: "gpt-4o",
      cost: "0",
      overhead: "0.0035",
      tags: '["exp","shadow"]',
    });
    expect(shadow.attempts[0]).toMatchObject({ outcome: "shadow", model: "gpt-4o" });
    const sent = fake.received.map(({ json }) => ({ ...json, model: "" }));
    expect(sent[0]).toEqual(sent[1]);
    const metrics = (await call(`${world.url}/metrics`)).text;
    expect(metrics).toMatch(/dragoman_requests_total{[^}]*model="gpt-4o-mini"[^}]*} 1/);
    expect(metrics).not.toMatch(/dragoman_requests_total{[^}]*model="gpt-4o"/);
    expect(metrics).toMatch(/dragoman_attempts_total{[^}]*outcome="shadow"[^}]*} 1/);
    const requests = world.log.filter(({ msg }) => msg === "request");
    expect(requests.map(({ shadow }) => shadow === true).sort()).toEqual([false, true]);
    const spend = await world.admin("GET /admin/spend?by=model");
    expect(spend.json.total).toMatchObject({
      cost: "0.00021",
      cost_overhead: "0.0035",
      unknown_cost_requests: 0,
    });
  });

  it("a shadow that fails, hangs or is slow changes nothing for the client", async () => {
    for (const said of [{ status: 500 }, { delay_ms: 1500 }, { cut: 1 }]) {
      const fake = await startFake();
      const other = await startFake(() => said);
      const world = await startWorld(`
providers:
  a: { dialect: openai-chat, base_url: "${fake.url}" }
  s: { dialect: openai-chat, base_url: "${other.url}" }
routes: { r: { targets: [a/m], shadow: [{ model: s/m, percent: 100 }] } }`);
      const began = performance.now();
      for (const stream of [false, true]) {
        const answer = await ask(world.url, "r", { stream });
        expect([answer.status, answer.whole]).toEqual([200, true]);
        expect(answer.headers["x-dragoman-provider"]).toBe("a");
      }
      expect(performance.now() - began).toBeLessThan(1200);
      await until(() => other.received.length === 2);
    }
  });

  it("goes nowhere where the key may not go", async () => {
    const fake = await startFake();
    const world = await startWorld(`
providers:
  a: { dialect: openai-chat, base_url: "${fake.url}" }
  s: { dialect: openai-chat, base_url: "${fake.url}" }
routes: { r: { targets: [a/m], shadow: [{ model: s/shadow, percent: 100 }] } }`);
    const { secret } = await world.key({ name: "k", models: ["a/*"] });
    await ask(world.url, "r", {}, { authorization: `Bearer ${secret}` });
    await ask(world.url, "r");
    await until(() => fake.received.length === 3);
    expect(fake.received.filter(({ json }) => json.model === "shadow")).toHaveLength(1);
  });

  it("and canary: percentages are what they say", async () => {
    const fake = await startFake();
    const { url } = await startWorld(`
ledger: { enabled: false }
providers: { a: { dialect: openai-chat, base_url: "${fake.url}" } }
routes:
  r:
    targets: [a/m]
    shadow: [{ model: a/shadow, percent: 30 }]
    canary: [{ model: a/canary, percent: 20 }]`);
    for (let i = 0; i < 300; i++) await ask(url, "r");
    const of = (model: string) => fake.received.filter(({ json }) => json.model === model).length;
    await until(() => of("m") + of("canary") === 300);
    // Five standard deviations.
    expect(Math.abs(of("canary") - 60)).toBeLessThan(36);
    expect(Math.abs(of("shadow") - 90)).toBeLessThan(41);
  });

  it("a canary that fails is followed by the route", async () => {
    const fake = await startFake(({ json }) => (json.model === "canary" ? { status: 500 } : {}));
    const world = await startWorld(`
providers: { a: { dialect: openai-chat, base_url: "${fake.url}" } }
routes: { r: { retry: { attempts: 1 }, targets: [a/m], canary: [{ model: a/canary, percent: 100 }] } }`);
    const answer = await ask(world.url, "r");
    expect(answer.headers["x-dragoman-model"]).toBe("m");
    expect(answer.headers["x-dragoman-attempts"]).toBe("2");
    const [row] = await world.rows();
    expect(row.attempts.map((each: any) => [each.model, each.outcome])).toEqual([
      ["canary", "failed"],
      ["m", "answered"],
    ]);
  });
});
