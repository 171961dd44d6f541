import { MODELS, tableConfiguration } from "../configuration.ts";
import type { Heard } from "../heard.ts";
import { STREAM } from "../row.ts";
import type { Row } from "../row.ts";
import { callsOf } from "../world.ts";
import { TEXT } from "../text.ts";

/** The primary is down for a while, and is asked all the time. */
export const flap: Row = {
  id: "S15",
  title: "down, then healthy",
  ways: STREAM,
  configuration: tableConfiguration,
  async run(w) {
    const { requests, every_ms, outage_ms, recovery_ms } = w.profile;
    const [primary] = MODELS["S15"]!;
    const asked: Promise<Heard>[] = [];
    for (let i = 0; i < requests; i++) {
      asked.push(w.ask(primary));
      await w.sleep(every_ms);
    }
    const heard = await Promise.all(asked);
    const served = heard.filter(({ outcome, text }) => outcome === "success" && text === TEXT);
    w.check(served.length === requests, `${served.length} of ${requests} were answered`);
    const calls = callsOf(w, "S15").primary;
    const down = calls.filter((call) => call.at < outage_ms).length;
    const during = outage_ms / every_ms;
    w.notes.push(`${down} calls in the outage, for ${during} requests`);
    w.check(down <= during, `${down} calls while it was down, for ${during} requests`);
    const back = calls.find((call) => call.end === "answered");
    const late = back ? back.at - outage_ms : Infinity;
    w.notes.push(`back after ${Math.round(late)} ms`);
    w.check(late <= recovery_ms, `the primary was used again ${late} ms after it was well`);
    const after = calls.filter((call) => back && call.at >= back.at).length;
    w.check(!back || after > 1, "the circuit did not close after the probe");
  },
};
