import { differences } from "./books.ts";
import { SHARED_MS } from "./configuration.ts";
import { failures, longest, median, startLoad } from "./load.ts";
import type { Load } from "./load.ts";
import { sleep, until } from "./node.ts";
import type { Checks, Row } from "./row.ts";
import type { Key, World } from "./world.ts";

/** What a single request may take on a busy machine without anything that is away, milliseconds. */
const BUSY_MS = 2000;

/** Rows, clients and the counters in Redis have to say the same, to the last nano-USD. */
async function agrees(w: World, t: Checks, key: Key, load: Load, asks: number): Promise<void> {
  await sleep(1200);
  const rows = await w.books.of(key.id);
  t.faults(differences(load.heard, rows));
  const spent = Number(await w.books.spent(key.id));
  let counted = NaN;
  // A request of the key tells the sum: its refusal by a budget that is just what is spent.
  const tells = async () => {
    counted = await countedAt(w, key);
    return counted === spent;
  };
  await until("sums agree", 4000, tells).catch(() =>
    t.faults([`Redis counts ${counted} nano-USD, the ledger ${spent} (${counted - spent})`]),
  );
  t.note(
    `${asks} requests, ${spent} nano-USD by clients, ledger and Redis; longest ${longest(load.heard).toFixed()} ms`,
  );
}

async function countedAt({ redis }: World, { id }: Key): Promise<number> {
  const { Redis } = await import("ioredis");
  const client = new Redis(redis.url);
  try {
    return Number(await client.hget(`{dragoman}:sum:${id}:usd:total`, "s"));
  } finally {
    client.disconnect();
  }
}

/** Does every node say that counters are shared, or away? */
function shares(w: World, word: "ok" | "away"): () => Promise<boolean> {
  return async () => {
    const all = await Promise.all(w.nodes.map((node) => node.ready()));
    return all.every(({ status, report }) => status === 200 && report.shared.startsWith(word));
  };
}

/** Once Redis is known to be away, requests take no longer than they did before. */
function waitsForNothing(t: Checks, { heard }: Load, before: number, known: number): void {
  const [usual, since] = [median(heard.slice(0, before)), median(heard.slice(known))];
  const most = 2 * usual + 25;
  t.check(since < most, `requests took ${usual.toFixed()} ms before, then ${since.toFixed()} ms`);
}

/** A Redis that dies, comes back without what it knew, or stops answering. */
export const redis: readonly Row[] = [
  {
    title: "Redis is killed: each node goes on by itself; back with nothing, sums are right",
    async run(w, t) {
      const key = await w.key({
        budgets: { total: "50" },
        limits: { rpm: 100_000, concurrent: 500 },
      });
      const load = startLoad(w, w.nodes, { key: key.secret });
      await sleep(600);
      const before = load.heard.length;
      await w.redis.kill();
      await until("all nodes say so", 2000, shares(w, "away"));
      const known = load.heard.length;
      await sleep(800);
      waitsForNothing(t, load, before, known);
      await w.redis.start();
      await until("all nodes share again", 5000, shares(w, "ok"));
      await sleep(600);
      const heard = await load.end();
      t.faults(failures(heard));
      const most = longest(heard);
      t.check(most < 2 * SHARED_MS + BUSY_MS, `a request took ${most.toFixed()} ms`);
      await agrees(w, t, key, load, heard.length);
    },
  },
  {
    title: "Redis freezes (SIGSTOP): bounded latency; thawed, nothing is counted twice",
    async run(w, t) {
      const key = await w.key({
        budgets: { total: "50" },
        limits: { rpm: 100_000, concurrent: 500 },
      });
      const load = startLoad(w, w.nodes, { key: key.secret });
      try {
        await sleep(500);
        const before = load.heard.length;
        w.redis.freeze();
        await until("all nodes say so", 3000, shares(w, "away"));
        const known = load.heard.length;
        await sleep(800);
        waitsForNothing(t, load, before, known);
      } finally {
        w.redis.thaw();
      }
      await until("all nodes share again", 5000, shares(w, "ok"));
      await sleep(500);
      const heard = await load.end();
      t.faults(failures(heard));
      const most = longest(heard);
      t.check(most < 2 * SHARED_MS + BUSY_MS, `a request took ${most.toFixed()} ms`);
      await agrees(w, t, key, load, heard.length);
    },
  },
];
