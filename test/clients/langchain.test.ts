import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { tool } from "@langchain/core/tools";
import { ChatOpenAI } from "@langchain/openai";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loopbackOnly } from "./loopback.ts";
import { FORECAST, HELLO } from "./scenes.ts";
import { DIALECTS, MODELS } from "./talk.ts";
import type { Dialect } from "./talk.ts";
import { faults } from "./wire.ts";
import { startWorld } from "./world.ts";
import type { World } from "./world.ts";

let world: World;
let release: () => void;
beforeAll(async () => {
  release = loopbackOnly();
  world = await startWorld();
});
afterAll(async () => {
  release();
  await world.close();
});
afterEach(() => void world.recorder.take());

const apiKey = "client-key";
const forecast = z.object({ city: z.string(), degrees: z.number().int() });
const place = z.object({ city: z.string() });

/** What went upstream is well formed. */
function expectSound(upstream: Dialect, count: number): void {
  const sent = world.recorder.take();
  expect(sent).toHaveLength(count);
  for (const each of sent) expect(faults(upstream, each)).toEqual([]);
}

describe.each(DIALECTS)("LangChain -> %s", (upstream) => {
  const chat = (): ChatOpenAI =>
    new ChatOpenAI({
      model: MODELS[upstream],
      apiKey,
      maxRetries: 0,
      configuration: { baseURL: `${world.url}/v1` },
    });

  it("invokes and streams", async () => {
    expect((await chat().invoke("[hello]")).content).toBe(HELLO);
    const pieces: unknown[] = [];
    for await (const { content } of await chat().stream("[hello]")) pieces.push(content);
    expect(pieces.join("")).toBe(HELLO);
    expect(pieces.length).toBeGreaterThan(3);
    expectSound(upstream, 2);
  });

  it("binds tools and hands their results back", async () => {
    const schema = place;
    const get_weather = tool(() => "12 degrees", { name: "get_weather", schema });
    const get_time = tool(() => "9 o'clock", { name: "get_time", schema });
    const bound = chat().bindTools([get_weather, get_time]);
    const messages: (HumanMessage | ToolMessage | Awaited<ReturnType<typeof bound.invoke>>)[] = [
      new HumanMessage("[rounds]"),
    ];
    for (let round = 0; round < 3; round++) {
      const said = await bound.invoke(messages);
      messages.push(said);
      for (const call of said.tool_calls ?? []) {
        const used = call.name === "get_time" ? get_time : get_weather;
        messages.push((await used.invoke(call)) as ToolMessage);
      }
    }
    expect(messages.at(-1)!.content).toBe("It was 12, 12, 9.");
    expectSound(upstream, 3);
  });

  it("answers in a schema", async () => {
    const structured = chat().withStructuredOutput(forecast, { method: "jsonSchema" });
    expect(await structured.invoke("[schema]")).toEqual(FORECAST);
    expectSound(upstream, 1);
  });
});
