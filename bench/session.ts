import { stop } from "./children.ts";
import { GATEWAYS, startGateway } from "./gateways.ts";
import type { Gateway, Running, Scenario } from "./gateways.ts";
import { contestants } from "./measure.ts";
import type { Bench, Contestant } from "./measure.ts";
import { fullLoad, idleStream, moderateLoad, startUp, warm } from "./phases.ts";
import type { Results } from "./summary.ts";

type Entries = ReadonlyMap<Scenario, readonly Contestant[]>;

/** Does all that there is to measure, one phase after the other. Leaves no gateway running. */
export async function measureAll(
  bench: Bench,
  scenarios: readonly Scenario[],
  profile: string | undefined,
): Promise<Results> {
  const { plan, say } = bench;
  const gateways = await startAll(bench, profile);
  const entries = new Map<Scenario, Contestant[]>();
  for (const each of scenarios) entries.set(each, await contestants(bench, each, gateways));
  say("warming");
  await warm(bench, entries);
  say(`full load, ${plan.rounds} rounds`);
  const full = await fullLoad(bench, entries);
  say(`moderate load, ${plan.steady_rounds} rounds`);
  const moderate = await moderateLoad(bench, entries);
  for (const { child } of gateways) await stop(child);
  say(`starts, ${plan.starts} of each`);
  const starts = await startTimes(bench, gateways);
  say(`memory of ${plan.idle_streams} silent streams`);
  const idle = await memory(bench, entries);
  return { full, moderate, idle, starts };
}

async function startAll(bench: Bench, profile: string | undefined): Promise<Running[]> {
  const gateways: Running[] = [];
  for (const gateway of GATEWAYS) {
    const profiled = profile !== undefined && gateway.name === "dragoman";
    const options = profiled ? ["--cpu-prof", `--cpu-prof-dir=${profile}`] : [];
    const running = await startGateway(gateway, bench.places, bench.cores.gateway, options);
    if (typeof running === "string") bench.say(`SKIPPED: ${gateway.name}: ${running}`);
    else gateways.push(running);
  }
  return gateways;
}

/** Silent streams of those who took part. */
async function memory(bench: Bench, entries: Entries): Promise<Results["idle"]> {
  const idle = new Map<Scenario, Map<string, number>>();
  for (const [scenario, all] of entries) {
    if (!scenario.stream || !bench.plan.idle_scenarios.includes(scenario.id)) continue;
    const bytes = new Map<string, number>();
    idle.set(scenario, bytes);
    for (const { name, running } of all) {
      if (!running || late(bench)) continue;
      bytes.set(name, await idleStream(bench, running.gateway, scenario));
    }
  }
  return idle;
}

async function startTimes(bench: Bench, gateways: readonly Running[]): Promise<Results["starts"]> {
  // The floors start alike: one is enough.
  const one = new Map<string, Gateway>(gateways.map(({ gateway }) => [gateway.name, gateway]));
  const starts = new Map<string, number[]>([...one.keys()].map((name) => [name, []]));
  for (let round = 0; round < bench.plan.starts && !late(bench); round++) {
    for (const [name, gateway] of one) starts.get(name)!.push(await startUp(bench, gateway));
  }
  return starts;
}

function late({ deadline, say }: Bench): boolean {
  const over = performance.now() > deadline;
  if (over) say("out of time: what follows is left out");
  return over;
}
