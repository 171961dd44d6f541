import { describe, expect, it } from "vitest";
import { lastResort } from "../../runtime/routing/last-resort.ts";

const now = 1_700_000_000_000;
const retry = { max_wait_ms: 5000 };
const told = (ms: number) => ({
  until: now + ms,
  told: { until: now + ms, kind: "rate_limit" as const },
});
const at = { now, waited_ms: 0, left_ms: Infinity };

describe("the only target that is left rests", () => {
  it("and is asked when it has told nothing, or when what it told is over", () => {
    expect(lastResort({ until: now + 9000 }, at, retry, () => 0)).toEqual({ do: "ask" });
    expect(lastResort(told(0), at, retry, () => 0)).toEqual({ do: "ask" });
  });

  it("and is waited for when that is short", () => {
    expect(lastResort(told(2000), at, retry, () => 0)).toEqual({ do: "wait", wait_ms: 2000 });
    expect(lastResort(told(2000), at, retry, () => 1)).toEqual({ do: "wait", wait_ms: 2250 });
    const short = lastResort(told(2000), { ...at, left_ms: 2100 }, retry, () => 1);
    expect(short).toEqual({ do: "wait", wait_ms: 2100 });
  });

  it("and is left alone when that is long, for this client or for anybody", () => {
    const refuse = (rest: number) => ({ do: "refuse", retry_after_ms: rest });
    expect(lastResort(told(5001), at, retry, () => 0)).toEqual(refuse(5001));
    expect(lastResort(told(2000), { ...at, left_ms: 2000 }, retry, () => 0)).toEqual(refuse(2000));
    expect(lastResort(told(2000), { ...at, waited_ms: 4000 }, retry, () => 0)).toEqual(
      refuse(2000),
    );
    const longer = { ...told(60_000), until: now + 3_600_000 };
    expect(lastResort(longer, at, retry, () => 0)).toEqual(refuse(3_600_000));
  });
});
