import type { Strategy } from "../route-config.ts";
import type { Candidate, Placed } from "./order.ts";
import { toFront } from "./strategies.ts";

/** Where the last conversations went, the longest unused first to be forgotten. */
export class StickyMemory {
  readonly #places = new Map<string, { id: string; until: number }>();
  readonly #most: number;

  constructor(most = 50_000) {
    this.#most = most;
  }

  /** The id of the target that a key went to last; undefined when that is too long ago. */
  where(key: string, now: number): string | undefined {
    const place = this.#places.get(key);
    if (!place) return undefined;
    if (place.until > now) return place.id;
    this.#places.delete(key);
    return undefined;
  }

  /** A conversation was answered by that target, whose prompt cache knows it for `ttl_ms`. */
  remember(key: string, id: string, ttl_ms: number, now: number): void {
    this.#places.delete(key);
    this.#places.set(key, { id, until: now + ttl_ms });
    if (this.#places.size <= this.#most) return;
    const [oldest] = this.#places.keys();
    this.#places.delete(oldest!);
  }

  get size(): number {
    return this.#places.size;
  }
}

/** What is said of prompt caches when neither config nor spec says anything. */
export const USUAL_TTL_MS = 300_000;

/** How long a conversation stays where it is: as the route says, else the target's provider, else five minutes. */
export function stickyTtl(said: number | undefined, prompt_cache_ms: number | undefined): number {
  return said ?? prompt_cache_ms ?? USUAL_TTL_MS;
}

/** Strategies that order all requests alike on all nodes anyway; spreading them by key would undo what they are for. */
const ORDERED: ReadonlySet<Strategy> = new Set(["failover", "cheapest"]);

/**
 * Moves the target that the key belongs to to the front: where it went last, else where rendezvous hashing puts it,
 * which all nodes agree on without asking each other. Who rests is not among `tried`: health beats stickiness.
 */
export function stick<C extends Candidate>(
  tried: readonly Placed<C>[],
  key: string | undefined,
  memory: StickyMemory,
  strategy: Strategy,
  now: number,
): readonly Placed<C>[] {
  if (key === undefined || tried.length < 2) return tried;
  const id = memory.where(key, now);
  const last =
    id === undefined ? undefined : tried.find(({ candidate }) => candidate.health.id === id);
  if (last) return toFront(tried, last.candidate, "sticky: it was here before");
  if (ORDERED.has(strategy)) return tried;
  const home = rendezvous(key, tried);
  return home ? toFront(tried, home, "sticky: its key belongs here") : tried;
}

/** The candidate whose weighted draw for this key is the highest; when one leaves, only its own keys move. */
function rendezvous<C extends Candidate>(key: string, tried: readonly Placed<C>[]): C | undefined {
  let best: C | undefined;
  let most = Number.NEGATIVE_INFINITY;
  for (const { candidate } of tried) {
    const { weight = 1, health } = candidate;
    if (weight <= 0) continue;
    const draw = weight / -Math.log(chance(`${health.id}\n${key}`));
    if (draw > most) [best, most] = [candidate, draw];
  }
  return best;
}

/** Evenly between 0 and 1, both excluded, the same everywhere: two rounds of multiply and mix over UTF-16 units. */
export function chance(text: string): number {
  let a = 0x9e3779b1;
  let b = 0x85ebca77;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    a = Math.imul(a ^ unit, 0x27d4eb2f);
    b = Math.imul(b ^ unit, 0x165667b1);
    a ^= a >>> 15;
    b ^= b >>> 13;
  }
  a = Math.imul(a ^ (a >>> 16) ^ b, 0x85ebca6b);
  b = Math.imul(b ^ (b >>> 13) ^ a, 0xc2b2ae35);
  a ^= a >>> 16;
  b ^= b >>> 15;
  const high = (b >>> 0) & 0x1f_ffff;
  return (high * 2 ** 32 + (a >>> 0) + 0.5) / 2 ** 53;
}
