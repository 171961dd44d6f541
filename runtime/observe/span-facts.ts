import type { AttemptRow } from "../ledger/row.ts";
import type { RequestRecord } from "./record.ts";

/** What an attribute may hold here: never null, never undefined. */
export type Attributes = Record<string, string | number | boolean | string[]>;

/** Where the upstream of a provider is. */
export interface Address {
  host: string;
  port: number;
}

/** Longer texts are cut; a client may name a model as it likes. */
const MAX_TEXT = 200;

/**
 * Attributes of the server span of a request, by OpenTelemetry's conventions for generative AI and HTTP. A message
 * of an upstream is left out, as it may repeat what was asked: its kind is `error.type`.
 */
export function requestFacts(record: RequestRecord): Attributes {
  return present({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": record.provider,
    "gen_ai.request.model": record.asked,
    "gen_ai.request.stream": record.stream || undefined,
    "gen_ai.response.model": record.outcome === "success" ? record.model : undefined,
    "gen_ai.response.id": record.upstream_id,
    "gen_ai.response.finish_reasons": finishReasons(record),
    "gen_ai.response.time_to_first_chunk": record.stream ? seconds(record.ttft_ms) : undefined,
    "gen_ai.usage.input_tokens": record.input_tokens,
    "gen_ai.usage.output_tokens": record.output_tokens,
    "gen_ai.usage.cache_read.input_tokens": record.cache_read_tokens,
    "gen_ai.usage.cache_write.input_tokens": record.cache_write_tokens,
    "gen_ai.usage.reasoning.output_tokens": record.reasoning_tokens,
    "error.type": record.outcome === "error" ? (record.error ?? "_OTHER") : record.error,
    "http.request.method": "POST",
    "http.response.status_code": record.status,
    "client.address": record.from,
    "dragoman.request.id": record.request_id,
    "dragoman.ledger.id": record.id,
    "dragoman.route": record.route,
    "dragoman.door": record.door,
    "dragoman.task": record.task,
    "dragoman.outcome": record.outcome,
    "dragoman.key.id": record.key_id,
    "dragoman.cost": record.cost,
    "dragoman.loss": record.loss,
    "dragoman.attempts": record.attempts.length,
  });
}

/** Attributes of the client span of an attempt; what only the answer knows is told of the one that answered. */
export function attemptFacts(
  record: RequestRecord,
  attempt: AttemptRow,
  address: Address | undefined,
): Attributes {
  const answered = attempt.outcome === "answered";
  return present({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": attempt.provider,
    "gen_ai.request.model": attempt.model,
    "gen_ai.request.stream": record.stream || undefined,
    "gen_ai.response.model": answered ? attempt.model : undefined,
    "gen_ai.response.id": answered ? record.upstream_id : undefined,
    "gen_ai.response.finish_reasons": answered ? finishReasons(record) : undefined,
    "gen_ai.response.time_to_first_chunk": record.stream ? seconds(attempt.ttft_ms) : undefined,
    "gen_ai.usage.input_tokens": attempt.input_tokens,
    "gen_ai.usage.output_tokens": attempt.output_tokens,
    "error.type": attempt.outcome === "failed" ? (attempt.error ?? "_OTHER") : attempt.error,
    "server.address": address?.host,
    "server.port": address?.port,
    "dragoman.attempt.number": attempt.n,
    "dragoman.attempt.outcome": attempt.outcome,
    "dragoman.cost": attempt.cost,
  });
}

/** A span's name by the conventions; bounded. */
export function spanName(model: string): string {
  return model === "" ? "chat" : `chat ${model.slice(0, MAX_TEXT)}`;
}

function finishReasons(record: RequestRecord): string[] | undefined {
  if (record.finish !== undefined) return [record.finish.slice(0, MAX_TEXT)];
  return record.outcome === "success" ? undefined : ["error"];
}

function seconds(ms: number | undefined): number | undefined {
  return ms === undefined ? undefined : ms / 1000;
}

/** Exporters stumble over null, NaN and what is missing: only what is there goes in. */
function present(facts: Record<string, unknown>): Attributes {
  const out: Attributes = {};
  for (const [name, value] of Object.entries(facts)) {
    if (typeof value === "string") {
      if (value !== "") out[name] = value.length > MAX_TEXT ? value.slice(0, MAX_TEXT) : value;
    } else if (typeof value === "number") {
      if (Number.isFinite(value)) out[name] = value;
    } else if (typeof value === "boolean" || Array.isArray(value)) out[name] = value;
  }
  return out;
}
