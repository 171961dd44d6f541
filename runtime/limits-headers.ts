import { formatGoDuration, millisecondsOf } from "./durations.ts";
import { safeValue } from "./headers.ts";
import type { HeaderMap } from "./headers.ts";
import type { LimitHeaders, LimitRules } from "./dialect-facts.ts";

/**
 * The upstream's rate limits under their common names, `x-ratelimit-{limit,remaining,reset}-{requests,tokens}`;
 * a reset is a Go duration from now. What the upstream does not tell is left out.
 */
export function limitHeaders(
  rules: LimitRules,
  upstream: HeaderMap,
  now = Date.now(),
): Record<string, string> {
  const headers: Record<string, string> = {};
  if (rules.requests) addLimits(headers, COMMON.requests, rules.requests, upstream, now);
  if (rules.tokens) addLimits(headers, COMMON.tokens, rules.tokens, upstream, now);
  return headers;
}

/** The common names, spelled out once: a key that is put together at each request has to be looked up as a text. */
const COMMON = { requests: namesOf("requests"), tokens: namesOf("tokens") };

interface CommonNames {
  limit: string;
  remaining: string;
  reset: string;
}

function namesOf(what: string): CommonNames {
  const name = (field: string) => `x-ratelimit-${field}-${what}`;
  return { limit: name("limit"), remaining: name("remaining"), reset: name("reset") };
}

/** How long the upstream's headers say to wait, in milliseconds. */
export function retryAfter(
  rules: LimitRules,
  upstream: HeaderMap,
  now = Date.now(),
): number | undefined {
  for (const { header, as } of rules.retry_after ?? [{ header: "retry-after", as: "seconds" }]) {
    const wait = millisecondsOf(upstream[header.toLowerCase()], as, now);
    if (wait !== undefined) return wait;
  }
  return undefined;
}

function addLimits(
  headers: Record<string, string>,
  common: CommonNames,
  names: LimitHeaders,
  upstream: HeaderMap,
  now: number,
): void {
  for (const field of ["limit", "remaining"] as const) {
    const value = safeValue(upstream[names[field]?.toLowerCase() ?? ""]);
    // Some servers say -1 for "no such limit"; what is no number is none.
    if (value !== undefined && /^\d/.test(value)) headers[common[field]] = value;
  }
  if (!names.reset) return;
  const reset = millisecondsOf(upstream[names.reset.header.toLowerCase()], names.reset.as, now);
  if (reset !== undefined) headers[common.reset] = formatGoDuration(reset);
}
