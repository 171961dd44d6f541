import { expect, it } from "vitest";
import { createObservers, late } from "../../runtime/observe/observers.ts";
import { recordOf } from "./records.ts";

it("tells all, whichever of them throws, and says so once a minute", () => {
  let now = 0;
  const warned: Record<string, unknown>[] = [];
  const told: string[] = [];
  const observe = createObservers(
    {
      bad: () => {
        throw new Error("no");
      },
      off: undefined,
      good: ({ id }) => void told.push(id),
    },
    (facts) => warned.push(facts),
    () => now,
  );
  for (let i = 0; i < 5; i++) observe(recordOf({ id: String(i) }));
  now = 60_000;
  observe(recordOf({ id: "5" }));
  expect(told).toEqual(["0", "1", "2", "3", "4", "5"]);
  expect(warned.map(({ observer, times }) => [observer, times])).toEqual([
    ["bad", 1],
    ["bad", 5],
  ]);
});

it("survives a log that throws, and is nothing when there is nobody to tell", () => {
  const bad = (): never => {
    throw new Error("no");
  };
  expect(() => createObservers({ bad }, bad)(recordOf())).not.toThrow();
  expect(() => createObservers({}, bad)(recordOf())).not.toThrow();
});

it("keeps what comes while an observer is loaded, within bounds", async () => {
  const told: string[] = [];
  let ready!: (observer: (record: { id: string }) => void) => void;
  const observe = late(new Promise((resolve) => (ready = resolve)), 2);
  for (const id of ["a", "b", "c"]) observe(recordOf({ id }));
  ready(({ id }) => void told.push(id));
  await new Promise(setImmediate);
  observe(recordOf({ id: "d" }));
  expect(told).toEqual(["a", "b", "d"]);
  const nobody = late(Promise.reject(new Error("no")));
  nobody(recordOf());
  await new Promise(setImmediate);
  expect(() => nobody(recordOf())).not.toThrow();
});
