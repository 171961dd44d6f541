// Generated from providers/ by `npm run generate`. Do not edit.

import type { Registry } from "../runtime/translator.ts";
import { dialect as anthropicDialect } from "./dialects/anthropic.ts";
import { dialect as geminiDialect } from "./dialects/gemini.ts";
import { dialect as ollamaDialect } from "./dialects/ollama.ts";
import { dialect as openaiChatDialect } from "./dialects/openai-chat.ts";
import { provider as anthropic } from "./providers/anthropic.ts";
import { provider as dashscope } from "./providers/dashscope.ts";
import { provider as deepseek } from "./providers/deepseek.ts";
import { provider as gemini } from "./providers/gemini.ts";
import { provider as groq } from "./providers/groq.ts";
import { provider as mistral } from "./providers/mistral.ts";
import { provider as ollama } from "./providers/ollama.ts";
import { provider as openai } from "./providers/openai.ts";
import { provider as openrouter } from "./providers/openrouter.ts";
import { provider as xai } from "./providers/xai.ts";

/** Every dialect and provider that was compiled. */
export const registry: Registry = {
  dialects: {
    anthropic: anthropicDialect,
    gemini: geminiDialect,
    ollama: ollamaDialect,
    "openai-chat": openaiChatDialect,
  },
  providers: {
    anthropic: anthropic,
    dashscope: dashscope,
    deepseek: deepseek,
    gemini: gemini,
    groq: groq,
    mistral: mistral,
    ollama: ollama,
    openai: openai,
    openrouter: openrouter,
    xai: xai,
  },
};
