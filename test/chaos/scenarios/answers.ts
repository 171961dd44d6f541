import { BOTH, STREAM } from "../row.ts";
import type { Row } from "../row.ts";
import { checkAlive, checkError, checkFallback, checkWhole } from "../world.ts";
import { routed, withFallback } from "./route.ts";

const inside: Row = {
  id: "X-inside",
  title: "an error inside a 200, before anything is committed",
  ways: BOTH,
  configuration: withFallback("fb-x-error-first", "commit: first_token"),
  async run(w) {
    checkFallback(w, await w.ask("route"));
  },
};

const later: Row = {
  id: "X-later",
  title: "an error event in the middle, commit: first_token",
  ways: STREAM,
  configuration: withFallback("fb-x-error-later", "commit: first_token"),
  async run(w) {
    checkError(w, await w.ask("route"));
    w.check(w.fake.of("fb-ok").length === 0, "another answer was begun behind the first");
  },
};

const laterHeld: Row = {
  ...later,
  id: "X-laterc",
  title: "an error event in the middle, commit: complete",
  configuration: withFallback("fb-x-error-later", "commit: complete"),
  async run(w) {
    checkFallback(w, await w.ask("route"));
  },
};

/** The framing ends well, the answer does not. */
function unfinished(commit: "first_token" | "complete"): Row {
  return {
    id: commit === "complete" ? "X-nofinc" : "X-nofin",
    title: `ends well on the wire, without a finish, commit: ${commit}`,
    ways: STREAM,
    configuration: withFallback("fb-x-unfinished", `commit: ${commit}`),
    async run(w) {
      const heard = await w.ask("route");
      if (commit === "complete") checkWhole(w, heard);
      else checkError(w, heard);
    },
  };
}

const pings: Row = {
  id: "X-pings",
  title: "signs of life are no token",
  ways: STREAM,
  configuration: withFallback("fb-x-pings"),
  async run(w) {
    const heard = await w.ask("route");
    checkFallback(w, heard);
    w.check(heard.ms < w.profile.bounds.slow, `it took ${Math.round(heard.ms)} ms`);
  },
};

/** An answer that is none, where the route wants one. */
function degraded(how: string, title: string): Row {
  return {
    id: `X-${how}`,
    title: `on_degraded: fail, ${title}`,
    ways: how === "twice" ? STREAM : BOTH,
    configuration: withFallback(`fb-x-${how}`, "commit: complete, on_degraded: fail"),
    async run(w) {
      checkFallback(w, await w.ask("route"));
    },
  };
}

const refused: Row = {
  id: "X-refused",
  title: "a refusal inside a 200 is not shopped either",
  ways: BOTH,
  configuration: withFallback("fb-x-refused", "commit: complete, on_degraded: fail"),
  async run(w) {
    const heard = await w.ask("route");
    w.check(heard.outcome !== "hang", "the client hung");
    w.check(heard.text === "", "the client reads another answer");
    w.check(w.fake.of("fb-x-refused").length === 1, "it was asked again");
    w.check(w.fake.of("fb-ok").length === 0, "the refusal was shopped to the fallback");
  },
};

const shopped: Row = {
  id: "X-shopped",
  title: "on_refusal: next goes on",
  ways: BOTH,
  configuration: withFallback("fb-s13-content-filter", "on_refusal: next"),
  async run(w) {
    if (w.wire.dialect === "openai-chat") checkFallback(w, await w.ask("route"));
    else w.check((await w.ask("route")).outcome !== "hang", "the client hung");
    w.check(w.fake.of("fb-s13-content-filter").length === 1, "it was asked again");
  },
};

const usedUp: Row = {
  id: "X-usedup",
  title: "retries never multiply: x-should-retry is false",
  ways: BOTH,
  doors: ["openai-chat"],
  configuration: routed("fake/fb-x-down"),
  async run(w) {
    const heard = await w.askRetrying("route", 2);
    checkError(w, heard);
    const said = heard.headers["x-should-retry"];
    w.check(said === "false", `x-should-retry says ${said}`);
    const tried = w.fake.of("fb-x-down").length;
    w.check(tried === 3, `${tried} calls for one request with two retries, not 3`);
    await checkAlive(w);
  },
};

/** Answers that are none, and what is said at the end. */
export const answers: readonly Row[] = [
  inside,
  later,
  laterHeld,
  unfinished("first_token"),
  unfinished("complete"),
  pings,
  degraded("empty", "no content"),
  degraded("error", "a finish that is an error"),
  degraded("garbage", "what no schema knows"),
  // Where every event is a whole answer of its own, a finish in each has been seen and is harmless.
  { ...degraded("twice", "a repeated finish"), only: (wire) => wire.dialect !== "gemini" },
  refused,
  shopped,
  usedUp,
];
