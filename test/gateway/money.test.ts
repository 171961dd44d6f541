import { afterEach, describe, expect, it } from "vitest";
import { ASK, call, closeAll, dataOf, startUpstream } from "../runtime/harness.ts";
import type { Answer } from "../runtime/harness.ts";
import { startFake } from "./fake.ts";
import { ask, closeWorlds, startWorld, until } from "./world.ts";

afterEach(async () => {
  await closeWorlds();
  await closeAll();
});

const openai = (url: string) => ({ OPENAI_API_KEY: "sk-12345678", OPENAI_BASE_URL: url });
// 700 at 2.5, 300 from the cache at 1.25 and 77 at 10 USD a million.
const USAGE = {
  prompt_tokens: 1000,
  completion_tokens: 77,
  total_tokens: 1077,
  prompt_tokens_details: { cached_tokens: 300 },
};
const COST = "0.002895";

/** The cost that the body tells, whatever its dialect calls the place; as the text of its digits. */
function costIn(answer: Answer): string | undefined {
  const all = [...answer.text.matchAll(/"cost":("?)([0-9.e-]+)\1/g)].map((match) => match[2]);
  return all.at(-1);
}

describe("what an answer cost", () => {
  it.each(Object.keys(ASK).flatMap((door) => [[door, false] as const, [door, true] as const]))(
    "is the same everywhere, to the last digit: %s, streamed: %s",
    async (door, stream) => {
      const fake = await startFake(() => ({ usage: USAGE }));
      const world = await startWorld(
        `routes: { r: { targets: [openai/gpt-4o] } }\naudit: { enabled: true }`,
        openai(fake.url),
      );
      const [path, body] = ASK[door]!("r", "hi", stream);
      const more =
        door === "openai-chat" && stream ? { stream_options: { include_usage: true } } : {};
      const answer = await call(world.url + path, { ...body, ...more });
      expect(answer.status, answer.text).toBe(200);
      const told = stream ? answer.trailers : answer.headers;
      expect(told).toMatchObject({
        "x-dragoman-cost": COST,
        "x-dragoman-input-tokens": "1000",
        "x-dragoman-output-tokens": "77",
      });
      // The usage of three of the doors has no place for it.
      expect(costIn(answer)).toBe(door === "openai-chat" ? COST : undefined);
      if (stream) expect(answer.headers["x-dragoman-estimated-cost"]).toMatch(/^0\.0\d+$/);
      const [row] = await world.rows();
      expect(row).toMatchObject({
        outcome: "success",
        cost: COST,
        input_tokens: 1000,
        output_tokens: 77,
        cache_read_tokens: 300,
        request_id: answer.headers["x-request-id"],
        door,
      });
      expect(row.attempts).toHaveLength(1);
      expect(world.log.find(({ msg }) => msg === "request")).toMatchObject({ cost: COST });
      const metrics = (await call(`${world.url}/metrics`)).text;
      expect(metrics).toContain(COST);
      const spend = await world.admin("GET /admin/spend?by=route");
      expect(spend.json.rows).toEqual([expect.objectContaining({ route: "r", cost: COST })]);
    },
  );

  it.each([false, true])(
    "is in `usage.cost` of a translated answer, streamed: %s",
    async (stream) => {
      const usage = { input_tokens: 1000, output_tokens: 100 };
      const fake = await startUpstream((_, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        const content = [{ type: "text", text: "Good day" }];
        const message = { id: "m", type: "message", role: "assistant", model: "x", content, usage };
        response.end(JSON.stringify({ ...message, stop_reason: "end_turn" }));
      });
      const world = await startWorld("", {
        ANTHROPIC_API_KEY: "sk-ant-12345678",
        ANTHROPIC_BASE_URL: fake.url,
      });
      const more = { stream, ...(stream && { stream_options: { include_usage: true } }) };
      const answer = await ask(world.url, "anthropic/claude-sonnet-4-5", more);
      expect(costIn(answer), answer.text).toBe("0.0045");
      const told = stream ? answer.trailers : answer.headers;
      expect(told["x-dragoman-cost"]).toBe("0.0045");
      expect((await world.rows())[0].cost).toBe("0.0045");
    },
  );

  it("of a passed stream whose client did not ask for usage is in trailers and the ledger", async () => {
    const fake = await startFake(() => ({ usage: USAGE }));
    const world = await startWorld("", openai(fake.url));
    const answer = await ask(world.url, "openai/gpt-4o", { stream: true });
    expect(dataOf(answer.text).join()).not.toContain("prompt_tokens");
    expect(answer.trailers["x-dragoman-cost"]).toBe(COST);
    expect((await world.rows())[0].cost).toBe(COST);
  });

  it("as the provider reports it is kept beside ours", async () => {
    const fake = await startFake(() => ({ usage: { ...USAGE, cost: 0.0123 } }));
    const world = await startWorld("", {
      OPENROUTER_API_KEY: "sk-or-12345678",
      OPENROUTER_BASE_URL: fake.url,
    });
    const known = await ask(world.url, "openrouter/openai/gpt-4o");
    const unknown = await ask(world.url, "openrouter/nobody/knows");
    const [first, second] = await world.rows();
    expect(first.reported).toBe("0.0123");
    expect(second.reported).toBe("0.0123");
    expect(first.cost).toBe(known.headers["x-dragoman-cost"]);
    // Without a price of our own, what is reported is the best that is known.
    expect([second.cost, unknown.headers["x-dragoman-cost"]]).toEqual(["0.0123", "0.0123"]);
  });

  it("is not known, and never 0, when no usage is told or no price is known", async () => {
    const fake = await startFake(() => ({ usage: undefined as never }));
    const own = await startFake();
    const world = await startWorld(
      `providers: { mine: { dialect: openai-chat, base_url: "${own.url}" } }`,
      openai(fake.url),
    );
    const [silent, unpriced] = [
      await ask(world.url, "openai/nothing-known"),
      await ask(world.url, "mine/m"),
    ];
    expect(silent.headers["x-dragoman-cost"]).toBe("unknown");
    expect(unpriced.headers).toMatchObject({
      "x-dragoman-cost": "unknown",
      "x-dragoman-cost-reason": expect.stringContaining("price"),
    });
    for (const row of await world.rows()) {
      expect(row.cost).toBeUndefined();
      expect(row.cost_reason).toBeTruthy();
    }
  });
});

describe("attempts that failed", () => {
  it("cost nothing when they were refused, and something unknown when they may be billed", async () => {
    const refusing = await startFake(() => ({ status: 503 }));
    const silent = await startFake(() => ({ delay_ms: 1500 }));
    const cutting = await startFake(() => ({ cut: 2, pause_ms: 20 }));
    const good = await startFake(() => ({ usage: USAGE }));
    const world = await startWorld(
      `
routes:
  r:
    commit: complete
    timeouts: { first_token_ms: 200 }
    retry: { attempts: 1 }
    targets:
      - { model: openai/gpt-4o, base_url: "${refusing.url}" }
      - { model: openai/gpt-4o, base_url: "${silent.url}" }
      - { model: openai/gpt-4o, base_url: "${cutting.url}" }
      - { model: openai/gpt-4o, base_url: "http://127.0.0.1:1" }
      - { model: openai/gpt-4o, base_url: "${good.url}" }`,
      openai(good.url),
    );
    const answer = await ask(world.url, "r", { stream: true });
    expect(answer.trailers["x-dragoman-cost"]).toBe(COST);
    const [row] = await world.rows();
    expect(row).toMatchObject({ outcome: "success", cost: COST });
    const of = row.attempts.map((each: any) => [
      each.outcome,
      each.cost_nano === null ? each.cost_reason : Number(each.cost_nano),
    ]);
    expect(of).toEqual([
      ["failed", 0],
      ["failed", "it failed before it answered, and may be billed"],
      ["failed", "the answer was cut off before its usage was told"],
      ["failed", 0],
      ["answered", 2_895_000],
    ]);
  });

  it.each([false, true])(
    "cost what they cost when their answers were whole and not good enough, streamed: %s",
    async (stream) => {
      const empty = await startFake(() => ({ text: "", usage: USAGE }));
      const good = await startFake(() => ({ usage: USAGE }));
      const world = await startWorld(
        `
routes:
  r:
    on_degraded: fail
    retry: { attempts: 1 }
    targets: [{ model: openai/gpt-4o, base_url: "${empty.url}" }, openai/gpt-4o-mini]`,
        openai(good.url),
      );
      const { secret } = await world.key({ name: "k", budgets: { total: "1" } });
      const headers = { authorization: `Bearer ${secret}` };
      const answer = await ask(world.url, "r", { stream }, headers);
      expect([answer.status, answer.headers["x-dragoman-attempts"]]).toEqual([200, "2"]);
      const [row] = await world.rows();
      expect(row).toMatchObject({ model: "gpt-4o-mini", cost: "0.0001737", overhead: COST });
      expect(row.attempts[0]).toMatchObject({ outcome: "failed", cost_reason: null });
      const { json } = await world.admin("GET /admin/spend?by=key");
      expect(json.rows[0]).toMatchObject({ cost: "0.0001737", cost_overhead: COST });
    },
  );

  it("and hedges that lost are unknown, with the reason", async () => {
    const slow = await startFake(() => ({ delay_ms: 2000 }));
    const good = await startFake(() => ({ usage: USAGE }));
    const world = await startWorld(
      `
routes:
  r:
    hedge: { after: 30 }
    targets: [{ model: openai/gpt-4o, base_url: "${slow.url}" }, openai/gpt-4o-mini]`,
      openai(good.url),
    );
    const answer = await ask(world.url, "r");
    expect(answer.headers["x-dragoman-cost"]).toBe("0.0001737");
    const [row] = await world.rows();
    expect(row).toMatchObject({ cost: "0.0001737", overhead: undefined });
    expect(row.attempts[0]).toMatchObject({
      outcome: "hedge_lost",
      cost_nano: null,
      cost_reason: "another target was faster; it may be billed all the same",
    });
  });

  it("leave an estimate when the answer broke off before the client", async () => {
    const fake = await startFake(() => ({ cut: 2, pause_ms: 20, text: "one two three four" }));
    const world = await startWorld("", openai(fake.url));
    const answer = await ask(world.url, "openai/gpt-4o", { stream: true });
    expect(answer.text).toContain("error");
    expect(answer.trailers["x-dragoman-cost"]).toBe("unknown");
    const [row] = await world.rows();
    expect(row).toMatchObject({
      outcome: "error",
      cost: undefined,
      cost_reason: "the answer was cut off before its usage was told",
    });
    expect(Number(row.estimated)).toBeGreaterThan(0);
  });

  it("and requests that never left the gateway are 0", async () => {
    const world = await startWorld("", openai("http://127.0.0.1:1"));
    expect((await ask(world.url, "nowhere/m")).status).toBe(404);
    expect((await ask(world.url, "openai/gpt-4o")).status).toBe(502);
    const rows = await world.rows();
    expect(rows.map(({ cost, outcome }) => [outcome, cost])).toEqual([
      ["error", "0"],
      ["error", "0"],
    ]);
  });
});

describe("a client that leaves before the answer", () => {
  it("is cancelled, with the prompt's estimate", async () => {
    const fake = await startFake(() => ({ delay_ms: 3000 }));
    const world = await startWorld("", openai(fake.url));
    const controller = new AbortController();
    const left = fetch(`${world.url}/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({
        model: "openai/gpt-4o",
        messages: [{ role: "user", content: "word ".repeat(400) }],
      }),
      signal: controller.signal,
    }).catch(() => "left");
    await until(() => fake.received.length === 1);
    controller.abort();
    expect(await left).toBe("left");
    await until(async () => (await world.rows()).length === 1);
    const [row] = await world.rows();
    expect(row).toMatchObject({ outcome: "cancelled", status: 499, cost: undefined });
    expect(row.estimated).toBe("0.00125");
  });
});

describe("a client that leaves in the middle", () => {
  it.each(Object.keys(ASK))("is cancelled with an estimate, never with 0: %s", async (door) => {
    const fake = await startFake(() => ({ text: "word ".repeat(400), pause_ms: 5 }));
    const world = await startWorld("routes: { r: { targets: [openai/gpt-4o] } }", openai(fake.url));
    const [path, body] = ASK[door]!("r", "tell me ".repeat(100), true);
    const controller = new AbortController();
    const response = await fetch(world.url + path, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: controller.signal,
    });
    const reader = response.body!.getReader();
    for (let i = 0; i < 5; i++) await reader.read();
    controller.abort();
    let row: any;
    for (let i = 0; i < 100 && !row; i++) {
      await new Promise((done) => setTimeout(done, 20));
      [row] = await world.rows();
    }
    expect(row).toMatchObject({ outcome: "cancelled", status: 499, cost: undefined });
    expect(row.cost_reason).toBeTruthy();
    expect(row.attempts).toMatchObject([{ outcome: "cancelled", cost_nano: null }]);
    expect(Number(row.estimated)).toBeGreaterThan(0.0005);
  });
});
