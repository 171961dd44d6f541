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

/** Finds out, before a candidate is called, what it would be sent, and whether that can be. */
export class Preflight {
  readonly #x: Exchange;
  readonly #asked: Asked;
  readonly #deadline: Deadline;
  readonly #known = new Map<Candidate, Prepared>();
  /** Whose context was too small for this request. */
  small: ModelCard | undefined;

  constructor(x: Exchange, asked: Asked, deadline: Deadline) {
    this.#x = x;
    this.#asked = asked;
    this.#deadline = deadline;
  }

  /** Undefined when the time was over before it was known. */
  async check(candidate: Candidate): Promise<Prepared | PassedOver | undefined> {
    const known = this.#known.get(candidate);
    if (known) return known;
    const { target, card } = candidate;
    if (this.small && isNoLarger(card.context, this.small.context)) {
      return { because: "its context is no larger" };
    }
    const prepared = await this.#translated(candidate);
    if (!prepared || "because" in prepared) return prepared;
    const name = `${target.seat.provider.id}/${target.model}`;
    const refused = refusal(prepared.losses, this.#x.on_loss!, name);
    if (refused) {
      if (this.#x.attempts.length === 0) this.#x.considered = target;
      return { because: refused.message, error: refused };
    }
    this.#known.set(candidate, prepared);
    return prepared;
  }

  /** What only this candidate cannot be sent (media that cannot be fetched) is no fault of the others. */
  async #translated({ target }: Candidate): Promise<Prepared | PassedOver | undefined> {
    try {
      const prepared = prepare(this.#asked, target);
      // What is fetched may take long; that nobody waits for it any more, the fetcher hears by itself.
      return await (this.#deadline.isBounded ? this.#deadline.within(prepared) : prepared);
    } catch (error) {
      if (!(error instanceof GatewayError)) throw error;
      return { because: error.message, error: error.error };
    }
  }
}

/** Is a context known to be no larger? What is not known may be. */
function isNoLarger(context: number | undefined, than: number | undefined): boolean {
  return context !== undefined && than !== undefined && context <= than;
}
