import { expect, it } from "vitest";
import { ConfigError } from "../../runtime/config.ts";
import { readConfigFile } from "../../runtime/config-file.ts";
import { withoutSecrets } from "../../runtime/config-frames.ts";

const known = { dialects: ["chat-like", "text-like"], providers: ["a", "b", "sandbox"] };

/** What a config is answered with. */
function mistake(text: string): string {
  try {
    readConfigFile("d.yaml", Buffer.from(text), known, {});
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError);
    return (error as Error).message;
  }
  return "";
}

const route = (words: string, targets = "[a/x, b/y]") =>
  `routes:\n  r:\n    targets: ${targets}\n    ${words}\n`;
const own = (words: string) => `providers:\n  m: { dialect: chat-like, ${words} }\n`;

it.each([
  ["on_loss: warn", "[sandbox/chat-lik]", "3:15"],
  ["shadow: [{ model: sandbox/chat-lik, percent: 1 }]", "[a/x]", "4:23"],
  ["canary: [{ model: sandbox/chat-lik/429, percent: 1 }]", "[a/x]", "4:23"],
])("names what the sandbox has: %s %s", (words, targets, place) => {
  const text = mistake(route(words, targets));
  expect(text).toContain(
    `d.yaml:${place}: error[target-is-known]: the sandbox has no \`chat-lik\``,
  );
  expect(text).toContain("it has chat-like, text-like");
  expect(text).toContain("did you mean `chat-like`?");
});

it("has no sandbox where it is off, and all of it where it is on", () => {
  const target = route("on_loss: warn", "[sandbox/chat-like, 'sandbox/text-like/cut,after=2']");
  expect(mistake(target)).toBe("");
  expect(mistake(`sandbox: false\n${target}`)).toContain("the sandbox is off");
  expect(mistake(`sandbox: false\n${target}`)).toContain("sandbox: true");
});

it.each([
  [route("hedge: true"), "must be a map such as `{ after: p95 }`, or `false`"],
  [route("breaker: true"), "must be a map such as `{ failures: 5 }`, or `false`"],
  [route("sticky: true"), "must be a map such as `{ by: [user] }`"],
  [own('base_url: "http://h", auth: bearer'), "must be a map such as `{ scheme: bearer }`"],
  [own("base_url: '127.0.0.1:8000'"), "begins with http:// or https://"],
  [own('base_url: "http://h", key_env: sk-abc'), "the NAME of an environment variable"],
  [own('base_url: "http://h", path: v1'), "begins with `/`"],
  [route("on_loss: warn", "[nothing]"), "must be `provider/model`"],
  [route("max_cost: '1,5'"), "a quoted decimal"],
  [route("tags: ['a b']"), "letters, digits"],
  ["providers: { Mine: { dialect: chat-like, base_url: 'http://h' } }\n", "lower-case letters"],
  ["ledger: { file: ../x.db }\n", "name of a file"],
])("shows nobody a regular expression: %j", (text, words) => {
  expect(mistake(text)).toContain(words);
  expect(mistake(text).split("\n")[0]).not.toMatch(/pattern|\^|\[A-Z/);
});

it.each([
  own('base_url: "http://h", key_env: hidden-word'),
  own('base_url: "http://h", key_env: "hidden-word", nme: x'),
  own('base_url: "http://h", key_env: [A_KEY, hidden-word]'),
  own('base_url: "http://h", api_key: hidden-word'),
  own('base_url: "http://h", headers: { authorization: Bearer hidden-word, "x y": 1 }'),
  "ledger: { postgres_env: postgres://user:hidden-word@host/db }\n",
  "ledger:\n  postgres: postgres://user:hidden-word@host/db\n",
  "shared: { redis_env: 'rediss://:hidden-word@host' }\n",
  "providers:\n  m:\n    key_env:\n      hidden-word\n",
  "providers:\n  m:\n    key_env:\n      - hidden-word\n    dialect: 3\n",
  "admin: { password: hidden-word }\n",
  "admin: { password: hidden-word, password: hidden-word }\n",
  'admin: { client_secret: "hidden-word\n',
  "admin:\n  password: x,hidden-word} y\n",
  'admin:\n  password: "x\\" hidden-word"\r\n',
  "admin:\n  password: 'x'' hidden-word'\n",
  "admin:\n  password: x\n    hidden-word\n  oops\n",
  'admin:\n  password: "x\n    hidden-word\n',
  "admin: [{ password: x, token: hidden-word }]\r\n",
  own("base_url: 'http://h/x?api_key=hidden-word'"),
  '{"admin":{"api_key":"hidden-word"}}',
  "traces: { endpoint: 'http://u:hidden\"word@h' }\n",
])("repeats no credential: %j", (text) => {
  expect(mistake(text)).toMatch(/error\[/);
  expect(mistake(text)).not.toContain("hidden");
});

it("leaves the rest of a line, at its place", () => {
  const kept = [
    "    key_env: OPEN_API_KEY # from the vault",
    "keys: { required: true, refresh_ms: 5 }",
    "timeouts: { first_token_ms: 5 }",
    "    targets: [a/some-model-3-5-long-20241022, a/Some-Model-72B-Instruct-Turbo]",
    "      tokens: { min: 1, max: 2 }",
    "key_limits: { tpm: 100 }",
    "    auth: { scheme: header, name: x-api-key }",
    "postgres_env: ${SPEND_DATABASE}",
  ].join("\n");
  expect(withoutSecrets(kept)).toBe(kept);
  const token = ["Ab3dE", "9xYz12QwErTy"].join("");
  const hidden = withoutSecrets(`a: sk-${token} # b\nc: d`);
  expect(hidden).toBe(`a: ${"*".repeat(token.length + 3)} # b\nc: d`);
});
