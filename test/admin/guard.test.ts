import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { AdminRequest } from "../../runtime/admin/answers.ts";
import { createAttempts } from "../../runtime/admin/attempts.ts";
import { createGuard, isLoopback, readAdminKey } from "../../runtime/admin/guard.ts";
import { ConfigError } from "../../runtime/config.ts";
import { clock } from "../keys/database.ts";

const KEY = "an-admin-key-of-some-length";

function guarded({ key, remote = false }: { key?: string; remote?: boolean } = { key: KEY }) {
  const { now, pass } = clock();
  const refusals: unknown[] = [];
  const guard = createGuard({
    key,
    remote: () => remote,
    refused: (facts) => void refusals.push(facts),
    now,
  });
  const ask = (headers: Record<string, string>, more: Partial<AdminRequest> = {}) =>
    guard({
      method: "GET",
      path: "/admin/keys",
      query: new URLSearchParams(),
      headers,
      body: async () => undefined,
      remote: "127.0.0.1",
      forwarded: false,
      ...more,
    });
  return { ask, pass, refusals };
}

const RIGHT = { authorization: `Bearer ${KEY}` };
const WRONG = { authorization: "Bearer an-admin-key-of-some-lengtH" };

describe("who may use the admin API", () => {
  it("those with the key, on this machine", () => {
    const { ask, refusals } = guarded();
    expect(ask(RIGHT)).toBeUndefined();
    expect(ask({ "x-admin-key": KEY })).toBeUndefined();
    for (const remote of ["::1", "::ffff:127.0.0.1", "127.8.9.1"])
      expect(ask(RIGHT, { remote })).toBeUndefined();
    expect(refusals).toEqual([]);
    for (const headers of [{}, WRONG, { authorization: KEY }, { authorization: `Basic ${KEY}` }]) {
      const answer = ask(headers as Record<string, string>);
      expect(answer).toMatchObject({
        status: 401,
        headers: { "www-authenticate": 'Bearer realm="admin"' },
      });
      expect(answer?.body).not.toContain("an-admin-key");
    }
    // Without a key nobody has guessed.
    expect(refusals).toEqual([{ remote: "127.0.0.1", path: "/admin/keys", reason: "wrong key" }]);
  });

  it("nobody on other machines or behind a proxy, unless the config says so", () => {
    const { ask } = guarded();
    const open = guarded({ key: KEY, remote: true });
    for (const remote of ["10.0.0.5", "::ffff:10.0.0.5", "2001:db8::1", "", "127.0.0.1.evil"]) {
      expect([remote, ask(RIGHT, { remote })?.status]).toEqual([remote, 403]);
      expect(open.ask(RIGHT, { remote })).toBeUndefined();
    }
    expect(ask(RIGHT, { forwarded: true })?.status).toBe(403);
    expect(open.ask(RIGHT, { forwarded: true })).toBeUndefined();
    for (const name of ["forwarded", "x-forwarded-for", "x-real-ip"])
      expect(ask({ ...RIGHT, [name]: "for=1.2.3.4" })?.status).toBe(403);
  });

  it("no web page, with whatever key", () => {
    for (const { ask } of [guarded(), guarded({ key: KEY, remote: true })]) {
      expect(ask({ ...RIGHT, origin: "http://localhost:3000" })?.status).toBe(403);
      expect(ask({ ...RIGHT, "sec-fetch-site": "same-origin" })?.status).toBe(403);
    }
  });

  it("nobody while no key is set; the answer says how to", () => {
    const { ask } = guarded({});
    for (const headers of [{}, RIGHT]) {
      const answer = ask(headers);
      expect(answer?.status).toBe(403);
      expect(answer?.body).toContain("set DRAGOMAN_ADMIN_KEY");
    }
  });

  it("nobody who guesses: ten wrong keys, then one each six seconds", () => {
    const { ask, pass, refusals } = guarded({ key: KEY, remote: true });
    for (let i = 0; i < 10; i++) expect(ask(WRONG)?.status).toBe(401);
    expect(ask(WRONG)).toMatchObject({ status: 429, headers: { "retry-after": "6" } });
    expect(ask(RIGHT)?.status).toBe(429);
    expect(ask(RIGHT, { remote: "10.0.0.5" })).toBeUndefined();
    expect(refusals).toHaveLength(12);
    pass(6000);
    expect(ask(WRONG)?.status).toBe(401);
    expect(ask(WRONG)?.status).toBe(429);
    pass(60_000);
    expect(ask(RIGHT)).toBeUndefined();
  });
});

describe("wrong keys by address", () => {
  it("are counted by network, and for a bounded number of them", () => {
    const attempts = createAttempts(clock().now);
    for (let i = 0; i < 10; i++) attempts.failed(`2001:db8:1:2::${i}`);
    expect(attempts.wait("2001:db8:1:2:ffff::1")).toBeGreaterThan(0);
    expect(attempts.wait("2001:db8:1:3::1")).toBe(0);
    for (let i = 0; i < 1000; i++) attempts.failed(`10.0.${i >> 8}.${i & 255}`);
    expect(attempts.wait("2001:db8:1:2::1")).toBe(0);
  });

  it("loopback is what sockets call so", () => {
    const no = ["localhost", "0.0.0.0", "128.0.0.1", "::", "127.0.0.1:80", "fe80::1"];
    for (const address of no) expect([address, isLoopback(address)]).toEqual([address, false]);
  });
});

describe("the admin key", () => {
  it("comes from the environment or a file, and is long enough", () => {
    const folder = mkdtempSync(join(tmpdir(), "dragoman-admin-"));
    const file = join(folder, "key");
    writeFileSync(file, `${KEY}\n`);
    expect(readAdminKey({})).toBeUndefined();
    expect(readAdminKey({ DRAGOMAN_ADMIN_KEY: KEY })).toBe(KEY);
    expect(readAdminKey({ DRAGOMAN_ADMIN_KEY_FILE: file })).toBe(KEY);
    rmSync(folder, { recursive: true });
    const short = () => readAdminKey({ DRAGOMAN_ADMIN_KEY: "too-short-a-key" });
    expect(short).toThrow(ConfigError);
    expect(short).toThrow(/at least 16 characters/);
  });
});
