// Generated from providers/models/groq.yaml by `npm run generate`. Do not edit.

import type { Catalogue } from "../../runtime/models.ts";

/** https://groq.com/pricing */
export const catalogue: Catalogue = {
  provider: "groq",
  families: [
    { match: ["openai/gpt-oss-*"], can: ["tools", "json_mode", "json_schema", "reasoning"], policy: { token_limit: "max_completion_tokens", reasoning: { style: "effort", always: true, efforts: ["low", "medium", "high"], default: "medium" } } },
    { match: ["qwen/qwen3*"], can: ["tools", "json_mode", "reasoning"], policy: { token_limit: "max_completion_tokens", json_schema_with_tools: false, reasoning: { style: "switch", on: "default", off: "none" } } },
    { match: ["deepseek-r1-*"], can: ["reasoning"], policy: { token_limit: "max_completion_tokens", json_schema_with_tools: false, reasoning: { style: "none", always: true } } },
    { match: ["groq/compound*"], policy: { token_limit: "max_completion_tokens", reasoning: { style: "none", always: true } } },
    { match: ["*"], policy: { token_limit: "max_completion_tokens", json_schema_with_tools: false, reasoning: { style: "none" } } },
  ],
  models: {
    "deepseek-r1-distill-llama-70b": { context: 131072, price: { periods: [{ rates: { input: "0.75", output: "0.99" } }] } },
    "gemma-7b-it": { context: 8192, max_output: 8192, can: ["tools"], price: { periods: [{ rates: { input: "0.07", output: "0.07" } }] } },
    "gemma2-9b-it": { price: { periods: [{ rates: { input: "0.2", output: "0.2" } }] } },
    "groq/compound": { context: 131072, max_output: 8192, cannot: ["tools", "images", "files", "audio", "video"] },
    "groq/compound-mini": { context: 131072, max_output: 8192, cannot: ["tools", "images", "files", "audio", "video"] },
    "llama-3.1-405b-reasoning": { price: { periods: [{ rates: { input: "0.59", output: "0.79" } }] } },
    "llama-3.1-70b-versatile": { price: { periods: [{ rates: { input: "0.59", output: "0.79" } }] } },
    "llama-3.1-8b-instant": { context: 131072, max_output: 131072, can: ["tools"], cannot: ["images", "files", "audio", "video"], price: { periods: [{ rates: { input: "0.05", output: "0.08" } }] } },
    "llama-3.2-11b-text-preview": { price: { periods: [{ rates: { input: "0.18", output: "0.18" } }] } },
    "llama-3.2-11b-vision-preview": { price: { periods: [{ rates: { input: "0.18", output: "0.18" } }] } },
    "llama-3.2-1b-preview": { price: { periods: [{ rates: { input: "0.04", output: "0.04" } }] } },
    "llama-3.2-3b-preview": { price: { periods: [{ rates: { input: "0.06", output: "0.06" } }] } },
    "llama-3.2-90b-text-preview": { price: { periods: [{ rates: { input: "0.9", output: "0.9" } }] } },
    "llama-3.2-90b-vision-preview": { price: { periods: [{ rates: { input: "0.9", output: "0.9" } }] } },
    "llama-3.3-70b-specdec": { price: { periods: [{ rates: { input: "0.59", output: "0.99" } }] } },
    "llama-3.3-70b-versatile": { context: 131072, max_output: 32768, can: ["tools"], cannot: ["images", "files", "audio", "video"], price: { periods: [{ rates: { input: "0.59", output: "0.79" } }] } },
    "llama2-70b-4096": { price: { periods: [{ rates: { input: "0.7", output: "0.8" } }] } },
    "llama3-70b-8192": { price: { periods: [{ rates: { input: "0.59", output: "0.79" } }] } },
    "llama3-8b-8192": { price: { periods: [{ rates: { input: "0.05", output: "0.08" } }] } },
    "llama3-groq-70b-8192-tool-use-preview": { price: { periods: [{ rates: { input: "0.89", output: "0.89" } }] } },
    "llama3-groq-8b-8192-tool-use-preview": { price: { periods: [{ rates: { input: "0.19", output: "0.19" } }] } },
    "meta-llama/llama-4-maverick-17b-128e-instruct": { context: 131072, max_output: 8192, can: ["tools", "images", "json_schema"], price: { periods: [{ rates: { input: "0.2", output: "0.6" } }] } },
    "meta-llama/llama-4-scout-17b-16e-instruct": { context: 131072, max_output: 8192, can: ["tools", "images", "json_schema"], cannot: ["files", "audio", "video"], price: { periods: [{ rates: { input: "0.11", output: "0.34" } }] } },
    "mistral-saba-24b": { price: { periods: [{ rates: { input: "0.79", output: "0.79" } }] } },
    "mixtral-8x7b-32768": { price: { periods: [{ rates: { input: "0.24", output: "0.24" } }] } },
    "moonshotai/kimi-k2-instruct-0905": { context: 131072, max_output: 16384, can: ["tools", "json_schema"], price: { periods: [{ rates: { input: "1", output: "3", cache_read: "0.5" } }] } },
    "openai/gpt-oss-120b": { context: 131072, max_output: 65536, can: ["parallel_tools"], cannot: ["images", "files", "audio", "video"], price: { periods: [{ rates: { input: "0.15", output: "0.6", cache_read: "0.075" } }] } },
    "openai/gpt-oss-20b": { context: 131072, max_output: 65536, can: ["parallel_tools"], cannot: ["images", "files", "audio", "video"], price: { periods: [{ rates: { input: "0.075", output: "0.3", cache_read: "0.0375" } }] } },
    "openai/gpt-oss-safeguard-20b": { context: 131072, max_output: 65536, cannot: ["images", "files", "audio", "video"], price: { periods: [{ rates: { input: "0.075", output: "0.3", cache_read: "0.0375" } }] } },
    "qwen/qwen3-32b": { context: 131072, max_output: 40960, cannot: ["images", "files", "audio", "video"], price: { periods: [{ rates: { input: "0.29", output: "0.59" } }] } },
    "qwen/qwen3.6-27b": { context: 131072, max_output: 16384, can: ["images"], price: { periods: [{ rates: { input: "0.6", output: "3", cache_read: "0.3" } }] } },
    "qwen/qwen3.8-27b": { context: 131072, max_output: 16384, can: ["images"], price: { periods: [{ rates: { input: "0.8", output: "4" } }] } },
  },
};
