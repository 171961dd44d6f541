import { StringDecoder } from "node:string_decoder";
import { FramingError } from "./framing.ts";
import type { OnEvent, Splitter, SplitterOptions } from "./framing.ts";

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Splits a JSON array that is sent while it is made, pretty-printed or not, into its items. A JSON object
 * that stands there in place of the array (an error, as a rule) is handed out as it is.
 */
export function splitJsonArray(onEvent: OnEvent, { maxEvent }: SplitterOptions): Splitter {
  const decoder = new StringDecoder("utf8");
  let pieces: string[] = [];
  let held = 0;
  let depth = 0;
  let inList = false;
  let inItem = false;
  let inString = false;
  let escaped = false;

  function keep(piece: string): void {
    pieces.push(piece);
    held += piece.length;
    if (held > maxEvent) throw new FramingError(`an item is longer than ${maxEvent} characters`);
  }

  function emit(last: string): void {
    keep(last);
    const data = pieces.join("").trim();
    pieces = [];
    held = 0;
    inItem = false;
    if (data !== "") onEvent(data, undefined);
  }

  /** Skips to behind the end of a string, or of the text; strings are the most of what there is. */
  function skipString(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      if (escaped) escaped = false;
      else if (text.charCodeAt(at) === BACKSLASH) escaped = true;
      else if (text.charCodeAt(at) === QUOTE) {
        inString = false;
        return at + 1;
      }
    }
    return text.length;
  }

  function feed(text: string): void {
    let start = 0;
    let at = 0;
    while (at < text.length) {
      if (inString) {
        at = skipString(text, at);
        continue;
      }
      const code = text.charCodeAt(at++);
      if (!inItem) {
        if (code === CLOSE_LIST) inList = false;
        else if (code === OPEN_LIST && !inList) inList = true;
        else if (code > 0x20 && code !== COMMA && code !== 0xfeff) {
          inItem = true;
          start = at - 1;
          depth = 0;
        }
        if (!inItem) continue;
      }
      if (code === QUOTE) inString = true;
      else if (code === OPEN_MAP || code === OPEN_LIST) depth++;
      else if ((code === CLOSE_MAP || code === CLOSE_LIST) && depth > 0) {
        if (--depth === 0) emit(text.slice(start, at));
      } else if (depth === 0 && (code === COMMA || code === CLOSE_LIST)) {
        if (code === CLOSE_LIST) inList = false;
        emit(text.slice(start, at - 1));
      }
    }
    if (inItem) keep(text.slice(start));
  }

  return {
    push: (chunk) => feed(decoder.write(chunk)),
    end() {
      feed(decoder.end());
      if (inItem) emit("");
    },
  };
}
