import { anthropic } from "./fakes/anthropic.ts";
import { gemini } from "./fakes/gemini.ts";
import { openaiChat } from "./fakes/openai-chat.ts";
import type { Wire } from "./fakes/wire.ts";
import type { Profile } from "./profile.ts";
import type { Verdict } from "./report.ts";
import type { Row } from "./row.ts";
import { openWorld } from "./world.ts";

/** The formats that upstreams speak here. */
export const WIRES: readonly Wire[] = [openaiChat, anthropic, gemini];

/** How many rows run at once: they wait much more than they work. */
export const AT_ONCE = 16;

/** What is run. */
export interface Job {
  row: Row;
  wire: Wire;
}

/** Runs one row at one wire format, in each of its ways; what throws is a fault like any other. */
export async function runRow({ row, wire }: Job, profile: Profile, door: string): Promise<Verdict> {
  const { id, title, ways } = row;
  const verdict: Verdict = {
    id,
    title,
    wire: wire.dialect,
    faults: [],
    notes: [],
    skipped: false,
    ms: 0,
  };
  if ((row.only && !row.only(wire)) || (row.doors && !row.doors.includes(door))) {
    return { ...verdict, skipped: true };
  }
  const began = performance.now();
  for (const way of ways) {
    const setting = { profile, wire, door, stream: way === "stream" };
    try {
      const w = await openWorld(setting, row.configuration(wire, profile));
      try {
        await row.run(w);
      } finally {
        await w.close();
        verdict.faults.push(...w.faults.map((fault) => `${way}: ${fault}`));
        verdict.notes.push(...w.notes.map((note) => `${way}: ${note}`));
      }
    } catch (error) {
      verdict.faults.push(`${way}: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return { ...verdict, ms: performance.now() - began };
}

/** Runs jobs, some at once; their verdicts in the order of the jobs. */
export async function runAll(
  jobs: readonly Job[],
  profile: Profile,
  door: string,
  atOnce: number,
): Promise<Verdict[]> {
  const verdicts: Verdict[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    while (next < jobs.length) {
      const mine = next++;
      verdicts[mine] = await runRow(jobs[mine]!, profile, door);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return verdicts;
}
