import { bars, goes, nobody } from "./barred.ts";
import type { Exchange } from "./exchange.ts";
import type { ModelCard } from "./models.ts";
import type { Decision } from "./observe/record.ts";
import type { RequestFacts } from "./routing/facts.ts";
import { fits } from "./routing/fits.ts";
import { order } from "./routing/order.ts";
import type { Placed } from "./routing/order.ts";
import { canaryOf, shadowsOf } from "./routing/shares.ts";
import { stick, stickyTtl } from "./routing/sticky.ts";
import type { StickyMemory } from "./routing/sticky.ts";
import { stickyKey } from "./routing/sticky-key.ts";
import type { Route, Target } from "./targets.ts";

/** A target that a request may go to, in its turn. */
export interface Candidate {
  target: Target;
  card: ModelCard;
  /** Asked although it rests, since nobody else is left. */
  forced: boolean;
  decision: Decision;
}

/** Who is asked for a request, in which order, and what was decided about everybody. */
export interface Plan {
  candidates: Candidate[];
  /** Who gets a copy. */
  shadows: Target[];
  /** What the conversation is known by, where the route is sticky. */
  sticky?: string;
}

/** What a plan depends on besides the request. */
export interface PlanContext {
  sticky: StickyMemory;
  random: () => number;
  now: () => number;
  /** No canary is drawn and no shadow is cast: for explaining. */
  dry?: boolean;
}

type Ready = Candidate & { name: string; health: Target["health"]; weight: number; limit?: number };

type Planned = Pick<Exchange, "decisions" | "key" | "task">;

/**
 * Finds who may be asked and in which order; `x.decisions` tells of every target of the route. Rejects with a
 * `GatewayError` when nobody may be asked, with the reasons.
 */
export async function plan(
  x: Planned,
  route: Route,
  facts: RequestFacts,
  context: PlanContext,
): Promise<Plan> {
  return planNow(x, route, facts, context);
}

/** The same, at once where the catalogues that it needs are loaded already; then it throws, too. */
export function planNow(
  x: Planned,
  route: Route,
  facts: RequestFacts,
  context: PlanContext,
): Plan | Promise<Plan> {
  const canary = context.dry ? undefined : canaryOf(route.canary, context.random)?.target;
  const targets = canary ? [canary, ...route.targets] : route.targets;
  const go = (): Plan => planned(x, route, facts, context, targets, canary);
  return targets.every(({ card }) => card) ? go() : loaded(targets).then(go);
}

function planned(
  x: Planned,
  route: Route,
  facts: RequestFacts,
  context: PlanContext,
  targets: readonly Target[],
  canary: Target | undefined,
): Plan {
  const ready: Ready[] = [];
  const unfit: Ready[] = [];
  for (const target of targets) {
    const card = target.card!;
    const decision: Decision = { target: target.name, taken: false, reason: "" };
    x.decisions.push(decision);
    const { name, health, weight } = target;
    const each: Ready = { target, card, forced: false, decision, name, health, weight };
    if (target.limit) each.limit = target.limit.limit;
    const barred = bars(x, route, target, card, facts);
    if (barred !== undefined) decision.reason = barred;
    else {
      const fit = targets.length === 1 || fits(card, facts);
      if (fit === true) ready.push(each);
      else {
        decision.reason = fit;
        unfit.push(each);
      }
    }
  }
  // A card may be out of date and the count of tokens is rough: whom nobody beats is asked all the same.
  const able = ready.length > 0 ? ready : unfit;
  if (able.length === 0) throw nobody(x, route, facts);
  const shadows = context.dry ? [] : shadowsOf(route.shadow, context.random);
  const key = route.sticky && stickyKey(route.sticky.by, facts);
  const candidates = ordered(able, route, facts, key, context, canary);
  // Nobody classifies a request only to write down its task.
  x.task = facts.taskFound;
  return {
    candidates,
    shadows: shadows.flatMap(({ target }) => (goes(x.key, target) ? [target] : [])),
    ...(key !== undefined && { sticky: key }),
  };
}

/** Remembers where a conversation was answered. */
export function remember(
  { sticky }: Plan,
  route: Route,
  { health, seat }: Target,
  context: PlanContext,
): void {
  if (sticky === undefined) return;
  const ttl = stickyTtl(route.sticky?.ttl_ms, seat.provider.prompt_cache_ms);
  context.sticky.remember(sticky, health.id, ttl, context.now());
}

/** Notes what is known of the targets' models; catalogues are loaded when they are first needed. */
async function loaded(targets: readonly Target[]): Promise<void> {
  for (const target of targets) {
    target.card ??= (await target.seat.provider.catalogue())(target.model);
  }
}

function ordered(
  able: readonly Ready[],
  route: Route,
  facts: RequestFacts,
  key: string | undefined,
  context: PlanContext,
  canary: Target | undefined,
): Candidate[] {
  const now = context.now();
  const { tried, skipped } = order(route.strategy, able, { facts, now, random: context.random });
  for (const { candidate, reason } of skipped) candidate.decision.reason = reason;
  let placed: readonly Placed<Ready>[] = stick(tried, key, context.sticky, route.strategy, now);
  const lucky = canary && placed.find(({ candidate }) => candidate.target === canary);
  if (lucky) placed = [{ ...lucky, reason: "canary" }, ...placed.filter((each) => each !== lucky)];
  return placed.map(({ candidate, reason, forced }) => {
    const { decision } = candidate;
    decision.reason = decision.reason === "" ? reason : `${reason}, although ${decision.reason}`;
    candidate.forced = forced === true;
    return candidate;
  });
}
