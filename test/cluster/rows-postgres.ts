import { readdirSync } from "node:fs";
import { compare, parse } from "../../runtime/decimal.ts";
import { differences, sumOf } from "./books.ts";
import type { Answer } from "./client.ts";
import { failures, longest, startLoad } from "./load.ts";
import { createNode, sleep, until } from "./node.ts";
import type { Node } from "./node.ts";
import type { Checks, Row } from "./row.ts";
import type { Key, World } from "./world.ts";

/** Files of rows that wait below a node's folder. */
const spilled = ({ folder }: Node): number =>
  readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.includes("ledger-spill"),
  ).length;

/** Clients, rows and the report of the admin API have to say the same, to the last digit. */
async function agrees(w: World, t: Checks, key: Key, heard: readonly Answer[]): Promise<void> {
  const got = heard.filter(({ status }) => status === 200);
  const enough = async () => (await w.books.of(key.id)).length >= got.length;
  await until("all rows are there", 8000, enough).catch(() => undefined);
  const rows = await w.books.of(key.id);
  t.faults(differences(heard, rows));
  const told = sumOf(got);
  const [node] = w.nodes.filter((each) => each.running());
  const { body } = await node!.admin("GET", `/spend?by=key&key=${key.id}`);
  const reported: string = body.rows[0]?.cost ?? "none";
  t.check(
    reported !== "none" && compare(parse(reported), parse(told)) === 0,
    `${told} USD were told, ${reported} are reported`,
  );
  t.note(`${got.length} answers, ${told} USD by clients, rows and report`);
}

const isLedger = (w: World, word: string) => async (): Promise<boolean> => {
  const all = await Promise.all(w.nodes.map((node) => node.ready()));
  return all.every(({ status, report }) => status === 200 && report.ledger === word);
};

/** A PostgreSQL that is away, and ends that lose nothing. */
export const postgres: readonly Row[] = [
  {
    title: "PostgreSQL is stopped: requests go on, rows wait; back, all are there",
    async run(w, t) {
      const key = await w.key({ budgets: { total: "50" } });
      const load = startLoad(w, w.nodes, { key: key.secret });
      await sleep(500);
      await w.postgres.stop();
      try {
        await until("all nodes say so", 4000, isLedger(w, "away"));
        await sleep(1500);
        const began = performance.now();
        const { status, body } = await w.nodes[1].admin("POST", "/keys", { name: "too soon" });
        const ms = performance.now() - began;
        t.check(
          status === 503 && ms < 4000,
          `a key: ${status} after ${ms.toFixed()} ms: ${JSON.stringify(body)}`,
        );
        t.note(
          `${w.nodes.filter((node) => spilled(node) > 0).length} of 3 nodes have rows in files`,
        );
      } finally {
        await w.postgres.start();
      }
      await until("all nodes write again", 8000, isLedger(w, "ok"));
      const heard = await load.end();
      t.faults(failures(heard));
      t.check(longest(heard) < 2500, `a request took ${longest(heard).toFixed()} ms`);
      await agrees(w, t, key, heard);
      await until("no file is left", 6000, () => w.nodes.every((node) => spilled(node) === 0));
    },
  },
  {
    title: "PostgreSQL restarts while keys are changed: what was acknowledged holds everywhere",
    async run(w, t) {
      const keys = await Promise.all(Array.from({ length: 4 }, () => w.key()));
      const acknowledged = new Map<string, number>();
      const others = new Map<string, number>();
      let on = true;
      const changing = keys.map(async ({ id }, n) => {
        for (let i = 1; on; i++) {
          const node = w.nodes[(n + i) % 3]!;
          const { status } = await node
            .admin("PATCH", `/keys/${id}`, { limits: { rpm: i } })
            .catch((error: Error) => ({ status: error.message }));
          if (status === 200) acknowledged.set(id, i);
          else others.set(String(status), (others.get(String(status)) ?? 0) + 1);
          await sleep(status === 200 ? 10 : 100);
        }
      });
      await sleep(400);
      await w.postgres.stop();
      await sleep(300);
      await w.postgres.start();
      await sleep(1500);
      on = false;
      await Promise.all(changing);
      const untyped = [...others.keys()].filter((status) => status !== "503");
      t.check(untyped.length === 0, `a change was answered by ${untyped.join(", ")}`);
      for (const { id } of keys)
        for (const node of w.nodes) {
          const { body } = await node.admin("GET", `/keys/${id}`);
          const [is, was] = [body.limits?.rpm, acknowledged.get(id)];
          t.check(is >= (was ?? 0), `${node.name}: ${was} was acknowledged, it is ${is}`);
        }
      for (const { secret } of keys) {
        const answers = await w.burst(3, { key: secret });
        t.check(!answers.some(({ status }) => status === 401), "a key is unknown");
      }
      const told = [...others].map(([status, count]) => `${count} times ${status}`).join(", ");
      t.note(
        `${[...acknowledged.values()].reduce((a, b) => a + b, 0)} changes; meanwhile ${told || "none failed"}`,
      );
    },
  },
  {
    title: "a node that starts without PostgreSQL is up, not ready, and is ready once it is there",
    async run(w, t) {
      const { secret: key } = await w.key();
      const late = await createNode("late", w);
      await w.postgres.stop();
      try {
        await late.start("health");
        const { status, report } = await late.ready();
        t.check(status === 503 && report.ready === false, `/ready: ${status}`);
        t.check(report.keys === "not read yet", `/ready says ${JSON.stringify(report)}`);
        t.check(report.ledger === "away", `/ready says ${JSON.stringify(report)}`);
        const refused = await w.clients.ask(late, { key });
        t.check(refused.status === 503, `a request: ${refused.status} ${refused.message}`);
      } finally {
        await w.postgres.start();
      }
      await until("it is ready", 8000, async () => (await late.ready()).status === 200);
      t.check((await w.clients.ask(late, { key })).status === 200, "it does not answer");
      t.check((await late.stop("SIGTERM")) === 0, "it did not end well");
      await until("all nodes write again", 8000, isLedger(w, "ok"));
    },
  },
  {
    title: "a clean stop of all under load loses no row, PostgreSQL there",
    run: (w, t) => cleanStop(w, t, false),
  },
  {
    title: "a clean stop of all without PostgreSQL: rows are in files, and from there back",
    run: (w, t) => cleanStop(w, t, true),
  },
];

async function cleanStop(w: World, t: Checks, away: boolean): Promise<void> {
  const key = await w.key({ budgets: { total: "50" } });
  w.upstream.set("gpt-4o-mini", { ms: 600 });
  const load = startLoad(w, w.nodes, { key: key.secret }, 8);
  await sleep(1000);
  if (away) await w.postgres.stop();
  const began = performance.now();
  const [a] = w.nodes;
  const ends = w.nodes.map((node) => node.stop("SIGTERM"));
  await sleep(100);
  // Who had a connection is still answered; the listener is closed, so that /ready says it by refusing.
  const ready = await a.ready().then(
    ({ status }) => status,
    () => 0,
  );
  t.check(ready !== 200, `/ready: ${ready} while it stops`);
  const codes = await Promise.all(ends);
  const ms = performance.now() - began;
  t.check(
    codes.every((code) => code === 0),
    `exit codes ${codes.join(", ")}`,
  );
  t.check(ms < 9000, `the stop took ${ms.toFixed()} ms`);
  const heard = await load.end();
  const odd = heard.filter(({ status }) => status !== 200 && status !== 0 && status !== 503);
  t.check(odd.length === 0, `${odd[0]?.status} ${odd[0]?.message}`);
  const cut = heard.filter(({ message }) => message === "the answer is cut");
  t.check(cut.length === 0, `${cut.length} answers were cut`);
  w.upstream.set("gpt-4o-mini", {});
  if (away) {
    t.check(
      w.nodes.every((node) => spilled(node) > 0),
      "a node has no file of rows",
    );
    await w.postgres.start();
  }
  if (!away) t.faults(differences(heard, await w.books.of(key.id)));
  await Promise.all(w.nodes.map((node) => node.start()));
  await agrees(w, t, key, heard);
  t.note(`all had ended after ${ms.toFixed()} ms`);
}
