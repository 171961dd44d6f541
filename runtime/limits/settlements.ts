import type { Logger } from "../log.ts";

/** What has to be settled at a Redis: keys and arguments of one call of the script. */
export interface Settlement {
  keys: readonly string[];
  args: readonly (string | number)[];
  /** Whose settled sums the reply tells. */
  sums: readonly { key: string; span_ms: number }[];
}

/** Settlements that could not be sent yet. */
export interface Settlements {
  add(settlement: Settlement): void;
  /** Sends what waits; rejects when that fails, and keeps what was not sent. */
  flush(): Promise<void>;
  size(): number;
}

/** So many are on their way at once. */
const BATCH = 100;
/** When what could not be sent is sent again, if nothing else makes it so before; milliseconds. */
const AGAIN_MS = 1_000;

/** How settlements are kept. */
export interface SettlementsOptions {
  send: (settlement: Settlement) => Promise<void>;
  /** May be sent now? */
  up: () => boolean;
  max: number;
  log: Pick<Logger, "error">;
}

/**
 * Keeps settlements while Redis is away, `max` at the most; beyond that the oldest are given up, which is told
 * once in a while: the ledger still has what they spent. Sending one again does no harm.
 */
export function createSettlements({ send, up, max, log }: SettlementsOptions): Settlements {
  let waiting: Settlement[] = [];
  let lost = 0;
  let flushing: Promise<void> | undefined;
  let timer: NodeJS.Timeout | undefined;
  const again = () => {
    timer = undefined;
    if (waiting.length === 0) return;
    if (up()) flushOnce().catch(() => undefined);
    timer = setTimeout(again, AGAIN_MS).unref();
  };
  const flushOnce = () => {
    flushing ??= flush().finally(() => (flushing = undefined));
    return flushing;
  };
  const flush = async () => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, BATCH);
      waiting = waiting.slice(batch.length);
      const results = await Promise.allSettled(batch.map(send));
      const failed = batch.filter((_, i) => results[i]!.status === "rejected");
      if (failed.length === 0) continue;
      waiting = [...failed, ...waiting];
      throw (results.find(({ status }) => status === "rejected") as PromiseRejectedResult).reason;
    }
  };
  return {
    add(settlement) {
      waiting.push(settlement);
      timer ??= setTimeout(again, AGAIN_MS).unref();
      if (waiting.length <= max) return;
      const dropped = waiting.length - Math.floor(max * 0.9);
      waiting = waiting.slice(dropped);
      lost += dropped;
      log.error({ lost }, "settlements for the shared counters are lost; the ledger has them");
    },
    flush: flushOnce,
    size: () => waiting.length,
  };
}
