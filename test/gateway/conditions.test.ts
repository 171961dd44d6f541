import { afterEach, describe, expect, it } from "vitest";
import { closeAll } from "../runtime/harness.ts";
import { startFake } from "./fake.ts";
import { ask, closeWorlds, explain, startWorld } from "./world.ts";
import type { World } from "./world.ts";

afterEach(async () => {
  await closeWorlds();
  await closeAll();
});

const FUNCTION = { type: "function", function: { name: "f", parameters: { type: "object" } } };
const IMAGE = {
  type: "image_url",
  image_url: { url: "data:image/png;base64,iVBORw0KGgoAAAANSUhEUg==" },
};
const AUDIO = { type: "input_audio", input_audio: { data: "UklGRg==", format: "wav" } };
const FILE = {
  type: "file",
  file: { filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0=" },
};
const user = (...content: object[]) => ({ messages: [{ role: "user", content }] });
const SCHEMA = {
  response_format: {
    type: "json_schema",
    json_schema: { name: "s", schema: { type: "object", properties: {} } },
  },
};

/** A route whose first target takes a request only when the condition holds, and whose second takes the rest. */
async function conditional(condition: string, name = "r", ledger = ""): Promise<World> {
  const fake = await startFake();
  return startWorld(`
ledger: { enabled: ${ledger !== ""} }
providers:
  special: { dialect: openai-chat, base_url: "${fake.url}" }
  usual: { dialect: openai-chat, base_url: "${fake.url}" }
routes:
  "${name}":
    targets: [{ model: special/m, when: ${condition} }, usual/m]`);
}

/** Who answers, which has to be whom explain names first; and why the special one was passed over. */
async function whoIs(
  { url }: World,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
  model = "r",
): Promise<{ provider: string; why: string }> {
  const told = await explain(url, model, more, headers);
  expect(told.candidates).toHaveLength(2);
  const answer = await ask(url, model, more, headers);
  expect(answer.status, answer.text).toBe(200);
  const provider = answer.headers["x-dragoman-provider"] as string;
  expect(told.candidates[0]).toMatchObject({ provider, place: 1 });
  const special = told.candidates.find((each: any) => each.provider === "special");
  return { provider, why: special.skipped ?? special.reason };
}

describe("conditions", () => {
  it("look at the model that was asked for, of a route that is a glob", async () => {
    const world = await conditional(`{ models: ["gpt-*-mini"] }`, "gpt-*");
    expect((await whoIs(world, {}, {}, "gpt-9-mini")).provider).toBe("special");
    const { provider, why } = await whoIs(world, {}, {}, "gpt-9");
    expect(provider).toBe("usual");
    expect(why).toBe("the model asked for is `gpt-9`, not `gpt-*-mini`");
  });

  it("look at headers and metadata", async () => {
    const world = await conditional(`{ headers: { X-Team: "search*" }, metadata: { tier: gold } }`);
    const gold = { metadata: { tier: "gold" }, store: undefined };
    expect((await whoIs(world, gold, { "x-team": "search-eu" })).provider).toBe("special");
    expect((await whoIs(world, gold)).why).toBe("header `x-team` is not there");
    const { why } = await whoIs(world, { metadata: { tier: "tin" } }, { "x-team": "search" });
    expect(why).toBe("metadata `tier` is `tin`, not `gold`");
  });

  it("look at the estimated tokens", async () => {
    const world = await conditional(`{ tokens: { min: 100, max: 1000 } }`);
    const long = (n: number) => user({ type: "text", text: "abcd".repeat(n) });
    expect((await whoIs(world, long(99))).why).toBe("about 99 tokens, fewer than 100");
    expect((await whoIs(world, long(100))).provider).toBe("special");
    expect((await whoIs(world, long(1000))).provider).toBe("special");
    expect((await whoIs(world, long(1001))).why).toBe("about 1001 tokens, more than 1000");
  });

  it.each([
    ["tools", { tools: [FUNCTION] }],
    ["images", user(IMAGE)],
    ["files", user(FILE)],
    ["audio", user(AUDIO)],
    ["schema", SCHEMA],
    ["reasoning", { reasoning_effort: "high" }],
    ["stream", { stream: true }],
  ])("look at whether the request has %s", async (feature, more) => {
    const has = await conditional(`{ has: [${feature}] }`);
    expect((await whoIs(has, more)).provider).toBe("special");
    expect(await whoIs(has)).toEqual({
      provider: "usual",
      why: `the request has no ${feature}`,
    });
    const without = await conditional(`{ without: [${feature}] }`);
    expect((await whoIs(without)).provider).toBe("special");
    expect(await whoIs(without, more)).toEqual({
      provider: "usual",
      why: `the request has ${feature}`,
    });
  });

  it("look at the virtual key, by name and by tag", async () => {
    const world = await conditional(`{ keys: ["tag:gold", "batch-*"] }`, "r", "on");
    const bearer = async (said: object) => {
      const { secret } = await world.key(said as Record<string, unknown>);
      return { authorization: `Bearer ${secret}` };
    };
    const tagged = await bearer({ name: "one", tags: ["gold"] });
    expect((await whoIs(world, {}, tagged)).provider).toBe("special");
    expect((await whoIs(world, {}, await bearer({ name: "batch-1" }))).provider).toBe("special");
    const other = await bearer({ name: "other", tags: ["tin"] });
    expect((await whoIs(world, {}, other)).why).toBe(
      "the key is `other`, not `tag:gold` or `batch-*`",
    );
    expect((await whoIs(world)).why).toBe("the request has no virtual key");
  });

  it("look at the task, which a header may say", async () => {
    const world = await conditional(`{ task: [reasoning] }`);
    const hard = user({
      type: "text",
      text: "Prove step by step that the square root of 2 is irrational, and derive every lemma that the proof needs.",
    });
    expect((await whoIs(world, hard)).provider).toBe("special");
    const simple = { "x-dragoman-task": "simple" };
    expect(await whoIs(world, hard, simple)).toEqual({
      provider: "usual",
      why: "the task is `simple`, not `reasoning`",
    });
    expect((await explain(world.url, "r", hard, simple)).task).toEqual({
      task: "simple",
      score: 1,
      because: ["a header says so"],
    });
    expect((await whoIs(world, {}, { "x-dragoman-task": "reasoning" })).provider).toBe("special");
    const wrong = await ask(world.url, "r", {}, { "x-dragoman-task": "poetry" });
    expect([wrong.status, wrong.json.error.message]).toEqual([
      400,
      "x-dragoman-task must be one of simple, extraction, chat, code, reasoning.",
    ]);
  });

  it("refuse a request for which none holds, and say why to the client and in explain", async () => {
    const fake = await startFake();
    const { url } = await startWorld(`
ledger: { enabled: false }
providers: { a: { dialect: openai-chat, base_url: "${fake.url}" } }
routes: { r: { targets: [{ model: a/m, when: { has: [tools] } }] } }`);
    const answer = await ask(url, "r");
    expect(answer.status).toBe(400);
    expect(answer.json.error.message).toContain("a/m: the request has no tools");
    const told = await explain(url, "r");
    expect(told.candidates).toEqual([
      { provider: "a", model: "m", skipped: "the request has no tools" },
    ]);
    expect(told.refused).toBe(answer.json.error.message);
    expect(fake.received).toEqual([]);
  });
});

describe("what a request may cost, and what fits", () => {
  const openai = (url: string) => ({ OPENAI_API_KEY: "sk-12345678", OPENAI_BASE_URL: url });

  it("max_cost of the route and of the request: dearer targets are not asked", async () => {
    const fake = await startFake();
    const { url } = await startWorld(
      `
ledger: { enabled: false }
routes:
  r: { max_cost: "0.001", targets: [openai/gpt-4o, openai/gpt-4o-mini] }
  free: { targets: [openai/gpt-4o, openai/nobody-knows] }`,
      openai(fake.url),
    );
    const more = { messages: [{ role: "user", content: "word ".repeat(400) }] };
    const answer = await ask(url, "r", more);
    expect(answer.headers["x-dragoman-model"]).toBe("gpt-4o-mini");
    const { candidates } = await explain(url, "r", more);
    expect(candidates[1].skipped).toMatch(
      /^about 0\.00\d+ USD, and the request may cost 0\.001 USD$/,
    );
    const none = await ask(url, "r", more, { "x-dragoman-max-cost": "0.0000001" });
    expect(none.status).toBe(400);
    expect(none.json.error.message).toContain("may cost 0.0000001 USD");
    // The client cannot raise what the route says.
    const raised = await ask(url, "r", more, { "x-dragoman-max-cost": "5" });
    expect(raised.headers["x-dragoman-model"]).toBe("gpt-4o-mini");
    const wrong = await ask(url, "r", more, { "x-dragoman-max-cost": "cheap" });
    expect(wrong.status).toBe(400);
    const unknown = await explain(url, "free", {}, { "x-dragoman-max-cost": "1" });
    expect(unknown.candidates[1].skipped).toBe(
      "its price is not known, and the request may cost 1 USD",
    );
  });

  it("context and capabilities: who cannot take it is passed over before it is asked", async () => {
    const fake = await startFake();
    const { url } = await startWorld(
      `
ledger: { enabled: false }
routes: { r: { targets: [openai/gpt-4, openai/gpt-5-chat, openai/gpt-4.1] } }`,
      openai(fake.url),
    );
    const long = {
      messages: [{ role: "user", content: "word ".repeat(12_000) }],
      tools: [FUNCTION],
    };
    const { candidates } = await explain(url, "r", long);
    expect(candidates.map((each: any) => [each.model, each.skipped])).toEqual([
      ["gpt-4.1", undefined],
      ["gpt-4", expect.stringMatching(/^about 1\d{4} tokens do not fit its context of \d+$/)],
      ["gpt-5-chat", "it does not take tools"],
    ]);
    expect((await ask(url, "r", long)).headers["x-dragoman-model"]).toBe("gpt-4.1");
    expect(fake.received).toHaveLength(1);
  });

  it("without anybody who fits, the route is asked all the same: a card may be out of date", async () => {
    const fake = await startFake();
    const { url } = await startWorld(
      `
ledger: { enabled: false }
routes: { r: { targets: [openai/gpt-5-chat, openai/gpt-5-chat-latest] } }`,
      openai(fake.url),
    );
    const { candidates } = await explain(url, "r", { tools: [FUNCTION] });
    expect(candidates[0].reason).toBe("in the route's order, although it does not take tools");
    expect((await ask(url, "r", { tools: [FUNCTION] })).status).toBe(200);
  });
});

describe("explain", () => {
  it("names every candidate with its reason, and calls nobody", async () => {
    let down = true;
    const fake = await startFake(({ url }) => (down && url.includes("bad") ? { status: 503 } : {}));
    const world = await startWorld(
      `
providers:
  bad: { dialect: openai-chat, base_url: "${fake.url}/bad" }
  good: { dialect: openai-chat, base_url: "${fake.url}" }
  keyless: { dialect: openai-chat, base_url: "${fake.url}", key_env: NOT_SET }
routes:
  r:
    breaker: { failures: 1, rate: 0.1, window_ms: 60000, open_ms: 60000, max_open_ms: 60000 }
    retry: { attempts: 1 }
    canary: [{ model: good/canary, percent: 100 }]
    shadow: [{ model: good/shadow, percent: 100 }]
    targets:
      - bad/m
      - keyless/m
      - good/private
      - { model: good/tools, when: { has: [tools] } }
      - openai/gpt-5-chat
      - good/m
      - good/later`,
      { OPENAI_API_KEY: "sk-12345678", OPENAI_BASE_URL: fake.url },
    );
    const { secret } = await world.key({
      name: "k",
      models: [
        "bad/*",
        "keyless/*",
        "good/[!p]*",
        "good/m",
        "good/later",
        "good/tools",
        "good/canary",
        "openai/*",
      ],
    });
    const headers = { authorization: `Bearer ${secret}` };
    await ask(world.url, "r", { model: "bad/m" }, headers);
    for (let i = 0; i < 6; i++) await ask(world.url, "bad/m", {}, headers);
    const before = fake.received.length;
    const more = { response_format: undefined, messages: [{ role: "user", content: [AUDIO] }] };
    const told = await explain(world.url, "r", more, headers);
    expect(fake.received).toHaveLength(before);
    const by = Object.fromEntries(
      told.candidates.map((each: any) => [
        `${each.provider}/${each.model}`,
        each.skipped ?? each.reason,
      ]),
    );
    expect(Object.keys(by).sort()).toEqual(
      [
        "bad/m",
        "keyless/m",
        "good/private",
        "good/tools",
        "openai/gpt-5-chat",
        "good/m",
        "good/later",
      ].sort(),
    );
    expect(by).toMatchObject({
      "keyless/m": "there is no key for it",
      "good/private": "the virtual key may not use it",
      "good/tools": "the request has no tools",
      "good/m": expect.stringContaining("in the route's order"),
    });
    expect(told.canary).toEqual([{ provider: "good", model: "canary", percent: 100 }]);
    expect(told.shadow).toEqual([{ provider: "good", model: "shadow", percent: 100 }]);
    expect(by["bad/m"]).toMatch(/breaker is open, \d+\.\d s left/);
    down = false;
  });
});
