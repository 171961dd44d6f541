import type * as Hub from "../generated/hub.types.ts";
import type { Dialect, Wire } from "./translator.ts";

/** An error that a client is to be told of, on its way there. */
export class GatewayError extends Error {
  readonly error: Hub.Error;
  constructor(error: Hub.Error) {
    super(error.message);
    this.error = error;
  }
}

/** An error, and whether asking again is in vain whatever its kind usually is. */
type Told = Hub.Error & { final?: true };

/** What is wrong, as something to throw. */
export function gatewayError(
  kind: Hub.ErrorKind,
  message: string,
  more: Partial<Told> = {},
): GatewayError {
  return new GatewayError({ kind, message, ...more });
}

/** An error in the words of a dialect: what goes on the wire. */
export interface ErrorAnswer {
  status: number;
  headers: Record<string, string>;
  body: Wire;
}

const RETRYABLE: ReadonlySet<Hub.ErrorKind> = new Set([
  "timeout",
  "rate_limit",
  "overloaded",
  "upstream",
  "internal",
]);

/** Can the same request succeed a little later? */
export function isRetryable(kind: Hub.ErrorKind): boolean {
  return RETRYABLE.has(kind);
}

function errorBody(dialect: Dialect, error: Hub.Error, status: number, requestId?: string): Wire {
  const words = dialect.facts.errors.write[error.kind];
  return dialect.encodeErrorBody({
    message: error.message,
    type: words.type,
    code: words.code ?? error.code,
    reason:
      error.kind === "unsupported" ? dialect.facts.errors.fields?.[error.param ?? ""] : undefined,
    param: error.param,
    status,
    request_id: requestId,
  });
}

/**
 * An error as a dialect answers it. SDKs retry 408, 409, 429 and 5xx unless `x-should-retry` forbids it, which
 * it does where waiting changes nothing.
 */
export function writeError(
  dialect: Dialect,
  error: Told,
  requestId?: string,
  status = dialect.facts.errors.write[error.kind].status,
): ErrorAnswer {
  const headers: Record<string, string> = {};
  const wait = error.retry_after_ms;
  if (wait !== undefined) headers["retry-after"] = String(Math.ceil(wait / 1000));
  if (error.final || !isRetryable(error.kind)) headers["x-should-retry"] = "false";
  return { status, headers, body: errorBody(dialect, error, status, requestId) };
}
