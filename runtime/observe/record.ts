import type { LedgerRow } from "../ledger/row.ts";

/** What was decided about one candidate of a route, in order. */
export interface Decision {
  /** `provider/model`. */
  target: string;
  taken: boolean;
  /** In a few words, for people. */
  reason: string;
}

/** What is said of a finished request: the ledger's row, and what only logs, audit, metrics and traces tell. */
export interface RequestRecord extends LedgerRow {
  /** The client's address. */
  from: string;
  decisions: readonly Decision[];
  task?: string;
  /** Why the answer ended, in the hub's words. */
  finish?: string;
  upstream_id?: string;
  /** `field;grade, ...` of what could not be carried. */
  loss?: string;
  error_message?: string;
  /** W3C trace context that the client sent. */
  traceparent?: string;
  /** Only for a route with `content: true`: the client's body and the answer's text. */
  content?: { request: string; answer?: string };
}

/** Takes note of a finished request; never throws and never waits. */
export type Observer = (record: RequestRecord) => void;
