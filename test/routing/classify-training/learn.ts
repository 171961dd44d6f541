import { featuresOf } from "../../../runtime/routing/classify-features.ts";
import { TASKS } from "../../../runtime/routing/classify-model.ts";
import { requestOf } from "../classify-case.ts";
import type { Labelled } from "../classify-case.ts";
import { seeded } from "./expand.ts";

/** A prompt as the model sees it: which features it has, and its class as a place in TASKS. */
export interface Row {
  task: number;
  features: Int32Array;
}

/** A prompt with the names of its features. */
export interface Prepared {
  task: number;
  names: readonly string[];
}

/** Finds the features of a prompt, as the gateway does. */
export function prepared(prompt: Labelled): Prepared {
  const names = new Set<string>();
  featuresOf(requestOf(prompt), (feature) => names.add(feature));
  return { task: TASKS.indexOf(prompt[0]), names: [...names] };
}

/** The features that at least `least` prompts have, in the order of the alphabet. */
export function vocabulary(prompts: readonly Prepared[], least: number): string[] {
  const counts = new Map<string, number>();
  for (const { names } of prompts)
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts]
    .filter(([, count]) => count >= least)
    .map(([name]) => name)
    .sort();
}

/** Prompts with the features that are in the vocabulary, by their place in it. */
export function rowsOf(prompts: readonly Prepared[], names: readonly string[]): Row[] {
  const places = new Map(names.map((name, i) => [name, i]));
  return prompts.map((each) => {
    const features = each.names.map((name) => places.get(name)).filter((i) => i !== undefined);
    return { task: each.task, features: Int32Array.from(features) };
  });
}

/** How much each feature speaks for each class: `weights[5 * feature + class]`; the last five are the prior. */
export type Weights = Float64Array;

/** How it is trained: rounds over all prompts, and the length of a step. */
export interface Settings {
  rounds: number;
  rate: number;
  /** Pulls weights to nothing, per step. */
  decay: number;
  /** Features that a step leaves out, as a share: no one word may carry a class alone. */
  drop: number;
}

/** Multinomial logistic regression by stochastic gradient with AdaGrad steps; the same for the same rows. */
export function train(rows: readonly Row[], size: number, settings: Settings): Weights {
  const weights = new Float64Array(5 * (size + 1));
  const squares = new Float64Array(weights.length).fill(1e-2);
  const random = seeded(7);
  const order = rows.map((_row, i) => i);
  for (let round = 0; round < settings.rounds; round++) {
    for (let i = order.length - 1; i > 0; i--) {
      const j = Math.floor(random() * (i + 1));
      [order[i], order[j]] = [order[j]!, order[i]!];
    }
    for (const at of order) step(weights, squares, rows[at]!, size, settings, random);
  }
  return weights;
}

function step(
  weights: Weights,
  squares: Float64Array,
  row: Row,
  size: number,
  settings: Settings,
  random: () => number,
): void {
  const kept = row.features.filter(() => random() >= settings.drop);
  const shares = sharesOf(weights, kept, size);
  for (let task = 0; task < 5; task++) {
    const error = shares[task]! - (task === row.task ? 1 : 0);
    for (let i = -1; i < kept.length; i++) {
      const at = 5 * (i < 0 ? size : kept[i]!) + task;
      const slope = error + settings.decay * weights[at]!;
      squares[at]! += slope * slope;
      weights[at]! -= (settings.rate * slope) / Math.sqrt(squares[at]!);
    }
  }
}

/** What share each class has, from 0 to 1. */
export function sharesOf(
  weights: Weights,
  features: Int32Array,
  size: number,
  divisor = 1,
): number[] {
  const sums = [0, 1, 2, 3, 4].map((task) => {
    let sum = weights[5 * size + task]!;
    for (const feature of features) sum += weights[5 * feature + task]!;
    return sum;
  });
  const most = Math.max(...sums);
  const powers = sums.map((sum) => Math.exp((sum - most) / divisor));
  const all = powers.reduce((a, b) => a + b, 0);
  return powers.map((power) => power / all);
}
