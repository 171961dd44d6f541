import { hostname } from "node:os";
import type { Config, Environment } from "./config.ts";
import { createGateway } from "./gateway.ts";
import type { GatewayHandler } from "./gateway.ts";
import { createLog, requestLog } from "./log.ts";
import type { LogDestination, Logger } from "./log.ts";
import { createMemoryMeters } from "./limits/memory.ts";
import { createMediaSource } from "./media/source.ts";
import { HealthBook } from "./routing/health-book.ts";
import { StickyMemory } from "./routing/sticky.ts";
import type { Services } from "./services.ts";
import { startSandbox } from "./sandbox.ts";
import { sandboxSeats } from "./sandbox-provider.ts";
import { createSeats } from "./seats.ts";
import { createTargets } from "./targets.ts";
import type { Targets } from "./targets.ts";
import type { Registry } from "./translator.ts";
import { createUpstreams } from "./upstream.ts";

/** A gateway that is ready to be listened with. */
export interface Assembled extends GatewayHandler {
  targets: Targets;
  logger: Logger;
  close(): Promise<void>;
}

/** What is not in the config: for tests, where the log goes; and whether the gateway is about to stop. */
export interface AssembleOptions {
  log?: LogDestination;
  draining?: () => boolean;
}

/** Makes a gateway of a registry, a config and an environment. Throws a `ConfigError`. */
export async function assemble(
  registry: Registry,
  config: Config,
  environment: Environment,
  options: AssembleOptions = {},
): Promise<Assembled> {
  const seats = createSeats(registry, config, environment);
  const sandbox = config.sandbox ? await startSandbox(registry, config.limits) : undefined;
  if (sandbox) for (const [id, seat] of sandboxSeats(registry, sandbox.origin)) seats.set(id, seat);
  const health = new HealthBook();
  const targets = createTargets(seats, config, environment, health);
  const upstreams = createUpstreams(config.timeouts.connect_ms);
  const logger = createLog(config.log, options.log);
  const draining = options.draining ?? (() => false);
  const log = requestLog(logger, () => config.log);
  const services: Services = {
    upstreams,
    health,
    sticky: new StickyMemory(),
    media: createMediaSource(config.fetch),
    identify: () => undefined,
    meters: createMemoryMeters({ now: Date.now, ttl_ms: 600_000 }),
    observe: log,
    logger,
    node: hostname(),
  };
  const gateway = createGateway({ setup: { config, targets }, services, draining }, registry);
  return {
    ...gateway,
    targets,
    logger,
    async close() {
      await upstreams.close();
      await sandbox?.close();
    },
  };
}
