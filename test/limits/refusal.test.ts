import { describe, expect, it } from "vitest";
import type { Meter } from "../../runtime/limits/meters.ts";
import { refusalOf } from "../../runtime/limits/refusal.ts";

const now = Date.UTC(2026, 10, 22, 23, 59, 30);
const USD = 1_000_000_000;

function budget(limit: number, amount: number, period = "2026-11-22"): Meter {
  return { kind: "budget", key: `key_1:usd:${period}`, limit, amount, span_ms: 1 };
}

const refused = (meter: Meter, used: number, reserved?: number) =>
  refusalOf(
    { meter, used, ...(reserved !== undefined && { reserved }), retry_after_ms: undefined },
    "shop",
    now,
  );

describe("a budget's refusal", () => {
  it("tells apart what is spent and what is reserved, and what can be done", () => {
    expect(refused(budget(5 * USD, 1.28 * USD), 3.86 * USD, 3.84 * USD)).toEqual({
      kind: "rate_limit",
      message:
        'The budget of this day (UTC) of the key "shop" is 5 USD; 0.02 USD are spent, 3.84 USD are reserved by requests under way, ' +
        "and this request may cost up to 1.28 USD. " +
        "A request without `max_tokens` reserves what the model's longest answer costs: set it, or set it lower.",
      retry_after_ms: 5000,
    });
  });

  it("is for the rest of the period when it is spent", () => {
    expect(refused(budget(5 * USD, 1.28 * USD), 5 * USD, 0)).toEqual({
      kind: "billing",
      message:
        'The budget of this day (UTC) of the key "shop" is 5 USD; 5 USD are spent, and this request may cost up to 1.28 USD.',
      retry_after_ms: 30_000,
    });
    // What is given back does not do for this request.
    const little = refused(budget(5 * USD, 1 * USD), 5 * USD, 0.5 * USD);
    expect(little).toMatchObject({ kind: "billing", retry_after_ms: 30_000 });
    expect(little.message).toContain("`max_tokens`");
    expect(refused(budget(5 * USD, 1 * USD, "total"), 5 * USD, 0).retry_after_ms).toBeUndefined();
  });

  it("is for good when the request alone is more", () => {
    const { kind, message, retry_after_ms } = refused(budget(1 * USD, 2 * USD), 0, 0);
    expect([kind, retry_after_ms]).toEqual(["billing", undefined]);
    expect(message).toContain("this request alone may cost up to 2 USD");
    expect(message).toContain("set it, or set it lower");
  });

  it("says so when nobody can tell them apart", () => {
    const { kind, message } = refused(budget(5 * USD, 2 * USD), 4 * USD);
    expect(kind).toBe("billing");
    expect(message).toContain("4 USD are spent or reserved by requests under way, and this");
  });
});
