import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { registry } from "../../generated/index.ts";
import { assemble } from "../../runtime/assemble.ts";
import { readConfigFile } from "../../runtime/config-file.ts";
import { configOf } from "../../runtime/config.ts";

/** A gateway on loopback, with its log. */
export interface Gateway {
  url: string;
  log: any[];
  close(): Promise<void>;
}

const KNOWN = {
  dialects: Object.keys(registry.dialects),
  providers: Object.keys(registry.providers),
};

/** Starts the real gateway with a `dragoman.yaml`; its provider `fake` is moved to an address. */
export async function startGateway(yaml: string, fake: string): Promise<Gateway> {
  // A provider of one's own is moved by a variable of its name, as the built-in ones are.
  const environment = { FAKE_BASE_URL: fake };
  const { said } = readConfigFile("dragoman.yaml", Buffer.from(yaml), KNOWN, environment);
  const log: any[] = [];
  const write = (line: string): void => void log.push(JSON.parse(line));
  const gateway = await assemble(registry, configOf(said), environment, { log: { write } });
  const server = createServer(gateway.listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await closed;
      await gateway.close();
    },
  };
}
