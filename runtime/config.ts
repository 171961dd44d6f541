import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type {
  AdminConfig,
  AuditConfig,
  BreakerConfig,
  ContentConfig,
  FetchConfig,
  KeysConfig,
  LedgerConfig,
  LimitsConfig,
  MetricsConfig,
  OnLoss,
  ProviderConfig,
  ReloadConfig,
  RetryConfig,
  RouteConfig,
  SharedConfig,
  Timeouts,
  TracesConfig,
} from "./config-types.ts";

/** `dragoman.yaml`, with what it leaves out filled in. */
export interface Config {
  /** The file that was read; absent when there is none. */
  file?: string;
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
  [K in keyof Config]?: K extends "providers" | "routes" ? Config[K] : Partial<Config[K]>;
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
  breaker: { failures: 5, rate: 0.5, window_ms: 30_000, open_ms: 5000, max_open_ms: 20_000 },
  keys: { required: false, refresh_ms: 2000 },
  key_limits: {},
  ledger: { enabled: true, file: "ledger.db", flush_ms: 50, batch: 200, max_queue: 50_000 },
  shared: { prefix: "dragoman", timeout_ms: 50 },
  admin: { remote: false },
  audit: { enabled: false, keep_days: 90 },
  content: { redact: ["emails", "phones", "cards", "keys"], keep_days: 7 },
  metrics: { enabled: true, remote: false, max_models: 200 },
  traces: { sample: 1 },
  fetch: { media: true, max_bytes: 20 * 1024 * 1024, timeout_ms: 10_000, allow_private: [] },
  reload: { watch: true },
};

/** A config that cannot be used; the message names file, line, column and key, and is meant for a person. */
export class ConfigError extends Error {}

/**
 * The configuration: what the file says (`DRAGOMAN_CONFIG`, default `dragoman.yaml`) over the defaults, and
 * `HOST`, `PORT` and `LOG_LEVEL` over both. Throws a `ConfigError` when the file is wrong, or named and absent.
 */
export async function loadConfig(
  environment: Environment,
  folder: string,
  known: Known,
): Promise<Config> {
  const named = environment["DRAGOMAN_CONFIG"];
  const file = resolve(folder, named || "dragoman.yaml");
  if (!existsSync(file)) {
    if (named) throw new ConfigError(`DRAGOMAN_CONFIG names ${named}, which is not there`);
    return withEnvironment(DEFAULTS, environment);
  }
  // Parser and validator are loaded only by those who have a file.
  const { readConfigFile } = await import("./config-file.ts");
  const said = readConfigFile(named || "dragoman.yaml", readFileSync(file), known);
  return withEnvironment({ ...configOf(said), file: named || "dragoman.yaml" }, environment);
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
  const { HOST: host, PORT: port, LOG_LEVEL: level } = environment;
  const listen = { ...config.listen };
  if (host) listen.host = host;
  if (port) {
    const number = Number(port);
    if (!Number.isInteger(number) || number < 0 || number > 65_535) {
      throw new ConfigError(`PORT must be a number from 0 to 65535, but is "${port}"`);
    }
    listen.port = number;
  }
  return { ...config, listen, log: level ? { ...config.log, level } : config.log };
}
