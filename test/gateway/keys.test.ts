import { execFile } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { afterEach, describe, expect, it } from "vitest";
import { ASK, call, closeAll } from "../runtime/harness.ts";
import { startFake } from "./fake.ts";
import { ask, closeWorlds, startWorld, temporary } from "./world.ts";

afterEach(async () => {
  await closeWorlds();
  await closeAll();
});

const root = resolve(import.meta.dirname, "../..");
const DOORS = Object.keys(ASK);
const bearer = (secret: string) => ({ authorization: `Bearer ${secret}` });

const yaml = (url: string, more = "") => `
providers: { a: { dialect: openai-chat, base_url: "${url}" } }
routes: { r: { targets: [a/m] }, other: { targets: [a/n] } }
${more}`;

/** One question through the official SDK of each dialect; rejects with the SDK's own error. */
const SDKS: Record<string, (url: string, key: string, model: string) => Promise<unknown>> = {
  "openai-chat": (url, apiKey, model) =>
    new OpenAI({ baseURL: `${url}/v1`, apiKey, maxRetries: 0 }).chat.completions.create({
      model,
      messages: [{ role: "user", content: "hi" }],
    }),
  anthropic: (baseURL, apiKey, model) =>
    new Anthropic({ baseURL, apiKey, maxRetries: 0 }).messages.create({
      model,
      max_tokens: 10,
      messages: [{ role: "user", content: "hi" }],
    }),
  gemini: (baseUrl, apiKey, model) =>
    new GoogleGenAI({ apiKey, httpOptions: { baseUrl } }).models.generateContent({
      model,
      contents: "hi",
    }),
  ollama: (host, key, model) =>
    new Ollama({ host, headers: bearer(key) }).chat({
      model,
      messages: [{ role: "user", content: "hi" }],
    }),
};

describe("virtual keys", () => {
  it("are sent by each SDK in its own way, and reach no upstream", async () => {
    const fake = await startFake();
    const world = await startWorld(yaml(fake.url, "keys: { required: true }"));
    const { secret, id } = await world.key({ name: "app" });
    for (const [dialect, sdk] of Object.entries(SDKS)) {
      await sdk(world.url, secret, "r");
      await expect(sdk(world.url, "sk-something-else", "r"), dialect).rejects.toThrow(
        /none of this gateway's/,
      );
    }
    const [path, body] = ASK["gemini"]!("r", "hi", false);
    expect((await call(`${world.url}${path}?key=${secret}`, body)).status).toBe(200);
    const rows = await world.rows();
    expect(rows.filter(({ key_id }) => key_id === id)).toHaveLength(5);
    expect(JSON.stringify(fake.received)).not.toContain("dgm_");
    expect(JSON.stringify(world.log)).not.toContain(secret);
  });

  it.each(DOORS)("are refused in the shape of %s", async (dialect) => {
    const fake = await startFake();
    const world = await startWorld(yaml(fake.url, "keys: { required: true }"));
    const { secret, id } = await world.key({ name: "app", routes: ["r"], models: ["a/m"] });
    const send = (headers: Record<string, string>, model = "r") => {
      const [path, body] = ASK[dialect]!(model, "hi", false);
      return call(world.url + path, body, { headers });
    };
    const mistyped = secret.slice(0, -1) + (secret.endsWith("a") ? "b" : "a");
    const said = (answer: any) => JSON.stringify(answer.json);
    const missing = await send({});
    expect(missing.status).toBe(401);
    expect(said(missing)).toContain("A key of this gateway is needed");
    expect(shapeOf(dialect, missing.json)).toBe(true);
    const wrong = await send(bearer(mistyped));
    expect([wrong.status, said(wrong)]).toEqual([401, expect.stringContaining("typing error")]);
    const scope = await send(bearer(secret), "other");
    expect([scope.status, said(scope)]).toEqual([403, expect.stringContaining("it may for `r`")]);
    expect((await send(bearer(secret), "a/m")).status).toBe(403);
    expect((await send(bearer(secret))).status).toBe(200);
    await world.admin(`PATCH /admin/keys/${id}`, { routes: null, models: ["b/*"] });
    const model = await send(bearer(secret));
    expect([model.status, said(model)]).toEqual([403, expect.stringContaining("may use `b/*`")]);
    await world.admin(`PATCH /admin/keys/${id}`, { disabled: true });
    const disabled = await send(bearer(secret));
    expect([disabled.status, said(disabled)]).toEqual([401, expect.stringContaining("disabled")]);
    await world.admin(`DELETE /admin/keys/${id}`);
    expect((await send(bearer(secret))).status).toBe(401);
    expect(said(missing) + said(wrong) + said(scope)).not.toContain(secret.slice(8));
  });

  it("expire, and are rotated with a grace", async () => {
    const fake = await startFake();
    const world = await startWorld(yaml(fake.url));
    const short = await world.key({ name: "short", expires_at: Date.now() + 400 });
    expect((await ask(world.url, "r", {}, bearer(short.secret))).status).toBe(200);
    const { id, secret } = await world.key({ name: "rotated" });
    const rotated = await world.admin(`POST /admin/keys/${id}/rotate`, { grace_ms: 400 });
    expect(rotated.json.secret).not.toBe(secret);
    expect((await ask(world.url, "r", {}, bearer(secret))).status).toBe(200);
    await new Promise((done) => setTimeout(done, 450));
    const late = await ask(world.url, "r", {}, bearer(short.secret));
    expect([late.status, late.json.error.message]).toEqual([
      401,
      expect.stringContaining("has expired on"),
    ]);
    expect((await ask(world.url, "r", {}, bearer(secret))).status).toBe(401);
    expect((await ask(world.url, "r", {}, bearer(rotated.json.secret))).status).toBe(200);
  });

  it("without being required: any key of an SDK goes, a wrong virtual key does not", async () => {
    const fake = await startFake();
    const { url } = await startWorld(yaml(fake.url));
    expect((await ask(url, "r", {}, bearer("any"))).status).toBe(200);
    expect((await ask(url, "r")).status).toBe(200);
    expect((await ask(url, "r", {}, bearer("dgm_nonsense"))).status).toBe(401);
  });

  it("are made by the command line too, while the gateway runs", async () => {
    const fake = await startFake();
    const folder = temporary();
    const text = yaml(fake.url, "keys: { required: true, refresh_ms: 100 }");
    writeFileSync(join(folder, "dragoman.yaml"), text);
    const world = await startWorld(text, {}, folder);
    const args = ["keys", "create", "--name", "cli", "--tag", "ci", "--rpm", "1000", "--json"];
    const run = promisify(execFile);
    const { stdout } = await run(
      process.execPath,
      [join(root, "scripts/run.mjs"), join(root, "runtime/cli.ts"), ...args],
      { cwd: folder, env: { PATH: process.env["PATH"], DRAGOMAN_DATA_DIR: folder } },
    );
    const made = JSON.parse(stdout);
    let status = 0;
    for (let i = 0; i < 50 && status !== 200; i++) {
      ({ status } = await ask(world.url, "r", {}, bearer(made.secret)));
      await new Promise((done) => setTimeout(done, 50));
    }
    expect(status).toBe(200);
    const listed = await world.admin("GET /admin/keys");
    expect(listed.json.data[0]).toMatchObject({ name: "cli", tags: ["ci"], limits: { rpm: 1000 } });
    expect(listed.text).not.toContain(made.secret);
  });

  it("see only what they may use in the lists of models", async () => {
    const world = await startWorld(
      `
routes:
  smart: { targets: [openai/gpt-4o] }
  small: { targets: [openai/gpt-4o-mini] }
keys: { required: true }`,
      { OPENAI_API_KEY: "sk-12345678", OPENAI_BASE_URL: "http://127.0.0.1:9" },
    );
    expect((await call(`${world.url}/v1/models`)).status).toBe(401);
    expect((await call(`${world.url}/api/tags`)).json.error).toContain("key");
    const all = await world.key({ name: "all" });
    const one = await world.key({
      name: "one",
      routes: ["smart", "openai/gpt-4o*"],
      models: ["openai/gpt-4o"],
    });
    const sdk = (apiKey: string) => new OpenAI({ baseURL: `${world.url}/v1`, apiKey });
    const list = async (key: string) => {
      const ids: string[] = [];
      for await (const { id } of await sdk(key).models.list()) ids.push(id);
      return ids;
    };
    expect(await list(one.secret)).toEqual(["smart", "openai/gpt-4o"]);
    expect((await list(all.secret)).length).toBeGreaterThan(50);
    await expect(sdk(one.secret).models.retrieve("small")).rejects.toThrow(/404/);
    const google = await call(`${world.url}/v1beta/models?key=${one.secret}`);
    expect(google.json.models.map(({ name }: any) => name)).toEqual([
      "models/smart",
      "models/openai/gpt-4o",
    ]);
  });
});

describe("limits", () => {
  it.each(DOORS)("refuse in the shape of %s, with a Retry-After", async (dialect) => {
    const fake = await startFake(() => ({ delay_ms: 100 }));
    const world = await startWorld(yaml(fake.url));
    const send = (secret: string, text = "hi") => {
      const [path, body] = ASK[dialect]!("r", text, false);
      return call(world.url + path, body, { headers: bearer(secret) });
    };
    const said = (answer: any) => JSON.stringify(answer.json);
    const rpm = await world.key({ name: "rpm", limits: { rpm: 1 } });
    expect((await send(rpm.secret)).status).toBe(200);
    const often = await send(rpm.secret);
    expect([often.status, said(often)]).toEqual([
      429,
      expect.stringContaining("1 request a minute"),
    ]);
    expect(Number(often.headers["retry-after"])).toBeGreaterThan(50);
    expect(Number(often.headers["retry-after"])).toBeLessThanOrEqual(61);
    expect(shapeOf(dialect, often.json)).toBe(true);

    const tpm = await world.key({ name: "tpm", limits: { tpm: 12_000 } });
    const first = await send(tpm.secret);
    expect(first.status, first.text).toBe(200);
    const long = await send(tpm.secret, "word ".repeat(12_000));
    expect([long.status, said(long)]).toEqual([429, expect.stringContaining("tokens a minute")]);

    const one = await world.key({ name: "one", limits: { concurrent: 1 } });
    const both = await Promise.all([send(one.secret), send(one.secret)]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 429]);
    expect(said(both.find(({ status }) => status === 429))).toContain("under way at once");
    expect((await send(one.secret)).status).toBe(200);
    const rows = await world.rows();
    const refused = rows.filter(({ status }) => status === 429);
    expect(refused).toHaveLength(3);
    for (const row of refused) expect(row).toMatchObject({ cost: "0", attempts: [] });
  });

  it("of the config hold for keys that say nothing of their own", async () => {
    const fake = await startFake();
    const world = await startWorld(yaml(fake.url, "key_limits: { rpm: 2 }"));
    const usual = await world.key({ name: "usual" });
    const own = await world.key({ name: "own", limits: { rpm: 3 } });
    const statuses = async (secret: string) => {
      const found: number[] = [];
      for (let i = 0; i < 4; i++)
        found.push((await ask(world.url, "r", {}, bearer(secret))).status);
      return found;
    };
    expect(await statuses(usual.secret)).toEqual([200, 200, 429, 429]);
    expect(await statuses(own.secret)).toEqual([200, 200, 200, 429]);
  });
});

/** Is it an error as the dialect has them? */
function shapeOf(dialect: string, json: any): boolean {
  if (dialect === "openai-chat")
    return typeof json.error.message === "string" && "type" in json.error;
  if (dialect === "anthropic") return json.type === "error" && typeof json.error.type === "string";
  if (dialect === "gemini") return typeof json.error.code === "number" && "status" in json.error;
  return typeof json.error === "string";
}
