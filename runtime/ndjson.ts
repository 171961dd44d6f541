import { StringDecoder } from "node:string_decoder";
import { FramingError } from "./framing.ts";
import type { OnEvent, Splitter, SplitterOptions } from "./framing.ts";

/** Splits newline-delimited JSON; blank lines are skipped, and a last line needs no newline. */
export function splitLines(onEvent: OnEvent, { maxEvent }: SplitterOptions): Splitter {
  const decoder = new StringDecoder("utf8");
  let pieces: string[] = [];
  let held = 0;

  function emit(line: string): void {
    const data = line.trim(); // also a CR before the newline, and a byte order mark
    if (data !== "") onEvent(data, undefined);
  }

  function feed(text: string): void {
    let from = 0;
    for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", from)) {
      const tail = text.slice(from, at);
      from = at + 1;
      if (held === 0) emit(tail);
      else {
        const line = pieces.join("") + tail;
        pieces = [];
        held = 0;
        emit(line);
      }
    }
    if (from === text.length) return;
    pieces.push(text.slice(from));
    held += text.length - from;
    if (held > maxEvent) throw new FramingError(`a line is longer than ${maxEvent} characters`);
  }

  return {
    push: (chunk) => feed(decoder.write(chunk)),
    end() {
      feed(decoder.end());
      const line = pieces.join("");
      pieces = [];
      held = 0;
      emit(line);
    },
  };
}
