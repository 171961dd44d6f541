import { forward } from "./clock.ts";
import { budgetOf, gaugeOf, isOver, raise, sweep, usedBy, waitOf, windowOf } from "./counters.ts";
import type { Counters, Sum } from "./counters.ts";
import { free, take } from "./gauge.ts";
import type { Meter, Meters, Reservation, Verdict } from "./meters.ts";
import { idMaker, wholeAmount } from "./reservations.ts";
import { addAt } from "./window.ts";

/** Counters of one process; every verdict is there at once. */
export interface MemoryMeters extends Meters {
  reserve(meters: readonly Meter[]): Verdict;
  /** Lets budgets be spent to at least these sums: what other processes are known to have used. */
  raise(sums: readonly Sum[]): void;
  /** How many counters are kept. */
  size(): number;
}

interface Held extends Reservation {
  /** Its place in what is open, and the name of its leases: a number is found quicker than its id. */
  readonly n: number;
  readonly owner: object;
  readonly until: number;
  state: "open" | "expired" | "settled";
}

interface State extends Counters {
  owner: object;
  ttl_ms: number;
  time: () => number;
  /** What `time` last said. */
  now: number;
  /** What others have reserved and is settled here. */
  foreign: WeakSet<Reservation>;
  /** In the order in which they expire. */
  open: Map<number, Held>;
  /** None of them expires before this. */
  next: number;
}

/**
 * Counters in memory. The meters of one reservation have different keys; either all of them take their amounts
 * or none does. At every instant: no span of a window's length holds more than its limit, settled and reserved
 * sums of a budget are within its limit, and so are the places of a gauge; only a settlement above what was
 * reserved may pass them, and is then refused room by the next reservation. What is not settled within `ttl_ms`
 * gives back its places and its part of budgets; in a window it stays until it has left the span. A settlement
 * counts in a window at the instant of its reservation. Of a refusal the meter with the longest wait is told.
 * Counters that are idle are dropped, a few at each reservation.
 */
export function createMemoryMeters(options: { now: () => number; ttl_ms: number }): MemoryMeters {
  const s: State = {
    owner: {},
    ttl_ms: options.ttl_ms,
    time: forward(options.now),
    now: -Infinity,
    windows: new Map(),
    budgets: new Map(),
    gauges: new Map(),
    foreign: new WeakSet(),
    open: new Map(),
    next: Infinity,
  };
  const sweeper = sweep(s, () => s.now);
  const nextId = idMaker();
  let count = 0;
  return {
    reserve(meters) {
      const now = (s.now = s.time());
      expire(s, now);
      const used = meters.map((meter) => usedBy(s, meter, now));
      const before = sizeOf(s);
      const verdict =
        refused(s, meters, used, now) ??
        taken(s, meters, used, { n: count++, id: nextId(), at: now });
      // One more than were made: they cannot grow without end.
      for (let steps = sizeOf(s) - before; steps >= 0; steps--) sweeper.next();
      return verdict;
    },
    settle: (reservation, amounts) => settle(s, reservation, amounts),
    seed(sums) {
      const now = s.time();
      for (const sum of sums) {
        const kept = s.budgets.get(sum.key);
        if (!kept || isOver(kept, now)) raise(s, sum, now);
      }
      return Promise.resolve();
    },
    raise: (sums) => sums.forEach((sum) => raise(s, sum, s.time())),
    size: () => sizeOf(s),
    close: () => Promise.resolve(),
  };
}

function sizeOf({ windows, budgets, gauges }: State): number {
  return windows.size + budgets.size + gauges.size;
}

function isHeld(reservation: Reservation, owner: object): reservation is Held {
  return (reservation as Partial<Held>).owner === owner;
}

/** The refusal that is the longest to wait for. */
function refused(
  s: State,
  meters: readonly Meter[],
  usedNow: readonly number[],
  now: number,
): Verdict | undefined {
  let worst: { meter: Meter; used: number; wait: number } | undefined;
  for (const [i, meter] of meters.entries()) {
    const used = usedNow[i]!;
    if (used + meter.amount <= meter.limit) continue;
    const wait = waitOf(s, meter, used, now);
    if (!worst || wait > worst.wait) worst = { meter, used, wait };
  }
  if (!worst) return undefined;
  const { meter, used, wait } = worst;
  const known = meter.kind === "window" && wait < Infinity;
  const held = meter.kind === "budget" ? s.budgets.get(meter.key)?.reserved : undefined;
  const reserved = held === undefined ? {} : { reserved: Math.min(held, used) };
  return { ok: false, meter, used, ...reserved, retry_after_ms: known ? wait : undefined };
}

function taken(
  s: State,
  meters: readonly Meter[],
  used: readonly number[],
  { n, id, at: now }: Pick<Held, "n" | "id" | "at">,
): Verdict {
  const until = now + s.ttl_ms;
  const reservation: Held = { n, id, meters, at: now, owner: s.owner, until, state: "open" };
  s.open.set(n, reservation);
  s.next = Math.min(s.next, until);
  const remaining = meters.map((meter, i) => {
    const { kind, key, amount, span_ms, limit } = meter;
    if (kind === "window") addAt(windowOf(s, meter, now), now, amount, now);
    else if (kind === "budget") budgetOf(s, key, span_ms, now).reserved += amount;
    else take(gaugeOf(s, key), n, amount, now + Math.min(span_ms, s.ttl_ms));
    return Math.max(0, limit - used[i]! - amount);
  });
  return { ok: true, reservation, remaining };
}

function settle(s: State, reservation: Reservation, amounts: readonly number[]): void {
  const now = s.time();
  expire(s, now);
  if (isHeld(reservation, s.owner)) settleHeld(s, reservation, amounts, now);
  else if (!s.foreign.has(reservation)) {
    s.foreign.add(reservation);
    book(s, reservation, amounts, now, "unknown");
  }
}

function settleHeld(s: State, held: Held, amounts: readonly number[], now: number): void {
  if (held.state === "settled") return;
  book(s, held, amounts, now, held.state);
  held.state = "settled";
  s.open.delete(held.n);
}

/** Puts what was used in place of what was reserved, as far as that is still there. */
function book(
  s: State,
  { meters, at, n }: Reservation & { n?: number },
  amounts: readonly number[],
  now: number,
  state: "open" | "expired" | "unknown",
): void {
  meters.forEach((meter, i) => {
    const { kind, key, amount, span_ms } = meter;
    const actual = wholeAmount(amounts[i], amount);
    if (kind === "gauge") {
      const gauge = s.gauges.get(key);
      // A number of another process's says nothing here.
      if (gauge && n !== undefined && state !== "unknown") free(gauge, n);
    } else if (kind === "budget") {
      const budget = budgetOf(s, key, span_ms, now);
      budget.spent += actual;
      if (state === "open") budget.reserved -= amount;
    } else {
      const change = actual - (state === "unknown" ? 0 : amount);
      if (change !== 0) addAt(windowOf(s, meter, now), at, change, now);
    }
  });
}

function expire(s: State, now: number): void {
  // A map is walked from its beginning, past all that was deleted there: not at each reservation.
  if (now < s.next) return;
  s.next = Infinity;
  for (const held of s.open.values()) {
    if (held.until > now) return void (s.next = held.until);
    s.open.delete(held.n);
    held.state = "expired";
    for (const { kind, key, amount } of held.meters) {
      const budget = kind === "budget" ? s.budgets.get(key) : undefined;
      if (budget) budget.reserved -= amount;
    }
  }
}
