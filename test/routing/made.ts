import type * as Hub from "../../generated/hub.types.ts";
import type { BreakerConfig } from "../../runtime/route-config.ts";
import { configOf } from "../../runtime/config.ts";
import type { ModelCard } from "../../runtime/models.ts";
import { RequestFacts } from "../../runtime/routing/facts.ts";
import type { RequestSource } from "../../runtime/routing/facts.ts";
import { TargetHealth } from "../../runtime/routing/health.ts";
import type { Candidate } from "../../runtime/routing/order.ts";

/** Chance that is the same each time (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A clock that is moved by hand. */
export interface Hand {
  now: () => number;
  random: () => number;
  at: number;
}

export function hand(seed = 1): Hand {
  const clock: Hand = { at: 1_000_000, now: () => clock.at, random: seeded(seed) };
  return clock;
}

export function card(over: Partial<ModelCard> = {}): ModelCard {
  return { id: "m", mode: "chat", can: {}, policy: {}, ...over };
}

export function priced(input: string, output: string): ModelCard {
  return card({ price: { periods: [{ rates: { input, output } }] } });
}

export function candidate(
  name: string,
  clock: Hand,
  over: Partial<Candidate> = {},
  breaker: BreakerConfig = configOf({}).breaker,
): Candidate {
  return { name, health: new TargetHealth(`${name}@https://a`, breaker, clock), ...over };
}

export function factsOf(
  hub: Partial<Hub.Request> = {},
  over: Partial<RequestSource> = {},
): RequestFacts {
  const messages: Hub.Message[] = [
    { role: "user", parts: [{ kind: "text", text: "Hello there." }] },
  ];
  return new RequestFacts({
    hub: { model: "m", messages, ...hub },
    asked: "m",
    headers: {},
    ...over,
  });
}
