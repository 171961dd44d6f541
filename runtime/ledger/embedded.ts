import { closeSync, mkdirSync, openSync } from "node:fs";
import { dirname } from "node:path";
import type Libsql from "libsql";
import type { SqliteDatabase, SqliteStatement } from "kysely";

/** How long a statement waits for another process that writes, milliseconds. */
const BUSY_MS = 5000;

/** Statements that are kept ready; the ledger uses a dozen, reports come and go. */
const PREPARED = 64;

/**
 * Opens the embedded database, and makes its folder (0700) and file (0600), where they are not there. Each commit reaches the operating system at once, so that the
 * end of the process loses nothing; a power failure may lose the last ones, but leaves the file whole.
 */
export async function openEmbedded(file: string): Promise<SqliteDatabase> {
  const { default: Database } = await import("libsql");
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  makeFile(file);
  const database = new Database(file, { timeout: BUSY_MS });
  try {
    await settle(database);
  } catch (error) {
    database.close();
    throw error;
  }
  return withPrepared(database);
}

/** The files beside the database get the mode that it has. One that is there is not opened: that would end its locks. */
function makeFile(file: string): void {
  try {
    closeSync(openSync(file, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

async function settle(database: Libsql.Database): Promise<void> {
  database.pragma(`busy_timeout = ${BUSY_MS}`);
  const until = Date.now() + BUSY_MS;
  for (;;) {
    try {
      database.pragma("journal_mode = WAL");
      break;
    } catch (error) {
      // Three processes that open a new file at once: the change to WAL does not wait for the others by itself.
      if (!isBusy(error) || Date.now() > until) throw error;
      await new Promise((done) => setTimeout(done, 20));
    }
  }
  database.pragma("synchronous = NORMAL");
  database.pragma("foreign_keys = ON");
}

function isBusy(error: unknown): boolean {
  return error instanceof Error && /\b(?:busy|locked)\b/i.test(error.message);
}

/** The database with its statements kept: to compile the text of a batch takes longer than to run it. */
function withPrepared(database: Libsql.Database): SqliteDatabase {
  const ready = new Map<string, SqliteStatement>();
  return {
    prepare(text) {
      const known = ready.get(text);
      if (known) return known;
      const statement = database.prepare(text) as SqliteStatement;
      const [oldest] = ready.keys();
      if (ready.size >= PREPARED && oldest !== undefined) ready.delete(oldest);
      ready.set(text, statement);
      return statement;
    },
    close() {
      ready.clear();
      database.close();
    },
  };
}
