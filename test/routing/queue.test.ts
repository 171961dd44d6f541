import { getEventListeners } from "node:events";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { CallQueue } from "../../runtime/routing/queue.ts";
import type { Alarm, NoTicket, Ticket } from "../../runtime/routing/queue.ts";

/** A clock that is moved by hand. */
class Clock {
  now = 0;
  #alarms: { at: number; ring: () => void }[] = [];
  alarm: Alarm = (after_ms, ring) => {
    const each = { at: this.now + after_ms, ring };
    this.#alarms.push(each);
    return () => void (this.#alarms = this.#alarms.filter((other) => other !== each));
  };
  pass(milliseconds: number): void {
    this.now += milliseconds;
    for (const each of this.#alarms.filter(({ at }) => at <= this.now)) each.ring();
    this.#alarms = this.#alarms.filter(({ at }) => at > this.now);
  }
  get pending(): number {
    return this.#alarms.length;
  }
}

const isTicket = (it: Ticket | NoTicket): it is Ticket => typeof it === "object";

describe("the queue of a target", () => {
  it("never exceeds its limit, serves in order, and loses no ticket", async () => {
    const action = fc.oneof(
      { weight: 4, arbitrary: fc.constant({ do: "acquire" as const, n: 0 }) },
      { weight: 3, arbitrary: fc.nat(20).map((n) => ({ do: "release" as const, n })) },
      { weight: 1, arbitrary: fc.nat(20).map((n) => ({ do: "abort" as const, n })) },
      { weight: 1, arbitrary: fc.nat(80).map((n) => ({ do: "pass" as const, n })) },
    );
    const sizes = fc.record({ limit: fc.integer({ min: 1, max: 4 }), max: fc.nat(5) });
    await fc.assert(
      fc.asyncProperty(
        sizes,
        fc.array(action, { maxLength: 80 }),
        async ({ limit, max }, actions) => {
          const clock = new Clock();
          const queue = new CallQueue(limit, { max, wait_ms: 100 }, clock.alarm);
          const held: Ticket[] = [];
          const waiting: { n: number; leave: AbortController }[] = [];
          const served: number[] = [];
          const ends: (Ticket | NoTicket)[] = [];
          let asked = 0;
          for (const { do: what, n } of actions) {
            if (what === "release") held.splice(n % Math.max(1, held.length), 1)[0]?.release();
            if (what === "abort") waiting[n % Math.max(1, waiting.length)]?.leave.abort();
            if (what === "pass") clock.pass(n);
            if (what === "acquire") {
              const [leave, me] = [new AbortController(), asked++];
              const got = queue.acquire(leave.signal);
              if (got instanceof Promise) {
                const entry = { n: me, leave };
                waiting.push(entry);
                void got.then((end) => {
                  ends.push(end);
                  waiting.splice(waiting.indexOf(entry), 1);
                  if (!isTicket(end)) return;
                  served.push(me);
                  held.push(end);
                });
              } else {
                ends.push(got);
                if (isTicket(got)) {
                  expect(waiting).toEqual([]);
                  held.push(got);
                } else expect(got).toBe("full");
              }
            }
            await Promise.resolve();
            await Promise.resolve();
            expect(held.length).toBe(queue.taken);
            expect(queue.taken).toBeLessThanOrEqual(limit);
            expect(queue.waiting).toBeLessThanOrEqual(max);
            if (queue.waiting > 0) expect(queue.taken).toBe(limit);
          }
          clock.pass(100);
          await new Promise(setImmediate);
          for (const each of held) each.release();
          expect(ends.length).toBe(asked);
          expect([queue.taken, queue.waiting, clock.pending]).toEqual([0, 0, 0]);
          expect(served).toEqual([...served].sort((a, b) => a - b));
        },
      ),
      { numRuns: 200 },
    );
  });

  it("answers at once while a place is free, and says why when none is", async () => {
    const clock = new Clock();
    const queue = new CallQueue(1, { max: 1, wait_ms: 50 }, clock.alarm);
    const first = queue.acquire() as Ticket;
    const second = queue.acquire();
    expect(queue.acquire()).toBe("full");
    clock.pass(50);
    await expect(second).resolves.toBe("late");
    const leave = new AbortController();
    const third = queue.acquire(leave.signal);
    leave.abort();
    await expect(third).resolves.toBe("gone");
    expect(queue.acquire(leave.signal)).toBe("gone");
    const stays = new AbortController();
    const fourth = queue.acquire(stays.signal);
    first.release();
    first.release();
    const ticket = (await fourth) as Ticket;
    expect([queue.taken, getEventListeners(stays.signal, "abort")]).toEqual([1, []]);
    ticket.release();
    expect(queue.taken).toBe(0);
    expect(new CallQueue(0).acquire()).toBe("full");
  });

  it("lets those in who wait when the limit grows", async () => {
    const queue = new CallQueue(1, { max: 5, wait_ms: 1000 });
    queue.acquire();
    const waits = [queue.acquire(), queue.acquire()];
    queue.configure(3, { max: 5, wait_ms: 1000 });
    expect((await Promise.all(waits)).every(isTicket)).toBe(true);
  });
});
