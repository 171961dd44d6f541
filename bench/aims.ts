import { SCENARIOS } from "./gateways.ts";
import type { Scenario } from "./gateways.ts";
import { median, ratio, samplesOf } from "./summary.ts";
import type { Results } from "./summary.ts";

/** A bound that we set ourselves, and what was measured. */
export interface Aim {
  what: string;
  value: number;
  /** The bound, and on which side of it is good. */
  bound: number;
  better: "higher" | "lower";
  unit: "x" | "kB" | "s";
  /** `undefined` when it could not be measured. */
  met: boolean | undefined;
}

const US = "dragoman";

/** Our aims, each with what this run measured. */
export function aims(results: Results): Aim[] {
  const idle = [...results.idle].map(([{ title }, bytes]) => {
    const value = (bytes.get(US) ?? Number.NaN) / 1000;
    return most(`${title}: memory while it is silent`, value, 40, "kB");
  });
  const ready = median(results.starts.get(US) ?? []) / 1000;
  return [
    ...SCENARIOS.filter(({ id }) => samplesOf(results.full, id, US).length > 0).flatMap(
      (scenario) => aimsOf(results, scenario),
    ),
    ...idle,
    most("ready after its start", ready, 0.6, "s"),
  ];
}

function aimsOf({ full, moderate }: Results, { id, title, stream }: Scenario): Aim[] {
  const rate = (base: string) => ratio(full, id, [US, base], "rate");
  const cpu = (base: string) => ratio(full, id, [US, base], "cpu_us");
  const floor = least(`${title}: throughput of the floor's`, rate("floor"), 0.8);
  // On two cores it is the load and not Dragoman that decides how many streams are moved: the peer, at full
  // load, is compared by whole answers.
  if (!stream) return [floor, least(`${title}: throughput of Portkey's`, rate("portkey"), 12)];
  const single = ratio(moderate, id, [US, "floor"], "cpu_us");
  return [
    floor,
    most(`${title}: CPU a chunk of the floor's`, cpu("floor"), 1.5),
    most(`${title}: CPU a chunk of the floor's, chunks 10 ms apart`, single, 1.5),
    most(`${title}: CPU a chunk of Portkey's`, cpu("portkey"), 0.2),
  ];
}

function least(what: string, value: number, bound: number, unit: Aim["unit"] = "x"): Aim {
  return { what, value, bound, better: "higher", unit, met: verdict(value, value >= bound) };
}

function most(what: string, value: number, bound: number, unit: Aim["unit"] = "x"): Aim {
  return { what, value, bound, better: "lower", unit, met: verdict(value, value <= bound) };
}

function verdict(value: number, good: boolean): boolean | undefined {
  return Number.isNaN(value) ? undefined : good;
}
