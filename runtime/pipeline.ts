import type { IncomingMessage, ServerResponse } from "node:http";
import { parseBody, readBytes } from "./body.ts";
import type { Config } from "./config.ts";
import type { Door } from "./door.ts";
import { refuse, reserve, settle } from "./admission.ts";
import { deliver } from "./delivery.ts";
import { GatewayError, gatewayError } from "./errors.ts";
import type * as Hub from "../generated/hub.types.ts";
import type { Exchange } from "./exchange.ts";
import { requestId } from "./headers.ts";
import type { Json } from "./json.ts";
import type { Identify } from "./keys/credential.ts";
import type { VirtualKey } from "./keys/key.ts";
import { askFault, keyFault } from "./keys/scope.ts";
import type { MediaFetcher, MediaSource } from "./media/source.ts";
import { planNow, remember } from "./plan.ts";
import type { Asked } from "./prepare.ts";
import { InvalidField, strict } from "./reader.ts";
import { onLossOf } from "./receipt.ts";
import { recordOf } from "./record.ts";
import { sendError } from "./reply.ts";
import { factsOf, tagsOf } from "./request-facts.ts";
import type { Services } from "./services.ts";
import { castShadow } from "./shadow.ts";
import type { Route, Targets } from "./targets.ts";
import type { Dialect } from "./translator.ts";

/** What is in force now: it changes as a whole when the config is read again. */
export interface Setup {
  readonly config: Config;
  readonly targets: Targets;
  /** Who asks. */
  readonly identify: Identify;
  /** Gets media at addresses, for targets that take only bytes; absent: nothing is fetched. */
  readonly media: MediaSource | undefined;
}

/** What all requests share. */
export interface Gateway {
  setup: Setup;
  services: Services;
  /** Is the gateway about to stop? */
  draining(): boolean;
}

/** Answers one request that came to a door, whatever comes of it, and takes note of it. Never rejects. */
export async function handle(
  { setup, services }: Gateway,
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
    tags: [],
    decisions: [],
    attempts: [],
    waiting: false,
    gone: false,
  };
  services.inFlight++;
  response.on("close", () => void (x.gone ||= !response.writableFinished));
  try {
    admit(setup, x);
    const bytes = await readBytes(request, setup.config.limits);
    await answer(setup, services, x, bytes);
  } catch (error) {
    x.gone ||= request.destroyed && !request.complete;
    sendError(x, errorOf(x, error));
  }
  services.inFlight--;
  const record = recordOf(x, services.node);
  settle(x, record, services.meters);
  services.observe(x, record);
}

/** Who asks, and may they? Known before the body is read. */
function admit({ identify }: Setup, x: Exchange): void {
  const { request } = x;
  checkOrigin(request);
  const key = identify(request.headers, request.url ?? "/");
  refuse(key instanceof GatewayError ? key : key && keyFault(key, x.at));
  if (key) x.key = key as VirtualKey;
}

async function answer(
  { config, targets, media }: Setup,
  services: Services,
  x: Exchange,
  bytes: Buffer,
): Promise<void> {
  const { door, request } = x;
  const body = parseBody(bytes);
  x.body = body;
  const hub = decode(door.dialect, body.json, door);
  x.hub = hub;
  x.streaming = hub.stream === true;
  const found = targets.resolve(hub.model);
  const route = found instanceof Promise ? await found : found;
  x.route = route;
  if (x.key) refuse(askFault(x.key, hub.model, route.name));
  x.on_loss = onLossOf(request.headers["x-dragoman-on-loss"], route.on_loss);
  x.tags = tagsOf(request.headers["x-dragoman-tags"], route.tags, x.key?.tags);
  const asked: Asked = {
    dialect: door.dialect,
    headers: request.headers,
    body,
    hub,
    id: x.id,
    streaming: x.streaming,
    plainFraming: door.framing === door.dialect.facts.stream.framing,
  };
  if (media) asked.media = fetchesOf(media, x.response);
  await routed(x, asked, route, config, services);
}

/** What one request fetches. Nearly all fetch nothing: what can be aborted is made for the first that does. */
function fetchesOf(media: MediaSource, response: ServerResponse): Pick<MediaFetcher, "get"> {
  let fetcher: MediaFetcher | undefined;
  const begin = (): MediaFetcher => {
    const made = media.fetcher();
    if (response.closed) made.abort();
    else response.once("close", () => made.abort());
    return made;
  };
  return { get: (url, kind, param) => (fetcher ??= begin()).get(url, kind, param) };
}

async function routed(
  x: Exchange,
  asked: Asked,
  route: Route,
  config: Config,
  services: Services,
): Promise<void> {
  const facts = factsOf(asked, x.key);
  const context = { sticky: services.sticky, random: Math.random, now: Date.now };
  const found = planNow(x, route, facts, context);
  const planned = found instanceof Promise ? await found : found;
  const seeded = x.key && services.seeded(x.key);
  if (seeded) await seeded;
  const reserved = reserve(x, planned.candidates, route, config, services.meters);
  if (reserved) await reserved;
  if (x.gone) return;
  for (const target of planned.shadows) castShadow(x, asked, target, config, services);
  await deliver(x, asked, planned.candidates, route, services, config.limits);
  if (x.chosen && !x.chosen.error) remember(planned, route, x.chosen.target, context);
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
