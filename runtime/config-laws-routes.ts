import type { Checked, Law, Mistake } from "./config-laws.ts";
import type { Condition, RouteConfig, TargetConfig } from "./route-config.ts";

/** A law of one route; its paths begin below the route. */
type RouteLaw = (route: RouteConfig) => Iterable<Mistake>;

/** What has to hold in each route, and among all. */
export const routeLaws: readonly Law[] = [
  eachRoute(weightsAreUsed),
  eachRoute(hedgeHasTwo),
  eachRoute(hedgeCanBeLate),
  eachRoute(canaryAddsUp),
  eachRoute(queueHasALimit),
  eachRoute(oneTotal),
  eachRoute(conditionCanHold),
  globIsReached,
];

function eachRoute(law: RouteLaw): Law {
  return function* ({ said }: Checked) {
    for (const [name, route] of Object.entries(said.routes ?? {}))
      for (const mistake of law(route))
        yield { ...mistake, path: ["routes", name, ...mistake.path] };
  };
}

/** The targets that say more than a model, with their indexes. */
function* longTargets(route: RouteConfig): Iterable<[number, TargetConfig]> {
  for (const [i, target] of route.targets.entries())
    if (typeof target !== "string") yield [i, target];
}

function* weightsAreUsed(route: RouteConfig): Iterable<Mistake> {
  const weighted = [...longTargets(route)].filter(([, target]) => target.weight !== undefined);
  if (route.strategy !== "weighted") {
    for (const [i] of weighted)
      yield {
        path: ["targets", i, "weight"],
        part: "key",
        law: "weights-are-used",
        message: "a weight counts only with `strategy: weighted`",
        help: "add `strategy: weighted` to the route, or leave the weight out",
      };
  } else if (
    weighted.length === route.targets.length &&
    weighted.every(([, { weight }]) => weight === 0)
  ) {
    yield {
      path: ["strategy"],
      part: "value",
      law: "weights-are-used",
      message: "every target has the weight 0",
      help: "give a weight above 0 to one target at least",
    };
  }
}

function* hedgeHasTwo({ hedge, targets }: RouteConfig): Iterable<Mistake> {
  if (!hedge || targets.length > 1) return;
  yield {
    path: ["hedge"],
    part: "key",
    law: "hedge-has-two",
    message: "a hedge asks a second target, and the route has one",
    help: "add a target, or leave `hedge` out",
  };
}

function* hedgeCanBeLate({ hedge }: RouteConfig): Iterable<Mistake> {
  if (!hedge || typeof hedge.after !== "number") return;
  if (hedge.min_ms === undefined || hedge.min_ms <= hedge.after) return;
  yield {
    path: ["hedge", "min_ms"],
    part: "value",
    law: "times-are-ordered",
    message: `\`min_ms\` (${hedge.min_ms}) is above \`after\` (${hedge.after}), which then counts for nothing`,
    help: "`min_ms` bounds `after: p95`; beside a number leave it out",
  };
}

function* canaryAddsUp({ canary }: RouteConfig): Iterable<Mistake> {
  const sum = (canary ?? []).reduce((all, { percent }) => all + percent, 0);
  // Percents are floats: 33.4 + 33.3 + 33.3 must not fail by its last bit.
  if (sum <= 100 + 1e-9) return;
  yield {
    path: ["canary"],
    part: "key",
    law: "canary-adds-up",
    message: `the percents of the canaries add up to ${Number(sum.toFixed(6))}`,
    help: "lower them to 100 together; the rest goes to the targets",
  };
}

function* queueHasALimit(route: RouteConfig): Iterable<Mistake> {
  for (const [i, target] of longTargets(route)) {
    if (!target.queue || target.max_concurrent !== undefined) continue;
    yield {
      path: ["targets", i, "queue"],
      part: "key",
      law: "queue-has-a-limit",
      message: "nobody ever waits: the target takes as many calls as come",
      help: "say `max_concurrent` beside it, or leave `queue` out",
    };
  }
}

function* oneTotal(route: RouteConfig): Iterable<Mistake> {
  for (const [i, target] of longTargets(route)) {
    if (target.timeout_ms === undefined || target.timeouts?.total_ms === undefined) continue;
    yield {
      path: ["targets", i, "timeout_ms"],
      part: "key",
      law: "said-once",
      message: "`timeout_ms` is the short form of `timeouts.total_ms`, and both are said",
      help: "leave one of them out",
    };
  }
}

function* conditionCanHold(route: RouteConfig): Iterable<Mistake> {
  for (const [i, { when }] of longTargets(route)) {
    const why = when && contradiction(when);
    if (!why) continue;
    yield {
      path: ["targets", i, "when", ...why.path],
      part: "value",
      law: "condition-can-hold",
      message: `the target is never asked: ${why.message}`,
      help: why.help,
    };
  }
}

function contradiction({ has, without, tokens }: Condition) {
  const both = has?.find((feature) => without?.includes(feature));
  if (both)
    return {
      path: ["without"],
      message: `no request has \`${both}\` and is without it`,
      help: "take it out of `has` or of `without`",
    };
  const { min, max } = tokens ?? {};
  if (min === undefined || max === undefined || min <= max) return undefined;
  return {
    path: ["tokens"],
    message: `no number is at least ${min} and at most ${max}`,
    help: "swap `min` and `max`",
  };
}

/** The first glob that fits takes a name, so a narrow one has to stand above a wide one. */
function* globIsReached({ said }: Checked): Iterable<Mistake> {
  const globs = Object.keys(said.routes ?? {}).filter((name) => name.includes("*"));
  for (const [i, name] of globs.entries()) {
    const wider = globs.slice(0, i).find((earlier) => covers(earlier, name));
    if (wider === undefined) continue;
    yield {
      path: ["routes", name],
      part: "key",
      law: "glob-is-reached",
      message: `the route is never reached: \`${wider}\` above takes every name that fits it`,
      help: `write it above \`${wider}\``,
    };
  }
}

/** Does a glob fit all that another one fits? Its stars are all that can take the other's stars. */
function covers(wide: string, narrow: string): boolean {
  const [first = "", ...rest] = wide.split("*");
  const last = rest.pop() ?? "";
  if (!narrow.startsWith(first) || narrow.length < first.length + last.length) return false;
  let at = first.length;
  for (const piece of rest) {
    const found = narrow.indexOf(piece, at);
    if (found < 0) return false;
    at = found + piece.length;
  }
  return narrow.endsWith(last) && narrow.length - last.length >= at;
}
