// Generated from providers/models/ollama.yaml by `npm run generate`. Do not edit.

import type { Catalogue } from "../../runtime/models.ts";

/** https://ollama.com/library */
export const catalogue: Catalogue = {
  provider: "ollama",
  families: [
    { match: ["*-cloud", "*:cloud"] },
    { match: ["*embed*", "all-minilm*", "bge-*", "paraphrase-*"], mode: "embedding", price: { free: true, periods: [] } },
    { match: ["gpt-oss*"], can: ["tools", "reasoning"], policy: { reasoning: { style: "effort", always: true, efforts: ["low", "medium", "high"], default: "medium" } }, price: { free: true, periods: [] } },
    { match: ["qwen3-coder*"], can: ["tools"], policy: { reasoning: { style: "none" } }, price: { free: true, periods: [] } },
    { match: ["deepseek-r1*", "qwen3*", "qwq*", "magistral*", "deepseek-v3.1*", "glm-4*", "phi4-reasoning*"], can: ["reasoning"], policy: { reasoning: { style: "switch" } }, price: { free: true, periods: [] } },
    { match: ["llama3.1*", "llama3.2*", "llama3.3*", "qwen2.5*", "mistral*", "mixtral*"], can: ["tools"], policy: { reasoning: { style: "none" } }, price: { free: true, periods: [] } },
    { match: ["llama3", "llama3:*", "llama2*", "gemma*", "phi3*", "tinyllama*"], policy: { reasoning: { style: "none" } }, price: { free: true, periods: [] } },
    { match: ["llava*", "bakllava*", "moondream*", "minicpm-v*"], can: ["images"], policy: { reasoning: { style: "none" } }, price: { free: true, periods: [] } },
    { match: ["*"], price: { free: true, periods: [] } },
  ],
  models: {},
};
