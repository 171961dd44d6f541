import type { Logger } from "../log.ts";

/** Whether something that is shared can be asked, so that requests do not wait for what is away. */
export interface Link {
  up(): boolean;
  worked(): void;
  failed(error: unknown): void;
  /** Takes it for away at once. */
  trip(reason: string): void;
  close(): void;
}

/** How a link is watched. */
export interface LinkOptions {
  /** So many failures in a row, and it is left alone. */
  failures: number;
  /** How often it is probed then, milliseconds. */
  probe_ms: number;
  /** Asks for a sign of life, in bounded time. */
  probe: () => Promise<unknown>;
  /** It answers again; called before it is told that it is up. */
  back: () => Promise<void>;
  /** It is up again. */
  onUp?: () => void;
  log: Pick<Logger, "info" | "warn">;
}

/**
 * A circuit breaker whose probes are made behind, by a timer, so that no request is ever the one that waits.
 * Changes are logged, single failures are not.
 */
export function createLink(options: LinkOptions): Link {
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let closed = false;
  const later = () => {
    if (!closed) timer = setTimeout(() => void probe(), options.probe_ms).unref();
  };
  const probe = async () => {
    try {
      await options.probe();
      await options.back();
      failures = 0;
      timer = undefined;
    } catch {
      return later();
    }
    options.log.info("shared counters are back");
    options.onUp?.();
  };
  const trip = (reason: string) => {
    if (timer !== undefined || closed) return;
    options.log.warn({ reason }, "shared counters are away: each process counts by itself");
    later();
  };
  return {
    up: () => timer === undefined && !closed,
    worked() {
      if (timer === undefined) failures = 0;
    },
    failed(error) {
      failures++;
      if (failures >= options.failures) trip(wordsOf(error));
    },
    trip,
    close() {
      closed = true;
      clearTimeout(timer);
    },
  };
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
