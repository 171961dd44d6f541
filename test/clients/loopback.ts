import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** A server on a free loopback port. */
export interface Loopback {
  url: string;
  close(): Promise<void>;
}

/** Listens on a free loopback port; a peer that leaves is no error. */
export async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Loopback> {
  const server = createServer((request, response) => {
    response.on("error", () => {});
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** The whole body of a request. */
export async function bytesOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/**
 * Lets `fetch` call this machine only, until the function that it gives is called: frameworks fetch things of their
 * own accord.
 */
export function loopbackOnly(): () => void {
  const unguarded = globalThis.fetch;
  globalThis.fetch = (input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input);
    if (hostname !== "127.0.0.1") throw new Error(`no test may call ${hostname}`);
    return unguarded(input, init);
  };
  return () => void (globalThis.fetch = unguarded);
}
