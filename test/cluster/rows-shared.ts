import { compare, parse } from "../../runtime/decimal.ts";
import { sumOf } from "./books.ts";
import type { Answer } from "./client.ts";
import { FIRST, OPEN_MS, REFRESH_MS, SECOND } from "./configuration.ts";
import { sleep, until } from "./node.ts";
import type { Checks, Row } from "./row.ts";

const isGood = ({ status }: Answer): boolean => status === 200;

/** Is it refused for money: what is spent, or what requests under way have reserved? */
const isForMoney = ({ code = "", message = "" }: Answer): boolean =>
  code === "insufficient_quota" || (code === "rate_limit_exceeded" && message.includes("budget"));

/** How many answers are good; the others have to be refusals of one kind. */
export function shares(t: Checks, answers: readonly Answer[], good: number, code: string): void {
  const got = answers.filter(isGood).length;
  t.check(got === good, `${got} of ${answers.length} were let through, not ${good}`);
  const fits = (each: Answer): boolean =>
    code === "insufficient_quota" ? isForMoney(each) : each.code === code;
  const others = answers.filter((each) => !isGood(each) && !fits(each));
  const [first] = others;
  if (first)
    t.faults([
      `${others.length} refused otherwise: ${first.status} ${first.code} ${first.message}`,
    ]);
}

/** What nodes share while all is well. */
export const shared: readonly Row[] = [
  {
    title: "a key made, changed, rotated and ended at one node is so at all",
    async run({ nodes: [a, b, c], clients }, t) {
      const { body } = await a.admin("POST", "/keys", { name: "travels" });
      const statuses = (key: string) =>
        Promise.all([a, b, c].map(async (node) => (await clients.ask(node, { key })).status));
      const becomes = async (what: string, key: string, status: number) => {
        const holds = async () => (await statuses(key)).every((each) => each === status);
        const ms = await until(`${what}: ${status} at all nodes`, REFRESH_MS + 2000, holds);
        t.check(ms < REFRESH_MS + 500, `${what}: known everywhere only after ${ms.toFixed()} ms`);
        return ms;
      };
      const made = await becomes("made at a", body.secret, 200);
      await b.admin("PATCH", `/keys/${body.id}`, { disabled: true });
      await becomes("disabled at b", body.secret, 401);
      await c.admin("PATCH", `/keys/${body.id}`, { disabled: false });
      await becomes("enabled at c", body.secret, 200);
      const { body: turned } = await b.admin("POST", `/keys/${body.id}/rotate`, {});
      await becomes("rotated at b, the new one", turned.secret, 200);
      await becomes("rotated at b, the old one", body.secret, 401);
      await a.admin("DELETE", `/keys/${body.id}`);
      await becomes("ended at a", turned.secret, 401);
      t.note(`known everywhere after ${made.toFixed()} ms`);
    },
  },
  {
    title: "requests a minute: exactly so many over all nodes",
    async run(w, t) {
      const { secret } = await w.key({ limits: { rpm: 20 } });
      const answers = await w.burst(90, { key: secret });
      shares(t, answers, 20, "rate_limit_exceeded");
      const refused = answers.filter(({ status }) => status === 429);
      t.check(
        refused.every(({ headers }) => Number(headers["retry-after"]) > 0),
        "a refusal has no Retry-After",
      );
    },
  },
  {
    title: "tokens a minute: exactly so many over all nodes",
    async run(w, t) {
      // The prompt is estimated at 10 tokens, 13 with the room that is left for it: what the upstream counts.
      const { secret } = await w.key({ limits: { tpm: 11 * 150 } });
      const question = { key: secret, prompt: "x".repeat(40), max_tokens: 137 };
      shares(t, await w.burst(60, question), 11, "rate_limit_exceeded");
    },
  },
  {
    title: "requests at once: exactly so many over all nodes, and again",
    async run(w, t) {
      const { secret } = await w.key({ limits: { concurrent: 7 } });
      w.upstream.set("gpt-4o", { ms: 700 });
      w.upstream.peak();
      for (let round = 0; round < 2; round++) {
        const answers = await w.burst(45, { key: secret, model: "openai/gpt-4o" });
        shares(t, answers, 7, "rate_limit_exceeded");
        t.check(w.upstream.peak() <= 7, "more than 7 were upstream at once");
      }
      w.upstream.set("gpt-4o", {});
    },
  },
  {
    title: "1,000 requests at once on a budget of 1 USD never pass it",
    async run(w, t) {
      const { id, secret } = await w.key({ budgets: { total: "1" } });
      w.upstream.set("gpt-4o", { ms: 100 });
      const question = { key: secret, model: "openai/gpt-4o", prompt: "x".repeat(40) };
      const patience_ms = 20_000;
      const answers = await w.burst(1000, { ...question, max_tokens: 200, patience_ms });
      const again = await w.burst(30, { ...question, max_tokens: 200 });
      w.upstream.set("gpt-4o", {});
      const all = [...answers, ...again];
      const odd = all.filter((each) => !isGood(each) && !isForMoney(each));
      t.check(odd.length === 0, `refused otherwise: ${odd[0]?.status} ${odd[0]?.message}`);
      const good = all.filter(isGood);
      const told = sumOf(good);
      t.check(compare(parse(told), parse("1")) <= 0, `${told} USD were spent`);
      t.check(compare(parse(told), parse("0.99")) >= 0, `only ${told} USD could be spent`);
      await until("all rows are there", 5000, async () => {
        const rows = await w.books.of(id);
        return rows.filter(({ outcome }) => outcome === "success").length === good.length;
      });
      const booked = sumOf(await w.books.of(id));
      t.check(booked === told, `${told} USD were told, ${booked} booked`);
      t.note(`${good.length} let through, ${told} USD by clients and by the ledger`);
    },
  },
  {
    title: "a breaker that opens at one node keeps the others away",
    async run({ nodes: [a, b, c], upstream, clients, ...w }, t) {
      const { secret: key } = await w.key();
      upstream.set(FIRST, { status: 500 });
      const question = { key, model: "careful" };
      const calls = () => upstream.calls(FIRST);
      for (let i = 0; i < 4; i++) t.check(isGood(await clients.ask(a, question)), "a failed");
      const opened = Date.now();
      t.check(calls() === 3, `a asked the broken target ${calls()} times`);
      const restingAt = async (node: typeof a) =>
        JSON.stringify((await node.admin("GET", "/targets")).body)
          .split("},{")
          .some((each) => each.includes(`/${FIRST}@`) && each.includes('"open"'));
      const ms = await until(
        "b and c know",
        1000,
        async () => (await restingAt(b)) && restingAt(c),
      );
      const answers = await Promise.all([b, c, b, c].map((node) => clients.ask(node, question)));
      t.check(answers.every(isGood), "b or c failed");
      t.check(calls() === 3, `b and c asked the broken target ${calls() - 3} times`);
      t.check(
        answers.every(({ headers }) => headers["x-dragoman-model"] === SECOND),
        "another model answered",
      );
      upstream.set(FIRST, {});
      await sleep(opened + OPEN_MS + 100 - Date.now());
      await until("all ask it again", 2000, async () => {
        const after = await Promise.all([a, b, c].map((node) => clients.ask(node, question)));
        return after.every(({ headers }) => headers["x-dragoman-model"] === FIRST);
      });
      t.note(`known to the others after ${ms.toFixed()} ms`);
    },
  },
];
