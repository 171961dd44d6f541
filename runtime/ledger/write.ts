import { ATTEMPT_COLUMNS, attemptValues, REQUEST_COLUMNS, requestValues } from "./columns.ts";
import { spendValues, tagsOf, USUAL_COLUMNS } from "./columns.ts";
import type { Database, Query } from "./database.ts";
import type { LedgerRow } from "./row.ts";

/** Rows of one statement. A text is made for each size once, so there are few sizes. */
const SIZES = [50, 10, 1] as const;

/** Inserts rows; tells the ids that a statement returns, and how many rows were new. */
type Insert = (
  query: Query,
  rows: readonly unknown[][],
) => Promise<{ ids: string[]; added: number }>;

const NEW = "on conflict do nothing";
const insertUsual = insert("requests", USUAL_COLUMNS, NEW);
const insertOthers = insert("requests", REQUEST_COLUMNS, NEW);
const insertTelling = insert("requests", REQUEST_COLUMNS, `${NEW} returning id`);
const insertAttempts = insert("attempts", ATTEMPT_COLUMNS, NEW);
const insertTags = insert("request_tags", ["id", "tag"], NEW);
const addSpend = insert(
  "key_spend",
  ["key_id", "day", "nano_usd", "requests", "tokens"],
  "on conflict (key_id, day) do update set nano_usd = key_spend.nano_usd + excluded.nano_usd, " +
    "requests = key_spend.requests + excluded.requests, tokens = key_spend.tokens + excluded.tokens",
);

/** Ends the transaction of rows of which some are there already. */
const TWICE = new Error("some rows are in the ledger already");

/**
 * Writes rows, their attempts and tags and what their keys spent in one transaction, and tells how many were new: a
 * row whose id is there already changes nothing, so that the same rows may be written again after a doubt.
 */
export async function writeRows(database: Database, rows: readonly LedgerRow[]): Promise<number> {
  const byId = new Map(rows.map((row) => [row.id, row]));
  const once = [...byId.values()];
  try {
    return await database.transaction(async (query) => {
      await addNew(query, once);
      return writeRest(query, once);
    });
  } catch (error) {
    if (error !== TWICE) throw error;
  }
  return database.transaction(async (query) => {
    const width = REQUEST_COLUMNS.length;
    const values = once.map(requestValues);
    for (const each of values) while (each.length < width) each.push(null);
    const { ids } = await insertTelling(query, values);
    return writeRest(
      query,
      ids.map((id) => byId.get(id)!),
    );
  });
}

/** Adds rows that are new in all likelihood: to be told which ones were costs a fifth more. */
async function addNew(query: Query, rows: readonly LedgerRow[]): Promise<void> {
  const usual: unknown[][] = [];
  const others: unknown[][] = [];
  for (const row of rows) {
    const values = requestValues(row);
    (values.length === USUAL_COLUMNS.length ? usual : others).push(values);
  }
  const { added } = await insertUsual(query, usual);
  if (added < usual.length || (await insertOthers(query, others)).added < others.length)
    throw TWICE;
}

/** Writes all that is told of new rows elsewhere, and how many they are. */
async function writeRest(query: Query, added: readonly LedgerRow[]): Promise<number> {
  await insertAttempts(query, added.flatMap(attemptValues));
  const tagged = added.filter(({ tags }) => tags.length > 0);
  await insertTags(
    query,
    tagged.flatMap((row) => tagsOf(row).map((tag) => [row.id, tag])),
  );
  await addSpend(query, spendValues(added));
  return added.length;
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
    const ids: string[] = [];
    let added = 0;
    for (let i = 0; i < rows.length;) {
      const size = SIZES.find((each) => each <= rows.length - i) ?? 1;
      const values: unknown[] = [];
      for (const row of rows.slice(i, i + size)) for (const value of row) values.push(value);
      const result = await query<{ id: string }>(texts.get(size)!, values);
      for (const { id } of result.rows) ids.push(id);
      added += result.affected;
      i += size;
    }
    return { ids, added };
  };
}

function insertText(table: string, columns: readonly string[], size: number, rest: string): string {
  const row = (i: number) => `(${columns.map((_, j) => `$${i * columns.length + j + 1}`).join()})`;
  const values = Array.from({ length: size }, (_, i) => row(i)).join();
  return `insert into ${table} (${columns.join()}) values ${values} ${rest}`;
}
