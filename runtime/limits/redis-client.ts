import type { Redis } from "ioredis";
import { LIFE, RESERVE, SEED, SETTLE } from "./scripts.ts";

/** Probes without an answer after which a connection is given up. */
const MISSED = 5;

/** A timer that is late by this factor tells of a busy loop, and not of Redis. */
const LATE = 1.5;

/** A command is given up after so many times its limit, whatever else comes. */
const MOST = 20;

/** A command of a script: how many keys, the keys, the arguments. */
type Script<Reply> = (
  count: number,
  keys: readonly string[],
  ...args: (string | number)[]
) => Promise<Reply>;

/** A connection to Redis with the scripts of the counters. */
export interface RedisClient {
  redis: Redis;
  /** Waits for the answer to a command of `redis` as the scripts do: in bounded time. */
  bounded<T>(reply: Promise<T>): Promise<T>;
  reserve(keys: readonly string[], args: readonly (string | number)[]): Promise<number[]>;
  settle(keys: readonly string[], args: readonly (string | number)[]): Promise<number[]>;
  seed(keys: readonly string[], args: readonly (string | number)[]): Promise<number>;
  life(keys: readonly string[], args: readonly (string | number)[]): Promise<string>;
  /** Lets the connection go at once; what waits for an answer fails. */
  close(): void;
}

/** How a Redis is reached. */
export interface RedisOptions {
  /** `redis://` or `rediss://`, credentials included. */
  url: string;
  /** The longest that a command may wait while Redis says nothing at all, milliseconds. */
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
    // What was sent before the connection was lost must not be done by a Redis that has lost its memory.
    autoResendUnfulfilledCommands: options.listens ?? false,
    enableAutoPipelining: !options.listens,
    connectTimeout: 2_000,
    retryStrategy: (times) => Math.min(1_000, 50 * 2 ** Math.min(times, 6)),
  });
  // Without a listener each failed try would be printed; that Redis is away is told once, by who notices.
  redis.on("error", () => undefined);
  redis.defineCommand("metersReserve", { lua: RESERVE });
  redis.defineCommand("metersSettle", { lua: SETTLE });
  redis.defineCommand("metersSeed", { lua: SEED });
  redis.defineCommand("metersLife", { lua: LIFE });
  const bounded = <T>(reply: Promise<T>) => patiently(redis, options.timeout_ms, reply);
  const commands = redis as unknown as Record<string, Script<never>>;
  const run =
    (name: string) =>
    (keys: readonly string[], args: readonly (string | number)[]): Promise<never> =>
      bounded(commands[name]!(keys.length, keys, ...args));
  await settled(redis.connect(), options.connect_ms ?? 1_000);
  return {
    redis,
    bounded,
    reserve: run("metersReserve"),
    settle: run("metersSettle"),
    seed: run("metersSeed"),
    life: run("metersLife"),
    close: () => redis.disconnect(),
  };
}

/**
 * Asks for a sign of life. A connection that stays silent may be dead without anybody having said so: now and then a new one is
 * made.
 */
export function prober({ redis, bounded }: RedisClient): () => Promise<unknown> {
  let missed = 0;
  return async () => {
    try {
      await bounded(redis.ping());
      missed = 0;
    } catch (error) {
      if (++missed % MISSED === 0 && redis.status === "ready") redis.disconnect(true);
      throw error;
    }
  };
}

/**
 * Gives up a command when nothing has come from Redis for so long. A burst makes a line of commands there, and a
 * loop that is busy hears late: neither means that Redis is away, and to decide without it then would let each
 * process spend a whole budget. So the time begins again whenever bytes have come, or the timer itself was late.
 */
function patiently<T>(redis: Redis, timeout_ms: number, reply: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    let since = began;
    let bytes = redis.stream?.bytesRead;
    const judge = () => {
      const now = performance.now();
      const heard = redis.stream?.bytesRead;
      const quiet = heard === bytes && now - since < timeout_ms * LATE;
      if (quiet || now - began > timeout_ms * MOST)
        return reject(new Error(`no answer for ${Math.round(now - began)} ms`));
      since = now;
      bytes = heard;
      timer = setTimeout(look, timeout_ms);
    };
    // What has come in meanwhile is read before anything is judged.
    const look = () => void (turn = setImmediate(judge));
    let turn: NodeJS.Immediate | undefined;
    let timer = setTimeout(look, timeout_ms);
    const stop = () => {
      clearTimeout(timer);
      if (turn) clearImmediate(turn);
    };
    reply.then(
      (value) => (stop(), resolve(value)),
      (error: unknown) => (stop(), reject(error as Error)),
    );
  });
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
