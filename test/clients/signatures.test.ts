import { createAnthropic } from "@ai-sdk/anthropic";
import { createGoogleGenerativeAI } from "@ai-sdk/google";
import { ThinkingLevel } from "@google/genai";
import type { FunctionCall, PartListUnion } from "@google/genai";
import { generateText, stepCountIs, streamText, tool } from "ai";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { openaiByHand } from "./front-openai.ts";
import { createFronts, gemini, openai } from "./fronts.ts";
import type { Loopback } from "./loopback.ts";
import { SIGNED, startSigning } from "./signing.ts";
import type { Signing } from "./signing.ts";
import { anthropicSigning } from "./signing-anthropic.ts";
import { geminiSigning } from "./signing-gemini.ts";
import { TOOLS } from "./talk.ts";
import type { Front, Said, Turn } from "./talk.ts";
import { startGateway } from "./world.ts";

const WIRES = { anthropic: anthropicSigning, gemini: geminiSigning };
const MODELS = { anthropic: "anthropic/claude-sonnet-4-5", gemini: "gemini/gemini-3-pro-preview" };
type Signer = keyof typeof WIRES;

const clients = ["openai-chat", "openai by hand", "anthropic", "gemini"] as const;
const grid = clients.flatMap((client) =>
  (["anthropic", "gemini"] as const).map((upstream) => [client, upstream] as const),
);

const upstreams = {} as Record<Signer, Signing>;
let gateway: Loopback;
let fronts: Record<string, Front>;
beforeAll(async () => {
  for (const signer of ["anthropic", "gemini"] as const) {
    upstreams[signer] = await startSigning(WIRES[signer]);
  }
  gateway = await startGateway(upstreams.anthropic.url, {
    GEMINI_BASE_URL: `${upstreams.gemini.url}/v1beta`,
  });
  fronts = { ...createFronts(gateway.url), "openai by hand": openaiByHand(openai(gateway.url)) };
});
afterAll(async () => {
  await gateway.close();
  for (const upstream of Object.values(upstreams)) await upstream.close();
});
afterEach(() => Object.values(upstreams).forEach((upstream) => upstream.clear()));

/** Talks until the model has nothing more to call, then asks again; everything that was said goes back. */
async function converse(front: Front, mode: "whole" | "stream", model: string): Promise<Said[]> {
  const turns: Turn[] = [{ user: "How is it in Paris and Rome?" }];
  const said: Said[] = [];
  for (let round = 0; round < 4; round++) {
    const answer = await front[mode]({ model, turns, tools: TOOLS, effort: "high", limit: 8000 });
    said.push(answer);
    turns.push({ said: answer });
    if (answer.calls.length > 0) {
      turns.push({ results: answer.calls.map((call) => ({ call, text: "fine" })) });
    } else turns.push({ user: "And now?" });
  }
  return said;
}

/** The helper of this SDK keeps only the last piece of a field that it does not know; chunks folded by hand do not. */
const forgets = (client: string, mode: string): boolean =>
  client === "openai-chat" && mode === "stream";

describe.each(grid)("reasoning of %s's client, signed by %s", (client, signer) => {
  const modes = (["whole", "stream"] as const).filter((mode) => {
    return signer !== "anthropic" || !forgets(client, mode);
  });

  it.each(modes)("comes back as it went (%s)", async (mode) => {
    const upstream = upstreams[signer];
    const said = await converse(fronts[client]!, mode, MODELS[signer]).catch((error: unknown) => {
      throw new Error(`refused: ${upstream.refusals.join("\n")}`, { cause: error });
    });
    expect(upstream.refusals).toEqual([]);
    expect(upstream.bodies).toHaveLength(4);
    const expected = [...SIGNED, SIGNED[0]!];
    if (!forgets(client, mode)) {
      const thoughts = said.map(({ reasoning }) => reasoning);
      expect(thoughts).toEqual(expected.map(({ thought }) => thought));
    }
    expect(said.map(({ text }) => text)).toEqual(expected.map(({ text }) => text));
    expect(said.map(({ calls }) => calls.map(({ name, input }) => ({ name, input })))).toEqual(
      expected.map(({ calls }) => calls.map(({ name, input }) => ({ name, input }))),
    );
    // What the upstream signed in the first turn is in its second request, to the byte.
    expect(JSON.stringify(upstream.bodies[1])).toContain(`"${SIGNED[0]!.signature}"`);
  });
});

describe("a client without a place for signatures", () => {
  it.each(["whole", "stream"] as const)("still talks to one that wants them (%s)", async (mode) => {
    await converse(fronts["ollama"]!, mode, MODELS.gemini).catch(() => undefined);
    // The stub knows no stand-ins; the API does, so what matters is that the call bears one.
    const call = upstreams.gemini.bodies[1].contents[1].parts.find((p: any) => p.functionCall);
    expect(call.thoughtSignature).toBe("skip_thought_signature_validator");
  });
});

describe("loops of tools that are not written by hand", () => {
  const places = z.object({ city: z.string() });
  const fine = (description: string) =>
    tool({ description, inputSchema: places, execute: () => Promise.resolve("fine") });
  const tools = { get_weather: fine("The weather"), get_time: fine("The time") };

  // One of these SDKs keeps one signature for neighbouring thoughts, so its upstream gives no second one.
  const PLAIN = { ...MODELS, anthropic: "anthropic/claude-opus-4-5" };
  const MODELS_OF = {
    "@ai-sdk/anthropic": (model: string) => ({
      model: createAnthropic({ baseURL: `${gateway.url}/v1`, apiKey: "x" })(model),
      providerOptions: { anthropic: { thinking: { type: "enabled", budgetTokens: 2000 } } },
    }),
    "@ai-sdk/google": (model: string) => ({
      model: createGoogleGenerativeAI({ baseURL: `${gateway.url}/v1beta`, apiKey: "x" })(model),
      providerOptions: {
        google: { thinkingConfig: { includeThoughts: true, thinkingLevel: "high" } },
      },
    }),
  } as const;
  const pairs = (["@ai-sdk/anthropic", "@ai-sdk/google"] as const).flatMap((name) =>
    (["anthropic", "gemini"] as const).map((signer) => [name, signer] as const),
  );

  it.each(pairs)("%s keeps what %s signed", async (name, signer) => {
    const prompt = "How is it in Paris and Rome?";
    const upstream = upstreams[signer];
    for (const streams of [false, true]) {
      const stopWhen = stepCountIs(4);
      const ask = { ...MODELS_OF[name](PLAIN[signer]), prompt, tools, stopWhen, maxRetries: 0 };
      const done = streams ? streamText(ask) : await generateText(ask);
      const text = await Promise.resolve(done.text).catch((error: unknown) => String(error));
      expect(upstream.refusals).toEqual([]);
      expect(text).toBe(SIGNED[2]!.text);
      expect(upstream.bodies).toHaveLength(3);
      upstream.clear();
    }
  });

  it.each(["anthropic", "gemini"] as const)(
    "Google's chats keep what %s signed",
    async (signer) => {
      const upstream = upstreams[signer];
      const { name, description, parameters: parametersJsonSchema } = TOOLS[0]!;
      const time = { name: TOOLS[1]!.name, parametersJsonSchema };
      const functionDeclarations = [{ name, description, parametersJsonSchema }, time];
      const chat = gemini(gateway.url).chats.create({
        model: MODELS[signer],
        config: {
          thinkingConfig: { includeThoughts: true, thinkingLevel: ThinkingLevel.HIGH },
          tools: [{ functionDeclarations }],
          maxOutputTokens: 8000,
        },
      });
      let message: PartListUnion = "How is it in Paris and Rome?";
      let text = "";
      for (let round = 0; round < 3; round++) {
        const calls: FunctionCall[] = [];
        text = "";
        for await (const chunk of await chat.sendMessageStream({ message })) {
          calls.push(...(chunk.functionCalls ?? []));
          for (const part of chunk.candidates?.[0]?.content?.parts ?? []) {
            if (!part.thought) text += part.text ?? "";
          }
        }
        message = calls.map(({ id, name }) => ({
          functionResponse: { ...(id && { id }), name: name!, response: { output: "fine" } },
        }));
      }
      expect(upstream.refusals).toEqual([]);
      expect(text).toBe(SIGNED[2]!.text);
    },
  );
});
