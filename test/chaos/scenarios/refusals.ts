import { tableConfiguration as configuration } from "../configuration.ts";
import { BOTH } from "../row.ts";
import type { Row } from "../row.ts";
import { callsOf, checkAlive, checkError, checkFallback, checkWhole } from "../world.ts";
import { MODELS } from "../configuration.ts";

const model = (row: string): string => MODELS[row]![0];

const s01: Row = {
  id: "S01",
  title: "429 with Retry-After",
  ways: BOTH,
  configuration,
  async run(w) {
    const heard = await w.ask(model("S01"));
    checkWhole(w, heard);
    const { primary } = callsOf(w, "S01");
    const [first, second] = primary;
    const gap = first && second ? second.at - first.at : undefined;
    const told = w.profile.retry_after_s * 900;
    w.notes.push(`gap ${gap === undefined ? "none" : Math.round(gap)}`);
    w.check(primary.length === 2, `${primary.length} attempts, not 2`);
    w.check(gap === undefined || gap >= told, `asked again after ${gap} ms`);
    const early = primary.filter((call) => call.at - first!.at < 750 * w.profile.retry_after_s);
    w.check(early.length <= 2, `${early.length} attempts while it was told to wait`);
  },
};

const s02: Row = {
  id: "S02",
  title: "429 always, no Retry-After",
  ways: BOTH,
  configuration,
  async run(w) {
    const heard = await w.ask(model("S02"));
    checkFallback(w, heard);
    const { primary } = callsOf(w, "S02");
    const early = primary.filter((call) => call.at - primary[0]!.at < 3000);
    w.check(early.length <= 4, `${early.length} attempts in 3 s`);
    w.check(primary.length <= 6, `${primary.length} attempts`);
    await checkAlive(w);
  },
};

const s03: Row = {
  id: "S03",
  title: "500 once",
  ways: BOTH,
  configuration,
  async run(w) {
    checkWhole(w, await w.ask(model("S03")));
    const { primary, fallback } = callsOf(w, "S03");
    w.check(primary.length === 2, `${primary.length} attempts, not 2`);
    w.check(fallback.length === 0, "the fallback was asked");
  },
};

const s04: Row = {
  id: "S04",
  title: "503 always",
  ways: BOTH,
  configuration,
  async run(w) {
    const heard = await w.ask(model("S04"));
    checkFallback(w, heard);
    const { primary } = callsOf(w, "S04");
    w.check(primary.length <= 6, `${primary.length} attempts`);
    w.check(heard.ms < w.profile.bounds.any, `it took ${Math.round(heard.ms)} ms`);
  },
};

const s05: Row = {
  id: "S05",
  title: "reset before any byte",
  ways: BOTH,
  configuration,
  async run(w) {
    checkWhole(w, await w.ask(model("S05")));
    await checkAlive(w);
  },
};

const s12: Row = {
  id: "S12",
  title: "context length exceeded",
  ways: BOTH,
  configuration,
  async run(w) {
    // How large the fallback's context is is not known: it may be larger, and asking it is the only way.
    checkFallback(w, await w.ask(model("S12")));
    const { primary } = callsOf(w, "S12");
    w.check(primary.length === 1, `${primary.length} attempts, not 1`);
  },
};

const s13: Row = {
  id: "S13",
  title: "content policy violation",
  ways: BOTH,
  configuration,
  async run(w) {
    const heard = await w.ask(model("S13"));
    checkError(w, heard);
    const { primary, fallback } = callsOf(w, "S13");
    w.check(heard.status === 400, `the client reads the status ${heard.status}, not 400`);
    w.check(primary.length === 1, `${primary.length} attempts, not 1`);
    w.check(fallback.length === 0, "the refusal was shopped to the fallback");
    const { message } = (w.wire.refusal("content").body as { error: { message: string } }).error;
    w.check(!!heard.message?.includes(message), `the reason is lost: ${heard.message}`);
  },
};

const s16: Row = {
  id: "S16",
  title: "who answered, and who is billed",
  ways: BOTH,
  configuration,
  async run(w) {
    const heard = await w.ask(model("S16"));
    checkFallback(w, heard);
    const { primary, fallback } = callsOf(w, "S16");
    w.check(primary.length <= 6, `${primary.length} attempts`);
    w.check(fallback.length === 1, `the fallback was asked ${fallback.length} times`);
    await w.sleep(20);
    const line = w.gateway.log.find((each) => each.model === model("S16"));
    w.check(line?.upstream_model === "fb-ok", `the log names ${line?.upstream_model}`);
    const billed = [line?.input_tokens, line?.output_tokens];
    w.check(billed.join() === "30,60", `the log bills ${billed.join(" and ")} tokens`);
    const all = primary.length + fallback.length;
    w.check(line?.attempts === all, `the log tells ${line?.attempts} attempts of ${all}`);
  },
};

/** Rows of upstreams that refuse. */
export const refusals: readonly Row[] = [s01, s02, s03, s04, s05, s12, s13, s16];
