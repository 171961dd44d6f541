import type * as Hub from "../generated/hub.types.ts";
import type { Deadline } from "./deadline.ts";
import { GatewayError } from "./errors.ts";
import type { Exchange } from "./exchange.ts";
import type { ModelCard } from "./models.ts";
import type { Candidate } from "./plan.ts";
import { prepare } from "./prepare.ts";
import type { Asked, Prepared } from "./prepare.ts";
import { refusal } from "./receipt.ts";

/** Why a candidate is not called, and what the client is told when nobody is. */
export interface PassedOver {
  because: string;
  error?: Hub.Error;
}

/** What would be sent, or why nothing is; undefined when the time was over before it was known. */
export type Checked = Prepared | PassedOver | undefined;

/** Finds out, before a candidate is called, what it would be sent, and whether that can be. */
export class Preflight {
  readonly #x: Exchange;
  readonly #asked: Asked;
  readonly #deadline: Deadline;
  /** Who was fine last, and with what: it may be asked again. */
  #fine: Candidate | undefined;
  #prepared: Prepared | undefined;
  /** Whose context was too small for this request. */
  small: ModelCard | undefined;

  constructor(x: Exchange, asked: Asked, deadline: Deadline) {
    this.#x = x;
    this.#asked = asked;
    this.#deadline = deadline;
  }

  /** A promise only where something has to be waited for. */
  check(candidate: Candidate): Checked | Promise<Checked> {
    if (this.#fine === candidate) return this.#prepared;
    if (this.small && isNoLarger(candidate.card.context, this.small.context)) {
      return { because: "its context is no larger" };
    }
    const prepared = this.#translated(candidate);
    if (!(prepared instanceof Promise)) return this.#judged(candidate, prepared);
    return prepared.then((each) => this.#judged(candidate, each));
  }

  /** Nobody is asked any more: a stream may last long after it. */
  forget(): void {
    this.#fine = this.#prepared = undefined;
  }

  #judged(candidate: Candidate, prepared: Checked): Checked {
    if (!prepared || "because" in prepared) return prepared;
    const { losses } = prepared;
    const refused = losses.length > 0 && this.#refusal(candidate, losses);
    if (refused) return { because: refused.message, error: refused };
    this.#fine = candidate;
    this.#prepared = prepared;
    return prepared;
  }

  #refusal({ target }: Candidate, losses: Prepared["losses"]): Hub.Error | undefined {
    const name = `${target.seat.provider.id}/${target.model}`;
    const refused = refusal(losses, this.#x.on_loss!, name);
    if (refused && this.#x.attempts.length === 0) this.#x.considered = target;
    return refused;
  }

  /** What only this candidate cannot be sent (media that cannot be fetched) is no fault of the others. */
  #translated({ target }: Candidate): Checked | Promise<Checked> {
    try {
      const prepared = prepare(this.#asked, target);
      if (!(prepared instanceof Promise)) return prepared;
      // What is fetched may take long; that nobody waits for it any more, the fetcher hears by itself.
      const waited = this.#deadline.isBounded ? this.#deadline.within(prepared) : prepared;
      return waited.catch(passedOver);
    } catch (error) {
      return passedOver(error);
    }
  }
}

function passedOver(error: unknown): PassedOver {
  if (!(error instanceof GatewayError)) throw error;
  return { because: error.message, error: error.error };
}

/** Is a context known to be no larger? What is not known may be. */
function isNoLarger(context: number | undefined, than: number | undefined): boolean {
  return context !== undefined && than !== undefined && context <= than;
}
