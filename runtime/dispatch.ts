import type * as Hub from "../generated/hub.types.ts";
import { callTarget } from "./attempt.ts";
import type { Running } from "./attempt.ts";
import type { Config } from "./config.ts";
import type { Deadline } from "./deadline.ts";
import { GatewayError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { AttemptOutcome } from "./ledger/row.ts";
import { newAttempt, noteOutcome } from "./outcomes.ts";
import type { Candidate } from "./plan.ts";
import type { Checked, Preflight } from "./preflight.ts";
import type { Prepared } from "./prepare.ts";
import { restOf } from "./resting.ts";
import type { CallQueue, Ticket } from "./routing/queue.ts";
import type { Services } from "./services.ts";
import type { Route } from "./targets.ts";

/** An attempt that is under way, and whom it asks. */
export interface Dispatched extends Pick<Running, "attempt" | "done"> {
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

/** How a candidate comes to be called. */
export interface Turn {
  /** Nobody is left behind it. */
  isLast: boolean;
  /** It was called before. */
  again?: boolean;
}

/** Calls candidates: gets them a place and a permission, and gives both back when the attempt has ended. */
export class Dispatch {
  readonly #setup: DispatchSetup;
  readonly #begun: Running[] = [];
  /** What the client is told when nobody answers. */
  last: Hub.Error | undefined;

  constructor(setup: DispatchSetup) {
    this.#setup = setup;
  }

  /** Ends all attempts but the one that was chosen; those that have ended do not mind. */
  drop(outcome: AttemptOutcome, but?: Running["attempt"]): void {
    for (const each of this.#begun) if (each.attempt !== but) each.drop(outcome);
  }

  /**
   * Calls a candidate for the first time, or `again`. Undefined when it is passed over, which is noted, or when
   * nobody waits for it any more. Throws when the time for all attempts is over. A promise only where something
   * has to be waited for.
   */
  begin(
    candidate: Candidate,
    turn: Turn,
  ): Dispatched | undefined | Promise<Dispatched | undefined> {
    const checked = this.#setup.preflight.check(candidate);
    if (!(checked instanceof Promise)) return this.#checked(candidate, checked, turn);
    return checked.then((each) => this.#checked(candidate, each, turn));
  }

  #checked(
    candidate: Candidate,
    checked: Checked,
    { isLast, again }: Turn,
  ): Dispatched | undefined | Promise<Dispatched | undefined> {
    if (this.#isOver()) return undefined;
    if (!checked) throw this.#tooLate();
    if ("because" in checked) return this.#passOver(candidate, checked.because, checked.error);
    const { limit, health } = candidate.target;
    const rests = !again && health.resting() !== undefined;
    if (rests || limit) return this.#placed(candidate, checked, rests, isLast);
    return this.#launched(candidate, checked, FREE, false);
  }

  async #placed(
    candidate: Candidate,
    prepared: Prepared,
    rests: boolean,
    isLast: boolean,
  ): Promise<Dispatched | undefined> {
    const { limit } = candidate.target;
    const rested = rests ? await restOf(candidate, isLast, this.#setup) : "well";
    if (typeof rested === "object") return this.#passOver(candidate, rested.because, rested.error);
    if (rested === "gone" || this.#isOver()) return undefined;
    const ticket = limit ? await this.#place(limit) : FREE;
    if (ticket === "full" || ticket === "late") {
      return this.#passOver(candidate, QUEUE_SAYS[ticket]);
    }
    return ticket && this.#launched(candidate, prepared, ticket, rested === "once");
  }

  #launched(
    candidate: Candidate,
    prepared: Prepared,
    ticket: Ticket,
    once: boolean,
  ): Dispatched | undefined {
    const permitted = this.#isOver() ? undefined : this.#permitted(candidate, ticket);
    if (permitted) {
      const { attempt, done } = this.#call(candidate, prepared, ticket);
      return { attempt, done, candidate, once };
    }
    ticket.release();
    return undefined;
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
      ended: (error) => {
        ticket.release();
        this.#note(attempt, began);
        if (error) this.last = error;
      },
    });
    this.#begun.push(running);
    return running;
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
