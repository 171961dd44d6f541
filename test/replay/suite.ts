import { checkAnswer, type Check } from "./answers.ts";
import { caveat, dialectOf, recordings, type Row } from "./corpus.ts";
import { checkRequest } from "./requests.ts";
import { seeded } from "./random.ts";
import { checkStream, type Effort } from "./streams.ts";

/** What is run, and how thoroughly. */
export interface Scope {
  /** Only these recordings. */
  filter?(row: Row): boolean;
  /** Every cut of every stream at every door, which takes most of an hour. */
  full: boolean;
}

/** What came of it. */
export interface Result {
  checks: Check[];
  /** How often a request came back in other words, by the name of the difference. */
  normalised: Map<string, number>;
  /** Recordings that a gateway may read otherwise, which are left out. */
  skipped: number;
}

/** A few cuts of every stream, and of one in so many a thousand. */
const LIGHT: Effort = { cuts: 4, prefixes: 6, allDoors: false };
const THOROUGH: Effort = { cuts: 1000, prefixes: 40, allDoors: false };
const FULL: Effort = { cuts: 1000, prefixes: 100, allDoors: true };
const ONE_IN = 40;

function effortFor(id: string, full: boolean): Effort {
  if (full) return FULL;
  return seeded(`${id} thorough`)(ONE_IN) === 0 ? THOROUGH : LIGHT;
}

/** Answers as the oracle reads them, at every door. */
export function answers(scope: Scope): Result {
  return each(scope, (recording) => checkAnswer(recording));
}

/** Streams read back, cut and broken off. */
export function streams(scope: Scope): Result {
  return each(scope, (recording) => checkStream(recording, effortFor(recording.id, scope.full)));
}

/** Requests understood, written again, and written in the other dialects. */
export async function requests(scope: Scope): Promise<Result> {
  const normalised = new Map<string, number>();
  const pending: Promise<Check[]>[] = [];
  const { skipped } = each(scope, (recording) => {
    pending.push(checkRequest(recording, normalised));
    return [];
  });
  return { checks: (await Promise.all(pending)).flat(), normalised, skipped };
}

type Recording = Parameters<typeof checkAnswer>[0];

function each({ filter }: Scope, check: (recording: Recording) => Check[]): Result {
  const result: Result = { checks: [], normalised: new Map(), skipped: 0 };
  for (const recording of recordings((row) => dialectOf(row) !== null && (filter?.(row) ?? true))) {
    if (caveat(recording)) result.skipped += 1;
    else result.checks.push(...check(recording));
  }
  return result;
}
