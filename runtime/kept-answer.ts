import type * as Hub from "../generated/hub.types.ts";
import type { Exchange } from "./exchange.ts";
import { Fold } from "./fold.ts";
import type { Json } from "./json.ts";
import { lenient } from "./reader.ts";
import { createSplitter } from "./splitter.ts";
import { Machine } from "./stream.ts";

/** Events that are longer are no longer read; the log keeps less of an answer anyway. */
const MAX_EVENT = 1024 * 1024;

/**
 * Reads along what a client is sent in a stream, for a route that keeps content: in pieces no address and no key
 * could be found in it. `x.said` gives the text, as far as it was sent.
 */
export function keepStream(x: Exchange): void {
  const { response, door } = x;
  const fold = new Fold();
  const machine = new Machine(door.dialect, fold);
  const { done } = door.dialect.facts.stream;
  const read = (data: string): void => {
    if (data !== done) door.dialect.decodeEvent(JSON.parse(data) as Json, machine, lenient);
  };
  let splitter: ReturnType<typeof createSplitter> | undefined = createSplitter(door.framing, read, {
    maxEvent: MAX_EVENT,
  });
  const along = (chunk: unknown): void => {
    try {
      if (typeof chunk === "string") splitter?.push(Buffer.from(chunk));
      else if (Buffer.isBuffer(chunk)) splitter?.push(chunk);
    } catch {
      // What cannot be read is not kept; the client has it all the same.
      splitter = undefined;
    }
  };
  const write = response.write.bind(response) as (...rest: unknown[]) => boolean;
  response.write = ((chunk: unknown, ...rest: unknown[]) => {
    along(chunk);
    return write(chunk, ...rest);
  }) as typeof response.write;
  x.said = () => textOf(fold.answer);
}

/** Keeps a whole answer for the content log. */
export function keepWhole(x: Exchange, body: string | Buffer): void {
  x.said = () => {
    try {
      return textOf(x.door.dialect.decodeAnswer(JSON.parse(String(body)) as Json, lenient));
    } catch {
      return undefined;
    }
  };
}

/** All that an answer says: texts and reasoning, and calls as `name(arguments)`. */
function textOf({ choices }: Hub.Answer): string {
  return choices.flatMap(({ parts }) => parts.map(said)).join("\n");
}

function said(part: Hub.Part): string {
  if (part.kind === "tool_call") return `${part.name}(${part.arguments})`;
  return "text" in part && typeof part.text === "string" ? part.text : `[${part.kind}]`;
}
