import { Agent } from "node:http";
import { exchange } from "./client.ts";
import type { Ask, Told } from "./client.ts";

/** Clients that ask one request after the other. */
export interface Load {
  /** Resolves once every request that was begun has ended. */
  done: Promise<void>;
  /** Begins no more requests. */
  stop(): void;
}

/** How long a client whose request was refused or lost waits before the next, milliseconds. */
const REST_MS = 15;

/** Lets a number of clients ask until they are stopped; each request's end is added to `told`. */
export function startLoad(url: string, clients: number, next: () => Ask, told: Told[]): Load {
  const agent = new Agent({ keepAlive: true });
  let stopped = false;
  const client = async (): Promise<void> => {
    while (!stopped) {
      const heard = await exchange(url, agent, next());
      told.push(heard);
      if (heard.end !== "success") await new Promise((done) => setTimeout(done, REST_MS));
    }
  };
  const done = Promise.all(Array.from({ length: clients }, client)).then(() => agent.destroy());
  return { done, stop: () => void (stopped = true) };
}

/** Asks all at once. */
export async function askAll(url: string, asks: readonly Ask[], told: Told[]): Promise<void> {
  const agent = new Agent({ keepAlive: true });
  await Promise.all(asks.map(async (ask) => void told.push(await exchange(url, agent, ask))));
  agent.destroy();
}
