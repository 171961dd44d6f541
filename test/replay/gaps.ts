import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Check } from "./answers.ts";
import { base } from "./corpus.ts";

/** A line of known-gaps.txt: a recording, perhaps one door of it, that does not conform, and why. */
export interface Gap {
  id: string;
  door: string | undefined;
  reason: string;
}

/** The gaps that known-gaps.txt lists: `<id> [door]  # reason`; throws for a line without a reason. */
export function knownGaps(file = join(base, "known-gaps.txt")): Gap[] {
  if (!existsSync(file)) return [];
  const lines = readFileSync(file, "utf8").split("\n");
  return lines.flatMap((line, i) => {
    if (/^\s*(#.*)?$/.test(line)) return [];
    const [, id, door, reason] = /^(\S+)(?:\s+(\S+))?\s+#\s*(.+)$/.exec(line) ?? [];
    if (!id || !reason) throw new Error(`${file}:${i + 1}: not \`<id> [door]  # reason\`: ${line}`);
    return [{ id, door, reason }];
  });
}

/** What fails and is not listed, and what is listed and passes; `only` names the ids that were run. */
export function judge(
  checks: readonly Check[],
  gaps: readonly Gap[],
): { failures: Check[]; stale: Gap[] } {
  const covers = (gap: Gap, check: Check): boolean =>
    gap.id === check.id && (gap.door === undefined || gap.door === check.door);
  const failing = checks.filter((check) => check.problems.length > 0);
  const run = new Set(checks.map(({ id }) => id));
  return {
    failures: failing.filter((check) => !gaps.some((gap) => covers(gap, check))),
    stale: gaps.filter((gap) => run.has(gap.id) && !failing.some((check) => covers(gap, check))),
  };
}
