import { writeFileSync } from "node:fs";
import { differences } from "./books.ts";
import { configuration, FLUSH_MS, RESERVED_MS } from "./configuration.ts";
import { failures, startLoad } from "./load.ts";
import { sleep, until } from "./node.ts";
import type { Row } from "./row.ts";
import { shares } from "./rows-shared.ts";

/** Beyond the flush window: what two commits may take on a machine that is busy, milliseconds. */
const COMMIT_MS = 1000;

/** Nodes that die, start, and are told to read a config. */
export const crashes: readonly Row[] = [
  {
    title: "a broken config by SIGHUP under load fails nobody and is told; a good one serves",
    async run(w, t) {
      const { secret: key } = await w.key();
      const [, b] = w.nodes;
      const load = startLoad(w, w.nodes, { key });
      try {
        await sleep(200);
        writeFileSync(w.config, configuration(["fresh: { targets: [nobody/nothing] }"]));
        b.signal("SIGHUP");
        await until("b says so", 3000, () => b.said("config not reloaded").length > 0);
        const [line = ""] = b.said("config not reloaded");
        t.check(line.includes("dragoman.yaml") && line.includes("nobody"), `b says only: ${line}`);
        writeFileSync(w.config, configuration(["fresh: { targets: [openai/gpt-4o-mini] }"]));
        b.signal("SIGHUP");
        await until("the new route serves at b", 3000, async () => {
          return (await w.clients.ask(b, { key, model: "fresh" })).status === 200;
        });
        await sleep(200);
      } finally {
        t.faults(failures(await load.end()));
        writeFileSync(w.config, configuration());
        b.signal("SIGHUP");
      }
      t.note(`${load.heard.length} requests`);
    },
  },
  {
    title: "kill -9 under load: the others go on, no older row is lost",
    async run(w, t) {
      const { id, secret: key } = await w.key({ budgets: { total: "100" } });
      const [a, b, c] = w.nodes;
      const [others, killed] = [startLoad(w, [a, b], { key }), startLoad(w, [c], { key }, 6)];
      await sleep(2200);
      await c.stop("SIGKILL");
      const at = Date.now();
      await sleep(800);
      const [good, cut] = await Promise.all([others.end(), killed.end()]);
      t.faults(failures(good));
      const owed = cut.filter((each) => each.status === 200 && each.at < at - FLUSH_MS - COMMIT_MS);
      t.check(owed.length > 20, `c answered only ${owed.length} before`);
      const has = async () => differences(good, await w.books.of(id)).length === 0;
      await until("the others' rows are there", 8000, has);
      const rows = await w.books.of(id);
      t.faults(differences(owed, rows).map((fault) => `c: ${fault}`));
      const lost = cut.filter(
        ({ status, id: own }) => status === 200 && !rows.some((row) => row.request_id === own),
      );
      const oldest = Math.max(0, ...lost.map((each) => at - each.at));
      t.note(`${good.length} at the others; ${owed.length} older rows of c all there`);
      t.note(`${lost.length} younger are lost, the oldest ${oldest} ms before its end`);
      await c.start();
      t.check(
        (await w.clients.ask(c, { key })).status === 200,
        "c does not answer after its start",
      );
    },
  },
  {
    title: "what a killed node has reserved comes back when its time is over",
    async run(w, t) {
      const [a, b, c] = w.nodes;
      // 16 times 1,024 tokens at 10 USD a million and the prompt: all of the budget, and all places.
      const said = { limits: { concurrent: 16 }, budgets: { total: "0.17" } };
      const { id, secret: key } = await w.key(said);
      const question = { key, model: "openai/gpt-4o", prompt: "x".repeat(40), max_tokens: 1024 };
      t.check((await w.clients.ask(c, { key: (await w.key()).secret })).status === 200, "c fails");
      w.upstream.set("gpt-4o", { ms: 2800 });
      const asked = w.burst(16, question, [c]);
      await sleep(400);
      shares(t, await w.burst(4, question, [a, b]), 0, "insufficient_quota");
      await c.stop("SIGKILL");
      const at = Date.now();
      t.check(
        (await asked).every(({ status }) => status === 0),
        "c answered in time",
      );
      w.upstream.set("gpt-4o", {});
      shares(t, await w.burst(4, question, [a, b]), 0, "insufficient_quota");
      const free = async () => (await w.clients.ask(a, question)).status === 200;
      await until("a place is free again", RESERVED_MS + 2000, free);
      const ms = Date.now() - at;
      // They were not taken at one instant, and go in the same order.
      await sleep(1500);
      t.check(ms < RESERVED_MS + 500, `the places were kept for ${ms} ms`);
      // The budget was reserved whole: now fifteen more fit into it, and no sixteenth.
      shares(t, await w.burst(16, question, [b]), 15, "insufficient_quota");
      t.check((await w.books.spent(id)) <= 170_000_000n, "more than the budget is spent");
      t.note(`back after ${ms} ms, with a time of ${RESERVED_MS} ms`);
      await c.start();
    },
  },
];
