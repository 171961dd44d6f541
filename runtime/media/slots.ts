/** Places for tasks, fewer than there may be tasks. */
export interface Slots {
  /** Runs a task once there is a place; rejects when the signal comes first, and as the task does. */
  run<T>(signal: AbortSignal, task: () => Promise<T>): Promise<T>;
}

/** Lets so many tasks run at once; the others wait in their order, until their signal ends the wait. */
export function createSlots(max: number): Slots {
  let running = 0;
  const waiting = new Set<() => void>();
  const turn = (signal: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      const go = (): void => {
        waiting.delete(go);
        signal.removeEventListener("abort", leave);
        running++;
        resolve();
      };
      const leave = (): void => {
        waiting.delete(go);
        reject(new Error("aborted"));
      };
      if (signal.aborted) return leave();
      if (running < max) return go();
      waiting.add(go);
      signal.addEventListener("abort", leave, { once: true });
    });
  return {
    async run(signal, task) {
      await turn(signal);
      try {
        return await task();
      } finally {
        running--;
        for (const next of waiting) {
          next();
          break;
        }
      }
    },
  };
}
