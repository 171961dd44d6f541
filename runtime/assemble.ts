import { hostname } from "node:os";
import { readAdminKey } from "./admin/guard.ts";
import { openAdmin } from "./admin/open.ts";
import type { Reloading } from "./admin/open.ts";
import type { Config, Environment } from "./config.ts";
import { ConfigError } from "./config.ts";
import { createGateway } from "./gateway.ts";
import type { GatewayHandler } from "./gateway.ts";
import { createIdentify, keyPlaces } from "./keys/credential.ts";
import { createLog, requestLog } from "./log.ts";
import type { LogDestination, Logger } from "./log.ts";
import { createMediaSource } from "./media/source.ts";
import { openObservers } from "./observe/open.ts";
import type { Observing } from "./observe/open.ts";
import type { RequestRecord } from "./observe/record.ts";
import type { Gateway, Setup } from "./pipeline.ts";
import { HealthBook } from "./routing/health-book.ts";
import { StickyMemory } from "./routing/sticky.ts";
import { startSandbox } from "./sandbox.ts";
import type { Sandbox } from "./sandbox.ts";
import { sandboxSeats } from "./sandbox-provider.ts";
import { createSeats } from "./seats.ts";
import { openState } from "./state.ts";
import type { State } from "./state.ts";
import { createTargets } from "./targets.ts";
import type { Registry } from "./translator.ts";
import { createUpstreams } from "./upstream.ts";

/** A gateway that is ready to be listened with. */
export interface Assembled extends GatewayHandler {
  readonly gateway: Gateway;
  readonly state: State;
  logger: Logger;
  /** What serves by another config. Throws a `ConfigError`. */
  build(config: Config): Setup;
  /** From here on it serves. */
  swap(setup: Setup): void;
  /** Who reads the config again, for the admin API. */
  reloader?: Reloading;
  /** Absent when there is none. */
  audit?: Observing["audit"];
  close(): Promise<void>;
}

/** What is not in the config: for tests, where the log goes; and whether the gateway is about to stop. */
export interface AssembleOptions {
  log?: LogDestination;
  draining?: () => boolean;
}

const VERSION = process.env.DRAGOMAN_VERSION ?? "dev";

/** Makes a gateway of a registry, a config and an environment. Throws a `ConfigError`. */
export async function assemble(
  registry: Registry,
  config: Config,
  environment: Environment,
  options: AssembleOptions = {},
): Promise<Assembled> {
  const adminKey = readAdminKey(environment);
  const health = new HealthBook();
  const logger = createLog(config.log, options.log);
  const sandbox = config.sandbox ? await startSandbox(registry, config.limits) : undefined;
  const state = await openState(config, environment, logger, health);
  const build = builder(registry, environment, health, sandbox, state);
  const gateway: Gateway = {
    setup: build(config),
    draining: options.draining ?? (() => false),
    services: {
      upstreams: createUpstreams(config.timeouts.connect_ms),
      health,
      sticky: new StickyMemory(),
      meters: state.meters,
      seeded: state.seeded,
      ...(state.publish && { publish: state.publish }),
      observe: () => {},
      logger,
      node: environment["DRAGOMAN_NODE"] || hostname(),
      inFlight: 0,
    },
  };
  const observing = await observers(gateway, state, environment);
  const log = requestLog(logger, () => gateway.setup.config.log);
  gateway.services.observe = (x, record) => {
    log(x, record);
    observing.observe(record);
  };
  const assembled: Partial<Assembled> = {};
  const reloader = () => assembled.reloader;
  const admin = openAdmin(adminKey, { gateway, state, audit: observing.audit, reloader });
  const { metrics } = observing;
  const handler = createGateway(gateway, registry, { state, admin, ...(metrics && { metrics }) });
  return Object.assign(assembled, handler, {
    gateway,
    state,
    logger,
    build,
    audit: observing.audit,
    swap: (setup: Setup) => void (gateway.setup = setup),
    async close() {
      await gateway.services.upstreams.close();
      await Promise.all([state.close(), observing.close(), sandbox?.close()]);
    },
  });
}

/** What makes a setup of a config; counters, health and pools live longer than any of them. */
function builder(
  registry: Registry,
  environment: Environment,
  health: HealthBook,
  sandbox: Sandbox | undefined,
  { keys }: State,
): (config: Config) => Setup {
  const places = keyPlaces(registry);
  const nobody = { ready: true, find: () => undefined };
  return (config) => {
    if (config.keys.required && !keys) {
      throw new ConfigError("keys.required: keys are kept in the ledger, which is not enabled");
    }
    const seats = createSeats(registry, config, environment);
    if (sandbox) {
      for (const [id, seat] of sandboxSeats(registry, sandbox.origin)) seats.set(id, seat);
    }
    return {
      config,
      targets: createTargets(seats, config, environment, health),
      identify: createIdentify(places, keys ?? nobody, config.keys.required),
      media: createMediaSource(config.fetch),
    };
  };
}

function observers(gateway: Gateway, state: State, environment: Environment): Promise<Observing> {
  const { ledger } = state;
  const { logger, health } = gateway.services;
  const targets = function* () {
    for (const each of health.all()) {
      const { breaker } = each.snapshot();
      const [provider = "", rest = ""] = splitOnce(each.id, "/");
      const model = rest.slice(0, rest.lastIndexOf("@"));
      const state = breaker === "off" ? "closed" : breaker === "probing" ? "half_open" : breaker;
      yield { provider, model, state } as const;
    }
  };
  return openObservers(gateway.setup.config, environment, {
    logger,
    version: VERSION,
    ledger: ledger && ((record) => void (isStranger(record) || ledger.record(record))),
    isRoute: (name) => gateway.setup.targets.routes.has(name),
    addressOf(provider) {
      const seat = gateway.setup.targets.seats.get(provider);
      if (!seat) return undefined;
      const { hostname: host, port, protocol } = new URL(seat.origin);
      return { host, port: Number(port) || (protocol === "https:" ? 443 : 80) };
    },
    sources: {
      inFlight: () => gateway.services.inFlight,
      breakers: targets,
      ledger: () => ledger?.stats(),
      shared: state.shared,
    },
  });
}

/** Whoever has no key here could fill the database; log and metrics tell of them. */
function isStranger({ error, key_id, attempts }: RequestRecord): boolean {
  return error === "auth" && key_id === undefined && attempts.length === 0;
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  return [text.slice(0, at), text.slice(at + 1)];
}
