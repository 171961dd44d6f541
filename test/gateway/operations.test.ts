import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { call, closeAll, startUpstream } from "../runtime/harness.ts";
import { startFake } from "./fake.ts";
import { ADMIN_KEY, ask, closeWorlds, startWorld, until } from "./world.ts";
import type { World } from "./world.ts";

afterEach(async () => {
  await closeWorlds();
  await closeAll();
});

const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });
const simple = (url: string, more = "") => `
providers: { a: { dialect: openai-chat, base_url: "${url}", key_env: A_KEY } }
routes: { r: { targets: [a/m] } }
${more}`;
const SECRET = "sk-upstream-secret-12345678";

/** The lines of the gateway's own day files of a name. */
function lines({ folder }: World, name: string): any[] {
  const audit = join(folder, "audit");
  const files = readdirSync(audit).filter((file) => file.startsWith(`${name}-`));
  const text = files.map((file) => readFileSync(join(audit, file), "utf8")).join("");
  return text
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

describe("the admin API", () => {
  it("is for this machine and its key, not for proxies and web pages", async () => {
    const world = await startWorld("");
    const status = async (headers: Record<string, string>) =>
      (await call(`${world.url}/admin/keys`, undefined, { headers })).status;
    expect(await status({ "x-admin-key": ADMIN_KEY })).toBe(200);
    expect(await status(bearer(ADMIN_KEY))).toBe(200);
    expect(await status({})).toBe(401);
    expect(await status({ "x-admin-key": "wrong-key-of-some-length" })).toBe(401);
    for (const name of ["x-forwarded-for", "forwarded", "x-real-ip"])
      expect(await status({ "x-admin-key": ADMIN_KEY, [name]: "10.0.0.1" }), name).toBe(403);
    expect(await status({ "x-admin-key": ADMIN_KEY, origin: "http://evil.example" })).toBe(403);
    expect((await world.admin("GET /admin/nothing")).status).toBe(404);
    expect((await world.admin("DELETE /admin/spend")).headers["allow"]).toBe("GET");
  });

  it("answers web proxies and other machines only where the config says so", async () => {
    const world = await startWorld("admin: { remote: true }");
    const headers = { "x-forwarded-for": "10.0.0.1" };
    expect((await world.admin("GET /admin/keys", undefined, headers)).status).toBe(200);
  });

  it("is off without a key, and says how to turn it on", async () => {
    const { url } = await startWorld("", { DRAGOMAN_ADMIN_KEY: "" });
    const answer = await call(`${url}/admin/keys`, undefined, { headers: bearer("x".repeat(20)) });
    expect([answer.status, answer.text]).toEqual([
      403,
      expect.stringContaining("DRAGOMAN_ADMIN_KEY"),
    ]);
  });

  it("tells targets and their health, and the config without secrets", async () => {
    const fake = await startFake(({ url }) => (url.startsWith("/bad") ? { status: 503 } : {}));
    const world = await startWorld(
      `
providers:
  a: { dialect: openai-chat, base_url: "${fake.url}", headers: { x-api: hidden-header-value } }
  bad: { dialect: openai-chat, base_url: "${fake.url}/bad", key_env: A_KEY }
routes: { r: { retry: { attempts: 1 }, targets: [bad/m, a/m] } }`,
      { A_KEY: SECRET },
    );
    for (let i = 0; i < 6; i++) await ask(world.url, "r");
    const targets = (await world.admin("GET /admin/targets")).json;
    const bad = targets.find(({ id }: any) => id.startsWith("bad/m@"));
    expect(bad).toMatchObject({ breaker: "open", counts: { successes: 0 } });
    expect(bad.open_until).toBeGreaterThan(Date.now());
    expect(targets.find(({ id }: any) => id.startsWith("a/m@"))).toMatchObject({
      breaker: "closed",
      counts: { successes: 6 },
    });
    const config = await world.admin("GET /admin/config");
    expect(config.json.providers.a.headers).toEqual({ "x-api": "[hidden]" });
    expect(config.json.routes.r.targets).toEqual(["bad/m", "a/m"]);
    expect(config.text).not.toContain("hidden-header-value");
    expect(config.text).not.toContain(SECRET);
  });
});

describe("what monitors ask", () => {
  it("/health and /ready say ok, and what is missing", async () => {
    const world = await startWorld("keys: { required: true }");
    expect((await call(`${world.url}/health`)).json).toEqual({ status: "ok" });
    await until(async () => (await call(`${world.url}/ready`)).status === 200);
    expect((await call(`${world.url}/ready`)).json).toEqual({
      ready: true,
      keys: "ok",
      ledger: "ok",
    });
  });

  it("/ready is 503 and /health says so once the gateway is about to stop", async () => {
    const world = await startWorld("ledger: { enabled: false }");
    expect((await call(`${world.url}/ready`)).json).toEqual({ ready: true });
    world.assembled.gateway.draining = () => true;
    const ready = await call(`${world.url}/ready`);
    expect([ready.status, ready.json]).toEqual([503, { ready: false, draining: true }]);
    expect((await call(`${world.url}/health`)).json).toEqual({ status: "draining" });
  });

  it("/ready is 503 while keys are required and the database is away, and 200 while they are not", async () => {
    const away = `ledger: { postgres_env: DATABASE_URL }\nshared: { redis_env: REDIS_URL }`;
    const environment = {
      DATABASE_URL: "postgres://nobody@127.0.0.1:1/none",
      REDIS_URL: "redis://127.0.0.1:1",
    };
    const fake = await startFake();
    const required = await startWorld(simple(fake.url, `${away}\nkeys: { required: true }`), {
      ...environment,
      A_KEY: SECRET,
    });
    const ready = await call(`${required.url}/ready`);
    expect([ready.status, ready.json]).toEqual([
      503,
      {
        ready: false,
        keys: "not read yet",
        ledger: "away",
        shared: "away, each process counts alone",
      },
    ]);
    const open = await startWorld(simple(fake.url, away), { ...environment, A_KEY: SECRET });
    expect((await call(`${open.url}/ready`)).status).toBe(200);
    expect((await ask(open.url, "r")).status).toBe(200);
    const key = `dgm_${"a".repeat(40)}`;
    expect([401, 503]).toContain((await ask(open.url, "r", {}, bearer(key))).status);
  });

  it("/metrics are for this machine, and their labels are bounded", async () => {
    const fake = await startFake();
    const world = await startWorld(
      simple(fake.url, "metrics: { max_models: 5 }").replace("[a/m]", "[a/m], tags: [x]"),
      { A_KEY: SECRET },
    );
    for (let i = 0; i < 30; i++) await ask(world.url, `a/model-${i}`);
    await ask(world.url, "r");
    for (let i = 0; i < 5; i++) await ask(world.url, `nowhere/${i}`);
    const metrics = await call(`${world.url}/metrics`);
    expect(metrics.status).toBe(200);
    expect(metrics.headers["content-type"]).toContain("text/plain");
    const models = new Set(
      [...metrics.text.matchAll(/[{,]model="([^"]+)"/g)].map(([, name]) => name),
    );
    // Five of requests and five of breakers at the most, `other` and `none`.
    expect(models.size).toBeLessThanOrEqual(12);
    expect(models).toContain("other");
    expect(metrics.text).not.toContain("nowhere/1");
    const remote = await call(`${world.url}/metrics`, undefined, {
      headers: { "x-forwarded-for": "10.0.0.1" },
    });
    expect(remote.status).toBe(403);
    const off = await startWorld("metrics: { enabled: false }");
    expect((await call(`${off.url}/metrics`)).status).toBe(404);
  });
});

describe("what is written down", () => {
  it("audit lines of requests and of changes, without content and without secrets", async () => {
    const fake = await startFake();
    const world = await startWorld(simple(fake.url, "audit: { enabled: true }"), { A_KEY: SECRET });
    const { secret, id } = await world.key({ name: "k", owner: "search" });
    const more = { messages: [{ role: "user", content: "the secret plan" }] };
    const headers = { ...bearer(secret), "x-request-id": "my-request-1" };
    const answer = await ask(world.url, "r", more, headers);
    expect(answer.headers["x-request-id"]).toBe("my-request-1");
    expect(fake.received[0]!.headers["x-request-id"]).toBe("my-request-1");
    expect(fake.received[0]!.headers["authorization"]).toBe(`Bearer ${SECRET}`);
    await world.admin(`PATCH /admin/keys/${id}`, { limits: { rpm: 5 } });
    await world.admin(`POST /admin/keys/${id}/rotate`, {});
    await world.admin(`DELETE /admin/keys/${id}`);
    await world.admin("GET /admin/keys");
    await world.close();
    const audit = lines(world, "audit");
    expect(
      audit.filter(({ event }) => event === "change").map(({ what, ok }) => [what, ok]),
    ).toEqual([
      ["key.create", true],
      ["key.update", true],
      ["key.rotate", true],
      ["key.delete", true],
    ]);
    const request = audit.find(({ event }) => event !== "change");
    expect(request).toMatchObject({ request_id: "my-request-1", from: "127.0.0.1" });
    const text = JSON.stringify([audit, world.log]);
    for (const never of ["the secret plan", secret, SECRET, ADMIN_KEY])
      expect(text).not.toContain(never);
    expect(text).toContain("a/m");
    expect(readdirSync(join(world.folder, "audit")).join()).not.toContain("content");
  });

  it("sends an upstream its own key and nothing of the client's or of another upstream's", async () => {
    const bad = await startFake(() => ({ status: 503 }));
    const good = await startFake();
    const world = await startWorld(
      `
providers:
  bad: { dialect: openai-chat, base_url: "${bad.url}", key_env: BAD_KEY }
  good: { dialect: openai-chat, base_url: "${good.url}", key_env: GOOD_KEY, auth: { scheme: header, name: x-key } }
routes: { r: { retry: { attempts: 1 }, targets: [bad/m, good/m] } }`,
      { BAD_KEY: "sk-bad-12345678", GOOD_KEY: "sk-good-12345678" },
    );
    const { secret } = await world.key({ name: "k" });
    const answer = await ask(
      world.url,
      "r",
      {},
      {
        ...bearer(secret),
        cookie: "session=1",
        "x-forwarded-for": "10.1.2.3",
        "x-api-key": "client-key-12345678",
        "x-dragoman-tags": "internal",
        "x-admin-key": "something-secret",
      },
    );
    expect(answer.headers["x-dragoman-attempts"]).toBe("2");
    expect(bad.received[0]!.headers["authorization"]).toBe("Bearer sk-bad-12345678");
    expect(good.received[0]!.headers["x-key"]).toBe("sk-good-12345678");
    const { headers } = good.received[0]!;
    expect(headers["authorization"]).toBeUndefined();
    const text = JSON.stringify(headers) + JSON.stringify(bad.received[0]!.headers);
    for (const never of [
      secret,
      "session=1",
      "10.1.2.3",
      "client-key",
      "internal",
      "something-secret",
    ])
      expect(text).not.toContain(never);
    expect(JSON.stringify(headers)).not.toContain("sk-bad");
  });

  it("content only of routes that say so, redacted, whole and streamed in every door", async () => {
    const text = "Write to ann@example.com or call +49 170 1234567 about 4111 1111 1111 1111.";
    const fake = await startFake(() => ({ text }));
    const world = await startWorld(
      `
providers: { a: { dialect: openai-chat, base_url: "${fake.url}", key_env: A_KEY } }
routes:
  kept: { targets: [a/m], content: true }
  not: { targets: [a/m] }`,
      { A_KEY: SECRET },
    );
    const said = `My mail is bob@example.com and my key is ${SECRET}, fine?`;
    const more = { messages: [{ role: "user", content: said }] };
    await ask(world.url, "not", more);
    await ask(world.url, "kept", more);
    await ask(world.url, "kept", { ...more, stream: true });
    const { url } = world;
    const contents = [{ role: "user", parts: [{ text: said }] }];
    await call(`${url}/v1beta/models/kept:streamGenerateContent`, { contents });
    await call(`${url}/api/chat`, { model: "kept", messages: more.messages });
    await call(`${url}/v1/messages`, { model: "kept", max_tokens: 9, stream: true, ...more });
    await world.close();
    const kept = lines(world, "content");
    expect(kept).toHaveLength(5);
    for (const line of kept) {
      expect(line.route).toBe("kept");
      expect(line.request).toContain("My mail is");
      expect(line.answer).toMatch(/^Write to \S.* or call .* about /);
      for (const never of ["example.com", SECRET, "4111 1111", "1234567"])
        expect(JSON.stringify(line)).not.toContain(never);
    }
  });
});

describe("traces", () => {
  it("tell a request and its attempts to an OTLP receiver", async () => {
    const receiver = await startUpstream((_, response) => void response.end("{}"));
    const bad = await startFake(() => ({ status: 503 }));
    const good = await startFake();
    const world = await startWorld(
      `
traces: { endpoint: "${receiver.url}" }
providers:
  bad: { dialect: openai-chat, base_url: "${bad.url}" }
  good: { dialect: openai-chat, base_url: "${good.url}" }
routes: { r: { retry: { attempts: 1 }, targets: [bad/m, good/m] } }`,
    );
    const trace = "0af7651916cd43dd8448eb211c80319c";
    const traceparent = `00-${trace}-b7ad6b7169203331-01`;
    expect((await ask(world.url, "r", {}, { traceparent })).status).toBe(200);
    await world.close();
    expect(receiver.received.map(({ url }) => url)).toContain("/v1/traces");
    const spans = receiver.received.flatMap(({ json }) =>
      json.resourceSpans.flatMap(({ scopeSpans }: any) =>
        scopeSpans.flatMap(({ spans: each }: any) => each),
      ),
    );
    expect(spans).toHaveLength(3);
    for (const span of spans) expect(span.traceId).toBe(trace);
    const attributes = (span: any) =>
      Object.fromEntries(
        span.attributes.map(({ key, value }: any) => [key, Object.values(value)[0]]),
      );
    const request = spans.find(({ parentSpanId }) => parentSpanId === "b7ad6b7169203331");
    const attempts = spans.filter(({ parentSpanId }) => parentSpanId === request.spanId);
    expect(attempts).toHaveLength(2);
    expect(attempts.map((span) => span.status?.code ?? 0).sort()).toEqual([0, 2]);
    expect(attributes(request)["gen_ai.request.model"]).toBe("r");
  });
});
