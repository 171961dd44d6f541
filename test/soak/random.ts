/** Chance that can be had again: the same seed gives the same sequence. */
export interface Random {
  /** From 0 to below 1. */
  next(): number;
  /** A whole number, both bounds included. */
  int(from: number, to: number): number;
  pick<T>(items: readonly T[]): T;
  /** One of some names, each as often as its weight says. */
  weighted<K extends string>(weights: Readonly<Record<K, number>>): K;
  /** Another sequence, so that what happens in one place does not shift another's chance. */
  fork(): Random;
}

/** A sequence for a seed (mulberry32: 32 bits of state, enough to vary a load). */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
  return {
    next,
    int: (from, to) => from + Math.floor(next() * (to - from + 1)),
    pick: (items) => items[Math.floor(next() * items.length)]!,
    weighted(weights) {
      const entries = Object.entries<number>(weights);
      let left = next() * entries.reduce((sum, [, weight]) => sum + weight, 0);
      const found = entries.find(([, weight]) => (left -= weight) < 0) ?? entries.at(-1)!;
      return found[0] as keyof typeof weights;
    },
    fork: () => createRandom(Math.floor(next() * 4_294_967_296)),
  };
}
