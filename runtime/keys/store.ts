import { gatewayError } from "../errors.ts";
import type { GatewayError } from "../errors.ts";
import type { Database } from "../ledger/database.ts";
import { reached } from "../ledger/reached.ts";
import type { KeysTable } from "../ledger/tables.ts";
import { readFields, wrong } from "./fields.ts";
import type { VirtualKey } from "./key.ts";
import { within } from "./opened.ts";
import { columnsOf, EMPTY_ROW, keyOfRow } from "./rows.ts";
import { hashOf, hintOf, newId, newSecret } from "./secret.ts";

/** A key with its secret, which is told this once and kept nowhere. */
export interface IssuedKey {
  key: VirtualKey;
  secret: string;
}

/** The keys in the database. Everything throws a `GatewayError` for what the caller did wrong. */
export interface KeyStore {
  /** Makes a key; `said` is checked as `readFields` does, and `name` is required. */
  create(said: unknown): Promise<IssuedKey>;
  /** All keys, oldest first; those that were deleted only on demand. */
  list(options?: { deleted?: boolean }): Promise<VirtualKey[]>;
  /** The key with an id. */
  get(id: string): Promise<VirtualKey>;
  /** The key with an id or a name. */
  named(idOrName: string): Promise<VirtualKey>;
  /** Changes what is said. */
  update(id: string, said: unknown): Promise<VirtualKey>;
  /** Gives a key a new secret; the one before stays good for `grace_ms`, the one before that does not. */
  rotate(id: string, grace_ms?: number): Promise<IssuedKey>;
  /** Ends a key for good. Its row stays, for reports. */
  remove(id: string): Promise<VirtualKey>;
  /** The rows that were changed after the change `seen`, in order; 0 for all. */
  changedSince(seen: number): Promise<KeysTable[]>;
  /** Calls back after each change through this store, and waits for it; gives the way to stop that. */
  onChange(listener: () => Promise<void>): () => void;
}

/** The longest that a replaced secret may stay good: 30 days. */
const MAX_GRACE_MS = 30 * 86_400_000;
/** The number of a lock in PostgreSQL, by which changes of keys come one after the other. */
const LOCK = 0x646b6579;

type Transaction = Parameters<
  Parameters<ReturnType<Database["db"]["transaction"]>["execute"]>[0]
>[0];

/** Rows of keys, in a transaction or not. */
type Source = Pick<Transaction, "selectFrom">;

/** The store over a database, which may be on its way; `now` gives Unix milliseconds. */
export function createKeyStore(
  database: Database | Promise<Database>,
  now: () => number = Date.now,
): KeyStore {
  const listeners = new Set<() => Promise<void>>();
  const open = async (): Promise<Source> => (await within(database)).db;

  async function change<T>(work: Work<T>): Promise<T> {
    const result = await reached(stamped(await within(database), now, work));
    for (const listener of listeners) await listener();
    return result;
  }

  return {
    create: (said) => create(said, now, change),
    async list({ deleted = false } = {}) {
      const query = rows(await open())
        .orderBy("created_at")
        .orderBy("id");
      const found = await reached(query.execute());
      return found.filter((row) => deleted || row.deleted_at === null).map(keyOfRow);
    },
    get: async (id) => keyOfRow(await reached(rowOf(await open(), id))),
    async named(idOrName) {
      const column = idOrName.startsWith("key_") ? "id" : "name";
      const query = rows(await open()).where("deleted_at", "is", null);
      const row = await reached(query.where(column, "=", idOrName).executeTakeFirst());
      if (!row) throw absent(idOrName);
      return keyOfRow(row);
    },
    async update(id, said) {
      const fields = readFields(said, now());
      return change(async (tx, updated_at) => {
        const before = await rowOf(tx, id);
        const { name } = fields;
        if (name !== undefined && name !== before.name) await checkName(tx, name);
        return keyOfRow(await write(tx, before, { ...columnsOf(fields), updated_at }));
      });
    },
    rotate: (id, grace_ms = 0) => rotate(id, grace_ms, now, change),
    remove: (id) =>
      change(async (tx, updated_at) => {
        const before = await rowOf(tx, id);
        const end = { disabled: 1, deleted_at: now(), ...NOT_ROTATED, updated_at };
        return keyOfRow(await write(tx, before, end));
      }),
    changedSince: async (seen) =>
      rows(await open())
        .where("updated_at", ">", seen)
        .orderBy("updated_at")
        .execute(),
    onChange(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

type Work<T> = (tx: Transaction, stamp: number) => Promise<T>;
type Change = <T>(work: Work<T>) => Promise<T>;

/** One change at a time, each stamped above all before it: so that readers miss none, whatever the clocks say. */
function stamped<T>(database: Database, now: () => number, work: Work<T>): Promise<T> {
  return database.db.transaction().execute(async (tx) => {
    // The embedded database is locked by the transaction itself.
    if (database.kind === "postgres")
      await database.sql`select pg_advisory_xact_lock(${LOCK})`.execute(tx);
    const highest = await tx
      .selectFrom("keys")
      .select((eb) => eb.fn.max("updated_at").as("at"))
      .executeTakeFirst();
    return work(tx, Math.max(now(), Number(highest?.at ?? 0) + 1));
  });
}

async function create(said: unknown, now: () => number, change: Change): Promise<IssuedKey> {
  const fields = readFields(said, now());
  const { name } = fields;
  if (name === undefined) throw wrong("name", "is required");
  const secret = newSecret();
  const identity = { id: newId("key_"), hint: hintOf(secret), hash: hashOf(secret) };
  const key = await change(async (tx, updated_at) => {
    await checkName(tx, name);
    const times = { created_at: now(), updated_at };
    const row = { ...EMPTY_ROW, ...columnsOf(fields), name, ...identity, ...times };
    await tx.insertInto("keys").values(row).execute();
    return keyOfRow(row);
  });
  return { key, secret };
}

async function rotate(
  id: string,
  grace_ms: number,
  now: () => number,
  change: Change,
): Promise<IssuedKey> {
  if (!Number.isSafeInteger(grace_ms) || grace_ms < 0 || grace_ms > MAX_GRACE_MS)
    throw wrong("grace_ms", `must be a whole number of milliseconds, 0 to ${MAX_GRACE_MS}`);
  const secret = newSecret();
  const key = await change(async (tx, updated_at) => {
    const before = await rowOf(tx, id);
    const grace = { previous_hash: before.hash, previous_valid_until: now() + grace_ms };
    const previous = grace_ms > 0 ? grace : NOT_ROTATED;
    const fresh = { hash: hashOf(secret), hint: hintOf(secret), updated_at };
    return keyOfRow(await write(tx, before, { ...fresh, ...previous }));
  });
  return { key, secret };
}

const NOT_ROTATED = { previous_hash: null, previous_valid_until: null };

function rows(source: Source) {
  return source.selectFrom("keys").selectAll();
}

async function rowOf(source: Source, id: string): Promise<KeysTable> {
  const row = await rows(source).where("id", "=", id).executeTakeFirst();
  if (!row || row.deleted_at !== null) throw absent(id);
  return row;
}

async function write(
  tx: Transaction,
  row: KeysTable,
  columns: Partial<KeysTable>,
): Promise<KeysTable> {
  await tx.updateTable("keys").set(columns).where("id", "=", row.id).execute();
  return { ...row, ...columns };
}

async function checkName(tx: Transaction, name: string): Promise<void> {
  const taken = await tx
    .selectFrom("keys")
    .select("id")
    .where("name", "=", name)
    .where("deleted_at", "is", null)
    .executeTakeFirst();
  if (!taken) return;
  const message = `There is a key named \`${name}\` already: ${taken.id}.`;
  throw gatewayError("bad_request", message, { param: "name", code: "conflict" });
}

function absent(name: string): GatewayError {
  return gatewayError("not_found", `There is no key \`${name.slice(0, 100)}\`.`);
}
