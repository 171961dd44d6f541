import { open } from "node:fs/promises";
import type { FileHandle } from "node:fs/promises";

const NEWLINE = 10;

/**
 * Opens a file to add lines to it, made when it is not there and readable for nobody else (0600). `torn` tells that
 * its last line has no end: of a process that was killed, or a disk that was full.
 */
export async function openToAppend(path: string): Promise<{ handle: FileHandle; torn: boolean }> {
  const handle = await open(path, "a+", 0o600);
  try {
    await handle.chmod(0o600);
    const { size } = await handle.stat();
    if (size === 0) return { handle, torn: false };
    const { buffer } = await handle.read(Buffer.alloc(1), 0, 1, size - 1);
    return { handle, torn: buffer[0] !== NEWLINE };
  } catch (error) {
    await handle.close();
    throw error;
  }
}
