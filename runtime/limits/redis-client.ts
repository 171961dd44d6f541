import type { Redis } from "ioredis";
import { RESERVE, SEED, SETTLE } from "./scripts.ts";

/** Probes without an answer after which a connection is given up. */
const MISSED = 5;

/** A command of a script: how many keys, the keys, the arguments. */
type Script<Reply> = (
  count: number,
  keys: readonly string[],
  ...args: (string | number)[]
) => Promise<Reply>;

/** A connection to Redis with the scripts of the counters. */
export interface RedisClient {
  redis: Redis;
  reserve(keys: readonly string[], args: readonly (string | number)[]): Promise<number[]>;
  settle(keys: readonly string[], args: readonly (string | number)[]): Promise<number[]>;
  seed(keys: readonly string[], args: readonly (string | number)[]): Promise<number>;
  /** Lets the connection go at once; what waits for an answer fails. */
  close(): void;
}

/** How a Redis is reached. */
export interface RedisOptions {
  /** `redis://` or `rediss://`, credentials included. */
  url: string;
  /** The longest that a command may take, milliseconds. */
  timeout_ms: number;
  /** The longest that a first connection is waited for, milliseconds. */
  connect_ms?: number;
  /** A connection that listens sends its subscriptions again when it is back; it has no time limit. */
  listens?: boolean;
}

/**
 * Opens a connection, and waits for it a while; when it does not stand by then it is tried on behind, for ever,
 * and commands fail at once as long as there is none. The library is loaded here, on first use.
 */
export async function openRedis(options: RedisOptions): Promise<RedisClient> {
  const { Redis } = await import("ioredis");
  const redis = new Redis(options.url, {
    lazyConnect: true,
    maxRetriesPerRequest: 1,
    enableOfflineQueue: options.listens ?? false,
    enableAutoPipelining: !options.listens,
    connectTimeout: 2_000,
    retryStrategy: (times) => Math.min(1_000, 50 * 2 ** Math.min(times, 6)),
    ...(!options.listens && { commandTimeout: options.timeout_ms }),
  });
  // Without a listener each failed try would be printed; that Redis is away is told once, by who notices.
  redis.on("error", () => undefined);
  redis.defineCommand("metersReserve", { lua: RESERVE });
  redis.defineCommand("metersSettle", { lua: SETTLE });
  redis.defineCommand("metersSeed", { lua: SEED });
  const commands = redis as unknown as Record<string, Script<never>>;
  const run =
    (name: string) =>
    (keys: readonly string[], args: readonly (string | number)[]): Promise<never> =>
      commands[name]!(keys.length, keys, ...args);
  await settled(redis.connect(), options.connect_ms ?? 1_000);
  return {
    redis,
    reserve: run("metersReserve"),
    settle: run("metersSettle"),
    seed: run("metersSeed"),
    close: () => redis.disconnect(),
  };
}

/**
 * Asks for a sign of life. A connection that stays silent may be dead without anybody having said so: now and then a new one is
 * made.
 */
export function prober({ redis }: RedisClient): () => Promise<unknown> {
  let missed = 0;
  return async () => {
    try {
      await redis.ping();
      missed = 0;
    } catch (error) {
      if (++missed % MISSED === 0 && redis.status === "ready") redis.disconnect(true);
      throw error;
    }
  };
}

/** Waits for a promise to end in either way, but not longer than so many milliseconds. */
export function settled(promise: Promise<unknown>, ms: number): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    promise.then(done, done);
  });
}
