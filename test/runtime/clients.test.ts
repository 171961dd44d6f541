import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { closeAll, startGateway } from "./harness.ts";

const parameters = {
  type: "object" as const,
  properties: { city: { type: "string" } },
  required: ["city"],
};
const messages = [{ role: "user" as const, content: "Hello there" }];
const ECHO = "You said: Hello there";

let openai: OpenAI;
let anthropic: Anthropic;
let google: GoogleGenAI;
let ollama: Ollama;

beforeAll(async () => {
  const { url } = await startGateway();
  openai = new OpenAI({ baseURL: `${url}/v1`, apiKey: "any", maxRetries: 0 });
  anthropic = new Anthropic({ baseURL: url, apiKey: "any", maxRetries: 0 });
  google = new GoogleGenAI({ apiKey: "any", httpOptions: { baseUrl: url } });
  ollama = new Ollama({ host: url });
});
afterAll(closeAll);

describe.each(["openai-chat", "anthropic", "gemini", "ollama"])("the sandbox's %s", (dialect) => {
  const model = `sandbox/${dialect}`;

  it("is reached by the OpenAI SDK", async () => {
    const whole = await openai.chat.completions.create({ model, messages });
    expect(whole.choices[0]?.message.content).toBe(ECHO);
    expect(whole.usage).toMatchObject({ prompt_tokens: 2, completion_tokens: 4 });
    let text = "";
    const options = { stream: true, stream_options: { include_usage: true } } as const;
    let usage: OpenAI.CompletionUsage | null | undefined;
    for await (const chunk of await openai.chat.completions.create({
      model,
      messages,
      ...options,
    })) {
      for (const { delta } of chunk.choices) text += delta.content ?? "";
      usage = chunk.usage;
    }
    expect([text, usage?.prompt_tokens]).toEqual([ECHO, 2]);
    const tools = [{ type: "function" as const, function: { name: "weather", parameters } }];
    const called = await openai.chat.completions.stream({ model, messages, tools }).finalMessage();
    expect(called.tool_calls).toMatchObject([
      { function: { name: "weather", arguments: '{"city":"Hello there"}' } },
    ]);
    const thought = await openai.chat.completions.create({
      model,
      messages,
      reasoning_effort: "low",
    });
    expect(thought.choices[0]?.message).toMatchObject({ reasoning_content: expect.any(String) });
  });

  it("is reached by the Anthropic SDK", async () => {
    const whole = await anthropic.messages.create({ model, max_tokens: 50, messages });
    expect(whole).toMatchObject({ content: [{ text: ECHO }], stop_reason: "end_turn" });
    const tools = [{ name: "weather", input_schema: parameters }];
    const called = await anthropic.messages
      .stream({ model, max_tokens: 50, messages, tools })
      .finalMessage();
    expect(called).toMatchObject({
      id: expect.any(String),
      content: [{ type: "tool_use", name: "weather", input: { city: "Hello there" } }],
      stop_reason: "tool_use",
      usage: { input_tokens: 2, output_tokens: expect.any(Number) },
    });
    const thinking = { type: "enabled" as const, budget_tokens: 1024 };
    const asked = { model, max_tokens: 2000, messages, thinking };
    const thought = await anthropic.messages.stream(asked).finalMessage();
    expect(thought.content.map(({ type }) => type)).toEqual(["thinking", "text"]);
  });

  it("is reached by the Google SDK", async () => {
    const whole = await google.models.generateContent({ model, contents: "Hello there" });
    expect(whole.text).toBe(ECHO);
    let text = "";
    for await (const chunk of await google.models.generateContentStream({
      model,
      contents: "Hello there",
    })) {
      text += chunk.text ?? "";
    }
    expect(text).toBe(ECHO);
    const functionDeclarations = [{ name: "weather", parametersJsonSchema: parameters }];
    const config = { tools: [{ functionDeclarations }] };
    const called = await google.models.generateContent({ model, contents: "Hello", config });
    expect(called.functionCalls).toMatchObject([{ name: "weather", args: { city: "Hello" } }]);
  });

  it("is reached by the Ollama SDK", async () => {
    expect((await ollama.chat({ model, messages })).message.content).toBe(ECHO);
    let text = "";
    for await (const chunk of await ollama.chat({ model, messages, stream: true })) {
      text += chunk.message.content;
    }
    expect(text).toBe(ECHO);
  });

  it("fails as each SDK expects it", async () => {
    const failing = (fault: string) => [
      { role: "user" as const, content: `a b c d [[fault:${fault}]]` },
    ];
    const limited = openai.chat.completions.create({
      model,
      messages: failing("429 retry-after=3"),
    });
    await expect(limited).rejects.toBeInstanceOf(OpenAI.RateLimitError);
    const down = anthropic.messages.create({ model, max_tokens: 9, messages: failing("503") });
    await expect(down).rejects.toMatchObject({
      status: 529,
      error: { error: { type: "overloaded_error" } },
    });
    const cut = openai.chat.completions.stream({ model, messages: failing("cut after=4") });
    await expect(cut.finalMessage()).rejects.toBeInstanceOf(OpenAI.APIError);
    const broken = anthropic.messages.stream({
      model,
      max_tokens: 9,
      messages: failing("cut after=4"),
    });
    await expect(broken.finalMessage()).rejects.toBeInstanceOf(Anthropic.AnthropicError);
  });
});

describe("the models", () => {
  it("are listed for each SDK", async () => {
    const ids = ["anthropic", "gemini", "ollama", "openai-chat"].map((id) => `sandbox/${id}`);
    expect((await openai.models.list()).data.map(({ id }) => id)).toEqual(
      expect.arrayContaining(ids),
    );
    expect((await anthropic.models.list()).data.map(({ id }) => id)).toEqual(
      expect.arrayContaining(ids),
    );
    const names = (await google.models.list()).page.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(ids.map((id) => `models/${id}`)));
    expect((await ollama.list()).models.map(({ name }) => name)).toEqual(
      expect.arrayContaining(ids),
    );
  });
});
