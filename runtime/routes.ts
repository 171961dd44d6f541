import type { Config } from "./config.ts";
import type { OnLoss, Timeouts } from "./config-types.ts";
import type {
  BreakerConfig,
  HedgeConfig,
  RetryConfig,
  RouteConfig,
  ShareConfig,
  StickyConfig,
  Strategy,
  TargetConfig,
} from "./route-config.ts";
import type { ModelCard } from "./models.ts";
import { compileCondition } from "./routing/conditions.ts";
import type { Compiled } from "./routing/conditions.ts";
import type { TargetHealth } from "./routing/health.ts";
import { CallQueue } from "./routing/queue.ts";
import type { Seat } from "./seats.ts";

/** Where a request may go: a provider, a model, and how long it may take. */
export interface Target {
  /** `provider/model`. */
  name: string;
  seat: Seat;
  /** The model as the provider names it. */
  model: string;
  timeouts: Timeouts;
  weight: number;
  /** Absent: it is always taken into account. */
  when?: Compiled;
  /** Absent: it takes as many calls at once as come. */
  limit?: CallQueue;
  health: TargetHealth;
  /** What is known of the model, once it was looked up. */
  card?: ModelCard;
}

/** A target that gets a share of the traffic. */
export interface Share {
  target: Target;
  /** 0 to 100. */
  percent: number;
}

/** A model name that clients may ask for, resolved. */
export interface Route {
  /** Absent for a plain `provider/model`. */
  name?: string;
  targets: readonly Target[];
  strategy: Strategy;
  sticky?: StickyConfig;
  on_loss: OnLoss;
  /** For all attempts together, milliseconds; absent: as long as each of them may take. */
  total_ms?: number;
  retry: RetryConfig;
  hedge?: HedgeConfig;
  commit: "first_token" | "complete";
  heartbeat_ms: number;
  on_degraded: "pass" | "fail";
  on_refusal: "stop" | "next";
  /** USD, decimal. */
  max_cost?: string;
  shadow: readonly Share[];
  canary: readonly Share[];
  tags: readonly string[];
  content: boolean;
}

/** What routes are made with: the config's general part, and how a target is found. */
export interface RouteDefaults {
  config: Config;
  target(
    said: TargetConfig,
    breaker: BreakerConfig | false,
  ): Pick<Target, "seat" | "model" | "health">;
}

const HEARTBEAT_MS = 15_000;
const HEDGE: HedgeConfig = { after: "p95", min_ms: 500 };

/** A route of the config, its defaults filled in. */
export function createRoute(name: string, said: RouteConfig, defaults: RouteDefaults): Route {
  const { config } = defaults;
  const share = ({ model, percent }: ShareConfig): Share => ({
    target: createTarget({ model }, said, defaults),
    percent,
  });
  return {
    name,
    targets: said.targets.map((each) =>
      createTarget(typeof each === "string" ? { model: each } : each, said, defaults),
    ),
    strategy: said.strategy ?? "failover",
    ...(said.sticky && { sticky: said.sticky }),
    on_loss: said.on_loss ?? config.on_loss,
    ...(said.total_ms !== undefined && { total_ms: said.total_ms }),
    retry: { ...config.retry, ...said.retry },
    ...(said.hedge && { hedge: { ...HEDGE, ...said.hedge } }),
    commit: said.commit ?? "first_token",
    heartbeat_ms: said.heartbeat_ms ?? HEARTBEAT_MS,
    on_degraded: said.on_degraded ?? "pass",
    on_refusal: said.on_refusal ?? "stop",
    ...(said.max_cost !== undefined && { max_cost: said.max_cost }),
    shadow: (said.shadow ?? []).map(share),
    canary: (said.canary ?? []).map(share),
    tags: said.tags ?? [],
    content: said.content ?? false,
  };
}

/** The route that a plain `provider/model` is. */
export function directRoute(model: string, defaults: RouteDefaults): Route {
  const { name: _, ...route } = createRoute("", { targets: [model] }, defaults);
  return route;
}

function createTarget(said: TargetConfig, route: RouteConfig, defaults: RouteDefaults): Target {
  const { config } = defaults;
  const breaker = route.breaker === false ? false : { ...config.breaker, ...route.breaker };
  const total = said.timeout_ms === undefined ? {} : { total_ms: said.timeout_ms };
  const found = defaults.target(said, breaker);
  return {
    ...found,
    name: `${found.seat.provider.id}/${found.model}`,
    timeouts: { ...config.timeouts, ...route.timeouts, ...said.timeouts, ...total },
    weight: said.weight ?? 1,
    ...(said.when && { when: compileCondition(said.when) }),
    ...(said.max_concurrent !== undefined && {
      limit: new CallQueue(said.max_concurrent, said.queue),
    }),
  };
}
