/** The times of a run: what the fakes do, and what the gateway is configured with. All but one in milliseconds. */
export interface Profile {
  name: "full" | "fast";
  /** Between two tokens of a fake. */
  token_ms: number;
  /** Seconds, as the header says them. */
  retry_after_s: number;
  /** Until the first token of a slow fake. */
  slow_ms: number;
  /** How long a stalled stream is silent before its connection is closed. */
  stall_ms: number;
  /** How long a silent fake keeps a connection. */
  silence_ms: number;
  /** How long the flapping fake is down, how often it is asked, and how many times. */
  outage_ms: number;
  every_ms: number;
  requests: number;
  /** The configuration's times. */
  first_token_ms: number;
  idle_ms: number;
  total_ms: number;
  base_ms: number;
  max_ms: number;
  max_wait_ms: number;
  open_ms: number;
  max_open_ms: number;
  heartbeat_ms: number;
  /** Until a call must have ended, by the row's own clock. */
  bounds: { silent: number; slow: number; stalled: number; prompt: number; any: number };
  /** Until the primary must be used again after it has recovered. */
  recovery_ms: number;
}

/** The times of the table. */
export const FULL: Profile = {
  name: "full",
  token_ms: 15,
  retry_after_s: 2,
  slow_ms: 20_000,
  stall_ms: 30_000,
  silence_ms: 120_000,
  outage_ms: 60_000,
  every_ms: 4000,
  requests: 20,
  first_token_ms: 5000,
  idle_ms: 30_000,
  total_ms: 30_000,
  base_ms: 250,
  max_ms: 4000,
  max_wait_ms: 5000,
  open_ms: 4000,
  max_open_ms: 8000,
  heartbeat_ms: 5000,
  bounds: { silent: 100_000, slow: 15_000, stalled: 45_000, prompt: 8000, any: 40_000 },
  recovery_ms: 30_000,
};

/** The same proportions for every day: nothing is waited for that need not be. */
export const FAST: Profile = {
  name: "fast",
  token_ms: 1,
  retry_after_s: 1,
  slow_ms: 5000,
  stall_ms: 8000,
  silence_ms: 20_000,
  outage_ms: 1500,
  every_ms: 100,
  requests: 30,
  first_token_ms: 1000,
  idle_ms: 1200,
  total_ms: 6000,
  base_ms: 40,
  max_ms: 400,
  max_wait_ms: 2500,
  open_ms: 150,
  max_open_ms: 400,
  heartbeat_ms: 300,
  bounds: { silent: 8000, slow: 4500, stalled: 7000, prompt: 4000, any: 10_000 },
  recovery_ms: 1300,
};
