import type { LedgerConfig } from "../config-types.ts";
import type { Logger } from "../log.ts";
import type { Database } from "./database.ts";
import { Keeper } from "./keeper.ts";
import { prune } from "./prune.ts";
import type { LedgerRow } from "./row.ts";

/** What a key has spent, nano-USD, on a day, in its month and since ever. */
export interface KeySpend {
  key_id: string;
  day_nano: number;
  month_nano: number;
  total_nano: number;
}

/** How the ledger is doing. */
export interface LedgerStats {
  /** Rows that wait in memory. */
  queued: number;
  /** Rows that the database took since the start, those from files included. */
  written: number;
  /** Rows that went to files. */
  spilled: number;
  /** Times that the database did not open or take rows. */
  failures: number;
  /** Rows that nothing would take: refused by the database for what they are, or too many with a full disk. */
  lost: number;
  /** Is the database open, and did it take the last rows? */
  up: boolean;
}

/** Where requests are written down, behind the requests' backs. */
export interface Ledger {
  /** Takes a row to be written soon; never waits and never throws. The row must not be changed after. */
  record(row: LedgerRow): void;
  /** Writes what waits now; done when it is in the database, or in a file when the database is away. */
  flush(): Promise<void>;
  /** The database, as soon as it is open; rejects only when the ledger is closed before that. */
  readonly opened: Promise<Database>;
  /** For `/metrics` and `/ready`. */
  stats(): LedgerStats;
  /** What each key has spent by the ledger, on a day (`2026-11-22`), in a month (`2026-11`, both of UTC) and in all. */
  spentByKey(day: string, month: string): Promise<KeySpend[]>;
  /** Removes rows older than `keep_days`; it is done every hour by itself. Tells how many. */
  prune(): Promise<number>;
  /** Writes everything down, at the latest after five seconds to files, and closes the database. */
  close(): Promise<void>;
}

/** What a ledger needs of its process. */
export interface LedgerContext {
  /** `data_dir`: where rows wait in files while the database is away. */
  folder: string;
  log: Logger;
  now: () => number;
}

const PRUNE_MS = 3_600_000;
const DAY_MS = 86_400_000;

/**
 * The ledger on a database, or on what opens one: the server need not wait for that, and while it fails it is tried
 * again. The ledger closes the database that it was given.
 */
export function createLedger(
  database: Database | (() => Promise<Database>),
  config: LedgerConfig,
  context: LedgerContext,
): Ledger {
  const keeper = new Keeper(database, config, context);
  let closed = false;
  const pruneNow = async () => {
    if (config.keep_days === undefined) return 0;
    const before = context.now() - config.keep_days * DAY_MS;
    return prune(await keeper.opened, before, () => !closed);
  };
  const timer = setInterval(() => {
    pruneNow().catch((error: unknown) =>
      context.log.warn({ err: error }, "ledger: old rows are not removed"),
    );
  }, PRUNE_MS);
  timer.unref();
  return {
    record: keeper.record,
    flush: keeper.flush,
    opened: keeper.opened,
    stats: keeper.stats,
    spentByKey: async (day, month) => spentByKey(await keeper.opened, day, month),
    prune: pruneNow,
    close: async () => {
      closed = true;
      clearInterval(timer);
      await keeper.close();
    },
  };
}

async function spentByKey({ db, sql }: Database, day: string, month: string): Promise<KeySpend[]> {
  // Sums come as text: PostgreSQL's are `numeric`, and a number of the embedded database's may be past 2^53.
  const rows = await db
    .selectFrom("key_spend")
    .select([
      "key_id",
      sql<string>`cast(sum(case when day = ${day} then nano_usd else 0 end) as text)`.as("day"),
      sql<string>`cast(sum(case when day >= ${`${month}-00`} and day <= ${`${month}-99`} then nano_usd else 0 end) as text)`.as(
        "month",
      ),
      sql<string>`cast(sum(nano_usd) as text)`.as("total"),
    ])
    .groupBy("key_id")
    .orderBy("key_id")
    .execute();
  return rows.map((row) => ({
    key_id: row.key_id,
    day_nano: Number(row.day),
    month_nano: Number(row.month),
    total_nano: Number(row.total),
  }));
}
