import type { Scenario } from "./gateways.ts";

/** How much is measured; times in milliseconds. */
export interface Plan {
  /** No phase begins a round after this. */
  total_ms: number;
  warm_ms: number;
  rounds: number;
  closed_ms: number;
  connections: number;
  streams: number;
  /** Rounds at a fixed rate: of paced streams, and of whole answers. */
  steady_rounds: number;
  paced_streams: number;
  paced_over_ms: number;
  steady_rate: number;
  steady_ms: number;
  idle_streams: number;
  idle_scenarios: readonly Scenario["id"][];
  starts: number;
}

/** What `npm run bench` does: under four minutes. */
export const FULL: Plan = {
  total_ms: 220_000,
  warm_ms: 2_500,
  rounds: 5,
  closed_ms: 900,
  connections: 64,
  streams: 32,
  steady_rounds: 2,
  paced_streams: 40,
  paced_over_ms: 500,
  steady_rate: 200,
  steady_ms: 1_000,
  idle_streams: 1_000,
  idle_scenarios: ["pass-stream", "translate-stream"],
  starts: 5,
};

/** What `npm run bench -- --quick` does: under a minute, and noisier. */
export const QUICK: Plan = {
  ...FULL,
  total_ms: 54_000,
  warm_ms: 1_100,
  rounds: 2,
  closed_ms: 350,
  steady_rounds: 1,
  paced_over_ms: 100,
  steady_ms: 400,
  idle_scenarios: ["translate-stream"],
  starts: 2,
};

/** What differs for `--with`: less is compared, so it is measured more often. */
export const WITH: Partial<Plan> = { rounds: 9 };
