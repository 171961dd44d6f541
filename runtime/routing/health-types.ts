import type * as Hub from "../../generated/hub.types.ts";
import type { BreakerState } from "./breaker.ts";
import type { RemainingLimits } from "./remaining.ts";

/** What `TargetHealth` counts, since the process began. */
export interface TargetCounts {
  calls: number;
  successes: number;
  failures: number;
  /** By kind of error, those that say nothing of the target's health included. */
  kinds: Partial<Record<Hub.ErrorKind, number>>;
}

/** A target's state for `/explain`, `/admin/targets` and the metrics; times in Unix milliseconds. */
export interface HealthSnapshot {
  id: string;
  breaker: BreakerState | "off";
  open_until?: number;
  openings: number;
  in_flight: number;
  rest_until?: number;
  rest_reason?: string;
  first_token_ms?: number;
  first_token_p95_ms?: number;
  tokens_per_second?: number;
  limits: RemainingLimits;
  counts: TargetCounts;
}

/** Why a target is not asked now, and until when. */
export interface Resting {
  until: number;
  reason: string;
  /** It has said itself how long it wants to be left alone, and with which error. */
  told?: { until: number; kind: Hub.ErrorKind };
}

/** The clock, and chance from 0 up to 1. */
export interface Luck {
  now: () => number;
  random: () => number;
}
