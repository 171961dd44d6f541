import { encoding } from "./encoding.ts";
import { CONTENT_TYPE } from "./framing.ts";
import { writeError } from "./errors.ts";
import { redact } from "./credentials.ts";
import { shownAttempt } from "./exchange.ts";
import type { Exchange } from "./exchange.ts";
import { safeValue } from "./headers.ts";
import { keepStream, keepWhole } from "./kept-answer.ts";
import { USAGE_HEADERS, estimateCost, estimateTokens, usageHeaders } from "./money.ts";
import { makeId } from "./pass-through.ts";
import { receipt } from "./receipt.ts";
import { StreamEncoder } from "./stream-encoder.ts";
import type * as Hub from "../generated/hub.types.ts";

const JSON_TYPE = "application/json; charset=utf-8";
const TRAILERS = USAGE_HEADERS.join(", ");

/** The headers that every answer has, as far as they are known. */
function commonHeaders(x: Exchange): Record<string, string> {
  const headers: Record<string, string> = { "x-request-id": x.id };
  const own = x.door.dialect.facts.door.request_id;
  if (own !== "x-request-id") headers[own] = x.id;
  const attempt = shownAttempt(x);
  const target = attempt?.target ?? x.considered;
  if (target) {
    headers["x-dragoman-provider"] = safeValue(target.seat.provider.id)!;
    headers["x-dragoman-model"] = safeValue(target.model, 200)!;
  }
  headers["x-dragoman-attempts"] = String(x.attempts.length);
  if (!attempt) return headers;
  if (x.attempts.length > 1) headers["x-dragoman-tried"] = tried(x);
  if (attempt.upstreamId)
    headers["x-dragoman-upstream-id"] = safeValue(redact(attempt.upstreamId), 128)!;
  const lost = receipt(attempt.losses);
  if (lost !== undefined) headers["x-dragoman-loss"] = lost;
  return Object.assign(headers, attempt.limits);
}

/** Who was asked, in order, and what came of those that failed: `a/one;rate_limit, b/two`. */
function tried({ attempts }: Exchange): string {
  const items = attempts.slice(0, 10).map(({ target, error, outcome }) => {
    const name = safeValue(target.name, 100)!;
    const end = error?.kind ?? (outcome === "answered" ? undefined : outcome);
    return end === undefined ? name : `${name};${end}`;
  });
  const more = attempts.length - items.length;
  return items.join(", ") + (more > 0 ? `, and ${more} more` : "");
}

/** Sends a whole answer, with its tokens and its cost. */
export function sendAnswer(x: Exchange, body: string | Buffer): void {
  if (x.response.headersSent || x.gone) return;
  x.firstToken ??= performance.now();
  if (x.route?.content) keepWhole(x, body);
  send(x, 200, usageHeaders(x, commonHeaders(x)), body);
}

/** Sends an error in the shape of the client's dialect. */
export function sendError(x: Exchange, error: Hub.Error): void {
  const told = { ...error, message: redact(error.message) };
  x.error = told;
  if (x.gone) return;
  if (x.response.headersSent) {
    if (x.waiting && !x.chosen) return streamError(x, told);
    // Too late for a status: a connection that is cut off is no answer that ended well.
    return void x.response.destroy();
  }
  // What is late before the request is complete is the client, and no upstream.
  const late = told.kind === "timeout" && !x.request.complete;
  const { status, headers, body } = writeError(x.door.dialect, told, x.id, late ? 408 : undefined);
  // The gateway has asked often enough; a client that asked again would multiply its attempts.
  if (isUsedUp(x, told)) headers["x-should-retry"] = "false";
  send(x, status, { ...commonHeaders(x), ...headers }, JSON.stringify(body));
}

/** Has the gateway done what can be done by asking again? A client that is told how long to wait may wait. */
function isUsedUp({ attempts, route }: Exchange, { retry_after_ms }: Hub.Error): boolean {
  if (attempts.length > 1) return true;
  return attempts.length === 1 && retry_after_ms === undefined && (route?.retry.attempts ?? 1) > 1;
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

/** Ends a stream of which only signs of life have gone out with an error, as an event of the client's dialect. */
function streamError(x: Exchange, error: Hub.Error): void {
  const c = encoding({ now: Math.floor(x.at / 1000), makeId });
  const options = { framing: x.door.framing, usage: false };
  new StreamEncoder(x.door.dialect, c, options, (text) => x.response.write(text)).fail(error);
  endStream(x);
}

/** A sign of life for a client whose answer is held back until it is whole: a comment, which parsers skip. */
export function sendHeartbeat(x: Exchange): void {
  if (x.gone || x.chosen || x.door.framing !== "sse") return;
  if (!x.waiting) writeStreamHead(x);
  x.waiting = true;
  x.response.write(": waiting\n\n");
}

/** Begins a stream: what is known goes into its head, the exact figures follow as trailers. */
export function beginStream(x: Exchange): void {
  x.firstToken = performance.now();
  if (!x.waiting) writeStreamHead(x);
}

function writeStreamHead(x: Exchange): void {
  const { response, hub } = x;
  const headers = commonHeaders(x);
  headers["content-type"] = CONTENT_TYPE[x.door.framing];
  headers["cache-control"] = "no-cache";
  // Reverse proxies hold streams back otherwise.
  headers["x-accel-buffering"] = "no";
  const card = shownAttempt(x)?.card;
  if (hub && card) {
    const tokens = (x.tokens ??= estimateTokens(hub));
    headers["x-dragoman-estimated-input-tokens"] = String(tokens);
    const cost = estimateCost(hub, card, { input: tokens });
    if (cost !== undefined) headers["x-dragoman-estimated-cost"] = cost;
  }
  if (takesTrailers(x)) headers["trailer"] = TRAILERS;
  response.writeHead(200, headers);
  if (x.route?.content) keepStream(x);
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
