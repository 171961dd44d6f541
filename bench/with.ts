import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { stop } from "./children.ts";
import { dragomanLaunch, SCENARIOS, startGateway } from "./gateways.ts";
import type { Gateway, Places, Running, Scenario } from "./gateways.ts";
import { contestants } from "./measure.ts";
import type { Bench, Contestant, Series } from "./measure.ts";
import { fullLoad, warm } from "./phases.ts";

// `--with`: the same gateway bare, and with what production has on, side by side.

/** What is on, by the contestant's name; the first is what the others are compared with. */
export const SETTINGS = {
  bare: { kept: false, audit: false },
  kept: { kept: true, audit: false },
  audited: { kept: true, audit: true },
} as const;

/** A contestant of `--with`. */
export type Setting = keyof typeof SETTINGS;

const ADMIN_KEY = "bench-admin-key-0123456789";

/** Limits and budgets that are counted for every request and never met. */
const KEY = {
  name: "bench",
  limits: { rpm: 1_000_000_000, tpm: 1_000_000_000_000, concurrent: 100_000 },
  budgets: { day: "1000000", month: "9000000" },
  tags: ["team:bench"],
};

/** Dragoman with a setting: a folder and, where keys are needed, a key of its own. */
export function gatewayWith(name: Setting): Gateway {
  const { kept, audit } = SETTINGS[name];
  let secret = "not-a-key";
  const home = (places: Places): string => {
    const folder = join(places.scripts, `home-${name}`);
    mkdirSync(folder, { recursive: true });
    const yaml = [
      `sandbox: false`,
      `keys: { required: ${kept} }`,
      `ledger: { enabled: ${kept} }`,
      `metrics: { enabled: ${kept} }`,
      `audit: { enabled: ${audit} }`,
    ];
    writeFileSync(join(folder, "dragoman.yaml"), `${yaml.join("\n")}\n`);
    return folder;
  };
  return {
    name,
    serves: () => true,
    launch(port, places) {
      const launch = dragomanLaunch(port, places);
      if (typeof launch === "string") return launch;
      return { ...launch, env: { ...launch.env, DRAGOMAN_ADMIN_KEY: ADMIN_KEY } };
    },
    home,
    async settle(port) {
      if (kept) secret = await makeKey(port);
    },
    ready: "/ready",
    ask: (scenario) => ({
      model: scenario.translated ? "anthropic/claude-sonnet-4-5" : "openai/gpt-4.1-mini",
      headers: { authorization: `Bearer ${secret}` },
    }),
  };
}

async function makeKey(port: number): Promise<string> {
  const answer = await fetch(`http://127.0.0.1:${port}/admin/keys`, {
    method: "POST",
    headers: { authorization: `Bearer ${ADMIN_KEY}`, "content-type": "application/json" },
    body: JSON.stringify(KEY),
  });
  const { secret } = (await answer.json()) as { secret?: string };
  if (secret === undefined) throw new Error(`no key was made: ${answer.status}`);
  return secret;
}

/** Full load through each setting in turns. Leaves no gateway running. */
export async function measureWith(
  bench: Bench,
  scenarios: readonly Scenario[] = SCENARIOS,
  profile?: string,
): Promise<readonly Series[]> {
  const gateways: Running[] = [];
  for (const name of Object.keys(SETTINGS) as Setting[]) {
    const profiled = profile !== undefined && name === "kept";
    const options = profiled ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : [];
    const core = bench.cores.gateway;
    const running = await startGateway(gatewayWith(name), bench.places, core, options);
    if (typeof running === "string") throw new Error(`${name}: ${running}`);
    gateways.push(running);
  }
  const entries = new Map<Scenario, Contestant[]>();
  for (const each of scenarios) entries.set(each, await contestants(bench, each, gateways));
  bench.say("warming");
  await warm(bench, entries);
  bench.say(`full load, ${bench.plan.rounds} rounds`);
  const series = await fullLoad(bench, entries);
  // What waits is written before anybody is stopped.
  await sleep(300);
  for (const { child } of gateways) await stop(child);
  return series;
}
