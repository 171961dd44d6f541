import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { promisify } from "node:util";
import { build } from "esbuild";
import { openDatabase } from "../../runtime/ledger/database.ts";
import type { Database } from "../../runtime/ledger/database.ts";
import { postgresPrograms, startPostgres } from "./postgres.ts";
import type { TestPostgres } from "./postgres.ts";
import { silent } from "./rows.ts";

/** A kind of database that a suite runs on; each `place()` is a new and empty one. */
export interface Kind {
  name: string;
  /** Undefined, said aloud, where the program is not installed. */
  start: (() => Promise<Places>) | undefined;
}

export interface Places {
  /** A new database: a file, or an address. */
  place(): Promise<string>;
  /** A new folder. */
  folder(): string;
  server?: TestPostgres;
  remove(): Promise<void>;
}

const programs = postgresPrograms();
if (!programs)
  console.warn("PostgreSQL is not installed: its half of the ledger's tests is skipped");

export const kinds: Kind[] = [
  { name: "embedded", start: embedded },
  { name: "postgres", start: programs === undefined ? undefined : () => postgres(programs) },
];

/** Opens a place. */
export function openPlace(place: string): Promise<Database> {
  return openDatabase(
    place.startsWith("postgres:") ? { postgres_url: place } : { file: place },
    silent,
  );
}

function folders() {
  const root = mkdtempSync(join(tmpdir(), "dragoman-ledger-"));
  let n = 0;
  return {
    folder: () => join(root, String(++n)),
    clear: () => rmSync(root, { recursive: true, force: true }),
  };
}

async function embedded(): Promise<Places> {
  const { folder, clear } = folders();
  return {
    folder,
    place: async () => join(folder(), "ledger.db"),
    remove: async () => clear(),
  };
}

async function postgres(programs: string): Promise<Places> {
  const { folder, clear } = folders();
  const server = await startPostgres(programs);
  const first = await openPlace(server.url);
  let n = 0;
  return {
    folder,
    server,
    place: async () => {
      const name = `test_${++n}`;
      const admin = n === 1 ? first : await openPlace(server.url);
      await admin.sql.raw(`create database ${name}`).execute(admin.db);
      await admin.close();
      return server.url.replace(/[^/]+$/, name);
    },
    remove: async () => {
      await server.remove();
      clear();
    },
  };
}

/** The child program, bundled once: a quick start, and a process that can be killed itself. */
export async function bundleChild(folder: string): Promise<string> {
  // Below the packages, so that they are found.
  const outfile = resolve(
    import.meta.dirname,
    `../../node_modules/.cache/dragoman/ledger-child-${process.pid}-${folder.replace(/\W+/g, "-")}.mjs`,
  );
  await build({
    entryPoints: [join(import.meta.dirname, "child.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    logLevel: "error",
  });
  return outfile;
}

/** Runs the child program to its end. */
export const runChild = (file: string, ...words: string[]) =>
  promisify(execFile)(process.execPath, [file, ...words], { timeout: 20_000 });
