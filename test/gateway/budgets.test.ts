import { afterEach, describe, expect, it } from "vitest";
import { ASK, call, closeAll } from "../runtime/harness.ts";
import { startFake } from "./fake.ts";
import { ask, closeWorlds, startWorld, temporary } from "./world.ts";

afterEach(async () => {
  await closeWorlds();
  await closeAll();
});

/** What each dialect has for an account without credit. */
const STATUS: Record<string, number> = {
  "openai-chat": 429,
  anthropic: 402,
  gemini: 402,
  ollama: 402,
};
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const openai = (url: string) => ({ OPENAI_API_KEY: "sk-12345678", OPENAI_BASE_URL: url });
// 2.5 and 10 USD a million tokens: 1,000 in and 100 out are 0.0035 USD.
const MODEL = "openai/gpt-4o";

describe("budgets", () => {
  it("of 1 USD are never passed by 1,000 requests at once", async () => {
    // What is answered is as much as was asked for: nothing is left of the reservation by guessing low.
    const fake = await startFake(() => ({
      delay_ms: 5,
      usage: { prompt_tokens: 100, completion_tokens: 400, total_tokens: 500 },
    }));
    const world = await startWorld("", openai(fake.url));
    const { secret, id } = await world.key({ name: "k", budgets: { total: "1" } });
    const more = {
      max_tokens: 400,
      messages: [{ role: "user", content: "word ".repeat(90) }],
    };
    const answers = await Promise.all(
      Array.from({ length: 1000 }, () => ask(world.url, MODEL, more, bearer(secret))),
    );
    const good = answers.filter(({ status }) => status === 200);
    const bad = answers.filter(({ status }) => status !== 200);
    expect(new Set(bad.map(({ status }) => status))).toEqual(new Set([429]));
    expect(bad[0]!.json.error.message).toContain('The total budget of the key "k" is 1 USD');
    // 0.00425 USD each.
    expect(good.length).toBe(fake.received.length);
    expect(good.length * 0.00425).toBeLessThanOrEqual(1);
    // And it is used up: one after the other until nothing more goes.
    let last = 200;
    let more_good = 0;
    while (last === 200) {
      last = (await ask(world.url, MODEL, more, bearer(secret))).status;
      if (last === 200) more_good++;
    }
    const spent = (good.length + more_good) * 0.00425;
    expect(spent).toBeLessThanOrEqual(1);
    expect(spent).toBeGreaterThan(0.98);
    await world.rows();
    const { json } = await world.admin(`GET /admin/spend?by=key&key=${id}`);
    expect(Number(json.rows[0].cost)).toBeCloseTo(spent, 10);
  });

  it.each(["day", "month", "total"])(
    "of a %s go on after a restart from the ledger",
    async (period) => {
      const fake = await startFake();
      const folder = temporary();
      const first = await startWorld("", openai(fake.url), folder);
      const { secret } = await first.key({ name: "k", budgets: { [period]: "0.01" } });
      const more = { max_tokens: 100 };
      const send = (url: string) => ask(url, MODEL, more, bearer(secret));
      expect((await send(first.url)).status).toBe(200);
      expect((await send(first.url)).status).toBe(200);
      await first.close();
      const second = await startWorld("", openai(fake.url), folder);
      // 0.007 are spent; a third is reserved at about 0.001, and comes to 0.0035.
      expect((await send(second.url)).status).toBe(200);
      const over = await send(second.url);
      expect([over.status, over.json.error.code]).toEqual([429, "insufficient_quota"]);
      expect(over.json.error.message).toContain("0.0105 USD are spent");
      expect(over.headers["x-should-retry"]).toBe("false");
      expect(over.headers["retry-after"] === undefined).toBe(period === "total");
      if (period === "day") expect(Number(over.headers["retry-after"])).toBeLessThanOrEqual(86_400);
    },
  );

  it.each(Object.keys(ASK))(
    "are refused in the shape of %s, and can be raised",
    async (dialect) => {
      const fake = await startFake();
      const world = await startWorld(`routes: { r: { targets: [${MODEL}] } }`, openai(fake.url));
      const { secret, id } = await world.key({ name: "k", budgets: { day: "0.2" } });
      const send = () => {
        const [path, body] = ASK[dialect]!("r", "hi", false);
        return call(world.url + path, body, { headers: bearer(secret) });
      };
      expect((await send()).status).toBe(200);
      await world.admin(`PATCH /admin/keys/${id}`, { budgets: { day: "0.001" } });
      const refused = await send();
      expect(refused.status).toBe(STATUS[dialect]);
      expect(JSON.stringify(refused.json)).toContain("The budget of this day (UTC)");
      await world.admin(`PATCH /admin/keys/${id}`, { budgets: { day: "0.2" } });
      expect((await send()).status).toBe(200);
      await world.admin(`PATCH /admin/keys/${id}`, { budgets: { day: null } });
      expect((await send()).status).toBe(200);
    },
  );

  it("that requests under way have reserved are worth another try in seconds", async () => {
    const fake = await startFake(() => ({ delay_ms: 100 }));
    const world = await startWorld("", openai(fake.url));
    const { secret } = await world.key({ name: "k", budgets: { day: "0.5" } });
    const send = () => ask(world.url, MODEL, {}, bearer(secret));
    const answers = await Promise.all(Array.from({ length: 6 }, send));
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(3);
    for (const { headers, json } of refused) {
      expect([headers["retry-after"], headers["x-should-retry"]]).toEqual(["5", undefined]);
      expect(json.error.message).toContain(
        "0 USD are spent, 0.49155 USD are reserved by requests under way",
      );
      expect(json.error.message).toContain("without `max_tokens`");
    }
    expect((await send()).status).toBe(200);
  });

  it("refuse a model whose price is not known, and say so", async () => {
    const fake = await startFake();
    const world = await startWorld(
      `
providers: { mine: { dialect: openai-chat, base_url: "${fake.url}" } }
routes: { mixed: { targets: [mine/m, ${MODEL}] } }`,
      openai(fake.url),
    );
    const { secret } = await world.key({ name: "k", budgets: { month: "5" } });
    const refused = await ask(world.url, "mine/m", {}, bearer(secret));
    expect(refused.status).toBe(400);
    expect(refused.json.error.message).toContain(
      "mine/m: its price is not known, and the virtual key has a budget",
    );
    const mixed = await ask(world.url, "mixed", {}, bearer(secret));
    expect(mixed.headers["x-dragoman-provider"]).toBe("openai");
    expect((await ask(world.url, "mine/m")).status).toBe(200);
  });

  it("count images before, which no estimate of the text has", async () => {
    const fake = await startFake(() => ({
      delay_ms: 30,
      usage: { prompt_tokens: 1500, completion_tokens: 1, total_tokens: 1501 },
    }));
    const world = await startWorld("", openai(fake.url));
    const { secret } = await world.key({ name: "k", budgets: { total: "0.02" } });
    const url = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==";
    const more = {
      max_tokens: 1,
      messages: [{ role: "user", content: [{ type: "image_url", image_url: { url } }] }],
    };
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => ask(world.url, MODEL, more, bearer(secret))),
    );
    const good = answers.filter(({ status }) => status === 200).length;
    expect(good).toBeGreaterThan(0);
    // 0.00376 USD each.
    expect(good * 0.00376).toBeLessThanOrEqual(0.02);
  });

  it("hold what a cancelled answer is estimated to have cost", async () => {
    const fake = await startFake(() => ({ text: "word ".repeat(500), pause_ms: 5 }));
    const world = await startWorld("", openai(fake.url));
    const { secret, id } = await world.key({ name: "k", budgets: { total: "0.05" } });
    const controller = new AbortController();
    const response = await fetch(`${world.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", ...bearer(secret) },
      body: JSON.stringify({
        model: MODEL,
        stream: true,
        max_tokens: 1000,
        messages: [{ role: "user", content: "word ".repeat(400) }],
      }),
      signal: controller.signal,
    });
    const reader = response.body!.getReader();
    for (let i = 0; i < 10; i++) await reader.read();
    controller.abort();
    let row: any;
    for (let i = 0; i < 100 && !row; i++) {
      await new Promise((done) => setTimeout(done, 20));
      [row] = await world.rows();
    }
    expect(row).toMatchObject({ outcome: "cancelled", status: 499, cost: undefined, key_id: id });
    expect(row.cost_reason).toBeTruthy();
    // At least the prompt of 500 tokens.
    expect(Number(row.estimated)).toBeGreaterThan(0.00125);
    const { json } = await world.admin(`GET /admin/spend?by=key`);
    expect(json.rows[0]).toMatchObject({ cancelled: 1, unknown_cost_requests: 1 });
  });
});

describe("the spend report", () => {
  it("tells every dimension, as JSON and as CSV", async () => {
    const fake = await startFake();
    const world = await startWorld(
      `routes: { r: { targets: [${MODEL}], tags: [eu] } }`,
      openai(fake.url),
    );
    const one = await world.key({ name: "one", owner: "search", tags: ["gold"] });
    const two = await world.key({ name: "two" });
    for (let i = 0; i < 2; i++) await ask(world.url, "r", {}, bearer(one.secret));
    await ask(
      world.url,
      "openai/gpt-4o-mini",
      {},
      {
        ...bearer(two.secret),
        "x-dragoman-tags": "exp, job/1",
      },
    );
    await ask(world.url, "openai/gpt-4o-mini");
    await ask(world.url, "r", { temperature: "warm" }, bearer(one.secret));
    await world.rows();
    const day = new Date().toISOString().slice(0, 10);
    const report = async (by: string) => (await world.admin(`GET /admin/spend?by=${by}`)).json;
    const rows = async (by: string) =>
      Object.fromEntries((await report(by)).rows.map((row: any) => [row[by], row.cost]));
    expect(await rows("key")).toEqual({ [one.id]: "0.007", [two.id]: "0.00021", null: "0.00021" });
    expect((await report("key")).key_names).toEqual({ [one.id]: "one", [two.id]: "two" });
    expect(await rows("owner")).toEqual({ search: "0.007", null: "0.00042" });
    expect(await rows("route")).toEqual({ r: "0.007", null: "0.00042" });
    expect(await rows("model")).toMatchObject({ "gpt-4o": "0.007", "gpt-4o-mini": "0.00042" });
    expect(await rows("provider")).toMatchObject({ openai: "0.00742" });
    expect(await rows("tag")).toMatchObject({
      eu: "0.007",
      gold: "0.007",
      exp: "0.00021",
      "job/1": "0.00021",
    });
    expect(await rows("day")).toEqual({ [day]: "0.00742" });
    expect(await rows("outcome")).toEqual({ success: "0.00742", error: "0" });
    const named = await world.admin("GET /admin/spend?by=key&format=csv");
    expect(named.text).toMatch(/^key,key_name,requests,/);
    expect(named.text).toContain(`${one.id},one,`);
    expect((await world.admin("GET /admin/keys/one")).json).toMatchObject({
      id: one.id,
      spent: { day: "0.007", month: "0.007", total: "0.007" },
    });
    const csv = await world.admin("GET /admin/spend?by=owner,route&format=csv");
    expect(csv.headers["content-type"]).toContain("text/csv");
    const [head, first] = csv.text.split(/\r?\n/);
    expect(head).toMatch(/^owner,route,/);
    expect(first).toMatch(/^search,r,/);
    expect(first).toContain("0.007");
    const filtered = await world.admin(`GET /admin/spend?by=model&key=one`);
    expect(filtered.json.rows.map(({ model }: any) => model)).toContain("gpt-4o");
    const wrong = await world.admin("GET /admin/spend?by=weather");
    expect([wrong.status, wrong.json.error.message]).toEqual([
      400,
      expect.stringContaining("weather"),
    ]);
  });
});
