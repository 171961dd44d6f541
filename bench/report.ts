import { aims } from "./aims.ts";
import type { Aim } from "./aims.ts";
import { SCENARIOS } from "./gateways.ts";
import type { Scenario } from "./gateways.ts";
import { added, figure, median, ratio, samplesOf } from "./summary.ts";
import type { Results } from "./summary.ts";

const NAMES = ["direct", "floor", "dragoman", "portkey"];

/** The tables and the aims, as text for a terminal. */
export function tables(results: Results): string {
  const measured = SCENARIOS.filter(({ id }) => samplesOf(results.full, id, "direct").length > 0);
  const parts = measured.map((each) => `${each.title}\n${scenarioTable(results, each)}`);
  parts.push(`memory of an open, silent stream\n${idleTable(results)}`);
  parts.push(`from start to the first 200\n${startTable(results)}`);
  // Of one that is idle at times, waiting says little.
  const driven = results.full.flatMap(({ samples }) =>
    samples.filter((each) => each.busy + each.waited > 0.9),
  );
  const waited = median(driven.map((each) => each.waited));
  if (waited > 0.15) {
    const share = `${number(waited * 100, 0)} %`;
    parts.push(
      `THE MACHINE WAS BUSY: gateways waited ${share} of the time for their core. Trust no figure of this run.`,
    );
  }
  parts.push(`aims\n${aims(results).map(aimLine).join("\n")}`);
  return parts.join("\n\n");
}

/** The same as data: medians, ratios by round, and the aims. */
export function asJson(results: Results): object {
  const scenarios = SCENARIOS.flatMap(({ id }) =>
    NAMES.filter((name) => samplesOf(results.full, id, name).length > 0).map((name) => ({
      scenario: id,
      name,
      per_second: rounded(figure(results.full, id, name, "rate")),
      per_second_of_floor: rounded(ratio(results.full, id, [name, "floor"], "rate")),
      cpu_us: rounded(figure(results.full, id, name, "cpu_us")),
      cpu_us_of_floor: rounded(ratio(results.full, id, [name, "floor"], "cpu_us")),
      cpu_us_moderate: rounded(figure(results.moderate, id, name, "cpu_us")),
      cpu_us_moderate_of_floor: rounded(ratio(results.moderate, id, [name, "floor"], "cpu_us")),
      busy: rounded(figure(results.full, id, name, "busy")),
      waited: rounded(figure(results.full, id, name, "waited")),
      added_first_p50_ms: rounded(added(results.moderate, id, name, "first_p50")),
      added_first_p99_ms: rounded(added(results.moderate, id, name, "first_p99")),
      added_total_p50_ms: rounded(added(results.moderate, id, name, "total_p50")),
      added_total_p99_ms: rounded(added(results.moderate, id, name, "total_p99")),
    })),
  );
  const idle = [...results.idle].flatMap(([{ id }, bytes]) =>
    [...bytes].map(([name, value]) => ({ scenario: id, name, bytes: rounded(value) })),
  );
  const starts = [...results.starts].map(([name, ms]) => ({ name, ms: rounded(median(ms)) }));
  return { scenarios, idle, starts, aims: aims(results) };
}

function scenarioTable({ full, moderate }: Results, { id, stream }: Scenario): string {
  const unit = stream ? "chunk" : "answer";
  const head = [
    "",
    stream ? "streams/s" : "answers/s",
    "of floor",
    `us CPU/${unit}`,
    "of floor",
    `us CPU/${unit}, moderate`,
    "of floor",
    "busy",
    "waited",
    stream ? "text begins +p50 ms" : "+p50 ms",
    "+p99 ms",
    "failed",
  ];
  const time = stream
    ? (["first_p50", "first_p99"] as const)
    : (["total_p50", "total_p99"] as const);
  const rows = NAMES.filter((name) => samplesOf(full, id, name).length > 0).map((name) => [
    name,
    number(figure(full, id, name, "rate"), 0),
    times(ratio(full, id, [name, "floor"], "rate")),
    number(figure(full, id, name, "cpu_us"), 1),
    times(ratio(full, id, [name, "floor"], "cpu_us")),
    number(figure(moderate, id, name, "cpu_us"), 1),
    times(ratio(moderate, id, [name, "floor"], "cpu_us")),
    number(figure(full, id, name, "busy"), 2),
    number(figure(full, id, name, "waited"), 2),
    name === "direct" ? "-" : number(added(moderate, id, name, time[0]), 2),
    name === "direct" ? "-" : number(added(moderate, id, name, time[1]), 2),
    String(
      [...samplesOf(full, id, name), ...samplesOf(moderate, id, name)].reduce(
        (sum, { bad }) => sum + bad,
        0,
      ),
    ),
  ]);
  return columns([head, ...rows]);
}

function idleTable({ idle }: Results): string {
  const rows = [...idle].map(([{ title }, bytes]) => [
    title,
    ...NAMES.slice(1).map((name) => `${number((bytes.get(name) ?? Number.NaN) / 1000, 1)} kB`),
  ]);
  return columns([["", ...NAMES.slice(1)], ...rows]);
}

function startTable({ starts }: Results): string {
  const names = [...starts.keys()];
  return columns([
    ["", ...names],
    ["median", ...names.map((name) => `${number(median(starts.get(name)!), 0)} ms`)],
  ]);
}

/** An aim and its verdict as a line. */
export function aimLine({ what, value, better, bound, unit, met }: Aim): string {
  const verdict = met === undefined ? "  ?  " : met ? " ok  " : "MISS ";
  const sign = better === "higher" ? ">=" : "<=";
  return `${verdict}${what}: ${number(value, 2)} ${unit} (${sign} ${bound} ${unit})`;
}

/** Rows of cells as lines, the first column to the left. */
export function columns(rows: readonly string[][]): string {
  const widths = rows[0]!.map((_, at) => Math.max(...rows.map((row) => row[at]!.length)));
  const pad = (cell: string, at: number) =>
    at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!);
  return rows.map((row) => `  ${row.map(pad).join("  ")}`).join("\n");
}

/** A figure with so many digits; a dash for none. */
export function number(value: number, digits: number): string {
  return Number.isNaN(value) ? "-" : value.toFixed(digits);
}

/** A ratio. */
export function times(value: number): string {
  return Number.isNaN(value) ? "-" : `${value.toFixed(2)}x`;
}

function rounded(value: number): number | null {
  return Number.isFinite(value) ? Number(value.toPrecision(4)) : null;
}
