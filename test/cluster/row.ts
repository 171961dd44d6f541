import type { World } from "./world.ts";

/** One row of the report. */
export interface Row {
  title: string;
  run(w: World, t: Checks): Promise<void>;
}

/** What a row finds out. */
export interface Checks {
  /** A fault, unless it holds. */
  check(holds: boolean, what: string): void;
  /** Faults, each in words. */
  faults(words: readonly string[]): void;
  /** Something seen, for the report. */
  note(text: string): void;
}
