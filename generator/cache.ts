import { createHash } from "node:crypto";
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { folder, listFiles, replace } from "./write.ts";

/** What the last successful run found, and the hash of all it read and wrote. */
export interface Manifest {
  readonly hash: string;
  readonly specs: number;
  readonly files: number;
}

const manifest = "node_modules/.cache/dragoman/manifest.json";
// The lock file stands for the tools whose output lands in ours.
const inputs = ["providers", "schemas", "generator"];
const tools = ["package-lock.json", ".prettierrc.json"];

/** The hash of everything a compilation reads: specs, schemas, the compiler, its tools. */
export function hashInputs(root: string): string {
  return hashOf(root, inputs);
}

/** The hash of all inputs and of what lies in `generated/`: equal means that there is nothing to do. */
export function hashAll(root: string): string {
  return hashOf(root, [...inputs, folder]);
}

/** What the last run left, when nothing was touched since; a hand edit of `generated/` is a touch. */
export function recall(root: string): Manifest | undefined {
  try {
    const found = JSON.parse(readFileSync(join(root, manifest), "utf8")) as Manifest;
    return found.hash === hashAll(root) ? found : undefined;
  } catch {
    // No manifest, or half of one: the answer is to compile.
    return undefined;
  }
}

/**
 * Keeps what a run found, when the disk holds exactly what the specs compile to. `before` is the hash
 * of the inputs as the run began: an edit while it ran belongs to the next one.
 */
export function remember(root: string, before: string, found: Omit<Manifest, "hash">): void {
  const hash = hashAll(root);
  if (hashInputs(root) === before)
    replace(join(root, manifest), JSON.stringify({ hash, ...found }) + "\n");
  else forget(root);
}

/** Makes the next run compile. */
export function forget(root: string): void {
  rmSync(join(root, manifest), { force: true });
}

function hashOf(root: string, names: readonly string[]): string {
  const hash = createHash("sha256").update(process.version);
  const below = names.flatMap((name) =>
    listFiles(join(root, name)).map((file) => `${name}/${file}`),
  );
  for (const file of [...tools, ...below]) {
    const bytes = read(join(root, file));
    hash.update(`\0${file}\0${bytes?.length ?? "absent"}\0`).update(bytes ?? "");
  }
  return hash.digest("hex");
}

/** An editor's lock file is a link that leads nowhere, and a file may go while we look. */
function read(file: string): Buffer | undefined {
  try {
    return readFileSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
