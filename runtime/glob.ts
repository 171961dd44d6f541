/** Tells whether a text fits a glob. */
export type Glob = (text: string) => boolean;

/** Globs come from configs and keys; beyond so many the oldest are compiled again. */
const MAX_KEPT = 2000;
const kept = new Map<string, Glob>();

/**
 * Compiles a glob, in which `*` is any run of characters (slashes too, and none) and all else is itself. Pieces
 * are looked for from left to right and never again, so no text takes long. What was compiled is kept.
 */
export function glob(pattern: string): Glob {
  const known = kept.get(pattern);
  if (known) return known;
  const compiled = compile(pattern);
  const [oldest] = kept.keys();
  if (kept.size >= MAX_KEPT && oldest !== undefined) kept.delete(oldest);
  kept.set(pattern, compiled);
  return compiled;
}

/** Does a text fit one of some globs? */
export function fitsAny(patterns: readonly string[], text: string): boolean {
  for (const pattern of patterns) if (glob(pattern)(text)) return true;
  return false;
}

function compile(pattern: string): Glob {
  const pieces = pattern.split("*");
  if (pieces.length === 1) return (text) => text === pattern;
  const first = pieces[0]!;
  const last = pieces.at(-1)!;
  const inner = pieces.slice(1, -1).filter((piece) => piece !== "");
  return (text) => {
    if (text.length < first.length + last.length) return false;
    if (!text.startsWith(first) || !text.endsWith(last)) return false;
    const end = text.length - last.length;
    let at = first.length;
    // The leftmost place of each piece leaves the most for those after it.
    for (const piece of inner) {
      const found = text.indexOf(piece, at);
      if (found === -1 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}
