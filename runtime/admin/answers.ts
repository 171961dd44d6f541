import { ConfigError } from "../config.ts";
import { GatewayError } from "../errors.ts";
import { redact } from "../credentials.ts";

/** A request to the admin API, read. */
export interface AdminRequest {
  method: string;
  /** Without the query. */
  path: string;
  query: URLSearchParams;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | string[] | undefined>>;
  /**
   * Reads the JSON body, undefined when there is none; called only for those who may change something. Rejects
   * with a `GatewayError`.
   */
  body(): Promise<unknown>;
  /** The address of the peer; empty when it is not known. */
  remote: string;
  /** Did a proxy hand it on? */
  forwarded: boolean;
}

/** What the admin API answers. */
export interface AdminAnswer {
  status: number;
  headers: Record<string, string>;
  body: string;
}

/** A JSON answer, which nobody may keep: it may hold a secret. */
export function jsonAnswer(
  status: number,
  body: unknown,
  headers: Record<string, string> = {},
): AdminAnswer {
  return {
    status,
    headers: {
      "content-type": "application/json; charset=utf-8",
      "cache-control": "no-store",
      ...headers,
    },
    body: JSON.stringify(body),
  };
}

/** An answer with a CSV file. */
export function csvAnswer(text: string): AdminAnswer {
  return {
    status: 200,
    headers: { "content-type": "text/csv; charset=utf-8", "cache-control": "no-store" },
    body: text,
  };
}

/** An error of the admin API: `{error: {message, param?}}`. Known keys in the message are hidden. */
export function errorAnswer(
  status: number,
  message: string,
  headers: Record<string, string> = {},
  param?: string,
): AdminAnswer {
  const error = { message: redact(message), ...(param !== undefined && { param }) };
  return jsonAnswer(status, { error }, headers);
}

/** The statuses of the errors that a caller can make. */
const STATUS: Readonly<Record<string, number>> = {
  bad_request: 400,
  unsupported: 400,
  permission: 403,
  not_found: 404,
  timeout: 408,
  too_large: 413,
  overloaded: 503,
};

/** The answer to something that was thrown; undefined when it is a fault of the gateway. */
export function answerOf(thrown: unknown): AdminAnswer | undefined {
  if (thrown instanceof ConfigError) return errorAnswer(400, thrown.message);
  if (!(thrown instanceof GatewayError)) return undefined;
  const { kind, code, message, param } = thrown.error;
  const status = code === "conflict" ? 409 : STATUS[kind];
  return status === undefined ? undefined : errorAnswer(status, message, {}, param);
}
