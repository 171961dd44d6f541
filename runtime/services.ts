import type { Logger } from "./log.ts";
import type { VirtualKey } from "./keys/key.ts";
import type { Meters } from "./limits/meters.ts";
import type { Exchange } from "./exchange.ts";
import type { RequestRecord } from "./observe/record.ts";
import type { HealthBook } from "./routing/health-book.ts";
import type { StickyMemory } from "./routing/sticky.ts";
import type { Upstreams } from "./upstream.ts";

/** What lives as long as the process, whatever config is in force. */
export interface Services {
  upstreams: Upstreams;
  health: HealthBook;
  sticky: StickyMemory;

  meters: Meters;
  /** Do the counters know what a key has spent before? A promise for the first request of a key with budgets. */
  seeded(key: VirtualKey): void | Promise<void>;
  /** Tells other processes that a target's breaker has opened, and until when. */
  publish?: (target: string, open_until_ms: number) => void;
  /** Takes note of finished requests: log, ledger, audit, metrics, traces. */
  observe(x: Exchange, record: RequestRecord): void;
  logger: Logger;
  /** This process, in ledger and logs. */
  node: string;
  /** Requests under way. */
  inFlight: number;
}
