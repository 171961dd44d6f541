import {
  chmod,
  chown,
  mkdtemp,
  mkdir,
  readFile,
  readdir,
  rm,
  stat,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { openAudit } from "../../runtime/observe/audit.ts";
import type { AuditLog, AuditOptions } from "../../runtime/observe/audit.ts";
import { MAX_SIDE, openContent } from "../../runtime/observe/content.ts";
import { NOON, recordOf } from "./records.ts";

const DAY = 86_400_000;
let data_dir: string;
let now: number;
let logs: { close(): Promise<void> }[];
let warned: Record<string, unknown>[];

beforeEach(async () => {
  data_dir = await mkdtemp(join(tmpdir(), "audit-"));
  now = NOON;
  logs = [];
  warned = [];
});
afterEach(async () => {
  await Promise.all(logs.map((log) => log.close()));
  await rm(data_dir, { recursive: true, force: true });
});

function options(over: Partial<AuditOptions> = {}): AuditOptions {
  return { now: () => now, warn: (facts) => warned.push(facts), flush_ms: 60_000, ...over };
}

async function audit(keep_days = 2, over: Partial<AuditOptions> = {}): Promise<AuditLog> {
  const log = await openAudit({ data_dir, audit: { enabled: true, keep_days } }, options(over));
  logs.push(log);
  return log;
}

const path = (name: string): string => join(data_dir, "audit", name);

async function linesOf(name: string): Promise<Record<string, any>[]> {
  const text = await readFile(path(name), "utf8");
  expect(text.endsWith("\n")).toBe(true);
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}

it("writes a line a request and a change, never content, for nobody else to read", async () => {
  const log = await audit();
  const content = { request: "SECRET", answer: "SECRET" };
  log.observe(recordOf({ content, error_message: "you said SECRET", asked: "m".repeat(999) }));
  log.change({ what: "key.create", subject: "key_2", by: "admin", ok: true, from: "::1" });
  await log.flush();
  const [request, change] = await linesOf("audit-2026-03-01.jsonl");
  expect(request).toMatchObject({
    event: "request",
    at: "2026-03-01T12:00:00.000Z",
    key_id: "key_1",
    key_name: "team",
    owner: "ann",
    from: "10.0.0.7",
    route: "fast",
    provider: "north",
    model: "large",
    outcome: "success",
    input_tokens: 100,
    cost: "0.0012",
    decisions: [{ target: "south/small", taken: true }, { target: "north/large" }],
    attempts: [{ n: 1, error: "overloaded" }, { n: 2 }],
  });
  expect(request!["asked"]).toHaveLength(301);
  expect(change).toMatchObject({ event: "change", what: "key.create", subject: "key_2", ok: true });
  expect(JSON.stringify([request, change])).not.toContain("SECRET");
  expect((await stat(path("audit-2026-03-01.jsonl"))).mode & 0o777).toBe(0o600);
  expect((await stat(join(data_dir, "audit"))).mode & 0o777).toBe(0o700);
});

it("begins a file a day, and deletes old ones at the start and at each new day", async () => {
  await mkdir(join(data_dir, "audit"));
  const others = ["audit-2026-02-26.jsonl", "audit-2026-02-27.jsonl", "content-2020-01-01.jsonl"];
  for (const name of [...others, "audit-notes.txt"]) await writeFile(path(name), "{}\n");
  const log = await audit();
  const files = async (): Promise<string[]> => (await readdir(join(data_dir, "audit"))).sort();
  const kept = ["audit-notes.txt", "content-2020-01-01.jsonl"];
  expect(await files()).toEqual(["audit-2026-02-27.jsonl", ...kept]);
  log.observe(recordOf({ id: "a" }));
  now += DAY;
  log.observe(recordOf({ id: "b" }));
  await log.flush();
  expect(await files()).toEqual(["audit-2026-03-01.jsonl", "audit-2026-03-02.jsonl", ...kept]);
  expect((await linesOf("audit-2026-03-01.jsonl")).map(({ id }) => id)).toEqual(["a"]);
  expect((await linesOf("audit-2026-03-02.jsonl")).map(({ id }) => id)).toEqual(["b"]);
});

it("writes what waits at its close, in order, and takes nothing after", async () => {
  const log = await audit();
  for (let i = 0; i < 1000; i++) {
    log.observe(recordOf({ id: String(i) }));
    if (i === 300) void log.flush();
    if (i % 100 === 0) await new Promise(setImmediate);
  }
  await log.close();
  log.observe(recordOf({ id: "late" }));
  const ids = (await linesOf("audit-2026-03-01.jsonl")).map(({ id }) => id);
  expect(ids).toEqual(Array.from({ length: 1000 }, (_, i) => String(i)));
  expect(log.state()).toEqual({ queued: 0, lost: 1 });
});

it("writes by itself, a little later", async () => {
  const log = await audit(2, { flush_ms: 1 });
  for (let i = 0; i < 200; i++) {
    // Each day is swept once, which a line must not miss its timer by.
    if (i === 100) now += DAY;
    log.observe(recordOf());
    await new Promise(setImmediate);
  }
  for (let i = 0; i < 400 && log.state().queued > 0; i++)
    await new Promise((done) => setTimeout(done, 10));
  expect(await linesOf("audit-2026-03-01.jsonl")).toHaveLength(100);
  expect(await linesOf("audit-2026-03-02.jsonl")).toHaveLength(100);
});

it("loses lines beyond its queue, counts them and says so once", async () => {
  const log = await audit(2, { max_queue: 5000 });
  for (let i = 0; i < 50; i++) log.observe(recordOf());
  const { lost } = log.state();
  expect(lost).toBeGreaterThan(40);
  expect(warned).toHaveLength(1);
  await log.flush();
  expect(await linesOf("audit-2026-03-01.jsonl")).toHaveLength(50 - lost);
});

it("goes on after a line that broke off, and after a time without a place to write", async () => {
  await mkdir(path("audit-2026-03-01.jsonl"), { recursive: true });
  const log = await audit();
  log.observe(recordOf({ id: "kept" }));
  await log.flush();
  expect(log.state().queued).toBeGreaterThan(0);
  expect(warned).toHaveLength(1);
  await rm(path("audit-2026-03-01.jsonl"), { recursive: true });
  await writeFile(path("audit-2026-03-01.jsonl"), '{"torn');
  await chmod(path("audit-2026-03-01.jsonl"), 0o644);
  await log.flush();
  const [torn, line] = (await readFile(path("audit-2026-03-01.jsonl"), "utf8")).split("\n");
  expect([torn, JSON.parse(line!).id]).toEqual(['{"torn', "kept"]);
  expect((await stat(path("audit-2026-03-01.jsonl"))).mode & 0o777).toBe(0o600);
});

it("costs microseconds a record", async () => {
  const log = await audit();
  const record = recordOf();
  for (let i = 0; i < 500; i++) log.observe(record);
  const start = performance.now();
  for (let i = 0; i < 5000; i++) log.observe(record);
  const each = ((performance.now() - start) * 1000) / 5000;
  console.info(`audit: ${each.toFixed(1)} us a record`);
  expect(each).toBeLessThan(1000);
});

it("keeps content of the routes that say so, hidden and cut before it waits", async () => {
  const content = { redact: ["emails", "cards", "keys"] as const, keep_days: 7 };
  const log = await openContent(
    { data_dir, content: { ...content, redact: [...content.redact] } },
    options(),
  );
  logs.push(log);
  log.observe(recordOf());
  expect(log.state().queued).toBe(0);
  const body = { messages: [{ role: "user", content: "I am\nann@example.org" }] };
  log.observe(
    recordOf({ content: { request: JSON.stringify(body), answer: "Hi ann@example.org" } }),
  );
  // The address lies across the cut: what was hidden before it must not pull a half of it in.
  const long = `${"ann@example.org ".repeat(700)}${"x".repeat(MAX_SIDE)}`;
  const split = `${long.slice(0, MAX_SIDE + 4090)} bob@example.org and more`;
  log.observe(recordOf({ content: { request: split } }));
  await log.flush();
  const [first, second] = await linesOf("content-2026-03-01.jsonl");
  expect(first).toMatchObject({ id: recordOf().id, route: "fast", answer: "Hi [email]" });
  expect(JSON.parse(first!["request"]).messages[0].content).toBe("I am\n[email]");
  expect(second!["request"].length).toBeLessThanOrEqual(MAX_SIDE);
  expect(second!["request"]).not.toMatch(/ann@|bob/);
  expect(second!["request_cut"]).toBe(split.length - MAX_SIDE);
  expect(second).not.toHaveProperty("answer");
  expect((await stat(path("content-2026-03-01.jsonl"))).mode & 0o777).toBe(0o600);
});

it.runIf(process.geteuid?.() === 0)(
  "leaves what root begins to the owner of the folder",
  async () => {
    await mkdir(join(data_dir, "audit"));
    await chown(join(data_dir, "audit"), 12_345, 12_346);
    const log = await audit();
    log.change({ what: "key.create", by: "cli", user: "root", ok: true });
    await log.flush();
    const { uid, gid, mode } = await stat(path("audit-2026-03-01.jsonl"));
    expect([uid, gid, mode & 0o777]).toEqual([12_345, 12_346, 0o600]);
  },
);
