/** Does a text fit a glob? `*` is any run of characters, all else is itself. Linear in practice: no regular expression. */
export function fitsGlob(glob: string, text: string): boolean {
  const pieces = glob.split("*");
  const first = pieces[0]!;
  if (pieces.length === 1) return text === glob;
  const last = pieces.at(-1)!;
  if (text.length < first.length + last.length) return false;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  const end = text.length - last.length;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = text.indexOf(piece, at);
    if (found === -1 || found + piece.length > end) return false;
    at = found + piece.length;
  }
  return true;
}
