import { CONTENT_TYPE } from "./framing.ts";
import { writeError } from "./errors.ts";
import { redact } from "./credentials.ts";
import type { Exchange } from "./exchange.ts";
import { safeValue } from "./headers.ts";
import { USAGE_HEADERS, estimateCost, estimateTokens, usageHeaders } from "./money.ts";
import { receipt } from "./receipt.ts";
import type * as Hub from "../generated/hub.types.ts";

const JSON_TYPE = "application/json; charset=utf-8";
const TRAILERS = USAGE_HEADERS.join(", ");

/** The headers that every answer has, as far as they are known. */
function commonHeaders(x: Exchange): Record<string, string> {
  const headers: Record<string, string> = { "x-request-id": x.id };
  const own = x.door.dialect.facts.door.request_id;
  if (own !== "x-request-id") headers[own] = x.id;
  if (x.target) {
    headers["x-dragoman-provider"] = safeValue(x.target.seat.provider.id)!;
    headers["x-dragoman-model"] = safeValue(x.target.model, 200)!;
  }
  headers["x-dragoman-attempts"] = String(x.attempts);
  if (x.upstreamId) headers["x-dragoman-upstream-id"] = safeValue(x.upstreamId, 128)!;
  const lost = receipt(x.losses);
  if (lost !== undefined) headers["x-dragoman-loss"] = lost;
  return Object.assign(headers, x.limits);
}

/** Sends a whole answer, with its tokens and its cost. */
export function sendAnswer(x: Exchange, body: string | Buffer): void {
  if (x.response.headersSent || x.gone) return;
  x.firstToken ??= performance.now();
  send(x, 200, { ...commonHeaders(x), ...usageHeaders(x) }, body);
}

/** Sends an error in the shape of the client's dialect. */
export function sendError(x: Exchange, error: Hub.Error): void {
  const told = { ...error, message: redact(error.message) };
  x.error = told;
  if (x.gone) return;
  // Too late for a status: a connection that is cut off is no answer that ended well.
  if (x.response.headersSent) return void x.response.destroy();
  const { status, headers, body } = writeError(x.door.dialect, told, x.id);
  send(x, status, { ...commonHeaders(x), ...headers }, JSON.stringify(body));
}

function send(
  x: Exchange,
  status: number,
  headers: Record<string, string>,
  body: string | Buffer,
): void {
  const { response } = x;
  headers["content-type"] = JSON_TYPE;
  headers["content-length"] = String(Buffer.byteLength(body));
  // An unread rest of the request must not be taken for the next one.
  if (!x.request.complete) headers["connection"] = "close";
  response.writeHead(status, headers);
  response.end(body);
}

/** Begins a stream: what is known goes into its head, the exact figures follow as trailers. */
export function beginStream(x: Exchange): void {
  const { response, hub, card } = x;
  x.firstToken = performance.now();
  const headers = commonHeaders(x);
  headers["content-type"] = CONTENT_TYPE[x.door.framing];
  headers["cache-control"] = "no-cache";
  // Reverse proxies hold streams back otherwise.
  headers["x-accel-buffering"] = "no";
  if (hub && card) {
    headers["x-dragoman-estimated-input-tokens"] = String(estimateTokens(hub));
    const cost = estimateCost(hub, card);
    if (cost !== undefined) headers["x-dragoman-estimated-cost"] = cost;
  }
  if (takesTrailers(x)) headers["trailer"] = TRAILERS;
  response.writeHead(200, headers);
}

/** Ends a stream with the figures as trailers. */
export function endStream(x: Exchange): void {
  const { response } = x;
  if (response.writableEnded || x.gone) return;
  if (takesTrailers(x)) response.addTrailers(usageHeaders(x));
  response.end();
}

/** Trailers need chunked encoding, which HTTP/1.0 does not have. */
function takesTrailers(x: Exchange): boolean {
  return x.request.httpVersionMajor > 1 || x.request.httpVersionMinor > 0;
}
