import { cpus } from "node:os";
import { dirname } from "node:path";
import { bundleScripts, findCores, message, start, stop, stopAll } from "./children.ts";
import type { Cores } from "./children.ts";
import { GATEWAYS, SCENARIOS, startGateway } from "./gateways.ts";
import type { Gateway, Running, Scenario } from "./gateways.ts";
import { contestants } from "./measure.ts";
import type { Bench, Contestant } from "./measure.ts";
import { fullLoad, idleStream, moderateLoad, startUp, warm } from "./phases.ts";
import { FULL, QUICK } from "./plan.ts";
import { asJson, tables } from "./report.ts";
import type { Results } from "./summary.ts";

// `npm run bench`: Dragoman, the floors and a peer side by side in one run. See README.md.

const USAGE = `usage: npm run bench -- [--quick] [--json] [--profile=<folder>]
  --quick             under a minute instead of under four, and noisier
  --json              the results as JSON on standard output
  --profile=<folder>  has Node write a CPU profile of Dragoman there`;

const SCRIPTS = ["mock", "load", "floor-pass", "floor-translate", "collect"];

const options = new Map<string, string>();
for (const each of process.argv.slice(2)) {
  const [key = "", value = ""] = each.split("=", 2);
  options.set(key, value);
}
const unknown = [...options.keys()].find(
  (key) => !["--quick", "--json", "--profile"].includes(key),
);
if (unknown !== undefined) {
  console.error(unknown === "--help" ? USAGE : `unknown option ${unknown}\n${USAGE}`);
  process.exit(unknown === "--help" ? 0 : 2);
}

process.on("exit", stopAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => process.exit(130));
await main();
process.exit();

async function main(): Promise<void> {
  const begun = performance.now();
  const plan = options.has("--quick") ? QUICK : FULL;
  const root = dirname(dirname(process.argv[1]!));
  const cores = findCores();
  const say = (text: string) => console.error(`[${seconds(begun)}] ${text}`);
  say(
    `Node ${process.version}, ${cpus()[0]?.model ?? "?"}, ${cpus().length} cores; ${pinning(cores)}`,
  );
  const scripts = await bundleScripts(root, SCRIPTS);
  const helper = (name: string) =>
    start({ args: [`${scripts}/${name}.mjs`], core: cores.rest, ipc: true });
  const { port: upstream } = await message<{ port: number }>(helper("mock"));
  const places = { root, scripts, upstream };
  const bench: Bench = { plan, places, load: helper("load"), deadline: begun + plan.total_ms, say };
  const results = await measure(bench, cores);
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model,
    cores: cpus().length,
    pinned: pinning(cores),
  };
  if (options.has("--json")) console.log(JSON.stringify({ machine, ...asJson(results) }, null, 2));
  else console.log(`\n${tables(results)}`);
  say("done");
}

async function measure(bench: Bench, cores: Cores): Promise<Results> {
  const { plan, say } = bench;
  const gateways: Running[] = [];
  for (const gateway of GATEWAYS) {
    const running = await startGateway(gateway, bench.places, cores.gateway, profiling(gateway));
    if (typeof running === "string") say(`SKIPPED: ${gateway.name}: ${running}`);
    else gateways.push(running);
  }
  const entries = new Map<Scenario, Contestant[]>();
  for (const each of SCENARIOS) entries.set(each, await contestants(bench, each, gateways));
  say("warming");
  await warm(bench, entries);
  say(`full load, ${plan.rounds} rounds`);
  const full = await fullLoad(bench, entries);
  say(`moderate load, ${plan.steady_rounds} rounds`);
  const moderate = await moderateLoad(bench, entries);
  for (const { child } of gateways) await stop(child);
  say(`memory of ${plan.idle_streams} silent streams`);
  const idle = await memory(bench, entries, cores);
  say("starts");
  const starts = await startTimes(bench, gateways);
  return { full, moderate, idle, starts };
}

/** Streams of those who took part, by scenario and name. */
async function memory(
  bench: Bench,
  entries: ReadonlyMap<Scenario, readonly Contestant[]>,
  cores: Cores,
): Promise<Results["idle"]> {
  const idle = new Map<Scenario, Map<string, number>>();
  for (const [scenario, all] of entries) {
    if (!scenario.stream) continue;
    const bytes = new Map<string, number>();
    for (const { name, running } of all) {
      if (!running || performance.now() > bench.deadline) continue;
      bytes.set(name, await idleStream(bench, running.gateway, scenario, cores.gateway));
    }
    idle.set(scenario, bytes);
  }
  return idle;
}

async function startTimes(bench: Bench, gateways: readonly Running[]): Promise<Results["starts"]> {
  // One floor is enough.
  const one = gateways.filter(
    ({ gateway }, at) => gateways.findIndex((each) => each.gateway.name === gateway.name) === at,
  );
  const starts = new Map<string, number[]>(one.map(({ gateway }) => [gateway.name, []]));
  for (let round = 0; round < bench.plan.starts; round++) {
    for (const { gateway } of one) {
      if (performance.now() > bench.deadline) continue;
      starts.get(gateway.name)!.push(await startUp(bench, gateway));
    }
  }
  return starts;
}

function profiling(gateway: Gateway): string[] {
  const folder = options.get("--profile");
  return folder && gateway.name === "dragoman" ? ["--cpu-prof", `--cpu-prof-dir=${folder}`] : [];
}

function pinning({ gateway, rest }: Cores): string {
  if (gateway === undefined) return "nothing is pinned to a core";
  return `gateways on core ${gateway}, upstream and load on core ${rest}`;
}

function seconds(since: number): string {
  return `${((performance.now() - since) / 1000).toFixed(0).padStart(3)} s`;
}
