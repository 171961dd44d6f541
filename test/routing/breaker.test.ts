import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configOf } from "../../runtime/config.ts";
import type { BreakerConfig } from "../../runtime/route-config.ts";
import { Breaker } from "../../runtime/routing/breaker.ts";

const defaults = configOf({}).breaker;

/** The same rules with a log of everything, slots of the window included. */
class Model {
  log: { at: number; failed: boolean }[] = [];
  /** When each failure since the last success was. */
  row: number[] = [];
  state: "closed" | "opened" = "closed";
  since = -Infinity;
  until = -Infinity;
  length = 0;
  probe: number | undefined;
  readonly config: BreakerConfig;

  constructor(config: BreakerConfig) {
    this.config = config;
  }

  allow(now: number): string {
    if (this.state === "closed") return "yes";
    if (now < this.until) return "no";
    if (this.probe !== undefined && now - this.probe < this.config.max_open_ms) return "no";
    this.probe = now;
    return "probe";
  }

  end(failed: boolean, now: number, started: number): void {
    if (started < this.since) return;
    if (this.state === "opened") {
      if (!failed) Object.assign(this, { state: "closed", since: now, log: [], row: [] });
      else if (now >= this.until) this.open(this.length * 2, now);
      return;
    }
    this.log.push({ at: now, failed });
    if (!failed) return void (this.row = []);
    this.row.push(now);
    const width = this.config.window_ms / 10;
    const oldest = Math.floor(now / width) - 9;
    const seen = this.log.filter(({ at }) => Math.floor(at / width) >= oldest);
    const failures = seen.filter((each) => each.failed).length;
    const { failures: enough, rate } = this.config;
    if (this.inRow() >= enough || (failures >= enough && failures >= rate * seen.length))
      this.open(this.config.open_ms, now);
  }

  /** The failures in a row that follow one another within the window. */
  inRow(): number {
    let count = 0;
    for (let i = this.row.length - 1; i >= 0; i--) {
      count++;
      if (i > 0 && this.row[i]! - this.row[i - 1]! > this.config.window_ms) break;
    }
    return count;
  }

  open(length: number, now: number): void {
    this.length = Math.min(length, this.config.max_open_ms);
    Object.assign(this, { state: "opened", since: now, until: now + this.length });
    this.probe = undefined;
  }
}

/** Steps with one share of failures, so that rates matter and not only failures in a row. */
const run = fc.constantFrom(2, 3, 5, 9).chain((oneIn) =>
  fc.array(
    fc.record({
      wait: fc.oneof(
        { weight: 6, arbitrary: fc.nat(120) },
        { weight: 2, arbitrary: fc.nat(2000) },
        { weight: 1, arbitrary: fc.constantFrom(1000, 5000, 25_000, 30_000, 30_001, 3_600_000) },
      ),
      failed: fc.nat(9).map((n) => n % oneIn !== 0 || n === 1),
      lasts: fc.oneof({ weight: 3, arbitrary: fc.nat(50) }, fc.nat(4000)),
      tells: fc.nat(9).map((n) => n !== 0),
    }),
    { minLength: 20, maxLength: 160 },
  ),
);

describe("the breaker", () => {
  it("does as a model with a log of everything", () => {
    const config = fc.record({
      failures: fc.integer({ min: 1, max: 8 }),
      rate: fc.constantFrom(0.1, 0.5, 1),
      window_ms: fc.constantFrom(1000, 5000, 30_000),
      open_ms: fc.constantFrom(500, 5000),
      max_open_ms: fc.constantFrom(5000, 20_000),
    });
    fc.assert(
      fc.property(config, run, (numbers, steps) => {
        const [breaker, model] = [new Breaker(numbers), new Model(numbers)];
        let now = 1_700_000_000_000;
        let under: { at: number; started: number; failed: boolean }[] = [];
        for (const { wait, failed, lasts, tells } of steps) {
          now += wait;
          const ended = under.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at);
          under = under.filter(({ at }) => at > now);
          for (const each of ended) {
            if (each.failed) breaker.fail(each.at, each.started);
            else breaker.succeed(each.at, each.started);
            model.end(each.failed, each.at, each.started);
          }
          const allowed = breaker.allow(now);
          expect(allowed).toBe(model.allow(now));
          if (breaker.state(now) !== "closed") expect(breaker.openUntil).toBe(model.until);
          if (allowed !== "no" && tells) under.push({ at: now + lasts, started: now, failed });
        }
      }),
      { numRuns: 600 },
    );
  });

  it("does not open for failures that lie hours apart, but for a few a minute", () => {
    const breaker = new Breaker(defaults);
    for (let n = 0; n < 20; n++) breaker.fail(n * 3_600_000);
    expect(breaker.openings).toBe(0);
    const slow = new Breaker(defaults);
    for (let n = 0; n < 5; n++) slow.fail(n * 20_000);
    expect(slow.state(80_001)).toBe("open");
  });

  it("lets one probe through at a time, and another one when the first never reports", () => {
    const breaker = new Breaker({ ...defaults, failures: 2, max_open_ms: 20_000 });
    breaker.fail(0);
    breaker.fail(1);
    expect(breaker.allow(2)).toBe("no");
    expect([breaker.allow(5001), breaker.allow(5002), breaker.allow(24_000)]).toEqual([
      "probe",
      "no",
      "no",
    ]);
    expect(breaker.allow(25_001)).toBe("probe");
    breaker.release();
    expect(breaker.allow(25_002)).toBe("probe");
    breaker.succeed(25_100, 25_002);
    expect(breaker.allow(25_101)).toBe("yes");
  });

  it("doubles after each failed probe, up to the longest", () => {
    const breaker = new Breaker({ ...defaults, failures: 1, max_open_ms: 20_000 });
    let now = 0;
    breaker.fail(now);
    const spans = [5000, 10_000, 20_000, 20_000].map((span) => {
      expect(breaker.openUntil).toBe(now + span);
      now = breaker.openUntil;
      expect(breaker.allow(now)).toBe("probe");
      breaker.fail(now, now);
      return breaker.openings;
    });
    expect(spans).toEqual([2, 3, 4, 5]);
  });

  it("is not told anything by calls from before it opened", () => {
    const breaker = new Breaker({ ...defaults, failures: 1 });
    breaker.fail(100, 50);
    breaker.succeed(200, 60);
    expect(breaker.state(201)).toBe("open");
    breaker.fail(5200, 70);
    expect(breaker.allow(5201)).toBe("probe");
  });

  it("opens when another process says so, never shorter", () => {
    const breaker = new Breaker(defaults);
    breaker.forceOpen(9000, 1000);
    breaker.forceOpen(4000, 1000);
    expect([breaker.allow(8999), breaker.allow(9000)]).toEqual(["no", "probe"]);
    breaker.forceOpen(10_000, 20_000);
    expect(breaker.openUntil).toBe(9000);
  });

  it("uses a target within 30 s of its recovery, at one request each 4 s (S15)", () => {
    for (let offset = 0; offset < 4000; offset += 250) {
      const breaker = new Breaker(defaults);
      const [begins, heals] = [10_000, 70_000];
      let calls = 0;
      let back: number | undefined;
      for (let now = offset; now < 120_000; now += 4000) {
        for (let attempt = 0; attempt < 2; attempt++) {
          const at = now + attempt * 200;
          if (breaker.allow(at) === "no") break;
          const sick = at >= begins && at < heals;
          if (sick) {
            calls++;
            breaker.fail(at + 5, at);
          } else {
            breaker.succeed(at + 5, at);
            if (at >= heals) back ??= at;
            break;
          }
        }
      }
      expect(back! - heals).toBeLessThan(30_000);
      expect(calls).toBeLessThan(12);
    }
  });
});
