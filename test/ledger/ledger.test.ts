import { spawn } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { add, format, parse, zero } from "../../runtime/decimal.ts";
import type { Database } from "../../runtime/ledger/database.ts";
import { createLedger } from "../../runtime/ledger/ledger.ts";
import { spend } from "../../runtime/ledger/spend.ts";
import { writeRows } from "../../runtime/ledger/write.ts";
import { bundleChild, kinds, openPlace, runChild } from "./databases.ts";
import type { Places } from "./databases.ts";
import { rowOf, settings, silent, START } from "./rows.ts";

const ALL = { from: 0, to: START * 2, by: [], filters: {}, limit: 100 } as const;

describe.each(kinds)("the ledger on $name", ({ name, start }) => {
  let places: Places;
  let child: string;
  beforeAll(async () => {
    if (!start) return;
    places = await start();
    child = await bundleChild(name);
  });
  afterAll(async () => {
    await places?.remove();
    if (child) rmSync(child, { force: true });
  });
  const test = it.skipIf(!start);
  const context = (folder = places.folder()) => ({ folder, log: silent, now: () => START });
  const ids = async (database: Database) =>
    (await database.db.selectFrom("requests").select("id").orderBy("id").execute()).map(
      (row) => row.id,
    );
  const reading = async <T>(place: string, read: (database: Database) => Promise<T>) => {
    const database = await openPlace(place);
    try {
      return await read(database);
    } finally {
      await database.close();
    }
  };

  test("three processes that open a new one at once all find it ready", async () => {
    const place = await places.place();
    const children = [1, 2, 3].map(() => runChild(child, "open", place));
    for (const { stdout } of await Promise.all(children)) expect(stdout).toBe("done\n");
    const versions = await reading(place, ({ db }) =>
      db.selectFrom("dragoman_migrations").select("version").execute(),
    );
    expect(versions).toEqual([{ version: 1 }]);
  });

  test("a schema that is newer than the program is refused", async () => {
    const place = await places.place();
    await reading(place, ({ db }) =>
      db.insertInto("dragoman_migrations").values({ version: 99, name: "x", at: 1 }).execute(),
    );
    await expect(openPlace(place)).rejects.toThrow("version 99");
  });

  test("sums are exact to the last digit", async () => {
    const amount = fc
      .integer({ min: 0, max: 18 })
      .chain((scale) => fc.tuple(fc.bigInt(0n, 10n ** BigInt(7 + scale)), fc.constant(scale)))
      .map(([units, scale]) => format({ units, scale }));
    const database = await openPlace(await places.place());
    let n = 0;
    let days = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.option(amount), { maxLength: 70 }), async (costs) => {
        // Each run has a day of its own.
        const from = START + ++days * 86_400_000;
        const rows = costs.map((cost) =>
          rowOf(n++, cost === null ? { at: from, cost: undefined } : { at: from, cost }),
        );
        await writeRows(database, rows);
        const { total } = await spend(database, { ...ALL, from, to: from + 1 });
        const sum = costs.reduce((all, cost) => add(all, parse(cost ?? "0")), zero);
        expect(total.cost).toBe(format(sum));
        expect(total.requests).toBe(costs.length);
        expect(total.unknown_cost_requests).toBe(costs.filter((cost) => cost === null).length);
      }),
      { numRuns: 25, interruptAfterTimeLimit: 10_000 },
    );
    await database.close();
  });

  test("rows that come twice count once, in budgets too", async () => {
    const database = await openPlace(await places.place());
    const rows = [1, 2, 3].map((n) => rowOf(n, { tags: ["a", "b", "a"] }));
    expect(await writeRows(database, rows)).toBe(3);
    expect(await writeRows(database, [...rows, rowOf(4), rowOf(4)])).toBe(1);
    const ledger = createLedger(database, settings(), context());
    expect(await ledger.spentByKey("2026-11-22", "2026-11")).toEqual([
      { key_id: "key_1", day_nano: 50_000, month_nano: 50_000, total_nano: 50_000 },
    ]);
    expect(await ledger.spentByKey("2026-12-01", "2026-12")).toMatchObject([
      { day_nano: 0, month_nano: 0, total_nano: 50_000 },
    ]);
    const tags = await spend(database, { ...ALL, by: ["tag"] });
    expect(tags.rows.map((row) => [row.tag, row.requests])).toEqual([
      ["a", 3],
      ["b", 3],
      [null, 1],
    ]);
    expect(tags.total).toMatchObject({ requests: 4, cost: "0.00005" });
    await ledger.close();
  });

  test("every call can be read, with a row of its own or without", async () => {
    const database = await openPlace(await places.place());
    const call = {
      n: 1,
      provider: "p",
      model: "m",
      outcome: "answered",
      after_ms: 3,
      ms: 9,
    } as const;
    const told = { ...call, ttft_ms: 4, input_tokens: 10, output_tokens: 5, cost: "0.0000125" };
    const lost = {
      ...told,
      n: 2,
      outcome: "hedge_lost",
      cost: undefined,
      cost_reason: "?",
    } as const;
    await writeRows(database, [
      rowOf(1, { ttft_ms: 7, attempts: [told] }),
      rowOf(2, { ttft_ms: 7, attempts: [told, lost] }),
      rowOf(3, { ttft_ms: 7, attempts: [{ ...told, cost: "0.1" }] }),
      rowOf(4, { attempts: [] }),
    ]);
    const own = await database.db.selectFrom("attempts").select("id").execute();
    expect(own.map(({ id }) => id).sort()).toEqual([2, 2, 3].map((n) => rowOf(n).id));
    const calls = await database.db
      .selectFrom("calls")
      .selectAll()
      .orderBy("id")
      .orderBy("n")
      .execute();
    const plain = calls.map((each) => ({ ...each, cost_nano: Number(each.cost_nano) }));
    const first = { n: 1, outcome: "answered", after_ms: 3, ms: 9, ttft_ms: 4, input_tokens: 10 };
    expect(plain).toMatchObject([
      { ...first, id: rowOf(1).id, provider: "p", model: "m", cost_nano: 12_500, error: null },
      { ...first, id: rowOf(2).id, cost_nano: 12_500 },
      { id: rowOf(2).id, n: 2, outcome: "hedge_lost", cost_reason: "?" },
      { ...first, id: rowOf(3).id, cost_nano: 100_000_000 },
    ]);
    await database.close();
  });

  test("what a client can write never holds up the rows behind it", async () => {
    const database = await openPlace(await places.place());
    const ledger = createLedger(database, settings(), context());
    ledger.record(rowOf(1, { asked: "a\0b".repeat(500), tags: ["\0", "\ud800"], ms: NaN }));
    ledger.record(rowOf(2, { cost: "much", ttft_ms: 1e300 }));
    ledger.record(rowOf(3, { outcome: null as never }));
    ledger.record(rowOf(4));
    await ledger.flush();
    expect(ledger.stats()).toMatchObject({ written: 3, lost: 1, queued: 0 });
    const rows = await database.db
      .selectFrom("requests")
      .select(["asked", "cost_nano", "cost_reason"])
      .orderBy("id")
      .execute();
    expect(rows[0]?.asked).toBe("ab".repeat(500).slice(0, 133));
    expect(rows[1]).toMatchObject({ cost_nano: null });
    expect(rows[1]?.cost_reason).toContain("much");
    await ledger.close();
  });

  test("groups, filters and limits of a report", async () => {
    const database = await openPlace(await places.place());
    await writeRows(database, [
      rowOf(1, { owner: "ann", cost_overhead: "0.5", cost_reported: "1" }),
      rowOf(2, { owner: "bob", outcome: "error", cost: undefined, cost_reason: "none" }),
      rowOf(3, {
        owner: "bob",
        at: START + 86_400_000,
        outcome: "cancelled",
        cost: undefined,
        cost_estimated: "0.25",
        tags: ["x"],
      }),
    ]);
    const by = await spend(database, { ...ALL, by: ["day", "owner"], limit: 2 });
    expect(by.more).toBe(1);
    expect(by.rows).toMatchObject([
      { day: "2026-11-22", owner: "ann", cost: "0.0000125", cost_overhead: "0.5" },
      { day: "2026-11-22", owner: "bob", errors: 1, unknown_cost_requests: 1 },
    ]);
    expect(by.total).toMatchObject({ requests: 3, cancelled: 1, unknown_cost_estimated: "0.25" });
    const bob = await spend(database, { ...ALL, by: ["owner"], filters: { owner: ["bob"] } });
    expect(bob.rows).toMatchObject([{ owner: "bob", requests: 2 }]);
    const tagged = await spend(database, { ...ALL, filters: { tag: ["x"] } });
    expect(tagged).toMatchObject({ rows: [], total: { requests: 1 } });
    await database.close();
  });

  test("a report that takes several steps is the same", async () => {
    const database = await openPlace(await places.place());
    // All of a step in one millisecond, then more of it.
    for (let i = 0; i < 12_000; i += 2000)
      await writeRows(
        database,
        Array.from({ length: 2000 }, (_, j) =>
          rowOf(i + j, { at: START + Math.max(0, i + j - 7000), tags: [], attempts: [] }),
        ),
      );
    const { rows, total } = await spend(database, { ...ALL, by: ["model"] });
    expect(rows).toMatchObject([{ model: "m", requests: 12_000, cost: "0.15" }]);
    expect(total.requests).toBe(12_000);
    await database.close();
  });

  test("old rows go, what keys have spent stays", async () => {
    const database = await openPlace(await places.place());
    const old = Array.from({ length: 1200 }, (_, n) =>
      rowOf(n, { at: START - 3 * 86_400_000, tags: ["t"] }),
    );
    await writeRows(database, [...old, rowOf(5000, { at: START })]);
    const ledger = createLedger(database, settings({ keep_days: 2 }), context());
    expect(await ledger.prune()).toBe(1200);
    expect(await ids(database)).toEqual([rowOf(5000).id]);
    expect(await database.db.selectFrom("attempts").select("id").execute()).toHaveLength(1);
    expect(await database.db.selectFrom("request_tags").select("id").execute()).toEqual([]);
    const [spent] = await ledger.spentByKey("2026-11-22", "2026-11");
    expect(spent?.total_nano).toBe(1201 * 12_500);
    await ledger.close();
  });

  test("rows that come before the database is open wait, and a clean close loses none", async () => {
    const place = await places.place();
    let open = () => {};
    const gate = new Promise<void>((done) => (open = done));
    const ledger = createLedger(() => gate.then(() => openPlace(place)), settings(), context());
    for (let n = 0; n < 1000; n++) ledger.record(rowOf(n));
    expect(ledger.stats()).toMatchObject({ queued: 1000, written: 0, up: false });
    open();
    await ledger.opened;
    for (let n = 1000; n < 2345; n++) ledger.record(rowOf(n));
    await ledger.close();
    expect(ledger.stats()).toMatchObject({ queued: 0, lost: 0 });
    expect(await reading(place, ids)).toHaveLength(2345);
  });

  test("a close that comes before the database is open still writes to it", async () => {
    const place = await places.place();
    const ledger = createLedger(() => openPlace(place), settings(), context());
    for (let n = 0; n < 300; n++) ledger.record(rowOf(n));
    await ledger.close();
    expect(ledger.stats()).toMatchObject({ written: 300, spilled: 0, queued: 0 });
    expect(await reading(place, ids)).toHaveLength(300);
  });

  test("a close without a database leaves a file, which the next start brings in", async () => {
    const place = await places.place();
    const folder = places.folder();
    const away = createLedger(
      () => Promise.reject(new Error("away")),
      settings({ max_queue: 100 }),
      context(folder),
    );
    for (let n = 0; n < 500; n++) away.record(rowOf(n));
    await away.close();
    expect(away.stats()).toMatchObject({ queued: 0, spilled: 500, lost: 0 });
    // As a process leaves it that was ended in the middle of a line; no process has this number.
    const [name = ""] = readdirSync(folder);
    expect(name).toMatch(/^ledger-spill\..*\.jsonl$/);
    const dead = join(folder, `ledger-spill.${hostname()}.999999999.x.jsonl`);
    appendFileSync(dead, `\n${JSON.stringify(rowOf(500))}\n{"id":"row-torn`);
    const next = createLedger(() => openPlace(place), settings(), context(folder));
    await next.flush();
    expect(await ids(await next.opened)).toHaveLength(501);
    expect(readdirSync(folder)).toEqual([]);
    await next.close();
  });

  test("kill -9 under load loses no row older than a flush", async () => {
    const place = await places.place();
    const folder = places.folder();
    const victim = spawn(process.execPath, [child, "load", place, folder], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const told: [number, number][] = [];
    let last = 0;
    const ended = once(victim, "exit");
    for await (const line of createInterface({ input: victim.stdout! })) {
      const [n = 0, at = 0] = line.split(" ").map(Number);
      told.push([n, at]);
      last = at;
      if (told.length === 150) victim.kill("SIGKILL");
    }
    await ended;
    // 10 ms of waiting and a generous flush, on a machine that others use too.
    const old = told.filter(([, at]) => at < last - 10 - 400).at(-1)?.[0] ?? 0;
    expect(old).toBeGreaterThan(100);
    const found = await reading(place, ids);
    const expected = Array.from({ length: old }, (_, n) => rowOf(`${victim.pid}-${n}`).id);
    const there = new Set(found);
    expect(expected.filter((id) => !there.has(id))).toEqual([]);
    const days = await reading(place, ({ db }) =>
      db.selectFrom("key_spend").select("requests").execute(),
    );
    // The sum of a key is written with the rows, never without.
    expect(days).toEqual([{ requests: found.length }]);
  });

  it.skipIf(!start || name !== "postgres")(
    "a server that stops and starts costs no row",
    async () => {
      const place = await places.place();
      const folder = places.folder();
      const ledger = createLedger(() => openPlace(place), settings({ max_queue: 50 }), {
        ...context(folder),
      });
      let n = 0;
      const some = () => {
        for (let i = 0; i < 100; i++) ledger.record(rowOf(n++));
      };
      some();
      await ledger.flush();
      some();
      await places.server!.stop();
      for (let i = 0; i < 5; i++) {
        some();
        await ledger.flush();
      }
      expect(ledger.stats()).toMatchObject({ queued: 0, up: false, lost: 0 });
      expect(ledger.stats().spilled).toBeGreaterThan(300);
      expect(existsSync(folder)).toBe(true);
      await places.server!.start();
      some();
      await ledger.flush();
      await ledger.flush();
      expect(ledger.stats()).toMatchObject({ queued: 0, up: true, lost: 0, written: n });
      expect(await ids(await ledger.opened)).toHaveLength(n);
      expect(readdirSync(folder)).toEqual([]);
      await ledger.close();
    },
  );
});

it("behind a database that hangs, what is too much goes to a file, and a close ends", async () => {
  const folder = mkdtempSync(join(tmpdir(), "dragoman-ledger-"));
  const never = () => new Promise<Database>(() => {});
  const ledger = createLedger(never, settings({ max_queue: 100 }), {
    folder,
    log: silent,
    now: () => START,
  });
  for (let n = 0; n < 150; n++) ledger.record(rowOf(n));
  await vi.waitFor(() => expect(ledger.stats().spilled).toBeGreaterThan(100));
  await ledger.close();
  expect(ledger.stats()).toMatchObject({ spilled: 150, queued: 0, lost: 0 });
  await expect(ledger.opened).rejects.toThrow("closed");
  rmSync(folder, { recursive: true });
});

it("a folder that does not take files costs memory, not the process", async () => {
  // Below a file there can be no folder.
  const folder = join(import.meta.filename, "none");
  const ledger = createLedger(
    () => Promise.reject(new Error("away")),
    settings({ max_queue: 10 }),
    { folder, log: silent, now: () => START },
  );
  for (let n = 0; n < 50; n++) ledger.record(rowOf(n));
  await ledger.flush();
  expect(ledger.stats()).toMatchObject({ queued: 10, lost: 40, up: false });
  await ledger.close();
});
