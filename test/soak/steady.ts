import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { anthropic } from "../chaos/fakes/anthropic.ts";
import { gemini } from "../chaos/fakes/gemini.ts";
import { openaiChat } from "../chaos/fakes/openai-chat.ts";
import { checkAccounts } from "./accounts.ts";
import { checkAnswers } from "./answers.ts";
import type { Ask, Told } from "./client.ts";
import { configuration } from "./configuration.ts";
import { DOORS } from "./doors.ts";
import { startGateway } from "./gateway.ts";
import type { Footprint, Gateway } from "./gateway.ts";
import { makeKeys } from "./keys.ts";
import type { LoadKey } from "./keys.ts";
import { readLedger } from "./ledger.ts";
import { askAll, startLoad } from "./load.ts";
import type { Options } from "./options.ts";
import { createRandom } from "./random.ts";
import { checkBudgets, checkCounts, checkMetrics, checkSpend } from "./sums.ts";
import { MAX_TOKENS, promptOf } from "./text.ts";
import { createTraffic } from "./traffic.ts";
import { startUpstream } from "./upstream.ts";
import type { Truths, Upstream } from "./upstream.ts";
import type { Verdicts } from "./verdicts.ts";

/** The wire that each provider of the run speaks. */
export const WIRES = { openai: openaiChat, anthropic, gemini } as const;

/** Growth that is no leak: pools, caches that fill, the allocator's own; megabytes and numbers. */
const BOUNDS = { rss_mb: 40, heap_mb: 12, files: 24, handles: 24 };

/** Requests that are under way when the gateway is told to stop. */
const LAST = 40;

/** A gateway under steady load with faults, its clean stop, and what it wrote down. */
export async function soak(
  options: Options,
  folder: string,
  verdicts: Verdicts,
  say: (text: string) => void,
): Promise<void> {
  const { seed, seconds, clients, server } = options;
  const random = createRandom(seed);
  const truths: Truths = new Map();
  const upstreams = await startUpstreams(random, truths);
  const place = join(folder, "steady");
  const urls = Object.fromEntries([...upstreams].map(([id, { url }]) => [id, url]));
  try {
    const launch = { server, folder: place, yaml: configuration(), upstreams: urls };
    const gateway = await startGateway(launch);
    const keys = await makeKeys(gateway);
    const told: Told[] = [];
    const next = createTraffic(random.fork(), keys, "soak");
    const run = async (part: number): Promise<Footprint> => {
      const load = startLoad(gateway.url, clients, next, told);
      await sleep(part * seconds * 1000);
      load.stop();
      await load.done;
      await atRest(gateway, verdicts);
      return gateway.footprint();
    };
    say(`${seconds} s, ${clients} clients, seed ${seed}, gateway ${gateway.pid}`);
    const early = await run(1 / 3);
    say(`${told.length} requests; at rest: ${shown(early)}`);
    const late = await run(2 / 3);
    say(`${told.length} requests; at rest: ${shown(late)}`);
    checkFootprint(early, late, verdicts);
    const now = await readLedger(place);
    await checkMetrics(gateway, now, verdicts);
    await checkSpend(gateway, told, now, keys, verdicts);
    await stopUnderLoad(gateway, keys, told, verdicts);
    if (options.keep) writeFileSync(join(folder, "told.json"), JSON.stringify(told, null, 1));
    checkAnswers(told, truths, verdicts);
    const ledger = await readLedger(place);
    await checkAccounts(told, ledger, truths, verdicts);
    checkBudgets(told, ledger, keys, verdicts);
    checkCounts(gateway, ledger, verdicts);
    say(`faults: ${countsOf(upstreams)}`);
  } finally {
    for (const each of upstreams.values()) await each.close();
  }
}

/** The fakes of all providers; `well` turns their faults off. */
export async function startUpstreams(
  random: ReturnType<typeof createRandom>,
  truths: Truths,
  well = false,
): Promise<Map<string, Upstream>> {
  const upstreams = new Map<string, Upstream>();
  for (const [id, wire] of Object.entries(WIRES))
    upstreams.set(id, await startUpstream(id, wire, random.fork(), truths, well));
  return upstreams;
}

/** Waits until nothing is under way, copies that nobody waits for included, and all is written. */
async function atRest(gateway: Gateway, verdicts: Verdicts): Promise<void> {
  let inFlight = NaN;
  for (let i = 0; i < 50; i++) {
    inFlight = (await gateway.metrics()).sum("dragoman_requests_in_flight");
    if (inFlight === 0) break;
    await sleep(100);
  }
  verdicts.check("nothing is in flight when nobody asks", inFlight === 0, `${inFlight}`);
  // Shadows have no client to wait for, only their own limits of time.
  await sleep(3500);
}

function checkFootprint(early: Footprint, late: Footprint, verdicts: Verdicts): void {
  const words = { rss_mb: "memory", heap_mb: "heap", files: "open files", handles: "handles" };
  for (const [what, word] of Object.entries(words) as [keyof Footprint, string][]) {
    const [from, to, bound] = [early[what], late[what], BOUNDS[what]];
    const unit = what.endsWith("_mb") ? " MB" : "";
    const detail = `${from.toFixed(1)} at a third, ${to.toFixed(1)}${unit} at the end`;
    verdicts.check(`${word} is flat (+${bound}${unit} at most)`, to <= from + bound, detail);
  }
}

function shown({ rss_mb, heap_mb, files, handles }: Footprint): string {
  return `${rss_mb.toFixed(0)} MB, heap ${heap_mb.toFixed(1)} MB, ${files} files, ${handles} handles`;
}

/** Tells the gateway to stop while streams are under way: each must be told to its end. */
async function stopUnderLoad(
  gateway: Gateway,
  keys: ReadonlyMap<string, LoadKey>,
  told: Told[],
  verdicts: Verdicts,
): Promise<void> {
  const asks = Array.from({ length: LAST }, (_, i) => lastAsk(i, keys.get("open")!.secret));
  const last: Told[] = [];
  const over = askAll(gateway.url, asks, last);
  for (let i = 0; i < 100; i++) {
    const { sum } = await gateway.metrics();
    if (sum("dragoman_requests_in_flight") + last.length >= LAST) break;
    await sleep(10);
  }
  const running = LAST - last.length;
  const how = await gateway.end("SIGTERM");
  await over;
  verdicts.check("SIGTERM ends the process well", how === 0, `${how}, ${running} under way`);
  const faults = last.filter(({ end }) => end !== "success" && end !== "error");
  verdicts.check(
    "what is under way at SIGTERM is answered to its end",
    faults.map(({ ask, end, why }) => `${ask.id}: ${end}: ${why ?? ""}`),
  );
  told.push(...last);
}

function lastAsk(i: number, secret: string): Ask {
  const door = DOORS[i % DOORS.length]!;
  const question = {
    model: i % 3 === 0 ? "held" : "ordered",
    prompt: promptOf(100, "paced"),
    stream: i % 4 !== 3,
    max_tokens: MAX_TOKENS,
    other: false,
  };
  const body = JSON.stringify(door.body(question));
  return { id: `last-${i}`, door, question, headers: { authorization: `Bearer ${secret}` }, body };
}

function countsOf(upstreams: ReadonlyMap<string, Upstream>): string {
  const sums = new Map<string, number>();
  for (const { counts } of upstreams.values())
    for (const [what, count] of counts) sums.set(what, (sums.get(what) ?? 0) + count);
  return [...sums].map(([what, count]) => `${what} ${count}`).join(", ");
}
