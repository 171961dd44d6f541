import { millisecondsOf } from "../durations.ts";

/** What an upstream says is left of one of its limits; `reset_at` by the caller's clock. */
export interface Remaining {
  limit?: number;
  remaining?: number;
  reset_at?: number;
}

/** What is left of an upstream's limits, as it said last. */
export interface RemainingLimits {
  requests?: Remaining;
  tokens?: Remaining;
}

const NAMES = {
  requests: {
    limit: "x-ratelimit-limit-requests",
    remaining: "x-ratelimit-remaining-requests",
    reset: "x-ratelimit-reset-requests",
  },
  tokens: {
    limit: "x-ratelimit-limit-tokens",
    remaining: "x-ratelimit-remaining-tokens",
    reset: "x-ratelimit-reset-tokens",
  },
} as const;

/**
 * Reads the common rate-limit headers (`x-ratelimit-{limit,remaining,reset}-{requests,tokens}`, resets as Go
 * durations); undefined when none is there.
 */
export function remainingOf(
  headers: Readonly<Record<string, string>>,
  now: number,
): RemainingLimits | undefined {
  const requests = oneOf("requests", headers, now);
  const tokens = oneOf("tokens", headers, now);
  if (!requests && !tokens) return undefined;
  return { ...(requests && { requests }), ...(tokens && { tokens }) };
}

/** The smaller share of what is left, 0 to 1; a limit whose reset is past is whole again. Undefined: not told. */
export function shareLeft(limits: RemainingLimits, now: number): number | undefined {
  let share: number | undefined;
  for (const each of [limits.requests, limits.tokens]) {
    if (each?.remaining === undefined || !each.limit) continue;
    const isReset = each.reset_at !== undefined && each.reset_at <= now;
    share = Math.min(share ?? 1, isReset ? 1 : Math.min(1, each.remaining / each.limit));
  }
  return share;
}

/** Until when nothing is left; undefined while something is, or when no reset was told. */
export function spentUntil(limits: RemainingLimits): number | undefined {
  let until: number | undefined;
  for (const each of [limits.requests, limits.tokens]) {
    if (each?.remaining !== 0 || each.reset_at === undefined) continue;
    until = Math.max(until ?? 0, each.reset_at);
  }
  return until;
}

function oneOf(
  what: keyof typeof NAMES,
  headers: Readonly<Record<string, string>>,
  now: number,
): Remaining | undefined {
  const names = NAMES[what];
  const limit = countOf(headers[names.limit]);
  const remaining = countOf(headers[names.remaining]);
  if (limit === undefined && remaining === undefined) return undefined;
  const wait = millisecondsOf(headers[names.reset], "go_duration", now);
  const reset = wait === undefined ? {} : { reset_at: now + wait };
  return {
    ...(limit !== undefined && { limit }),
    ...(remaining !== undefined && { remaining }),
    ...reset,
  };
}

function countOf(text: string | undefined): number | undefined {
  const number = text === undefined || text === "" ? Number.NaN : Number(text);
  return Number.isFinite(number) && number >= 0 ? number : undefined;
}
