import type { IncomingMessage, ServerResponse } from "node:http";
import type * as Hub from "../generated/hub.types.ts";
import type { Body } from "./body.ts";
import type { OnLoss } from "./config-types.ts";
import type { Cost } from "./cost.ts";
import type { Door } from "./door.ts";
import type { VirtualKey } from "./keys/key.ts";
import type { AttemptOutcome } from "./ledger/row.ts";
import type { Reservation } from "./limits/meters.ts";
import type { ModelCard } from "./models.ts";
import type { Decision } from "./observe/record.ts";
import type { Route, Target } from "./targets.ts";
import type { Loss } from "./translator.ts";

/** One call to an upstream: what is known of it so far. */
export interface Attempt {
  /** 1 for the first of its request. */
  readonly n: number;
  readonly target: Target;
  readonly card: ModelCard;
  readonly losses: readonly Loss[];
  /** Does the answer go back as it comes? */
  readonly passed: boolean;
  /** By the clock of `performance.now()`. */
  readonly started: number;
  ended?: number;
  firstToken?: number;
  outcome?: AttemptOutcome;
  /** The upstream's rate limits under their common names. */
  limits: Readonly<Record<string, string>>;
  upstreamId?: string;
  /** Its connection was closed before a byte of an answer. */
  unanswered: boolean;
  /** It was refused or never reached, which no provider bills. */
  unbilled: boolean;
  /** The upstream says that the same request should not be sent again. */
  final: boolean;
  usage?: Hub.Usage;
  cost?: Cost;
  finish?: Hub.Finish;
  /** Characters of the answer that came in. */
  characters: number;
  /** Events of the upstream that could not be read and were skipped. */
  skipped: number;
  error?: Hub.Error;
}

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
  /** The virtual key that the client came with. */
  key?: VirtualKey;
  route?: Route;
  tags: readonly string[];
  task?: string;
  decisions: Decision[];
  reservation?: Reservation;
  /** The estimate of the prompt's tokens, once something has asked for it. */
  tokens?: number;
  attempts: Attempt[];
  /** The attempt whose answer the client gets. */
  chosen?: Attempt;
  /** Who was considered last, while nobody was asked. */
  considered?: Target;
  /** Is told when an attempt is chosen, so that the others can be dropped. */
  onChosen?: (chosen: Attempt) => void;
  /** The stream's head and signs of life went out before any answer. */
  waiting: boolean;
  /** When the first token went out. */
  firstToken?: number;
  /** What the client was sent, as text; only for a route that keeps content. */
  said?: () => string | undefined;
  error?: Hub.Error;
  /** What went wrong in the gateway itself, for the log. */
  fault?: unknown;
  /** The client went away before its answer was complete. */
  gone: boolean;
}

/** The attempt that an answer's headers tell of: the chosen one, else the last. */
export function shownAttempt(x: Exchange): Attempt | undefined {
  return x.chosen ?? x.attempts.at(-1);
}

/**
 * An attempt asks for the client: true for the first that asks, and for it again. What another one would say is
 * not told.
 */
export function claim(x: Exchange, attempt: Attempt): boolean {
  if (x.chosen === undefined && !x.gone) {
    x.chosen = attempt;
    x.onChosen?.(attempt);
  }
  return x.chosen === attempt && !x.gone;
}
