import type { EventEmitter } from "node:events";

/** Waits so many milliseconds; false when the other end closes before. */
export function pause(
  milliseconds: number,
  response: EventEmitter & { closed?: boolean },
): Promise<boolean> {
  if (response.closed) return Promise.resolve(false);
  return new Promise((resolve) => {
    const end = (rested: boolean): void => {
      clearTimeout(timer);
      response.removeListener("close", closed);
      resolve(rested);
    };
    const closed = (): void => end(false);
    const timer = setTimeout(end, milliseconds, true);
    response.once("close", closed);
  });
}
