import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Source } from "./source.ts";
import { lineStarts, placeAt } from "./tree.ts";

const memo = new Map<string, Source>();

/**
 * Reads a file below `root`; an unchanged file gives the same `Source` again, which is what makes
 * watching fast. A file that is not UTF-8 gives a diagnostic; one that cannot be read throws.
 */
export function loadSource(root: string, file: string): Source {
  const bytes = readFileSync(join(root, file));
  const text = bytes.toString("utf8");
  const known = memo.get(file);
  // Broken bytes all decode alike, so such a file is never taken from memory.
  const broken = text.includes("\uFFFD") && !Buffer.from(text).equals(bytes);
  if (known && !broken && known.text === text.replace(/^\uFEFF/, "")) return known;
  const source = new Source(file, text);
  if (broken) {
    const at = source.text.indexOf("\uFFFD");
    const place = placeAt(file, source.text, lineStarts(source.text), at, at + 1);
    source.diagnostics.push({ ...place, law: "yaml-syntax", message: "the file is not UTF-8" });
    memo.delete(file);
  } else memo.set(file, source);
  return source;
}
