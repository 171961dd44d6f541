import type { RetryConfig } from "../route-config.ts";
import type { Resting } from "./health-types.ts";

/**
 * What becomes of a request when the only target that is left rests. `ask`: only a call tells whether it is well
 * again. Times in milliseconds.
 */
export type LastResort =
  { do: "ask" } | { do: "wait"; wait_ms: number } | { do: "refuse"; retry_after_ms: number };

/** All who wait for the same moment do not come at the same moment. */
const SPREAD_MS = 250;

/**
 * What an upstream has told is kept: the rest of a short `Retry-After` is waited for, for a long one the client is
 * sent away without a call, so that a crowd of clients does not become a crowd of calls. What the gateway has only
 * guessed (a breaker, a rest after a refused key or an empty account) keeps nobody from asking whom nobody can
 * replace. `waited_ms` and `left_ms`: how long this request has waited so, and how long it may take still.
 */
export function lastResort(
  { told, until }: Pick<Resting, "told" | "until">,
  { now, waited_ms, left_ms }: { now: number; waited_ms: number; left_ms: number },
  { max_wait_ms }: Pick<RetryConfig, "max_wait_ms">,
  random: () => number,
): LastResort {
  if (!told || told.until <= now) return { do: "ask" };
  const rest = told.until - now;
  if (rest + waited_ms > max_wait_ms || rest >= left_ms) {
    return { do: "refuse", retry_after_ms: Math.ceil(Math.max(until, told.until) - now) };
  }
  return { do: "wait", wait_ms: Math.ceil(rest + random() * Math.min(SPREAD_MS, left_ms - rest)) };
}
