// What the official clients make of recorded answers that are told at their door.
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  available,
  caveat,
  recordings,
  dialectOf,
  type Dialect,
  type Recording,
} from "./corpus.ts";
import { decode } from "./decode.ts";
import { toldAt } from "./told.ts";
import { DOORS, through } from "./doors.ts";
import { expectation } from "./oracle.ts";
import { canonical, isStream, toArguments, type Answer } from "./oracle-shared.ts";
import { seeded } from "./random.ts";

/** What a client read: its visible text and its calls. */
type Read = { text: string; calls: [name: string, args: unknown][] };

const ask = { role: "user" as const, content: "Hi" };

/** How each client is asked and what it says, at a base URL; the answer is whole or streamed. */
const CLIENTS: Record<Dialect, (url: string, stream: boolean) => Promise<Read>> = {
  "openai-chat": async (url, stream) => {
    const client = new OpenAI({ baseURL: `${url}/v1`, apiKey: "k", maxRetries: 0 });
    const body = { model: "m", messages: [ask] };
    const answer = stream
      ? await client.chat.completions.stream(body).finalChatCompletion()
      : await client.chat.completions.create(body);
    const { message } = answer.choices[0]!;
    const calls = (message.tool_calls ?? []).flatMap((call) =>
      call.type === "function" ? [call.function] : [],
    );
    const text = (message.content ?? "") + (message.refusal ?? "");
    return { text, calls: calls.map((call) => [call.name, toArguments(call.arguments)]) };
  },
  anthropic: async (url, stream) => {
    const client = new Anthropic({ baseURL: url, apiKey: "k", maxRetries: 0 });
    const body = { model: "m", max_tokens: 9, messages: [ask] };
    const answer = stream
      ? await client.messages.stream(body).finalMessage()
      : await client.messages.create(body);
    const read: Read = { text: "", calls: [] };
    for (const block of answer.content) {
      if (block.type === "text") read.text += block.text;
      else if (block.type === "tool_use") read.calls.push([block.name, canonical(block.input)]);
    }
    return read;
  },
  gemini: async (url, stream) => {
    const client = new GoogleGenAI({ apiKey: "k", httpOptions: { baseUrl: url } });
    const body = { model: "m", contents: "Hi" };
    const read: Read = { text: "", calls: [] };
    const chunks = stream
      ? await client.models.generateContentStream(body)
      : [await client.models.generateContent(body)];
    for await (const chunk of chunks) {
      for (const part of chunk.candidates?.[0]?.content?.parts ?? []) {
        if (part.functionCall)
          read.calls.push([part.functionCall.name!, canonical(part.functionCall.args)]);
        else if (part.text && !part.thought) read.text += part.text;
      }
    }
    return read;
  },
  ollama: async (url, stream) => {
    const client = new Ollama({ host: url });
    const body = { model: "m", messages: [ask] };
    const chunks = stream
      ? await client.chat({ ...body, stream: true })
      : [await client.chat({ ...body, stream: false })];
    const read: Read = { text: "", calls: [] };
    for await (const { message } of chunks) {
      read.text += message.content;
      for (const call of message.tool_calls ?? []) {
        read.calls.push([call.function.name, canonical(call.function.arguments)]);
      }
    }
    return read;
  },
};

const PER_DOOR = 20;

/** Recorded answers for a door: as many with calls as without, half of them streamed, the same each time. */
function sample(door: Dialect): Recording[] {
  const random = seeded(door);
  const wanted = new Map(
    ["streamed calls", "streamed", "whole calls", "whole"].map((name) => [name, PER_DOOR / 4]),
  );
  const out: Recording[] = [];
  for (const recording of recordings((row) => dialectOf(row) !== null && random(12) === 0)) {
    const said = expectation(recording);
    if (caveat(recording) || said.kind !== "answer" || said.choices.length !== 1) continue;
    const calls = said.choices[0]!.tool_calls;
    if (calls.some((call) => typeof call.arguments === "string")) continue;
    const name = (isStream(recording) ? "streamed" : "whole") + (calls.length > 0 ? " calls" : "");
    const left = wanted.get(name)!;
    if (left > 0) out.push(recording);
    wanted.set(name, left - 1);
  }
  return out;
}

if (!available()) console.warn("sdk: SKIPPED, no corpus here (set DRAGOMAN_CORPUS)");

describe.skipIf(!available())("the official client", () => {
  let server: Server;
  let base: string;
  const told = new Map<string, Recording>();

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { response: answer } = told.get(request.url!.split("/")[1]!)!;
      const type = answer.raw_framing === "ndjson" ? "application/x-ndjson" : "text/event-stream";
      response.writeHead(answer.status, { "content-type": answer.raw ? type : "application/json" });
      request.resume().on("end", () => response.end(answer.raw ?? JSON.stringify(answer.body)));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => new Promise<void>((resolve) => void server.close(() => resolve())));

  it.each(DOORS)("of %s reads what was recorded", async (door) => {
    const picked = sample(door);
    expect(picked.length).toBe(PER_DOOR);
    for (const recording of picked) {
      const answer = through(recording, decode(recording), door);
      told.set(recording.id, answer);
      const read = await CLIENTS[door](`${base}/${recording.id}`, isStream(answer));
      const [choice] = (toldAt(door, expectation(recording), isStream(answer)) as Answer).choices;
      const calls = choice!.tool_calls.map((call) => [call.name, call.arguments]);
      expect({ id: recording.id, ...read }).toEqual({
        id: recording.id,
        text: choice!.text + choice!.refusal,
        calls,
      });
    }
  });
});
