import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { configOf } from "../../runtime/config.ts";
import { afterFailure, backoff } from "../../runtime/routing/backoff.ts";
import type { Failure } from "../../runtime/routing/backoff.ts";
import { seeded } from "./made.ts";

const retry = configOf({}).retry;
const failure = (over: Partial<Failure>): Failure => ({
  kind: "internal",
  silent: false,
  attemptsOnTarget: 1,
  retry,
  elapsed_ms: 10,
  isLast: false,
  ...over,
});
const decide = (over: Partial<Failure>, random = () => 0.5) => afterFailure(failure(over), random);

describe("what follows a failed attempt", () => {
  it("waits as long as it was told, and goes on when that is too long (S01)", () => {
    for (const random of [() => 0, () => 0.999]) {
      const decision = decide({ kind: "rate_limit", retry_after_ms: 2000 }, random);
      expect(decision.do).toBe("retry");
      expect((decision as { wait_ms: number }).wait_ms).toBeGreaterThanOrEqual(2000);
      expect((decision as { wait_ms: number }).wait_ms).toBeLessThanOrEqual(2200);
    }
    expect(decide({ kind: "rate_limit", retry_after_ms: 60_000 }).do).toBe("next");
    expect(
      decide({ kind: "overloaded", retry_after_ms: 2000, elapsed_ms: 500, total_ms: 2000 }).do,
    ).toBe("next");
  });

  it("makes at most four attempts in 3 s and six in all at a rate limit (S02)", () => {
    const eager = { ...retry, attempts: 50, base_ms: 1, max_ms: 10 };
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const random = seeded(seed);
        const at = [0];
        for (;;) {
          const next = decide(
            { kind: "rate_limit", retry: eager, attemptsOnTarget: at.length },
            random,
          );
          if (next.do !== "retry") break;
          at.push(at.at(-1)! + next.wait_ms);
        }
        expect(at.length).toBe(6);
        expect(at.filter((each) => each <= 3000).length).toBeLessThanOrEqual(4);
      }),
    );
  });

  it("asks the same target again after an error of its own, then another (S03, S04, S05)", () => {
    for (const kind of ["internal", "overloaded", "upstream"] as const) {
      expect(decide({ kind }).do).toBe("retry");
      expect(decide({ kind, attemptsOnTarget: retry.attempts }).do).toBe("next");
      expect(decide({ kind, attemptsOnTarget: 6, retry: { ...retry, attempts: 99 } }).do).toBe(
        "next",
      );
      expect(decide({ kind, attemptsOnTarget: retry.attempts, isLast: true }).do).toBe("stop");
    }
  });

  it("never asks a silent target again (S06)", () => {
    expect(decide({ kind: "timeout" }).do).toBe("next");
    expect(decide({ kind: "upstream", silent: true }).do).toBe("next");
    expect(decide({ kind: "timeout", isLast: true }).do).toBe("stop");
  });

  it("goes only to a larger context (S12), and keeps a refusal (S13)", () => {
    expect(decide({ kind: "context_length" })).toMatchObject({ do: "next", larger: true });
    expect(decide({ kind: "context_length", isLast: true }).do).toBe("stop");
    expect(decide({ kind: "content_filter" }).do).toBe("stop");
    expect(decide({ kind: "content_filter", on_refusal: "next" }).do).toBe("next");
  });

  it("does not repeat what is wrong everywhere, and leaves keys and quotas behind", () => {
    for (const kind of ["bad_request", "too_large"] as const)
      expect(decide({ kind }).do).toBe("stop");
    for (const kind of ["billing", "auth", "permission", "not_found"] as const)
      expect(decide({ kind }).do).toBe("next");
    expect(decide({ elapsed_ms: 5000, total_ms: 5000 }).do).toBe("stop");
  });

  it("spreads its waits over the whole of a doubling ceiling", () => {
    expect([1, 2, 3, 9].map((n) => backoff(n, retry, () => 1))).toEqual([250, 500, 1000, 4000]);
    expect(backoff(5, retry, () => 0)).toBe(0);
  });
});
