import type * as Hub from "../../generated/hub.types.ts";
import type { RetryConfig } from "../route-config.ts";

/** One attempt that failed, and what is left to do. Times in milliseconds. */
export interface Failure {
  kind: Hub.ErrorKind;
  /** Nothing came until a limit of time was over: such a route is not asked again. */
  silent: boolean;
  /** Attempts on this target so far, this one included. */
  attemptsOnTarget: number;
  retry: RetryConfig;
  /** As the upstream told it; absent: it did not. */
  retry_after_ms?: number;
  /** Since the request came, and how long it may take in all; absent: as long as it likes. */
  elapsed_ms: number;
  total_ms?: number;
  /** No other target is left. */
  isLast: boolean;
  /** What the route does with a refusal for content. */
  on_refusal?: "stop" | "next";
}

/** What to do after a failed attempt, and why. `larger`: only a target with a larger context will do. */
export type Decision =
  | { do: "retry"; wait_ms: number; because: string }
  | { do: "next"; larger?: true; because: string }
  | { do: "stop"; because: string };

/** Whatever is configured: no target is asked more often than this by one request. */
const MOST_ATTEMPTS = 6;
/** A rate limit that tells no time: no faster than these, so that at most four attempts fall into three seconds. */
const LIMITED_BASE_MS = 500;
const LIMITED_MAX_MS = 4000;

const AGAIN: ReadonlySet<Hub.ErrorKind> = new Set([
  "rate_limit",
  "overloaded",
  "upstream",
  "internal",
]);
/** The target's own trouble that waiting does not heal; another one may do better. */
const ELSEWHERE: ReadonlySet<Hub.ErrorKind> = new Set([
  "timeout",
  "billing",
  "auth",
  "permission",
  "not_found",
  "unsupported",
]);

/** Decides by the kind of the error; what is wrong with the request itself is told to the client at once. */
export function afterFailure(failure: Failure, random: () => number): Decision {
  const { kind, elapsed_ms, total_ms } = failure;
  if (total_ms !== undefined && elapsed_ms >= total_ms)
    return { do: "stop", because: "the time for all attempts is over" };
  if (kind === "content_filter")
    return failure.on_refusal === "next"
      ? onward(failure, "the route asks elsewhere after a refusal")
      : { do: "stop", because: "a refusal for content is the client's answer" };
  if (kind === "context_length") {
    const next = onward(failure, "only a larger context can take it");
    return next.do === "next" ? { ...next, larger: true } : next;
  }
  if (failure.silent || kind === "timeout")
    return onward(failure, "a silent target is not asked again");
  if (ELSEWHERE.has(kind)) return onward(failure, `\`${kind}\` does not heal by waiting`);
  if (!AGAIN.has(kind)) return { do: "stop", because: `\`${kind}\` would be the same anywhere` };
  return again(failure, random);
}

/**
 * Before the attempt after the `attempts`th: full jitter below a ceiling that doubles. With `limited`, which is for
 * rate limits that tell no time, at least half of a ceiling of its own.
 */
export function backoff(
  attempts: number,
  retry: Pick<RetryConfig, "base_ms" | "max_ms">,
  random: () => number,
  limited = false,
): number {
  const base = limited ? Math.max(retry.base_ms, LIMITED_BASE_MS) : retry.base_ms;
  const most = limited ? Math.max(retry.max_ms, LIMITED_MAX_MS) : retry.max_ms;
  const ceiling = Math.min(base * 2 ** Math.min(attempts - 1, 20), most);
  return limited ? ceiling / 2 + (random() * ceiling) / 2 : random() * ceiling;
}

function again(failure: Failure, random: () => number): Decision {
  const { kind, attemptsOnTarget, retry, retry_after_ms, elapsed_ms, total_ms } = failure;
  const most = Math.min(retry.attempts, MOST_ATTEMPTS);
  if (attemptsOnTarget >= most) return onward(failure, `it was asked ${times(attemptsOnTarget)}`);
  if (retry_after_ms !== undefined && retry_after_ms > retry.max_wait_ms)
    return onward(failure, `it wants to be left alone for ${seconds(retry_after_ms)}`);
  const wait_ms = waitOf(failure, random);
  if (total_ms !== undefined && elapsed_ms + wait_ms >= total_ms)
    return onward(failure, "there is no time left to wait for it");
  const told = retry_after_ms === undefined ? "" : ", as it was told to";
  return { do: "retry", wait_ms, because: `\`${kind}\`: again after ${seconds(wait_ms)}${told}` };
}

/** Never earlier than told; a little later, since all who were told the same would come at once. */
function waitOf({ kind, attemptsOnTarget, retry, retry_after_ms }: Failure, random: () => number) {
  if (retry_after_ms === undefined)
    return Math.ceil(backoff(attemptsOnTarget, retry, random, kind === "rate_limit"));
  // Told nought, one may come at once; not as fast as one can.
  const least = retry_after_ms > 0 ? 0 : backoff(attemptsOnTarget, retry, random, true);
  return Math.ceil(Math.max(retry_after_ms, least) + random() * Math.min(250, retry_after_ms / 10));
}

function onward({ isLast }: Failure, because: string): Decision {
  return isLast
    ? { do: "stop", because: `${because}, and no other target is left` }
    : { do: "next", because };
}

function times(count: number): string {
  return count === 1 ? "once" : `${count} times`;
}

function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
