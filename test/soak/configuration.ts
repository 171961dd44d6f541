/** A route of the load: its name, and what of it must hold. */
export interface LoadRoute {
  name: string;
  /** An answer that says nothing is never handed on. */
  strict: boolean;
  /** How often it is asked for. */
  weight: number;
}

const O = "openai/gpt-4.1-mini";
const A = "anthropic/claude-haiku-4-5";
const G = "gemini/gemini-2.5-flash";

const ALL = `[${O}, ${A}, ${G}]`;

/** The routes as the config has them, one of each kind. */
const ROUTES: Readonly<Record<string, { weight: number; yaml: string }>> = {
  ordered: { weight: 12, yaml: `targets: ${ALL}` },
  held: { weight: 12, yaml: `targets: [${A}, ${O}], commit: complete, heartbeat_ms: 100` },
  hedged: { weight: 10, yaml: `targets: [${G}, ${O}, ${A}], hedge: { after: 90 }` },
  heldhedged: {
    weight: 6,
    yaml: `targets: [${O}, ${G}], commit: complete, heartbeat_ms: 150, hedge: { after: p95, min_ms: 60 }`,
  },
  weighted: {
    weight: 8,
    yaml: `strategy: weighted, targets: [{ model: ${O}, weight: 3 }, ${G}, ${A}]`,
  },
  cheapest: { weight: 8, yaml: `strategy: cheapest, targets: ${ALL}` },
  fastest: { weight: 8, yaml: `strategy: fastest, targets: ${ALL}` },
  least: { weight: 6, yaml: `strategy: least_busy, targets: ${ALL}` },
  remaining: { weight: 4, yaml: `strategy: most_remaining, targets: ${ALL}` },
  sticky: { weight: 6, yaml: `sticky: { by: [session, prefix] }, targets: [${O}, ${A}]` },
  queued: {
    weight: 6,
    yaml: `targets: [{ model: ${O}, max_concurrent: 3, queue: { max: 8, wait_ms: 400 } }, ${A}]`,
  },
  shadowed: {
    weight: 6,
    yaml: `targets: [${O}], shadow: [{ model: ${G}, percent: 40 }], canary: [{ model: ${A}, percent: 20 }]`,
  },
  single: { weight: 6, yaml: `targets: [${G}]` },
};

/** What is asked for: the routes, and models by their own names, which have no route. */
export const LOAD: readonly LoadRoute[] = [
  ...Object.entries(ROUTES).map(([name, { weight }]) => ({ name, strict: true, weight })),
  { name: O, strict: false, weight: 5 },
  { name: A, strict: false, weight: 4 },
];

/** The `dragoman.yaml` of the run: everything on, and limits of time that faults are felt by within the run. */
export function configuration(): string {
  return [
    `timeouts: { connect_ms: 2000, first_token_ms: 1500, idle_ms: 1500, total_ms: 20000 }`,
    `retry: { attempts: 2, base_ms: 10, max_ms: 80, max_wait_ms: 300 }`,
    `breaker: { failures: 8, rate: 0.6, window_ms: 5000, open_ms: 200, max_open_ms: 800 }`,
    `sandbox: false`,
    `keys: { required: true, refresh_ms: 500 }`,
    `key_limits: { rpm: 1000000, tpm: 1000000000 }`,
    `ledger: { enabled: true }`,
    `metrics: { enabled: true }`,
    `audit: { enabled: true }`,
    `routes:`,
    ...Object.entries(ROUTES).map(
      ([name, { yaml }]) => `  ${name}: { ${yaml}, on_degraded: fail, total_ms: 12000 }`,
    ),
    "",
  ].join("\n");
}
