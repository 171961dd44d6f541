/** Amounts that a key may spend, USD as decimal text; days and months are UTC's. */
export interface Budgets {
  day?: string;
  month?: string;
  total?: string;
}

/** What a key may do at once and in a minute. */
export interface KeyLimits {
  /** Requests a minute. */
  rpm?: number;
  /** Tokens a minute: the estimate before, what was used after. */
  tpm?: number;
  /** Requests under way at the same time. */
  concurrent?: number;
}

/** A client's key, as it is kept: never the key itself, only its SHA-256. */
export interface VirtualKey {
  /** `key_...`, for the admin API and the ledger. */
  id: string;
  name: string;
  /** The first characters of the key, for people to tell keys apart. */
  hint: string;
  owner?: string;
  tags: readonly string[];
  /** Globs of routes that it may ask for; absent: all. */
  routes?: readonly string[];
  /** Globs of `provider/model` that its requests may go to; absent: all. */
  models?: readonly string[];
  budgets: Budgets;
  limits: KeyLimits;
  /** Unix milliseconds. */
  created_at: number;
  expires_at?: number;
  disabled: boolean;
}
