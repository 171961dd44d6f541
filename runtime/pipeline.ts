import type { IncomingMessage, ServerResponse } from "node:http";
import { parseBody, readBytes } from "./body.ts";
import type { Config } from "./config.ts";
import type { Door } from "./door.ts";
import { GatewayError, gatewayError } from "./errors.ts";
import type * as Hub from "../generated/hub.types.ts";
import type { Exchange } from "./exchange.ts";
import { deliver } from "./failover.ts";
import { requestId } from "./headers.ts";
import type { Json } from "./json.ts";
import type { Logger, RequestLog } from "./log.ts";
import type { Asked } from "./prepare.ts";
import { InvalidField, strict } from "./reader.ts";
import { onLossOf } from "./receipt.ts";
import { sendError } from "./reply.ts";
import type { Targets } from "./targets.ts";
import type { Dialect } from "./translator.ts";
import type { Upstreams } from "./upstream.ts";

/** What all requests share. */
export interface Gateway {
  config: Config;
  targets: Targets;
  upstreams: Upstreams;
  log: RequestLog;
  logger: Logger;
  /** Is the gateway about to stop? */
  draining(): boolean;
}

/** Answers one request that came to a door, whatever comes of it, and logs it. Never rejects. */
export async function handle(
  gateway: Gateway,
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const x: Exchange = {
    id: requestId(request.headers["x-request-id"]),
    started: performance.now(),
    at: Date.now(),
    door,
    request,
    response,
    streaming: false,
    attempts: 0,
    losses: [],
    limits: {},
    passed: false,
    skipped: 0,
    gone: false,
  };
  const left = () => void (x.gone ||= !response.writableFinished);
  response.once("close", left);
  try {
    await answer(gateway, x);
  } catch (error) {
    x.gone ||= request.destroyed && !request.complete;
    sendError(x, errorOf(x, error));
  }
  gateway.log(x);
}

async function answer({ config, targets, upstreams }: Gateway, x: Exchange): Promise<void> {
  const { door, request } = x;
  checkOrigin(request);
  const body = parseBody(await readBytes(request, config.limits));
  x.body = body;
  const hub = decode(door.dialect, body.json, door);
  x.hub = hub;
  x.streaming = hub.stream === true;
  const route = await targets.resolve(hub.model);
  x.on_loss = onLossOf(request.headers["x-dragoman-on-loss"], route.on_loss);
  const asked: Asked = {
    dialect: door.dialect,
    headers: request.headers,
    body,
    hub,
    streaming: x.streaming,
    plainFraming: door.framing === door.dialect.facts.stream.framing,
  };
  if (!x.gone) await deliver(x, asked, route, upstreams, config.limits);
}

/**
 * What a client asks for, in the hub's form; what the path says of model and stream goes into it. Throws a
 * `GatewayError` that names the field which is wrong.
 */
export function decode(
  dialect: Dialect,
  json: Json,
  at: { model?: string; route?: Door["route"] } = {},
): Hub.Request {
  let hub: Hub.Request;
  try {
    hub = dialect.decodeRequest(json, strict);
  } catch (error) {
    if (!(error instanceof InvalidField)) throw error;
    throw gatewayError("bad_request", `${error.message}.`, { param: error.path });
  }
  if (at.model !== undefined) hub.model = at.model;
  const stream = at.route?.stream ?? hub.stream ?? at.route?.stream_default;
  if (stream !== undefined && stream !== hub.stream) hub.stream = stream;
  if (!hub.model) throw gatewayError("bad_request", "`model` is required.", { param: "model" });
  return hub;
}

/**
 * Web pages may send plain text and forms anywhere without asking: only what a browser must ask for is taken
 * from one, so that no page spends the keys of a gateway on the same machine.
 */
function checkOrigin({ headers }: IncomingMessage): void {
  if (headers.origin === undefined || headers["content-type"]?.includes("json")) return;
  throw gatewayError("bad_request", "The content type must be application/json.");
}

function errorOf(x: Exchange, error: unknown): Hub.Error {
  if (error instanceof GatewayError) return error.error;
  if (!x.gone) x.fault = error;
  return { kind: "internal", message: "Something went wrong in the gateway; its log says what." };
}
