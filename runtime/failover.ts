import type * as Hub from "../generated/hub.types.ts";
import { attempt } from "./attempt.ts";
import type { Config } from "./config.ts";
import { GatewayError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { ModelCard } from "./models.ts";
import { prepare } from "./prepare.ts";
import type { Asked } from "./prepare.ts";
import { refusal } from "./receipt.ts";
import type { Route, Target } from "./targets.ts";
import type { Upstreams } from "./upstream.ts";

/**
 * What another target may answer better: its own trouble, quota, money and keys, and a model that it does not
 * have. What is wrong with the request itself would be wrong anywhere.
 */
const GOES_ON: ReadonlySet<Hub.ErrorKind> = new Set([
  "timeout",
  "rate_limit",
  "overloaded",
  "upstream",
  "internal",
  "billing",
  "auth",
  "permission",
  "not_found",
]);

/**
 * Tries the targets of a route in order until one has answered the client. Throws a `GatewayError` with what
 * the last one said; a target that cannot carry the request is passed over without being called.
 */
export async function deliver(
  x: Exchange,
  asked: Asked,
  route: Route,
  upstreams: Upstreams,
  limits: Config["limits"],
): Promise<void> {
  let last: Hub.Error | undefined;
  let failed: ModelCard | undefined;
  for (const target of route.targets) {
    const prepared = await prepare(asked, target);
    if (x.gone) return;
    if (last?.kind === "context_length" && !isLarger(prepared.card, failed)) continue;
    const refused = refusal(prepared.losses, x.on_loss!, nameOf(target));
    if (refused) {
      if (!last) noteTarget(x, target, prepared.card);
      last ??= refused;
      continue;
    }
    noteTarget(x, target, prepared.card);
    x.attempts++;
    x.losses = prepared.losses;
    x.passed = prepared.passes;
    let error = await attempt(x, target, prepared, upstreams, limits);
    if (error && x.unanswered && target === route.targets.at(-1)) {
      // A connection that was kept alive may be closed by its other end just as it is used again.
      x.attempts++;
      error = await attempt(x, target, prepared, upstreams, limits);
    }
    if (!error || x.gone) return;
    last = error;
    failed = prepared.card;
    if (!GOES_ON.has(error.kind) && error.kind !== "context_length") break;
  }
  throw new GatewayError(last!);
}

function noteTarget(x: Exchange, target: Target, card: ModelCard): void {
  x.target = target;
  x.card = card;
}

function nameOf({ seat, model }: Target): string {
  return `${seat.provider.id}/${model}`;
}

/** Has a model a larger context than the one that was too small? Only what is known counts. */
function isLarger(card: ModelCard, failed: ModelCard | undefined): boolean {
  return (
    card.context !== undefined && failed?.context !== undefined && card.context > failed.context
  );
}
