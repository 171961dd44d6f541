import { pino } from "pino";
import type { DestinationStream, Logger } from "pino";
import type { Config } from "./config.ts";
import { redact } from "./credentials.ts";
import { shownAttempt } from "./exchange.ts";
import type { Exchange } from "./exchange.ts";
import type { RequestRecord } from "./observe/record.ts";

/** Writes the line of one request. */
export type RequestLog = (x: Exchange, record: RequestRecord) => void;

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
  return pino(options, destination ?? (standardOutput ??= inBatches(1)));
}

let standardOutput: LogDestination | undefined;

const BATCH_CHARACTERS = 8192;
const BATCH_MS = 20;

/**
 * Puts lines together before they are written, since a write costs more than the rest of a line. Whatever ends
 * the process but a kill or a crash of Node itself writes what is left; those lose the last lines.
 */
function inBatches(dest: number): LogDestination {
  const to = pino.destination({ dest, sync: true });
  let held = "";
  let timer: NodeJS.Timeout | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const lines = held;
    held = "";
    if (lines !== "") to.write(lines);
  };
  process.on("exit", flush);
  return {
    write(line) {
      held += line;
      if (held.length >= BATCH_CHARACTERS) flush();
      else timer ??= setTimeout(flush, BATCH_MS).unref();
    },
  };
}

/** One line a request, without its content unless the config asks for it. Errors of the gateway bring a stack. */
export function requestLog(log: Logger, config: () => Config["log"]): RequestLog {
  return (x, record) => {
    const content = config().content && x.body ? { content: redact(x.body.text) } : {};
    const line = { ...facts(x, record), ...content };
    if (x.fault !== undefined) log.error({ ...line, err: x.fault }, "request");
    else if (x.error || skipped(x) > 0 || worrying(x)) log.warn(line, "request");
    else log.info(line, "request");
  };
}

function facts(x: Exchange, record: RequestRecord): Record<string, unknown> {
  const { error, error_message } = record;
  return {
    request_id: record.request_id,
    key: record.key_name,
    door: record.door,
    path: x.door.route.path,
    model: record.asked || undefined,
    route: record.route,
    provider: record.provider,
    upstream_model: record.model,
    status: record.status,
    stream: record.stream,
    ms: record.ms,
    ttft_ms: record.ttft_ms,
    attempts: record.attempts.length,
    shadow: record.attempts[0]?.outcome === "shadow" || undefined,
    passed: shownAttempt(x)?.passed || undefined,
    input_tokens: record.input_tokens,
    output_tokens: record.output_tokens,
    cost: record.cost ?? (record.input_tokens === undefined ? undefined : null),
    cost_overhead: record.cost_overhead,
    loss: record.loss,
    skipped: skipped(x) || undefined,
    error: error && { kind: error, message: error_message },
  };
}

function skipped({ attempts }: Exchange): number {
  return attempts.reduce((sum, each) => sum + each.skipped, 0);
}

function worrying(x: Exchange): boolean {
  return (
    x.on_loss === "warn" && (shownAttempt(x)?.losses ?? []).some((loss) => loss.weight !== "hint")
  );
}
