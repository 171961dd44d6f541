import { existsSync, readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { Credential } from "./translator.ts";

/** What happens when a request cannot be carried as it was asked for. */
export type OnLoss = "error" | "warn" | "allow";

/** Limits of time, in milliseconds. */
export interface Timeouts {
  /** Until the connection stands. */
  connect_ms: number;
  /** Until the answer begins: the first token of a stream, the head of anything else. */
  first_token_ms: number;
  /** Between two pieces of an answer. */
  idle_ms: number;
  total_ms: number;
}

/** One place that a route may go to, as it is configured. */
export interface TargetConfig {
  model: string;
  base_url?: string;
  key_env?: string;
  timeout_ms?: number;
  timeouts?: Partial<Timeouts>;
}

/** A model name of one's own, and where it goes, in order. */
export interface RouteConfig {
  targets: (string | TargetConfig)[];
  on_loss?: OnLoss;
  timeouts?: Partial<Timeouts>;
}

/** A provider of one's own, which speaks a dialect that is known. */
export interface ProviderConfig {
  name?: string;
  dialect: string;
  base_url: string;
  key_env?: string | string[];
  auth?: Credential;
  headers?: Record<string, string>;
  path?: string;
  stream_path?: string;
}

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
  providers: Record<string, ProviderConfig>;
  routes: Record<string, RouteConfig>;
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
  providers: {},
  routes: {},
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

/** A file's values over the defaults. */
export function configOf(said: ConfigFile): Config {
  return {
    listen: { ...DEFAULTS.listen, ...said.listen },
    limits: { ...DEFAULTS.limits, ...said.limits },
    timeouts: { ...DEFAULTS.timeouts, ...said.timeouts },
    log: { ...DEFAULTS.log, ...said.log },
    on_loss: said.on_loss ?? DEFAULTS.on_loss,
    sandbox: said.sandbox ?? DEFAULTS.sandbox,
    providers: said.providers ?? {},
    routes: said.routes ?? {},
  };
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
