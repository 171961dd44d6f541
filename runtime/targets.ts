import { suggest } from "../generator/suggest.ts";
import type { Config, Environment } from "./config.ts";
import type { OnLoss, RouteConfig, TargetConfig, Timeouts } from "./config-types.ts";
import { gatewayError } from "./errors.ts";
import { createSeat } from "./seats.ts";
import type { Seat } from "./seats.ts";

/** Where a request may go: a provider, a model, and how long it may take. */
export interface Target {
  seat: Seat;
  /** The model as the provider names it. */
  model: string;
  timeouts: Timeouts;
}

/** A model name that clients may ask for, resolved. */
export interface Route {
  /** Absent for a plain `provider/model`. */
  name?: string;
  targets: readonly Target[];
  on_loss: OnLoss;
}

/** All that can be asked for. */
export interface Targets {
  readonly seats: ReadonlyMap<string, Seat>;
  readonly routes: ReadonlyMap<string, Route>;
  /** Throws a `GatewayError`: the model is not known, or no key is there for it. */
  resolve(model: string): Promise<Route>;
}

/** Folds config and environment once, so that nothing is looked up by hand in a request. */
export function createTargets(
  seats: ReadonlyMap<string, Seat>,
  config: Config,
  environment: Environment,
): Targets {
  const routes = new Map<string, Route>();
  for (const [name, route] of Object.entries(config.routes)) {
    routes.set(name, createRoute(name, route, seats, config, environment));
  }
  return {
    seats,
    routes,
    async resolve(model) {
      const route = routes.get(model);
      if (route) return usable(route, model);
      const found = seatOf(seats, model);
      if (!found) throw await unknownModel(model, seats, routes);
      const { seat, rest } = found;
      const { on_loss, timeouts } = config;
      return usable({ targets: [{ seat, model: rest, timeouts }], on_loss }, model);
    },
  };
}

function createRoute(
  name: string,
  said: RouteConfig,
  seats: ReadonlyMap<string, Seat>,
  config: Config,
  environment: Environment,
): Route {
  const targets = said.targets.map((each): Target => {
    const target: TargetConfig = typeof each === "string" ? { model: each } : each;
    const { seat, rest } = seatOf(seats, target.model)!;
    const moved = target.base_url !== undefined || target.key_env !== undefined;
    const total = target.timeout_ms === undefined ? {} : { total_ms: target.timeout_ms };
    return {
      seat: moved ? createSeat(seat.provider, environment, target) : seat,
      model: rest,
      timeouts: { ...config.timeouts, ...said.timeouts, ...target.timeouts, ...total },
    };
  });
  return { name, targets, on_loss: said.on_loss ?? config.on_loss };
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

/** The route without the targets that have no key; it is an error when none is left. */
function usable(route: Route, asked: string): Route {
  if (route.targets.every((target) => target.seat.ready)) return route;
  const targets = route.targets.filter((target) => target.seat.ready);
  if (targets.length > 0) return { ...route, targets };
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
