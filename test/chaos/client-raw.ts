import { request as send } from "node:http";
import type { Ask, Client, Heard } from "./heard.ts";
import { PROMPT } from "./text.ts";

/** How one door is asked and read, byte by byte. */
interface Reading {
  path(ask: Ask): string;
  body(ask: Ask): object;
  /** Takes one answer, chunk or event. */
  take(item: any, heard: Heard): void;
}

const user = { role: "user", content: PROMPT };

const READINGS: Record<string, Reading> = {
  "openai-chat": {
    path: () => "/v1/chat/completions",
    body: ({ model, stream }) => ({
      model,
      messages: [user],
      ...(stream && { stream, stream_options: { include_usage: true } }),
    }),
    take(item, heard) {
      if (item.error) throw wrong(item.error, item.error.code ?? item.error.type);
      heard.model = item.model ?? heard.model;
      const [choice] = item.choices ?? [];
      heard.text += (choice?.delta ?? choice?.message)?.content ?? "";
      heard.finish = choice?.finish_reason ?? heard.finish;
      note(heard, item.usage, "prompt_tokens", "completion_tokens");
    },
  },
  anthropic: {
    path: () => "/v1/messages",
    body: ({ model, stream }) => ({ model, stream, max_tokens: 500, messages: [user] }),
    take(item, heard) {
      if (item.type === "error") throw wrong(item.error, item.error.type);
      heard.model = item.message?.model ?? item.model ?? heard.model;
      heard.text += item.delta?.text ?? "";
      for (const part of item.content ?? []) heard.text += part.text ?? "";
      heard.finish = item.delta?.stop_reason ?? item.stop_reason ?? heard.finish;
      note(heard, item.message?.usage ?? item.usage, "input_tokens", "output_tokens");
    },
  },
  gemini: {
    path: ({ model, stream }) =>
      `/v1beta/models/${model}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`,
    body: () => ({ contents: [{ role: "user", parts: [{ text: PROMPT }] }] }),
    take(item, heard) {
      if (item.error) throw wrong(item.error, item.error.status);
      heard.model = item.modelVersion ?? heard.model;
      const [candidate] = item.candidates ?? [];
      for (const part of candidate?.content?.parts ?? []) heard.text += part.text ?? "";
      heard.finish = candidate?.finishReason ?? item.promptFeedback?.blockReason ?? heard.finish;
      note(heard, item.usageMetadata, "promptTokenCount", "candidatesTokenCount");
    },
  },
};

class Told extends Error {
  readonly code: string;

  constructor(message: string, code: string) {
    super(message);
    this.code = code;
  }
}

function wrong({ message }: { message: string }, code: string): Told {
  return new Told(message, code);
}

function note(heard: Heard, usage: any, input: string, output: string): void {
  if (!usage) return;
  const before = heard.usage ?? { input: 0, output: 0 };
  heard.usage = { input: usage[input] ?? before.input, output: usage[output] ?? before.output };
}

/** The doors that a client of plain HTTP knows. */
export const DOORS: readonly string[] = Object.keys(READINGS);

/** A client of plain HTTP for a door; a body that does not end as its framing says is an error. */
export function rawClient(door: string): Client {
  const reading = READINGS[door];
  if (!reading) throw new Error(`no raw client for the door ${door}`);
  return (ask) => exchange(reading, ask);
}

function exchange(reading: Reading, ask: Ask): Promise<Heard> {
  const began = performance.now();
  const heard: Heard = { outcome: "error", text: "", ms: 0, headers: {}, broken: 0 };
  return new Promise((resolve) => {
    const settle = (outcome: Heard["outcome"], error?: Error): void => {
      clearTimeout(timer);
      if (error) heard.message = error.message;
      if (error instanceof Told) heard.code = error.code;
      resolve({ ...heard, outcome, ms: performance.now() - began });
      request.destroy();
    };
    const timer = setTimeout(() => settle("hang"), ask.patience_ms);
    const options = { method: "POST", agent: false, ...(ask.signal && { signal: ask.signal }) };
    const headers = { "content-type": "application/json", "x-api-key": "any" };
    const request = send(ask.url + reading.path(ask), { ...options, headers }, (response) => {
      heard.status = response.statusCode;
      Object.assign(heard.headers, response.headers);
      const feed = feeder(reading, heard, ask);
      response.on("data", (chunk: Buffer) => {
        ask.onByte?.();
        attempt(() => feed.data(chunk.toString()), settle);
      });
      response.on("error", (error) => settle("error", error));
      response.on("end", () => {
        if (!response.complete) return settle("error", new Error("the body was cut off"));
        attempt(() => feed.end(), settle);
        settle(response.statusCode === 200 ? "success" : "error");
      });
    });
    request.on("error", (error) => settle("error", error));
    request.end(JSON.stringify(reading.body(ask)));
  });
}

function attempt(run: () => void, settle: (outcome: "error", error: Error) => void): void {
  try {
    run();
  } catch (error) {
    settle("error", error as Error);
  }
}

/** Gathers bytes into items. */
function feeder(reading: Reading, heard: Heard, ask: Ask) {
  let text = "";
  const streams = () => String(heard.headers["content-type"]).includes("event-stream");
  const item = (data: string): void => {
    if (data === "[DONE]") return;
    let parsed: unknown;
    try {
      parsed = JSON.parse(data);
    } catch {
      heard.broken++;
      return;
    }
    const silent = heard.text === "";
    reading.take(parsed, heard);
    if (silent && heard.text !== "") ask.onToken?.();
  };
  return {
    data(chunk: string): void {
      text += chunk;
      if (!streams()) return;
      const lines = text.split("\n");
      text = lines.pop()!;
      for (const line of lines) if (line.startsWith("data:")) item(line.slice(5).trim());
    },
    end(): void {
      if (!streams()) item(text);
    },
  };
}
