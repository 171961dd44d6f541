import type { OnEvent, Splitter, SplitterOptions } from "./framing.ts";
import { splitJsonArray } from "./json-array.ts";
import { splitLines } from "./ndjson.ts";
import { splitSse } from "./sse.ts";
import type { Framing } from "./dialect-facts.ts";

const SPLITTERS: Readonly<
  Record<Framing, (onEvent: OnEvent, options: SplitterOptions) => Splitter>
> = { sse: splitSse, ndjson: splitLines, json_array: splitJsonArray };

/** A splitter for a framing. */
export function createSplitter(
  framing: Framing,
  onEvent: OnEvent,
  options: SplitterOptions,
): Splitter {
  return SPLITTERS[framing](onEvent, options);
}
