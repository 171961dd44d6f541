import type * as Hub from "../generated/hub.types.ts";
import type { Config } from "./config.ts";
import { Deadline } from "./deadline.ts";
import { Dispatch } from "./dispatch.ts";
import type { Dispatched, DispatchSetup } from "./dispatch.ts";
import { GatewayError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import { bothEnds, hedgeAfter, isLate, isRepeatable } from "./hedging.ts";
import type { Failed } from "./hedging.ts";
import { pause } from "./pause.ts";
import type { Candidate } from "./plan.ts";
import { Preflight } from "./preflight.ts";
import type { Asked } from "./prepare.ts";
import { sendHeartbeat } from "./reply.ts";
import { afterFailure } from "./routing/backoff.ts";
import type { Decision, Failure } from "./routing/backoff.ts";
import type { Services } from "./services.ts";
import type { Route } from "./targets.ts";

/**
 * Answers a client from the first candidate that can, in order: each is asked again, passed over or followed by
 * the next as its error says, and a late one may be overtaken by the next. Throws a `GatewayError` with what the
 * last one said; a candidate that cannot carry the request is passed over without being called.
 */
export function deliver(
  x: Exchange,
  asked: Asked,
  candidates: readonly Candidate[],
  route: Route,
  services: Services,
  limits: Config["limits"],
): Promise<void> {
  const deadline = new Deadline(x.response, x.started + (route.total_ms ?? Infinity));
  const preflight = new Preflight(x, asked, deadline);
  const setup = { x, route, services, limits, preflight, deadline };
  return new Delivery(setup, asked, candidates).run();
}

class Delivery {
  readonly #setup: DispatchSetup;
  readonly #x: Exchange;
  readonly #asked: Asked;
  readonly #left: Candidate[];
  readonly #dispatch: Dispatch;
  #hedged = false;

  constructor(setup: DispatchSetup, asked: Asked, candidates: readonly Candidate[]) {
    this.#setup = setup;
    this.#x = setup.x;
    this.#asked = asked;
    this.#left = [...candidates];
    this.#dispatch = new Dispatch(setup);
    this.#x.onChosen = (chosen) => {
      this.#dispatch.drop("hedge_lost", chosen);
      setup.deadline.finish();
      setup.preflight.forget();
    };
  }

  async run(): Promise<void> {
    const x = this.#x;
    const { route } = this.#setup;
    const hold = route.commit === "complete" && x.streaming;
    const beat = hold ? setInterval(() => sendHeartbeat(x), route.heartbeat_ms) : undefined;
    try {
      for (let settled = false; !settled;) {
        const next = this.#left.shift();
        if (!next) throw new GatewayError(this.#dispatch.last ?? NOBODY);
        settled = await this.#settledBy(next);
      }
    } finally {
      clearInterval(beat);
      this.#close();
    }
    if (x.gone || x.response.writableEnded) return;
    // No client waits for ever, whatever was forgotten above.
    x.fault ??= new Error("A delivery ended without an answer.");
    throw new GatewayError({ kind: "internal", message: "The gateway has lost the answer." });
  }

  /** Nothing is left behind: no attempt, no timer, no listener. */
  #close(): void {
    this.#x.onChosen = undefined;
    this.#dispatch.drop("cancelled");
    this.#setup.deadline.close();
  }

  /** Has the client its answer, or left? One target, as often as its errors allow. Throws when nobody else may be asked. */
  async #settledBy(candidate: Candidate): Promise<boolean> {
    for (let n = 1; ; n++) {
      const isLast = this.#left.length === 0;
      const begun = this.#dispatch.begin(candidate, { isLast, again: n > 1 });
      const first = begun instanceof Promise ? await begun : begun;
      if (!first) return this.#x.gone;
      const second = this.#mayHedge() ? await this.#hedgeOf(first) : undefined;
      const failed = second
        ? await bothEnds(this.#x, [first, second], (each) => this.#isFinal(each))
        : failedBy(first, await first.done);
      if (!failed || this.#x.gone) return true;
      const { attempt, error } = failed;
      // What the gateway itself cannot do it cannot do with another answer either.
      if (this.#x.chosen || this.#x.fault !== undefined) throw new GatewayError(error);
      const decision = this.#decide(failed, second ? Infinity : n);
      attempt.candidate.decision.reason += `; ${decision.because}`;
      if (decision.do === "stop") throw new GatewayError(error);
      if (decision.do === "next") return false;
      if (!(await pause(decision.wait_ms, this.#x.response))) return true;
    }
  }

  /** `attemptsOnTarget` is infinite for one that may not be asked again. */
  #decide(failed: Failed, attemptsOnTarget: number): Decision {
    const { attempt, once } = failed.attempt;
    const { retry } = this.#setup.route;
    const failure = this.#failure(failed);
    if (failure.kind === "context_length") this.#setup.preflight.small = attempt.card;
    const alone = failure.isLast && retry.attempts === 1;
    // A connection that was kept alive may be closed by its other end just as it is used again.
    if (attempt.unanswered && attemptsOnTarget === 1 && alone) {
      return { do: "retry", wait_ms: 0, because: "again, since its connection was closed" };
    }
    const most = attempt.final || once ? Infinity : attemptsOnTarget;
    return afterFailure({ ...failure, attemptsOnTarget: most }, Math.random);
  }

  /** Would everybody say so? */
  #isFinal(failed: Failed): boolean {
    const failure = { ...this.#failure(failed), isLast: false, total_ms: undefined };
    return afterFailure(failure, Math.random).do === "stop";
  }

  #failure({ error }: Failed): Failure {
    const { retry, total_ms, on_refusal } = this.#setup.route;
    return {
      kind: error.kind,
      silent: error.kind === "timeout",
      attemptsOnTarget: Infinity,
      retry,
      retry_after_ms: error.retry_after_ms,
      elapsed_ms: performance.now() - this.#x.started,
      total_ms,
      isLast: this.#left.length === 0,
      on_refusal,
    };
  }

  #mayHedge(): boolean {
    return !this.#hedged && this.#left.length > 0 && this.#setup.route.hedge !== undefined;
  }

  /** Waits until an attempt is late, and then for a second one that was begun; undefined when there is none. */
  async #hedgeOf(first: Dispatched): Promise<Dispatched | undefined> {
    const { route, services } = this.#setup;
    const after = hedgeAfter(route, first.candidate.target);
    if (after === undefined || !isRepeatable(this.#asked.hub)) return undefined;
    if (!(await isLate(after, first))) return undefined;
    this.#hedged = true;
    try {
      return await this.#hedge();
    } catch (error) {
      // The first attempt is under way, and may still answer.
      if (!(error instanceof GatewayError)) services.logger.error({ err: error }, "hedge");
      return undefined;
    }
  }

  async #hedge(): Promise<Dispatched | undefined> {
    while (!this.#x.chosen && !this.#x.gone) {
      const candidate = this.#left.shift();
      if (!candidate) return undefined;
      candidate.decision.reason += "; the one before was late";
      // Whoever rests is no help against lateness, even if nobody else is left.
      const second = await this.#dispatch.begin(candidate, { isLast: false });
      if (second) return second;
    }
    return undefined;
  }
}

function failedBy(attempt: Dispatched, error: Hub.Error | undefined): Failed | undefined {
  return error && { attempt, error };
}

const NOBODY: Hub.Error = { kind: "overloaded", message: "Nobody is left to be asked." };
