import type * as Hub from "../generated/hub.types.ts";
import { Caller } from "./caller.ts";
import type { Config } from "./config.ts";
import type { Timeouts } from "./config-types.ts";
import type { AnswerRules } from "./degraded.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import type { AttemptOutcome } from "./ledger/row.ts";
import type { Prepared } from "./prepare.ts";
import type { Upstreams } from "./upstream.ts";

/** What an attempt is made with. */
export interface AttemptSetup {
  upstreams: Upstreams;
  limits: Config["limits"];
  timeouts: Timeouts;
  rules: AnswerRules;
  /** Is told of the end before whoever waits for it. */
  ended?(error: Hub.Error | undefined): void;
}

/** An attempt that is under way. */
export interface Running {
  readonly attempt: Attempt;
  /**
   * Resolves with an error that the client has not been told of, so that another target may be tried; without
   * one when the client has its answer, or is gone, or the attempt was dropped.
   */
  readonly done: Promise<Hub.Error | undefined>;
  drop(outcome: AttemptOutcome): void;
}

/** Calls one target and, once it may, answers the client from what it says. */
export function callTarget(
  x: Exchange,
  attempt: Attempt,
  prepared: Prepared,
  setup: AttemptSetup,
): Running {
  const caller = new Caller(x, attempt, prepared, setup);
  caller.start();
  return caller;
}
