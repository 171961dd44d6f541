import type { Logger } from "pino";
import type { Identify } from "./keys/credential.ts";
import type { Meters } from "./limits/meters.ts";
import type { Exchange } from "./exchange.ts";
import type { RequestRecord } from "./observe/record.ts";
import type { MediaSource } from "./media/source.ts";
import type { HealthBook } from "./routing/health-book.ts";
import type { StickyMemory } from "./routing/sticky.ts";
import type { Upstreams } from "./upstream.ts";

/** What lives as long as the process, whatever config is in force. */
export interface Services {
  upstreams: Upstreams;
  health: HealthBook;
  sticky: StickyMemory;
  /** Gets media at addresses, for targets that take only bytes; absent: nothing is fetched. */
  media?: MediaSource | undefined;
  /** Who asks. */
  identify: Identify;
  meters: Meters;
  /** Takes note of finished requests: log, ledger, audit, metrics, traces. */
  observe(x: Exchange, record: RequestRecord): void;
  logger: Logger;
  /** This process, in ledger and logs. */
  node: string;
}
