/** A stretch of two texts: lines kept, taken out or put in. */
interface Edit {
  readonly mark: " " | "-" | "+";
  readonly line: string;
}

/** Beyond this many edits the search for the shortest script stops and the rest is one block. */
const effort = 2000;

/**
 * The difference of two texts as a unified diff, as `diff -u` writes it, or `""` when they are equal.
 * `undefined` stands for a file that does not exist.
 */
export function unifiedDiff(
  name: string,
  before: string | undefined,
  after: string | undefined,
  context = 3,
): string {
  if (before === after) return "";
  const edits = script(split(before ?? ""), split(after ?? ""));
  const head = [
    `--- ${before === undefined ? "/dev/null" : `a/${name}`}`,
    `+++ ${after === undefined ? "/dev/null" : `b/${name}`}`,
  ];
  return [...head, ...hunks(edits, context)].join("\n") + "\n";
}

/** Lines with their ends, so that a missing final newline is a difference too. */
function split(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function* hunks(edits: readonly Edit[], context: number): Iterable<string> {
  let before = 1;
  let after = 1;
  for (let i = 0; i < edits.length;) {
    if (edits[i]?.mark === " ") {
      (i++, before++, after++);
      continue;
    }
    const start = Math.max(0, i - context);
    const end = hunkEnd(edits, i, context);
    const hunk = edits.slice(start, end);
    const [from, to] = [before - (i - start), after - (i - start)];
    const old = hunk.filter((edit) => edit.mark !== "+").length;
    const now = hunk.filter((edit) => edit.mark !== "-").length;
    yield `@@ -${range(from, old)} +${range(to, now)} @@`;
    for (const { mark, line } of hunk) {
      yield mark + line.replace(/\n$/, "");
      if (!line.endsWith("\n")) yield "\\ No newline at end of file";
    }
    [i, before, after] = [end, from + old, to + now];
  }
}

/** The end of the hunk that starts at a change: after `context` kept lines that no change is near to. */
function hunkEnd(edits: readonly Edit[], start: number, context: number): number {
  let last = start;
  for (let i = start; i < edits.length && i - last <= 2 * context; i++)
    if (edits[i]?.mark !== " ") last = i;
  return Math.min(edits.length, last + 1 + context);
}

/** An empty range is named by the line before it, as `patch` expects. */
function range(start: number, length: number): string {
  if (length === 1) return String(start);
  return `${length === 0 ? start - 1 : start},${length}`;
}

/** The edits that lead from one list of lines to the other; what both ends share is not searched. */
function script(a: readonly string[], b: readonly string[]): Edit[] {
  const shorter = Math.min(a.length, b.length);
  let head = 0;
  while (head < shorter && a[head] === b[head]) head++;
  let tail = 0;
  while (tail < shorter - head && a.at(-1 - tail) === b.at(-1 - tail)) tail++;
  const keep = (line: string): Edit => ({ mark: " ", line });
  return [
    ...a.slice(0, head).map(keep),
    ...shortest(a.slice(head, a.length - tail), b.slice(head, b.length - tail)),
    ...a.slice(a.length - tail).map(keep),
  ];
}

/** Myers' greedy search for the longest common subsequence, as edits. */
function shortest(a: readonly string[], b: readonly string[]): Edit[] {
  const reach = new Map<number, number>([[1, 0]]);
  const trace: Map<number, number>[] = [];
  for (let d = 0; d <= Math.min(effort, a.length + b.length); d++) {
    trace.push(new Map(reach));
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && at(reach, k - 1) < at(reach, k + 1));
      let x = down ? at(reach, k + 1) : at(reach, k - 1) + 1;
      while (x < a.length && x - k < b.length && a[x] === b[x - k]) x++;
      reach.set(k, x);
      if (x >= a.length && x - k >= b.length) return backtrack(a, b, trace);
    }
  }
  return [
    ...a.map((line): Edit => ({ mark: "-", line })),
    ...b.map((line): Edit => ({ mark: "+", line })),
  ];
}

function backtrack(
  a: readonly string[],
  b: readonly string[],
  trace: readonly Map<number, number>[],
): Edit[] {
  const edits: Edit[] = [];
  let [x, y] = [a.length, b.length];
  for (let d = trace.length - 1; d >= 0; d--) {
    const reach = trace[d] ?? new Map<number, number>();
    const k = x - y;
    const down = k === -d || (k !== d && at(reach, k - 1) < at(reach, k + 1));
    const fromX = d === 0 ? 0 : at(reach, down ? k + 1 : k - 1);
    const fromY = d === 0 ? 0 : fromX - (down ? k + 1 : k - 1);
    while (x > fromX && y > fromY) {
      edits.push({ mark: " ", line: a[--x] ?? "" });
      y--;
    }
    if (d > 0)
      edits.push(down ? { mark: "+", line: b[--y] ?? "" } : { mark: "-", line: a[--x] ?? "" });
  }
  return edits.reverse();
}

function at(reach: ReadonlyMap<number, number>, k: number): number {
  return reach.get(k) ?? -1;
}
