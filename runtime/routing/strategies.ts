import type { Strategy } from "../route-config.ts";
import { compare, parse } from "../decimal.ts";
import type { Decimal } from "../decimal.ts";
import { estimateOf } from "./fits.ts";
import type { Candidate, OrderContext, Placed } from "./order.ts";

type Rule = <C extends Candidate>(candidates: readonly C[], context: OrderContext) => Placed<C>[];

/** Calls that a target is thought to take at once when nobody says. */
const USUAL_LIMIT = 100;
/** The share that is taken to be left where it is not told. */
const UNTOLD_SHARE = 0.5;

/** How each strategy orders targets that are all well. None changes its input. */
export const strategies: Readonly<Record<Strategy, Rule>> = {
  failover: (candidates) =>
    candidates.map((candidate) => ({ candidate, reason: "in the route's order" })),
  weighted,
  cheapest,
  fastest,
  least_busy: leastBusy,
  most_remaining: mostRemaining,
};

/** Drawn without putting back, so that the order of the rest goes by weight too. */
function weighted<C extends Candidate>(
  candidates: readonly C[],
  { random }: OrderContext,
): Placed<C>[] {
  const sum = candidates.reduce((total, { weight = 1 }) => total + weight, 0);
  return candidates
    .map((candidate) => {
      const { weight = 1 } = candidate;
      const draw = -Math.log(1 - random()) / weight;
      return { candidate, draw: Number.isNaN(draw) ? Number.POSITIVE_INFINITY : draw };
    })
    .sort((a, b) => by(a.draw, b.draw))
    .map(({ candidate }) => {
      const share = sum > 0 ? Math.round(((candidate.weight ?? 1) * 100) / sum) : 0;
      return { candidate, reason: `drawn by its weight, ${share} %` };
    });
}

function cheapest<C extends Candidate>(
  candidates: readonly C[],
  { facts, now }: OrderContext,
): Placed<C>[] {
  const known: { candidate: C; amount: Decimal; text: string }[] = [];
  const unknown: Placed<C>[] = [];
  for (const candidate of candidates) {
    const text = estimateOf(candidate.card, facts, now);
    if (text === undefined) unknown.push({ candidate, reason: "its price is not known: last" });
    else known.push({ candidate, amount: parse(text), text });
  }
  known.sort((a, b) => compare(a.amount, b.amount));
  const placed = known.map(({ candidate, text }, i) => {
    return { candidate, reason: `${i === 0 ? "cheapest" : "dearer"}: about ${text} USD` };
  });
  return [...placed, ...unknown];
}

/**
 * The better one of two that are drawn, so that not everybody runs to the same; then the others by their times. A
 * target that nothing is known of is asked first by one call at a time, and by others as if it were middling.
 */
function fastest<C extends Candidate>(
  candidates: readonly C[],
  context: OrderContext,
): Placed<C>[] {
  const scored = candidates.map((candidate) => ({ candidate, ms: timeOf(candidate, context) }));
  const times = scored.flatMap(({ ms }) => ms ?? []).sort(by);
  const middle = times[times.length >> 1] ?? 0;
  const unexplored = scored.find(
    ({ candidate, ms }) => ms === undefined && candidate.health.inFlight === 0,
  );
  const all = scored.map(({ candidate, ms }) => ({
    candidate,
    ms: ms ?? middle,
    known: ms !== undefined,
  }));
  all.sort((a, b) => by(a.ms, b.ms));
  const rest = all.map(({ candidate, ms, known }) => {
    return { candidate, reason: known ? `about ${seconds(ms)}` : "its time is not known yet" };
  });
  if (unexplored)
    return toFront(rest, unexplored.candidate, "its time is not known: asked to find out");
  if (all.length < 2) return rest;
  const first = Math.floor(context.random() * all.length);
  const other = (first + 1 + Math.floor(context.random() * (all.length - 1))) % all.length;
  // Both are indexes into a sorted list: the smaller is the faster.
  const [better, worse] = [all[Math.min(first, other)]!, all[Math.max(first, other)]!];
  const reason = `p2c: ${seconds(better.ms)} against ${seconds(worse.ms)} of ${worse.candidate.name}`;
  return toFront(rest, better.candidate, reason);
}

/** Until a whole answer would be there, by the last measurements and by what is under way; undefined: not known. */
function timeOf({ health }: Candidate, { facts, now }: OrderContext): number | undefined {
  const first = health.firstToken.value(now);
  if (first === undefined) return undefined;
  const speed = health.speed.value(now);
  const rest = speed === undefined || speed <= 0 ? 0 : (facts.expectedOutput * 1000) / speed;
  return first * (1 + health.inFlight / USUAL_LIMIT) + rest;
}

function leastBusy<C extends Candidate>(
  candidates: readonly C[],
  { random }: OrderContext,
): Placed<C>[] {
  return candidates
    .map((candidate) => {
      const { health, limit } = candidate;
      const load = health.inFlight / Math.max(1, limit ?? USUAL_LIMIT);
      const of = limit === undefined ? "" : ` of ${limit}`;
      return { candidate, load, draw: random(), reason: `${health.inFlight}${of} under way` };
    })
    .sort((a, b) => by(a.load, b.load) || by(a.draw, b.draw))
    .map(({ candidate, reason }) => ({ candidate, reason }));
}

function mostRemaining<C extends Candidate>(
  candidates: readonly C[],
  { random }: OrderContext,
): Placed<C>[] {
  return candidates
    .map((candidate) => {
      const told = candidate.health.shareLeft();
      const reason =
        told === undefined
          ? "its rate limit is not told: counted as half left"
          : `${Math.round(told * 100)} % of its rate limit left`;
      return { candidate, share: told ?? UNTOLD_SHARE, draw: random(), reason };
    })
    .sort((a, b) => by(b.share, a.share) || by(a.draw, b.draw))
    .map(({ candidate, reason }) => ({ candidate, reason }));
}

/** The same list with one candidate at its head, for another reason. */
export function toFront<C extends Candidate>(
  placed: readonly Placed<C>[],
  candidate: C,
  reason: string,
): Placed<C>[] {
  return [{ candidate, reason }, ...placed.filter((each) => each.candidate !== candidate)];
}

/** Compares numbers, infinite ones included. */
function by(a: number, b: number): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`;
}
