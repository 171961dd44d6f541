import type { Exchange } from "./connection.ts";
import type { Outcome, Spread } from "./jobs.ts";

/** Counts exchanges, and says how they went altogether. */
export interface Tally {
  add(exchange: Exchange): void;
  /** Counts nothing any more. */
  stop(): void;
  outcome(): Outcome;
}

/** A tally whose clock begins now. */
export function createTally(): Tally {
  const first: number[] = [];
  const total: number[] = [];
  const begin = performance.now();
  let [last, good, bad, bytes, stopped] = [begin, 0, 0, 0, false];
  return {
    add(exchange: Exchange): void {
      if (stopped) return;
      last = performance.now();
      if (exchange.status !== 200) return void bad++;
      good++;
      bytes += exchange.bytes;
      first.push(exchange.first);
      total.push(exchange.total);
    },
    stop(): void {
      stopped = true;
    },
    outcome: (): Outcome => {
      return { good, bad, ms: last - begin, bytes, first: spread(first), total: spread(total) };
    },
  };
}

function spread(values: number[]): Spread {
  values.sort((a, b) => a - b);
  const at = (share: number) =>
    values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}
