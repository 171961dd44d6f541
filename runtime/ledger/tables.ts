/**
 * An amount of money takes two columns, so that a database sums it exactly: whole nano-USD (10^-9) in `..._nano`
 * and the rest in atto-USD (10^-18, below 10^9) in `..._atto`. Both are NULL when the amount is not known.
 */
export interface RequestsTable {
  /** `LedgerRow.id`: unique, in time order. */
  id: string;
  request_id: string;
  /** Unix milliseconds. */
  at: number;
  node: string;
  key_id: string | null;
  key_name: string | null;
  owner: string | null;
  /** A JSON array of texts; `request_tags` has them one by one. */
  tags: string;
  route: string | null;
  door: string;
  asked: string;
  provider: string | null;
  model: string | null;
  outcome: string;
  status: number;
  error: string | null;
  /** 0 or 1. */
  stream: number;
  ms: number;
  ttft_ms: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  cache_read_tokens: number | null;
  cache_write_tokens: number | null;
  reasoning_tokens: number | null;
  cost_nano: number | bigint | null;
  cost_atto: number | bigint | null;
  /** Why the cost is not known; NULL when it is. */
  cost_reason: string | null;
  reported_nano: number | bigint | null;
  reported_atto: number | bigint | null;
  estimated_nano: number | bigint | null;
  estimated_atto: number | bigint | null;
  overhead_nano: number | bigint | null;
  overhead_atto: number | bigint | null;
  /**
   * Of the only call, when it answered: from the request's arrival to its start, and from there to its end. All else
   * of it is the request's, so that it has no row in `attempts`. NULL where there are such rows, or was no call.
   */
  call_after_ms: number | null;
  call_ms: number | null;
}

/** The calls to upstreams of a request, but for one that answered alone: `calls` has that too. */
export interface AttemptsTable {
  /** The id of its row in `requests`. */
  id: string;
  n: number;
  provider: string;
  model: string;
  outcome: string;
  error: string | null;
  after_ms: number;
  ms: number;
  ttft_ms: number | null;
  input_tokens: number | null;
  output_tokens: number | null;
  cost_nano: number | bigint | null;
  cost_atto: number | bigint | null;
  cost_reason: string | null;
}

/** A row for each tag of a request. */
export interface RequestTagsTable {
  /** The id of its row in `requests`. */
  id: string;
  tag: string;
}

/** What a key has spent on a day of UTC: kept with the rows, in their transaction, and longer than they are. */
export interface KeySpendTable {
  key_id: string;
  /** `2026-11-22`. */
  day: string;
  /** Nano-USD, each request rounded up. */
  nano_usd: number | bigint;
  requests: number;
  tokens: number;
}

/** Clients' keys: `VirtualKey` (keys/key.ts) with the hashes that it is known by. */
export interface KeysTable {
  id: string;
  name: string;
  hint: string;
  /** SHA-256 of the key, hex. */
  hash: string;
  /** The hash before the last rotation, and until when (Unix ms) it is still good. */
  previous_hash: string | null;
  previous_valid_until: number | null;
  owner: string | null;
  /** JSON arrays of texts; NULL of `routes` and `models` is "all". */
  tags: string;
  routes: string | null;
  models: string | null;
  /** USD, decimal text. */
  budget_day: string | null;
  budget_month: string | null;
  budget_total: string | null;
  rpm: number | null;
  tpm: number | null;
  concurrent: number | null;
  /** Unix milliseconds. */
  created_at: number;
  expires_at: number | null;
  /** 0 or 1. */
  disabled: number;
  /** Set when it is deleted; the row stays, so that other processes hear of it when they ask what is new. */
  deleted_at: number | null;
  /** Grows with every change of any key, so that `updated_at > seen` finds what is new: milliseconds, or one more than the highest. */
  updated_at: number;
}

/** The version of the schema: a row for each migration that has run. */
export interface MigrationsTable {
  version: number;
  name: string;
  at: number;
}

/** All tables of the gateway's database. */
export interface Tables {
  requests: RequestsTable;
  attempts: AttemptsTable;
  /** A view of all calls. */
  calls: AttemptsTable;
  request_tags: RequestTagsTable;
  key_spend: KeySpendTable;
  keys: KeysTable;
  dragoman_migrations: MigrationsTable;
}
