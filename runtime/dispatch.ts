import type * as Hub from "../generated/hub.types.ts";
import { callTarget } from "./attempt.ts";
import type { Running } from "./attempt.ts";
import type { Config } from "./config.ts";
import type { Deadline } from "./deadline.ts";
import { GatewayError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { AttemptOutcome } from "./ledger/row.ts";
import { newAttempt, noteOutcome } from "./outcomes.ts";
import { pause } from "./pause.ts";
import type { Candidate } from "./plan.ts";
import type { Preflight } from "./preflight.ts";
import type { Prepared } from "./prepare.ts";
import { lastResort } from "./routing/last-resort.ts";
import type { CallQueue, Ticket } from "./routing/queue.ts";
import type { Services } from "./services.ts";
import type { Route } from "./targets.ts";

/** An attempt that is under way, and whom it asks. */
export interface Dispatched extends Running {
  candidate: Candidate;
  /** The target rests, and only one call finds out whether it is well again. */
  once: boolean;
}

/** What a dispatch needs to know of one request and its route. */
export interface DispatchSetup {
  x: Exchange;
  route: Route;
  services: Services;
  limits: Config["limits"];
  preflight: Preflight;
  deadline: Deadline;
}

/** Calls candidates: gets them a place and a permission, and gives both back when the attempt has ended. */
export class Dispatch {
  readonly #setup: DispatchSetup;
  readonly #running = new Set<Running>();
  /** What the client is told when nobody answers. */
  last: Hub.Error | undefined;

  constructor(setup: DispatchSetup) {
    this.#setup = setup;
  }

  /** Ends all attempts but the one that was chosen. */
  drop(outcome: AttemptOutcome, but?: Running["attempt"]): void {
    for (const each of this.#running) if (each.attempt !== but) each.drop(outcome);
  }

  /**
   * Calls a candidate for the first time, or `again`. Undefined when it is passed over, which is noted, or when
   * nobody waits for it any more. Throws when the time for all attempts is over.
   */
  async begin(
    candidate: Candidate,
    { isLast, again = false }: { isLast: boolean; again?: boolean },
  ): Promise<Dispatched | undefined> {
    const checked = await this.#setup.preflight.check(candidate);
    if (this.#isOver()) return undefined;
    if (!checked) throw this.#tooLate();
    if ("because" in checked) return this.#passOver(candidate, checked.because, checked.error);
    const { limit, health } = candidate.target;
    const rests = !again && health.resting() !== undefined;
    const once = rests ? await this.#rested(candidate, isLast) : false;
    if (once === undefined || this.#isOver()) return undefined;
    const ticket = limit ? await this.#place(limit) : FREE;
    if (ticket === "full" || ticket === "late") {
      return this.#passOver(candidate, QUEUE_SAYS[ticket]);
    }
    if (!ticket) return undefined;
    const permitted = this.#isOver() ? undefined : this.#permitted(candidate, ticket);
    if (!permitted) ticket.release();
    return permitted && { ...this.#call(candidate, checked, ticket), candidate, once };
  }

  /** The last look before the call: what is asked for here is given back by the attempt's end. */
  #permitted(candidate: Candidate, ticket: Ticket): true | undefined {
    if (this.#setup.deadline.left_ms <= 0) {
      ticket.release();
      throw this.#tooLate();
    }
    if (candidate.target.health.allow() !== "no" || candidate.forced) return true;
    return this.#passOver(candidate, "its breaker is open");
  }

  #isOver(): boolean {
    const { x } = this.#setup;
    return x.gone || x.chosen !== undefined;
  }

  #tooLate(): GatewayError {
    return new GatewayError(this.last ?? TOO_LATE);
  }

  /**
   * Is the target to be asked only once, since it rests? Waits for the rest of a short rest that it has told;
   * undefined when it is passed over.
   */
  async #rested(candidate: Candidate, isLast: boolean): Promise<boolean | undefined> {
    const { target, forced } = candidate;
    const { x, route, deadline } = this.#setup;
    const began = performance.now();
    for (;;) {
      const resting = target.health.resting();
      if (!resting) return false;
      if (!forced && !isLast) return this.#passOver(candidate, `${resting.reason} by now`);
      const waited_ms = performance.now() - began;
      const at = { now: Date.now(), waited_ms, left_ms: deadline.left_ms };
      const resort = lastResort(resting, at, route.retry, Math.random);
      if (resort.do === "ask") return true;
      if (resort.do === "refuse") return this.#leaveAlone(candidate, resting, resort);
      candidate.decision.reason += "; its rest was waited for";
      if (!(await pause(resort.wait_ms, x.response)) || this.#isOver()) return undefined;
    }
  }

  #leaveAlone(
    candidate: Candidate,
    { told, reason }: { told?: { kind: Hub.ErrorKind }; reason: string },
    { retry_after_ms }: { retry_after_ms: number },
  ): undefined {
    const { name } = candidate.target.seat.provider;
    const wait = (retry_after_ms / 1000).toFixed(1);
    const message = `${name} wants to be left alone for ${wait} s more, and nobody else can be asked.`;
    const kind = told?.kind ?? "overloaded";
    return this.#passOver(candidate, `${reason}, and it is not asked before`, {
      kind,
      message,
      retry_after_ms,
    });
  }

  #call(candidate: Candidate, prepared: Prepared, ticket: Ticket): Running {
    const { x, route, services, limits } = this.#setup;
    const { target, decision } = candidate;
    decision.taken = true;
    const attempt = newAttempt(x, target, prepared);
    const began = target.health.begin();
    const running = callTarget(x, attempt, prepared, {
      upstreams: services.upstreams,
      limits,
      timeouts: this.#timeouts(target.timeouts),
      rules: { hold: route.commit === "complete", strict: route.on_degraded === "fail" },
    });
    this.#running.add(running);
    const done = running.done.then((error) => {
      this.#running.delete(running);
      ticket.release();
      this.#note(attempt, began);
      if (error) this.last = error;
      return error;
    });
    return { ...running, done };
  }

  /** What goes wrong in taking note is no reason to lose an answer, and nobody may wait for a dropped attempt. */
  #note(attempt: Running["attempt"], began: number): void {
    const { services } = this.#setup;
    try {
      noteOutcome(services, attempt, began);
    } catch (error) {
      services.logger.error({ err: error, target: attempt.target.name }, "outcome");
    }
  }

  #passOver(candidate: Candidate, reason: string, error?: Hub.Error): undefined {
    candidate.decision.reason = reason;
    const message = `Nobody can be asked now: ${reason}.`;
    this.last ??= error ?? { kind: "overloaded", message };
    return undefined;
  }

  /** A place at a target that takes only so many calls at once; undefined when nobody waits for it any more. */
  async #place(limit: CallQueue): Promise<Ticket | "full" | "late" | undefined> {
    const { deadline } = this.#setup;
    const free = limit.taken < limit.limit;
    const ticket = await (free ? limit.acquire() : limit.acquire(deadline.signal));
    if (ticket !== "gone") return ticket;
    if (!this.#isOver() && deadline.left_ms <= 0) throw this.#tooLate();
    return undefined;
  }

  /** No attempt may take longer than all of them together. */
  #timeouts(timeouts: Candidate["target"]["timeouts"]): Candidate["target"]["timeouts"] {
    const left = this.#setup.deadline.left_ms;
    return left >= timeouts.total_ms ? timeouts : { ...timeouts, total_ms: Math.max(1, left) };
  }
}

const TOO_LATE: Hub.Error = { kind: "timeout", message: "The time for all attempts is over." };
const QUEUE_SAYS = {
  full: "as many calls as it takes are under way",
  late: "its queue is slow",
} as const;
const FREE: Ticket = { release() {} };
