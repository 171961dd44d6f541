/** What became of one row at one wire format. */
export interface Verdict {
  id: string;
  title: string;
  wire: string;
  /** Without faults it has passed; absent ways were not asked. */
  faults: string[];
  notes: string[];
  skipped: boolean;
  ms: number;
}

/** The table of a report: a line a row, a column a wire format; below it, what was wrong. */
export function table(verdicts: readonly Verdict[], wires: readonly string[]): string {
  const ids = [...new Set(verdicts.map(({ id }) => id))];
  const at = (id: string, wire: string) =>
    verdicts.find((each) => each.id === id && each.wire === wire);
  const titles = new Map(verdicts.map(({ id, title }) => [id, title]));
  const width = Math.max(...[...titles.values()].map((title) => title.length));
  const first = Math.max(...ids.map((id) => id.length)) + 2;
  const head = `${"row".padEnd(first)}${"".padEnd(width)}  ${wires.map((wire) => wire.padEnd(12)).join("")}`;
  const lines = ids.map((id) => {
    const cells = wires.map((wire) => word(at(id, wire)).padEnd(12)).join("");
    return `${id.padEnd(first)}${titles.get(id)!.padEnd(width)}  ${cells}`;
  });
  return [head, ...lines].map((line) => line.trimEnd()).join("\n");
}

/** What was wrong, a line a fault. */
export function complaints(verdicts: readonly Verdict[]): string {
  return verdicts
    .flatMap(({ id, wire, faults }) => faults.map((fault) => `${id} ${wire}: ${fault}`))
    .join("\n");
}

function word(verdict: Verdict | undefined): string {
  if (!verdict || verdict.skipped) return "-";
  return verdict.faults.length === 0 ? "pass" : "FAIL";
}
