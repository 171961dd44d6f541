import { gatewayError } from "./errors.ts";
import type { GatewayError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { mayGoTo, targetFault } from "./keys/scope.ts";
import type { ModelCard } from "./models.ts";
import type { RequestFacts } from "./routing/facts.ts";
import { estimateOf, withinCost } from "./routing/fits.ts";
import type { Route, Target } from "./targets.ts";

/** May requests of a key go to a target? Copies of them may not go elsewhere either. */
export function goes(key: Exchange["key"], target: Target): boolean {
  return key === undefined || mayGoTo(key, target.name);
}

const NO_CREDENTIALS = "there is no key for it";
const NOT_FOR_KEY = "the virtual key may not use it";

/** Why a target may not be asked, whatever else is there; undefined when it may. */
export function bars(
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

/** What the client is told when no target may be asked. */
export function nobody(
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
