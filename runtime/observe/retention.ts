import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";

const DAY_MS = 86_400_000;

/** The day of a time in Unix milliseconds, UTC, as files are named. */
export function dayOf(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}

/**
 * Deletes the files `<name>-YYYY-MM-DD.jsonl` of a folder whose days are more than `keep_days` before the day of
 * `at`; others are left alone. Throws when the folder cannot be read or a file not deleted.
 */
export async function deleteOld(
  folder: string,
  name: string,
  keep_days: number,
  at: number,
): Promise<void> {
  const oldest = dayOf(at - keep_days * DAY_MS);
  for (const file of await readdir(folder)) {
    if (!file.startsWith(`${name}-`)) continue;
    const day = /^(\d{4}-\d\d-\d\d)\.jsonl$/.exec(file.slice(name.length + 1))?.[1];
    if (day !== undefined && day < oldest) await unlink(join(folder, file));
  }
}
