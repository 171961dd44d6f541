import { suggest } from "../generator/suggest.ts";
import type { Config, Environment } from "./config.ts";
import { gatewayError } from "./errors.ts";
import { glob } from "./glob.ts";
import { createRoute, directRoute } from "./routes.ts";
import type { Route, RouteDefaults } from "./routes.ts";
import { HealthBook, targetId } from "./routing/health-book.ts";
import { createSeat } from "./seats.ts";
import type { Seat } from "./seats.ts";

export type { Route, Target } from "./routes.ts";

/** All that can be asked for. */
export interface Targets {
  readonly seats: ReadonlyMap<string, Seat>;
  readonly routes: ReadonlyMap<string, Route>;
  /** Throws a `GatewayError`: the model is not known, or no key is there for it. */
  resolve(model: string): Route | Promise<Route>;
}

/** Plain `provider/model` names are resolved once; so many are remembered. */
const MOST_DIRECT = 2000;

/** Folds config and environment once, so that nothing is looked up by hand in a request. */
export function createTargets(
  seats: ReadonlyMap<string, Seat>,
  config: Config,
  environment: Environment,
  health = new HealthBook(),
): Targets {
  const defaults: RouteDefaults = {
    config,
    target(said, breaker) {
      const { seat, rest } = seatOf(seats, said.model)!;
      const moved = said.base_url !== undefined || said.key_env !== undefined;
      const own = moved ? createSeat(seat.provider, environment, said) : seat;
      const id = targetId(seat.provider.id, rest, own.origin + own.prefix);
      return { seat: own, model: rest, health: health.of(id, breaker) };
    },
  };
  const routes = new Map<string, Route>();
  const globs: Route[] = [];
  for (const [name, said] of Object.entries(config.routes)) {
    const route = createRoute(name, said, defaults);
    routes.set(name, route);
    if (name.includes("*")) globs.push(route);
  }
  const direct = new Map<string, Route>();
  return {
    seats,
    routes,
    resolve(model) {
      const route = routes.get(model) ?? globs.find(({ name }) => glob(name!)(model));
      if (route) return usable(route, model);
      const known = direct.get(model);
      if (known) return known;
      if (!seatOf(seats, model)) {
        return unknownModel(model, seats, routes).then((error) => Promise.reject(error));
      }
      const found = usable(directRoute(model, defaults), model);
      if (direct.size >= MOST_DIRECT) direct.clear();
      direct.set(model, found);
      return found;
    },
  };
}

/** The seat of a `provider/model`. Model names may have slashes of their own; so may the ids of seats. */
function seatOf(
  seats: ReadonlyMap<string, Seat>,
  model: string,
): { seat: Seat; rest: string } | undefined {
  const slash = model.indexOf("/");
  if (slash <= 0) return undefined;
  const second = model.indexOf("/", slash + 1);
  const pair = second === -1 ? model : model.slice(0, second);
  const nested = seats.get(pair);
  if (nested) return { seat: nested, rest: model.slice(slash + 1) };
  const seat = seats.get(model.slice(0, slash));
  const rest = model.slice(slash + 1);
  return seat && rest !== "" ? { seat, rest } : undefined;
}

/** The route; it is an error when none of its targets has a key. Those without one are passed over by the plan. */
function usable(route: Route, asked: string): Route {
  if (route.targets.some((target) => target.seat.ready)) return route;
  const { provider } = route.targets[0]!.seat;
  const [first = "", ...others] = provider.keys;
  const also = others.length > 0 ? ` (or ${others.join(", ")})` : "";
  throw gatewayError(
    "auth",
    `There is no key for \`${asked}\`: set ${first}${also}, or ${first}_FILE, in the gateway's environment.`,
  );
}

async function unknownModel(
  model: string,
  seats: ReadonlyMap<string, Seat>,
  routes: ReadonlyMap<string, Route>,
) {
  const shown = model.slice(0, 100);
  const ready = [...seats].filter(([, seat]) => seat.ready).map(([id]) => id.split("/")[0]!);
  const slash = model.indexOf("/");
  if (slash > 0) {
    const known = [...seats.keys()].map((id) => id.split("/")[0]!);
    const help = suggest(model.slice(0, slash), known, "providers");
    const list = [...new Set(ready)].slice(0, 30).join(", ");
    return gatewayError(
      "not_found",
      `There is no provider \`${shown.slice(0, slash)}\`: ${help ?? "none is known"}. With a key here: ${list}.`,
      { param: "model" },
    );
  }
  const homes = await homesOf(model, seats);
  const help =
    homes.length > 0
      ? `did you mean ${homes.map((id) => `\`${id}/${shown}\``).join(" or ")}?`
      : suggest(model, routes.keys(), "routes");
  return gatewayError(
    "not_found",
    `There is no model \`${shown}\`: models are named \`provider/model\`${help ? `; ${help}` : ""}.`.replace(
      "?.",
      "?",
    ),
    { param: "model" },
  );
}

/** The providers whose catalogue has a model of that name, those with a key first; at most three. */
async function homesOf(model: string, seats: ReadonlyMap<string, Seat>): Promise<string[]> {
  const byReadiness = [...seats].sort(([, a], [, b]) => Number(b.ready) - Number(a.ready));
  const found: string[] = [];
  for (const [id, seat] of byReadiness) {
    if (found.length < 3 && (await seat.provider.models()).includes(model)) found.push(id);
  }
  return found;
}
