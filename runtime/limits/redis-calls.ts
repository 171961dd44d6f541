import { randomUUID } from "node:crypto";
import type { Sum } from "./counters.ts";
import type { KnownSums } from "./known-sums.ts";
import type { Meter, Reservation } from "./meters.ts";
import type { RedisClient } from "./redis-client.ts";
import { wholeAmount } from "./reservations.ts";
import type { Settlement } from "./settlements.ts";

/** How long Redis knows that a reservation was settled, milliseconds: as long as it may be told again. */
const SETTLED_MS = 600_000;
/** Budgets that are seeded by one call. */
const CHUNK = 500;

/** Keys and arguments of a script. */
type Call = Pick<Settlement, "keys" | "args">;

/** The call that reserves. */
export function reserveCall(
  prefix: string,
  id: string,
  meters: readonly Meter[],
  ttl_ms: number,
): Call {
  const args: (string | number)[] = [id, ttl_ms, markLife(meters, ttl_ms)];
  for (const { kind, limit, amount, span_ms } of meters) args.push(kind, limit, amount, span_ms);
  return { keys: keysOf(prefix, id, meters), args };
}

/** The call that settles. */
export function settlementOf(
  prefix: string,
  { id, meters, at }: Reservation,
  amounts: readonly number[],
): Settlement {
  const args: (string | number)[] = [id, at, SETTLED_MS];
  meters.forEach(({ kind, amount, span_ms }, i) =>
    args.push(kind, amount, wholeAmount(amounts[i], amount), span_ms),
  );
  // Only of budgets a sum is remembered.
  const sums = meters.map(({ kind, key, span_ms }) => ({
    key,
    span_ms: kind === "budget" ? span_ms : 0,
  }));
  return { keys: keysOf(prefix, id, meters), args, sums };
}

/** Sends a settlement, and remembers the sums that the answer tells. */
export function sender(
  client: RedisClient,
  sums: KnownSums,
): (settlement: Settlement) => Promise<void> {
  return async (settlement) => {
    const reply = await client.settle(settlement.keys, settlement.args);
    settlement.sums.forEach(({ key, span_ms }, i) => {
      if (span_ms > 0 && reply[i] !== undefined) sums.note(key, reply[i], span_ms);
    });
  };
}

/** Sets sums of budgets, as the script says: those not kept yet, those lower, or all after a loss. */
export async function seedSums(
  client: RedisClient,
  prefix: string,
  sums: readonly Sum[],
  which: "new" | "more" | "again",
): Promise<void> {
  for (let i = 0; i < sums.length; i += CHUNK) {
    const chunk = sums.slice(i, i + CHUNK);
    const args = chunk.flatMap(({ amount, span_ms }) => [amount, Math.ceil(span_ms)]);
    await client.seed(
      chunk.map(({ key }) => sumKey(prefix, key)),
      [which, ...args],
    );
  }
}

/**
 * Tells a Redis that can be asked again what it may have lost; gives its memory's id. `life` is the one that the
 * sums are from, undefined when there was none.
 */
export async function restore(
  client: RedisClient,
  prefix: string,
  sums: readonly Sum[],
  life: string | undefined,
): Promise<string> {
  const found = await lifeOf(client, prefix);
  const isLost = life !== undefined && life !== found;
  await seedSums(client, prefix, sums, isLost ? "again" : "more");
  return found;
}

/**
 * Which memory is it that Redis has? Another one than before when Redis has lost what it knew.
 */
export function lifeOf(client: RedisClient, prefix: string): Promise<string> {
  return client.life([`{${prefix}}:life`], [randomUUID()]);
}

/**
 * The keys of a reservation in Redis, as the scripts want them: its mark, two of each budget, one of any other
 * meter. All have the prefix as their hash tag: in a cluster they are on one node.
 */
function keysOf(prefix: string, id: string, meters: readonly Meter[]): string[] {
  const keys = [`{${prefix}}:mark:${id}`];
  for (const { kind, key, span_ms } of meters) {
    if (kind === "budget") keys.push(sumKey(prefix, key), `{${prefix}}:held:${key}`);
    // A window whose span is changed begins anew.
    else keys.push(`{${prefix}}:${kind}:${kind === "window" ? `${span_ms}:` : ""}${key}`);
  }
  return keys;
}

function sumKey(prefix: string, key: string): string {
  return `{${prefix}}:sum:${key}`;
}

/** How long a reservation is known by its id, so that its window amounts can be set right: milliseconds. */
function markLife(meters: readonly Meter[], ttl_ms: number): number {
  let longest = ttl_ms;
  for (const { kind, span_ms } of meters)
    if (kind === "window") longest = Math.max(longest, 2 * span_ms);
  return longest;
}
