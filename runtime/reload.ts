import type { Config } from "./config.ts";
import { redact } from "./credentials.ts";
import type { Logger } from "./log.ts";
import { changedKeys } from "./reload-diff.ts";
import { watchFiles } from "./reload-watch.ts";

/** A config that was read, and a fingerprint of the credentials that go with it. */
export interface Loaded {
  config: Config;
  fingerprint?: string;
}

/** How a reload ended; paths are dotted keys of the config, and `credentials`. */
export type Reloaded =
  { ok: true; changed: string[]; needs_restart: string[] } | { ok: false; error: string };

/** What a reloader works with; `T` is whatever serves requests by a config. */
export interface ReloadOptions<T> {
  /** What runs now. */
  current: { loaded: Loaded; value: T };
  /** Reads and validates; throws a `ConfigError` that is meant for a person. */
  load: () => Promise<Loaded>;
  /** Makes what serves by a config; sections that need a restart are as they were at the start. */
  build: (loaded: Loaded) => Promise<T>;
  warm?: (value: T) => Promise<void>;
  /** From here on the new one serves. */
  swap: (value: T) => void;
  /** Closes one that serves nothing new any more, once its requests are done. */
  retire: (value: T) => void | Promise<void>;
  log: Pick<Logger, "info" | "warn" | "error">;
  /** Files whose change causes a reload; asked again at every look. */
  watch?: () => readonly string[];
  /** Sections that cannot change in a running process; listen, data_dir, ledger and shared unless told otherwise. */
  restart?: readonly (keyof Config)[];
  /** The longest that building may take, and warming, milliseconds; 15,000 unless told otherwise. */
  limit_ms?: number;
}

/** Replaces what serves, one reload at a time. Nothing that it gives ever rejects. */
export interface Reloader {
  /** `reason` is for the log. A call during a reload gets the result of one more, shared by all such calls. */
  reload(reason: string): Promise<Reloaded>;
  /** Goes back to the config before the last one, with the credentials as they are now. */
  rollback(): Promise<Reloaded>;
  /** The config that serves. */
  config(): Config;
  /** Watches no more, and waits for a reload under way. */
  close(): Promise<void>;
}

const RESTART: readonly (keyof Config)[] = ["listen", "data_dir", "ledger", "shared"];
const CREDENTIALS = "credentials";
const LIMIT_MS = 15_000;
/** How many earlier configs can be gone back to. */
const HISTORY = 5;

/** A reloader of what runs now; a config that fails in any step changes nothing. */
export function createReloader<T>(options: ReloadOptions<T>): Reloader {
  const restart = options.restart ?? RESTART;
  const start = options.current.loaded.config;
  let current = options.current;
  let earlier: Loaded[] = [];
  let tail: Promise<unknown> = Promise.resolve();
  let waiting: Promise<Reloaded> | undefined;

  const replace = async (loaded: Loaded): Promise<Reloaded> => {
    const changed = differences(current.loaded, loaded);
    const needs = changedKeys(start, loaded.config).filter((path) => isOf(path, restart));
    if (changed.length === 0) return { ok: true, changed, needs_restart: needs };
    const value = await prepare(options, {
      ...loaded,
      config: kept(loaded.config, start, restart),
    });
    const old = current.value;
    try {
      options.swap(value);
    } catch (error) {
      retire(options, value);
      throw error;
    }
    current = { loaded, value };
    retire(options, old);
    return { ok: true, changed, needs_restart: needs };
  };

  const reload = (reason: string): Promise<Reloaded> => {
    if (waiting) return waiting;
    const run = tail.then(() => {
      if (waiting === run) waiting = undefined;
      return told(options.log, reason, async () => {
        const before = current.loaded;
        const loaded = await options.load();
        if (before.config.file !== undefined && loaded.config.file === undefined)
          throw new Error(`${before.config.file} is gone`);
        const result = await replace(loaded);
        if (result.ok && result.changed.some((key) => key !== CREDENTIALS))
          earlier = [...earlier, before].slice(-HISTORY);
        return result;
      });
    });
    waiting = run;
    tail = run;
    return run;
  };

  const rollback = (): Promise<Reloaded> => {
    // Who asks for a reload after this must not get the result of one before it.
    waiting = undefined;
    const run = tail.then(() =>
      told(options.log, "rollback", async () => {
        const last = earlier.at(-1);
        if (!last) throw new Error("there is no earlier config to go back to");
        const { fingerprint } = current.loaded;
        const result = await replace({ config: last.config, ...(fingerprint && { fingerprint }) });
        earlier = earlier.slice(0, -1);
        return result;
      }),
    );
    tail = run;
    return run;
  };

  const watcher =
    options.watch && watchFiles({ files: options.watch, changed: () => void reload("watch") });
  return {
    reload,
    rollback,
    config: () => kept(current.loaded.config, start, restart),
    async close() {
      watcher?.close();
      await tail;
    },
  };
}

async function prepare<T>(options: ReloadOptions<T>, loaded: Loaded): Promise<T> {
  const limit = options.limit_ms ?? LIMIT_MS;
  const building = options.build(loaded);
  const value = await within(building, limit, "build").catch((error: unknown) => {
    // One that comes too late is closed, not leaked.
    void building.then((late) => retire(options, late)).catch(() => {});
    throw error;
  });
  try {
    if (options.warm) await within(options.warm(value), limit, "warm up");
  } catch (error) {
    retire(options, value);
    throw error;
  }
  return value;
}

async function within<V>(work: Promise<V>, limit: number, what: string): Promise<V> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`it did not ${what} within ${limit} ms`)), limit);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

/** Requests under way on the old one are its closer's to wait for, and nobody else's. */
function retire<T>(options: ReloadOptions<T>, value: T): void {
  void (async () => options.retire(value))().catch((error: unknown) =>
    options.log.warn({ err: error }, "an old configuration did not close"),
  );
}

async function told(
  log: ReloadOptions<unknown>["log"],
  reason: string,
  work: () => Promise<Reloaded>,
): Promise<Reloaded> {
  try {
    const result = await work();
    if (result.ok && result.changed.length > 0) log.info({ reason, ...result }, "config reloaded");
    else if (result.ok) log.info({ reason }, "config reloaded: nothing has changed");
    if (result.ok && result.needs_restart.length > 0)
      log.warn({ keys: result.needs_restart }, "changes of the config that need a restart");
    return result;
  } catch (thrown) {
    const error = redact(thrown instanceof Error ? thrown.message : String(thrown));
    log.error({ reason, error }, "config not reloaded: the one before stays");
    return { ok: false, error };
  }
}

function differences(before: Loaded, after: Loaded): string[] {
  const changed = changedKeys(before.config, after.config);
  return before.fingerprint === after.fingerprint ? changed : [...changed, CREDENTIALS];
}

function isOf(path: string, sections: readonly string[]): boolean {
  return sections.includes(path.split(".", 1)[0]!);
}

/** The config with the sections of the start that no running process can change. */
function kept(config: Config, start: Config, sections: readonly (keyof Config)[]): Config {
  const same = sections.map((key) => [key, start[key]] as const);
  return { ...config, ...Object.fromEntries(same) };
}
