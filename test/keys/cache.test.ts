import { afterEach, describe, expect, it } from "vitest";
import { createKeyCache } from "../../runtime/keys/cache.ts";
import { createKeyStore } from "../../runtime/keys/store.ts";
import type { KeyStore } from "../../runtime/keys/store.ts";
import { newSecret } from "../../runtime/keys/secret.ts";
import { cleanUp, clock, later, sharedFile } from "./database.ts";

afterEach(cleanUp);

function cacheOf(store: Pick<KeyStore, "changedSince" | "onChange">, now: () => number) {
  const reports: unknown[] = [];
  const report = (error: unknown) => void reports.push(error);
  const cache = createKeyCache({ store, refresh_ms: 20, report, now });
  later(() => cache.close());
  return { cache, reports };
}

async function until(holds: () => boolean): Promise<void> {
  const end = Date.now() + 10_000;
  while (!holds() && Date.now() < end) await new Promise((done) => setTimeout(done, 5));
  expect(holds()).toBe(true);
}

describe("keys in memory", () => {
  it("are known at once in the process that changes them, and soon in another", async () => {
    const { now } = clock();
    const { open } = sharedFile();
    const here = createKeyStore(await open(), now);
    const there = createKeyStore(await open(), now);
    const { cache: near } = cacheOf(here, now);
    const { cache: far } = cacheOf(there, now);
    await Promise.all([near.loaded, far.loaded]);
    const { key, secret } = await here.create({ name: "one" });
    expect(near.find(secret)).toEqual(key);
    expect(near.get(key.id)).toEqual(key);
    await until(() => far.find(secret) !== undefined);
    expect(far.find(secret)).toEqual(key);
    expect([...far.all()]).toEqual([key]);
    await there.update(key.id, { disabled: true });
    expect(far.find(secret)?.disabled).toBe(true);
    await until(() => near.find(secret)?.disabled === true);
    await here.remove(key.id);
    expect(near.find(secret)).toBeUndefined();
    await until(() => far.find(secret) === undefined);
    expect(far.get(key.id)).toBeUndefined();
  });

  it("find nothing for what is no key, or is one of somebody else", async () => {
    const { now } = clock();
    const store = createKeyStore(await sharedFile().open(), now);
    const { cache } = cacheOf(store, now);
    await cache.loaded;
    const { secret } = await store.create({ name: "one" });
    for (const other of ["", "dgm_", newSecret(), secret.slice(0, -1), `${secret}x`])
      expect(cache.find(other)).toBeUndefined();
  });

  it("let a replaced secret pass for its grace, and no longer", async () => {
    const { now, pass } = clock();
    const store = createKeyStore(await sharedFile().open(), now);
    const { cache } = cacheOf(store, now);
    await cache.loaded;
    const first = await store.create({ name: "one" });
    const { id } = first.key;
    const second = await store.rotate(id, 60_000);
    expect(cache.find(first.secret)?.id).toBe(id);
    expect(cache.find(second.secret)).toMatchObject({ id, hint: second.secret.slice(0, 8) });
    pass(59_999);
    expect(cache.find(first.secret)?.id).toBe(id);
    pass(1);
    expect(cache.find(first.secret)).toBeUndefined();
    const third = await store.rotate(id);
    expect(cache.find(second.secret)).toBeUndefined();
    expect(cache.find(third.secret)?.id).toBe(id);
  });

  it("read only what is new, and go on with what is known when the database is away", async () => {
    const { now } = clock();
    const store = createKeyStore(await sharedFile().open(), now);
    const asked: number[] = [];
    let away = true;
    const source = {
      onChange: store.onChange,
      async changedSince(seen: number) {
        asked.push(seen);
        if (away) throw new Error("away");
        return store.changedSince(seen);
      },
    };
    const { cache, reports } = cacheOf(source, now);
    await cache.loaded;
    expect(cache.ready).toBe(false);
    await until(() => asked.length > 3);
    expect(reports).toEqual([new Error("away")]);
    away = false;
    await cache.refresh();
    expect(cache.ready).toBe(true);
    const { secret, key } = await store.create({ name: "one" });
    expect(cache.find(secret)?.id).toBe(key.id);
    const [{ updated_at } = { updated_at: 0 }] = await store.changedSince(0);
    away = true;
    await cache.refresh();
    await cache.refresh();
    expect(cache.find(secret)?.id).toBe(key.id);
    expect(asked.at(-1)).toBe(updated_at);
    expect(reports).toEqual([new Error("away"), undefined, new Error("away")]);
  });

  it("are written while the database is still being opened, or refused soon", async () => {
    const { now } = clock();
    const opened = sharedFile().open();
    const store = createKeyStore(opened, now);
    await store.create({ name: "one" });
    const never = createKeyStore(new Promise(() => {}), now);
    await expect(never.list()).rejects.toThrow("The database cannot be reached at the moment.");
  });
});
