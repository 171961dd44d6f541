/**
 * The known words a mistyped word was most likely meant to be: the nearest ones, at most three, and
 * none that is further away than a third of its length. A guess without a threshold misleads.
 */
export function nearest(word: string, known: Iterable<string>): string[] {
  let best = Infinity;
  let found: string[] = [];
  for (const candidate of new Set(known)) {
    if (candidate === word) continue;
    const limit = Math.max(1, Math.floor(Math.max(word.length, candidate.length) / 3));
    // Spelled alike but for case and separators is one mistake, however many characters it takes.
    const steps =
      plain(word) === plain(candidate) ? 1 : distance(word.toLowerCase(), candidate.toLowerCase());
    if (steps > limit || steps >= Math.max(word.length, candidate.length) || steps > best) continue;
    if (steps < best) found = [];
    best = steps;
    found.push(candidate);
  }
  return found.slice(0, 3);
}

/**
 * The help for a word that is not known: `did you mean …?` when one is near, else what is known
 * (at most twenty); `undefined` when nothing is known. `noun` is the plural, such as `keys`.
 */
export function suggest(word: string, known: Iterable<string>, noun: string): string | undefined {
  const words = [...new Set(known)];
  const near = nearest(word, words).map((candidate) => `\`${candidate}\``);
  if (near.length > 0) return `did you mean ${near.join(" or ")}?`;
  if (words.length === 0) return undefined;
  const shown = words.slice(0, 20).join(", ");
  return `known ${noun} are ${shown}${words.length > 20 ? `, and ${words.length - 20} more` : ""}`;
}

/** The Damerau-Levenshtein distance (adjacent swaps count as one step, no piece is edited twice). */
export function distance(a: string, b: string): number {
  if (Math.max(a.length, b.length) > 100) return a === b ? 0 : Infinity;
  let before: number[] = [];
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1];
      let steps = Math.min(
        (above[j] ?? 0) + 1,
        (row[j - 1] ?? 0) + 1,
        (above[j - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      if (swapped) steps = Math.min(steps, (before[j - 2] ?? 0) + 1);
      row.push(steps);
    }
    before = above;
    above = row;
  }
  return above[b.length] ?? 0;
}

function plain(word: string): string {
  return word.toLowerCase().replace(/[-_. ]/g, "");
}
