import { readFileSync } from "node:fs";
import { ConfigError } from "./config.ts";
import type { Environment } from "./config.ts";
import { isHeaderValue } from "./headers.ts";
import type { Credential } from "./translator.ts";

const secrets = new Set<string>();
/** Shorter ones are words that occur anyway, and no secrets. */
const SHORTEST_SECRET = 8;

/**
 * The key that the first set one of some environment variables holds, or the file that `<NAME>_FILE` names;
 * undefined when none is set. Throws a `ConfigError` for a file that cannot be read and a key that no header
 * can carry.
 */
export function readKey(names: readonly string[], environment: Environment): string | undefined {
  for (const name of names) {
    const key = environment[name]?.trim() || keyFromFile(`${name}_FILE`, environment);
    if (!key) continue;
    if (!isHeaderValue(key)) throw new ConfigError(`${name} holds characters that no key has`);
    if (key.length >= SHORTEST_SECRET) secrets.add(key);
    return key;
  }
  return undefined;
}

/** A text without the keys that are known, for messages and logs: upstreams repeat keys in their errors. */
export function redact(text: string): string {
  let out = text;
  for (const secret of secrets) if (out.includes(secret)) out = out.replaceAll(secret, "[key]");
  return out;
}

/** Puts a key where a provider wants it: into the headers, or into the query of the path, which is given back. */
export function applyCredential(
  credential: Credential,
  key: string | undefined,
  headers: Record<string, string>,
  path: string,
): string {
  if (key === undefined || credential.scheme === "none") return path;
  if (credential.scheme === "bearer") headers["authorization"] = `Bearer ${key}`;
  else if (credential.scheme === "header")
    headers[credential.name] = (credential.prefix ?? "") + key;
  else {
    const joint = path.includes("?") ? "&" : "?";
    return `${path}${joint}${credential.name}=${encodeURIComponent(key)}`;
  }
  return path;
}

function keyFromFile(variable: string, environment: Environment): string | undefined {
  const file = environment[variable];
  if (!file) return undefined;
  try {
    return readFileSync(file, "utf8").trim();
  } catch (error) {
    throw new ConfigError(`${variable}: ${(error as Error).message}`);
  }
}
