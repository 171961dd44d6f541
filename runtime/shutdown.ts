import type { Server } from "node:http";

/** Stops a server: nothing new is taken, what runs may finish. */
export interface Drain {
  readonly draining: () => boolean;
  /** Resolves when the last answer is out. */
  start(): Promise<void>;
}

/**
 * Drains a Node server: it stops listening, idle connections are closed at once, and each busy one after its
 * answer (a client that keeps its connection alive would hold the process otherwise).
 */
export function createDrain(server: Server): Drain {
  let draining = false;
  server.prependListener("request", (_request, response) => {
    if (draining) response.setHeader("connection", "close");
    response.once("close", () => {
      if (draining) setImmediate(() => server.closeIdleConnections());
    });
  });
  return {
    draining: () => draining,
    start() {
      draining = true;
      return new Promise((resolve) => {
        server.close(() => resolve());
        server.closeIdleConnections();
      });
    },
  };
}

/** Calls `stop` at the first SIGTERM or SIGINT; a second one ends the process at once, as does a drain of 10 minutes. */
export function onSignals(stop: (signal: string) => Promise<void>): void {
  const MAX_DRAIN_MS = 600_000;
  let stopping = false;
  const onSignal = (signal: NodeJS.Signals): void => {
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), MAX_DRAIN_MS).unref();
    void stop(signal).then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.on("SIGTERM", onSignal);
  process.on("SIGINT", onSignal);
}
