/** A step-by-step address inside a document: map keys and list indexes. */
export type Path = readonly (string | number)[];

/** Which side of an entry is meant: its key or its value. */
export type Part = "key" | "value";

/** A stretch of one line of a file; line and column count from 1, column and length in UTF-16 units. */
export interface Place {
  file: string;
  line: number;
  col: number;
  length: number;
}

/** A parsed node: its plain value and where it stands, as offsets (`end` on the first line only). */
export interface Node {
  readonly value: unknown;
  readonly start: number;
  readonly end: number;
  readonly entries?: ReadonlyMap<string, Entry>;
  readonly items?: readonly Node[];
}

/** A key of a map with its own offsets, and the node it leads to. */
export interface Entry {
  readonly start: number;
  readonly end: number;
  readonly node: Node;
}

/** How far a path leads into a tree: the steps that exist, and the last node and key on the way. */
export interface Match {
  readonly depth: number;
  readonly node: Node;
  readonly entry: Entry | undefined;
}

/** Follows a path as far as it exists; `entry` is the nearest enclosing key of what was reached. */
export function follow(root: Node, path: Path): Match {
  let node = root;
  let entry: Entry | undefined;
  for (const [depth, step] of path.entries()) {
    const next = node.entries?.get(String(step));
    const item = typeof step === "number" ? node.items?.[step] : undefined;
    if (!next && !item) return { depth, node, entry };
    // An item of a list has no key of its own: it stands for itself.
    entry = next;
    node = next?.node ?? item ?? node;
  }
  return { depth: path.length, node, entry };
}

/** The offsets of the first character of each line. */
export function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf("\n"); at >= 0; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** Turns two offsets into a place, cut at the end of the line and at least one character long. */
export function placeAt(
  file: string,
  text: string,
  starts: readonly number[],
  start: number,
  end: number,
): Place {
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= start) low = middle;
    else high = middle - 1;
  }
  const lineStart = starts[low] ?? 0;
  const line = text.slice(lineStart, (starts[low + 1] ?? text.length + 1) - 1).trimEnd();
  const length = Math.max(1, Math.min(end, lineStart + line.length) - start);
  return { file, line: low + 1, col: start - lineStart + 1, length };
}
