import { SCENARIOS } from "./gateways.ts";
import type { Scenario } from "./gateways.ts";
import { FULL, QUICK, WITH } from "./plan.ts";
import type { Plan } from "./plan.ts";

/** What the command line asks for. */
export interface Options {
  plan: Plan;
  scenarios: readonly Scenario[];
  json: boolean;
  /** Compares Dragoman with itself: bare, and with all that production has on. */
  with: boolean;
  /** The folder for a CPU profile. */
  profile?: string;
}

/** What `--help` says. */
export const USAGE = `usage: npm run bench -- [--with] [--quick] [--json] [--only=<scenario>] [--profile=<folder>]
  --with              Dragoman alone: bare, with keys, limits, budgets, ledger and metrics, and with its audit log too
  --quick             under a minute instead of under four, and noisier
  --json              the results as JSON on standard output
  --only=<scenario>   one of ${SCENARIOS.map(({ id }) => id).join(", ")}
  --profile=<folder>  has Node write a CPU profile of Dragoman there`;

/** Reads the command line; throws an `Error` whose message names what it does not understand. */
export function readOptions(words: readonly string[]): Options {
  const options: Options = { plan: FULL, scenarios: SCENARIOS, json: false, with: false };
  for (const word of words) {
    const [key, value = ""] = word.split("=", 2);
    if (key === "--quick") options.plan = QUICK;
    else if (key === "--json") options.json = true;
    else if (key === "--with") options.with = true;
    else if (key === "--profile" && value) options.profile = value;
    else if (key === "--only" && SCENARIOS.some(({ id }) => id === value)) {
      options.scenarios = SCENARIOS.filter(({ id }) => id === value);
    } else throw new Error(`unknown option ${word}`);
  }
  if (options.with) options.plan = { ...options.plan, ...WITH };
  return options;
}
