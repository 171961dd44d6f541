import type { Credential } from "./dialect-facts.ts";

/** What happens when a request cannot be carried as it was asked for. */
export type OnLoss = "error" | "warn" | "allow";

/** Limits of time, in milliseconds. */
export interface Timeouts {
  /** Until the connection stands. */
  connect_ms: number;
  /** Until the answer begins: the first token of a stream, the head of anything else. */
  first_token_ms: number;
  /** Between two pieces of an answer. */
  idle_ms: number;
  /** For the whole answer of one attempt. */
  total_ms: number;
}

/** A provider of one's own, which speaks a dialect that is known. */
export interface ProviderConfig {
  name?: string;
  dialect: string;
  base_url: string;
  key_env?: string | string[];
  auth?: Credential;
  headers?: Record<string, string>;
  path?: string;
  stream_path?: string;
}

/** Virtual keys of clients. */
export interface KeysConfig {
  /** Is a request without a virtual key refused? */
  required: boolean;
  /** How often keys that other processes have made are looked for, milliseconds. */
  refresh_ms: number;
}

/** What each virtual key is allowed that says nothing of its own; USD are decimals. */
export interface LimitsConfig {
  rpm?: number;
  tpm?: number;
  concurrent?: number;
}

/** Where spend is written. */
export interface LedgerConfig {
  enabled: boolean;
  /** The embedded database, below `data_dir`. */
  file: string;
  /** The environment variable with the address of a PostgreSQL to be used instead. */
  postgres_env?: string;
  /** How long a row may wait to be written, milliseconds, and how many may be written at once. */
  flush_ms: number;
  batch: number;
  /** Rows that may wait in memory when the database is away; more go to a file and from there back later. */
  max_queue: number;
  keep_days?: number;
}

/** Counters that several gateways share. */
export interface SharedConfig {
  /** The environment variable with the address of a Redis; absent, each process counts alone. */
  redis_env?: string;
  /** In front of all keys. */
  prefix: string;
  /** The longest that a request waits while it says nothing at all, milliseconds; twenty times that in any case. */
  timeout_ms: number;
  /**
   * How long what a request has reserved is kept when nobody settles it, since its process has died; milliseconds. Longer
   * than any request may be under way, or budgets give room to others meanwhile.
   */
  reserved_ms: number;
}

/** The admin API, `/admin/...`; its key is `DRAGOMAN_ADMIN_KEY` (or `_FILE`). */
export interface AdminConfig {
  /** May it be reached from other machines? */
  remote: boolean;
}

/** Who called what. One file a day below `data_dir`. */
export interface AuditConfig {
  enabled: boolean;
  keep_days: number;
}

/** What is hidden in content that is kept. */
export type Redaction = "emails" | "phones" | "cards" | "keys";

/** Content of the routes that say `content: true`, one file a day. */
export interface ContentConfig {
  redact: Redaction[];
  keep_days: number;
}

/** Prometheus, at `/metrics`. */
export interface MetricsConfig {
  enabled: boolean;
  /** May it be read from other machines? */
  remote: boolean;
  /** Label values of models beyond so many are told as `other`. */
  max_models: number;
}

/** OpenTelemetry, over OTLP/HTTP; absent endpoint: nothing is loaded. */
export interface TracesConfig {
  endpoint?: string;
  /** 0 to 1. */
  sample: number;
}

/** What the gateway fetches itself: media at addresses, for dialects that take only bytes. */
export interface FetchConfig {
  media: boolean;
  max_bytes: number;
  timeout_ms: number;
  /** Hosts that may be asked although their addresses are private. */
  allow_private: string[];
}

/** When the config is read again: on SIGHUP and by the admin API always. */
export interface ReloadConfig {
  /** When the file changes, too. */
  watch: boolean;
}
