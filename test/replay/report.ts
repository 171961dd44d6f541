import type { Check } from "./answers.ts";

type Count = { pass: number; total: number };

/** The table of provider x scenario, in recordings: one passes when all its checks do. */
export function table(checks: readonly Check[]): string {
  const recordings = new Map<string, { check: Check; passes: boolean }>();
  for (const check of checks) {
    const passes = check.problems.length === 0;
    const seen = recordings.get(check.id);
    recordings.set(check.id, { check, passes: passes && (seen?.passes ?? true) });
  }
  const rows = new Map<string, Map<string, Count>>();
  for (const { check, passes } of recordings.values()) {
    const row = rows.get(check.provider) ?? new Map<string, Count>();
    rows.set(check.provider, row);
    for (const tag of new Set(["all", ...check.tags])) {
      const count = row.get(tag) ?? { pass: 0, total: 0 };
      row.set(tag, { pass: count.pass + (passes ? 1 : 0), total: count.total + 1 });
    }
  }
  const names = [...rows.keys()].sort();
  return names.map((name) => line(name, rows.get(name)!)).join("\n");
}

const WIDTH = 118;

function line(provider: string, row: Map<string, Count>): string {
  const all = shown(row.get("all")!);
  const tags = [...row].filter(([tag]) => tag !== "all").sort(([a], [b]) => (a < b ? -1 : 1));
  const cells = tags.map(([tag, count]) => `${tag} ${shown(count)}`);
  return [`${provider.padEnd(14)} ${all}`, ...wrapped(cells)].join("\n");
}

function shown({ pass, total }: Count): string {
  return `${pass}/${total}`;
}

function wrapped(cells: readonly string[]): string[] {
  const lines: string[] = [];
  for (const cell of cells) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + cell.length + 3 <= WIDTH)
      lines[lines.length - 1] = `${last} · ${cell}`;
    else lines.push(`    ${cell}`);
  }
  return lines;
}
