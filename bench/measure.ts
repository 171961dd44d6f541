import type { ChildProcess } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { faultOf } from "./check.ts";
import { message } from "./children.ts";
import type { Cores } from "./children.ts";
import { directShot, shotAt } from "./gateways.ts";
import type { Places, Running, Scenario } from "./gateways.ts";
import type { Job, Outcome, Shot } from "./jobs.ts";
import type { Plan } from "./plan.ts";
import { processTime } from "./process-stats.ts";
import type { Mode } from "./traffic.ts";
import { PIECES } from "./traffic.ts";

/** What all measuring needs. */
export interface Bench {
  plan: Plan;
  places: Places;
  cores: Cores;
  load: ChildProcess;
  /** When to begin nothing more, on the clock of `performance.now`. */
  deadline: number;
  /** Tells a person what is going on. */
  say(text: string): void;
}

/** One measurement of one contestant. CPU is the gateway's own; `NaN` for the upstream asked directly. */
export interface Sample {
  /** Answers a second; a stream is one answer. */
  rate: number;
  /** Microseconds of CPU for a whole answer, or for a chunk of a stream. */
  cpu_us: number;
  /** The share of one core that the gateway used: near 1 when it, and not the load, was the limit. */
  busy: number;
  /**
   * The share of the time in which it was ready to run and did not: another process had its core, or, where it
   * is idle now and then, the core had to wake up.
   */
  waited: number;
  /** Milliseconds until the text begins, and until the last byte. */
  first_p50: number;
  first_p99: number;
  total_p50: number;
  total_p99: number;
  bad: number;
}

/** Who is measured: a gateway, or nobody in between. */
export interface Contestant {
  name: string;
  running?: Running;
}

/** All samples of a contestant at a scenario. A round stands at the same index for everyone. */
export interface Series {
  scenario: Scenario;
  contestant: Contestant;
  samples: Sample[];
}

/** Lets the load do a job. */
export async function run(bench: Pick<Bench, "load">, job: Job): Promise<Outcome> {
  const outcome = message<Outcome>(bench.load);
  bench.load.send(job);
  return outcome;
}

/** The contestants of a scenario that answer rightly; who does not is named and left out. */
export async function contestants(
  bench: Bench,
  scenario: Scenario,
  gateways: readonly Running[],
): Promise<Contestant[]> {
  const fit: Contestant[] = [{ name: "direct" }];
  for (const running of gateways.filter(({ gateway }) => gateway.serves(scenario))) {
    const shot = shotAt(running, scenario, "burst", bench.places);
    const fault = faultOf(await run(bench, { do: "once", shot }), scenario.stream);
    if (fault) bench.say(`SKIPPED: ${running.gateway.name} at ${scenario.title}: ${fault}`);
    else fit.push({ name: running.gateway.name, running });
  }
  return fit;
}

/** Runs a scenario once for a contestant with some job, and reads the clock of its process around it. */
export async function sample(
  bench: Bench,
  scenario: Scenario,
  { running }: Contestant,
  mode: Mode,
  job: (shot: Shot) => Job,
): Promise<Sample> {
  const { places } = bench;
  const shot = running
    ? shotAt(running, scenario, mode, places)
    : directShot(scenario, mode, places);
  const before = running && processTime(running.pid);
  const begun = performance.now();
  const outcome = await run(bench, job(shot));
  // What a gateway does after an answer (accounts, logs) is part of its cost.
  await sleep(60);
  const after = running && processTime(running.pid);
  const elapsed_us = (performance.now() - begun) * 1000;
  const cpu = before && after ? after.cpu_us - before.cpu_us : Number.NaN;
  const waiting = before && after ? after.waited_us - before.waited_us : 0;
  const waited = Math.max(0, waiting / elapsed_us);
  const { good, bad, ms, first, total } = outcome;
  return {
    rate: (good * 1000) / ms,
    cpu_us: cpu / Math.max(1, good) / (scenario.stream ? PIECES.length : 1),
    busy: cpu / elapsed_us,
    waited,
    first_p50: first.p50,
    first_p99: first.p99,
    total_p50: total.p50,
    total_p99: total.p99,
    bad,
  };
}

/**
 * Measures in turns: every contestant once a round, each round beginning with another one, so that what the
 * machine does meanwhile falls on all alike. Ends early at the deadline, after a whole round.
 */
export async function rounds(
  bench: Bench,
  entries: ReadonlyMap<Scenario, Contestant[]>,
  count: number,
  mode: Mode,
  job: (scenario: Scenario, shot: Shot) => Job,
): Promise<Series[]> {
  const series = [...entries].flatMap(([scenario, all]) =>
    all.map((contestant): Series => ({ scenario, contestant, samples: [] })),
  );
  for (let round = 0; round < count; round++) {
    if (performance.now() > bench.deadline) {
      bench.say(`out of time after ${round} of ${count} rounds`);
      break;
    }
    for (const scenario of entries.keys()) {
      const turn = series.filter((each) => each.scenario === scenario);
      for (let at = 0; at < turn.length; at++) {
        const { contestant, samples } = turn[(at + round) % turn.length]!;
        samples.push(
          await sample(bench, scenario, contestant, mode, (shot) => job(scenario, shot)),
        );
      }
    }
  }
  return series;
}
