/** The longest that running answers may take to finish, in milliseconds. */
const MAX_DRAIN_MS = 600_000;

/**
 * Calls `stop` at the first SIGTERM or SIGINT and ends the process when it is done, or after ten minutes; a
 * second signal ends it at once.
 */
export function onSignals(stop: (signal: string) => Promise<void>): void {
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
