import type * as Hub from "../generated/hub.types.ts";
import { Caller } from "./caller.ts";
import type { AttemptSetup } from "./caller.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import type { AttemptOutcome } from "./ledger/row.ts";
import type { Prepared } from "./prepare.ts";

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
  let resolve!: (error: Hub.Error | undefined) => void;
  const done = new Promise<Hub.Error | undefined>((each) => (resolve = each));
  const caller = new Caller(x, attempt, prepared, setup, resolve);
  caller.start();
  return { attempt, done, drop: (outcome) => caller.drop(outcome) };
}
