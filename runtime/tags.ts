/** A piece of an answer's text: what is said, or the reasoning that a server writes between tags in front of it. */
export type Piece = readonly [kind: "text" | "reasoning", text: string];

/**
 * Takes reasoning out of text whose beginning is `<think>…</think>` or the like, wherever the stream is cut. A tag
 * later in the text is text: the model may be talking about it.
 */
export class TagSplitter {
  readonly #open: string;
  readonly #close: string;
  #state: "start" | "inside" | "after" = "start";
  #held = "";

  constructor(open: string, close: string) {
    this.#open = open;
    this.#close = close;
  }

  /** The pieces that are certain after more text. */
  push(text: string): Piece[] {
    if (this.#state === "after") return [["text", text]];
    this.#held += text;
    const out: Piece[] = [];
    if (this.#state === "start" && !this.#begins(out)) return out;
    if (this.#state === "inside") this.#inside(out);
    return out;
  }

  /** What was held back at the end. */
  end(): Piece[] {
    const rest = this.#held;
    this.#held = "";
    if (rest === "") return [];
    return [[this.#state === "inside" ? "reasoning" : "text", rest]];
  }

  /** Is it decided how the text begins? */
  #begins(out: Piece[]): boolean {
    const start = this.#held.trimStart();
    if (start.startsWith(this.#open)) {
      this.#state = "inside";
      this.#held = start.slice(this.#open.length);
      return true;
    }
    if (this.#open.startsWith(start)) return false;
    this.#state = "after";
    out.push(["text", this.#held]);
    this.#held = "";
    return false;
  }

  #inside(out: Piece[]): void {
    const end = this.#held.indexOf(this.#close);
    if (end >= 0) {
      if (end > 0) out.push(["reasoning", this.#held.slice(0, end)]);
      const rest = this.#held.slice(end + this.#close.length).trimStart();
      this.#state = "after";
      this.#held = "";
      if (rest !== "") out.push(["text", rest]);
      return;
    }
    const keep = overlap(this.#held, this.#close);
    const certain = this.#held.slice(0, this.#held.length - keep);
    this.#held = this.#held.slice(this.#held.length - keep);
    if (certain !== "") out.push(["reasoning", certain]);
  }
}

/** How many characters at the end of a text could be the beginning of the tag. */
function overlap(text: string, tag: string): number {
  for (let n = Math.min(text.length, tag.length - 1); n > 0; n--)
    if (text.endsWith(tag.slice(0, n))) return n;
  return 0;
}
