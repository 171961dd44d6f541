import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { call, dataOf } from "./harness.ts";

const root = resolve(import.meta.dirname, "../..");
const children: ChildProcess[] = [];
let folder = "";

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "dragoman-"));
});
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

/** The server as its own process; `said` resolves with what it printed until it listened or ended. */
function start(environment: Record<string, string>) {
  const child = spawn(
    process.execPath,
    [join(root, "scripts/run.mjs"), join(root, "runtime/server.ts")],
    {
      cwd: folder,
      env: { PATH: process.env["PATH"], HOME: process.env["HOME"], PORT: "0", ...environment },
    },
  );
  children.push(child);
  let text = "";
  const ended = new Promise<number | null>((done) => child.on("exit", done));
  const said = new Promise<string>((done) => {
    const more = (chunk: Buffer): void => {
      text += chunk;
      if (text.includes("listens on") && text.includes("curl")) done(text);
    };
    child.stdout.on("data", more);
    child.stderr.on("data", more);
    void ended.then(() => done(text));
  });
  return { child, said, ended, text: () => text };
}

describe("the server", () => {
  it("says where it listens and what can be reached, and a command that works", async () => {
    const { said, child, ended } = start({ GROQ_API_KEY: "gsk-12345678" });
    const text = await said;
    const url = /listens on (http:\/\/127\.0\.0\.1:\d+)/.exec(text)![1]!;
    expect(text).toContain("sandbox/openai-chat");
    expect(text).toMatch(/groq +\S+/);
    expect(text).toContain("OPENAI_API_KEY");
    expect(text).not.toContain("gsk-12345678");
    const [, path, body] = /curl http:\/\/[^/]+(\S+) -H '[^']+' -d '([^']+)'/.exec(text)!;
    expect((await call(url + path, body)).status).toBe(200);
    child.kill("SIGTERM");
    expect(await ended).toBe(0);
  });

  it("does not start with a config that is wrong, a taken port, or a broken address", async () => {
    const config = join(folder, "bad.yaml");
    writeFileSync(config, "routes:\n  a: { targets: [nobody/x] }\n");
    const wrong = start({ DRAGOMAN_CONFIG: config });
    expect(await wrong.ended).toBe(1);
    expect(wrong.text()).toContain("bad.yaml:2:18: error[target-is-known]");
    const first = start({});
    const port = /127\.0\.0\.1:(\d+)/.exec(await first.said)![1]!;
    const second = start({ PORT: port });
    expect(await second.ended).toBe(1);
    expect(second.text()).toContain("port is taken");
    expect(second.text()).toContain("Set PORT, or `listen.port`");
    const third = start({ OPENAI_BASE_URL: "localhost:1" });
    expect(await third.ended).toBe(1);
    expect(third.text()).toContain("OPENAI_BASE_URL");
  });

  it("lets running streams finish when it is told to stop, and takes nothing new", async () => {
    const { said, child, ended } = start({});
    const url = /listens on (\S+)/.exec(await said)![1]!;
    const content = `${"word ".repeat(20)}[[fault:slow ms=40]]`;
    const streaming = call(`${url}/v1/chat/completions`, {
      model: "sandbox/openai-chat",
      stream: true,
      messages: [{ role: "user", content }],
    });
    await new Promise((done) => setTimeout(done, 250));
    child.kill("SIGTERM");
    await new Promise((done) => setTimeout(done, 100));
    await expect(call(`${url}/health`)).rejects.toThrow("ECONNREFUSED");
    const answer = await streaming;
    expect(answer.whole).toBe(true);
    expect(dataOf(answer.text).at(-1)).toBe("[DONE]");
    expect(await ended).toBe(0);
  });

  it("ends at once at the second signal", async () => {
    const { said, child, ended } = start({});
    const url = new URL(/listens on (\S+)/.exec(await said)![1]!);
    const body = JSON.stringify({
      model: "sandbox/openai-chat",
      messages: [{ role: "user", content: "[[fault:silent]]" }],
    });
    const socket = connect(Number(url.port), url.hostname);
    socket.on("error", () => {});
    socket.write(
      `POST /v1/chat/completions HTTP/1.1\r\nhost: x\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await new Promise((done) => setTimeout(done, 200));
    child.kill("SIGINT");
    await new Promise((done) => setTimeout(done, 200));
    expect(child.exitCode).toBeNull();
    child.kill("SIGINT");
    expect(await ended).toBe(1);
  });
});
