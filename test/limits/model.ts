import * as fc from "fast-check";
import type { Meter, Reservation, Verdict } from "../../runtime/limits/meters.ts";

interface Entry {
  meters: readonly Meter[];
  at: number;
  actual?: readonly number[];
}

/** The naive model: everything that ever happened, asked each time. */
export interface Model {
  reserve(meters: readonly Meter[], now: number): Entry | undefined;
  settle(entry: Entry, amounts: readonly number[], now: number): void;
  used(meter: Meter, now: number): number;
}

/** Windows by the law of `window.ts`: an amount counts for its span, and up to a sixtieth more. */
export function createModel(ttl_ms: number): Model {
  const entries: (Entry & { settled_at?: number })[] = [];
  const used = (meter: Meter, now: number): number => {
    let sum = 0;
    for (const entry of entries) {
      entry.meters.forEach((each, i) => {
        if (each.kind !== meter.kind || each.key !== meter.key) return;
        sum += amountOf(entry, each, entry.actual?.[i], now);
      });
    }
    return sum;
  };
  const amountOf = (entry: Entry, meter: Meter, actual: number | undefined, now: number) => {
    if (meter.kind === "window") {
      const width = Math.ceil(meter.span_ms / 60);
      const slots = Math.ceil(meter.span_ms / width);
      const counts = Math.floor(entry.at / width) >= Math.floor(now / width) - slots;
      return counts ? (actual ?? meter.amount) : 0;
    }
    if (meter.kind === "budget") return actual ?? (now < entry.at + ttl_ms ? meter.amount : 0);
    return actual === undefined && now < entry.at + Math.min(ttl_ms, meter.span_ms)
      ? meter.amount
      : 0;
  };
  return {
    used,
    reserve(meters, now) {
      if (meters.some((meter) => used(meter, now) + meter.amount > meter.limit)) return undefined;
      const entry = { meters, at: now };
      entries.push(entry);
      return entry;
    },
    settle(entry, amounts) {
      entry.actual ??= amounts;
    },
  };
}

/** What may be done to counters. */
export type Step =
  | { do: "reserve"; amounts: [number, number, number, number]; which: number }
  | { do: "settle"; which: number; factor: number }
  | { do: "wait"; ms: number };

/** Steps, with waits of up to so many milliseconds. */
export function steps(longest_ms: number, maxLength = 60): fc.Arbitrary<Step[]> {
  const amount = fc.integer({ min: 0, max: 6 });
  return fc.array(
    fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({
          do: fc.constant("reserve" as const),
          amounts: fc.tuple(amount, amount, amount, fc.integer({ min: 1, max: 2 })),
          which: fc.integer({ min: 1, max: 15 }),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant("settle" as const),
          which: fc.nat(50),
          factor: fc.constantFrom(0, 0.5, 1, 2),
        }),
      },
      {
        weight: 3,
        arbitrary: fc.record({
          do: fc.constant("wait" as const),
          ms: fc.integer({ min: 0, max: longest_ms }),
        }),
      },
    ),
    { maxLength },
  );
}

/** The meters of a step: some of a window, two budgets and a gauge. */
export function metersOf(
  { amounts, which }: Step & { do: "reserve" },
  span_ms: number,
  lease_ms: number,
  prefix = "k",
): Meter[] {
  const all: Meter[] = [
    { kind: "window", key: `${prefix}:tpm`, limit: 10, amount: amounts[0], span_ms },
    { kind: "budget", key: `${prefix}:day`, limit: 25, amount: amounts[1], span_ms: 1e9 },
    { kind: "budget", key: `${prefix}:total`, limit: 40, amount: amounts[2], span_ms: 1e9 },
    { kind: "gauge", key: `${prefix}:at_once`, limit: 4, amount: amounts[3], span_ms: lease_ms },
  ];
  return all.filter((_, i) => which & (1 << i));
}

/** What a verdict has to be, told by the model. */
export function compare(
  verdict: Verdict,
  model: Model,
  entry: Entry | undefined,
  now: number,
): void {
  if (verdict.ok !== (entry !== undefined))
    throw new Error(`${JSON.stringify(verdict)} but the model says ${entry !== undefined}`);
  if (verdict.ok) {
    verdict.reservation.meters.forEach((meter, i) => {
      const left = Math.max(0, meter.limit - model.used(meter, now));
      if (left !== verdict.remaining[i])
        throw new Error(`${meter.key}: ${verdict.remaining[i]} left, not ${left}`);
    });
  } else if (verdict.used !== model.used(verdict.meter, now))
    throw new Error(
      `${verdict.meter.key}: ${verdict.used} used, not ${model.used(verdict.meter, now)}`,
    );
}

/** A reservation and what the model calls it. */
export interface Pair {
  reservation: Reservation;
  entry: Entry;
}
