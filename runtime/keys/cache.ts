import type { KeysTable } from "../ledger/tables.ts";
import type { KnownKeys } from "./credential.ts";
import type { VirtualKey } from "./key.ts";
import { keyOfRow } from "./rows.ts";
import { hashOf, sameDigest } from "./secret.ts";
import type { KeyStore } from "./store.ts";

/** All keys in memory, so that no request waits for the database. */
export interface KeyCache extends KnownKeys {
  /** The key of a secret, disabled and expired ones too; undefined when there is none. */
  find(secret: string): VirtualKey | undefined;
  /** The key with an id. */
  get(id: string): VirtualKey | undefined;
  /** All keys, in no order. */
  all(): Iterable<VirtualKey>;
  /** Done when the keys were read, or could not be, for the first time. */
  readonly loaded: Promise<void>;
  /** Reads what has changed. Never rejects: when the database is away, the last known keys stay. */
  refresh(): Promise<void>;
  close(): void;
}

/** What the cache needs; `now` gives Unix milliseconds. */
export interface KeyCacheOptions {
  store: Pick<KeyStore, "changedSince" | "onChange">;
  refresh_ms: number;
  /** Is told once when the keys cannot be read, and once (without an error) when they can again. */
  report(error: unknown): void;
  now?: () => number;
}

interface Entry {
  key: VirtualKey;
  hash: string;
  /** Unix milliseconds; absent: for ever. */
  valid_until?: number;
}

/**
 * Begins to read all keys; reads every `refresh_ms` what has changed, and at once after a change through the same
 * store. The cache is not `ready` until the database could be read.
 */
export function createKeyCache(options: KeyCacheOptions): KeyCache {
  const { store, report, now = Date.now } = options;
  const memory = createMemory();
  let failing = false;
  let ready = false;
  let closed = false;
  let seen = 0;

  async function read(): Promise<void> {
    try {
      for (const row of await store.changedSince(seen)) {
        memory.put(row);
        seen = Math.max(seen, Number(row.updated_at));
      }
      ready = true;
      if (failing) report(undefined);
      failing = false;
    } catch (error) {
      if (!failing && !closed) report(error);
      failing = true;
    }
  }

  const refresh = oneAfterAnother(read);
  const stop = store.onChange(refresh);
  const loaded = refresh();
  const timer = setInterval(() => void refresh(), options.refresh_ms);
  timer.unref();
  return {
    get ready() {
      return ready;
    },
    find(secret) {
      // No look at its checksum: of what cannot be a key there is no digest here.
      const hash = hashOf(secret);
      const entry = memory.byHash(hash);
      if (!entry || !sameDigest(entry.hash, hash)) return undefined;
      return entry.valid_until === undefined || entry.valid_until > now() ? entry.key : undefined;
    },
    loaded,
    get: memory.get,
    all: memory.all,
    refresh,
    close() {
      closed = true;
      clearInterval(timer);
      stop();
    },
  };
}

/** Keys by id and by the hashes of their secrets. */
function createMemory() {
  const hashes = new Map<string, Entry>();
  const byId = new Map<string, { key: VirtualKey; hashes: string[] }>();
  return {
    byHash: (hash: string): Entry | undefined => hashes.get(hash),
    get: (id: string): VirtualKey | undefined => byId.get(id)?.key,
    *all(): Iterable<VirtualKey> {
      for (const { key } of byId.values()) yield key;
    },
    put(row: KeysTable): void {
      for (const hash of byId.get(row.id)?.hashes ?? []) hashes.delete(hash);
      byId.delete(row.id);
      if (row.deleted_at !== null) return;
      const key = keyOfRow(row);
      const entries: Entry[] = [{ key, hash: row.hash }];
      const { previous_hash: hash, previous_valid_until: until } = row;
      if (hash !== null && until !== null) entries.push({ key, hash, valid_until: Number(until) });
      for (const entry of entries) hashes.set(entry.hash, entry);
      byId.set(row.id, { key, hashes: entries.map((entry) => entry.hash) });
    },
  };
}

/**
 * Runs some work never twice at once. A call while it runs waits for a further run, which begins after it: what
 * was written before the call is read for certain.
 */
function oneAfterAnother(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = (): Promise<void> => {
    const current = work().finally(() => {
      if (running === current) running = undefined;
    });
    running = current;
    return current;
  };
  return () => {
    if (!running) return run();
    next ??= running.then(() => {
      next = undefined;
      return run();
    });
    return next;
  };
}
