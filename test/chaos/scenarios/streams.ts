import { MODELS, tableConfiguration } from "../configuration.ts";
import { BOTH, STREAM } from "../row.ts";
import type { Row } from "../row.ts";
import { callsOf, checkAlive, checkError, checkFallback, checkWhole } from "../world.ts";

const model = (row: string): string => MODELS[row]![0];
const configuration = tableConfiguration;

const s06: Row = {
  id: "S06",
  title: "silence",
  ways: BOTH,
  configuration,
  async run(w) {
    const heard = await w.ask(model("S06"));
    checkFallback(w, heard);
    const { primary } = callsOf(w, "S06");
    w.check(heard.ms < w.profile.bounds.silent, `it took ${Math.round(heard.ms)} ms`);
    w.check(primary.length === 1, `the silent route was asked ${primary.length} times`);
  },
};

const s07: Row = {
  id: "S07",
  title: "first token late",
  ways: STREAM,
  configuration,
  async run(w) {
    const heard = await w.ask(model("S07"));
    checkFallback(w, heard);
    w.check(heard.ms < w.profile.bounds.slow, `it took ${Math.round(heard.ms)} ms`);
    w.check(callsOf(w, "S07").primary[0]?.end === "aborted", "the slow call was not given up");
  },
};

const s08: Row = {
  id: "S08",
  title: "stream cut after 40 of 60 tokens",
  ways: BOTH,
  configuration,
  async run(w) {
    checkWhole(w, await w.ask(model("S08")));
    await checkAlive(w);
  },
};

const s09: Row = {
  id: "S09",
  title: "stream stalls after 20 tokens",
  ways: BOTH,
  configuration,
  async run(w) {
    const heard = await w.ask(model("S09"));
    checkWhole(w, heard);
    w.check(heard.ms < w.profile.bounds.stalled, `it took ${Math.round(heard.ms)} ms`);
    await checkAlive(w);
  },
};

const s10: Row = {
  id: "S10",
  title: "tenth event is no JSON",
  ways: BOTH,
  configuration,
  async run(w) {
    checkWhole(w, await w.ask(model("S10")));
    const { fallback } = callsOf(w, "S10");
    if (w.stream) w.check(fallback.length === 0, "the event was not skipped");
    await checkAlive(w);
  },
};

const s11: Row = {
  id: "S11",
  title: "complete, but no sentinel",
  ways: STREAM,
  configuration,
  async run(w) {
    const heard = await w.ask(model("S11"));
    checkWhole(w, heard);
    const { input, output } = heard.usage ?? {};
    w.check(heard.ms < w.profile.bounds.prompt, `it took ${Math.round(heard.ms)} ms`);
    w.check(input === 20 && output === 60, `the client reads the usage ${input} and ${output}`);
    w.check(w.fake.calls.length === 1, `${w.fake.calls.length} calls, not 1`);
  },
};

const s14: Row = {
  id: "S14",
  title: "cut, and the fallback takes no prefill",
  ways: BOTH,
  configuration,
  async run(w) {
    checkFallback(w, await w.ask(model("S14")), "fb-ok-noprefill");
    const prefilled = w.fake.calls.filter((call) => call.prefill);
    w.check(prefilled.length === 0, `${prefilled.length} calls ended in an assistant's words`);
  },
};

/** The rows whose answer dies, told as an error where it has been begun. */
function begun(row: Row): Row {
  return {
    id: `${row.id}f`,
    title: `${row.title}, commit: first_token`,
    ways: STREAM,
    configuration: (wire, profile) => tableConfiguration(wire, profile, "first_token"),
    async run(w) {
      const heard = await w.ask(model(row.id));
      checkError(w, heard);
      w.check(heard.text !== "", "the answer was not handed on as it came");
      w.check(heard.broken === 0, "broken data reached the client");
      w.check(heard.ms < w.profile.bounds.stalled, `it took ${Math.round(heard.ms)} ms`);
      w.check(
        callsOf(w, row.id).fallback.length === 0,
        "another answer was begun behind the first",
      );
      await checkAlive(w);
    },
  };
}

/** Rows of streams and answers that do not end as they should. */
export const streams: readonly Row[] = [s06, s07, s08, s09, s10, s11, s14];

/** The same where the client had its first token already. */
export const begunStreams: readonly Row[] = [s08, s09, s14].map(begun);
