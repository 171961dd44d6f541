import type * as Hub from "../../generated/hub.types.ts";
import type { TaskClass } from "../route-config.ts";
import { featuresOf, isEnumOnly } from "./classify-features.ts";
import { PRIOR, sharesOf, TASKS, weightsOf } from "./classify-model.ts";

/** What a request is about, how likely that is (0 to 1, calibrated), and what told so, the strongest first. */
export interface Classification {
  task: TaskClass;
  score: number;
  because: string[];
}

/** What a setting alone decides is right but for requests that say one thing and mean another. */
const CERTAIN = 0.95;
/** A hard task that goes to a weak model costs more than an easy one that goes to a strong model. */
const WORTH: Readonly<Record<TaskClass, number>> = {
  simple: 0.5,
  extraction: 0.5,
  chat: 1,
  code: 1,
  reasoning: 1,
};
/** Reasons that are told. */
const REASONS = 4;

/**
 * Says from the request alone what kind of task it is: by settings that decide, else by a linear model over words and
 * form, learnt offline (`node scripts/run.mjs test/routing/classify-training/main.ts`). Deterministic, calls
 * nobody, and takes a time that does not grow with the prompt beyond a few kilobytes.
 */
export function classify(hub: Hub.Request): Classification {
  const features = new Set<string>();
  featuresOf(hub, (feature) => {
    // Most words tell nothing.
    if (weightsOf(feature) !== undefined) features.add(feature);
  });
  return byRule(hub, features) ?? byModel(features);
}

/** Settings that a client chose for the kind of task; undefined when there is none. */
function byRule(hub: Hub.Request, features: ReadonlySet<string>): Classification | undefined {
  const { effort, budget = 0 } = hub.reasoning ?? {};
  const isHigh = effort === "high" || effort === "xhigh" || effort === "max";
  // Clients that write code ask for it with every request.
  const isCode = ["has a block of code", "has lines of code", "has tools for files or commands"];
  if ((isHigh || budget >= 4096) && !isCode.some((each) => features.has(each))) {
    const asked = isHigh ? effort : `${budget} tokens`;
    return { task: "reasoning", score: CERTAIN, because: [`asks for reasoning (${asked})`] };
  }
  const schema = hub.output?.type === "schema" ? hub.output.schema : undefined;
  const hasTools = hub.tools !== undefined && hub.tools.length > 0;
  if (schema && isEnumOnly(schema) && !hasTools && !features.has("asks for reasoning"))
    return { task: "simple", score: CERTAIN, because: ["the answer is a choice"] };
  return undefined;
}

function byModel(features: ReadonlySet<string>): Classification {
  const told: [feature: string, weights: Int8Array][] = [];
  const sums = [...(weightsOf(PRIOR) ?? [0, 0, 0, 0, 0])];
  for (const feature of features) {
    const weights = weightsOf(feature);
    if (weights === undefined) continue;
    told.push([feature, weights]);
    for (let task = 0; task < sums.length; task++) sums[task]! += weights[task]!;
  }
  const shares = sharesOf(sums);
  const worth = shares.map((share, task) => share * WORTH[TASKS[task]!]);
  const best = worth.indexOf(Math.max(...worth));
  return {
    task: TASKS[best]!,
    score: Math.round(100 * shares[best]!) / 100,
    because: reasons(told, best),
  };
}

/** What speaks most for a class, in words. The weights of a feature are 0 in sum. */
function reasons(told: readonly [feature: string, weights: Int8Array][], best: number): string[] {
  const strongest = told
    .filter(([, weights]) => weights[best]! > 0)
    .sort(([, a], [, b]) => b[best]! - a[best]!)
    .slice(0, REASONS)
    .map(([feature]) => inWords(feature));
  return strongest.length > 0 ? strongest : ["nothing points elsewhere"];
}

const WHERE: Readonly<Record<string, string>> = {
  "system ": " (system)",
  "earlier ": " (the turn before)",
  "text ": " (in the text)",
};

/** `system "classi-` is: says “classi…” (system). */
function inWords(feature: string): string {
  const [, whose = "", quote, name = ""] = /^(system |earlier |text )?(")?([^]*)$/.exec(feature)!;
  const where = WHERE[whose] ?? "";
  if (quote === undefined) return name + where;
  if (name.startsWith("^ ")) return `begins with “${name.slice(2)}”${where}`;
  return `says “${name.replace(/-$/, "…")}”${where}`;
}
