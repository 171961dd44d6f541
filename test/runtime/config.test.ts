import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ConfigError, loadConfig } from "../../runtime/config.ts";

const known = { dialects: ["openai-chat", "anthropic"], providers: ["openai", "groq", "sandbox"] };
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dragoman-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function load(text: string, environment = {}) {
  writeFileSync(join(folder, "dragoman.yaml"), text);
  return loadConfig(environment, folder, known);
}

async function mistakes(text: string): Promise<string> {
  const error: unknown = await load(text).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(ConfigError);
  return (error as ConfigError).message;
}

describe("dragoman.yaml", () => {
  it("may be absent, unless it is named", async () => {
    const config = await loadConfig({}, join(folder, "nowhere"), known);
    expect(config).toMatchObject({ listen: { host: "127.0.0.1", port: 3000 }, on_loss: "error" });
    expect(config.file).toBeUndefined();
    await expect(loadConfig({ DRAGOMAN_CONFIG: "gone.yaml" }, folder, known)).rejects.toThrow(
      "gone.yaml",
    );
  });

  it("may be empty, and the environment wins", async () => {
    const config = await load("# nothing\n", { PORT: "0", HOST: "0.0.0.0", LOG_LEVEL: "debug" });
    expect(config).toMatchObject({ listen: { host: "0.0.0.0", port: 0 }, log: { level: "debug" } });
    await expect(load("", { PORT: "80a" })).rejects.toThrow(
      'PORT must be a number from 0 to 65535, but is "80a"',
    );
  });

  it("says routes, providers, limits and times", async () => {
    const config = await load(`
on_loss: warn
timeouts: { idle_ms: 5000 }
providers:
  mine: { dialect: openai-chat, base_url: "http://127.0.0.1:8080/v1", key_env: MINE_KEY }
routes:
  fast:
    targets: [groq/some/model, { model: mine/llama, timeout_ms: 2000 }]
    on_loss: allow
`);
    expect(config.timeouts).toMatchObject({ idle_ms: 5000, connect_ms: 10_000 });
    expect(config.routes["fast"]?.targets).toHaveLength(2);
    expect(config.file).toBe("dragoman.yaml");
  });

  it("is told where it is wrong, all at once", async () => {
    const text = await mistakes(`listen:
  prot: 3000
routes:
  fast:
    targets: [groqq/model]
    on_los: warn
limits: { body_bytes: lots }
`);
    expect(text).toContain("dragoman.yaml:2:3: error[unknown-key]");
    expect(text).toContain("did you mean `port`?");
    expect(text).toContain("dragoman.yaml:6:5: error[unknown-key]");
    expect(text).toContain("dragoman.yaml:7:23: error[invalid-value]");
    expect(text).toContain("3 errors in 1 file");
  });

  it("is told of names that lead nowhere", async () => {
    const text = await mistakes(`providers:
  openai: { dialect: openai-chat, base_url: "http://x" }
  mine: { dialect: openai-chta, base_url: "http://x" }
routes:
  a: { targets: [grok/x, sandbox/openai-chat, mine/y, { model: nobody/z }] }
`);
    expect(text).toContain("dragoman.yaml:2:3: error[own-provider-is-new]");
    expect(text).toContain("dragoman.yaml:3:20: error[dialect-is-known]");
    expect(text).toContain("did you mean `openai-chat`?");
    expect(text).toContain("there is no provider `grok`");
    expect(text).toContain("there is no provider `nobody`");
  });

  it("is no way to break the parser", async () => {
    expect(await mistakes(`a: &x [1]\nb: [*x, *x]\n`)).toContain("dragoman.yaml:1:");
    expect(await mistakes("a: ".repeat(5) + "[".repeat(5000))).toContain("dragoman.yaml:1:");
    expect(await mistakes("routes: {a: 1, a: 2}")).toContain("dragoman.yaml:1:");
    expect(await mistakes("- 1\n")).toContain("dragoman.yaml:1:1");
    expect(await mistakes("{")).toContain("yaml-syntax");
  });
});
