import { betaZodTool } from "@anthropic-ai/sdk/helpers/beta/zod";
import { zodOutputFormat } from "@anthropic-ai/sdk/helpers/zod";
import { zodResponseFormat } from "openai/helpers/zod";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { anthropic, gemini, ollama, openai } from "./fronts.ts";
import { hear } from "./heard.ts";
import { FORECAST, HELLO } from "./scenes.ts";
import { DIALECTS, MODELS, TOOLS } from "./talk.ts";
import type { Dialect } from "./talk.ts";
import { faults } from "./wire.ts";
import { startWorld } from "./world.ts";
import type { World } from "./world.ts";

let world: World;
beforeAll(async () => (world = await startWorld()));
afterAll(() => world.close());
afterEach(() => void world.recorder.take());

function expectSound(upstream: Dialect, count: number): void {
  const sent = world.recorder.take();
  expect(sent).toHaveLength(count);
  for (const each of sent) expect(faults(upstream, each)).toEqual([]);
}

const forecast = z.object({ city: z.string(), degrees: z.number().int() });
const place = z.object({ city: z.string() });

// What applications use besides plain calls: each SDK's own loops, parsers and chats.
describe.each(DIALECTS)("helpers -> %s", (upstream) => {
  const model = MODELS[upstream];

  it("OpenAI's loop of tools, whole and streamed, and its parser", async () => {
    const asked: string[] = [];
    const tools = TOOLS.map(({ name, description, parameters }) => ({
      type: "function" as const,
      function: {
        name,
        description,
        parameters: { ...parameters },
        parse: (text: string) => JSON.parse(text) as { city: string },
        function: ({ city }: { city: string }) => {
          asked.push(city);
          return `${asked.length} degrees`;
        },
      },
    }));
    const messages = [{ role: "user" as const, content: "[rounds]" }];
    const loops = openai(world.url).chat.completions;
    const whole = loops.runTools({ model, messages, tools });
    expect(await whole.finalContent()).toBe("It was 1, 2, 3.");
    expectSound(upstream, 3);
    asked.splice(0);
    const stream = loops.runTools({ model, messages, tools, stream: true });
    expect(await stream.finalContent()).toBe("It was 1, 2, 3.");
    expect(asked).toEqual(["Paris", "Rome", "Rome"]);
    expectSound(upstream, 3);
    const parsed = await loops.parse({
      model,
      messages: [{ role: "user", content: "[schema]" }],
      response_format: zodResponseFormat(forecast, "forecast"),
    });
    expect(parsed.choices[0]!.message.parsed).toEqual(FORECAST);
    expectSound(upstream, 1);
  });

  it("Anthropic's loop of tools, whole and streamed, and its parser", async () => {
    const run = (name: string) =>
      betaZodTool({ name, description: name, inputSchema: place, run: () => "5 degrees" });
    const tools = [run("get_weather"), run("get_time")];
    const messages = [{ role: "user" as const, content: "[rounds]" }];
    // It wants the server to keep the conversation. The mock cannot; where the API has no such thing the gateway says so,
    // and the client sends the whole of it.
    const thread = upstream === "anthropic" ? { thread: false as const } : {};
    const ask = { model, max_tokens: 999, messages, tools, ...thread };
    const { beta, messages: plain } = anthropic(world.url);
    const whole = await beta.messages.toolRunner(ask);
    expect(whole.content).toMatchObject([{ type: "text", text: "It was 5, 5, 5." }]);
    expectSound(upstream, 3);
    const last = await beta.messages.toolRunner({ ...ask, stream: true });
    expect(last.content).toMatchObject([{ type: "text", text: "It was 5, 5, 5." }]);
    expectSound(upstream, 3);
    const parsed = await plain.parse({
      model,
      max_tokens: 999,
      messages: [{ role: "user", content: "[schema]" }],
      output_config: { format: zodOutputFormat(forecast) },
    });
    expect(parsed.parsed_output).toEqual(FORECAST);
    expectSound(upstream, 1);
  });

  it("Google's chats, which keep a stream's chunks as their history", async () => {
    const chat = gemini(world.url).chats.create({ model });
    let text = "";
    for await (const chunk of await chat.sendMessageStream({ message: "[hello]" })) {
      text += chunk.text ?? "";
    }
    expect(text).toBe(HELLO);
    expect((await chat.sendMessage({ message: "[hello] again" })).text).toBe(HELLO);
    const sent = world.recorder.take();
    expect(sent.flatMap((each) => faults(upstream, each))).toEqual([]);
    const { texts, users } = hear(upstream, sent[1]!.bytes);
    expect(texts.join("")).toBe(HELLO);
    expect(users).toEqual(["[hello]", "[hello] again"]);
  });
});

describe("pictures without a type", () => {
  const beginning = (bytes: number[] | string) =>
    Buffer.concat([Buffer.from(bytes as string), Buffer.alloc(20)]).toString("base64");
  const PICTURES = {
    "image/png": beginning([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    "image/jpeg": beginning([0xff, 0xd8, 0xff, 0xe0]),
    "image/gif": beginning("GIF89a"),
    "image/webp": beginning("RIFF\u0001\u0002\u0003\u0004WEBPVP8 "),
  };

  it.each(Object.entries(PICTURES))("are told by their first bytes: %s", async (type, data) => {
    const messages = [{ role: "user", content: "[seen]", images: [data] }];
    await ollama(world.url).chat({ model: MODELS.anthropic, messages });
    const [sent] = world.recorder.take();
    expect(faults("anthropic", sent!)).toEqual([]);
    expect(hear("anthropic", sent!.bytes).images).toEqual([`data:${type};base64,${data}`]);
  });
});
