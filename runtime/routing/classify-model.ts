import type { TaskClass } from "../route-config.ts";
import { SCALE, TABLE } from "./classify-weights.ts";

/** In this order the weights stand. */
export const TASKS: readonly TaskClass[] = ["simple", "extraction", "chat", "code", "reasoning"];

/** The name of the weights that every request has. */
export const PRIOR = "(prior)";

let model: Map<string, Int8Array> | undefined;

/** Weights of a feature in the order of TASKS; undefined when it tells nothing. The table is read at the first call. */
export function weightsOf(feature: string): Int8Array | undefined {
  model ??= read(TABLE);
  return model.get(feature);
}

/** Shares of the classes, from 0 to 1 and 1 in all, out of the sums of their weights. */
export function sharesOf(sums: readonly number[]): number[] {
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp((sum - most) / SCALE));
  const all = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / all);
}

/** `feature=1,-2,0,3,-1` after one another, with ` | ` or a new line between. */
function read(table: string): Map<string, Int8Array> {
  const found = new Map<string, Int8Array>();
  for (const entry of table.trim().split(/ \| |\n/)) {
    const at = entry.lastIndexOf("=");
    found.set(entry.slice(0, at), Int8Array.from(entry.slice(at + 1).split(","), Number));
  }
  return found;
}
