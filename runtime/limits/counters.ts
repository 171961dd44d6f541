import { createGauge, placesTaken } from "./gauge.ts";
import type { Gauge } from "./gauge.ts";
import type { Meter, Meters } from "./meters.ts";
import { createWindow, usedOf, waitFor } from "./window.ts";
import type { Window } from "./window.ts";

/** A sum of a budget, as it is seeded. */
export type Sum = Parameters<Meters["seed"]>[0][number];

/** A sum of what is settled, and of what is reserved beside it. */
export interface Budget {
  spent: number;
  reserved: number;
  /** Forgotten after this, milliseconds. */
  until: number;
}

/** All counters of a process, by their keys. */
export interface Counters {
  windows: Map<string, Window>;
  budgets: Map<string, Budget>;
  gauges: Map<string, Gauge>;
}

/**
 * Milliseconds until a window has room; Infinity for what no wait within its period helps, a budget or more than
 * the limit. Nobody knows when a place of a gauge gets free: 0.
 */
export function waitOf(counters: Counters, meter: Meter, used: number, now: number): number {
  const { kind, key, amount, limit } = meter;
  if (amount > limit || kind === "budget") return Infinity;
  const window = kind === "window" ? counters.windows.get(key) : undefined;
  return window ? waitFor(window, used + amount - limit, now) : 0;
}

/** What counts against a meter now, reserved and settled. */
export function usedBy(counters: Counters, { kind, key, span_ms }: Meter, now: number): number {
  if (kind === "gauge") {
    const gauge = counters.gauges.get(key);
    return gauge ? placesTaken(gauge, now) : 0;
  }
  if (kind === "window") {
    const window = counters.windows.get(key);
    return window?.span_ms === span_ms ? usedOf(window, now) : 0;
  }
  const budget = counters.budgets.get(key);
  if (budget === undefined || isOver(budget, now)) return 0;
  return budget.spent + budget.reserved;
}

/** Lets a budget be spent to at least a sum. */
export function raise(counters: Counters, { key, amount, span_ms }: Sum, now: number): void {
  const budget = budgetOf(counters, key, span_ms, now);
  budget.spent = Math.max(budget.spent, amount);
}

/** The window of a meter; one whose span has changed begins anew. */
export function windowOf(counters: Counters, { key, span_ms }: Meter, now: number): Window {
  const window = counters.windows.get(key);
  if (window?.span_ms === span_ms) return window;
  const made = createWindow(span_ms, now);
  counters.windows.set(key, made);
  return made;
}

/** The gauge of a key. */
export function gaugeOf(counters: Counters, key: string): Gauge {
  let gauge = counters.gauges.get(key);
  if (!gauge) counters.gauges.set(key, (gauge = createGauge()));
  return gauge;
}

/** The budget of a key, kept for `span_ms` from now at least. */
export function budgetOf(counters: Counters, key: string, span_ms: number, now: number): Budget {
  let budget = counters.budgets.get(key);
  if (!budget || isOver(budget, now))
    counters.budgets.set(key, (budget = { spent: 0, reserved: 0, until: 0 }));
  budget.until = Math.max(budget.until, now + span_ms);
  return budget;
}

/** Is a budget of a period that has passed, and nothing reserved in it any more? */
export function isOver({ reserved, until }: Budget, now: number): boolean {
  return reserved === 0 && until <= now;
}

/** Looks at one counter after the other, for ever, and drops what is idle. */
export function* sweep(counters: Counters, time: () => number): Generator<undefined, never> {
  for (;;) {
    for (const [key, window] of counters.windows) {
      if (usedOf(window, time()) === 0) counters.windows.delete(key);
      yield;
    }
    for (const [key, budget] of counters.budgets) {
      if (isOver(budget, time())) counters.budgets.delete(key);
      yield;
    }
    for (const [key, gauge] of counters.gauges) {
      if (placesTaken(gauge, time()) === 0) counters.gauges.delete(key);
      yield;
    }
    yield;
  }
}
