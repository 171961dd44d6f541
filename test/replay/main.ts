// `npm run conformance [--full] [--provider <id>] [--id <recording>] [--max <failures shown>]`
import { parseArgs } from "node:util";
import type { Check } from "./answers.ts";
import { available } from "./corpus.ts";
import { judge, knownGaps } from "./gaps.ts";
import { table } from "./report.ts";
import { answers, requests, streams, type Result, type Scope } from "./suite.ts";

const { values } = parseArgs({
  options: {
    full: { type: "boolean", default: false },
    provider: { type: "string" },
    id: { type: "string" },
    max: { type: "string", default: "40" },
  },
});

if (!available()) {
  console.log(
    "conformance: SKIPPED, the recorded traffic is not here (set DRAGOMAN_CORPUS to its dev folder)",
  );
} else await run();

async function run(): Promise<void> {
  const { provider, id, full } = values;
  const scope: Scope = {
    full,
    filter: (row) => (provider ? row.provider === provider : true) && (id ? row.id === id : true),
  };
  const parts = [
    ["answers", await timed(() => answers(scope))],
    ["streams", await timed(() => streams(scope))],
    ["requests", await timed(() => requests(scope))],
  ] as const;
  const checks = parts.flatMap(([, { result }]) => result.checks);
  console.log(`${table(checks)}\n`);
  for (const [name, { result, seconds }] of parts) console.log(summary(name, result, seconds));
  conclude(checks);
}

async function timed(
  work: () => Result | Promise<Result>,
): Promise<{ result: Result; seconds: number }> {
  const start = performance.now();
  const result = await work();
  return { result, seconds: (performance.now() - start) / 1000 };
}

function summary(name: string, { checks, normalised, skipped }: Result, seconds: number): string {
  const passed = checks.filter((check) => check.problems.length === 0).length;
  const head = `${name}: ${passed}/${checks.length} checks pass, ${skipped} recordings left out, ${seconds.toFixed(1)} s`;
  const names = [...normalised].sort(([, a], [, b]) => b - a);
  return [head, ...names.map(([what, count]) => `    ${String(count).padStart(4)} x ${what}`)].join(
    "\n",
  );
}

function conclude(checks: readonly Check[]): void {
  const { failures, stale } = judge(checks, knownGaps());
  const shown = failures.slice(0, Number(values.max));
  for (const { id, door, problems } of shown)
    console.log(`FAIL ${id} ${door}: ${problems.join(" | ")}`);
  if (failures.length > shown.length) console.log(`... and ${failures.length - shown.length} more`);
  for (const gap of stale) {
    console.log(
      `PASSES ${gap.id} ${gap.door ?? ""}: take it out of known-gaps.txt (${gap.reason})`,
    );
  }
  const known = checks.filter((check) => check.problems.length > 0).length - failures.length;
  console.log(`\n${failures.length} failures, ${stale.length} gaps closed, ${known} known`);
  if (failures.length + stale.length > 0) process.exitCode = 1;
}
