import { ATTEMPT_COLUMNS, attemptValues, REQUEST_COLUMNS, requestValues } from "./columns.ts";
import { spendValues, tagsOf } from "./columns.ts";
import type { Database, Query } from "./database.ts";
import type { LedgerRow } from "./row.ts";

/** Rows of one statement. A text is made for each size once, so there are few sizes. */
const SIZES = [50, 10, 1] as const;

type Insert = (query: Query, rows: readonly unknown[][]) => Promise<{ id: string }[]>;

const insertRequests = insert("requests", REQUEST_COLUMNS, "on conflict do nothing returning id");
const insertAttempts = insert("attempts", ATTEMPT_COLUMNS, "on conflict do nothing");
const insertTags = insert("request_tags", ["id", "tag"], "on conflict do nothing");
const addSpend = insert(
  "key_spend",
  ["key_id", "day", "nano_usd", "requests", "tokens"],
  "on conflict (key_id, day) do update set nano_usd = key_spend.nano_usd + excluded.nano_usd, " +
    "requests = key_spend.requests + excluded.requests, tokens = key_spend.tokens + excluded.tokens",
);

/**
 * Writes rows, their attempts and tags and what their keys spent in one transaction, and tells how many were new: a
 * row whose id is there already changes nothing, so that the same rows may be written again after a doubt.
 */
export async function writeRows(database: Database, rows: readonly LedgerRow[]): Promise<number> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return database.transaction(async (query) => {
    const returned = await insertRequests(query, [...byId.values()].map(requestValues));
    const added = returned.map(({ id }) => byId.get(id)!);
    await insertAttempts(
      query,
      added.flatMap((row) => row.attempts.map((attempt) => attemptValues(row.id, attempt))),
    );
    await insertTags(
      query,
      added.flatMap((row) =>
        row.tags.length === 0 ? [] : tagsOf(row).map((tag) => [row.id, tag]),
      ),
    );
    await addSpend(query, spendValues(added));
    return added.length;
  });
}

/** Writes rows as `writeRows` does, and without those that the database will never take, which `refused` is told. */
export async function writeOrRefuse(
  database: Database,
  rows: readonly LedgerRow[],
  refused: (row: LedgerRow, error: unknown) => void,
): Promise<number> {
  try {
    return await writeRows(database, rows);
  } catch (error) {
    const [first] = rows;
    if (!first || !isDataError(error)) throw error;
    if (rows.length === 1) {
      refused(first, error);
      return 0;
    }
    let written = 0;
    // One of them holds up the others.
    for (const row of rows) written += await writeOrRefuse(database, [row], refused);
    return written;
  }
}

/**
 * Is the failure the data's and not the database's? SQLSTATE classes 22 (data) and 23 (constraints), and the embedded
 * database's own names: such rows fail again however often they are tried.
 */
function isDataError(error: unknown): boolean {
  const code = String((error as { code?: unknown } | undefined)?.code ?? "");
  return /^2[23]...$|^SQLITE_(?:CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(code);
}

function insert(table: string, columns: readonly string[], conflict: string): Insert {
  const texts = new Map(SIZES.map((size) => [size, insertText(table, columns, size, conflict)]));
  return async (query, rows) => {
    const returned: { id: string }[] = [];
    for (let i = 0; i < rows.length;) {
      const size = SIZES.find((each) => each <= rows.length - i)!;
      const result = await query<{ id: string }>(texts.get(size)!, rows.slice(i, i + size).flat());
      for (const row of result.rows) returned.push(row);
      i += size;
    }
    return returned;
  };
}

function insertText(table: string, columns: readonly string[], size: number, rest: string): string {
  const row = (i: number) => `(${columns.map((_, j) => `$${i * columns.length + j + 1}`).join()})`;
  const values = Array.from({ length: size }, (_, i) => row(i)).join();
  return `insert into ${table} (${columns.join()}) values ${values} ${rest}`;
}
