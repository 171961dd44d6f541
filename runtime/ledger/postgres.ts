import type { PostgresPool } from "kysely";
import type { Logger } from "../log.ts";

/** Connections of one gateway: its writer, its reader of keys, and reports. */
const CONNECTIONS = 4;

/** The longest that a statement may run, and that a connection may take to come about, milliseconds. */
const STATEMENT_MS = 30_000;
const CONNECT_MS = 3000;

/** PostgreSQL's id of the type `int8`. */
const INT8 = 20;

/**
 * A pool of connections to a PostgreSQL; none is opened before it is needed. A connection that breaks is told to
 * the log and replaced, and never ends the process. `int8` is read as a number: sums are asked for as text.
 */
export async function openPostgres(address: string, log: Logger): Promise<PostgresPool> {
  const { default: pg } = await import("pg");
  const pool = new pg.Pool({
    connectionString: address,
    max: CONNECTIONS,
    application_name: "dragoman",
    connectionTimeoutMillis: CONNECT_MS,
    statement_timeout: STATEMENT_MS,
    query_timeout: STATEMENT_MS + 5000,
    idle_in_transaction_session_timeout: STATEMENT_MS,
    keepAlive: true,
    types: {
      getTypeParser: (id: number, format?: "text" | "binary") =>
        id === INT8 && format !== "binary" ? Number : pg.types.getTypeParser(id, format as "text"),
    },
  });
  const report = (error: Error) => log.warn({ err: error }, "ledger: a connection broke");
  pool.on("error", report);
  // While a connection is checked out the pool does not listen to its errors, and one unheard ends the process.
  pool.on("connect", (client) => client.on("error", report));
  return pool as PostgresPool;
}
