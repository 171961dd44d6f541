import { gatewayError } from "./errors.ts";
import type { GatewayError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { mayGoTo, targetFault } from "./keys/scope.ts";
import type { ModelCard } from "./models.ts";
import type { Decision } from "./observe/record.ts";
import type { RequestFacts } from "./routing/facts.ts";
import { estimateOf, fits, withinCost } from "./routing/fits.ts";
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

/**
 * Finds who may be asked and in which order; `x.decisions` tells of every target of the route. Throws a
 * `GatewayError` when nobody may be asked, with the reasons.
 */
export async function plan(
  x: Pick<Exchange, "decisions" | "key" | "task">,
  route: Route,
  facts: RequestFacts,
  context: PlanContext,
): Promise<Plan> {
  const ready: Ready[] = [];
  const unfit: Ready[] = [];
  const first = context.dry ? undefined : canaryOf(route.canary, context.random);
  const targets = first ? [first.target, ...route.targets] : route.targets;
  for (const target of targets) {
    const card = target.card ?? (await cardOf(target));
    const decision: Decision = { target: target.name, taken: false, reason: "" };
    x.decisions.push(decision);
    const { name, health, weight } = target;
    const each = { target, card, forced: false, decision, name, health, weight } as Ready;
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
  const candidates = ordered(able, route, facts, key, context, first?.target);
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

/** What is known of a target's model; catalogues are loaded when they are first needed. */
async function cardOf(target: Target): Promise<ModelCard> {
  const card = (await target.seat.provider.catalogue())(target.model);
  target.card = card;
  return card;
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
    const { decision, target, card } = candidate;
    decision.reason = decision.reason === "" ? reason : `${reason}, although ${decision.reason}`;
    return { decision, target, card, forced: forced === true };
  });
}

/** May requests of a key go to a target? Copies of them may not go elsewhere either. */
function goes(key: Exchange["key"], target: Target): boolean {
  return key === undefined || mayGoTo(key, target.name);
}

const NO_CREDENTIALS = "there is no key for it";
const NOT_FOR_KEY = "the virtual key may not use it";

/** Why a target may not be asked, whatever else is there; undefined when it may. */
function bars(
  { key }: Pick<Exchange, "key">,
  route: Route,
  target: Target,
  card: ModelCard,
  facts: RequestFacts,
): string | undefined {
  if (!target.seat.ready) return NO_CREDENTIALS;
  if (!goes(key, target)) return NOT_FOR_KEY;
  const { day, month, total } = key?.budgets ?? {};
  if ((day ?? month ?? total) !== undefined && !card.price) {
    return "its price is not known, and the virtual key has a budget";
  }
  const holds = target.when?.(facts);
  if (typeof holds === "string") return holds;
  const most = mostCost(route.max_cost, facts.header("x-dragoman-max-cost"));
  if (most === undefined) return undefined;
  const within = withinCost(estimateOf(card, facts, Date.now()), most);
  return within === true ? undefined : within;
}

const DECIMAL = /^\d{1,9}(\.\d{1,12})?$/;

/** The lower of what the route and the client allow. */
function mostCost(route: string | undefined, asked: string | undefined): string | undefined {
  if (asked === undefined) return route;
  if (!DECIMAL.test(asked)) {
    throw gatewayError("bad_request", "x-dragoman-max-cost must be USD as a decimal, as in 0.05.");
  }
  return route === undefined || Number(asked) < Number(route) ? asked : route;
}

function nobody(
  { decisions, key }: Pick<Exchange, "decisions" | "key">,
  route: Route,
  facts: RequestFacts,
): GatewayError {
  const { asked } = facts.source;
  const others = decisions.filter(({ reason }) => reason !== NO_CREDENTIALS);
  if (key && others.length > 0 && others.every(({ reason }) => reason === NOT_FOR_KEY)) {
    return targetFault(key, asked);
  }
  const why = decisions.slice(0, 10).map(({ target, reason }) => `${target}: ${reason}`);
  return gatewayError(
    "bad_request",
    `No target of \`${(route.name ?? asked).slice(0, 200)}\` takes this request (${why.join("; ")}).`,
    { param: "model" },
  );
}
