import { StringDecoder } from "node:string_decoder";
import { FramingError } from "./framing.ts";
import type { OnEvent, Splitter, SplitterOptions } from "./framing.ts";

const DATA = "data";
const EVENT = "event";

/**
 * Splits server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html): lines end in
 * LF, CR or CRLF, data may take several lines, comments and unknown fields are skipped. An event that was cut
 * off before its blank line is still handed out at the end: many servers forget the last one.
 */
export function splitSse(onEvent: OnEvent, { maxEvent, keepRaw }: SplitterOptions): Splitter {
  return new SseSplitter(onEvent, maxEvent, keepRaw === true);
}

class SseSplitter implements Splitter {
  readonly #decoder = new StringDecoder("utf8");
  readonly #onEvent: OnEvent;
  readonly #maxEvent: number;
  readonly #keepRaw: boolean;
  /** The line that is not finished yet, in the pieces it came in: joining once keeps long lines linear. */
  #pieces: string[] = [];
  #held = 0;
  #data: string | undefined;
  #name: string | undefined;
  #started = false;
  /** The last line ended in CR at the very end of a chunk; an LF that follows belongs to it. */
  #afterCr = false;
  #raw = "";
  #text = "";
  #rawFrom = 0;
  #position = 0;

  constructor(onEvent: OnEvent, maxEvent: number, keepRaw: boolean) {
    this.#onEvent = onEvent;
    this.#maxEvent = maxEvent;
    this.#keepRaw = keepRaw;
  }

  push(chunk: Buffer): void {
    this.#feed(this.#decoder.write(chunk));
  }

  end(): void {
    this.#feed(this.#decoder.end());
    if (this.#held > 0) this.#line(this.#joined(""));
    this.#dispatch();
  }

  takeRaw(): string {
    const raw = this.#raw + this.#text.slice(this.#rawFrom, this.#position);
    this.#raw = "";
    this.#rawFrom = this.#position;
    return raw;
  }

  #feed(chunk: string): void {
    if (chunk === "") return;
    let text = chunk;
    if (!this.#started) {
      this.#started = true;
      if (text.charCodeAt(0) === 0xfeff) text = text.slice(1);
    }
    this.#text = text;
    this.#rawFrom = 0;
    this.#position = 0;
    let from = 0;
    if (this.#afterCr) {
      this.#afterCr = false;
      if (text.charCodeAt(0) === 10) from = 1;
    }
    from = text.includes("\r", from) ? this.#anyLines(text, from) : this.#plainLines(text, from);
    this.#position = text.length;
    if (from < text.length) this.#hold(text.slice(from));
    if (this.#keepRaw) this.#raw += text.slice(this.#rawFrom);
    this.#text = "";
    this.#rawFrom = this.#position = 0;
  }

  /** Lines that end in LF alone, as nearly every server writes them. */
  #plainLines(text: string, from: number): number {
    for (let at = text.indexOf("\n", from); at !== -1; at = text.indexOf("\n", from)) {
      this.#finishLine(text, from, at, at + 1);
      from = at + 1;
    }
    return from;
  }

  #anyLines(text: string, from: number): number {
    for (let at = from; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code !== 10 && code !== 13) continue;
      let next = at + 1;
      if (code === 13) {
        if (next === text.length) this.#afterCr = true;
        else if (text.charCodeAt(next) === 10) next++;
      }
      this.#finishLine(text, from, at, next);
      from = next;
      at = next - 1;
    }
    return from;
  }

  #finishLine(text: string, from: number, at: number, next: number): void {
    this.#position = next;
    if (this.#held > 0) this.#line(this.#joined(text.slice(from, at)));
    else if (at === from) this.#dispatch();
    else if (text.startsWith("data: ", from)) this.#addData(text.slice(from + 6, at));
    else this.#line(text.slice(from, at));
  }

  #line(line: string): void {
    if (line === "") return this.#dispatch();
    const colon = line.indexOf(":");
    if (colon === 0) return;
    const field = colon === -1 ? line : line.slice(0, colon);
    if (field !== DATA && field !== EVENT) return;
    const skip = line.charCodeAt(colon + 1) === 32 ? 2 : 1;
    const value = colon === -1 ? "" : line.slice(colon + skip);
    if (field === DATA) this.#addData(value);
    else this.#name = value;
  }

  #addData(value: string): void {
    this.#data = this.#data === undefined ? value : `${this.#data}\n${value}`;
    if (this.#data.length > this.#maxEvent) this.#tooLong();
  }

  #dispatch(): void {
    const data = this.#data;
    const name = this.#name;
    this.#data = this.#name = undefined;
    if (data !== undefined) this.#onEvent(data, name === "" ? undefined : name);
  }

  #hold(piece: string): void {
    this.#pieces.push(piece);
    this.#held += piece.length;
    if (this.#held > this.#maxEvent) this.#tooLong();
  }

  #joined(last: string): string {
    this.#pieces.push(last);
    const line = this.#pieces.join("");
    this.#pieces = [];
    this.#held = 0;
    return line;
  }

  #tooLong(): never {
    throw new FramingError(`an event is longer than ${this.#maxEvent} characters`);
  }
}
