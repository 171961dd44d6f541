import type { IncomingMessage, ServerResponse } from "node:http";
import type * as Hub from "../generated/hub.types.ts";
import type { Body } from "./body.ts";
import type { OnLoss } from "./config-types.ts";
import type { Cost } from "./cost.ts";
import type { Door } from "./door.ts";
import type { ModelCard } from "./models.ts";
import type { Target } from "./targets.ts";
import type { Loss } from "./translator.ts";

/** One request of a client, from its arrival to the log line: what is known of it so far. */
export interface Exchange {
  readonly id: string;
  /** When it came, by the clock of `performance.now()` and in Unix milliseconds. */
  readonly started: number;
  readonly at: number;
  readonly door: Door;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  body?: Body;
  hub?: Hub.Request;
  /** Does the client want a stream? */
  streaming: boolean;
  on_loss?: OnLoss;
  /** The target that was called last, and what is known of its model. */
  target?: Target;
  card?: ModelCard;
  attempts: number;
  /** The last attempt's connection was closed before a byte of an answer. */
  unanswered?: boolean;
  losses: readonly Loss[];
  /** The upstream's rate limits under their common names. */
  limits: Readonly<Record<string, string>>;
  upstreamId?: string;
  passed: boolean;
  usage?: Hub.Usage;
  cost?: Cost;
  /** When the first token went out. */
  firstToken?: number;
  /** Events of the upstream that could not be read and were skipped. */
  skipped: number;
  error?: Hub.Error;
  /** What went wrong in the gateway itself, for the log. */
  fault?: unknown;
  /** The client went away before its answer was complete. */
  gone: boolean;
}
