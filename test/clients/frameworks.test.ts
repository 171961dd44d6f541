import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { APICallError, Output, generateText, stepCountIs, streamText, tool } from "ai";
import type { LanguageModel } from "ai";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { loopbackOnly } from "./loopback.ts";
import { FORECAST, HELLO, USAGE } from "./scenes.ts";
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
const PROVIDERS: Record<string, (model: string) => LanguageModel> = {
  "@ai-sdk/openai": (model) => createOpenAI({ baseURL: `${world.url}/v1`, apiKey }).chat(model),
  "@ai-sdk/anthropic": (model) => createAnthropic({ baseURL: `${world.url}/v1`, apiKey })(model),
  "@ai-sdk/google": (model) =>
    createGoogleGenerativeAI({ baseURL: `${world.url}/v1beta`, apiKey })(model),
  "@ai-sdk/openai-compatible": (model) =>
    createOpenAICompatible({
      name: "gateway",
      baseURL: `${world.url}/v1`,
      apiKey,
      includeUsage: true,
      supportsStructuredOutputs: true,
    })(model),
};

/** What went upstream is well formed. */
function expectSound(upstream: Dialect, count: number): void {
  const sent = world.recorder.take();
  expect(sent).toHaveLength(count);
  for (const each of sent) expect(faults(upstream, each)).toEqual([]);
}

const forecast = z.object({ city: z.string(), degrees: z.number().int() });
const place = z.object({ city: z.string() });

function tools() {
  const asked: string[] = [];
  const answer = (what: string, text: string) => (place: { city: string }) => {
    asked.push(`${what} ${place.city}`);
    return Promise.resolve(text);
  };
  const get_weather = tool({
    description: "The weather in a city",
    inputSchema: place,
    execute: answer("weather", "12 degrees"),
  });
  const get_time = tool({
    description: "The time in a city",
    inputSchema: place,
    execute: answer("time", "9 o'clock"),
  });
  return { asked, tools: { get_weather, get_time } };
}

/** For models that it does not know one SDK forces a tool, which is more than this upstream can do. */
const forces = (name: string, upstream: Dialect): boolean =>
  name === "@ai-sdk/anthropic" && upstream === "ollama";

const grid = Object.keys(PROVIDERS).flatMap((name) => DIALECTS.map((to) => [name, to] as const));

describe.each(grid)("%s -> %s", (name, upstream) => {
  const model = (): LanguageModel => PROVIDERS[name]!(MODELS[upstream]);
  const ask = { maxRetries: 0, system: "Be polite." };
  const usage =
    upstream === "ollama"
      ? { inputTokens: 0, outputTokens: 0 }
      : { inputTokens: USAGE.input, outputTokens: USAGE.output };

  it("generates and streams text", async () => {
    const whole = await generateText({ ...ask, model: model(), prompt: "[hello]" });
    expect(whole).toMatchObject({ text: HELLO, finishReason: "stop", usage });
    const stream = streamText({ ...ask, model: model(), prompt: "[hello]" });
    const pieces: string[] = [];
    for await (const piece of stream.textStream) pieces.push(piece);
    expect(pieces.join("")).toBe(HELLO);
    expect(pieces.length).toBeGreaterThan(3);
    expect(await stream.finishReason).toBe("stop");
    expect(await stream.usage).toMatchObject(usage);
    expectSound(upstream, 2);
  });

  it("runs a loop of tools, whole and streamed", async () => {
    for (const streams of [false, true]) {
      const { asked, tools: own } = tools();
      const options = {
        ...ask,
        model: model(),
        prompt: "[rounds]",
        tools: own,
        stopWhen: stepCountIs(5),
      };
      const done = streams ? streamText(options) : await generateText(options);
      expect(await done.text).toBe("It was 12, 12, 9.");
      expect(await done.steps).toHaveLength(3);
      expect(asked).toEqual(["weather Paris", "weather Rome", "time Rome"]);
      expectSound(upstream, 3);
    }
  });

  it("generates an object", async () => {
    const output = Output.object({ schema: forecast });
    if (forces(name, upstream)) {
      const asked = generateText({ ...ask, model: model(), prompt: "[schema]", output });
      await expect(asked).rejects.toThrow(/cannot take `tool_choice`/);
      return expectSound(upstream, 0);
    }
    const whole = await generateText({ ...ask, model: model(), prompt: "[schema]", output });
    expect(whole.output).toEqual(FORECAST);
    const stream = streamText({ ...ask, model: model(), prompt: "[schema]", output });
    expect(await stream.output).toEqual(FORECAST);
    expectSound(upstream, 2);
  });

  it("knows what may be tried again", async () => {
    for (const [status, isRetryable] of [
      [429, true],
      [500, true],
      [401, false],
    ] as const) {
      const asked = generateText({ ...ask, model: model(), prompt: `[${status}]` });
      const error: unknown = await asked.catch((reason: unknown) => reason);
      expect(APICallError.isInstance(error)).toBe(true);
      expect(error).toMatchObject({ statusCode: status, isRetryable });
    }
  });
});

describe.each(DIALECTS)("frameworks on the sandbox's %s", (dialect) => {
  it.each(Object.keys(PROVIDERS))("%s", async (name) => {
    const model = PROVIDERS[name]!(`sandbox/${dialect}`);
    const { asked, tools: own } = tools();
    const prompt = "How is it? Ask get_weather and get_time.";
    const stream = streamText({ model, prompt, tools: own, stopWhen: stepCountIs(3) });
    // One of them wraps results in an object of its own.
    expect(await stream.text).toMatch(/^The tool said: .*12 degrees.*9 o'clock/);
    expect(asked.map((text) => text.split(" ")[0])).toEqual(["weather", "time"]);
    const output = Output.object({ schema: forecast });
    if (forces(name, dialect)) return;
    const { output: object } = await generateText({ model, prompt: "Kyoto", output });
    expect(object).toEqual({ city: "Kyoto", degrees: expect.any(Number) });
  });
});
