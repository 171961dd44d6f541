import { STREAM } from "../row.ts";
import type { Row } from "../row.ts";
import { checkError, checkFallback, checkWhole } from "../world.ts";
import { routed, withFallback } from "./route.ts";

const BEAT_MS = 100;

const beat: Row = {
  id: "X-beat",
  title: "signs of life while an answer is held",
  ways: STREAM,
  configuration: withFallback(
    "fb-s07-slow-ttft",
    `commit: complete, heartbeat_ms: ${BEAT_MS}, timeouts: { first_token_ms: 800 }`,
  ),
  async run(w) {
    const began = performance.now();
    const bytes: number[] = [];
    const heard = await w.askRaw("route", { onByte: () => bytes.push(performance.now() - began) });
    checkFallback(w, heard);
    const beats = bytes.filter((at) => at < 750).length;
    w.check(beats >= 2, `${beats} signs of life in 750 ms`);
  },
};

const late: Row = {
  id: "X-beaterr",
  title: "an error after signs of life is typed",
  ways: STREAM,
  configuration: routed(
    "fake/fb-x-silent, fake/fb-s06-no-response",
    `commit: complete, heartbeat_ms: ${BEAT_MS}, total_ms: 700`,
  ),
  async run(w) {
    const heard = await w.ask("route");
    checkError(w, heard);
    w.check(heard.status === 200, "there was no sign of life");
    w.check(heard.code !== undefined, `the error has no type: ${heard.message}`);
    w.check(heard.ms < 1700, `it took ${Math.round(heard.ms)} ms`);
  },
};

const queued: Row = {
  id: "X-hedgeq",
  title: "a hedge in a queue is not sent once the answer is there",
  ways: STREAM,
  configuration: routed(
    "fake/fb-x-later-first, { model: fake/fb-x-silent, max_concurrent: 1, queue: { max: 4, wait_ms: 3000 } }",
    "hedge: { after: 150, min_ms: 50 }, timeouts: { first_token_ms: 3000 }",
  ),
  async run(w) {
    const first = w.ask("route");
    await w.sleep(30);
    for (const heard of await Promise.all([first, w.ask("route")])) checkWhole(w, heard);
    await w.sleep(300);
    const sent = w.fake.of("fb-x-silent").length;
    w.check(sent === 1, `${sent} hedges were sent, one of them for an answer that was there`);
  },
};

const probe: Row = {
  id: "X-probe",
  title: "an open circuit is probed by one call at a time",
  ways: STREAM,
  configuration: withFallback("fb-x-down"),
  async run(w) {
    for (let i = 0; i < 3; i++) checkFallback(w, await w.ask("route"));
    const before = w.fake.of("fb-x-down").length;
    w.check(before <= 6, `${before} calls until the circuit opened`);
    await w.sleep(w.profile.open_ms * 1.6);
    const many = await Promise.all(Array.from({ length: 8 }, () => w.ask("route")));
    for (const heard of many) checkFallback(w, heard);
    const probes = w.fake.of("fb-x-down").length - before;
    w.check(probes <= 1, `${probes} probes at once`);
  },
};

/** What happens while somebody waits. */
export const waiting: readonly Row[] = [beat, late, queued, probe];
