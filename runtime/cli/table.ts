/**
 * Rows under headings, in columns as wide as what is in them; numbers to the right. Control characters, which
 * clients can bring into a ledger, are shown as `?`: a terminal would obey them.
 */
export function table(
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): string {
  const texts = [headings, ...rows].map((row) => row.map((cell) => plain(String(cell))));
  const widths = headings.map((_, i) => Math.max(...texts.map((row) => row[i]!.length)));
  const isNumber = headings.map((_, i) => rows.some((row) => typeof row[i] === "number"));
  const lines = texts.map((row) => {
    const cells = row.map((cell, i) =>
      isNumber[i] ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!),
    );
    return cells.join("  ").trimEnd();
  });
  return `${lines.join("\n")}\n`;
}

function plain(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, "?");
}
