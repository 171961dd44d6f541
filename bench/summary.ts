import type { Scenario } from "./gateways.ts";
import type { Sample, Series } from "./measure.ts";

/** The numbers of a sample that are put together over rounds. */
export type Figure = Exclude<keyof Sample, "bad">;

/** All that was measured. */
export interface Results {
  full: readonly Series[];
  moderate: readonly Series[];
  /** Bytes, by scenario and contestant. */
  idle: ReadonlyMap<Scenario, ReadonlyMap<string, number>>;
  /** Milliseconds of each start, by contestant. */
  starts: ReadonlyMap<string, readonly number[]>;
}

/** The middle of some numbers, of those that are numbers; `NaN` when there are none. */
export function median(values: readonly number[]): number {
  const sorted = values.filter((value) => !Number.isNaN(value)).sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length === 0) return Number.NaN;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** The samples of a contestant at a scenario; none when it did not take part. */
export function samplesOf(
  series: readonly Series[],
  id: Scenario["id"],
  name: string,
): readonly Sample[] {
  return (
    series.find((each) => each.scenario.id === id && each.contestant.name === name)?.samples ?? []
  );
}

/** A contestant's median. */
export function figure(
  series: readonly Series[],
  id: Scenario["id"],
  name: string,
  of: Figure,
): number {
  return median(samplesOf(series, id, name).map((each) => each[of]));
}

/** One contestant against another: the median of the ratios of each round, in which both met the same machine. */
export function ratio(
  series: readonly Series[],
  id: Scenario["id"],
  [name, base]: readonly [string, string],
  of: Figure,
): number {
  const against = samplesOf(series, id, base);
  return median(
    samplesOf(series, id, name).map(
      (each, round) => each[of] / (against[round]?.[of] ?? Number.NaN),
    ),
  );
}

/** Milliseconds that a contestant adds to what the upstream takes when it is asked directly. */
export function added(
  series: readonly Series[],
  id: Scenario["id"],
  name: string,
  of: Figure,
): number {
  const direct = samplesOf(series, id, "direct");
  return median(
    samplesOf(series, id, name).map(
      (each, round) => each[of] - (direct[round]?.[of] ?? Number.NaN),
    ),
  );
}
