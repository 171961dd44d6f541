import { createHash } from "node:crypto";
import { readFileSync, realpathSync, statSync, watch } from "node:fs";
import type { FSWatcher } from "node:fs";
import { dirname } from "node:path";
import type { Config, Environment } from "./config.ts";

/** What is watched, and how patiently; milliseconds. */
export interface WatchOptions {
  /** Paths of files; asked again at every look, since a new config may name others. */
  files: () => readonly string[];
  changed: () => void;
  /** How long all must be quiet before a look; 200 unless told otherwise. */
  quiet_ms?: number;
  /** How often is looked without any sign, for file systems that give none; 30,000 unless told otherwise. */
  poll_ms?: number;
}

const QUIET_MS = 200;
const POLL_MS = 30_000;
/** A folder that is never quiet is looked at all the same after so many times the quiet. */
const PATIENCE = 10;
/** Config and keys are small; of anything larger size and time are compared. */
const MAX_READ = 4 * 1024 * 1024;

/**
 * Calls back when the content of some files is another one. Folders are watched, not files: editors and
 * orchestrators replace files, or links on the way to them. A file that is absent or empty is about to be
 * written, and waited for. Keeps no process alive.
 */
export function watchFiles(options: WatchOptions): { close(): void } {
  const quiet = options.quiet_ms ?? QUIET_MS;
  const folders = new Map<string, FSWatcher>();
  let known = contents(options.files());
  let timer: NodeJS.Timeout | undefined;
  let first = 0;

  const stirred = (): void => {
    if (timer === undefined) first = performance.now();
    else if (performance.now() - first > quiet * PATIENCE) return;
    clearTimeout(timer);
    timer = setTimeout(look, quiet).unref();
  };
  const look = (): void => {
    timer = undefined;
    attend();
    const now = contents(options.files());
    for (const [file, content] of known)
      if (content !== "" && now.get(file) === "") now.set(file, content);
    const changed = [...now].some(
      ([file, content]) => known.has(file) && known.get(file) !== content,
    );
    known = now;
    if (changed) options.changed();
  };
  const attend = (): void => {
    const wanted = foldersOf(options.files());
    for (const [folder, watcher] of folders) {
      if (wanted.has(folder)) continue;
      watcher.close();
      folders.delete(folder);
    }
    for (const folder of wanted) if (!folders.has(folder)) follow(folder, folders, stirred);
  };

  attend();
  const poll = setInterval(look, options.poll_ms ?? POLL_MS).unref();
  return {
    close() {
      clearTimeout(timer);
      clearInterval(poll);
      for (const watcher of folders.values()) watcher.close();
      folders.clear();
    },
  };
}

function follow(folder: string, folders: Map<string, FSWatcher>, stirred: () => void): void {
  try {
    const watcher = watch(folder, { persistent: false }, stirred);
    // A folder that goes away, or a system without watches left: the poll looks on.
    watcher.on("error", () => {
      watcher.close();
      folders.delete(folder);
    });
    folders.set(folder, watcher);
  } catch {
    // Not there yet; the next look tries again.
  }
}

/** The folders that files stand in, and those that they really stand in. */
function foldersOf(files: readonly string[]): Set<string> {
  const folders = new Set<string>();
  for (const file of files) {
    folders.add(dirname(file));
    try {
      folders.add(dirname(realpathSync(file)));
    } catch {
      // Absent; the folder of its name tells when it comes.
    }
  }
  return folders;
}

/** A digest of each file's content; empty for one that is absent or has none. */
function contents(files: readonly string[]): Map<string, string> {
  return new Map(files.map((file) => [file, digest(file)]));
}

function digest(file: string): string {
  try {
    const stat = statSync(file);
    // Reading a pipe or a device would wait for ever.
    if (!stat.isFile() || stat.size > MAX_READ) return `${stat.size} ${stat.mtimeMs}`;
    const bytes = readFileSync(file);
    return bytes.length === 0 ? "" : createHash("sha256").update(bytes).digest("base64");
  } catch {
    return "";
  }
}

/** The variables that a config names for keys and addresses of databases. */
export function credentialNames(config: Config): string[] {
  const targets = Object.values(config.routes).flatMap((route) => route.targets);
  return [
    ...Object.values(config.providers).flatMap(({ key_env }) => key_env ?? []),
    ...targets.flatMap((target) => (typeof target === "string" ? [] : (target.key_env ?? []))),
    ...[config.ledger.postgres_env ?? []].flat(),
    ...[config.shared.redis_env ?? []].flat(),
  ];
}

/** The files that `<NAME>_FILE` variables name, for some names. */
export function credentialFiles(names: readonly string[], environment: Environment): string[] {
  const files = names.map((name) => environment[`${name}_FILE`]);
  return [...new Set(files.filter((file): file is string => Boolean(file)))];
}

/** A digest of all credentials of some names, in the environment and in files: another one when a key is rotated. */
export function credentialFingerprint(names: readonly string[], environment: Environment): string {
  const hash = createHash("sha256");
  for (const name of [...new Set(names)].sort()) {
    const file = environment[`${name}_FILE`];
    hash.update(JSON.stringify([name, environment[name] ?? null, file ? digest(file) : null]));
  }
  return hash.digest("base64");
}
