import OpenAI from "openai";
import type { Ask, Heard } from "./heard.ts";
import { PROMPT } from "./text.ts";

/** Asks with the official client, which retries as often as it is told to. */
export async function askBySdk(ask: Ask, maxRetries = 0): Promise<Heard> {
  const began = performance.now();
  const heard: Heard = { outcome: "error", text: "", ms: 0, headers: {}, broken: 0 };
  const patience = AbortSignal.timeout(ask.patience_ms);
  const signal = ask.signal ? AbortSignal.any([patience, ask.signal]) : patience;
  try {
    await (ask.stream ? streamed : whole)(ask, maxRetries, signal, heard);
    heard.outcome = "success";
  } catch (error) {
    heard.outcome = patience.aborted ? "hang" : "error";
    if (error instanceof OpenAI.APIError) {
      heard.status = error.status ?? heard.status;
      heard.code = error.code ?? error.type ?? undefined;
      error.headers?.forEach((value: string, name: string) => (heard.headers[name] = value));
    }
    heard.message = error instanceof Error ? error.message : String(error);
  }
  heard.ms = performance.now() - began;
  return heard;
}

function client({ url, patience_ms }: Ask, maxRetries: number): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: "any", maxRetries, timeout: patience_ms });
}

const messages = [{ role: "user" as const, content: PROMPT }];

async function streamed(ask: Ask, retries: number, signal: AbortSignal, heard: Heard) {
  const body = { model: ask.model, messages, stream: true as const };
  const options = { stream_options: { include_usage: true } };
  const asked = client(ask, retries).chat.completions.create({ ...body, ...options }, { signal });
  const { data, response } = await asked.withResponse();
  heard.status = response.status;
  response.headers.forEach((value: string, name: string) => (heard.headers[name] = value));
  for await (const chunk of data) {
    if (chunk.model) heard.model = chunk.model;
    const choice = chunk.choices?.[0];
    if (choice?.delta?.content) {
      if (heard.text === "") ask.onToken?.();
      heard.text += choice.delta.content;
    }
    if (choice?.finish_reason) heard.finish = choice.finish_reason;
    if (chunk.usage) heard.usage = usageOf(chunk.usage);
  }
  // The client ends the loop quietly when it is aborted.
  if (signal.aborted) throw new Error("aborted");
}

async function whole(ask: Ask, retries: number, signal: AbortSignal, heard: Heard) {
  const asked = client(ask, retries).chat.completions.create(
    { model: ask.model, messages },
    { signal },
  );
  const { data, response } = await asked.withResponse();
  heard.status = response.status;
  response.headers.forEach((value: string, name: string) => (heard.headers[name] = value));
  heard.model = data.model;
  const [choice] = data.choices;
  heard.text = choice?.message.content ?? "";
  heard.finish = choice?.finish_reason;
  if (data.usage) heard.usage = usageOf(data.usage);
}

function usageOf({ prompt_tokens: input, completion_tokens: output }: OpenAI.CompletionUsage) {
  return { input, output };
}
