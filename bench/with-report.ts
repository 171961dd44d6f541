import type { Aim } from "./aims.ts";
import type { Scenario } from "./gateways.ts";
import type { Series } from "./measure.ts";
import { columns, number, times } from "./report.ts";
import { figure, median, ratio, samplesOf } from "./summary.ts";
import { SETTINGS } from "./with.ts";
import type { Setting } from "./with.ts";

const NAMES = Object.keys(SETTINGS) as Setting[];
/** The least share of the throughput that keys, limits, ledger and metrics may leave. */
const LEAST = 0.8;

/** What a setting leaves of the bare gateway's throughput and adds to its CPU. */
export interface Share {
  scenario: Scenario["id"];
  name: Setting;
  per_second: number;
  /** The median of the rounds' ratios, and the best round of each against the best of the bare one. */
  share: number;
  best_share: number;
  cpu_us: number;
  cpu_share: number;
  busy: number;
  waited: number;
  failed: number;
}

/** All shares of a run, scenario by scenario. */
export function sharesOf(series: readonly Series[]): Share[] {
  const ids = [...new Set(series.map(({ scenario }) => scenario.id))];
  return ids.flatMap((id) => NAMES.map((name) => shareOf(series, id, name)));
}

function shareOf(series: readonly Series[], id: Scenario["id"], name: Setting): Share {
  const samples = samplesOf(series, id, name);
  return {
    scenario: id,
    name,
    per_second: figure(series, id, name, "rate"),
    share: ratio(series, id, [name, "bare"], "rate"),
    best_share: best(series, id, name) / best(series, id, "bare"),
    cpu_us: figure(series, id, name, "cpu_us"),
    cpu_share: ratio(series, id, [name, "bare"], "cpu_us"),
    busy: median(samples.map(({ busy }) => busy)),
    waited: median(samples.map(({ waited }) => waited)),
    failed: samples.reduce((sum, { bad }) => sum + bad, 0),
  };
}

function best(series: readonly Series[], id: Scenario["id"], name: string): number {
  return Math.max(...samplesOf(series, id, name).map(({ rate }) => rate));
}

/** The aims of `--with`, each with what this run measured. */
export function withAims(shares: readonly Share[]): Aim[] {
  return shares
    .filter(({ name }) => name !== "bare")
    .map(({ scenario, name, share }) => ({
      what: `${scenario}, ${name}: throughput of the bare gateway's`,
      value: share,
      bound: LEAST,
      better: "higher",
      unit: "x",
      met: Number.isNaN(share) ? undefined : share >= LEAST,
    }));
}

/** A table for people. */
export function withTable(shares: readonly Share[]): string {
  const head = [
    "",
    "",
    "a second",
    "of bare",
    "best of best",
    "us CPU",
    "of bare",
    "busy",
    "waited",
    "failed",
  ];
  const rows = shares.map((each) => [
    each.scenario,
    each.name,
    number(each.per_second, 0),
    times(each.share),
    times(each.best_share),
    number(each.cpu_us, 1),
    times(each.cpu_share),
    number(each.busy, 2),
    number(each.waited, 2),
    String(each.failed),
  ]);
  return columns([head, ...rows]);
}
