import type { BreakerConfig } from "../route-config.ts";
import { TargetHealth } from "./health.ts";
import type { Luck } from "./health-types.ts";

/** Plain `provider/model` names come from clients, so they must not fill memory. */
const MOST = 5000;

/** The health of all targets by id; it outlives the config, so that a reload forgets nothing. */
export class HealthBook {
  readonly #targets = new Map<string, TargetHealth>();
  readonly #luck: Luck;
  readonly #most: number;

  constructor(luck: Luck = { now: Date.now, random: Math.random }, most = MOST) {
    this.#luck = luck;
    this.#most = most;
  }

  /**
   * The target's health, made when it is new. With `breaker` its numbers are set: an object, or false for none;
   * undefined leaves them as they are, and a new target without a breaker.
   */
  of(id: string, breaker?: BreakerConfig | false): TargetHealth {
    let health = this.#targets.get(id);
    if (!health) {
      health = new TargetHealth(id, breaker || undefined, this.#luck);
      this.#targets.set(id, health);
      if (this.#targets.size > this.#most) this.#drop(health);
    } else if (breaker !== undefined) health.configure(breaker || undefined);
    return health;
  }

  get(id: string): TargetHealth | undefined {
    return this.#targets.get(id);
  }

  /** All of them, in the order in which they were first asked. */
  all(): IterableIterator<TargetHealth> {
    return this.#targets.values();
  }

  /** The oldest one that nothing is under way at and that is not resting; else the oldest. */
  #drop(but: TargetHealth): void {
    let oldest: TargetHealth | undefined;
    let looked = 0;
    for (const each of this.#targets.values()) {
      if (each === but || looked++ > 100) break;
      oldest ??= each;
      if (each.inFlight === 0 && !each.resting()) {
        oldest = each;
        break;
      }
    }
    if (oldest) this.#targets.delete(oldest.id);
  }
}

/** The id of a target: who, what and where. */
export function targetId(provider: string, model: string, origin: string): string {
  return `${provider}/${model}@${origin}`;
}
