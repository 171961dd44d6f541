import { open, stat } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";
import { dirname } from "node:path";

const NEWLINE = 10;

/**
 * Opens a file to add lines to it, made when it is not there and readable for nobody else (0600). `torn` tells that
 * its last line has no end: of a process that was killed, or a disk that was full. What root begins belongs to the
 * owner of the folder, who is to add to it as well.
 */
export async function openToAppend(path: string): Promise<{ handle: FileHandle; torn: boolean }> {
  const handle = await open(path, "a+", 0o600);
  try {
    await handle.chmod(0o600);
    const { size } = await handle.stat();
    if (size === 0) {
      await giveToOwner(handle, path);
      return { handle, torn: false };
    }
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return { handle, torn: buffer[0] !== NEWLINE };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function giveToOwner(handle: FileHandle, path: string): Promise<void> {
  if (process.geteuid?.() !== 0) return;
  const { uid, gid } = await stat(dirname(path));
  if (uid !== 0) await handle.chown(uid, gid);
}
