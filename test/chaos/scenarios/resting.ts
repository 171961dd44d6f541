import { EXHAUSTED_MS } from "../fakes/faults.ts";
import { BOTH, STREAM } from "../row.ts";
import type { Row } from "../row.ts";
import { checkFallback, checkWhole } from "../world.ts";
import type { World } from "../world.ts";
import { withFallback } from "./route.ts";

const billing: Row = {
  id: "X-402",
  title: "no money left rests the target for long",
  ways: BOTH,
  configuration: withFallback("fb-x-billing"),
  async run(w) {
    for (let i = 0; i < 3; i++) checkFallback(w, await w.ask("route"));
    const tried = w.fake.of("fb-x-billing").length;
    w.check(tried === 1, `${tried} calls to the target without money, not 1`);
  },
};

const auth: Row = {
  id: "X-401",
  title: "a refused key fails over, loudly",
  ways: BOTH,
  configuration: withFallback("fb-x-auth"),
  async run(w) {
    checkFallback(w, await w.ask("route"));
    w.check(w.fake.of("fb-x-auth").length === 1, "a refused key was tried again");
    await w.sleep(20);
    const loud = w.gateway.log.some(
      (line) => line.level >= 40 && JSON.stringify(line).includes('"auth"'),
    );
    w.check(loud, "the log does not warn of the key");
  },
};

const exhausted: Row = {
  id: "X-left0",
  title: "nothing remains: rests until the reset",
  ways: STREAM,
  only: (wire) => wire.exhausted(1) !== undefined,
  configuration: withFallback("fb-x-exhausted"),
  async run(w) {
    checkWhole(w, await w.ask("route"));
    checkFallback(w, await w.ask("route"));
    const before = w.fake.of("fb-x-exhausted").length;
    w.check(before === 1, `${before} calls before the reset, not 1`);
    await w.sleep(EXHAUSTED_MS + 200);
    checkWhole(w, await w.ask("route"));
    const after = w.fake.of("fb-x-exhausted").length;
    w.check(after === 2, `${after} calls in all, not 2: it is not used again after the reset`);
  },
};

/** A 429 that says in one of the forms how long to wait: the same target is asked then, and not before. */
function waits(form: string, title: string, least_ms: number, most_ms: number): Row {
  const primary = `fb-x-after-${form}`;
  return {
    id: `X-${form}`,
    title,
    ways: STREAM,
    configuration: withFallback(primary),
    async run(w) {
      checkWhole(w, await w.ask("route"));
      const [first, second] = w.fake.of(primary);
      const gap = first && second ? second.at - first.at : undefined;
      w.check(gap !== undefined, "the target was not asked again");
      if (gap === undefined) return;
      w.check(gap >= least_ms && gap <= most_ms, `asked again after ${Math.round(gap)} ms`);
    },
  };
}

const long: Row = {
  id: "X-long",
  title: "a long Retry-After fails over at once and rests",
  ways: STREAM,
  configuration: withFallback("fb-x-after-long"),
  async run(w) {
    for (let i = 0; i < 2; i++) {
      const heard = await w.ask("route");
      checkFallback(w, heard);
      w.check(heard.ms < w.profile.max_wait_ms, `it took ${Math.round(heard.ms)} ms`);
    }
    const tried = w.fake.of("fb-x-after-long").length;
    w.check(tried === 1, `${tried} calls, although it said to wait for a minute`);
  },
};

const missing: Row = {
  id: "X-404",
  title: "a model that is not there fails over",
  ways: BOTH,
  configuration: withFallback("fb-x-missing"),
  async run(w) {
    checkFallback(w, await w.ask("route"));
    once(w, "fb-x-missing");
  },
};

const final: Row = {
  id: "X-noretry",
  title: "x-should-retry: false of an upstream is obeyed",
  ways: BOTH,
  configuration: withFallback("fb-x-final"),
  async run(w) {
    checkFallback(w, await w.ask("route"));
    once(w, "fb-x-final");
  },
};

function once(w: World, model: string): void {
  const tried = w.fake.of(model).length;
  w.check(tried === 1, `${tried} calls, not 1`);
}

/** Targets that are left alone for a time, and for how long. */
export const resting: readonly Row[] = [
  billing,
  auth,
  missing,
  exhausted,
  waits("date", "Retry-After as a date", 900, 3500),
  { ...waits("ms", "retry-after-ms", 650, 2500), only: (wire) => wire.dialect === "openai-chat" },
  { ...waits("body", "wait in the body", 650, 2500), only: (wire) => !!wire.waitInBody(1) },
  long,
  final,
];
