import { cost as costOf } from "./cost.ts";
import { redact } from "./credentials.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import { inputTokens, outputTokens, textTokens } from "./money.ts";
import type { Prepared } from "./prepare.ts";
import type { Services } from "./services.ts";
import type { Target } from "./targets.ts";

/** Notes that a target is asked now. */
export function newAttempt(x: Exchange, target: Target, prepared: Prepared): Attempt {
  const attempt: Attempt = {
    n: x.attempts.length + 1,
    target,
    card: prepared.card,
    losses: prepared.losses,
    passed: prepared.passes,
    started: performance.now(),
    limits: {},
    unanswered: false,
    unbilled: false,
    final: false,
    characters: 0,
    skipped: 0,
  };
  x.attempts.push(attempt);
  return attempt;
}

/** Tells a target's health how an attempt ended; what will not heal by itself is logged as an error. */
export function noteOutcome({ logger, publish }: Services, attempt: Attempt, began: number): void {
  const { target, outcome, error, firstToken, usage } = attempt;
  const { health } = target;
  if (firstToken !== undefined) {
    health.noteFirstToken(firstToken - attempt.started);
    const output = usage ? outputTokens(usage) : textTokens(attempt.characters);
    health.noteSpeed(output, (attempt.ended ?? firstToken) - firstToken);
  }
  health.noteLimits(attempt.limits);
  if (outcome === "answered") return health.succeed(began);
  if (outcome !== "failed" || !error) return health.cancel(began);
  const before = health.openUntil;
  const { loud } = health.fail(began, error);
  const { openUntil } = health;
  if (openUntil !== undefined && openUntil !== before) publish?.(health.id, openUntil);
  if (loud) {
    const message = redact(error.message).slice(0, 300);
    logger.error({ target: target.name, kind: error.kind, message }, "target refuses");
  }
}

/** What an attempt that was cut off may have cost, USD: by what was asked, and what had come of the answer. */
export function estimateOfCut(
  x: Exchange,
  { card, usage, characters }: Attempt,
): string | undefined {
  const input = Math.max(usage ? inputTokens(usage) : 0, x.tokens ?? 0);
  const output = Math.max(usage ? outputTokens(usage) : 0, textTokens(characters));
  const service_tier = x.hub?.service_tier ?? null;
  const { amount } = costOf({ input, output }, card.price, { at: new Date(x.at), service_tier });
  return amount ?? undefined;
}

/** Did an answer begin that did not come to its end? */
export function isCut({
  outcome,
  firstToken,
  characters,
}: Pick<Attempt, "outcome" | "firstToken" | "characters">): boolean {
  return outcome !== "answered" && (firstToken !== undefined || characters > 0);
}
