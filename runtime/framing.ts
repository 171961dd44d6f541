import type { Framing } from "./dialect-facts.ts";

/** Called for each event of a stream, synchronously: its data, and its name where the framing has names. */
export type OnEvent = (data: string, name: string | undefined) => void;

/**
 * Cuts a stream of bytes into events, wherever the network has cut it. `push` throws `FramingError` when an
 * event outgrows its bound; `end` hands out what a peer left unfinished.
 */
export interface Splitter {
  push(chunk: Buffer): void;
  end(): void;
  /** The text since the last call up to the end of the current event; only from a splitter that keeps it. */
  takeRaw?(): string;
}

/** How a splitter works: the bound of an event in characters, and whether `takeRaw` is wanted. */
export interface SplitterOptions {
  maxEvent: number;
  keepRaw?: boolean;
}

/** An upstream sent what its framing does not allow, or more than may be held. */
export class FramingError extends Error {}

/** The content type of a stream for the client. */
export const CONTENT_TYPE: Readonly<Record<Framing, string>> = {
  sse: "text/event-stream; charset=utf-8",
  ndjson: "application/x-ndjson; charset=utf-8",
  json_array: "application/json; charset=utf-8",
};
