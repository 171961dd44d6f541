import { readdirSync, watch as watchFolder } from "node:fs";
import type { FSWatcher } from "node:fs";
import { join } from "node:path";

/** Saving one file fires several events, and saving all fires many: they count as one change. */
const settle = 50;

/**
 * Calls `changed` at once and after something below the folders of `root` has changed, one call at a
 * time, until the signal aborts; what changes during a call causes one more. `changed` must not throw. A folder
 * that is missing, or goes, is watched from when it is there again.
 */
export function watch(
  root: string,
  folders: readonly string[],
  changed: () => Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  return new Promise((done) => {
    let timer: NodeJS.Timeout | undefined;
    let running: Promise<void> | undefined;
    const touch = (): void => {
      clearTimeout(timer);
      timer = setTimeout(fire, settle);
    };
    const fire = (): void => {
      if (running) return touch();
      watched.refresh();
      running = changed().finally(() => (running = undefined));
    };
    const watched = watchFolders(root, folders, touch);
    const stop = (): void => {
      clearTimeout(timer);
      watched.close();
      void Promise.resolve(running).then(() => done());
    };
    if (signal.aborted) return stop();
    signal.addEventListener("abort", stop, { once: true });
    fire();
  });
}

/**
 * One watcher a folder. The recursive watcher of Node 20 on Linux goes blind to a file that was
 * replaced by a rename, which is how editors save; a watcher of the folder itself does not.
 */
function watchFolders(
  root: string,
  folders: readonly string[],
  touch: () => void,
): { refresh(): void; close(): void } {
  const open = new Map<string, FSWatcher>();
  const drop = (path: string): void => {
    open.get(path)?.close();
    open.delete(path);
  };
  const refresh = (): void => {
    const present = new Set([...folders.flatMap((name) => foldersBelow(join(root, name)))]);
    for (const path of open.keys()) if (!present.has(path)) drop(path);
    for (const path of present) {
      if (open.has(path)) continue;
      try {
        const watcher = watchFolder(path, touch);
        // A folder that is removed reports an error; its parent reports the removal.
        watcher.on("error", () => drop(path));
        open.set(path, watcher);
      } catch {
        // Gone between listing and watching.
      }
    }
  };
  // The root tells when one of the folders comes or goes; what else happens in it is not ours.
  const top = watchFolder(root, (_, name) => {
    if (name !== null && !folders.includes(name)) return;
    for (const path of [...open.keys()]) drop(path);
    touch();
  });
  top.on("error", () => {});
  refresh();
  const close = (): void => {
    top.close();
    for (const path of [...open.keys()]) drop(path);
  };
  return { refresh, close };
}

function foldersBelow(path: string): string[] {
  try {
    const inside = readdirSync(path, { withFileTypes: true }).filter((entry) =>
      entry.isDirectory(),
    );
    return [path, ...inside.flatMap((entry) => foldersBelow(join(path, entry.name)))];
  } catch {
    return [];
  }
}
