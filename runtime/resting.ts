import type { Deadline } from "./deadline.ts";
import type { Exchange } from "./exchange.ts";
import { pause } from "./pause.ts";
import type { Candidate } from "./plan.ts";
import type { PassedOver } from "./preflight.ts";
import type { Resting } from "./routing/health-types.ts";
import { lastResort } from "./routing/last-resort.ts";
import type { Route } from "./targets.ts";

/** What a target that rests is asked for. */
export interface RestSetup {
  x: Exchange;
  route: Route;
  deadline: Deadline;
}

/**
 * May a target that rests be called all the same: since it is `well` by now, or `once`, to find out? Waits for the
 * rest of a short rest that it has told; `gone`: nobody waits any more. Else why it is passed over.
 */
export async function restOf(
  candidate: Candidate,
  isLast: boolean,
  { x, route, deadline }: RestSetup,
): Promise<"well" | "once" | "gone" | PassedOver> {
  const { target, forced } = candidate;
  const began = performance.now();
  for (;;) {
    const resting = target.health.resting();
    if (!resting) return "well";
    if (!forced && !isLast) return { because: `${resting.reason} by now` };
    const waited_ms = performance.now() - began;
    const at = { now: Date.now(), waited_ms, left_ms: deadline.left_ms };
    const resort = lastResort(resting, at, route.retry, Math.random);
    if (resort.do === "ask") return "once";
    if (resort.do === "refuse") return leftAlone(candidate, resting, resort.retry_after_ms);
    candidate.decision.reason += "; its rest was waited for";
    if (!(await pause(resort.wait_ms, x.response)) || x.gone || x.chosen) return "gone";
  }
}

function leftAlone(
  { target }: Candidate,
  { told, reason }: Resting,
  retry_after_ms: number,
): PassedOver {
  const { name } = target.seat.provider;
  const wait = (retry_after_ms / 1000).toFixed(1);
  const message = `${name} wants to be left alone for ${wait} s more, and nobody else can be asked.`;
  const kind = told?.kind ?? "overloaded";
  return {
    because: `${reason}, and it is not asked before`,
    error: { kind, message, retry_after_ms },
  };
}
