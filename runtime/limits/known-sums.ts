import type { Sum } from "./counters.ts";

/** So many sums are remembered. */
const MAX = 20_000;

/** What the shared counters last said is settled of each budget. */
export interface KnownSums {
  note(key: string, amount: number, span_ms: number): void;
  /** What is known of some budgets. */
  of(keys: readonly string[]): Sum[];
  /** Those whose periods go on. */
  list(): Sum[];
}

/**
 * Remembers sums, so that counters that come back empty can be set to what they were, and drops those that were
 * not heard of for the longest time.
 */
export function createKnownSums(now: () => number): KnownSums {
  const sums = new Map<string, { amount: number; until: number }>();
  return {
    note(key, amount, span_ms) {
      const before = sums.get(key)?.amount ?? 0;
      sums.delete(key);
      sums.set(key, { amount: Math.max(before, amount), until: now() + span_ms });
      if (sums.size > MAX) for (const oldest of sums.keys()) return void sums.delete(oldest);
    },
    of: (keys) =>
      keys.flatMap((key) => {
        const sum = sums.get(key);
        return sum ? [{ key, amount: sum.amount, span_ms: sum.until - now() }] : [];
      }),
    list() {
      const at = now();
      const list: Sum[] = [];
      for (const [key, { amount, until }] of sums)
        if (until > at) list.push({ key, amount, span_ms: until - at });
        else sums.delete(key);
      return list;
    },
  };
}
