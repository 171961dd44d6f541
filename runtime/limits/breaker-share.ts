import { randomUUID } from "node:crypto";
import type { Logger } from "../log.ts";
import { openRedis } from "./redis-client.ts";
import type { RedisClient } from "./redis-client.ts";

/** Called when another process has opened or closed the breaker of a target; unix milliseconds, 0 is closed. */
export type BreakerListener = (target: string, open_until_ms: number) => void;

/** What processes tell each other about the breakers of their targets. */
export interface SharedBreakers {
  /** Tells the others until when a target is left alone, or that it is not any more (0). Waits for nothing. */
  publish(target: string, open_until_ms: number): void;
  onChange(listener: BreakerListener): void;
  /** The breakers that are open now, whoever opened them; none while Redis is away. */
  load(): Promise<{ target: string; open_until_ms: number }[]>;
  close(): Promise<void>;
}

/** How breakers are shared over a Redis. */
export interface SharedBreakersOptions {
  url: string;
  prefix: string;
  timeout_ms: number;
  now: () => number;
  log: Pick<Logger, "info" | "warn">;
}

/**
 * Shares circuit breakers over a Redis: a hash of what is open, and a channel of changes. Nothing here is on the
 * way of a request, and what fails is only logged: each process still has its own breakers. Once Redis is back,
 * listeners hear what is open. The clocks of the machines are taken to agree within a second or so.
 */
export async function createSharedBreakers(
  options: SharedBreakersOptions,
): Promise<SharedBreakers> {
  const { url, timeout_ms, now } = options;
  const name = `{${options.prefix}}:breakers`;
  const origin = randomUUID();
  const listeners: BreakerListener[] = [];
  const tell: BreakerListener = (target, until) => listeners.forEach((each) => each(target, until));
  const noted = failureLog(options.log);
  const [client, ear] = await Promise.all([
    openRedis({ url, timeout_ms }),
    openRedis({ url, timeout_ms, listens: true }),
  ]);
  const load = async () => openOnes(client, name, now()).catch((error) => (noted(error), []));
  ear.redis.on("message", (_channel, message) => {
    const change = readChange(message);
    if (change && change[0] !== origin) tell(change[1], change[2]);
  });
  // Whatever was said while nobody could hear is in the hash.
  ear.redis.on("ready", async () => {
    for (const { target, open_until_ms } of await load()) tell(target, open_until_ms);
  });
  void ear.redis.subscribe(name).catch(noted);
  return {
    publish(target, open_until_ms) {
      const message = JSON.stringify([origin, target, open_until_ms]);
      write(client, name, target, open_until_ms, message, now()).catch(noted);
    },
    onChange: (listener) => void listeners.push(listener),
    load,
    async close() {
      client.close();
      ear.close();
    },
  };
}

async function openOnes(
  client: RedisClient,
  name: string,
  now: number,
): Promise<{ target: string; open_until_ms: number }[]> {
  const kept = await client.bounded(client.redis.hgetall(name));
  return Object.entries(kept)
    .map(([target, until]) => ({ target, open_until_ms: Number(until) }))
    .filter(({ open_until_ms }) => open_until_ms > now);
}

/** The hash lives for an hour after the last change, or as long as that breaker is open. */
async function write(
  { redis, bounded }: RedisClient,
  name: string,
  target: string,
  until: number,
  message: string,
  now: number,
): Promise<void> {
  const life = Math.ceil(Math.max(3_600_000, until - now));
  const change = redis.multi();
  if (until > now) change.hset(name, target, until).pexpire(name, life);
  else change.hdel(name, target);
  await bounded(change.publish(name, message).exec());
}

/** What was published, unless it is something else. */
function readChange(message: string): [origin: string, target: string, until: number] | undefined {
  try {
    const [origin, target, until] = JSON.parse(message) as unknown[];
    if (typeof origin !== "string" || typeof target !== "string") return undefined;
    return typeof until === "number" ? [origin, target, until] : undefined;
  } catch {
    return undefined;
  }
}

/** Logs the first failure and then one a minute. */
function failureLog(log: Pick<Logger, "warn">): (error: unknown) => void {
  let last = -Infinity;
  return (error) => {
    const time = performance.now();
    if (time - last < 60_000) return;
    last = time;
    const reason = error instanceof Error ? error.message : String(error);
    log.warn({ reason }, "circuit breakers are not shared");
  };
}
