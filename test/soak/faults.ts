import type { Random } from "./random.ts";

/** What a fake may do with a call. */
export type Behaviour = keyof typeof STEADY;

/** How often what happens, of 1,000 calls. */
export const STEADY = {
  well: 690,
  /** Well, but late with its first word. */
  late: 40,
  /** 500, 503 or 529, 429 with a wait in one of its forms. */
  server: 35,
  overloaded: 25,
  limited: 30,
  /** The connection is reset before a byte; nothing is said until somebody loses patience. */
  reset: 25,
  silent: 8,
  /** In the middle: the connection is closed, or nothing more is said, or the framing ends well without a finish. */
  cut: 30,
  stall: 10,
  unfinished: 15,
  /** An event that is no JSON between the others, which are whole. */
  broken: 15,
  /** An error inside of a 200, first or in the middle. */
  trouble_first: 12,
  trouble_later: 12,
  /** Well, but without the word that ends the stream. */
  unsaid: 15,
  /** Well, but without a word on its tokens. */
  untold: 10,
  /** An answer that says nothing, and one that no schema knows. */
  empty: 8,
  garbage: 8,
  /** Refusals for what was asked. */
  context: 6,
  content: 6,
} as const;

/** Draws what happens to the next call. */
export function behaviourOf(random: Random): Behaviour {
  return random.weighted(STEADY);
}

/** The headers of a 429 and, where the API says it there, its body. */
export function waitOf(random: Random): Record<string, string> {
  switch (random.int(0, 11)) {
    // A target that asks for a second rests for one: seldom, or all of them rest all the time.
    case 0:
      return { "retry-after": "1" };
    case 1:
      return { "retry-after": new Date(Date.now() + 1500).toUTCString() };
    case 2:
    case 3:
      return {};
    default:
      return { "retry-after-ms": String(random.int(20, 150)) };
  }
}
