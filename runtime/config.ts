import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type {
  AdminConfig,
  AuditConfig,
  ContentConfig,
  FetchConfig,
  KeysConfig,
  LedgerConfig,
  LimitsConfig,
  MetricsConfig,
  OnLoss,
  ProviderConfig,
  ReloadConfig,
  SharedConfig,
  Timeouts,
  TracesConfig,
} from "./config-types.ts";
import type { BreakerConfig, RetryConfig, RouteConfig } from "./route-config.ts";
import { exposureWarnings } from "./config-laws-warnings.ts";

/** `dragoman.yaml`, with what it leaves out filled in. */
export interface Config {
  /** The file that was read; absent when there is none. */
  file?: string;
  /** What works but is hardly meant, a line each, to be told at the start and after a reload. */
  warnings?: readonly string[];
  listen: { host: string; port: number };
  limits: { body_bytes: number; body_ms: number; answer_bytes: number; event_bytes: number };
  timeouts: Timeouts;
  log: { level: string; content: boolean };
  on_loss: OnLoss;
  sandbox: boolean;
  /** Where files of the gateway's own are kept: ledger, audit log. */
  data_dir: string;
  providers: Record<string, ProviderConfig>;
  routes: Record<string, RouteConfig>;
  retry: RetryConfig;
  breaker: BreakerConfig;
  keys: KeysConfig;
  key_limits: LimitsConfig;
  ledger: LedgerConfig;
  shared: SharedConfig;
  admin: AdminConfig;
  audit: AuditConfig;
  content: ContentConfig;
  metrics: MetricsConfig;
  traces: TracesConfig;
  fetch: FetchConfig;
  reload: ReloadConfig;
}

/** What `dragoman.yaml` may say. */
export type ConfigFile = {
  [K in Exclude<keyof Config, "file" | "warnings">]?: K extends "providers" | "routes"
    ? Config[K]
    : Partial<Config[K]>;
};

/** The ids that a config may name. */
export interface Known {
  dialects: readonly string[];
  providers: readonly string[];
}

/** The environment, as `process.env` has it. */
export type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULTS: Config = {
  listen: { host: "127.0.0.1", port: 3000 },
  limits: {
    body_bytes: 10 * 1024 * 1024,
    body_ms: 30_000,
    answer_bytes: 64 * 1024 * 1024,
    event_bytes: 16 * 1024 * 1024,
  },
  timeouts: { connect_ms: 10_000, first_token_ms: 300_000, idle_ms: 120_000, total_ms: 900_000 },
  log: { level: "info", content: false },
  on_loss: "error",
  sandbox: true,
  data_dir: ".dragoman",
  providers: {},
  routes: {},
  retry: { attempts: 2, base_ms: 250, max_ms: 4000, max_wait_ms: 5000 },
  breaker: { failures: 5, rate: 0.5, window_ms: 30_000, open_ms: 5000, max_open_ms: 10_000 },
  keys: { required: false, refresh_ms: 2000 },
  key_limits: {},
  ledger: { enabled: true, file: "ledger.db", flush_ms: 50, batch: 200, max_queue: 50_000 },
  shared: { prefix: "dragoman", timeout_ms: 200, reserved_ms: 3_600_000 },
  admin: { remote: false },
  audit: { enabled: false, keep_days: 90 },
  content: { redact: ["emails", "phones", "cards", "keys"], keep_days: 7 },
  metrics: { enabled: true, remote: false, max_models: 200 },
  traces: { sample: 1 },
  fetch: { media: true, max_bytes: 20 * 1024 * 1024, timeout_ms: 10_000, allow_private: [] },
  reload: { watch: true },
};

/** The levels of the log, as the schema has them. */
const LEVELS = ["trace", "debug", "info", "warn", "error", "fatal", "silent"];

/** A config that cannot be used; the message names file, line, column and key, and is meant for a person. */
export class ConfigError extends Error {}

/** The name of the config as it was asked for (`DRAGOMAN_CONFIG`, default `dragoman.yaml`), and its full path. */
export function configFile(
  environment: Environment,
  folder: string,
): { name: string; path: string } {
  const name = environment["DRAGOMAN_CONFIG"] || "dragoman.yaml";
  return { name, path: resolve(folder, name) };
}

/**
 * The configuration: what the file says (`DRAGOMAN_CONFIG`, default `dragoman.yaml`) over the defaults, and
 * `HOST`, `PORT`, `LOG_LEVEL` and `DRAGOMAN_DATA_DIR` over both. Throws a `ConfigError` when the file is wrong,
 * or named and absent.
 */
export async function loadConfig(
  environment: Environment,
  folder: string,
  known: Known,
): Promise<Config> {
  const { name, path } = configFile(environment, folder);
  if (!existsSync(path)) {
    if (environment["DRAGOMAN_CONFIG"])
      throw new ConfigError(`DRAGOMAN_CONFIG names ${name}, which is not there`);
    return warned(withEnvironment(DEFAULTS, environment), [], environment);
  }
  // Parser and validator are loaded only by those who have a file.
  const { readConfigFile } = await import("./config-file.ts");
  const { said, warnings } = readConfigFile(name, bytesOf(path, name), known, environment);
  const config = withEnvironment({ ...configOf(said), file: name }, environment);
  return warned(config, warnings, environment);
}

function bytesOf(path: string, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new ConfigError(`${name} cannot be read: ${(error as Error).message}`);
  }
}

function warned(config: Config, warnings: readonly string[], environment: Environment): Config {
  const all = [...warnings, ...exposureWarnings(config, environment)];
  return all.length > 0 ? { ...config, warnings: all } : config;
}

/** A file's values over the defaults, section by section. */
export function configOf(said: ConfigFile): Config {
  const config: Record<string, unknown> = { ...DEFAULTS };
  for (const [key, value] of Object.entries(said)) {
    const otherwise = DEFAULTS[key as keyof Config];
    const isSection = typeof otherwise === "object" && typeof value === "object";
    config[key] = isSection ? { ...otherwise, ...value } : value;
  }
  return config as unknown as Config;
}

function withEnvironment(config: Config, environment: Environment): Config {
  const { HOST: host, PORT: port, LOG_LEVEL: level, DRAGOMAN_DATA_DIR: folder } = environment;
  const listen = { ...config.listen };
  if (host) listen.host = host;
  if (port) listen.port = portOf(port);
  if (level && !LEVELS.includes(level))
    throw new ConfigError(`LOG_LEVEL must be one of ${LEVELS.join(", ")}, but is "${level}"`);
  return {
    ...config,
    listen,
    log: level ? { ...config.log, level } : config.log,
    data_dir: folder || config.data_dir,
  };
}

function portOf(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 0 && number <= 65_535) return number;
  throw new ConfigError(`PORT must be a number from 0 to 65535, but is "${text}"`);
}
