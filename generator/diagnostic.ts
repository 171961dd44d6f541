import type { Place } from "./tree.ts";

/** A mistake of a spec: where it is, the law it breaks, what is so, and the way out. */
export interface Diagnostic extends Place {
  law: string;
  message: string;
  help?: string;
}

/** The widest piece of a source line that is shown; a longer line is cut around the caret. */
const width = 160;

/**
 * One diagnostic as text: the line for machines, the frame, the help. Without a source the frame is
 * left out. `around` is how many neighbouring lines the frame shows before and after.
 */
export function render(diagnostic: Diagnostic, source: string | undefined, around = 0): string {
  return frame(diagnostic, source, around, []);
}

/**
 * All diagnostics as text, sorted by place, with a closing count. What is said of one place under
 * one law is one error (an inherited mistake shows in each child); other words for it follow it.
 */
export function renderAll(
  diagnostics: readonly Diagnostic[],
  sources: ReadonlyMap<string, string>,
): string {
  const groups = new Map<string, [Diagnostic, ...Diagnostic[]]>();
  for (const diagnostic of [...diagnostics].sort(compare)) {
    const { file, line, col, law } = diagnostic;
    const key = JSON.stringify([file, line, col, law]);
    const group = groups.get(key);
    if (!group) groups.set(key, [diagnostic]);
    else if (!group.some((other) => other.message === diagnostic.message)) group.push(diagnostic);
  }
  if (groups.size === 0) return "";
  const texts = [...groups.values()].map(([first, ...rest]) => {
    const also = rest.map((other) => other.message);
    return frame(first, sources.get(first.file), 0, also);
  });
  const files = new Set([...groups.values()].map(([first]) => first.file)).size;
  return `${texts.join("\n")}\n${count(groups.size, "error")} in ${count(files, "file")}\n`;
}

/** A number with its noun: `1 file`, `2 files`. */
export function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? "" : "s"}`;
}

/** The order of diagnostics: file, line, column, law, message; never the locale's. */
export function compare(a: Diagnostic, b: Diagnostic): number {
  return (
    order(a.file, b.file) ||
    a.line - b.line ||
    a.col - b.col ||
    order(a.law, b.law) ||
    order(a.message, b.message)
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function frame(d: Diagnostic, source: string | undefined, around: number, also: string[]): string {
  const lines = source?.split(/\r?\n/) ?? [];
  const head = `${d.file}:${d.line}:${d.col}: error[${d.law}]: ${printable(d.message)}`;
  const last = Math.min(lines.length, d.line + around);
  const gutter = " ".repeat(String(source === undefined ? 0 : last).length);
  const text = [head];
  if (lines[d.line - 1] !== undefined) {
    text.push(`${gutter} |`);
    for (let n = Math.max(1, d.line - around); n <= last; n++) {
      const [line, pad] = excerpt(lines[n - 1] ?? "", d);
      text.push(`${String(n).padStart(gutter.length)} | ${line}`.trimEnd());
      if (n === d.line) text.push(`${gutter} | ${pad}${"^".repeat(Math.min(d.length, width))}`);
    }
  }
  for (const [label, note] of notes(d, also)) text.push(`${gutter} = ${label}: ${printable(note)}`);
  return text.join("\n") + "\n";
}

function* notes(d: Diagnostic, also: string[]): Iterable<[string, string]> {
  for (const message of also.slice(0, 5)) yield ["also", message];
  if (also.length > 5) yield ["also", `${also.length - 5} more`];
  if (d.help) yield ["help", d.help];
}

/** The shown part of a line, and what stands before the caret; tabs are kept so that both align. */
function excerpt(line: string, { col, length }: Place): [line: string, pad: string] {
  const from =
    line.length <= width
      ? 0
      : Math.max(0, Math.min(col - 1 + Math.min(length, width) - width, col - 1));
  const cut = line.slice(from, from + width);
  const shown = printable(`${from > 0 ? "…" : ""}${cut}${from + width < line.length ? "…" : ""}`);
  const before = printable(`${from > 0 ? "…" : ""}${line.slice(from, col - 1)}`);
  // A code point outside the basic plane is two units but one glyph.
  const pad = [...before].map((glyph) => (glyph === "\t" ? "\t" : " ")).join("");
  return [shown, pad];
}

/** Text of a spec goes to a terminal and to line-based tools: no control characters but the tab. */
function printable(text: string): string {
  return text.replace(
    /[\u0000-\u0008\u000a-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/g,
    (c) => {
      return `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`;
    },
  );
}
