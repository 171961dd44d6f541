import { gatewayError } from "../errors.ts";
import type { Database } from "../ledger/database.ts";

/** The longest that somebody waits for a database that is not open yet. */
const WAIT_MS = 2000;

/**
 * Waits for a database that may still be on its way, and not for long: rejects with a `GatewayError` when it is
 * away, so that nobody hangs until it comes back.
 */
export async function within(database: Database | Promise<Database>): Promise<Database> {
  if (!(database instanceof Promise)) return database;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = () =>
      reject(gatewayError("overloaded", "The database cannot be reached at the moment."));
    timer = setTimeout(fail, WAIT_MS);
    timer.unref();
  });
  try {
    return await Promise.race([database, late]);
  } finally {
    clearTimeout(timer);
  }
}
