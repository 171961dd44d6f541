import { EventEmitter, getEventListeners } from "node:events";
import { describe, expect, it } from "vitest";
import { Deadline } from "../../runtime/deadline.ts";
import type { Dispatched } from "../../runtime/dispatch.ts";
import type { Exchange } from "../../runtime/exchange.ts";
import { bothEnds, isRepeatable } from "../../runtime/hedging.ts";
import { pause } from "../../runtime/pause.ts";

describe("what may be asked for twice", () => {
  it("is what does nothing at the provider", () => {
    const ask = { model: "m", messages: [] };
    const tool = (kind: "function" | "custom" | "opaque") => ({
      ...ask,
      tools: [{ kind, name: "t" }],
    });
    expect([ask, tool("function"), tool("custom")].map(isRepeatable)).toEqual([true, true, true]);
    const not = [tool("opaque"), { ...ask, store: true }, { ...ask, web_search: {} }];
    expect(not.map(isRepeatable)).toEqual([false, false, false]);
  });
});

describe("two attempts at once", () => {
  const attempt = (error?: string, after = 0): Dispatched =>
    ({
      attempt: {},
      done: new Promise((resolve) =>
        setTimeout(resolve, after, error && { kind: "upstream", message: error }),
      ),
    }) as unknown as Dispatched;
  const never = () => false;

  it("end with the error of the chosen one, even if the other ended first", async () => {
    const [dropped, chosen] = [attempt(), attempt("lost", 5)];
    const x = { chosen: chosen.attempt } as Exchange;
    const failed = await bothEnds(x, [dropped, chosen], never);
    expect(failed?.error.message).toBe("lost");
    const fine = { chosen: dropped.attempt } as Exchange;
    expect(await bothEnds(fine, [dropped, chosen], never)).toBeUndefined();
  });

  it("end with what is final, else with the later", async () => {
    const both = [attempt("later", 5), attempt("sooner")];
    const x = {} as Exchange;
    expect((await bothEnds(x, both, never))?.error.message).toBe("later");
    const final = await bothEnds(x, both, ({ error }) => error.message === "sooner");
    expect(final?.error.message).toBe("sooner");
  });
});

describe("a deadline", () => {
  it("costs nothing until something waits, and leaves nothing behind", async () => {
    const response = new EventEmitter();
    const deadline = new Deadline(response, performance.now() + 20);
    expect(getEventListeners(response, "close")).toHaveLength(0);
    expect(await deadline.within(Promise.resolve(7))).toBe(7);
    expect(await deadline.within(new Promise(() => {}))).toBeUndefined();
    expect(deadline.left_ms).toBeLessThanOrEqual(0);
    deadline.close();
    expect(getEventListeners(response, "close")).toHaveLength(0);
  });

  it("is over when the client leaves, or has left, or has its answer", async () => {
    const never = new Promise(() => {});
    const response = new EventEmitter();
    const leaving = new Deadline(response, Infinity).within(never);
    response.emit("close");
    expect(await leaving).toBeUndefined();
    const left = Object.assign(new EventEmitter(), { closed: true });
    expect(await new Deadline(left, Infinity).within(never)).toBeUndefined();
    expect(await pause(60_000, left)).toBe(false);
    const answered = new Deadline(new EventEmitter(), Infinity);
    const waiting = answered.within(never);
    answered.finish();
    expect(await waiting).toBeUndefined();
  });

  it("lets what fails later fail unheard", async () => {
    const deadline = new Deadline(new EventEmitter(), performance.now() + 5);
    const failing = new Promise((_, reject) => setTimeout(reject, 20, new Error("late")));
    expect(await deadline.within(failing)).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 30));
  });
});
