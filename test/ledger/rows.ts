import { pino } from "pino";
import type { LedgerConfig } from "../../runtime/config-types.ts";
import type { Logger } from "../../runtime/log.ts";
import type { LedgerRow } from "../../runtime/ledger/row.ts";

/** 2026-11-22T10:00:00Z. */
export const START = Date.UTC(2026, 10, 22, 10);

/** A log that nobody reads. */
export const silent: Logger = pino({ level: "silent" });

/** The settings of a test: the defaults, and what it says. */
export function settings(more: Partial<LedgerConfig> = {}): LedgerConfig {
  return { enabled: true, file: "l.db", flush_ms: 10, batch: 200, max_queue: 50_000, ...more };
}

/** Row `n` of a test, an answered request with one attempt. */
export function rowOf(n: number | string, more: Partial<LedgerRow> = {}): LedgerRow {
  return {
    id: `row-${String(n).padStart(8, "0")}`,
    request_id: `req-${n}`,
    at: START + (typeof n === "number" ? n : 0),
    node: "node-1",
    key_id: "key_1",
    tags: [],
    route: "chat",
    door: "door",
    asked: "chat",
    provider: "p",
    model: "m",
    outcome: "success",
    status: 200,
    stream: false,
    ms: 12.5,
    input_tokens: 10,
    output_tokens: 5,
    cost: "0.0000125",
    attempts: [{ n: 1, provider: "p", model: "m", outcome: "answered", after_ms: 0, ms: 12 }],
    ...more,
  };
}
