import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { configOf } from "../../runtime/config.ts";
import { openDatabase } from "../../runtime/ledger/database.ts";
import type { Database } from "../../runtime/ledger/database.ts";
import { createLog } from "../../runtime/log.ts";

/** A folder with one database file, which several connections open as several processes would. */
export interface Shared {
  folder: string;
  file: string;
  open(): Promise<Database>;
}

const cleanups: (() => unknown)[] = [];

/** Closes and removes what a test has opened; for `afterEach`. */
export async function cleanUp(): Promise<void> {
  while (cleanups.length > 0) await cleanups.pop()!();
}

/** Has something done by `cleanUp`. */
export function later(work: () => unknown): void {
  cleanups.push(work);
}

/** A new folder for a database. */
export function sharedFile(): Shared {
  const folder = mkdtempSync(join(tmpdir(), "dragoman-keys-"));
  later(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "ledger.db");
  const log = createLog({ ...configOf({}).log, level: "silent" });
  return {
    folder,
    file,
    async open() {
      const database = await openDatabase({ file }, log);
      later(() => database.close());
      return database;
    },
  };
}

/** A clock that stands until it is moved. */
export function clock(at = Date.UTC(2026, 10, 22, 12)) {
  const now = () => at;
  return { now, pass: (ms: number) => void (at += ms) };
}
