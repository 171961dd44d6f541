import type { Logger } from "../log.ts";
import type { Sum } from "./counters.ts";
import { createKnownSums } from "./known-sums.ts";
import type { KnownSums } from "./known-sums.ts";
import { createLink } from "./link.ts";
import type { Link } from "./link.ts";
import type { MemoryMeters } from "./memory.ts";
import type { Meter, Meters, Reservation, Verdict } from "./meters.ts";
import { openRedis, prober, settled } from "./redis-client.ts";
import type { RedisClient } from "./redis-client.ts";
import { lifeOf, reserveCall, restore, seedSums, sender, settlementOf } from "./redis-calls.ts";
import { idMaker } from "./reservations.ts";
import { createSettlements } from "./settlements.ts";
import type { Settlement, Settlements } from "./settlements.ts";

/** How counters are shared over a Redis. */
export interface RedisMetersOptions {
  url: string;
  /** In front of all keys, and their hash tag. */
  prefix: string;
  /** The longest that a request waits for a Redis that says nothing, milliseconds; twice that when it hangs just then. */
  timeout_ms: number;
  /** How long what is reserved is kept if it is never settled, milliseconds. */
  ttl_ms: number;
  now: () => number;
  /** Decides while Redis is away. It is told of all that this process uses, so that it does not begin at nought. */
  fallback: MemoryMeters;
  log: Pick<Logger, "info" | "warn" | "error">;
  /** Failures in a row after which Redis is left alone; 3. */
  failures?: number;
  /** How often it is probed then, milliseconds; 500. */
  probe_ms?: number;
  /** Settlements that are kept while it is away; 50,000. */
  max_waiting?: number;
  /** Called each time that Redis can be asked again, its sums set to what this process knew: a time to `seed`. */
  onBack?: () => void;
}

/** Counters that several processes share. */
export interface RedisMeters extends Meters {
  /** Does Redis count, or each process by itself? */
  shared(): boolean;
  /** Settlements that wait for Redis. */
  waiting(): number;
}

interface Shared extends Reservation {
  /** What the fallback has reserved. */
  local?: Reservation;
  settled: boolean;
}

interface State extends RedisMetersOptions {
  client: RedisClient;
  link: Link;
  sums: KnownSums;
  /** The memory of Redis that this process has worked with. */
  life?: string;
  settlements: Settlements;
  nextId: () => string;
}

/**
 * Counters in a Redis, by the laws of `createMemoryMeters` and by the Redis server's clock; one script a
 * reservation and one a settlement. While Redis is away, the fallback decides: with the same limits, but each
 * process by itself, from the last shared sums on; places taken at Redis before are not known to it. What is
 * spent then is told to Redis later, and counted once: each reservation has an id. A Redis that
 * has lost its memory is told the last shared sums first. Only a Redis that dies between a settlement and its
 * answer, and is away for ten minutes more or has lost its memory, may count that settlement twice. Needs a Redis
 * that never evicts (`noeviction`). Waits a second at most for a first connection.
 */
export async function createRedisMeters(options: RedisMetersOptions): Promise<RedisMeters> {
  const client = await openRedis(options);
  const sums = createKnownSums(options.now);
  const send = sender(client, sums);
  const settlements = createSettlements({
    send,
    up: () => link.up(),
    max: options.max_waiting ?? 50_000,
    log: options.log,
  });
  const link = createLink({
    failures: options.failures ?? 3,
    probe_ms: options.probe_ms ?? 500,
    log: options.log,
    probe: prober(client),
    back: async () => {
      s.life = await restore(client, s.prefix, sums.list(), s.life);
      await settlements.flush();
    },
    onUp: options.onBack,
  });
  const s: State = { ...options, client, link, sums, settlements, nextId: idMaker() };
  // A Redis that starts again quickly may know nothing any more: it is asked before it is used.
  client.redis.on("close", () => link.trip("the connection is lost"));
  if (client.redis.status !== "ready") link.trip("no connection");
  else s.life = await lifeOf(client, s.prefix).catch((error) => void link.trip(String(error)));
  return {
    reserve: (meters) => (link.up() ? ask(s, meters) : alone(s, meters, s.nextId())),
    settle: (reservation, amounts) => settle(s, reservation as Shared, amounts, send),
    seed: (sums) => seed(s, sums),
    shared: () => link.up(),
    waiting: () => settlements.size(),
    close: () => close(s),
  };
}

/** What waits is sent first, in bounded time. */
async function close({ client, link, settlements, timeout_ms, fallback }: State): Promise<void> {
  if (link.up()) await settled(settlements.flush(), 5 * timeout_ms);
  // What was sent before is answered before.
  if (link.up()) await client.bounded(client.redis.ping()).catch(() => undefined);
  link.close();
  client.close();
  await fallback.close();
}

async function ask(s: State, meters: readonly Meter[]): Promise<Verdict> {
  const id = s.nextId();
  const { keys, args } = reserveCall(s.prefix, id, meters, s.ttl_ms);
  let reply: number[];
  try {
    reply = await s.client.reserve(keys, args);
  } catch (error) {
    s.link.failed(error);
    return inDoubt(s, meters, id);
  }
  s.link.worked();
  return reply[0] === 1 ? accepted(s, meters, id, reply) : refused(meters, reply);
}

function accepted(s: State, meters: readonly Meter[], id: string, reply: number[]): Verdict {
  const remaining = meters.map(({ kind, key, limit, span_ms }, i) => {
    if (kind === "budget") s.sums.note(key, reply[2 + meters.length + i]!, span_ms);
    return Math.max(0, limit - reply[2 + i]!);
  });
  const reservation: Shared = { id, meters, at: reply[1]!, settled: false };
  return { ok: true, reservation, remaining };
}

function refused(meters: readonly Meter[], [, index, used, wait, held = -1]: number[]): Verdict {
  const retry_after_ms = wait! >= 0 ? wait : undefined;
  const reserved = held >= 0 ? { reserved: held } : {};
  return { ok: false, meter: meters[index!]!, used: used!, ...reserved, retry_after_ms };
}

/** Redis may have reserved, or may do so yet: a refusal gives that back, a settlement finds it by its id. */
function inDoubt(s: State, meters: readonly Meter[], id: string): Verdict {
  const verdict = alone(s, meters, id);
  if (!verdict.ok) {
    const nothing = meters.map(() => 0);
    s.settlements.add(settlementOf(s.prefix, { id, meters, at: s.now() }, nothing));
  }
  return verdict;
}

function alone(s: State, meters: readonly Meter[], id: string): Verdict {
  // The last answer may have told more than this process has spent.
  s.fallback.raise(s.sums.of(meters.map(({ key }) => key)));
  const verdict = s.fallback.reserve(meters);
  if (!verdict.ok) return verdict;
  const local = verdict.reservation;
  const reservation: Shared = { id, meters, at: s.now(), local, settled: false };
  return { ok: true, reservation, remaining: verdict.remaining };
}

function settle(
  s: State,
  reservation: Shared,
  amounts: readonly number[],
  send: (settlement: Settlement) => Promise<void>,
): void {
  if (reservation.settled) return;
  reservation.settled = true;
  s.fallback.settle(reservation.local ?? reservation, amounts);
  const settlement = settlementOf(s.prefix, reservation, amounts);
  if (!s.link.up()) return s.settlements.add(settlement);
  send(settlement).then(
    () => {
      s.link.worked();
      if (s.settlements.size() > 0) s.settlements.flush().catch((error) => s.link.failed(error));
    },
    (error: unknown) => {
      s.settlements.add(settlement);
      s.link.failed(error);
    },
  );
}

async function seed(s: State, sums: readonly Sum[]): Promise<void> {
  await s.fallback.seed(sums);
  for (const { key, amount, span_ms } of sums) s.sums.note(key, amount, span_ms);
  try {
    if (s.link.up()) await seedSums(s.client, s.prefix, sums, "new");
  } catch (error) {
    // The sums are known now, and Redis is told of them when it is back.
    s.link.failed(error);
  }
}
