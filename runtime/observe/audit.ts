import { join } from "node:path";
import type { Config } from "../config.ts";
import { redact } from "../credentials.ts";
import type { Json } from "../json.ts";
import { openDayFile } from "./day-file.ts";
import type { DayFileOptions } from "./day-file.ts";
import type { Observer, RequestRecord } from "./record.ts";

/** A change of what the gateway does: of its configuration, or of a key. */
export interface AuditChange {
  /** What was done: `key.create`, `key.rotate`, `config.reload`, ... */
  what: string;
  /** To what: the id of a key, the name of a file. */
  subject?: string;
  /** Who did it: `admin`, `signal`, `file`, `cli`, ... */
  by: string;
  /** The address it came from. */
  from?: string;
  /** The user of the operating system. */
  user?: string;
  /** Did it take effect? */
  ok: boolean;
  /** What was changed; never a key itself. */
  details?: Json;
}

/** The audit log: one JSON line a request and a change, never what was said. */
export interface AuditLog {
  observe: Observer;
  change(entry: AuditChange): void;
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Characters that wait, and lines that were lost since the start. */
  state(): { queued: number; lost: number };
}

/** What of an audit log is the same for all: time, warnings and sizes. */
export type AuditOptions = Pick<DayFileOptions, "warn" | "now" | "flush_ms" | "max_queue">;

/** Characters of what a client has written itself. */
const MAX_TEXT = 300;

/**
 * Opens the audit log, `audit-YYYY-MM-DD.jsonl` below `data_dir/audit`. Lines are written in batches, so that a
 * `kill -9` may cost those of the last 100 ms. An upstream's own message about an error is left out: some repeat
 * there what was asked. Throws when the folder cannot be made.
 */
export async function openAudit(
  config: Pick<Config, "data_dir" | "audit">,
  options: AuditOptions,
): Promise<AuditLog> {
  const now = options.now ?? Date.now;
  const folder = join(config.data_dir, "audit");
  const { keep_days } = config.audit;
  const file = await openDayFile({ ...options, folder, name: "audit", keep_days });
  return {
    observe: (record) => void file.write(redact(JSON.stringify(lineOf(record)))),
    change: (entry) => {
      const line = { event: "change", at: new Date(now()).toISOString(), ...entry };
      file.write(redact(JSON.stringify(line)));
    },
    flush: () => file.flush(),
    close: () => file.close(),
    state: () => file.state(),
  };
}

/** Who called what, when, from where, what was decided, what it cost and how it ended. */
function lineOf(record: RequestRecord): Record<string, unknown> {
  return {
    event: "request",
    at: new Date(record.at).toISOString(),
    id: record.id,
    request_id: short(record.request_id),
    upstream_id: short(record.upstream_id),
    node: record.node,
    key_id: record.key_id,
    key_name: record.key_name,
    owner: record.owner,
    tags: record.tags.length > 0 ? record.tags : undefined,
    from: record.from,
    door: record.door,
    route: record.route,
    asked: short(record.asked),
    task: record.task,
    provider: record.provider,
    model: short(record.model),
    outcome: record.outcome,
    status: record.status,
    error: record.error,
    finish: record.finish,
    loss: short(record.loss),
    stream: record.stream,
    ms: Math.round(record.ms),
    ...tokensAndCost(record),
    decisions: record.decisions.map(({ target, taken, reason }) => ({
      target: short(target),
      taken,
      reason: short(reason),
    })),
    attempts: record.attempts.map((attempt) => ({ ...attempt, model: short(attempt.model) })),
  };
}

function tokensAndCost(record: RequestRecord): Record<string, unknown> {
  return {
    input_tokens: record.input_tokens,
    output_tokens: record.output_tokens,
    cost: record.cost,
    cost_reason: record.cost_reason,
    cost_reported: record.cost_reported,
    cost_estimated: record.cost_estimated,
    cost_overhead: record.cost_overhead,
  };
}

function short(text: string | undefined): string | undefined {
  return text === undefined || text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT)}…`;
}
