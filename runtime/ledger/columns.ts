import { spentNano, toAmount } from "./amounts.ts";
import type { AttemptRow, LedgerRow } from "./row.ts";
import type { AttemptsTable, RequestsTable } from "./tables.ts";

/** Columns of `requests`, in the order of `requestValues`. */
export const REQUEST_COLUMNS =
  "id request_id at node key_id key_name owner tags route door asked provider model outcome status error stream ms ttft_ms input_tokens output_tokens cache_read_tokens cache_write_tokens reasoning_tokens cost_nano cost_atto cost_reason reported_nano reported_atto estimated_nano estimated_atto overhead_nano overhead_atto".split(
    " ",
  ) as readonly (keyof RequestsTable)[];

/** Columns of `attempts`, in the order of `attemptValues`. */
export const ATTEMPT_COLUMNS =
  "id n provider model outcome error after_ms ms ttft_ms input_tokens output_tokens cost_nano cost_atto cost_reason".split(
    " ",
  ) as readonly (keyof AttemptsTable)[];

/** What a client may have written is cut, characters. */
const NAME = 200;
const REASON = 500;

/** A request's row as values of `REQUEST_COLUMNS`, each of which both databases take. */
export function requestValues(row: LedgerRow): unknown[] {
  const cost = money(row.cost, row.cost_reason);
  const reported = money(row.cost_reported);
  const estimated = money(row.cost_estimated);
  const overhead = money(row.cost_overhead);
  const columns: RequestsTable = {
    id: row.id,
    request_id: clean(row.request_id) ?? "",
    at: whole(row.at) ?? 0,
    node: clean(row.node) ?? "",
    key_id: clean(row.key_id),
    key_name: clean(row.key_name),
    owner: clean(row.owner),
    tags: row.tags.length === 0 ? "[]" : JSON.stringify(tagsOf(row)),
    route: clean(row.route),
    door: clean(row.door) ?? "",
    asked: clean(row.asked) ?? "",
    provider: clean(row.provider),
    model: clean(row.model),
    outcome: row.outcome,
    status: whole(row.status) ?? 0,
    error: clean(row.error),
    stream: row.stream ? 1 : 0,
    ms: whole(row.ms) ?? 0,
    ttft_ms: whole(row.ttft_ms),
    input_tokens: whole(row.input_tokens),
    output_tokens: whole(row.output_tokens),
    cache_read_tokens: whole(row.cache_read_tokens),
    cache_write_tokens: whole(row.cache_write_tokens),
    reasoning_tokens: whole(row.reasoning_tokens),
    cost_nano: cost.nano,
    cost_atto: cost.atto,
    cost_reason: cost.reason,
    reported_nano: reported.nano,
    reported_atto: reported.atto,
    estimated_nano: estimated.nano,
    estimated_atto: estimated.atto,
    overhead_nano: overhead.nano,
    overhead_atto: overhead.atto,
  };
  return REQUEST_COLUMNS.map((name) => columns[name]);
}

/** A call's row as values of `ATTEMPT_COLUMNS`. */
export function attemptValues(id: string, row: AttemptRow): unknown[] {
  const cost = money(row.cost, row.cost_reason);
  const columns: AttemptsTable = {
    id,
    n: whole(row.n) ?? 0,
    provider: clean(row.provider) ?? "",
    model: clean(row.model) ?? "",
    outcome: row.outcome,
    error: clean(row.error),
    after_ms: whole(row.after_ms) ?? 0,
    ms: whole(row.ms) ?? 0,
    ttft_ms: whole(row.ttft_ms),
    input_tokens: whole(row.input_tokens),
    output_tokens: whole(row.output_tokens),
    cost_nano: cost.nano,
    cost_atto: cost.atto,
    cost_reason: cost.reason,
  };
  return ATTEMPT_COLUMNS.map((name) => columns[name]);
}

/** The tags of a request, each once. */
export function tagsOf(row: LedgerRow): string[] {
  return [...new Set(row.tags.map((tag) => clean(tag) ?? ""))];
}

/** What rows add to `key_spend`: a row for each key and day, in one order, so that two writers never wait for each other. */
export function spendValues(rows: readonly LedgerRow[]): unknown[][] {
  const sums = new Map<string, { key: string; day: string; sums: [bigint, number, number] }>();
  for (const row of rows) {
    const key = clean(row.key_id);
    if (key === null) continue;
    const day = new Date(whole(row.at) ?? 0).toISOString().slice(0, 10);
    const place = `${key} ${day}`;
    const entry = sums.get(place) ?? { key, day, sums: [0n, 0, 0] };
    entry.sums[0] += spentNano(row);
    entry.sums[1] += 1;
    entry.sums[2] += (whole(row.input_tokens) ?? 0) + (whole(row.output_tokens) ?? 0);
    sums.set(place, entry);
  }
  return [...sums.keys()].sort().map((place) => {
    const { key, day, sums: totals } = sums.get(place)!;
    return [key, day, number(totals[0]), totals[1], totals[2]];
  });
}

function money(text: string | undefined, reason?: string) {
  if (text === undefined) return { nano: null, atto: null, reason: clean(reason, REASON) };
  try {
    const { nano, atto } = toAmount(text);
    return { nano: number(nano), atto: Number(atto), reason: null };
  } catch (error) {
    return { nano: null, atto: null, reason: clean((error as Error).message, REASON) };
  }
}

/** Numbers are quicker for the drivers; what they cannot hold exactly stays as it is. */
function number(value: bigint): number | bigint {
  const short = Number(value);
  return Number.isSafeInteger(short) ? short : value;
}

/** Text that every database takes: PostgreSQL refuses NUL, and one such text would hold up the rows behind it. */
function clean(text: string | undefined, length = NAME): string | null {
  if (text === undefined) return null;
  const cut = text.length > length ? text.slice(0, length) : text;
  return cut.includes("\0") ? cut.replaceAll("\0", "") : cut;
}

function whole(value: number | undefined): number | null {
  if (value === undefined || !Number.isFinite(value)) return null;
  const rounded = Math.round(value);
  return Number.isSafeInteger(rounded) ? rounded : null;
}
