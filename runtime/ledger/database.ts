import { CompiledQuery, Kysely, PostgresDialect, sql, SqliteDialect, SqliteDriver } from "kysely";
import type { DatabaseConnection, Dialect, Driver } from "kysely";
import type { Logger } from "../log.ts";
import { openEmbedded } from "./embedded.ts";
import { migrate } from "./migrations.ts";
import { openPostgres } from "./postgres.ts";
import type { Tables } from "./tables.ts";

/** Where the database is: a file of our own, or the address of a PostgreSQL. */
export type DatabasePlace = { file: string } | { postgres_url: string };

/** What a statement gave: its rows, and how many it changed. */
export interface QueryResult<Row> {
  rows: Row[];
  affected: number;
}

/** Runs one statement whose text is ready; parameters are `$1`, `$2`, ... in both databases. */
export type Query = <Row>(
  text: string,
  parameters: readonly unknown[],
) => Promise<QueryResult<Row>>;

/** An open database with its schema up to date. */
export interface Database {
  readonly db: Kysely<Tables>;
  readonly kind: "embedded" | "postgres";
  /** Kysely's template tag, handed on so that the library is loaded with the database and not when the server starts. */
  readonly sql: typeof sql;
  /** Runs `work` within one transaction that may write from its first statement on; rolls back when it throws. */
  transaction<T>(work: (query: Query) => Promise<T>): Promise<T>;
  /** Ends it; what is under way is waited for. */
  close(): Promise<void>;
}

/** The number of our lock in PostgreSQL: `dragoman` cut to four bytes. */
const LOCK = 0x64726167;

/**
 * Opens the database and brings its schema up to date; several processes may do so at once. Throws when it cannot be
 * reached, read or migrated; nothing stays open then. Load this module with `await import()`: it brings the libraries.
 */
export async function openDatabase(
  place: DatabasePlace,
  log: Logger,
  now: () => number = Date.now,
): Promise<Database> {
  const kind = "file" in place ? "embedded" : "postgres";
  const dialect =
    "file" in place
      ? embeddedDialect(place.file)
      : new PostgresDialect({ pool: await openPostgres(place.postgres_url, log) });
  const db = new Kysely<Tables>({ dialect });
  try {
    await db.transaction().execute(async (transaction) => {
      // The embedded database is locked already: each of its transactions is one that writes.
      if (kind === "postgres")
        await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
      await migrate(transaction, now);
    });
  } catch (error) {
    await db.destroy();
    throw error;
  }
  return {
    db,
    kind,
    sql,
    transaction: (work) => db.transaction().execute((transaction) => work(queryOf(transaction))),
    close: () => db.destroy(),
  };
}

function queryOf(db: Kysely<Tables>): Query {
  return async <Row>(text: string, parameters: readonly unknown[]) => {
    const result = await db.executeQuery<Row>(CompiledQuery.raw(text, [...parameters]));
    return { rows: result.rows, affected: Number(result.numAffectedRows ?? 0n) };
  };
}

function embeddedDialect(file: string): Dialect {
  const config = { database: () => openEmbedded(file) };
  const dialect = new SqliteDialect(config);
  return {
    createAdapter: () => dialect.createAdapter(),
    createDriver: (): Driver => new WritingDriver(config),
    createIntrospector: (db) => dialect.createIntrospector(db),
    createQueryCompiler: () => dialect.createQueryCompiler(),
  };
}

/** Transactions that take the right to write at once: one that begins by reading could not wait for it later. */
class WritingDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw("begin immediate"));
  }
}
