import { EventEmitter } from "node:events";
import type { ServerResponse } from "node:http";
import { callTarget } from "./attempt.ts";
import type { Config } from "./config.ts";
import type { Exchange } from "./exchange.ts";
import { newAttempt, noteOutcome } from "./outcomes.ts";
import { prepare } from "./prepare.ts";
import type { Asked } from "./prepare.ts";
import { recordOf } from "./record.ts";
import type { Services } from "./services.ts";
import type { Target } from "./targets.ts";

/** Shadows under way at once; more are left out, since they must not weigh on what clients wait for. */
const MOST = 100;
let underWay = 0;

/**
 * Sends a copy of a request to a target that nobody waits for. Its answer is read to the end and thrown away; the
 * ledger has a row of its own for it, with the outcome `shadow`.
 */
export function castShadow(
  x: Exchange,
  asked: Asked,
  target: Target,
  config: Config,
  services: Services,
): void {
  if (underWay >= MOST || !target.seat.ready || target.health.resting()) return;
  underWay++;
  void run(copyOf(x, target), asked, target, config, services)
    .catch((error: unknown) => services.logger.warn({ err: error, target: target.name }, "shadow"))
    .finally(() => underWay--);
}

/** The exchange as it is before anybody is asked: what happens to the client's own answer is not the copy's. */
function copyOf(x: Exchange, target: Target): Exchange {
  const copy: Exchange = {
    ...x,
    response: new Nobody() as unknown as ServerResponse,
    attempts: [],
    decisions: [{ target: target.name, taken: true, reason: "shadow" }],
    tags: [...x.tags, "shadow"],
  };
  // What nobody asked for is on nobody's key.
  delete copy.key;
  delete copy.reservation;
  return copy;
}

async function run(
  copy: Exchange,
  asked: Asked,
  target: Target,
  { limits }: Config,
  services: Services,
): Promise<void> {
  const prepared = await prepare(asked, target);
  if (target.health.allow() === "no") return;
  const attempt = newAttempt(copy, target, prepared);
  const began = target.health.begin();
  const { timeouts } = target;
  const rules = { hold: false, strict: false };
  const { upstreams } = services;
  const running = callTarget(copy, attempt, prepared, { upstreams, limits, timeouts, rules });
  const error = await running.done;
  noteOutcome(services, attempt, began);
  if (error) copy.error = error;
  const record = recordOf(copy, services.node);
  const { cost } = record;
  services.observe(copy, {
    ...record,
    // No client was told of it, so it is no answer's cost.
    ...(cost !== undefined && { cost: "0", cost_overhead: cost }),
    attempts: record.attempts.map((each) => ({ ...each, outcome: "shadow" as const })),
  });
}

/** A response that goes nowhere. */
class Nobody extends EventEmitter {
  headersSent = false;
  writableEnded = false;
  writableFinished = false;
  statusCode = 200;
  writeHead(status: number): this {
    this.statusCode = status;
    this.headersSent = true;
    return this;
  }
  write(): boolean {
    return true;
  }
  addTrailers(): void {}
  end(): this {
    this.writableEnded = true;
    this.writableFinished = true;
    return this;
  }
  destroy(): this {
    return this;
  }
}
