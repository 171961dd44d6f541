import { randomBytes } from "node:crypto";
import { redact } from "./credentials.ts";
import { add, format, parse, zero } from "./decimal.ts";
import { shownAttempt } from "./exchange.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import type { AttemptRow, Outcome } from "./ledger/row.ts";
import { amountOf, estimateCost, inputTokens, outputTokens, settleUsage } from "./money.ts";
import type { RequestRecord } from "./observe/record.ts";
import { estimateOfCut, isCut } from "./outcomes.ts";
import { receipt } from "./receipt.ts";

const MAX_MESSAGE = 300;

/** All that is told of a finished request, in ledger, logs, metrics and traces; computed once. */
export function recordOf(x: Exchange, node: string): RequestRecord {
  const shown = shownAttempt(x);
  const { usage } = shown ?? {};
  const outcome = outcomeOf(x);
  for (const each of x.attempts)
    if (isRejected(each) && !each.cost) settleUsage(x, each, each.usage);
  const record: RequestRecord = {
    id: rowId(x.at),
    request_id: x.id,
    at: x.at,
    node,
    from: x.request.socket?.remoteAddress ?? "",
    tags: x.tags,
    door: x.door.dialect.facts.id,
    asked: x.hub?.model.slice(0, 200) ?? "",
    outcome,
    status: outcome === "cancelled" ? 499 : x.response.statusCode,
    stream: x.streaming,
    ms: Math.round(performance.now() - x.started),
    attempts: x.attempts.map((each) => attemptRow(x, each)),
    decisions: x.decisions,
  };
  const target = shown?.target ?? x.considered;
  if (target) {
    record.provider = target.seat.provider.id;
    record.model = target.model.slice(0, 200);
  }
  if (x.key) Object.assign(record, ownerOf(x.key));
  if (x.route?.name !== undefined) record.route = x.route.name;
  if (x.task !== undefined) record.task = x.task;
  if (x.firstToken !== undefined) record.ttft_ms = Math.round(x.firstToken - x.started);
  if (x.error) {
    record.error = x.error.kind;
    record.error_message = redact(x.error.message).slice(0, MAX_MESSAGE);
  }
  if (usage) Object.assign(record, tokensOf(usage));
  // Whom nobody was asked for cost nothing.
  Object.assign(record, shown ? moneyOf(x, shown) : { cost: "0" });
  if (shown?.finish) record.finish = shown.finish;
  if (shown?.upstreamId !== undefined) record.upstream_id = shown.upstreamId.slice(0, 128);
  const loss = shown && receipt(shown.losses);
  if (loss !== undefined) record.loss = loss;
  const trace = x.request.headers["traceparent"];
  if (typeof trace === "string") record.traceparent = trace;
  if (x.route?.content && x.body) record.content = contentOf(x, x.body.text);
  return record;
}

function contentOf(x: Exchange, request: string): NonNullable<RequestRecord["content"]> {
  const answer = x.said?.();
  return { request, ...(answer !== undefined && { answer }) };
}

function outcomeOf(x: Exchange): Outcome {
  if (x.gone) return "cancelled";
  return x.error ? "error" : "success";
}

function ownerOf(key: NonNullable<Exchange["key"]>): Partial<RequestRecord> {
  const owner = key.owner === undefined ? {} : { owner: key.owner };
  return { key_id: key.id, key_name: key.name, ...owner };
}

function tokensOf(usage: NonNullable<Attempt["usage"]>): Partial<RequestRecord> {
  const { cache_read, cache_write, cache_write_5m, cache_write_1h, cache_write_30m } = usage;
  const written = [cache_write, cache_write_5m, cache_write_1h, cache_write_30m].filter(
    (each) => each != null,
  );
  return {
    input_tokens: inputTokens(usage),
    output_tokens: outputTokens(usage),
    ...(cache_read != null && { cache_read_tokens: cache_read }),
    ...(written.length > 0 && { cache_write_tokens: written.reduce((a, b) => a + b, 0) }),
    ...(usage.reasoning != null && { reasoning_tokens: usage.reasoning }),
  };
}

/** What the answer cost as the client was told, and what else is known. */
function moneyOf(x: Exchange, shown: Attempt): Partial<RequestRecord> {
  const told = costOf(x, shown);
  const money: Partial<RequestRecord> = { ...told };
  if (shown.cost?.reported !== undefined) money.cost_reported = shown.cost.reported;
  if (told.cost === undefined && x.hub) {
    const begun = shown.outcome === "answered" || isCut(shown);
    const estimate = begun
      ? estimateOfCut(x, shown)
      : estimateCost(x.hub, shown.card, { input: x.tokens });
    if (estimate !== undefined) money.cost_estimated = estimate;
  }
  let others = zero;
  for (const each of x.attempts) {
    const { cost } = each === shown ? {} : costOf(x, each);
    if (cost !== undefined) others = add(others, parse(cost));
  }
  if (others.units !== 0n) money.cost_overhead = format(others);
  return money;
}

/** Was it a whole answer that was not taken for one? It was served all the same. */
function isRejected({ outcome, finish, usage }: Attempt): boolean {
  return outcome === "failed" && finish !== undefined && usage !== undefined;
}

/** Exact where the answer came to its end; what was cut off or refused has no cost that is known. */
function costOf(x: Exchange, attempt: Attempt): { cost?: string; cost_reason?: string } {
  const { outcome, cost, error } = attempt;
  const amount = cost && amountOf(cost);
  const whole = outcome === "answered" || isRejected(attempt);
  if (whole && amount !== undefined) return { cost: amount };
  if (attempt.unbilled) return { cost: "0" };
  if (isCut(attempt)) return { cost_reason: "the answer was cut off before its usage was told" };
  if (outcome === "hedge_lost")
    return { cost_reason: "another target was faster; it may be billed all the same" };
  if (error) return { cost_reason: "it failed before it answered, and may be billed" };
  if (cost?.amount === null) return { cost_reason: cost.reason };
  return { cost_reason: x.gone ? "the client left" : "the provider did not report its usage" };
}

function attemptRow(x: Exchange, attempt: Attempt): AttemptRow {
  const { n, target, outcome, error, usage, started, ended, firstToken } = attempt;
  return {
    n,
    provider: target.seat.provider.id,
    model: target.model.slice(0, 200),
    outcome: outcome ?? "cancelled",
    after_ms: Math.round(started - x.started),
    ms: Math.round((ended ?? performance.now()) - started),
    ...(error && { error: error.kind }),
    ...(firstToken !== undefined && { ttft_ms: Math.round(firstToken - started) }),
    ...(usage && { input_tokens: inputTokens(usage), output_tokens: outputTokens(usage) }),
    ...costOf(x, attempt),
  };
}

const OWN = randomBytes(6).toString("hex");
let rows = Math.floor(Math.random() * 0x1000_0000);

/** Unique, and in time order: the milliseconds, then what only this process has, then a count. */
function rowId(at: number): string {
  return `${at.toString(36).padStart(9, "0")}${OWN}${(rows++ % 0x1_0000_0000).toString(16).padStart(8, "0")}`;
}
