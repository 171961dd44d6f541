import { afterEach, describe, expect, it } from "vitest";
import { createAdmin } from "../../runtime/admin/admin.ts";
import type { AdminEntry, AdminOptions } from "../../runtime/admin/admin.ts";
import type { AdminRequest } from "../../runtime/admin/answers.ts";
import { reportSpend } from "../../runtime/admin/spend.ts";
import { configOf, ConfigError } from "../../runtime/config.ts";
import type { Config } from "../../runtime/config.ts";
import { gatewayError } from "../../runtime/errors.ts";
import { createKeyCache } from "../../runtime/keys/cache.ts";
import { spentOf } from "../../runtime/keys/spent.ts";
import { createKeyStore } from "../../runtime/keys/store.ts";
import { cleanUp, clock, later, sharedFile } from "../keys/database.ts";

afterEach(cleanUp);

const KEY = "an-admin-key-of-some-length";
const LOCAL = { "x-admin-key": KEY };

async function admin(more: Partial<AdminOptions> = {}) {
  const { now, pass } = clock();
  const database = await sharedFile().open();
  const keys = createKeyStore(database, now);
  const cache = createKeyCache({ store: keys, refresh_ms: 60_000, report: () => {}, now });
  later(() => cache.close());
  await cache.loaded;
  const log: unknown[] = [];
  const audited: AdminEntry[] = [];
  const note = (...line: unknown[]) => void log.push(line);
  const { handle } = createAdmin({
    key: KEY,
    config: () => configOf({}),
    keys,
    spent: (id) => spentOf(database, id, now()),
    spend: (parameters) => reportSpend(database, keys, parameters, now()),
    targets: () => [{ target: "one/two", state: "closed" }],
    reload: async () => ({ changed: ["routes"] }),
    rollback: async () => {
      throw new ConfigError("there is no config before this one");
    },
    audit: (entry) => void audited.push(entry),
    log: { warn: note, error: note } as AdminOptions["log"],
    now,
    ...more,
  });
  const ask = async (line: string, body?: unknown, request: Partial<AdminRequest> = {}) => {
    const [method = "", target = ""] = line.split(" ");
    const url = new URL(target, "http://gateway");
    const answer = await handle({
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: LOCAL,
      body: async () => body,
      remote: "127.0.0.1",
      forwarded: false,
      ...request,
    });
    const isJson = answer.headers["content-type"]?.startsWith("application/json");
    return { ...answer, json: isJson ? JSON.parse(answer.body) : undefined };
  };
  return { ask, cache, keys, log, audited, now, pass };
}

describe("keys by the admin API", () => {
  it("are made, shown, changed, rotated and deleted, and are good at once", async () => {
    const { ask, cache, audited, log } = await admin();
    const said = { name: "team", budgets: { day: "5" }, routes: ["smart*"] };
    const made = await ask("POST /admin/keys", said);
    expect(made.status).toBe(201);
    const { secret, ...key } = made.json;
    expect(made.headers).toMatchObject({
      location: `/admin/keys/${key.id}`,
      "cache-control": "no-store",
    });
    expect(cache.find(secret)).toEqual(key);
    const path = `/admin/keys/${key.id}`;
    const list = await ask("GET /admin/keys/");
    expect(list.json).toEqual({ data: [key] });
    const one = await ask(`GET ${path}`);
    expect([one.status, one.json]).toEqual([
      200,
      { ...key, spent: { day: "0", month: "0", total: "0" } },
    ]);
    const changed = await ask(`PATCH ${path}`, { disabled: true });
    expect(changed.json).toEqual({ ...key, disabled: true });
    expect(cache.find(secret)?.disabled).toBe(true);
    const rotated = await ask(`POST ${path}/rotate`, { grace_ms: 1000 });
    expect(rotated.status).toBe(200);
    expect(cache.find(rotated.json.secret)?.id).toBe(key.id);
    expect(cache.find(secret)?.id).toBe(key.id);
    await ask(`POST ${path}/rotate`);
    expect(cache.find(secret)).toBeUndefined();
    expect((await ask(`DELETE ${path}`)).json).toEqual({ id: key.id, deleted: true });
    expect((await ask(`GET ${path}`)).status).toBe(404);
    expect((await ask("GET /admin/keys?deleted=true")).json.data).toHaveLength(1);
    expect(audited.map(({ action, key_id }) => [action, key_id])).toEqual(
      ["create", "update", "rotate", "rotate", "delete"].map((each) => [`key.${each}`, key.id]),
    );
    expect(audited[0]).toMatchObject({ from: "127.0.0.1", key_name: "team", changes: said });
    for (const shown of [audited, log, list, one, changed])
      for (const each of [secret, rotated.json.secret])
        expect(JSON.stringify(shown)).not.toContain(each);
  });

  it("are found by their names too", async () => {
    const { ask, audited } = await admin();
    const made = await ask("POST /admin/keys", { name: "my team/1" });
    const { id } = made.json;
    const path = `/admin/keys/${encodeURIComponent("my team/1")}`;
    expect((await ask(`GET ${path}`)).json).toMatchObject({ id, name: "my team/1" });
    expect((await ask(`PATCH ${path}`, { owner: "x" })).json).toMatchObject({ id, owner: "x" });
    expect((await ask(`POST ${path}/rotate`)).json).toMatchObject({ id });
    expect((await ask(`DELETE ${path}`)).json).toEqual({ id, deleted: true });
    expect((await ask(`GET ${path}`)).status).toBe(404);
    expect((await ask("GET /admin/keys/%E0%A4%A")).status).toBe(404);
    expect(audited.map(({ key_id }) => key_id)).toEqual([id, id, id, id]);
  });

  it("warn of what is hardly meant", async () => {
    const routes = { smart: {}, "fast-*": {} } as unknown as Config["routes"];
    const { ask } = await admin({ config: () => ({ ...configOf({}), routes }) });
    const said = { name: "a", models: ["one", "one/*", "*"], routes: ["smrat", "fast-1", "x/y"] };
    const { json } = await ask("POST /admin/keys", said);
    expect(json.warnings).toEqual([
      expect.stringContaining("`one` fits no `provider/model`"),
      expect.stringContaining("no route `smrat`; did you mean `smart`?"),
    ]);
    const later = await ask("PATCH /admin/keys/a", { owner: "x" });
    expect(Object.keys(later.json)).not.toContain("warnings");
    const wrong = await ask("PATCH /admin/keys/a", { tags: ["a b"] });
    expect([wrong.status, wrong.json.error.param]).toEqual([400, "tags.0"]);
  });

  it("are refused with the field, the status and no secret", async () => {
    const { ask, audited } = await admin();
    const { json } = await ask("POST /admin/keys", { name: "one" });
    const path = `/admin/keys/${json.id}`;
    const refusals: [string, unknown, number, string | undefined][] = [
      ["POST /admin/keys", undefined, 400, undefined],
      ["POST /admin/keys", { name: "one" }, 409, "name"],
      ["POST /admin/keys", { name: "two", budgets: { day: 5 } }, 400, "budgets.day"],
      [`PATCH ${path}`, { hash: "x" }, 400, "hash"],
      [`PATCH ${path}`, [], 400, undefined],
      [`POST ${path}/rotate`, { grace_ms: "1" }, 400, "grace_ms"],
      [`POST ${path}/rotate`, { grace: 1 }, 400, "grace"],
      ["GET /admin/keys/key_none", undefined, 404, undefined],
      ["PATCH /admin/keys/key_none", {}, 404, undefined],
      ["DELETE /admin/keys/key_none", undefined, 404, undefined],
      ["POST /admin/keys/key_none/rotate", undefined, 404, undefined],
    ];
    for (const [line, body, status, param] of refusals) {
      const answer = await ask(line, body);
      const shape = { message: expect.any(String), ...(param && { param }) };
      expect([line, answer.status, answer.json]).toEqual([line, status, { error: shape }]);
    }
    expect(audited).toHaveLength(1);
  });
});

describe("the rest of the admin API", () => {
  it("reports spend", async () => {
    const { ask, keys } = await admin();
    const { key } = await keys.create({ name: "one" });
    const json = await ask("GET /admin/spend?by=key,day&from=2026-11-01&to=2026-11-30");
    expect([json.status, json.json]).toMatchObject([200, { rows: [], key_names: {} }]);
    const csv = await ask("GET /admin/spend?by=key&format=csv&key=one");
    expect(csv).toMatchObject({
      status: 200,
      headers: { "content-type": "text/csv; charset=utf-8" },
    });
    expect(csv.body).toMatch(/^key,key_name,requests/);
    for (const query of ["by=colour", "from=soon", "format=xml", "key=nobody", "other=1"])
      expect([query, (await ask(`GET /admin/spend?${query}`)).status]).toEqual([query, 400]);
    expect((await ask(`GET /admin/spend?key=${key.id}`)).status).toBe(200);
  });

  it("shows targets and config without secrets", async () => {
    const config = configOf({
      providers: {
        own: {
          dialect: "any",
          base_url: "http://u:pass-secret@{HOST}/v1",
          key_env: "OWN_KEY",
          headers: { "x-tenant": "tenant-secret" },
        },
      },
      traces: { endpoint: "https://user:pass-secret@traces.example/v1?token=query-secret" },
    });
    const { ask } = await admin({ config: () => config });
    expect((await ask("GET /admin/targets")).json).toEqual([
      { target: "one/two", state: "closed" },
    ]);
    const { json, body } = await ask("GET /admin/config");
    expect(body).not.toMatch(/-secret/);
    expect(json.providers.own).toMatchObject({
      base_url: "http://[hidden]@{HOST}/v1",
      key_env: "OWN_KEY",
      headers: { "x-tenant": "[hidden]" },
    });
    expect(json.traces.endpoint).toBe("https://[hidden]@traces.example/v1?[hidden]");
    expect(json.listen).toEqual(config.listen);
  });

  it("reloads and rolls back, and says why not", async () => {
    const { ask, audited } = await admin();
    expect((await ask("POST /admin/reload")).json).toEqual({ changed: ["routes"] });
    const back = await ask("POST /admin/rollback");
    expect([back.status, back.json.error.message]).toEqual([
      400,
      "there is no config before this one",
    ]);
    expect(audited.map(({ action, ok }) => [action, ok])).toEqual([
      ["config.reload", true],
      ["config.rollback", false],
    ]);
  });

  it("knows its paths and methods", async () => {
    const { ask } = await admin();
    for (const path of ["/admin", "/admin/", "/admin/other", "/admin/keys/a/b", "/admin/keys//"])
      expect([path, (await ask(`GET ${path}`)).status]).toEqual([path, 404]);
    const allowed: [string, string][] = [
      ["/admin/keys", "GET, POST"],
      ["/admin/keys/key_1", "GET, PATCH, DELETE"],
      ["/admin/keys/key_1/rotate", "POST"],
      ["/admin/spend", "GET"],
      ["/admin/config", "GET"],
      ["/admin/targets", "GET"],
      ["/admin/reload", "POST"],
      ["/admin/rollback", "POST"],
    ];
    for (const [path, allow] of allowed)
      for (const method of ["PUT", "HEAD", "constructor"])
        expect(await ask(`${method} ${path}`)).toMatchObject({ status: 405, headers: { allow } });
  });

  it("says what it lacks, and keeps the faults of the gateway to the log", async () => {
    const { ask } = await admin({ keys: undefined, spend: undefined } as Partial<AdminOptions>);
    expect((await ask("GET /admin/keys")).status).toBe(409);
    expect((await ask("GET /admin/spend")).status).toBe(409);
    const broken = await admin({
      targets: () => {
        throw new Error("inner detail");
      },
      reload: async () => {
        throw gatewayError("overloaded", "away");
      },
    });
    const answer = await broken.ask("GET /admin/targets");
    expect([answer.status, answer.body]).toEqual([500, expect.not.stringContaining("inner")]);
    expect(broken.log).toHaveLength(1);
    expect((await broken.ask("POST /admin/reload")).status).toBe(503);
  });
});
