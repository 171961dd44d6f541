import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { ConfigError, loadConfig } from "../../runtime/config.ts";
import { readConfigFile } from "../../runtime/config-file.ts";

const known = { dialects: ["openai-chat"], providers: ["a", "b"] };
const folder = mkdtempSync(join(tmpdir(), "dragoman-laws-"));
afterAll(() => rmSync(folder, { recursive: true }));

function read(text: string, environment = {}) {
  return readConfigFile("d.yaml", Buffer.from(text), known, environment);
}

function mistake(text: string, environment = {}): string {
  try {
    read(text, environment);
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return "";
}

const route = (words: string, targets = "[a/x, b/y]") =>
  `routes:\n  r:\n    targets: ${targets}\n    ${words}\n`;

it.each([
  ["target-is-known", route("shadow: [{ model: c/x, percent: 1 }]"), "4:23"],
  ["target-is-known", route("canary: [{ model: c/x, percent: 1 }]"), "4:23"],
  ["weights-are-used", route("on_loss: warn", "[{ model: a/x, weight: 2 }]"), "3:29"],
  ["weights-are-used", route("strategy: weighted", "[{ model: a/x, weight: 0 }]"), "4:15"],
  ["hedge-has-two", route("hedge: { after: p95 }", "[a/x]"), "4:5"],
  ["times-are-ordered", route("hedge: { after: 10, min_ms: 20 }"), "4:33"],
  [
    "canary-adds-up",
    route("canary: [{ model: a/x, percent: 60 }, { model: b/x, percent: 41 }]"),
    "4:5",
  ],
  [
    "queue-has-a-limit",
    route("on_loss: warn", "[{ model: a/x, queue: { max: 1, wait_ms: 1 } }]"),
    "3:29",
  ],
  [
    "said-once",
    route("on_loss: warn", "[{ model: a/x, timeout_ms: 5, timeouts: { total_ms: 6 } }]"),
    "3:29",
  ],
  [
    "condition-can-hold",
    route("on_loss: warn", "[{ model: a/x, when: { has: [tools], without: [tools] } }]"),
    "3:60",
  ],
  [
    "condition-can-hold",
    route("on_loss: warn", "[{ model: a/x, when: { tokens: { min: 2, max: 1 } } }]"),
    "3:45",
  ],
  ["glob-is-reached", `routes:\n  "x*": { targets: [a/x] }\n  "xy*z": { targets: [a/x] }\n`, "3:3"],
  ["times-are-ordered", "retry: { base_ms: 5000 }\n", "1:19"],
  ["times-are-ordered", route("breaker: { open_ms: 30000 }"), "4:25"],
  ["times-are-ordered", "timeouts: { first_token_ms: 2, total_ms: 1 }\n", "1:29"],
  ["times-are-ordered", route("timeouts: { first_token_ms: 20 }\n    total_ms: 10"), "5:15"],
  ["address-is-plain", "traces: { endpoint: http://u:p@h }\n", "1:21"],
  ["address-is-plain", route("on_loss: warn", "[{ model: a/x, base_url: 'http://[' }]"), "3:39"],
  ["variable-is-set", "ledger: { postgres_env: DB }\n", "1:25"],
  ["variable-is-set", "shared: { redis_env: RE }\n", "1:22"],
  ["invalid-value", "retry: { attempts: 11 }\n", "1:20"],
  ["invalid-value", route("breaker: true"), "4:14"],
  ["invalid-value", route("max_cost: 0.05"), "4:15"],
])("%s: %j", (law, text, place) => {
  expect(mistake(text)).toContain(`d.yaml:${place}: error[${law}]`);
  expect(mistake(text)).toContain("1 error in 1 file");
});

it("takes what only looks alike", () => {
  expect(mistake(`routes:\n  "xy*": { targets: [a/x] }\n  "x*": { targets: [a/x] }\n`)).toBe("");
  expect(mistake(`routes:\n  "a*bb": { targets: [a/x] }\n  "ab*b": { targets: [a/x] }\n`)).toBe("");
  expect(mistake("timeouts: { total_ms: 1000 }\n")).toBe("");
  const thirds = [33.4, 33.3, 33.3].map((percent) => `{ model: a/x, percent: ${percent} }`);
  expect(mistake(route(`canary: [${thirds.join(", ")}]`))).toBe("");
});

it("finds addresses of databases in variables and in files, and repeats none", () => {
  const file = join(folder, "address");
  writeFileSync(file, "postgres://u:hidden-word@h/db\n");
  expect(mistake("ledger: { postgres_env: DB }", { DB_FILE: file })).toBe("");
  expect(mistake("shared: { redis_env: RE }", { RE: "rediss://h" })).toBe("");
  const wrong = mistake("shared: { redis_env: RE }", { RE: "http://u:hidden-word@h" });
  expect(wrong).toContain("redis:// or rediss://");
  expect(wrong).not.toContain("hidden-word");
  expect(mistake("shared: { redis_env: RE }", { RE_FILE: join(folder, "no") })).toContain(
    "RE_FILE",
  );
});

it("warns of keys in the file and of names that hide a model", () => {
  const own = (words: string) =>
    `providers:\n  m: { dialect: openai-chat, base_url: "http://h", ${words} }\n`;
  const warnings = (text: string) => read(text).warnings.join("\n");
  expect(warnings(own("headers: { authorization: abc }"))).toContain(
    "d.yaml:2:63: warning[no-keys",
  );
  expect(warnings(own("headers: { x-a: sk-abcdefghij0123456789 }"))).toContain(
    "no-keys-in-the-file",
  );
  expect(warnings(own("headers: { x-version: some-long-thinking-2025-05-14 }"))).toBe("");
  expect(warnings(own("path: '/x?key=1'"))).toContain("no-keys-in-the-file");
  expect(warnings(`routes: { a/gpt: { targets: [a/gpt, b/x] } }`)).toContain("route-name-is-free");
});

it("warns of a gateway that is open to all", async () => {
  const load = (environment: Record<string, string>) =>
    loadConfig(environment, join(folder, "none"), known);
  expect((await load({})).warnings).toBeUndefined();
  expect((await load({ HOST: "127.0.0.2" })).warnings).toBeUndefined();
  expect((await load({ HOST: "0.0.0.0" })).warnings?.[0]).toContain("keys: { required: true }");
  writeFileSync(
    join(folder, "dragoman.yaml"),
    "keys: { required: true }\nadmin: { remote: true }\n",
  );
  const config = await loadConfig({ HOST: "::" }, folder, known);
  expect(config.warnings).toEqual([expect.stringContaining("DRAGOMAN_ADMIN_KEY")]);
});
