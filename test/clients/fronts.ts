import Anthropic from "@anthropic-ai/sdk";
import { GoogleGenAI } from "@google/genai";
import { Ollama } from "ollama";
import OpenAI from "openai";
import { anthropicFront } from "./front-anthropic.ts";
import { geminiFront } from "./front-gemini.ts";
import { ollamaFront } from "./front-ollama.ts";
import { openaiFront } from "./front-openai.ts";
import type { Dialect, Front } from "./talk.ts";

/** OpenAI's client on a gateway; only its base URL is unusual. */
export function openai(url: string, maxRetries = 0): OpenAI {
  return new OpenAI({ baseURL: `${url}/v1`, apiKey: "client-key", maxRetries });
}

/** Anthropic's client on a gateway. */
export function anthropic(url: string, maxRetries = 0): Anthropic {
  return new Anthropic({ baseURL: url, apiKey: "client-key", maxRetries });
}

/** Google's client on a gateway. */
export function gemini(url: string): GoogleGenAI {
  return new GoogleGenAI({ apiKey: "client-key", httpOptions: { baseUrl: url } });
}

/** Ollama's client on a gateway. */
export function ollama(url: string): Ollama {
  return new Ollama({ host: url });
}

/** The four official SDKs on one gateway. */
export function createFronts(url: string): Record<Dialect, Front> {
  return {
    "openai-chat": openaiFront(openai(url)),
    anthropic: anthropicFront(anthropic(url)),
    gemini: geminiFront(gemini(url)),
    ollama: ollamaFront(ollama(url)),
  };
}
