import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { registry } from "../../generated/index.ts";
import { assemble } from "../../runtime/assemble.ts";
import { configOf } from "../../runtime/config.ts";
import type { ConfigFile } from "../../runtime/config.ts";
import { WIRES, startFaulty } from "./faulty.ts";
import type { Script } from "./faulty.ts";

/** Two faulty upstreams, `a` and `b`, and a gateway over them, whose insides can be counted. */
export async function startWorld(said: ConfigFile) {
  const scripts = new Map<string, { a: readonly Script[]; b: readonly Script[] }>();
  const of = (letter: "a" | "b") => (id: string, attempt: number) => {
    const own = scripts.get(id)?.[letter] ?? [];
    return own[Math.min(attempt, own.length) - 1];
  };
  const a = await startFaulty("a", of("a"));
  const b = await startFaulty("b", of("b"));
  const providers: NonNullable<ConfigFile["providers"]> = {};
  for (const [letter, { url }] of Object.entries({ a, b })) {
    for (const { dialect, prefix } of WIRES) {
      const base_url = `${url}/${dialect}${prefix}`;
      providers[`${letter}-${dialect}`] = { dialect, base_url };
    }
  }
  const log: any[] = [];
  const write = (line: string): void => void log.push(JSON.parse(line));
  const config = configOf({ ledger: { enabled: false }, sandbox: false, providers, ...said });
  const assembled = await assemble(registry, config, {}, { log: { write } });
  let arrived = 0;
  const server = createServer((request, response) => {
    arrived++;
    assembled.listener(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { services, setup } = assembled.gateway;
  /** Everything that has to be back at nought once nobody is served. */
  const left = (): Record<string, number> => {
    const counts: Record<string, number> = { requests: services.inFlight };
    for (const { id, inFlight } of services.health.all()) if (inFlight > 0) counts[id] = inFlight;
    for (const { targets } of setup.targets.routes.values())
      for (const { limit, name } of targets)
        if (limit && limit.taken + limit.waiting > 0) counts[`place at ${name}`] = limit.taken;
    return counts;
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    a,
    b,
    scripts,
    log,
    services,
    left,
    /** How many requests came to the gateway. */
    arrived: () => arrived,
    /** Waits until all is quiet, at most so long. */
    async quiet(ms: number): Promise<Record<string, number>> {
      for (const end = Date.now() + ms; Date.now() < end;) {
        if (Object.values(left()).every((count) => count === 0)) break;
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      return left();
    },
    async close(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await Promise.all([a.close(), b.close()]);
      await assembled.close();
    },
  };
}
