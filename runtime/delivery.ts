import type * as Hub from "../generated/hub.types.ts";
import { callTarget } from "./attempt.ts";
import type { AttemptSetup, Running } from "./attempt.ts";
import type { Config } from "./config.ts";
import { GatewayError } from "./errors.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import { newAttempt, noteOutcome } from "./outcomes.ts";
import { pause } from "./pause.ts";
import type { Candidate } from "./plan.ts";
import { prepare } from "./prepare.ts";
import type { Asked, Prepared } from "./prepare.ts";
import { refusal } from "./receipt.ts";
import { sendHeartbeat } from "./reply.ts";
import { afterFailure } from "./routing/backoff.ts";
import type { Decision } from "./routing/backoff.ts";
import type { Ticket } from "./routing/queue.ts";
import type { Services } from "./services.ts";
import type { Route } from "./targets.ts";

/**
 * Answers a client from the first candidate that can, in order: each is asked again, passed over or followed by
 * the next as its error says, and a late one may be overtaken by the next. Throws a `GatewayError` with what the
 * last one said; a candidate that cannot carry the request is passed over without being called.
 */
export async function deliver(
  x: Exchange,
  asked: Asked,
  candidates: readonly Candidate[],
  route: Route,
  services: Services,
  limits: Config["limits"],
): Promise<void> {
  const delivery = new Delivery(x, asked, candidates, route, services, limits);
  const hold = route.commit === "complete" && x.streaming;
  const beat = hold ? setInterval(() => sendHeartbeat(x), route.heartbeat_ms) : undefined;
  try {
    await delivery.run();
  } finally {
    clearInterval(beat);
    delivery.dropAll("cancelled");
    x.onChosen = undefined;
  }
}

/** An attempt that is under way, and whom it asks. */
interface Race extends Running {
  candidate: Candidate;
}

class Delivery {
  readonly #x: Exchange;
  readonly #asked: Asked;
  readonly #left: Candidate[];
  readonly #route: Route;
  readonly #services: Services;
  readonly #limits: Config["limits"];
  readonly #prepared = new Map<Candidate, Prepared>();
  readonly #running = new Set<Running>();
  #last: Hub.Error | undefined;
  /** The candidate whose context was too small. */
  #small: Attempt | undefined;
  #hedged = false;

  constructor(
    x: Exchange,
    asked: Asked,
    candidates: readonly Candidate[],
    route: Route,
    services: Services,
    limits: Config["limits"],
  ) {
    this.#x = x;
    this.#asked = asked;
    this.#left = [...candidates];
    this.#route = route;
    this.#services = services;
    this.#limits = limits;
    x.onChosen = (chosen) => {
      for (const each of this.#running) if (each.attempt !== chosen) each.drop("hedge_lost");
    };
  }

  async run(): Promise<void> {
    for (let next = this.#left.shift(); next; next = this.#left.shift()) {
      if (await this.#settledBy(next)) return;
    }
    throw new GatewayError(this.#last ?? NOBODY);
  }

  dropAll(outcome: "cancelled"): void {
    for (const each of this.#running) each.drop(outcome);
  }

  /** Has the client its answer, or left? One target, as often as its errors allow. Throws when nobody else may be asked. */
  async #settledBy(candidate: Candidate): Promise<boolean> {
    for (let n = 1; ; n++) {
      const race = await this.#begin(candidate);
      if (!race) return this.#x.gone;
      const error = await this.#raced(race);
      if (!error || this.#x.gone) return true;
      // What the gateway itself cannot do it cannot do with another answer either.
      if (this.#x.chosen || this.#x.fault !== undefined) throw new GatewayError(error);
      const decision = this.#decide(race.attempt, n, error);
      candidate.decision.reason += `; ${decision.because}`;
      if (decision.do === "stop") throw new GatewayError(error);
      if (decision.do === "next") return false;
      if (!(await pause(decision.wait_ms, this.#x.response))) return true;
    }
  }

  #decide(attempt: Attempt, attemptsOnTarget: number, error: Hub.Error): Decision {
    const { retry, total_ms, on_refusal } = this.#route;
    if (error.kind === "context_length") this.#small = attempt;
    const isLast = this.#left.length === 0;
    // A connection that was kept alive may be closed by its other end just as it is used again.
    if (attempt.unanswered && attemptsOnTarget === 1 && isLast && retry.attempts === 1) {
      return { do: "retry", wait_ms: 0, because: "again, since its connection was closed" };
    }
    // An attempt that was overtaken and failed as well: another one of the same kind would take as long.
    const overtaken = this.#x.attempts.at(-1) !== attempt;
    return afterFailure(
      {
        kind: error.kind,
        silent: error.kind === "timeout",
        attemptsOnTarget: attempt.final || overtaken ? Infinity : attemptsOnTarget,
        retry,
        retry_after_ms: error.retry_after_ms,
        elapsed_ms: performance.now() - this.#x.started,
        total_ms,
        isLast,
        on_refusal,
      },
      Math.random,
    );
  }

  /** Calls a candidate; undefined when it is passed over, which is noted. */
  async #begin(candidate: Candidate): Promise<Race | undefined> {
    const { target, decision } = candidate;
    const prepared = await this.#prepare(candidate);
    if (!prepared || this.#x.gone) return undefined;
    const ticket = await this.#place(candidate);
    if (!ticket) return undefined;
    const timeouts = this.#timeouts(target.timeouts);
    if (timeouts.total_ms <= 0) {
      ticket.release();
      throw new GatewayError(this.#last ?? TOO_LATE);
    }
    if (target.health.allow() === "no" && !candidate.forced) {
      ticket.release();
      return this.#passOver(candidate, "its breaker is open");
    }
    decision.taken = true;
    return { ...this.#call(candidate, prepared, timeouts, ticket), candidate };
  }

  #call(
    candidate: Candidate,
    prepared: Prepared,
    timeouts: AttemptSetup["timeouts"],
    ticket: Ticket,
  ): Running {
    const x = this.#x;
    const { target } = candidate;
    const { upstreams } = this.#services;
    const attempt = newAttempt(x, target, prepared);
    const rules = {
      hold: this.#route.commit === "complete",
      strict: this.#route.on_degraded === "fail",
    };
    const began = target.health.begin();
    const running = callTarget(x, attempt, prepared, {
      upstreams,
      limits: this.#limits,
      timeouts,
      rules,
    });
    this.#running.add(running);
    const done = running.done.then((error) => {
      this.#running.delete(running);
      ticket.release();
      noteOutcome(this.#services, attempt, began);
      if (error) this.#last = error;
      return error;
    });
    return { ...running, done };
  }

  async #prepare(candidate: Candidate): Promise<Prepared | undefined> {
    const { target } = candidate;
    const known = this.#prepared.get(candidate);
    if (known) return known;
    const prepared = await this.#translated(candidate);
    if (!prepared) return undefined;
    this.#prepared.set(candidate, prepared);
    if (this.#small && isNoLarger(prepared.card.context, this.#small.card.context)) {
      return this.#passOver(candidate, "its context is no larger");
    }
    const name = `${target.seat.provider.id}/${target.model}`;
    const refused = refusal(prepared.losses, this.#x.on_loss!, name);
    if (!refused) return prepared;
    if (this.#x.attempts.length === 0) this.#x.considered = target;
    this.#last ??= refused;
    return this.#passOver(candidate, refused.message);
  }

  /** What a candidate would be sent; what only it cannot be sent (media that cannot be fetched) is no fault of the others. */
  async #translated(candidate: Candidate): Promise<Prepared | undefined> {
    try {
      return await prepare(this.#asked, candidate.target);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      this.#last ??= error.error;
      return this.#passOver(candidate, error.message);
    }
  }

  #passOver(candidate: Candidate, reason: string): undefined {
    candidate.decision.reason = reason;
    this.#last ??= { kind: "overloaded", message: `Nobody can be asked now: ${reason}.` };
    return undefined;
  }

  /** A place at a target that takes only so many calls at once. */
  async #place(candidate: Candidate): Promise<Ticket | undefined> {
    const { limit } = candidate.target;
    if (!limit) return FREE;
    const free = limit.taken < limit.limit;
    const ticket = await (free ? limit.acquire() : limit.acquire(leaving(this.#x)));
    if (typeof ticket !== "string") return ticket;
    if (ticket === "gone") return undefined;
    const why = ticket === "full" ? "as many calls as it takes are under way" : "its queue is slow";
    return this.#passOver(candidate, why);
  }

  #timeouts(timeouts: AttemptSetup["timeouts"]): AttemptSetup["timeouts"] {
    const { total_ms } = this.#route;
    if (total_ms === undefined) return timeouts;
    const left = total_ms - (performance.now() - this.#x.started);
    return left >= timeouts.total_ms ? timeouts : { ...timeouts, total_ms: Math.floor(left) };
  }

  /** The attempt's end, or that of one that overtook it. An error is one that the client was not told of. */
  async #raced(race: Race): Promise<Hub.Error | undefined> {
    const after = this.#hedgeAfter(race.candidate);
    if (after === undefined) return race.done;
    if (await within(after, race)) return race.done;
    this.#hedged = true;
    const other = await this.#hedge();
    if (!other) return race.done;
    const both = [race, other].map((each) => each.done.then((error) => ({ each, error })));
    const first = await Promise.race(both);
    const loser = first.each === race ? other : race;
    const late = await loser.done;
    // Without an error the first of the two has answered, and the other was dropped.
    return first.error === undefined ? undefined : late;
  }

  /** Milliseconds until a second target is asked; undefined for a request that none may be asked for. */
  #hedgeAfter({ target }: Candidate): number | undefined {
    const { hedge } = this.#route;
    if (!hedge || this.#hedged || this.#left.length === 0 || !isRepeatable(this.#asked.hub)) {
      return undefined;
    }
    if (hedge.after !== "p95") return hedge.after;
    const usual = target.health.recent.p95();
    return usual === undefined ? undefined : Math.max(usual, hedge.min_ms);
  }

  async #hedge(): Promise<Race | undefined> {
    while (!this.#x.chosen && !this.#x.gone) {
      const candidate = this.#left.shift();
      if (!candidate) return undefined;
      candidate.decision.reason += "; the one before was late";
      const race = await this.#begin(candidate);
      if (race) return race;
    }
    return undefined;
  }
}

const NOBODY: Hub.Error = { kind: "overloaded", message: "Nobody is left to be asked." };
const TOO_LATE: Hub.Error = { kind: "timeout", message: "The time for all attempts is over." };
const FREE: Ticket = { release() {} };

/** Has the attempt ended, or begun to answer, within so many milliseconds? */
async function within(milliseconds: number, { attempt, done }: Running): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<false>((resolve) => {
    timer = setTimeout(resolve, milliseconds, false);
  });
  const ended = await Promise.race([done.then(() => true), late]);
  clearTimeout(timer);
  return ended || attempt.firstToken !== undefined;
}

/** What runs tools at the provider, or writes into a conversation that is kept there, is not asked for twice. */
function isRepeatable(hub: Hub.Request): boolean {
  return hub.store !== true && !(hub.tools ?? []).some((tool) => tool.kind !== "function");
}

/** Is a context known to be no larger? What is not known may be. */
function isNoLarger(context: number | undefined, than: number | undefined): boolean {
  return context !== undefined && than !== undefined && context <= than;
}

/** Who leaves gives up the place in a queue. */
function leaving({ response }: Exchange): AbortSignal {
  const controller = new AbortController();
  response.once("close", () => controller.abort());
  return controller.signal;
}
