import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { anthropic, createFronts, gemini, ollama, openai } from "./fronts.ts";
import { GRID, MODELS, say } from "./talk.ts";
import type { Dialect, Front } from "./talk.ts";
import { startWorld } from "./world.ts";
import type { World } from "./world.ts";

let world: World;
let fronts: Record<Dialect, Front>;
beforeAll(async () => {
  world = await startWorld();
  fronts = createFronts(world.url);
});
afterAll(() => world.close());
afterEach(() => void world.recorder.take());

/** Each client takes the first piece of a long answer and then leaves, in the way that its SDK has for it. */
const LEAVE: Record<Dialect, (model: string) => Promise<unknown>> = {
  async "openai-chat"(model) {
    const messages = [{ role: "user" as const, content: "[long]" }];
    const stream = await openai(world.url).chat.completions.create({
      model,
      messages,
      stream: true,
    });
    for await (const chunk of stream) if (chunk.choices[0]?.delta.content) break;
    stream.controller.abort();
  },
  async anthropic(model) {
    const messages = [{ role: "user" as const, content: "[long]" }];
    const stream = anthropic(world.url).messages.stream({ model, max_tokens: 999, messages });
    const failed = stream.done().catch(() => {});
    await new Promise<void>((resolve) => stream.once("text", () => resolve()));
    stream.abort();
    await failed;
  },
  async gemini(model) {
    const leaving = new AbortController();
    const stream = await gemini(world.url).models.generateContentStream({
      model,
      contents: "[long]",
      config: { abortSignal: leaving.signal },
    });
    for await (const chunk of stream) if (chunk.text) break;
    leaving.abort();
  },
  async ollama(model) {
    const messages = [{ role: "user", content: "[long]" }];
    const stream = await ollama(world.url).chat({ model, messages, stream: true });
    for await (const { message } of stream) if (message.content) break;
    stream.abort();
  },
};

describe("a client that leaves", () => {
  it.each(GRID)("%s ends the answer of %s", async (client, upstream) => {
    await LEAVE[client](MODELS[upstream]);
    const [sent, ...others] = world.recorder.take();
    expect(others).toEqual([]);
    // True: the gateway hung up. The answer would take a minute otherwise, and the test fail.
    expect(await sent!.over).toBe(true);
  });

  it("before the answer begins ends it too", async () => {
    const leaving = new AbortController();
    const asked = openai(world.url).chat.completions.create(
      { model: MODELS.anthropic, messages: [{ role: "user", content: "[late]" }] },
      { signal: leaving.signal },
    );
    let sent = world.recorder.take();
    while (sent.length === 0) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      sent = world.recorder.take();
    }
    leaving.abort();
    await expect(asked).rejects.toThrow(/abort/i);
    expect(await sent[0]!.over).toBe(true);
  });
});

describe("many streams at once", () => {
  it("do not mix", async () => {
    const asked = Array.from({ length: 48 }, async (_, i) => {
      const [client, upstream] = GRID[i % GRID.length]!;
      const said = await fronts[client].stream(say(MODELS[upstream], `[echo] number ${i} of 48`));
      expect(said.text).toBe(`number ${i} of 48; `.repeat(20));
      expect(said.pieces).toBeGreaterThan(10);
    });
    await Promise.all(asked);
    expect(world.recorder.take()).toHaveLength(48);
  });
});
