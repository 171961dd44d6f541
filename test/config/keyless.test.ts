import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it, onTestFinished } from "vitest";
import { registry } from "../../generated/index.ts";
import { configOf, ConfigError } from "../../runtime/config.ts";
import { readKey } from "../../runtime/credentials.ts";
import { greeting } from "../../runtime/greeting.ts";
import { keylessRoutes } from "../../runtime/keyless.ts";
import { createSeats } from "../../runtime/seats.ts";
import { createTargets } from "../../runtime/targets.ts";
import { call, closeAll, startGateway } from "../runtime/harness.ts";

const HELLO = { messages: [{ role: "user", content: "Hello!" }] };
afterEach(closeAll);

const routes = {
  "glob-*": { targets: ["groq/x"] },
  dark: { targets: ["anthropic/x", { model: "groq/y", key_env: "OTHER_KEY" }] },
  half: { targets: ["anthropic/x", "openai/y"], shadow: [{ model: "mistral/z", percent: 1 }] },
  bright: { targets: ["openai/y"] },
};

function targetsOf(environment: Record<string, string>) {
  const config = configOf({ routes });
  return {
    config,
    targets: createTargets(createSeats(registry, config, environment), config, environment),
  };
}

it("warns of routes that lack credentials, by target and variable", async () => {
  const { config, targets } = targetsOf({ OPENAI_API_KEY: "key-12345678" });
  const lines = keylessRoutes(targets);
  expect(lines).toHaveLength(3);
  expect(lines[0]).toContain("`glob-*`");
  expect(lines[1]).toBe(
    "no target of the route `dark` has a key: set ANTHROPIC_API_KEY for `anthropic/x`, or OTHER_KEY for `groq/y`",
  );
  expect(lines[2]).toContain("`half` passes over `anthropic/x` (set ANTHROPIC_API_KEY)");
  expect(lines[2]).toContain("`mistral/z`");
  const text = await greeting("http://h:1", config, targets, registry);
  expect(text).toContain('"model":"half"');
});

it("tells clients what the gateway lacks, not that their own key is wrong", async () => {
  const { url } = await startGateway({ routes });
  const answer = await call(`${url}/v1/chat/completions`, { ...HELLO, model: "dark" });
  expect(answer.status).toBe(500);
  expect(answer.headers["x-should-retry"]).toBe("false");
  expect(answer.json.error.message).toContain("ANTHROPIC_API_KEY");
  expect(answer.json.error.message).toContain("OTHER_KEY");
  expect(answer.json.error.code).not.toBe("invalid_api_key");
});

it("names variable, path and way out for a key's file that cannot be read", () => {
  const folder = mkdtempSync(join(tmpdir(), "dragoman-keyless-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, "absent");
  const read = (path: string) => () => readKey(["A_KEY"], { A_KEY_FILE: path });
  expect(read(file)).toThrow(ConfigError);
  expect(read(file)).toThrow(`A_KEY_FILE names ${file}, which is not there: `);
  expect(read(file)).toThrow("set A_KEY");
  expect(read(folder)).toThrow("is a folder");
});

it("says what the sandbox has when it is asked for more", async () => {
  const ask = async (url: string, model: string) =>
    (await call(`${url}/v1/chat/completions`, { ...HELLO, model })).json.error.message as string;
  const { url } = await startGateway({});
  const dialects = Object.keys(registry.dialects);
  const wrong = await ask(url, "sandbox/antropic");
  expect(wrong).toContain("The sandbox has no `antropic`; it has ");
  for (const id of dialects) expect(wrong).toContain(id);
  expect(wrong).toMatch(/did you mean `anthropic`\?$/);
  expect(await ask(url, "sandbox/")).toContain("The sandbox has");
  expect(await ask(url, "antropic/x")).toContain("did you mean `anthropic`? With a key here: ");
  expect(await ask(url, "antropic/x")).not.toMatch(/\?\.|\.\./);
  const off = await startGateway({ sandbox: false });
  expect(await ask(off.url, "sandbox/anthropic")).toContain("The sandbox is off");
  const path = (await call(`${url}/v1/respondes`, {})).json.error.message as string;
  expect(path).toContain("There is no path `/v1/respondes` here; there are POST ");
  expect(path).toContain("/v1/chat/completions");
});

it("answers 400 to a fault that the sandbox does not know", async () => {
  const { url } = await startGateway({});
  const messages = [{ role: "user", content: "[[fault:503x]]" }];
  for (const id of Object.keys(registry.dialects)) {
    const body = { model: `sandbox/${id}`, messages };
    const answer = await call(`${url}/v1/chat/completions`, body);
    expect(answer.status).toBe(400);
    expect(answer.json.error.message).toContain("There is no fault `503x`");
    expect(answer.json.error.message).toContain("error-in-200");
  }
});

it("refuses a route to a sandbox that is not there, whoever did not see it before", () => {
  const config = configOf({ routes: { r: { targets: ["sandbox/nobody"] } } });
  expect(() => createTargets(createSeats(registry, config, {}), config, {})).toThrow(ConfigError);
});
