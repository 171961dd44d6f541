import { isUtf8 } from "node:buffer";
import type { IncomingMessage } from "node:http";
import { gatewayError } from "./errors.ts";
import { isObject } from "./json.ts";
import type { Json } from "./json.ts";
import { scan } from "./json-scan.ts";
import type { Span } from "./json-scan.ts";

/** A request body that was read: its text, what it says, and where its top-level values stand in the text. */
export interface Body {
  text: string;
  json: Json;
  spans: ReadonlyMap<string, Span>;
}

/** How much and how long a body may be. */
export interface BodyLimits {
  body_bytes: number;
  body_ms: number;
}

/**
 * The bytes of a request. Throws a `GatewayError` when there are too many, when they are compressed, or when
 * they do not come in time; a client that goes away rejects with what Node says.
 */
export function readBytes(request: IncomingMessage, limits: BodyLimits): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => {
      clearTimeout(timer);
      request.removeListener("data", onData);
      // What is still coming is thrown away, so that the answer can be sent on this connection.
      request.resume();
      reject(error);
    };
    const timer = setTimeout(() => {
      fail(
        gatewayError("timeout", `The request's body did not arrive within ${limits.body_ms} ms.`),
      );
    }, limits.body_ms);
    const encoding = request.headers["content-encoding"];
    if (encoding !== undefined && encoding !== "identity") {
      return fail(gatewayError("bad_request", "Send the body without a content encoding."));
    }
    if (Number(request.headers["content-length"] ?? 0) > limits.body_bytes)
      return fail(tooLarge(limits));
    const chunks: Buffer[] = [];
    let size = 0;
    function onData(chunk: Buffer): void {
      size += chunk.length;
      if (size > limits.body_bytes) fail(tooLarge(limits));
      else chunks.push(chunk);
    }
    // None comes twice, and `once` costs more than `on`.
    request.on("data", onData);
    request.on("error", fail);
    request.on("aborted", () => fail(new Error("the client went away")));
    request.on("end", () => {
      clearTimeout(timer);
      resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
    });
  });
}

/** Reads a body as a JSON object. Throws a `GatewayError` that says what is wrong with it, and where. */
export function parseBody(bytes: Buffer): Body {
  if (!isUtf8(bytes)) throw gatewayError("bad_request", "The body is not valid UTF-8.");
  const decoded = bytes.toString("utf8");
  const text = decoded.charCodeAt(0) === 0xfeff ? decoded.slice(1) : decoded;
  if (text.trim() === "") throw gatewayError("bad_request", "The body is empty; JSON is expected.");
  const { spans, fault } = scan(text);
  if (fault) throw gatewayError("bad_request", fault);
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw gatewayError("bad_request", `The body is not valid JSON: ${reason(error)}.`);
  }
  if (!isObject(json)) throw gatewayError("bad_request", "The body must be a JSON object.");
  return { text, json, spans };
}

function tooLarge(limits: BodyLimits) {
  return gatewayError("too_large", `The body is larger than ${limits.body_bytes} bytes.`);
}

/** What the parser says, without the piece of the body that it shows. */
function reason(error: unknown): string {
  const message = error instanceof Error ? error.message : "syntax error";
  return message
    .replace(/, (\.\.\.)?".*$/s, "")
    .replace(/ is not valid JSON$/, "")
    .slice(0, 120);
}
