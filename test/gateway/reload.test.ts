import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { readdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { Agent } from "node:http";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { call, closeAll } from "../runtime/harness.ts";
import type { Answer } from "../runtime/harness.ts";
import { startFake } from "./fake.ts";
import { ADMIN_KEY, ask, closeWorlds, temporary, until } from "./world.ts";

const root = resolve(import.meta.dirname, "../..");
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  await closeWorlds();
  await closeAll();
});

/** The gateway as its own process in a folder with this `dragoman.yaml`. */
async function startServer(yaml: string, environment: Record<string, string> = {}) {
  const folder = temporary();
  const file = join(folder, "dragoman.yaml");
  // As editors do it: never half a file.
  const write = (text: string): void => {
    writeFileSync(`${file}.new`, text);
    renameSync(`${file}.new`, file);
  };
  write(yaml);
  const entry = [join(root, "scripts/run.mjs"), join(root, "runtime/server.ts")];
  const { PATH = "", HOME = "" } = process.env;
  const env = { PATH, HOME, PORT: "0", DRAGOMAN_ADMIN_KEY: ADMIN_KEY, ...environment };
  const child = spawn(process.execPath, entry, { cwd: folder, env });
  children.push(child);
  let text = "";
  child.stdout.on("data", (chunk: Buffer) => (text += chunk));
  child.stderr.on("data", (chunk: Buffer) => (text += chunk));
  await until(() => /listens on \S+/.test(text) || child.exitCode !== null, 15_000);
  const url = /listens on (\S+)/.exec(text)?.[1];
  if (!url) throw new Error(text);
  const admin = (line: string): Promise<Answer> => {
    const [method = "", path = ""] = line.split(" ");
    return call(url + path, undefined, { method, headers: { "x-admin-key": ADMIN_KEY } });
  };
  return { url, child, folder, write, admin, said: () => text };
}

/** The changes in the audit log of a server. */
function audited(folder: string): any[] {
  const audit = join(folder, ".dragoman/audit");
  const text = readdirSync(audit).map((file) => readFileSync(join(audit, file), "utf8"));
  const lines = text.join("").split("\n").filter(Boolean);
  return lines.map((line) => JSON.parse(line)).filter(({ event }) => event === "change");
}

/** Clients that ask without a pause until they are stopped; what they got that was not a 200. */
function load(url: string, model: string, clients = 20) {
  let stop = false;
  let good = 0;
  const bad: string[] = [];
  const agent = new Agent({ keepAlive: true });
  const client = async (i: number): Promise<void> => {
    while (!stop) {
      const answer = await ask(url, model, { stream: i % 2 === 0 }).catch(String);
      if (typeof answer === "string") bad.push(answer);
      else if (answer.status !== 200 || !answer.whole) bad.push(answer.text);
      else good++;
      await new Promise((done) => setTimeout(done, 10));
    }
  };
  const running = Promise.all(Array.from({ length: clients }, (_, i) => client(i)));
  return {
    good: () => good,
    bad,
    async end() {
      stop = true;
      await running;
      agent.destroy();
    },
  };
}

const to = (url: string, name: string, more = "") => `
ledger: { enabled: false }
providers: { ${name}: { dialect: openai-chat, base_url: "${url}" } }
routes: { r: { targets: [${name}/m] } }
${more}`;
const who = async (url: string) => (await ask(url, "r")).headers["x-dragoman-provider"];

describe("a config that is read again under load", () => {
  it("fails no request: by the file's watch, SIGHUP and the API; broken ones say why; rollback", async () => {
    const fake = await startFake(() => ({ pause_ms: 2 }));
    const yaml = (name: string) => to(fake.url, name, "audit: { enabled: true }");
    const server = await startServer(yaml("one"));
    const { url, write, admin, said, child, folder } = server;
    const clients = load(url, "r");
    await until(() => clients.good() > 20, 8000);

    write(yaml("two"));
    await until(async () => (await who(url)) === "two", 8000);

    write("routes:\n  r: { targets: [nobody/m] }\n");
    await until(() => said().includes("config not reloaded"), 8000);
    expect(said()).toMatch(/dragoman\.yaml:2:\d+: error\[target-is-known\]/);
    const refused = await admin("POST /admin/reload");
    expect([refused.status, refused.json.error.message]).toEqual([
      400,
      expect.stringContaining("dragoman.yaml:2:"),
    ]);
    expect(refused.json.error.message).toContain("nobody");
    child.kill("SIGHUP");
    write("routes: [\n");
    expect((await admin("POST /admin/reload")).status).toBe(400);
    expect(await who(url)).toBe("two");

    write(yaml("three"));
    child.kill("SIGHUP");
    await until(async () => (await who(url)) === "three", 8000);

    const audit = () => audited(folder).map(({ by, ok }) => `${by} ${ok}`);
    const wanted = ["file true", "file false", "admin false", "signal true"];
    await until(() => wanted.every((each) => audit().includes(each)));

    write(yaml("four"));
    const applied = await admin("POST /admin/reload");
    expect([applied.status, applied.json.needs_restart]).toEqual([200, []]);
    await until(async () => (await who(url)) === "four");

    const back = await admin("POST /admin/rollback");
    expect(back.status, back.text).toBe(200);
    expect(back.json.changed).toEqual(expect.arrayContaining(["routes.r"]));
    expect(await who(url)).toBe("three");

    await clients.end();
    expect(clients.bad).toEqual([]);
    expect(clients.good()).toBeGreaterThan(100);
    child.kill("SIGTERM");
    await until(() => child.exitCode !== null, 8000);
    expect(child.exitCode).toBe(0);
  });

  it("notices a key file that was rotated, and tells what needs a restart", async () => {
    const folder = temporary();
    const file = join(folder, "key");
    writeFileSync(file, "sk-old-key-12345678\n");
    const fake = await startFake();
    const yaml = (more = "") => `
ledger: { enabled: false }
routes: { r: { targets: [openai/gpt-4o] } }
${more}`;
    const { url, admin, write, said } = await startServer(yaml(), {
      OPENAI_API_KEY_FILE: file,
      OPENAI_BASE_URL: fake.url,
    });
    const sent = async () => {
      expect((await ask(url, "r")).status).toBe(200);
      return fake.received.at(-1)!.headers["authorization"];
    };
    expect(await sent()).toBe("Bearer sk-old-key-12345678");
    writeFileSync(`${file}.new`, "sk-new-key-12345678\n");
    renameSync(`${file}.new`, file);
    await until(async () => (await sent()) === "Bearer sk-new-key-12345678", 8000);
    write(yaml("metrics: { max_models: 7 }\nlog: { level: silent }"));
    const answer = await admin("POST /admin/reload");
    expect(answer.json.needs_restart).toEqual(["metrics.max_models"]);
    await ask(url, "r", {}, { "x-request-id": "said-by-nobody" });
    await new Promise((done) => setTimeout(done, 100));
    expect(said()).not.toContain("said-by-nobody");
  });

  it("finishes what runs on a route that goes away", async () => {
    const fake = await startFake(() => ({ text: "word ".repeat(60), pause_ms: 20 }));
    const { url, write, admin } = await startServer(to(fake.url, "one"));
    const running = Array.from({ length: 5 }, () => ask(url, "r", { stream: true }));
    await until(() => fake.received.length === 5);
    write(to(fake.url, "one").replace("{ r:", "{ other:"));
    expect((await admin("POST /admin/reload")).json.changed).toEqual(["routes.r", "routes.other"]);
    expect((await ask(url, "r")).status).toBe(404);
    for (const answer of await Promise.all(running)) {
      expect([answer.status, answer.whole]).toEqual([200, true]);
      expect(answer.text.trim().endsWith("data: [DONE]")).toBe(true);
    }
  });
});
