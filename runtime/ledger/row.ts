/** How a request ended: exactly one of these. */
export type Outcome = "success" | "error" | "cancelled";

/** What became of one call to an upstream. */
export type AttemptOutcome = "answered" | "failed" | "cancelled" | "hedge_lost" | "shadow";

/** One call to an upstream, as the ledger keeps it. */
export interface AttemptRow {
  /** 1 for the first of its request. */
  n: number;
  provider: string;
  model: string;
  outcome: AttemptOutcome;
  /** The kind of its error, in the hub's words. */
  error?: string;
  /** Milliseconds from the request's arrival to its start, from there to its end and to its first token. */
  after_ms: number;
  ms: number;
  ttft_ms?: number;
  input_tokens?: number;
  output_tokens?: number;
  /** Exact USD, decimal; absent when it is not known, with the reason beside. */
  cost?: string;
  cost_reason?: string;
}

/** One request, as the ledger keeps it. Absent is unknown. */
export interface LedgerRow {
  /** Unique in the ledger, and in time order. */
  id: string;
  /** The id that the client knows the request by. */
  request_id: string;
  /** Unix milliseconds of its arrival. */
  at: number;
  /** The gateway process. */
  node: string;
  key_id?: string;
  key_name?: string;
  owner?: string;
  tags: readonly string[];
  route?: string;
  /** The dialect of the door. */
  door: string;
  /** The model that the client asked for. */
  asked: string;
  /** Who answered, or was asked last. */
  provider?: string;
  model?: string;
  outcome: Outcome;
  status: number;
  error?: string;
  stream: boolean;
  ms: number;
  ttft_ms?: number;
  input_tokens?: number;
  output_tokens?: number;
  cache_read_tokens?: number;
  cache_write_tokens?: number;
  reasoning_tokens?: number;
  /** Exact USD of the answer, decimal, as the client was told; absent with the reason when it is not known. */
  cost?: string;
  cost_reason?: string;
  /** What the provider says that it charged, USD, decimal. */
  cost_reported?: string;
  /** The estimate before the call, USD, decimal: all that is known of an answer that was cancelled. */
  cost_estimated?: string;
  /** Exact USD of the other attempts (hedges that lost, answers that broke off), decimal. */
  cost_overhead?: string;
  attempts: readonly AttemptRow[];
}
