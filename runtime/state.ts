import { resolve } from "node:path";
import type { Config, Environment } from "./config.ts";
import { readKey } from "./credentials.ts";
import { gatewayError } from "./errors.ts";
import { createKeyCache } from "./keys/cache.ts";
import type { KeyCache } from "./keys/cache.ts";
import type { VirtualKey } from "./keys/key.ts";
import { databasePlace } from "./keys/place.ts";
import { createKeyStore } from "./keys/store.ts";
import type { KeyStore } from "./keys/store.ts";
import { createLedger } from "./ledger/ledger.ts";
import type { Ledger } from "./ledger/ledger.ts";
import { reached } from "./ledger/reached.ts";
import { keySums } from "./limits/key-meters.ts";
import { createMemoryMeters } from "./limits/memory.ts";
import type { Meters } from "./limits/meters.ts";
import { dayOf, monthOf } from "./limits/periods.ts";
import type { Logger } from "./log.ts";
import type { HealthBook } from "./routing/health-book.ts";

/** The longest that a key's first request waits for what the key has spent before, milliseconds. */
const SEED_MS = 2000;

/** What is kept: spend, keys and what they have used. */
export interface State {
  /** Absent when the config turns the database off. */
  ledger?: Ledger;
  store?: KeyStore;
  keys?: KeyCache;
  meters: Meters;
  /** Knows the counters what a key has spent before? A promise for the first request of a key with budgets. */
  seeded(key: VirtualKey): void | Promise<void>;
  /** Tells the other processes that a target's breaker has opened. */
  publish?: (target: string, open_until_ms: number) => void;
  /** Do all processes count together? Undefined when each is to count by itself. */
  shared(): boolean | undefined;
  close(): Promise<void>;
}

/** Opens what is kept. Nothing here waits for a database; a Redis is waited for a second at the most. */
export async function openState(
  config: Config,
  environment: Environment,
  logger: Logger,
  health: HealthBook,
): Promise<State> {
  const memory = createMemoryMeters({ now: Date.now, ttl_ms: config.shared.reserved_ms });
  const ledger = config.ledger.enabled ? openLedger(config, environment, logger) : undefined;
  const store = ledger && createKeyStore(ledger.opened);
  const report = (error: unknown): void => {
    if (error === undefined) logger.info("keys: read again");
    else logger.error({ err: error }, "keys: cannot be read");
  };
  const { refresh_ms } = config.keys;
  const keys = store && createKeyCache({ store, refresh_ms, report });
  const redis = await openShared(config, environment, logger, health, memory);
  const meters = redis?.meters ?? memory;
  return {
    ...(ledger && store && keys && { ledger, store, keys }),
    meters,
    seeded: seeding(ledger, meters),
    ...(redis && { publish: redis.publish }),
    shared: () => redis?.shared(),
    async close() {
      keys?.close();
      await Promise.all([ledger?.close(), redis?.close()]);
      await meters.close();
    },
  };
}

function openLedger(config: Config, environment: Environment, log: Logger): Ledger {
  const place = databasePlace(config, environment, process.cwd());
  const open = async () => (await import("./ledger/database.ts")).openDatabase(place, log);
  const folder = resolve(process.cwd(), config.data_dir);
  return createLedger(open, config.ledger, { folder, log, now: Date.now });
}

interface SharedState {
  meters: Meters;
  publish(target: string, open_until_ms: number): void;
  shared(): boolean;
  close(): Promise<void>;
}

async function openShared(
  config: Config,
  environment: Environment,
  log: Logger,
  health: HealthBook,
  fallback: ReturnType<typeof createMemoryMeters>,
): Promise<SharedState | undefined> {
  const { redis_env: name, prefix, timeout_ms, reserved_ms } = config.shared;
  const url = name === undefined ? undefined : readKey([name], environment);
  if (url === undefined) return undefined;
  const [{ createRedisMeters }, { createSharedBreakers }] = await Promise.all([
    import("./limits/redis.ts"),
    import("./limits/breaker-share.ts"),
  ]);
  const common = { url, prefix, timeout_ms, now: Date.now, log };
  const meters = await createRedisMeters({ ...common, ttl_ms: reserved_ms, fallback });
  const breakers = await createSharedBreakers(common);
  const heard = (target: string, until: number): void => {
    if (until > 0) health.of(target).forceOpen(until);
  };
  breakers.onChange(heard);
  for (const { target, open_until_ms } of await breakers.load()) heard(target, open_until_ms);
  return {
    meters,
    publish: breakers.publish,
    shared: meters.shared,
    close: breakers.close,
  };
}

/** Budgets begin with what the ledger says was spent; once for each key and set of budgets. */
function seeding(ledger: Ledger | undefined, meters: Meters): State["seeded"] {
  const known = new WeakSet<VirtualKey["budgets"]>();
  const seeds = new WeakMap<VirtualKey["budgets"], Promise<void>>();
  return (key) => {
    const { budgets } = key;
    if (!ledger || known.has(budgets)) return;
    if (!budgets.day && !budgets.month && !budgets.total) return void known.add(budgets);
    // Requests that come together wait for one answer.
    let seeded = seeds.get(budgets);
    if (!seeded) {
      seeded = seed(key, ledger, meters)
        .then(() => void known.add(budgets))
        .finally(() => seeds.delete(budgets));
      seeds.set(budgets, seeded);
    }
    return seeded;
  };
}

async function seed(key: VirtualKey, ledger: Ledger, meters: Meters): Promise<void> {
  const now = Date.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const fail = () =>
      reject(
        gatewayError("overloaded", "What the key has spent cannot be read at the moment.", {
          retry_after_ms: 1000,
        }),
      );
    timer = setTimeout(fail, SEED_MS);
  });
  try {
    const sums = ledger.spentByKey(dayOf(now).name, monthOf(now).name);
    const spent = await Promise.race([reached(sums), late]);
    const own = spent.find(({ key_id }) => key_id === key.id);
    const { day_nano: day = 0, month_nano: month = 0, total_nano: total = 0 } = own ?? {};
    await meters.seed(keySums(key, { day, month, total }, now));
  } finally {
    clearTimeout(timer);
  }
}
