import type * as Hub from "../../generated/hub.types.ts";
import { registry } from "../../generated/index.ts";
import { readError } from "../../runtime/error-reading.ts";
import { Fold } from "../../runtime/fold.ts";
import type { Framing } from "../../runtime/dialect-facts.ts";
import type { Provider } from "../../runtime/translator.ts";
import { createSplitter } from "../../runtime/splitter.ts";
import { isObject } from "../../runtime/json.ts";
import { lenient } from "../../runtime/reader.ts";
import { Machine, type StreamSink } from "../../runtime/stream.ts";
import { dialectOf, rawBytes, splits, type Recording } from "./corpus.ts";

/** The compiled upstream side that answers as the recording's provider does. */
export type Upstream = Provider["translator"];

/** The provider's own translator, or its dialect's where the provider is not among the specs. */
export function upstreamOf(recording: Recording): Upstream {
  const dialect = registry.dialects[dialectOf(recording)!]!;
  const provider = registry.providers[recording.provider];
  return provider?.dialect === dialect.facts.id ? provider.translator : dialect;
}

/** What the gateway makes of the recorded bytes. */
export type Outcome =
  | { kind: "answer"; answer: Hub.Answer }
  | { kind: "error"; error: Hub.Error; inStream: boolean; partial?: Hub.Answer };

/** Feeds a stream's bytes to a sink through splitter, decoder and machine. */
export function feed(
  upstream: Upstream,
  framing: Framing,
  pieces: Iterable<Buffer>,
  sink: StreamSink,
): void {
  const machine = new Machine(upstream, sink);
  const splitter = createSplitter(framing, (data) => event(upstream, machine, data), {
    maxEvent: 64 * 1024 * 1024,
  });
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  machine.settle();
}

function event(upstream: Upstream, machine: Machine, data: string): void {
  if (data === upstream.facts.stream.done) return machine.end();
  let w: unknown;
  try {
    w = JSON.parse(data);
  } catch {
    return;
  }
  if (!isObject(w)) return;
  if (upstream.isError(w))
    machine.fail(
      readError(upstream.facts.errors, upstream.facts.limits, {
        status: 200,
        headers: {},
        body: w,
        who: "upstream",
      }),
    );
  else upstream.decodeEvent(w, machine, lenient);
}

/** Bytes in pieces of the given sizes. */
export function* cut(bytes: Buffer, sizes: readonly number[]): Iterable<Buffer> {
  let at = 0;
  for (const size of sizes) yield bytes.subarray(at, (at += size));
  if (at < bytes.length) yield bytes.subarray(at);
}

/** How the stream of a recording is framed on the wire, or `null` for a plain body. */
export function framingOf(recording: Recording): Framing | null {
  switch (recording.response.raw_framing) {
    case "sse":
    case "sse-lines":
      return "sse";
    case "ndjson":
      return "ndjson";
    case "json-array":
      return "json_array";
    case "chunks-jsonl":
      return dialectOf(recording) === "ollama" ? "ndjson" : "sse";
    default:
      return null;
  }
}

/** Decodes a whole recording. */
export function decode(recording: Recording): Outcome {
  const upstream = upstreamOf(recording);
  const bytes = rawBytes(recording);
  const { status } = recording.response;
  const framing = framingOf(recording);
  if (status < 400 && framing) {
    const fold = new Fold();
    feed(upstream, framing, cut(bytes, splits(recording)), fold);
    if (fold.error)
      return { kind: "error", error: fold.error, inStream: true, partial: fold.answer };
    return { kind: "answer", answer: fold.answer };
  }
  const headers = recording.response.headers as Record<string, string>;
  let body: unknown = bytes.toString("utf8");
  try {
    body = JSON.parse(body as string);
  } catch {
    // Errors may be plain text.
  }
  const fails = status >= 400 || !isObject(body) || upstream.isError(body);
  if (fails)
    return {
      kind: "error",
      error: readError(upstream.facts.errors, upstream.facts.limits, {
        status,
        headers,
        body,
        who: recording.provider,
      }),
      inStream: false,
    };
  return { kind: "answer", answer: upstream.decodeAnswer(body as never, lenient) };
}
