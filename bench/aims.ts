import { SCENARIOS } from "./gateways.ts";
import { median, ratio } from "./summary.ts";
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
export function aims({ full, moderate, idle, starts }: Results): Aim[] {
  const list: Aim[] = [];
  const aim = (
    what: string,
    value: number,
    better: Aim["better"],
    bound: number,
    unit: Aim["unit"] = "x",
  ) => {
    const good = better === "higher" ? value >= bound : value <= bound;
    list.push({ what, value, bound, better, unit, met: Number.isNaN(value) ? undefined : good });
  };
  for (const { id, title, stream } of SCENARIOS) {
    aim(
      `${title}: throughput of the floor's`,
      ratio(full, id, [US, "floor"], "rate"),
      "higher",
      0.8,
    );
    aim(
      `${title}: throughput of Portkey's`,
      ratio(full, id, [US, "portkey"], "rate"),
      "higher",
      12,
    );
    if (!stream) continue;
    const cpu = (base: string) => ratio(full, id, [US, base], "cpu_us");
    aim(`${title}: CPU a chunk of the floor's`, cpu("floor"), "lower", 1.5);
    aim(`${title}: CPU a chunk of Portkey's`, cpu("portkey"), "lower", 0.2);
    const paced = ratio(moderate, id, [US, "floor"], "cpu_us");
    aim(`${title}: CPU a chunk of the floor's, one by one`, paced, "lower", 1.5);
  }
  for (const [{ title }, bytes] of idle) {
    aim(
      `${title}: memory of an idle stream`,
      (bytes.get(US) ?? Number.NaN) / 1000,
      "lower",
      40,
      "kB",
    );
  }
  aim("ready after its start", median(starts.get(US) ?? []) / 1000, "lower", 0.6, "s");
  return list;
}
