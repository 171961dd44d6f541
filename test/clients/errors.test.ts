import Anthropic from "@anthropic-ai/sdk";
import { ApiError } from "@google/genai";
import OpenAI from "openai";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { anthropic, createFronts, openai } from "./fronts.ts";
import { HELLO } from "./scenes.ts";
import { DIALECTS, GRID, MODELS, say } from "./talk.ts";
import type { Dialect, Front } from "./talk.ts";
import { startWorld } from "./world.ts";
import type { World } from "./world.ts";

/** What the mock's scene says, and the class that each SDK has for it. */
const FAILURES = [
  {
    status: 429,
    says: "Slow down, please.",
    openai: OpenAI.RateLimitError,
    anthropic: Anthropic.RateLimitError,
  },
  {
    status: 500,
    says: "The upstream broke.",
    openai: OpenAI.InternalServerError,
    anthropic: Anthropic.InternalServerError,
  },
  {
    status: 401,
    says: "That key opens nothing.",
    openai: OpenAI.AuthenticationError,
    anthropic: Anthropic.AuthenticationError,
  },
];

let world: World;
let fronts: Record<Dialect, Front>;
beforeAll(async () => {
  world = await startWorld();
  fronts = createFronts(world.url);
});
afterAll(() => world.close());
afterEach(() => void world.recorder.take());

describe.each(GRID)("%s -> %s", (client, upstream) => {
  it.each(FAILURES)("tells a $status in the SDK's own class", async (failure) => {
    for (const mode of ["whole", "stream"] as const) {
      const asking = say(MODELS[upstream], `[${failure.status}]`);
      const error: unknown = await fronts[client][mode](asking).then(
        () => expect.fail("no error came"),
        (reason: unknown) => reason,
      );
      const { status, message, wait } = told(client, error, failure);
      expect(message).toContain(failure.says);
      expect(status).toBe(failure.status);
      if (failure.status === 429 && wait !== null) expect(wait).toBe("1");
    }
    expect(world.recorder.take()).toHaveLength(2);
  });
});

/** What an SDK makes of an error; `wait` is null where it keeps no headers. */
function told(client: Dialect, error: unknown, failure: (typeof FAILURES)[number]) {
  if (client === "openai-chat") {
    expect(error).toBeInstanceOf(failure.openai);
    const { status, message, headers, requestID } = error as InstanceType<typeof OpenAI.APIError>;
    expect(requestID).toMatch(/^req_/);
    return { status, message, wait: headers?.get("retry-after") };
  }
  if (client === "anthropic") {
    expect(error).toBeInstanceOf(failure.anthropic);
    const { status, message, headers, requestID } = error as InstanceType<
      typeof Anthropic.APIError
    >;
    expect(requestID).toMatch(/^req_/);
    return { status, message, wait: headers?.get("retry-after") };
  }
  if (client === "gemini") {
    expect(error).toBeInstanceOf(ApiError);
    const { status, message } = error as ApiError;
    return { status, message, wait: null };
  }
  expect(error).toMatchObject({ name: "ResponseError" });
  const { status_code: status, message } = error as Error & { status_code: number };
  return { status, message, wait: null };
}

describe("what is tried again", () => {
  it("is what asks to wait", async () => {
    const asked = DIALECTS.map(async (upstream) => {
      const model = MODELS[upstream];
      const ask = (client: string) => {
        return {
          model,
          messages: [{ role: "user" as const, content: `[flaky] ${client} ${upstream}` }],
        };
      };
      const [chat, message] = await Promise.all([
        openai(world.url, 1).chat.completions.create(ask("openai")),
        anthropic(world.url, 1).messages.create({ ...ask("anthropic"), max_tokens: 99 }),
      ]);
      expect(chat.choices[0]!.message.content).toBe(HELLO);
      expect(message.content).toEqual([{ type: "text", text: HELLO }]);
    });
    await Promise.all(asked);
    expect(world.recorder.take()).toHaveLength(4 * DIALECTS.length);
  });

  it("is not a wrong key", async () => {
    const [model, messages] = [MODELS.gemini, [{ role: "user" as const, content: "[401]" }]];
    await expect(openai(world.url, 2).chat.completions.create({ model, messages })).rejects.toThrow(
      OpenAI.AuthenticationError,
    );
    await expect(
      anthropic(world.url, 2).messages.create({ model, max_tokens: 9, messages }),
    ).rejects.toThrow(Anthropic.AuthenticationError);
    expect(world.recorder.take()).toHaveLength(2);
  });
});

describe("what never goes upstream", () => {
  afterEach(() => expect(world.recorder.take()).toEqual([]));

  it("is a model that nobody has", async () => {
    const messages = [{ role: "user" as const, content: "[hello]" }];
    const chat = openai(world.url).chat.completions.create({ model: "openay/x", messages });
    await expect(chat).rejects.toThrow(OpenAI.NotFoundError);
    await expect(chat).rejects.toThrow(/did you mean .*openai/);
    const message = anthropic(world.url).messages.create({
      model: "gpt-4.1",
      max_tokens: 9,
      messages,
    });
    await expect(message).rejects.toThrow(Anthropic.NotFoundError);
    await expect(message).rejects.toThrow(/openai\/gpt-4\.1/);
    for (const client of ["gemini", "ollama"] as const) {
      await expect(fronts[client].whole(say("nobody/x", "[hello]"))).rejects.toThrow(/nobody/);
    }
  });

  it("is a request that is wrong in itself", async () => {
    const [model, messages] = [MODELS.anthropic, [{ role: "user" as const, content: "[hello]" }]];
    const hot = openai(world.url).chat.completions.create({
      model,
      messages,
      temperature: "hot" as unknown as number,
    });
    await expect(hot).rejects.toThrow(OpenAI.BadRequestError);
    await expect(hot).rejects.toMatchObject({ param: "temperature" });
  });
});
