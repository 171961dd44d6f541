import type * as Hub from "../generated/hub.types.ts";
import { readError } from "./error-reading.ts";
import type { HeaderMap } from "./headers.ts";
import type { Target } from "./targets.ts";
import type { Framing } from "./dialect-facts.ts";

/** How an answer's body is taken in; `settle` of its maker is called once, with the error if it came to one. */
export interface Reading {
  /** `false` asks the upstream to pause. */
  data(chunk: Buffer): boolean;
  end(): void;
  /** The upstream broke off. */
  fail(error: Hub.Error): void;
  /** The call was dropped by the gateway: what had come of it is noted. */
  dropped?(): void;
}

/** Tells how an attempt ended: with an error that nobody has told the client of, or without. */
export type Settle = (error?: Hub.Error) => void;

const BOM_BYTES = 3;

/** Collects a whole body, up to a bound, and hands it on as text and as the bytes that came. */
export function collect(
  maxBytes: number,
  settle: Settle,
  then: (text: string, bytes: Buffer) => void,
): Reading {
  const chunks: Buffer[] = [];
  let size = 0;
  return {
    data(chunk) {
      size += chunk.length;
      if (size <= maxBytes) chunks.push(chunk);
      else settle({ kind: "upstream", message: `The answer is larger than ${maxBytes} bytes.` });
      return true;
    },
    end() {
      const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      const text = bytes.toString("utf8");
      if (text.charCodeAt(0) === 0xfeff) then(text.slice(1), bytes.subarray(BOM_BYTES));
      else then(text, bytes);
    },
    fail: settle,
  };
}

/** An error that an upstream answered with; a refused key is said to be the gateway's and not the client's. */
export function upstreamError(
  target: Target,
  status: number,
  headers: HeaderMap,
  body: unknown,
): Hub.Error {
  const { provider } = target.seat;
  const { errors, limits } = provider.translator.facts;
  const error = readError(errors, limits, { status, headers, body, who: provider.name });
  if (error.kind !== "auth" || provider.keys.length === 0) return error;
  return { ...error, message: `${provider.name} refused the gateway's key: ${error.message}` };
}

/**
 * Does an answer come as a stream? Told by its first byte, and by its content type where that says nothing: a
 * stream may be asked for and a plain answer come, or the reverse.
 */
export function arrivesAsStream(
  framing: Framing,
  wanted: boolean,
  type: string,
  first: number,
): boolean {
  const char = String.fromCharCode(first);
  if (char === "<") return false;
  if (framing === "ndjson") return type.includes("ndjson") || wanted;
  if (framing === "json_array") return wanted;
  if (char === "{" || char === "[" || char === '"') return false;
  return wanted || type.includes("event-stream");
}

/** Where the first byte stands that is no white space; -1 when there is none. */
export function firstByte(chunk: Buffer): number {
  for (let at = 0; at < chunk.length; at++) if (chunk[at]! > 0x20) return at;
  return -1;
}

/** Is the body compressed, which nobody has asked for? */
export function isEncoded(headers: HeaderMap): boolean {
  const encoding = headers["content-encoding"];
  return encoding !== undefined && encoding !== "" && encoding !== "identity";
}
