import { afterEach, describe, expect, it } from "vitest";
import { createKeyCache } from "../../runtime/keys/cache.ts";
import { createKeyStore } from "../../runtime/keys/store.ts";
import { openPlace } from "../ledger/databases.ts";
import { postgresPrograms, startPostgres } from "../ledger/postgres.ts";
import { cleanUp, later } from "./database.ts";

afterEach(cleanUp);

const programs = postgresPrograms();

describe.skipIf(programs === undefined)("keys in a PostgreSQL", () => {
  it("are changed by two processes at once, seen by both, and outlive its absence", async () => {
    const server = await startPostgres(programs!);
    later(() => server.remove());
    const [a, b] = await Promise.all([openPlace(server.url), openPlace(server.url)]);
    later(() => Promise.all([a.close(), b.close()]));
    const [here, there] = [createKeyStore(a), createKeyStore(b)];
    const reports: unknown[] = [];
    const report = (error: unknown) => void reports.push(error);
    const cache = createKeyCache({ store: there, refresh_ms: 20, report });
    later(() => cache.close());
    const made = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => (i % 2 ? here : there).create({ name: `n${i >> 1}` })),
    );
    const issued = made.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
    expect(issued).toHaveLength(10);
    const rows = await here.changedSince(0);
    expect(new Set(rows.map((row) => row.updated_at)).size).toBe(10);
    await cache.refresh();
    for (const { key, secret } of issued) expect(cache.find(secret)).toEqual(key);
    const { key, secret } = await here.create({ name: "big", limits: { tpm: 5_000_000_000 } });
    await cache.refresh();
    expect(cache.find(secret)).toEqual(key);
    await server.stop();
    await cache.refresh();
    await cache.refresh();
    expect(reports).toHaveLength(1);
    expect(cache.find(secret)).toEqual(key);
    await server.start();
    await here.update(key.id, { disabled: true });
    await cache.refresh();
    expect(reports).toHaveLength(2);
    expect(cache.find(secret)?.disabled).toBe(true);
  }, 60_000);
});
