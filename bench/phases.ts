import { setTimeout as sleep } from "node:timers/promises";
import { pathToFileURL } from "node:url";
import { join } from "node:path";
import { stop } from "./children.ts";
import { shotAt, startGateway } from "./gateways.ts";
import type { Gateway, Scenario } from "./gateways.ts";
import { rounds, run, sample } from "./measure.ts";
import type { Bench, Contestant, Series } from "./measure.ts";
import { residentBytes } from "./process-stats.ts";

type Entries = ReadonlyMap<Scenario, Contestant[]>;

/** Lets every gateway's code be compiled before it is measured. */
export async function warm(bench: Bench, entries: Entries): Promise<void> {
  const { warm_ms: ms, connections } = bench.plan;
  for (const [scenario, all] of entries) {
    for (const contestant of all.filter(({ running }) => running)) {
      await sample(bench, scenario, contestant, "burst", (shot) => {
        return { do: "closed", shot, connections, ms, most: 50_000 };
      });
    }
  }
}

/** As much as each takes: throughput, and CPU under full load. */
export function fullLoad(bench: Bench, entries: Entries): Promise<Series[]> {
  const { rounds: count, closed_ms: ms, connections, streams } = bench.plan;
  return rounds(bench, entries, count, "burst", (scenario, shot) => {
    return {
      do: "closed",
      shot,
      connections: scenario.stream ? streams : connections,
      ms,
      most: 50_000,
    };
  });
}

/** The same moderate load for all: added time, and the CPU of chunks that come one by one. */
export function moderateLoad(bench: Bench, entries: Entries): Promise<Series[]> {
  const { steady_rounds, steady_rate: rate, steady_ms: ms, paced_streams: count } = bench.plan;
  const over_ms = bench.plan.paced_over_ms;
  return rounds(bench, entries, steady_rounds, "paced", (scenario, shot) =>
    scenario.stream
      ? { do: "streams", shot, count, over_ms, within_ms: 8_000 }
      : { do: "steady", shot, rate, ms },
  );
}

/** What a stream that is open and silent costs, in bytes of resident memory; `NaN` when it cannot be told. */
export async function idleStream(
  bench: Bench,
  gateway: Gateway,
  scenario: Scenario,
): Promise<number> {
  const { places, plan, cores } = bench;
  const collect = pathToFileURL(join(places.scripts, "collect.mjs")).href;
  const running = await startGateway(gateway, places, cores.gateway, [
    "--expose-gc",
    "--import",
    collect,
  ]);
  if (typeof running === "string") return Number.NaN;
  const settled = async () => {
    await sleep(300);
    running.child.kill("SIGUSR2");
    await sleep(300);
    return residentBytes(running.pid);
  };
  try {
    // Code and pools that are made once are not the price of a stream.
    const burst = shotAt(running, scenario, "burst", places);
    await run(bench, { do: "closed", shot: burst, connections: 32, ms: 600, most: 200 });
    const before = await settled();
    const shot = shotAt(running, scenario, "hold", places);
    const held = await run(bench, {
      do: "hold",
      shot,
      count: plan.idle_streams,
      within_ms: 15_000,
    });
    const after = await settled();
    if (held.good < plan.idle_streams || held.bad > 0) return Number.NaN;
    return (after - before) / held.good;
  } finally {
    await run(bench, { do: "release" });
    await stop(running.child);
  }
}

/** Milliseconds from the start of a process to its first 200, once; `NaN` when it does not come. Not pinned. */
export async function startUp(bench: Bench, gateway: Gateway): Promise<number> {
  const running = await startGateway(gateway, bench.places, undefined);
  if (typeof running === "string") return Number.NaN;
  await stop(running.child);
  return running.ready_ms;
}
