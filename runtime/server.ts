#!/usr/bin/env node
import { listen } from "listhen";
import type { Listener } from "listhen";
import type { Server } from "node:http";
import { registry } from "../generated/index.ts";
import { assemble } from "./assemble.ts";
import type { Assembled } from "./assemble.ts";
import { ConfigError, loadConfig } from "./config.ts";
import type { Config } from "./config.ts";
import { greeting } from "./greeting.ts";
import { keylessRoutes } from "./keyless.ts";
import { tuneHeap } from "./heap.ts";
import { SANDBOX } from "./sandbox-provider.ts";
import { onSignals } from "./shutdown.ts";
import { startReloading } from "./start-reloading.ts";

tuneHeap();
// Everything that can go wrong before the first request is said in one message, without a stack.
try {
  await main();
} catch (error) {
  console.error(error instanceof ConfigError ? error.message : startFault(error));
  process.exit(1);
}

async function main(): Promise<void> {
  const known = {
    dialects: Object.keys(registry.dialects),
    providers: [...Object.keys(registry.providers), SANDBOX],
  };
  const load = () => loadConfig(process.env, process.cwd(), known);
  const config = await load();
  let draining = false;
  const gateway = await assemble(registry, config, process.env, { draining: () => draining });
  const reloader = await startReloading(registry, config, load, gateway);
  const listener = await listenOn(config, gateway);
  const server = listener.server as Server;
  // Streams last; what must not is bounded elsewhere.
  server.requestTimeout = 0;
  server.headersTimeout = 15_000;
  server.keepAliveTimeout = 65_000;
  const { targets } = gateway.gateway.setup;
  console.log(await greeting(addressOf(listener), config, targets, registry));
  const warnings = [...(config.warnings ?? []), ...keylessRoutes(targets)];
  for (const warning of warnings) console.warn(`\nwarning: ${warning}`);
  process.on("SIGHUP", () => void reloader.reload("SIGHUP"));
  onSignals(async (signal) => {
    draining = true;
    gateway.logger.info({ signal }, "draining");
    await reloader.close();
    // Nothing new is taken, idle connections are closed at once, busy ones after their answer.
    await listener.close();
    await gateway.close();
  });
}

/** Every option is given: listhen's own defaults open browsers, bind every interface, or take another port. */
function listenOn(config: Config, gateway: Assembled): Promise<Listener> {
  const { host, port } = config.listen;
  return listen(gateway.listener, {
    port: port === 0 ? { random: true, host } : port,
    hostname: host,
    public: false,
    qr: false,
    open: false,
    clipboard: false,
    tunnel: false,
    showURL: false,
    autoClose: false,
    isProd: true,
  });
}

function addressOf({ address }: Listener): string {
  const host = address.family === "IPv6" ? `[${address.address}]` : address.address;
  return `http://${host}:${address.port}`;
}

function startFault(error: unknown): string {
  const { message = String(error), name } = error as Error;
  return name === "GetPortError"
    ? `The port is taken: ${message}. Set PORT, or \`listen.port\` in the config, to another one; 0 takes any that is free.`
    : `The gateway did not start: ${message}`;
}
