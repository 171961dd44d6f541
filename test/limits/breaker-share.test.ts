import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createSharedBreakers } from "../../runtime/limits/breaker-share.ts";
import type { SharedBreakers } from "../../runtime/limits/breaker-share.ts";
import { hasRedis, startRedis, until } from "./redis-server.ts";
import type { RedisServer } from "./redis-server.ts";

const log = { info() {}, warn() {} };

describe.skipIf(!hasRedis)("breakers that processes share", () => {
  let server: RedisServer;
  const open: SharedBreakers[] = [];
  beforeAll(async () => void (server = await startRedis()));
  afterAll(async () => {
    for (const breakers of open) await breakers.close();
    await server.stop();
  });
  async function join(): Promise<{ breakers: SharedBreakers; heard: [string, number][] }> {
    const { url } = server;
    const breakers = await createSharedBreakers({
      url,
      prefix: "b",
      timeout_ms: 2_000,
      now: Date.now,
      log,
    });
    open.push(breakers);
    const heard: [string, number][] = [];
    breakers.onChange((target, open_until_ms) => heard.push([target, open_until_ms]));
    return { breakers, heard };
  }

  it("hear of each other's, and not of their own; who comes later loads what is open", async () => {
    const [one, two] = [await join(), await join()];
    const end = Date.now() + 60_000;
    one.breakers.publish("a/model", end);
    one.breakers.publish("b/model", end);
    await until(() => two.heard.length === 2);
    two.breakers.publish("a/model", 0);
    await until(() => one.heard.length === 1);
    expect(two.heard).toEqual([
      ["a/model", end],
      ["b/model", end],
    ]);
    expect(one.heard).toEqual([["a/model", 0]]);
    const three = await join();
    expect(await three.breakers.load()).toEqual([{ target: "b/model", open_until_ms: end }]);
  });

  it("go on by themselves without a Redis, and hear again when it is back", async () => {
    const [one, two] = [await join(), await join()];
    await server.kill();
    one.breakers.publish("c/model", Date.now() + 60_000);
    expect(await one.breakers.load()).toEqual([]);
    await server.start();
    // What is published while nobody is connected again is lost by design: say it until it is heard.
    await until(async () => {
      one.breakers.publish("d/model", Date.now() + 60_000);
      await new Promise((resolve) => setTimeout(resolve, 20));
      return two.heard.some(([target]) => target === "d/model");
    });
  });
});
