import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import type { Config } from "./config.ts";
import { redact } from "./credentials.ts";
import type { Exchange } from "./exchange.ts";
import { amountOf, inputTokens, outputTokens } from "./money.ts";
import { receipt } from "./receipt.ts";

/** Writes the line of one request. */
export type RequestLog = (x: Exchange) => void;

export type { Logger } from "pino";

/** Where log lines go, when not to standard output. */
export type LogDestination = DestinationStream;

/** The log of the process: JSON lines, to standard output unless told otherwise. */
export function createLog(config: Config["log"], destination?: LogDestination): Logger {
  const options = {
    level: config.level,
    base: null,
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
  };
  return destination ? pino(options, destination) : pino(options);
}

/** One line a request, without its content unless the config asks for it. Errors of the gateway bring a stack. */
export function requestLog(log: Logger, config: Config["log"]): RequestLog {
  return (x) => {
    const line = { ...facts(x), ...(config.content && x.body && { content: redact(x.body.text) }) };
    if (x.fault !== undefined) log.error({ ...line, err: x.fault }, "request");
    else if (x.error || x.skipped > 0 || worrying(x)) log.warn(line, "request");
    else log.info(line, "request");
  };
}

function facts(x: Exchange): Record<string, unknown> {
  const now = performance.now();
  const { usage, cost, error } = x;
  return {
    request_id: x.id,
    door: x.door.dialect.facts.id,
    path: x.door.route.path,
    model: x.hub?.model.slice(0, 200),
    provider: x.target?.seat.provider.id,
    upstream_model: x.target?.model.slice(0, 200),
    status: x.gone ? 499 : x.response.statusCode,
    stream: x.streaming,
    ms: Math.round(now - x.started),
    ttft_ms: x.firstToken === undefined ? undefined : Math.round(x.firstToken - x.started),
    attempts: x.attempts,
    passed: x.passed || undefined,
    input_tokens: usage && inputTokens(usage),
    output_tokens: usage && outputTokens(usage),
    cost: cost && (amountOf(cost) ?? null),
    loss: receipt(x.losses),
    skipped: x.skipped || undefined,
    error: error && { kind: error.kind, message: redact(error.message).slice(0, 300) },
  };
}

function worrying(x: Exchange): boolean {
  return x.on_loss === "warn" && x.losses.some((loss) => loss.weight !== "hint");
}
