// Generated from providers/models/deepseek.yaml by `npm run generate`. Do not edit.

import type { Catalogue } from "../../runtime/models.ts";
import type { Rule } from "../../runtime/price.ts";

const rules = {
  peak: { name: "peak", when: { time: [{ from: "01:00", to: "04:00", weekdays: ["mon", "tue", "wed", "thu", "fri"] }, { from: "06:00", to: "10:00", weekdays: ["mon", "tue", "wed", "thu", "fri"] }] }, multiply: "2" },
} satisfies Record<string, Rule>;

/** https://api-docs.deepseek.com/quick_start/pricing */
export const catalogue: Catalogue = {
  provider: "deepseek",
  families: [
    { match: ["deepseek-v4*", "deepseek-flash*", "deepseek-pro*"], can: ["tools", "json_mode", "reasoning"], cannot: ["json_schema"], policy: { with_reasoning: { refuse: ["temperature", "top_p", "frequency_penalty", "presence_penalty"] }, reasoning: { style: "effort", efforts: ["low", "high", "max"], replay: "required" } } },
    { match: ["deepseek-reasoner*", "deepseek-r1*"], can: ["json_mode", "reasoning"], cannot: ["json_schema"], policy: { with_reasoning: { refuse: ["temperature", "top_p", "frequency_penalty", "presence_penalty"] }, reasoning: { style: "none", always: true, replay: "refused" } } },
    { match: ["deepseek-*"], can: ["tools", "json_mode"], cannot: ["json_schema"], policy: { reasoning: { style: "none" } } },
  ],
  models: {
    "deepseek-chat": { like: "deepseek-v4-flash" },
    "deepseek-coder": { context: 128000, max_output: 4096, price: { periods: [{ rates: { input: "0.14", output: "0.28", cache_read: "0.014" } }] } },
    "deepseek-flash": { context: 1000000, max_output: 384000, can: ["images"], price: { periods: [{ rates: { input: "0.3", output: "1.2", cache_read: "0.006" } }] } },
    "deepseek-r1": { context: 64000, max_output: 8192, can: ["tools"], price: { periods: [{ rates: { input: "0.55", output: "2.19", cache_read: "0.14" } }] } },
    "deepseek-reasoner": { like: "deepseek-v4-flash" },
    "deepseek-v4-flash": { context: 1000000, max_output: 384000, can: ["parallel_tools"], cannot: ["images", "files", "audio", "video"], price: { periods: [{ until: "2026-08-17", rates: { input: "0.14", output: "0.28", cache_read: "0.0028" } }, { from: "2026-08-17", rates: { input: "0.22", output: "0.66", cache_read: "0.007" }, rules: [rules.peak] }] } },
    "deepseek-v4-pro": { context: 1000000, max_output: 384000, can: ["parallel_tools"], cannot: ["images", "files", "audio", "video"], price: { periods: [{ until: "2026-08-17", rates: { input: "0.435", output: "0.87", cache_read: "0.003625" } }, { from: "2026-08-17", rates: { input: "0.66", output: "1.98", cache_read: "0.022" }, rules: [rules.peak] }] } },
  },
};
