/** Numbers from a seed, the same each time: at least 0, less than `below`. */
export type Random = (below: number) => number;

/** Mulberry32, seeded with the characters of a text. */
export function seeded(text: string): Random {
  let state = 0x9e3779b9;
  for (const char of text) state = Math.imul(state ^ char.codePointAt(0)!, 0x85ebca6b) >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return Math.floor((((value ^ (value >>> 14)) >>> 0) / 2 ** 32) * below);
  };
}
