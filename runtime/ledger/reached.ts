import { gatewayError, GatewayError } from "../errors.ts";

/** SQLSTATE of connections that failed or were ended, of a server that is full, stops or starts, and of a time-out. */
const STATES = /^(?:08...|53300|57P0.|57014)$/;
const CODES =
  /^(?:ECONN\w+|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN|ENOENT|SQLITE_(?:BUSY|LOCKED|IOERR|FULL)\w*)$/;
/** The driver's own words have no code. */
const WORDS = /connection (?:terminated|error)|timeout exceeded when|read timeout|is closed/i;

/**
 * Waits for what was asked of the database. That it is away is no fault of the gateway's: then it rejects with a
 * `GatewayError` of the kind `overloaded`, so that whoever asked is told to come again.
 */
export async function reached<T>(work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (error instanceof GatewayError || !isAway(error)) throw error;
    throw gatewayError("overloaded", "The database cannot be reached at the moment.", {
      retry_after_ms: 1000,
    });
  }
}

function isAway(error: unknown): boolean {
  const { code, message = "" } = error as { code?: unknown; message?: string };
  if (typeof code === "string") return STATES.test(code) || CODES.test(code);
  return WORDS.test(message);
}
