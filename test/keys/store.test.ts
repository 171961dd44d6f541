import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { GatewayError } from "../../runtime/errors.ts";
import { createKeyStore } from "../../runtime/keys/store.ts";
import { cleanUp, clock, sharedFile } from "./database.ts";

afterEach(cleanUp);

async function store() {
  const { now, pass } = clock();
  const shared = sharedFile();
  return { ...shared, now, pass, keys: createKeyStore(await shared.open(), now) };
}

async function errorOf(work: Promise<unknown>) {
  const thrown = await work.then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(GatewayError);
  return (thrown as GatewayError).error;
}

const WHOLE = {
  name: "team",
  owner: "Ada",
  tags: ["a", "b"],
  routes: ["smart", "fast-*"],
  models: ["one/*"],
  budgets: { day: "5.50", total: "100" },
  limits: { rpm: 60, tpm: 100_000, concurrent: 4 },
  expires_at: "2027-01-31T00:00:00Z",
};

describe("keys in the database", () => {
  it("are made, read, listed and changed", async () => {
    const { keys, now } = await store();
    const { key, secret } = await keys.create(WHOLE);
    expect(key).toEqual({
      ...WHOLE,
      id: expect.stringMatching(/^key_/),
      hint: secret.slice(0, 8),
      budgets: { day: "5.5", total: "100" },
      created_at: now(),
      expires_at: Date.UTC(2027, 0, 31),
      disabled: false,
    });
    expect(await keys.get(key.id)).toEqual(key);
    expect(await keys.named("team")).toEqual(key);
    expect(await keys.named(key.id)).toEqual(key);
    const { key: plain } = await keys.create({ name: "plain" });
    expect(plain).toMatchObject({ tags: [], budgets: {}, limits: {}, disabled: false });
    expect(Object.keys(plain)).not.toContain("routes");
    expect((await keys.list()).map(({ name }) => name).sort()).toEqual(["plain", "team"]);
    const patch = { owner: null, routes: null, budgets: { day: null, month: "7" }, limits: null };
    const changed = await keys.update(key.id, { ...patch, disabled: true, name: "crew" });
    expect(changed).toMatchObject({ name: "crew", disabled: true, models: ["one/*"] });
    expect(changed.budgets).toEqual({ month: "7", total: "100" });
    expect(changed.limits).toEqual({});
    expect(changed.owner ?? changed.routes).toBeUndefined();
    expect(await keys.get(key.id)).toEqual(changed);
  });

  it("have names of their own; one that was deleted is free again", async () => {
    const { keys } = await store();
    const { key } = await keys.create({ name: "one" });
    const { key: other } = await keys.create({ name: "two" });
    expect(await errorOf(keys.create({ name: "one" }))).toMatchObject({
      code: "conflict",
      param: "name",
    });
    expect(await errorOf(keys.update(other.id, { name: "one" }))).toMatchObject({
      code: "conflict",
    });
    await keys.update(key.id, { name: "one" });
    expect(await keys.remove(key.id)).toMatchObject({ id: key.id, disabled: true });
    for (const work of [keys.get(key.id), keys.update(key.id, {}), keys.remove(key.id)])
      expect(await errorOf(work)).toMatchObject({ kind: "not_found" });
    await keys.create({ name: "one" });
    expect(await keys.list()).toHaveLength(2);
    expect(await keys.list({ deleted: true })).toHaveLength(3);
  });

  it("are kept without their secrets: not in any file", async () => {
    const { keys, folder } = await store();
    const first = await keys.create({ name: "one" });
    const second = await keys.rotate(first.key.id, 60_000);
    const shown = JSON.stringify([await keys.list(), await keys.changedSince(0)]);
    const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name), "latin1"));
    expect(bytes.join("")).toContain(first.key.id);
    for (const { secret } of [first, second])
      for (const text of [shown, ...bytes]) expect(text.includes(secret.slice(9))).toBe(false);
  });

  it("are stamped in order, whatever the clock says", async () => {
    const { keys, pass } = await store();
    const { key } = await keys.create({ name: "one" });
    pass(-3_600_000);
    await keys.create({ name: "two" });
    await keys.update(key.id, { disabled: true });
    const rows = await keys.changedSince(0);
    expect(rows.map(({ name }) => name)).toEqual(["two", "one"]);
    expect(await keys.changedSince(rows[0]!.updated_at)).toHaveLength(1);
    expect(await keys.changedSince(rows[1]!.updated_at)).toEqual([]);
  });
});

describe("what is said of a key is checked", () => {
  const wrong: [string, Record<string, unknown>, RegExp][] = [
    ["name", {}, /required/],
    ["name", { name: "" }, /empty/],
    ["name", { name: "a\nb" }, /one line/],
    ["name", { name: "tag:a" }, /must not begin/],
    ["name", { name: "x".repeat(101) }, /100 characters/],
    ["owner", { owner: 5 }, /text/],
    ["tags", { tags: "a" }, /list/],
    ["tags.1", { tags: ["a", ""] }, /empty/],
    ["routes", { routes: [] }, /null allows all/],
    ["models.0", { models: [1] }, /text/],
    ["budgets", { budgets: "5" }, /object/],
    ["budgets.day", { budgets: { day: 5 } }, /decimal text/],
    ["budgets.day", { budgets: { day: "0.00" } }, /above 0/],
    ["budgets.day", { budgets: { day: "-1" } }, /decimal text/],
    ["budgets.day", { budgets: { day: "1e3" } }, /decimal text/],
    ["budgets.day", { budgets: { day: "0.0000000001" } }, /9 decimal places/],
    ["budgets.day", { budgets: { day: "9000001" } }, /at most/],
    ["budgets.week", { budgets: { week: "1" } }, /is not known/],
    ["limits.rpm", { limits: { rpm: 0 } }, /whole number/],
    ["limits.tpm", { limits: { tpm: 1.5 } }, /whole number/],
    ["limits.concurrent", { limits: { concurrent: "4" } }, /whole number/],
    ["expires_at", { expires_at: 1_800_000_000 }, /future/],
    ["expires_at", { expires_at: "soon" }, /milliseconds or a date/],
    ["disabled", { disabled: "yes" }, /true or false/],
    ["buget", { buget: {} }, /did you mean `budgets`/],
  ];

  it("each field with its name", async () => {
    const { keys } = await store();
    for (const [param, said, message] of wrong) {
      const body = param === "name" ? said : { name: "x", ...said };
      const error = await errorOf(keys.create(body));
      expect([param, error]).toEqual([
        param,
        { kind: "bad_request", param, message: expect.stringMatching(message) },
      ]);
    }
    for (const body of [null, [], "x", undefined])
      expect(await errorOf(keys.create(body))).toMatchObject({
        message: "The body must be a JSON object.",
      });
    const { key } = await keys.create({ name: "x" });
    for (const grace of [-1, 1.5, NaN, 1e12])
      expect(await errorOf(keys.rotate(key.id, grace))).toMatchObject({ param: "grace_ms" });
    expect(await keys.list()).toHaveLength(1);
  });
});
