import type { Heard } from "../heard.ts";
import { BOTH, STREAM } from "../row.ts";
import type { Row } from "../row.ts";
import { checkAlive, checkError, checkFallback } from "../world.ts";
import type { World } from "../world.ts";
import { routed, withFallback } from "./route.ts";

const hedge: Row = {
  id: "X-hedge",
  title: "a late target is hedged once, the loser is cancelled",
  ways: STREAM,
  configuration: routed(
    "fake/fb-x-late, fake/fb-ok, fake/fb-ok-noprefill",
    "hedge: { after: 150, min_ms: 50 }",
  ),
  async run(w) {
    checkFallback(w, await w.ask("route"));
    await w.sleep(100);
    const [late, ...more] = w.fake.of("fb-x-late");
    w.check(late?.end === "aborted", `the loser is ${late?.end}, not cancelled`);
    w.check(more.length === 0, "the late target was asked again");
    w.check(w.fake.calls.length === 2, `${w.fake.calls.length} calls, not 2`);
    const line = w.gateway.log.find((each) => each.model === "route");
    w.check(line?.attempts === 2, `the log tells ${line?.attempts} attempts, not 2`);
  },
};

const early: Row = {
  id: "X-nohedge",
  title: "a target in time is not hedged",
  ways: STREAM,
  configuration: routed("fake/fb-ok, fake/fb-x-late", "hedge: { after: 600, min_ms: 600 }"),
  async run(w) {
    checkFallback(w, await w.ask("route"));
    w.check(w.fake.calls.length === 1, `${w.fake.calls.length} calls, not 1`);
  },
};

/** The client leaves in the middle: what it asked for ends. */
function leaves(commit: "first_token" | "complete"): Row {
  return {
    id: commit === "complete" ? "X-leavec" : "X-leave",
    title: `the client leaves, commit: ${commit}`,
    ways: STREAM,
    configuration: withFallback("fb-x-endless", `commit: ${commit}`),
    async run(w) {
      const leaving = new AbortController();
      const leave = (): void => leaving.abort();
      const held = commit === "complete" ? setTimeout(leave, 300) : undefined;
      await w.ask("route", { signal: leaving.signal, ...(!held && { onToken: leave }) });
      await cancelled(w, "fb-x-endless", 1000);
      w.check(w.fake.of("fb-ok").length === 0, "another target was asked for nobody");
      await checkAlive(w);
    },
  };
}

async function cancelled(w: World, model: string, within_ms: number): Promise<void> {
  const until = performance.now() + within_ms;
  const open = (): boolean => w.fake.of(model).some((call) => call.end === "open");
  while (open() && performance.now() < until) await w.sleep(10);
  const [call] = w.fake.of(model);
  w.check(call?.end === "aborted", `after ${within_ms} ms the call is ${call?.end}`);
}

const leavesEarly: Row = {
  id: "X-leavew",
  title: "the client leaves while a target is waited for",
  ways: BOTH,
  configuration: withFallback("fb-s01-429-retry-after"),
  async run(w) {
    const leaving = new AbortController();
    setTimeout(() => leaving.abort(), 250);
    await w.ask("route", { signal: leaving.signal });
    await w.sleep(w.profile.retry_after_s * 1000 + 300);
    w.check(w.fake.calls.length === 1, `${w.fake.calls.length} calls, not 1`);
  },
};

/** Six at once at a target that takes two: two wait as long as they may, two are told at once. */
function crowd(wait_ms: number, served: number): Row {
  return {
    id: wait_ms > 1000 ? "X-queue" : "X-full",
    title: `two at once, two may wait for ${wait_ms} ms`,
    ways: STREAM,
    configuration: routed(
      `{ model: fake/fb-x-busy, max_concurrent: 2, queue: { max: 2, wait_ms: ${wait_ms} } }`,
    ),
    async run(w) {
      const asked: Promise<Heard>[] = Array.from({ length: 6 }, () => w.ask("route"));
      const heard = await Promise.all(asked);
      const well = heard.filter(({ outcome }) => outcome === "success");
      w.check(well.length === served, `${well.length} of 6 were served, not ${served}`);
      for (const each of heard) if (each.outcome !== "success") checkError(w, each);
      const busiest = w.fake.busiest("fb-x-busy");
      w.check(busiest <= 2, `${busiest} calls at once`);
      const slowest = Math.max(...heard.filter((each) => !well.includes(each)).map(({ ms }) => ms));
      w.check(slowest < wait_ms + 1500, `one was told after ${Math.round(slowest)} ms`);
    },
  };
}

const total: Row = {
  id: "X-total",
  title: "total_ms ends everything",
  ways: BOTH,
  configuration: routed("fake/fb-x-silent, fake/fb-s06-no-response", "total_ms: 500"),
  async run(w) {
    const heard = await w.ask("route");
    checkError(w, heard);
    w.check(heard.ms < 500 + 1000, `it took ${Math.round(heard.ms)} ms`);
    await cancelled(w, "fb-x-silent", 500);
  },
};

/** Hedges, clients that leave, queues and budgets. */
export const loads: readonly Row[] = [
  hedge,
  early,
  leaves("first_token"),
  leaves("complete"),
  leavesEarly,
  crowd(5000, 4),
  crowd(60, 2),
  total,
];
