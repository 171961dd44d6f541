import { randomUUID } from "node:crypto";
import { appendFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import type { LedgerRow } from "./row.ts";

/** Rows that wait in files below a folder while the database is away; a file belongs to one process. */
export interface Spill {
  /** Adds rows; they are with the operating system when this is done. Throws when the disk does not take them. */
  append(rows: readonly LedgerRow[]): Promise<void>;
  /**
   * Hands rows back, `batch` at a time, from files of our own and of processes that have ended, and removes a file
   * when `write` has taken all of it. What `write` refuses by throwing stays. Tells how many lines could not be read.
   */
  recover(batch: number, write: (rows: LedgerRow[]) => Promise<unknown>): Promise<number>;
}

const HEAD = "ledger-spill";
const TAIL = ".jsonl";

/** A file of another host whose process we cannot ask for is taken over when nothing was added for so long, milliseconds. */
const IDLE_MS = 60_000;

/** The spill of this process, below `folder`, which is made when it is needed. */
export function createSpill(folder: string): Spill {
  const host = hostname().replace(/[^A-Za-z0-9-]/g, "-");
  const ownName = () => `${HEAD}.${host}.${process.pid}.${randomUUID()}${TAIL}`;
  let current = ownName();
  const mine = new Set([current]);
  // One after the other: a file that is being added to is not taken at the same time.
  let last: Promise<unknown> = Promise.resolve();
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  /** Makes a file one that is only read, by us alone; undefined when another process was quicker. */
  const take = async (name: string): Promise<string | undefined> => {
    if (name === current) mine.add((current = ownName()));
    if (mine.has(name)) return join(folder, name);
    const taken = ownName();
    mine.add(taken);
    const [from, to] = [join(folder, name), join(folder, taken)];
    return rename(from, to).then(
      () => to,
      () => undefined,
    );
  };
  return {
    append: (rows) =>
      inTurn(async () => {
        await mkdir(folder, { recursive: true, mode: 0o700 });
        // A line break first: the line before may have been torn by a full disk.
        const lines = rows.map((row) => `\n${JSON.stringify(row)}`).join("") + "\n";
        await appendFile(join(folder, current), lines, { mode: 0o600 });
      }),
    recover: async (batch, write) => {
      let unread = 0;
      for (const name of await list(folder)) {
        if (!mine.has(name) && !(await isLeft(folder, name, host))) continue;
        const path = await inTurn(() => take(name));
        if (path === undefined) continue;
        unread += await replay(path, batch, write);
        await rm(path, { force: true });
      }
      return unread;
    },
  };
}

async function list(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith(`${HEAD}.`) && name.endsWith(TAIL)).sort();
}

/** Has the process ended that a file belongs to? One of our own number is a former life of ours. */
async function isLeft(folder: string, name: string, host: string): Promise<boolean> {
  const [owner, pid = ""] = name.slice(HEAD.length + 1).split(".");
  if (owner !== host) {
    const { mtimeMs } = await stat(join(folder, name)).catch(() => ({ mtimeMs: Date.now() }));
    return Date.now() - mtimeMs > IDLE_MS;
  }
  if (Number(pid) === process.pid) return true;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "ESRCH";
  }
}

async function replay(
  path: string,
  batch: number,
  write: (rows: LedgerRow[]) => Promise<unknown>,
): Promise<number> {
  let unread = 0;
  let rows: LedgerRow[] = [];
  const file = await open(path);
  try {
    for await (const line of file.readLines()) {
      if (line === "") continue;
      const row = readRow(line);
      if (row) rows.push(row);
      else unread += 1;
      if (rows.length < batch) continue;
      await write(rows);
      rows = [];
    }
    if (rows.length > 0) await write(rows);
    return unread;
  } finally {
    await file.close();
  }
}

/** A row of a line; undefined when it was torn, by the end of the process or a full disk. */
function readRow(line: string): LedgerRow | undefined {
  try {
    const row = JSON.parse(line) as LedgerRow;
    const whole = typeof row.id === "string" && Array.isArray(row.tags);
    return whole && Array.isArray(row.attempts) ? row : undefined;
  } catch {
    return undefined;
  }
}
