import type { Route, Targets } from "./targets.ts";
import type { Seat } from "./seats.ts";

/** The variables that a seat's key may stand in, for people; `""` where none is needed. */
export function variablesOf({ provider }: Seat): string {
  return provider.keys.join(" or ");
}

/**
 * A line for each route of the config that lacks credentials: which of its targets nobody asks, or that there is no
 * other, and which variables to set.
 */
export function keylessRoutes({ routes }: Pick<Targets, "routes">): string[] {
  return [...routes.values()].flatMap((route) => {
    const own = lacking(route.targets);
    const shares = lacking([...route.shadow, ...route.canary].map(({ target }) => target));
    if (own.length > 0 && own.length === route.targets.length) return [dark(route, own)];
    const missing = [...own, ...shares].map(([name, names]) => `\`${name}\` (set ${names})`);
    if (missing.length === 0) return [];
    return [`the route \`${route.name}\` passes over ${[...new Set(missing)].join(", ")}`];
  });
}

function dark({ name }: Route, targets: readonly [string, string][]): string {
  const ways = targets.map(([target, names]) => `${names} for \`${target}\``);
  return `no target of the route \`${name}\` has a key: set ${[...new Set(ways)].join(", or ")}`;
}

/** Names of targets without a key, each with its variables. */
function lacking(targets: Route["targets"]): [string, string][] {
  return targets
    .filter(({ seat }) => !seat.ready)
    .map(({ name, seat }) => [name, variablesOf(seat)]);
}
