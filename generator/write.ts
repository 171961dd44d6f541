import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { unifiedDiff } from "./diff.ts";

/** The folder that is the compiler's own: what it did not write does not stay there. */
export const folder = "generated";

/** One file of `generated/` that is not as compiled: its text on disk and the compiled one. */
export interface Change {
  readonly name: string;
  readonly before: string | undefined;
  readonly after: string | undefined;
}

/**
 * What has to change on disk to hold exactly the compiled files, sorted by name. Names are relative
 * to `generated/`; a name that leads elsewhere throws.
 */
export function changes(root: string, files: ReadonlyMap<string, string>): Change[] {
  for (const name of files.keys()) {
    const steps = name.split("/");
    const escapes = steps.some(
      (step) => step === "" || step === "." || step === ".." || step.includes("\\"),
    );
    if (escapes || steps[0] === folder)
      throw new Error(`not a file name below ${folder}/: ${name}`);
  }
  const disk = new Set(listFiles(join(root, folder)));
  const names = [...new Set([...disk, ...files.keys()])].sort();
  // A link to a folder is there and has no text.
  const text = (name: string): string | undefined =>
    disk.has(name) ? (read(join(root, folder, name)) ?? "") : undefined;
  return names
    .map((name) => ({ name, before: text(name), after: files.get(name) }))
    .filter(({ before, after }) => before !== after);
}

/** Makes the disk hold the compiled files; each is written whole or not at all, unchanged ones not at all. */
export function apply(root: string, list: readonly Change[]): void {
  for (const { name, after } of list) {
    const target = join(root, folder, name);
    if (after === undefined) {
      rmSync(target);
      prune(root, dirname(name));
    }
  }
  for (const { name, after } of list)
    if (after !== undefined) replace(join(root, folder, name), after);
}

/** Writes beside the target, then renames: readers and watchers never see half a file. */
export function replace(target: string, text: string): void {
  mkdirSync(dirname(target), { recursive: true });
  const temporary = `${target}.${process.pid}.tmp`;
  try {
    writeFileSync(temporary, text);
    renameSync(temporary, target);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
}

/** The changes as a unified diff from what is on disk to what the specs compile to. */
export function showChanges(list: readonly Change[]): string {
  return list
    .map(({ name, before, after }) => unifiedDiff(`${folder}/${name}`, before, after))
    .join("");
}

/** The files below a folder with `/` between steps, sorted; none when there is no such folder. Links are not followed. */
export function listFiles(path: string, prefix = ""): string[] {
  let names;
  try {
    names = readdirSync(path, { withFileTypes: true });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return names
    .flatMap((entry) => {
      const name = prefix + entry.name;
      return entry.isDirectory() ? listFiles(join(path, entry.name), `${name}/`) : [name];
    })
    .sort();
}

/** A file's text; a name that is missing, or is a folder on disk, is no text. */
function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return undefined;
    throw error;
  }
}

/** Takes away the folders that removing a file left empty. */
function prune(root: string, name: string): void {
  for (let at = name; at !== "."; at = dirname(at)) {
    const path = join(root, folder, at);
    if (readdirSync(path).length > 0) return;
    rmdirSync(path);
  }
}
