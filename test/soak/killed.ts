import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { format } from "../../runtime/decimal.ts";
import { nanoUsdLimit } from "../../runtime/limits/money.ts";
import type { Ask, Told } from "./client.ts";
import { configuration } from "./configuration.ts";
import { DOORS } from "./doors.ts";
import { startGateway } from "./gateway.ts";
import type { Gateway } from "./gateway.ts";
import { makeKey } from "./keys.ts";
import { readLedger, sumOf } from "./ledger.ts";
import type { Ledger } from "./ledger.ts";
import { askAll, startLoad } from "./load.ts";
import type { Options } from "./options.ts";
import { createRandom } from "./random.ts";
import { startUpstreams } from "./steady.ts";
import { MAX_TOKENS, promptOf } from "./text.ts";
import { nameOf } from "./answers.ts";
import type { Verdicts } from "./verdicts.ts";

/** How long the load lasts before the kill. */
const LOAD_MS = 4000;
/** A row may wait `flush_ms` (50) and the writing of the batch before it; the rest is for a busy machine. */
const WINDOW_MS = 50 + 250;
/** USD: one budget that is used up before the kill, and one that is not. */
const BUDGETS = { spent: "0.15", running: "0.8" };

/** A gateway that is killed under load, and another one over what it left. */
export async function kill(
  options: Options,
  folder: string,
  verdicts: Verdicts,
  say: (text: string) => void,
): Promise<void> {
  const random = createRandom(options.seed + 1);
  const upstreams = await startUpstreams(random, new Map(), true);
  const place = join(folder, "killed");
  const urls = Object.fromEntries([...upstreams].map(([id, { url }]) => [id, url]));
  const launch = { server: options.server, folder: place, yaml: configuration(), upstreams: urls };
  try {
    const first = await startGateway(launch);
    const spent = await makeKey(first, "spent", { budgets: { total: BUDGETS.spent } });
    const running = await makeKey(first, "running", { budgets: { total: BUDGETS.running } });
    const free = await makeKey(first, "free", {});
    await useUp(first, spent.secret, "before");
    const secrets = [running.secret, free.secret, free.secret, free.secret];
    const { told, killed_at } = await killUnderLoad(first, secrets, options.clients);
    say(`killed after ${told.length} requests`);
    const ledger = await readLedger(place);
    verdicts.check("after kill -9 the ledger's file is whole", ledger.integrity === "ok");
    checkLost(told, killed_at, ledger, verdicts);
    const second = await startGateway(launch);
    verdicts.check("a gateway starts over what was left", true);
    const [again] = await useUp(second, spent.secret, "again");
    const refused = again ? refusalOf(again) : undefined;
    verdicts.check(
      "a budget that was used up before is used up after",
      refused !== undefined,
      again?.read.error?.message ?? "it was answered",
    );
    const more = await useUp(second, running.secret, "more");
    say(`${more.length} more requests until the budget was used up`);
    await second.end("SIGTERM");
    const last = await readLedger(place);
    checkBudget(last, "spent", spent.id, refused, verdicts);
    checkBudget(last, "running", running.id, more.map(refusalOf).at(-1), verdicts);
  } finally {
    for (const each of upstreams.values()) await each.close();
  }
}

/** Asks one after the other until the budget refuses, two thousand times at most. */
async function useUp(gateway: Gateway, secret: string, prefix: string): Promise<Told[]> {
  const told: Told[] = [];
  for (let i = 0; i < 2000; i++) {
    await askAll(gateway.url, [askOf(`${prefix}-${i}`, secret, i)], told);
    if (told.at(-1)?.end !== "success") break;
  }
  return told;
}

async function killUnderLoad(
  gateway: Gateway,
  secrets: readonly string[],
  clients: number,
): Promise<{ told: Told[]; killed_at: number }> {
  let count = 0;
  const told: Told[] = [];
  const next = () => askOf(`kill-${++count}`, secrets[count % secrets.length]!, count >> 2);
  const load = startLoad(gateway.url, Math.ceil(clients / 4), next, told);
  await sleep(LOAD_MS);
  const killed_at = performance.now();
  const end = gateway.end("SIGKILL");
  load.stop();
  await Promise.all([end, load.done]);
  return { told, killed_at };
}

function askOf(id: string, secret: string, i: number): Ask {
  const question = {
    model: "ordered",
    prompt: promptOf(50),
    stream: i % 2 === 0,
    max_tokens: MAX_TOKENS,
    other: false,
  };
  const door = DOORS[i % DOORS.length]!;
  const body = JSON.stringify(door.body(question));
  return { id, door, question, headers: { authorization: `Bearer ${secret}` }, body };
}

/** Of answers that were complete, only those of the last moment may have no row. */
function checkLost(
  told: readonly Told[],
  killed_at: number,
  ledger: Ledger,
  verdicts: Verdicts,
): void {
  const ended = told.filter(
    ({ end, at }) => (end === "success" || end === "error") && at < killed_at,
  );
  const lost = ended.filter(({ ask }) => !ledger.byRequest.has(ask.id));
  const ages = lost.map(({ at }) => killed_at - at);
  const oldest = ages.length > 0 ? `, the oldest ${Math.max(...ages).toFixed(0)} ms` : "";
  verdicts.check(
    `kill -9 loses rows of the last flush only (${WINDOW_MS} ms)`,
    lost
      .filter(({ at }) => killed_at - at > WINDOW_MS)
      .map((each) => `${nameOf(each)}: ${(killed_at - each.at).toFixed(0)} ms before`),
    `${lost.length} of ${ended.length}${oldest}`,
  );
  const cost = sumOf(lost.map(({ said }) => said["x-dragoman-cost"]));
  const twice = [...ledger.byRequest.values()].filter((rows) => rows.length > 1);
  verdicts.check("and has no row twice", twice.length === 0, `lost in all: ${format(cost)} USD`);
}

/** What a refusal for a budget says that the request might have cost, USD. */
function refusalOf({ read }: Told): string | undefined {
  return /budget.*may cost up to ([0-9.]+) USD/.exec(read.error?.message ?? "")?.[1];
}

/** Is what was spent, all of it known, within the budget, and so much that the refused request had no room? */
function checkBudget(
  ledger: Ledger,
  name: keyof typeof BUDGETS,
  id: string,
  refused: string | undefined,
  verdicts: Verdicts,
): void {
  const spent = ledger.spent.get(id) ?? 0n;
  const limit = BigInt(nanoUsdLimit(BUDGETS[name]));
  const right = spent <= limit && spent + BigInt(nanoUsdLimit(refused ?? "0")) > limit;
  const detail = `${Number(spent) / 1e9} of ${BUDGETS[name]} USD, refused ${refused ?? "nothing"}`;
  verdicts.check(`the budget "${name}" goes on from the ledger and is not passed`, right, detail);
}
