import type * as Hub from "../generated/hub.types.ts";
import { gatewayError, GatewayError } from "./errors.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import type { Config } from "./config.ts";
import { keyMeters, usedAmounts } from "./limits/key-meters.ts";
import type { Use } from "./limits/key-meters.ts";
import { mostCost } from "./limits/most-cost.ts";
import { refusalOf } from "./limits/refusal.ts";
import type { Meters, Verdict } from "./limits/meters.ts";
import { estimateTokens, inputTokens, outputTokens, textTokens } from "./money.ts";
import type { Candidate } from "./plan.ts";
import { isCut } from "./outcomes.ts";
import { spentNano } from "./ledger/amounts.ts";
import type { RequestRecord } from "./observe/record.ts";
import type { Route } from "./targets.ts";

/** Tokens that an answer may have when neither the request nor the catalogue bounds it. */
const UNBOUNDED_OUTPUT = 8192;
/** Tokens of an image, and of a file at an address, whose size nobody knows. */
const IMAGE = 2000;
const FILE = 20_000;
/** Characters of base64 a token: pages of a document have the most tokens for their size. */
const MEDIA_CHARACTERS = 30;
/** Tokenizers count differently; what is reserved leaves room for it. */
const ROOM = 1.25;

/**
 * Reserves the most that a request may take of its key's limits and budgets, before anybody is asked. Throws a
 * `GatewayError` that names the limit which is reached. A request without a key, or whose key has no limits,
 * takes nothing and never waits.
 */
export function reserve(
  x: Exchange,
  candidates: readonly Candidate[],
  route: Route,
  config: Config,
  meters: Meters,
): void | Promise<void> {
  const { key } = x;
  if (!key) return;
  const now = Date.now();
  const use = mostUse(x, candidates, paidAnswers(candidates, route), now);
  const asked = keyMeters(key, config.key_limits, use, now, holdOf(candidates, route));
  if (asked.length === 0) return;
  const take = (verdict: Verdict): void => {
    if (verdict.ok) x.reservation = verdict.reservation;
    else {
      const { kind, message, retry_after_ms } = refusalOf(verdict, key.name, now);
      throw gatewayError(kind, message, retry_after_ms === undefined ? {} : { retry_after_ms });
    }
  };
  const verdict = meters.reserve(asked);
  return verdict instanceof Promise ? verdict.then(take) : take(verdict);
}

/** Sets what was used in fact, as the ledger has it; for every request that reserved something. */
export function settle(x: Exchange, record: RequestRecord, meters: Meters): void {
  if (!x.reservation) return;
  let tokens = 0;
  for (const attempt of x.attempts) tokens += tokensUsed(x, attempt);
  const nano_usd = Number(spentNano(record));
  meters.settle(x.reservation, usedAmounts(x.reservation.meters, { tokens, nano_usd }));
}

function tokensUsed(x: Exchange, attempt: Attempt): number {
  const { usage, characters } = attempt;
  const told = usage ? inputTokens(usage) + outputTokens(usage) : 0;
  const begun = attempt.outcome === "answered" || isCut(attempt);
  return begun ? Math.max(told, usage ? 0 : (x.tokens ?? 0) + textTokens(characters)) : told;
}

/** How many whole answers a request may come to: that of a hedge, and those that are not good enough. */
function paidAnswers(
  candidates: readonly Candidate[],
  { hedge, on_degraded, retry }: Route,
): number {
  if (on_degraded === "fail") return candidates.length * Math.max(1, retry.attempts);
  return hedge && candidates.length > 1 ? 2 : 1;
}

/** The tokens of the longest answer and the price of the dearest candidate, where anybody's is known. */
function mostUse(x: Exchange, candidates: readonly Candidate[], times: number, at: number): Use {
  const input = mostInput(x);
  const service_tier = x.hub!.service_tier ?? null;
  let longest = 0;
  let dearest: number | undefined;
  for (const candidate of candidates) {
    const output = mostOutput(x, candidate);
    longest = Math.max(longest, output);
    const nano = mostCost(candidate.card.price, { input, output, service_tier, at });
    if (nano !== undefined) dearest = Math.max(dearest ?? 0, nano);
  }
  return { tokens: input + longest, nano_usd: dearest && dearest * times };
}

function mostInput(x: Exchange): number {
  const text = (x.tokens ??= estimateTokens(x.hub!));
  let media = 0;
  for (const { parts } of x.hub!.messages) for (const part of parts) media += mediaTokens(part);
  return Math.ceil(text * ROOM) + media;
}

/** What the estimate leaves out, since providers count it each in their own way: here the most counts. */
function mediaTokens(part: Hub.Part): number {
  switch (part.kind) {
    case "image":
      return IMAGE;
    case "audio":
    case "video":
      return sized(part.data);
    case "file":
      return part.text === undefined ? sized(part.data) : 0;
    case "tool_result":
      return part.parts.reduce((sum, each) => sum + mediaTokens(each), 0);
    default:
      return 0;
  }
}

function sized(base64: string | undefined): number {
  return base64 === undefined ? FILE : Math.ceil(base64.length / MEDIA_CHARACTERS);
}

function mostOutput(x: Exchange, { card }: Candidate): number {
  const { max_tokens, n = 1 } = x.hub!;
  const most = max_tokens ?? card.max_output ?? UNBOUNDED_OUTPUT;
  return Math.min(most, card.max_output ?? most) * Math.max(1, n);
}

/** How long a request may be under way at the most, milliseconds. */
function holdOf(candidates: readonly Candidate[], route: Route): number {
  const all = candidates.reduce((sum, { target }) => sum + target.timeouts.total_ms, 0);
  return Math.min(
    route.total_ms ?? Infinity,
    Math.max(all, 60_000) * route.retry.attempts,
    3_600_000,
  );
}

/** Is what came a refusal, to be thrown? */
export function refuse(fault: GatewayError | undefined): void {
  if (fault) throw fault;
}
