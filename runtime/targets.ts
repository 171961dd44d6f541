import { suggest } from "../generator/suggest.ts";
import { ConfigError } from "./config.ts";
import type { Config, Environment } from "./config.ts";
import { gatewayError } from "./errors.ts";
import { glob } from "./glob.ts";
import { variablesOf } from "./keyless.ts";
import { createRoute, directRoute } from "./routes.ts";
import type { Route, RouteDefaults } from "./routes.ts";
import { HealthBook, targetId } from "./routing/health-book.ts";
import { createSeat } from "./seats.ts";
import { SANDBOX, sandboxFault } from "./sandbox-provider.ts";
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

/** Folds config and environment once, so that nothing is looked up by hand in a request. Throws a `ConfigError`. */
export function createTargets(
  seats: ReadonlyMap<string, Seat>,
  config: Config,
  environment: Environment,
  health = new HealthBook(),
): Targets {
  const defaults: RouteDefaults = {
    config,
    target(said, breaker) {
      const { seat, rest } = seatOf(seats, said.model) ?? noSeat(seats, said.model);
      const moved = said.base_url !== undefined || said.key_env !== undefined;
      const own = moved ? createSeat(seat.provider, environment, said) : seat;
      const id = targetId(seat.provider.id, rest, own.origin + own.prefix);
      // Where one route turns the breaker off, another's must not leave the target alone for it.
      const known = breaker === false ? `${id} without a breaker` : id;
      return { seat: own, model: rest, health: health.of(known, breaker) };
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

/** The laws of the config see this first, unless what serves keeps a setting that the file has no more. */
function noSeat(seats: ReadonlyMap<string, Seat>, model: string): never {
  const fault = model.startsWith(`${SANDBOX}/`) ? sandboxFault(model, sandboxed(seats)) : undefined;
  throw new ConfigError(`target \`${model}\`: ${fault?.message ?? "there is no such provider"}`);
}

/** What stands behind `sandbox/`; nothing where the sandbox is off. */
function sandboxed(seats: ReadonlyMap<string, Seat>): string[] {
  const [head, ids] = [`${SANDBOX}/`, [...seats.keys()]];
  return ids.filter((id) => id.startsWith(head)).map((id) => id.slice(head.length));
}

/**
 * The route; it is an error when none of its targets has a key. Those without one are passed over by the plan. The
 * client's own key has nothing to do with it, and asking again is in vain until somebody sets one.
 */
function usable(route: Route, asked: string): Route {
  if (route.targets.some((target) => target.seat.ready)) return route;
  const names = [...new Set(route.targets.map(({ seat }) => variablesOf(seat)))].slice(0, 20);
  const one = names.length === 1 ? names[0]! : `one of ${names.join(", ")}`;
  throw gatewayError(
    "internal",
    `The gateway has no provider's key for \`${asked.slice(0, 200)}\`: set ${one} in its environment, or the same ` +
      "with _FILE behind it to the name of a file that holds the key.",
    { final: true },
  );
}

async function unknownModel(
  model: string,
  seats: ReadonlyMap<string, Seat>,
  routes: ReadonlyMap<string, Route>,
) {
  const shown = model.slice(0, 100);
  const slash = model.indexOf("/");
  if (slash <= 0) {
    const homes = (await homesOf(model, seats)).map((id) => `\`${id}/${shown}\``);
    const help =
      homes.length > 0
        ? `did you mean ${homes.join(" or ")}?`
        : suggest(model, routes.keys(), "routes");
    const named = `There is no model \`${shown}\`: models are named \`provider/model\``;
    return notFound(help ? `${named}; ${help}` : named);
  }
  const id = model.slice(0, slash);
  if (id === SANDBOX) {
    const dialects = sandboxed(seats);
    const fault = sandboxFault(model, dialects);
    const { message, help } = fault ?? { message: "the sandbox is asked as `sandbox/<dialect>`" };
    return notFound(message.replace(/^t/, "T") + (help ? `; ${help}` : ""));
  }
  const homes = (all: [string, Seat][]) => [...new Set(all.map(([each]) => each.split("/")[0]!))];
  const help = suggest(id, homes([...seats]), "providers") ?? "none is known";
  const ready = homes([...seats].filter(([, seat]) => seat.ready)).slice(0, 30);
  const named = `There is no provider \`${shown.slice(0, slash)}\`: ${sentence(help)}`;
  return notFound(`${named} With a key here: ${ready.join(", ") || "none"}`);
}

function notFound(message: string) {
  return gatewayError("not_found", sentence(message), { param: "model" });
}

function sentence(text: string): string {
  return text.endsWith("?") ? text : `${text}.`;
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
