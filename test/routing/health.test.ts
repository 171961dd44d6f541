import { describe, expect, it } from "vitest";
import { configOf } from "../../runtime/config.ts";
import { consequenceOf } from "../../runtime/routing/consequences.ts";
import { MovingAverage, RecentValues } from "../../runtime/routing/estimates.ts";
import { HealthBook, targetId } from "../../runtime/routing/health-book.ts";
import { hand, seeded } from "./made.ts";

const { breaker } = configOf({});

describe("a target's health", () => {
  it("rests as long as it was told, and no longer", () => {
    const clock = hand();
    const health = new HealthBook(clock).of("p/m@o", breaker);
    health.fail(health.begin(), { kind: "rate_limit", retry_after_ms: 2000 });
    expect(health.resting()).toMatchObject({
      until: clock.at + 2000,
      reason: "it said that its rate limit is reached",
    });
    expect(health.allow()).toBe("yes");
    clock.at += 2000;
    expect(health.resting()).toBeUndefined();
  });

  it("rests longer each time when its quota is used up, and says so aloud", () => {
    const rests = [0, 1, 2, 9].map(
      (row) => consequenceOf("billing", undefined, row, () => 0).rest_ms! / 60_000,
    );
    expect(rests).toEqual([10, 20, 40, 360]);
    expect(consequenceOf("auth", undefined, 0, () => 0)).toEqual({
      breaker: "neither",
      rest_ms: 60_000,
      loud: true,
    });
    expect(consequenceOf("bad_request", 9000, 0, () => 0)).toEqual({ breaker: "success" });
    expect(consequenceOf("overloaded", 3000, 0, () => 0)).toEqual({
      breaker: "failure",
      rest_ms: 3000,
    });
  });

  it("takes calls that fail together for one failure of its quota", () => {
    const clock = hand();
    clock.random = () => 0;
    const health = new HealthBook(clock).of("p/m@o", breaker);
    const rests = [1, 2, 3].map(() => {
      clock.at += 100_000;
      const all = Array.from({ length: 20 }, () => health.begin());
      clock.at += 50;
      for (const each of all) health.fail(each, { kind: "rate_limit" });
      return health.resting()!.until - clock.at;
    });
    expect(rests).toEqual([1000, 2000, 4000]);
    clock.at += 100_000;
    const started = health.begin();
    health.succeed(started);
    health.fail(health.begin(), { kind: "rate_limit" });
    expect(health.resting()!.until - clock.at).toBe(1000);
  });

  it("rests before it has to say 429, until the reset", () => {
    const clock = hand();
    const health = new HealthBook(clock).of("p/m@o", breaker);
    const started = health.begin();
    clock.at += 5;
    health.noteLimits({
      "x-ratelimit-limit-requests": "100",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-requests": "1m30s",
    });
    clock.at += 5;
    health.succeed(started);
    expect(health.resting()!.until).toBe(clock.at - 5 + 90_000);
    expect(health.shareLeft()).toBe(0);
    clock.at += 90_000;
    expect([health.resting(), health.shareLeft()]).toEqual([undefined, 1]);
  });

  it("is well again when a call that began after its rest succeeds", () => {
    const clock = hand();
    const health = new HealthBook(clock).of("p/m@o", breaker);
    const early = health.begin();
    clock.at += 10;
    health.fail(health.begin(), { kind: "billing" });
    clock.at += 10;
    health.succeed(early);
    expect(health.resting()).toBeDefined();
    clock.at += 10;
    health.succeed(health.begin());
    expect(health.resting()).toBeUndefined();
    expect(health.inFlight).toBe(0);
  });

  it("does not count a wrong request against it", () => {
    const clock = hand();
    const health = new HealthBook(clock).of("p/m@o", breaker);
    for (let i = 0; i < 20; i++) health.fail(health.begin(), { kind: "bad_request" });
    expect([health.allow(), health.counts.failures, health.counts.kinds.bad_request]).toEqual([
      "yes",
      0,
      20,
    ]);
    for (let i = 0; i < 5; i++) health.fail(health.begin(), { kind: "upstream" });
    expect(health.allow()).toBe("no");
    expect(health.snapshot()).toMatchObject({
      breaker: "open",
      openings: 1,
      in_flight: 0,
      open_until: clock.at + 5000,
    });
    expect(health.resting()!.reason).toBe("its breaker is open");
  });

  it("survives a config that is read again, and is bounded", () => {
    const clock = hand();
    const book = new HealthBook(clock, 3);
    const first = book.of(targetId("p", "m", "https://a"), breaker);
    for (let i = 0; i < 5; i++) first.fail(first.begin(), { kind: "upstream" });
    expect(book.of("p/m@https://a", { ...breaker, failures: 9 })).toBe(first);
    expect(first.allow()).toBe("no");
    for (let i = 0; i < 10; i++) book.of(`p/${i}@o`);
    expect([...book.all()].map(({ id }) => id)).toEqual(["p/m@https://a", "p/8@o", "p/9@o"]);
    expect(book.of("p/m@https://a", false).allow()).toBe("yes");
  });
});

describe("estimates", () => {
  it("take a peak at once and let it fade", () => {
    const average = new MovingAverage(10_000, true);
    for (let now = 0; now < 60_000; now += 1000) average.add(100, now);
    average.add(2000, 60_000);
    expect(average.value(60_000)).toBeGreaterThan(1900);
    expect(average.value(90_000)).toBeLessThan(400);
    expect(average.value(600_000)).toBeUndefined();
  });

  it("follow what changes", () => {
    const average = new MovingAverage(10_000);
    for (let now = 0; now < 60_000; now += 1000) average.add(100, now);
    for (let now = 60_000; now < 120_000; now += 1000) average.add(50, now);
    expect(average.value(120_000)).toBeCloseTo(50, 0);
  });

  it("tell the 95th percentile of the last values", () => {
    const recent = new RecentValues();
    const random = seeded(7);
    for (let i = 0; i < 7; i++) recent.add(1);
    expect(recent.p95()).toBeUndefined();
    for (let i = 0; i < 1000; i++) recent.add(random() * 100);
    expect(recent.p95()).toBeGreaterThan(85);
    expect(recent.p95()).toBeLessThanOrEqual(100);
  });
});
