import type { Strategy } from "../route-config.ts";
import type { ModelCard } from "../models.ts";
import type { RequestFacts } from "./facts.ts";
import type { TargetHealth } from "./health.ts";
import { strategies } from "./strategies.ts";

/** A target that may be asked. */
export interface Candidate {
  /** `provider/model`, for people. */
  readonly name: string;
  readonly health: TargetHealth;
  readonly card?: ModelCard;
  /** Above 0; absent: 1. With 0 it is asked only after all others. */
  readonly weight?: number;
  /** Calls that it takes at once; absent: not told. */
  readonly limit?: number;
}

/** What the order may depend on besides the candidates; `now` is Unix milliseconds. */
export interface OrderContext {
  facts: RequestFacts;
  now: number;
  random: () => number;
}

/** A candidate at its place, and how it came there, in words. */
export interface Placed<C extends Candidate> {
  candidate: C;
  reason: string;
  /** It rests, and is asked only because nobody else is left: its breaker is not to be heard. */
  forced?: true;
}

/** Who is tried in which order, and who is passed over. */
export interface Order<C extends Candidate> {
  tried: Placed<C>[];
  skipped: Placed<C>[];
}

/**
 * The candidates in the order in which they are to be tried. One that rests, or whose breaker is open, is passed
 * over; when all do, the one that is back soonest is tried all the same, since it may answer and nobody else will.
 */
export function order<C extends Candidate>(
  strategy: Strategy,
  candidates: readonly C[],
  context: OrderContext,
): Order<C> {
  const ready: C[] = [];
  const skipped: (Placed<C> & { until: number })[] = [];
  for (const candidate of candidates) {
    const resting = candidate.health.resting();
    if (!resting) ready.push(candidate);
    else {
      const left = `${seconds(resting.until - context.now)} s left`;
      skipped.push({ candidate, reason: `${resting.reason}, ${left}`, until: resting.until });
    }
  }
  if (ready.length > 0) return { tried: strategies[strategy](ready, context), skipped };
  let soonest: (typeof skipped)[number] | undefined;
  for (const each of skipped) if (!soonest || each.until < soonest.until) soonest = each;
  if (!soonest) return { tried: [], skipped };
  const reason = `all rest, and it is back the soonest: ${soonest.reason}`;
  return {
    tried: [{ candidate: soonest.candidate, reason, forced: true }],
    skipped: skipped.filter((each) => each !== soonest),
  };
}

function seconds(milliseconds: number): string {
  return (Math.max(0, milliseconds) / 1000).toFixed(1);
}
