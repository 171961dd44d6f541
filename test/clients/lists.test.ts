import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { anthropic, gemini, ollama, openai } from "./fronts.ts";
import type { Loopback } from "./loopback.ts";
import { startGateway } from "./world.ts";

let gateway: Loopback;
beforeAll(async () => {
  const routes = { fast: { targets: ["openai/gpt-4.1-mini"] } };
  gateway = await startGateway("http://127.0.0.1:9", {}, { routes });
});
afterAll(() => gateway.close());

const WANTED = ["fast", "openai/gpt-4.1-mini", "anthropic/claude-sonnet-4-5", "sandbox/anthropic"];

async function all<T>(pages: AsyncIterable<T>): Promise<T[]> {
  const items: T[] = [];
  for await (const item of pages) items.push(item);
  return items;
}

describe("the list of models", () => {
  it("is read by OpenAI's client, and one of them too", async () => {
    const models = await all(openai(gateway.url).models.list());
    expect(models.map(({ id }) => id)).toEqual(expect.arrayContaining(WANTED));
    for (const model of models) {
      expect(model).toMatchObject({ object: "model", owned_by: expect.any(String) });
      expect(model.created).toEqual(expect.any(Number));
    }
    const one = await openai(gateway.url).models.retrieve("openai/gpt-4.1-mini");
    expect(one).toMatchObject({ id: "openai/gpt-4.1-mini", object: "model", owned_by: "openai" });
    const none = openai(gateway.url).models.retrieve("openai/gpt-nothing");
    await expect(none).rejects.toThrow(OpenAI.NotFoundError);
  });

  it("is read by Anthropic's client, and one of them too", async () => {
    const models = await all(anthropic(gateway.url).models.list());
    expect(models.map(({ id }) => id)).toEqual(expect.arrayContaining(WANTED));
    for (const { type, created_at } of models) {
      expect(type).toBe("model");
      expect(Date.parse(created_at)).not.toBeNaN();
    }
    const one = await anthropic(gateway.url).models.retrieve("anthropic/claude-sonnet-4-5");
    expect(one.display_name).toContain("claude-sonnet-4-5");
    const none = anthropic(gateway.url).models.retrieve("nobody/nothing");
    await expect(none).rejects.toThrow(Anthropic.NotFoundError);
  });

  it("is read by Google's client, and one of them too", async () => {
    const models = await all(await gemini(gateway.url).models.list());
    expect(models.map(({ name }) => name)).toEqual(
      expect.arrayContaining(WANTED.map((id) => `models/${id}`)),
    );
    const one = await gemini(gateway.url).models.get({ model: "gemini/gemini-2.5-flash" });
    expect(one).toMatchObject({ name: "models/gemini/gemini-2.5-flash" });
    expect(one.supportedActions).toContain("generateContent");
    const none = gemini(gateway.url).models.get({ model: "gemini/none" });
    await expect(none).rejects.toMatchObject({ name: "ApiError", status: 404 });
  });

  it("is read by Ollama's client", async () => {
    const { models } = await ollama(gateway.url).list();
    expect(models.map(({ name }) => name)).toEqual(expect.arrayContaining(WANTED));
  });

  it("has what a name from it can be asked for, and nothing without a key", async () => {
    const ids = (await all(openai(gateway.url).models.list())).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => id.startsWith("mistral/"))).toEqual([]);
    const asked = await openai(gateway.url).chat.completions.create({
      model: ids.find((id) => id.startsWith("sandbox/"))!,
      messages: [{ role: "user", content: "Hi" }],
    });
    expect(asked.choices[0]!.message.content).toBe("You said: Hi");
  });
});
