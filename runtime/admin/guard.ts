import { ConfigError } from "../config.ts";
import type { Environment } from "../config.ts";
import { readKey } from "../credentials.ts";
import { sameSecret } from "../keys/secret.ts";
import { errorAnswer } from "./answers.ts";
import type { AdminAnswer, AdminRequest } from "./answers.ts";
import { createAttempts } from "./attempts.ts";

/** The environment variable with the admin key; `_FILE` behind it names a file. */
export const ADMIN_KEY = "DRAGOMAN_ADMIN_KEY";

const SHORTEST = 16;

/** The admin key; undefined when there is none. Throws a `ConfigError` for one that is too short. */
export function readAdminKey(environment: Environment): string | undefined {
  const key = readKey([ADMIN_KEY], environment);
  if (key !== undefined && key.length < SHORTEST)
    throw new ConfigError(`${ADMIN_KEY} must have at least ${SHORTEST} characters`);
  return key;
}

/** Is it an address of this machine, as sockets tell it? */
export function isLoopback(address: string): boolean {
  const plain = address.toLowerCase().replace(/^::ffff:/, "");
  return plain === "::1" || /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(plain);
}

/** Did a proxy hand a request on, so that the peer's address is not the client's? */
export function isForwarded(headers: AdminRequest["headers"]): boolean {
  return ["forwarded", "x-forwarded-for", "x-real-ip"].some((name) => headers[name] !== undefined);
}

/** What the guard needs; `now` gives Unix milliseconds. */
export interface GuardOptions {
  key: string | undefined;
  /** May other machines ask? Asked each time, since configs are reloaded. */
  remote: () => boolean;
  /** Is told of each refusal for a wrong key. */
  refused(facts: { remote: string; path: string; reason: string }): void;
  now?: () => number;
}

/**
 * Who may use the admin API: undefined for those who may, else the answer. Browsers never may: a page must not
 * be able to use an admin's machine. An address that has sent many wrong keys waits, with the right one too.
 */
export function createGuard(
  options: GuardOptions,
): (request: AdminRequest) => AdminAnswer | undefined {
  const attempts = createAttempts(options.now);
  return (request) => {
    const { headers, remote, path } = request;
    if (!options.remote()) {
      if (!isLoopback(remote))
        return errorAnswer(
          403,
          "The admin API answers this machine only; `admin.remote` opens it.",
        );
      if (request.forwarded || isForwarded(headers))
        return errorAnswer(
          403,
          "The admin API is not reached through a proxy, unless `admin.remote` opens it.",
        );
    }
    if (headers["origin"] !== undefined || headers["sec-fetch-site"] !== undefined)
      return errorAnswer(403, "The admin API does not answer web pages.");
    if (options.key === undefined)
      return errorAnswer(
        403,
        `The admin API is off: set ${ADMIN_KEY} (or ${ADMIN_KEY}_FILE) to a secret of at least ${SHORTEST} characters.`,
      );
    const wait = attempts.wait(remote);
    if (wait > 0) {
      options.refused({ remote, path, reason: "too many wrong keys" });
      const seconds = String(Math.ceil(wait / 1000));
      return errorAnswer(429, "Too many wrong keys; try again later.", { "retry-after": seconds });
    }
    const given = keyIn(headers);
    if (given !== undefined && sameSecret(given, options.key)) return undefined;
    if (given !== undefined) {
      attempts.failed(remote);
      options.refused({ remote, path, reason: "wrong key" });
    }
    const message =
      given === undefined
        ? "The admin key is needed: `Authorization: Bearer ...` or `x-admin-key: ...`."
        : "The admin key is wrong.";
    return errorAnswer(401, message, { "www-authenticate": 'Bearer realm="admin"' });
  };
}

function keyIn(headers: AdminRequest["headers"]): string | undefined {
  const own = headers["x-admin-key"];
  if (typeof own === "string") return own.trim();
  const bearer = headers["authorization"];
  if (typeof bearer !== "string") return undefined;
  return /^bearer +(\S.*)$/i.exec(bearer.trim())?.[1];
}
