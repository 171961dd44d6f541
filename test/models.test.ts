import { transform } from "esbuild";
import { describe, expect, test } from "vitest";
import { modelProblems } from "../generator/models-laws.ts";
import { catalogueOf, modelModules, modelsModule } from "../generator/models.ts";
import type { ModelsDocument } from "../generator/models.ts";
import { parse } from "../runtime/decimal.ts";
import { lookup, nearestEffort } from "../runtime/models.ts";
import type { Catalogue } from "../runtime/models.ts";
import { rateOf } from "../runtime/price.ts";
import { check, load, providers, read } from "./catalogues.ts";

describe.each(providers)("providers/models/%s.yaml", (provider) => {
  const { document, problems } = read(provider);

  test("is what the schema and the laws ask for", () => {
    expect(problems).toBe("");
    expect(modelProblems(document)).toEqual([]);
  });

  test("compiles to a module that says the same", async () => {
    const text = modelsModule(provider, document);
    const { code } = await transform(text, { loader: "ts" });
    const url = `data:text/javascript,${encodeURIComponent(code)}`;
    const module = (await import(/* @vite-ignore */ url)) as { catalogue: Catalogue };
    expect(module.catalogue).toEqual(catalogueOf(provider, document));
    expect(modelsModule(provider, read(provider).document)).toBe(text);
  });

  test("has prices that are not slips", () => {
    const catalogue = catalogueOf(provider, document);
    for (const id of Object.keys(catalogue.models)) {
      for (const { rates } of lookup(catalogue, id).price?.periods ?? []) {
        const rate = (meter: string) => Number(rateOf(rates, meter) ?? 0);
        expect(rate("input"), id).toBeLessThanOrEqual(1000);
        expect(rate("cache_read"), id).toBeLessThanOrEqual(rate("input"));
        for (const each of Object.values(rates)) expect(() => parse(each)).not.toThrow();
      }
    }
  });
});

const document: ModelsDocument = {
  docs: "https://example.com/models",
  fees: { web_searches: "10" },
  rules: { batch: { when: { batch: true }, multiply: "0.5" } },
  families: [
    { match: "big-*-mini", context: 10, can: ["tools"], policy: { refuse: ["top_k"] } },
    {
      match: ["big-*", "huge.*"],
      context: 100,
      can: ["tools", "images"],
      policy: { refuse: ["top_k"], reasoning: { style: "effort", default: "low" } },
    },
    { match: "*:free", price: { free: true } },
  ],
  models: {
    "big-1": {
      max_output: 5,
      cannot: ["images"],
      can: ["audio"],
      policy: { reasoning: { efforts: ["low"] } },
      price: { input: "1", output: "2", rules: ["batch"] },
    },
    "big-1-2026-01-01": { like: "big-1", max_output: 6 },
    "vec-1": { mode: "embedding", price: { input: "0.1" } },
  },
};

describe("lookup", () => {
  const catalogue = catalogueOf("example", document);

  test("lays the model over its family, key by key", () => {
    expect(lookup(catalogue, "big-1")).toEqual({
      id: "big-1",
      mode: "chat",
      context: 100,
      max_output: 5,
      can: { tools: true, images: false, audio: true },
      policy: {
        refuse: ["top_k"],
        reasoning: { style: "effort", default: "low", efforts: ["low"] },
      },
      price: {
        periods: [
          {
            rates: { input: "1", output: "2", web_searches: "10" },
            rules: [{ name: "batch", when: { batch: true }, multiply: "0.5" }],
          },
        ],
      },
    });
  });

  test("a snapshot is like its alias but for what it says itself", () => {
    const alias = lookup(catalogue, "big-1");
    const snapshot = lookup(catalogue, "big-1-2026-01-01");
    expect(snapshot).toEqual({ ...alias, id: "big-1-2026-01-01", max_output: 6 });
  });

  test("the first family that matches holds, for ids that are not listed too", () => {
    expect(lookup(catalogue, "big-9-mini")).toMatchObject({ context: 10, price: undefined });
    expect(lookup(catalogue, "huge.x").can).toEqual({ tools: true, images: true });
    expect(lookup(catalogue, "hugeXx").context).toBeUndefined();
    expect(lookup(catalogue, "a/b:free").price).toEqual({ free: true, periods: [] });
  });

  test.each(["nothing", "", "__proto__", "constructor", "toString"])(
    "%j is an empty card",
    (id) => {
      expect(lookup(catalogue, id)).toMatchObject({ id, mode: "chat", can: {}, policy: {} });
    },
  );

  test("keeps the cards of listed ids, and of no others", () => {
    expect(lookup(catalogue, "big-1")).toBe(lookup(catalogue, "big-1"));
    expect(lookup(catalogue, "big-7")).not.toBe(lookup(catalogue, "big-7"));
  });

  test("an embedding model has no chat fees", () => {
    expect(lookup(catalogue, "vec-1").price?.periods[0]?.rates).toEqual({ input: "0.1" });
  });
});

test("the nearest step, and of two as near the higher", () => {
  expect(nearestEffort(["none", "high"], "low")).toBe("high");
  expect(nearestEffort(["none", "high"], "minimal")).toBe("none");
  expect(nearestEffort(["low", "high", "max"], "medium")).toBe("high");
  expect(nearestEffort(["low", "high", "max"], "none")).toBe("low");
  expect(nearestEffort([], "low")).toBeUndefined();
});

test("a module has a model a line and a shared rule once", () => {
  const text = modelModules(new Map([["example", document]])).get("models/example.ts") ?? "";
  expect(text).toContain(
    `    "big-1-2026-01-01": { like: "big-1", max_output: 6 },\n    "vec-1": { mode: "embedding",`,
  );
  expect(text.match(/multiply/g)).toHaveLength(1);
  expect(text).toContain("rules: [rules.batch]");
});

describe("laws", () => {
  const broken = (change: Partial<ModelsDocument>) =>
    modelProblems({ ...document, ...change }).map(({ path, law, message, help }) => {
      return [path.join("/"), law, message, ...(help ? [help] : [])].join(" | ");
    });

  test("a family behind one that takes it in", () => {
    const families = [{ match: "a-*" }, { match: ["b", "a-b-*"] }];
    expect(broken({ families })).toContain(
      "families/1/match | family-is-reached | `a-b-*` is never reached: `a-*` before it matches the same ids",
    );
  });

  test("a narrower family before a wider one is as it should be", () => {
    const families = [{ match: "a-b-*" }, { match: "a-*" }, { match: "*" }];
    expect(broken({ families, models: {}, rules: {} })).toEqual([]);
  });

  test("rules and models that are not there", () => {
    const models = {
      m: { price: { input: "1", rules: ["bach", "batch"] } },
      n: { like: "mm" },
      o: { like: "n" },
    };
    expect(broken({ models })).toEqual([
      "models/n/like | like-exists | no model `mm` | did you mean `m`?",
      "models/o/like | like-exists | `n` is itself like another model",
      "models/m/price/rules/0 | rule-exists | no rule `bach` | did you mean `batch`?",
    ]);
    expect(broken({ models: {} })).toEqual([
      "rules/batch | rule-is-used | no price is subject to `batch`",
    ]);
  });

  test("periods that overlap", () => {
    const price = [
      { until: "2026-02-01", input: "1", rules: ["batch"] },
      { from: "2026-01-01", input: "2" },
      { from: "2027-01-01", input: "3" },
    ];
    expect(broken({ models: { m: { price } } })).toEqual([
      "models/m/price/1 | periods-follow | begins before the rates before it end",
      "models/m/price/2 | periods-follow | follows rates that have no end",
    ]);
  });

  test("reasoning without a style", () => {
    const models = { m: { policy: { reasoning: { always: true } } } } as const;
    expect(broken({ models })).toContain(
      "models/m/policy/reasoning | reasoning-has-style | neither the model nor its family has a style",
    );
  });

  test("a field that is withdrawn and clamped", () => {
    const policy = { refuse: ["top_p"], clamp: { top_p: { max: 1 } } };
    expect(broken({ families: [{ match: "m", policy }] })).toContain(
      "families/0/policy/clamp/top_p | field-is-ruled-once | `top_p` is withdrawn already",
    );
  });
});

test.each([
  ["a price that is a float", `m: { price: { input: 0.5 } }`, "quoted"],
  ["free and yet priced", `m: { price: { free: true, input: "1" } }`, "`input`"],
  ["a meter misspelt", `m: { price: { input: "1", cache_reed: "1" } }`, "cache_read"],
  ["a fact misspelt", `m: { max_ouput: 3 }`, "max_output"],
  ["a field that no request has", `m: { policy: { refuse: [temprature] } }`, "temperature"],
  ["an id that is no id", `__proto__: {}`, "__proto__"],
])("the schema says so: %s", (_name, model, part) => {
  const text = `{ docs: "https://example.com", families: [], models: { ${model} } }`;
  expect(check("example.yaml", text).problems).toContain(part);
});

describe("what is known of real models", () => {
  test.each<[string, string, string[]]>([
    ["openai", "gpt-5-mini", ["temperature", "stop", "logit_bias"]],
    ["openai", "o3-2025-04-16", ["temperature", "stop"]],
    ["openai", "gpt-5.1", ["logit_bias"]],
    ["anthropic", "claude-opus-5", ["temperature", "top_k"]],
    ["anthropic", "claude-sonnet-9-20300101", ["temperature", "top_k"]],
    ["gemini", "gemini-2.5-flash", ["frequency_penalty"]],
  ])("%s %s refuses %j", (provider, id, fields) => {
    expect(lookup(load(provider), id).policy.refuse).toEqual(expect.arrayContaining(fields));
  });

  test.each<[string, string, string]>([
    ["openai", "gpt-5-mini", "seed"],
    ["openai", "gpt-4o", "temperature"],
    ["openai", "gpt-5.4-nano", "temperature"],
    ["openai", "gpt-5.1", "temperature"],
    ["anthropic", "claude-sonnet-4-6", "temperature"],
    ["groq", "openai/gpt-oss-120b", "temperature"],
    ["mistral", "mistral-large-latest", "frequency_penalty"],
    ["openrouter", "openai/gpt-5", "temperature"],
  ])("%s %s takes %s", (provider, id, field) => {
    expect(lookup(load(provider), id).policy.refuse ?? []).not.toContain(field);
  });

  test("styles of reasoning", () => {
    const reasoning = (provider: string, id: string) => lookup(load(provider), id).policy.reasoning;
    expect(reasoning("anthropic", "claude-opus-4-5")).toMatchObject({ style: "budget" });
    expect(reasoning("anthropic", "claude-opus-4-6")?.efforts).not.toContain("xhigh");
    expect(reasoning("anthropic", "claude-sonnet-5-5")).toMatchObject({ off: "between_tools" });
    expect(reasoning("gemini", "gemini-2.5-pro")).toMatchObject({ always: true, style: "budget" });
    expect(reasoning("gemini", "gemini-3-pro-preview")).toMatchObject({ style: "level" });
    expect(reasoning("groq", "qwen/qwen3-32b")).toMatchObject({ style: "switch", on: "default" });
    expect(reasoning("ollama", "gpt-oss:20b")).toMatchObject({ style: "effort" });
    expect(reasoning("mistral", "mistral-medium-latest")?.efforts).toEqual(["none", "high"]);
  });

  test("local models are free, those of a cloud are not known to be", () => {
    expect(lookup(load("ollama"), "llama3.2:3b").price).toEqual({ free: true, periods: [] });
    expect(lookup(load("ollama"), "gpt-oss:120b-cloud").price).toBeUndefined();
    expect(lookup(load("ollama"), "nomic-embed-text").mode).toBe("embedding");
  });
});
