import type { OnLoss, Timeouts } from "./config-types.ts";

/** How the order of a route's targets is found. */
export type Strategy =
  "failover" | "weighted" | "cheapest" | "fastest" | "least_busy" | "most_remaining";

/** What a request is about, as the local classifier tells. */
export type TaskClass = "simple" | "extraction" | "chat" | "code" | "reasoning";

/** What a request may have that not every model takes. */
export type Feature = "tools" | "images" | "files" | "audio" | "schema" | "reasoning" | "stream";

/** When a target is taken into account; all that is said must hold. Texts are globs (`*` is any run). */
export interface Condition {
  models?: string[];
  headers?: Record<string, string>;
  metadata?: Record<string, string>;
  /** Estimated tokens of the prompt, both bounds inclusive. */
  tokens?: { min?: number; max?: number };
  has?: Feature[];
  without?: Feature[];
  /** Names of virtual keys, or `tag:<tag>`. */
  keys?: string[];
  task?: TaskClass[];
}

/** How often one target is asked again, and how long is waited before; milliseconds. */
export interface RetryConfig {
  /** Times one target is asked in all, the first included. */
  attempts: number;
  /** Before the second attempt; doubled each time, with full jitter. */
  base_ms: number;
  max_ms: number;
  /** The longest `Retry-After` that is waited for; a longer one goes on to the next target. */
  max_wait_ms: number;
}

/** When a target that fails is left alone, and for how long; milliseconds. */
export interface BreakerConfig {
  /** Failures in the window, and the share of the calls that they must be. */
  failures: number;
  rate: number;
  window_ms: number;
  /** Left alone for so long after the first opening; doubled at each failed probe, up to the maximum. */
  open_ms: number;
  max_open_ms: number;
}

/** When a second target is asked because the first one is late. */
export interface HedgeConfig {
  /** Milliseconds, or the target's own recent 95th percentile of the time to the first token. */
  after: number | "p95";
  /** Never earlier than this, where the percentile decides; milliseconds. */
  min_ms: number;
}

/** How many calls a target takes at once, and who may wait for it. */
export interface QueueConfig {
  max: number;
  wait_ms: number;
}

/** The same user, session or prompt goes to the same target, so that its prompt cache is found again. */
export interface StickyConfig {
  by: ("user" | "session" | "prefix" | "key")[];
  /** Milliseconds; absent: as long as the target's provider keeps a prompt, by its spec. */
  ttl_ms?: number;
}

/** A part of the traffic that goes somewhere else too (shadow) or instead (canary). */
export interface ShareConfig {
  model: string;
  /** 0 to 100. */
  percent: number;
}

/** One place that a route may go to, as it is configured. */
export interface TargetConfig {
  model: string;
  base_url?: string;
  key_env?: string;
  timeout_ms?: number;
  timeouts?: Partial<Timeouts>;
  weight?: number;
  when?: Condition;
  max_concurrent?: number;
  queue?: QueueConfig;
}

/** A model name of one's own (a glob takes every name that fits), and where it goes. */
export interface RouteConfig {
  targets: (string | TargetConfig)[];
  strategy?: Strategy;
  sticky?: StickyConfig;
  on_loss?: OnLoss;
  timeouts?: Partial<Timeouts>;
  /** For all attempts together, milliseconds. */
  total_ms?: number;
  retry?: Partial<RetryConfig>;
  breaker?: Partial<BreakerConfig> | false;
  hedge?: Partial<HedgeConfig> | false;
  /** When the client gets its answer: as it comes, or once it is whole and can no longer fail. */
  commit?: "first_token" | "complete";
  /** How often a client that waits for a whole answer hears a sign of life, milliseconds. */
  heartbeat_ms?: number;
  /** An answer that is empty, broken or says that it failed: handed on, or taken as a failure. */
  on_degraded?: "pass" | "fail";
  /** A request that a provider refuses for its content: told to the client, or asked elsewhere. */
  on_refusal?: "stop" | "next";
  /** USD, decimal: targets whose estimate is above it are not asked. */
  max_cost?: string;
  shadow?: ShareConfig[];
  canary?: ShareConfig[];
  /** Tags of the spend report. */
  tags?: string[];
  /** Whether what is said is kept, redacted, beside the audit log. */
  content?: boolean;
}
