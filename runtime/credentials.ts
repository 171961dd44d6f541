import { readFileSync } from "node:fs";
import { ConfigError } from "./config.ts";
import type { Environment } from "./config.ts";
import { isHeaderValue } from "./headers.ts";
import type { Credential } from "./dialect-facts.ts";

/** All that a secret may look like in a text: as it is, in an address, in JSON, in a header of its own. */
const forms = new Set<string>();
/** Shorter ones are words that occur anyway, and no secrets. */
const SHORTEST_SECRET = 8;
/** A piece of a key that is as long tells too much of it; less is what providers show to tell keys apart. */
const SHORTEST_PIECE = 12;
const HIDDEN = "[key]";

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
    if (key.length >= SHORTEST_SECRET) remember(key);
    return key;
  }
  return undefined;
}

/** A text without the keys that are known, for messages and logs: upstreams repeat keys in their errors. */
export function redact(text: string): string {
  let out = text;
  for (const form of forms) if (out.includes(form)) out = out.replaceAll(form, HIDDEN);
  return out;
}

/**
 * The same, without the longer pieces of keys too: upstreams cut off what they repeat, or hide its middle. Costs
 * more than `redact`, so it is for what an upstream says of an error, not for whole bodies.
 */
export function redactPieces(text: string): string {
  let out = redact(text);
  for (const form of forms) out = withoutPieces(out, form);
  return out;
}

/** Every piece that is long enough contains one of the half as long pieces that a key can be cut into. */
function withoutPieces(text: string, form: string): string {
  const half = SHORTEST_PIECE / 2;
  let out = text;
  for (let at = 0; at + half <= form.length; at += half) out = withoutPiece(out, form, at, half);
  return out;
}

function withoutPiece(text: string, form: string, at: number, length: number): string {
  const gram = form.slice(at, at + length);
  let out = "";
  let copied = 0;
  for (let found = text.indexOf(gram); found !== -1;) {
    let [start, first] = [found, at];
    let [end, last] = [found + length, at + length];
    while (start > copied && first > 0 && text[start - 1] === form[first - 1]) (start--, first--);
    while (end < text.length && last < form.length && text[end] === form[last]) (end++, last++);
    if (end - start >= SHORTEST_PIECE) {
      out += text.slice(copied, start) + HIDDEN;
      copied = end;
    }
    found = text.indexOf(gram, end);
  }
  return copied === 0 ? text : out + text.slice(copied);
}

function remember(key: string): void {
  forms.add(key);
  forms.add(encodeURIComponent(key));
  forms.add(JSON.stringify(key).slice(1, -1));
  forms.add(Buffer.from(key).toString("base64"));
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
    const { code = "unknown" } = error as NodeJS.ErrnoException;
    const why = FILE_FAULTS[code] ?? `cannot be read (${code})`;
    const name = variable.slice(0, -"_FILE".length);
    throw new ConfigError(
      `${variable} names ${file}, which ${why}: put the value into a file there, or unset ${variable} and set ${name}`,
    );
  }
}

const FILE_FAULTS: Readonly<Record<string, string | undefined>> = {
  ENOENT: "is not there",
  ENOTDIR: "is not there",
  EISDIR: "is a folder",
  EACCES: "this user may not read",
};
