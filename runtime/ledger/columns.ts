import { spentNano, wholeAndRest } from "./amounts.ts";
import type { AttemptRow, LedgerRow } from "./row.ts";
import type { AttemptsTable, RequestsTable } from "./tables.ts";

/** Columns of `requests` that most rows have a value for, in the order of `requestValues`. */
export const USUAL_COLUMNS =
  "id request_id at node key_id key_name owner tags route door asked provider model outcome status stream ms ttft_ms input_tokens output_tokens cache_read_tokens reasoning_tokens cost_nano cost_atto call_after_ms call_ms".split(
    " ",
  ) as readonly (keyof RequestsTable)[];

/** All columns of `requests`: the usual ones, and behind them those that are NULL in most rows. */
export const REQUEST_COLUMNS: readonly (keyof RequestsTable)[] = [
  ...USUAL_COLUMNS,
  ...("error cache_write_tokens cost_reason reported_nano reported_atto estimated_nano estimated_atto overhead_nano overhead_atto".split(
    " ",
  ) as (keyof RequestsTable)[]),
];

/** Columns of `attempts`, in the order of `attemptValues`. */
export const ATTEMPT_COLUMNS =
  "id n provider model outcome error after_ms ms ttft_ms input_tokens output_tokens cost_nano cost_atto cost_reason".split(
    " ",
  ) as readonly (keyof AttemptsTable)[];

/** What a client may have written is cut, characters. */
const NAME = 200;
const REASON = 500;
const DAY_MS = 86_400_000;

/**
 * A request's row as values that both databases take: of `USUAL_COLUMNS`, or of `REQUEST_COLUMNS` where one of the
 * others has a value. Each value that is bound costs as much as making it.
 */
export function requestValues(row: LedgerRow): unknown[] {
  const cost = money(row.cost, row.cost_reason);
  const call = onlyCall(row);
  const values = [
    ...[row.id, clean(row.request_id) ?? "", whole(row.at) ?? 0, clean(row.node) ?? ""],
    ...[clean(row.key_id), clean(row.key_name), clean(row.owner)],
    ...[row.tags.length === 0 ? "[]" : JSON.stringify(tagsOf(row)), clean(row.route)],
    ...[clean(row.door) ?? "", clean(row.asked) ?? "", clean(row.provider), clean(row.model)],
    ...[row.outcome, whole(row.status) ?? 0, row.stream ? 1 : 0, whole(row.ms) ?? 0],
    ...[whole(row.ttft_ms), whole(row.input_tokens), whole(row.output_tokens)],
    ...[whole(row.cache_read_tokens), whole(row.reasoning_tokens), cost.nano, cost.atto],
    ...[call ? (whole(call.after_ms) ?? 0) : null, call ? (whole(call.ms) ?? 0) : null],
  ];
  const { error, cache_write_tokens, cost_reported, cost_estimated, cost_overhead } = row;
  const rare = error ?? cache_write_tokens ?? cost_reported ?? cost_estimated ?? cost_overhead;
  if (rare === undefined && cost.reason === null) return values;
  const reported = money(cost_reported);
  const estimated = money(cost_estimated);
  const overhead = money(cost_overhead);
  values.push(clean(error), whole(cache_write_tokens), cost.reason, reported.nano, reported.atto);
  values.push(estimated.nano, estimated.atto, overhead.nano, overhead.atto);
  return values;
}

/** The only call of a request when it answered, so that the request's row tells all of it but its times. */
function onlyCall(row: LedgerRow): AttemptRow | undefined {
  const [call, second] = row.attempts;
  if (!call || second || call.n !== 1 || call.outcome !== "answered" || call.error !== undefined)
    return undefined;
  const same =
    call.provider === row.provider &&
    call.model === row.model &&
    call.input_tokens === row.input_tokens &&
    call.output_tokens === row.output_tokens &&
    call.cost === row.cost &&
    call.cost_reason === row.cost_reason &&
    (call.ttft_ms === undefined) === (row.ttft_ms === undefined);
  return same ? call : undefined;
}

/** The calls of a request that its own row does not tell, as values of `ATTEMPT_COLUMNS`. */
export function attemptValues(row: LedgerRow): unknown[][] {
  if (row.attempts.length === 0 || onlyCall(row)) return [];
  return row.attempts.map((call) => {
    const cost = money(call.cost, call.cost_reason);
    return [
      ...[row.id, whole(call.n) ?? 0, clean(call.provider) ?? "", clean(call.model) ?? ""],
      ...[call.outcome, clean(call.error), whole(call.after_ms) ?? 0, whole(call.ms) ?? 0],
      ...[whole(call.ttft_ms), whole(call.input_tokens), whole(call.output_tokens)],
      ...[cost.nano, cost.atto, cost.reason],
    ];
  });
}

/** The tags of a request, each once. */
export function tagsOf({ tags }: LedgerRow): string[] {
  const cleaned = tags.map((tag) => clean(tag) ?? "");
  return tags.length < 2 ? cleaned : [...new Set(cleaned)];
}

interface Spent {
  key: string;
  day: number;
  nano: bigint;
  requests: number;
  tokens: number;
}

/** What rows add to `key_spend`: a row for each key and day, in one order, so that two writers never wait for each other. */
export function spendValues(rows: readonly LedgerRow[]): unknown[][] {
  const sums = new Map<string, Spent>();
  for (const row of rows) {
    const key = clean(row.key_id);
    if (key === null) continue;
    const day = Math.floor((whole(row.at) ?? 0) / DAY_MS);
    const place = `${key} ${day}`;
    let sum = sums.get(place);
    if (!sum) sums.set(place, (sum = { key, day, nano: 0n, requests: 0, tokens: 0 }));
    sum.nano += spentNano(row);
    sum.requests += 1;
    sum.tokens += (whole(row.input_tokens) ?? 0) + (whole(row.output_tokens) ?? 0);
  }
  return [...sums.keys()].sort().map((place) => {
    const { key, day, nano, requests, tokens } = sums.get(place)!;
    const name = new Date(day * DAY_MS).toISOString().slice(0, 10);
    return [key, name, number(nano), requests, tokens];
  });
}

const UNKNOWN = { nano: null, atto: null, reason: null };

function money(text: string | undefined, reason?: string) {
  if (text === undefined)
    return reason === undefined ? UNKNOWN : { ...UNKNOWN, reason: clean(reason, REASON) };
  try {
    const { nano, atto } = wholeAndRest(text);
    return { nano: number(nano), atto: Number(atto), reason: null };
  } catch (error) {
    return { ...UNKNOWN, reason: clean((error as Error).message, REASON) };
  }
}

/** Numbers are quicker for the drivers; what they cannot hold exactly stays as it is. */
function number(value: number | bigint): number | bigint {
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
