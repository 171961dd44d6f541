import { readdirSync, readFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { registry } from "../generated/index.ts";

const root = resolve(import.meta.dirname, "..");

interface File {
  /** The path from the root, with slashes. */
  path: string;
  text: string;
  imports: string[];
}

// What stands between `import` and `from` is a clause and nothing else: a text may hold both words.
const CLAUSE = String.raw`(?:\{[^}]*\}|\*(?:\s+as\s+\w+)?|\w+(?:\s*,\s*\{[^}]*\})?)`;
const IMPORT = new RegExp(
  String.raw`^(?:import|export)\s+(?:type\s+)?${CLAUSE}\s*from\s*"([^"]+)"|^import\s*"([^"]+)"|\bimport\("([^"]+)"\)`,
  "gm",
);

function filesOf(folder: string): File[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .sort()
    .map((name) => {
      const path = `${folder}/${name.replaceAll("\\", "/")}`;
      const text = readFileSync(join(root, path), "utf8");
      const imports = [...text.matchAll(IMPORT)].map(
        (found) => (found[1] ?? found[2] ?? found[3])!,
      );
      return { path, text, imports };
    });
}

const generator = filesOf("generator");
const runtime = filesOf("runtime");
const generated = filesOf("generated");

/** The package of an import; undefined for files of our own and for Node's. */
function packageOf(specifier: string): string | undefined {
  if (specifier.startsWith(".") || specifier.startsWith("node:")) return undefined;
  return specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
}

/** Where a relative import of a file leads, from the root. */
function target({ path }: File, specifier: string): string {
  return resolve("/", path, "..", specifier).slice(1);
}

describe("a provider is data: the code knows no name of one", () => {
  const ids = [
    ...Object.keys(registry.providers),
    ...Object.values(registry.dialects).flatMap(({ facts }) => [facts.id, facts.issuer]),
  ];
  // Names that no spec has as its id: brands, models, and who may come yet.
  const brands =
    "openai chatgpt gpt claude vertex bedrock aws azure cohere qwen alibaba grok xai fireworks cerebras perplexity moonshot kimi zhipu glm minimax nvidia huggingface llama databricks cloudflare github deepinfra sambanova".split(
      " ",
    );
  const names = [...new Set([...ids, ...brands])];
  const pattern = new RegExp(`(?<![a-z])(?:${names.join("|")})(?![a-z])`, "i");
  // Standards that a vendor's name is part of; the mechanism is nobody's.
  const standards =
    /google_service_account|googleServiceAccount|aws_eventstream|awsEventstream|import\.meta/g;

  it.each([...generator, ...runtime].map((file) => [file.path, file] as const))(
    "%s",
    (path, file) => {
      const lines = file.text
        .split("\n")
        .map((line, i) => [`${path}:${i + 1}: ${line.trim()}`, line] as const);
      const found = lines.filter(([, line]) => pattern.test(line.replaceAll(standards, "")));
      expect(found.map(([where]) => where)).toEqual([]);
      expect(basename(path)).not.toMatch(pattern);
    },
  );
});

describe("each third-party package has one file that knows it", () => {
  const owners: Record<string, readonly string[]> = {
    "ts-morph": ["generator/emit/module.ts"],
    prettier: ["generator/emit/index.ts"],
    "json-schema-to-typescript": ["generator/emit/types.ts"],
    ajv: ["generator/validate.ts"],
    "ajv-formats": ["generator/validate.ts"],
    yaml: ["generator/source.ts"],
    h3: ["runtime/gateway.ts", "runtime/operations.ts"],
    listhen: ["runtime/server.ts"],
    pino: ["runtime/log.ts"],
    undici: ["runtime/upstream.ts"],
    libsql: ["runtime/ledger/embedded.ts"],
    pg: ["runtime/ledger/postgres.ts"],
    // At run time only in the first and the migrations that it loads; the others know its types.
    kysely: [
      "runtime/ledger/database.ts",
      "runtime/ledger/embedded.ts",
      "runtime/ledger/migrations.ts",
      "runtime/ledger/postgres.ts",
      "runtime/ledger/spend.ts",
    ],
    "csv-stringify": ["runtime/ledger/csv.ts"],
    ioredis: ["runtime/limits/redis-client.ts"],
    "prom-client": [
      "runtime/observe/gauges.ts",
      "runtime/observe/metrics.ts",
      "runtime/observe/series.ts",
    ],
    "@opentelemetry/api": ["runtime/observe/traces.ts"],
    "@opentelemetry/exporter-trace-otlp-http": ["runtime/observe/traces.ts"],
    "@opentelemetry/resources": ["runtime/observe/traces.ts"],
    "@opentelemetry/sdk-trace-node": ["runtime/observe/traces.ts"],
  };

  it("and no other", () => {
    const users: Record<string, Set<string>> = {};
    for (const file of [...generator, ...runtime, ...generated]) {
      for (const name of file.imports.map(packageOf)) {
        if (name !== undefined) (users[name] ??= new Set()).add(file.path);
      }
    }
    const found = Object.fromEntries(
      Object.entries(users).map(([name, files]) => [name, [...files].sort()]),
    );
    for (const [name, files] of Object.entries(found))
      expect([name, owners[name]]).toEqual([name, expect.arrayContaining(files)]);
  });

  it("and what is shipped is used", () => {
    const text = readFileSync(join(root, "package.json"), "utf8");
    const { dependencies } = JSON.parse(text) as { dependencies: object };
    const shipped = [...runtime, ...generator.filter(({ path }) => CONFIG_READING.includes(path))];
    const used = new Set(shipped.flatMap((file) => file.imports.map(packageOf)));
    const found = Object.keys(dependencies).filter((name) => !used.has(name));
    expect(found).toEqual([]);
  });
});

/** What reads specs reads the gateway's config too: one owner of the parser, one of the validator, one form of errors. */
const CONFIG_READING = ["generator/source.ts", "generator/validate.ts", "generator/diagnostic.ts"];

describe("borders", () => {
  it("generated/ imports the words it is written in, types of the runtime, and itself", () => {
    const types = [
      "runtime/json.ts",
      "runtime/reader.ts",
      "runtime/translator.ts",
      "runtime/models.ts",
      "runtime/price.ts",
    ];
    for (const file of generated) {
      for (const specifier of file.imports) {
        const to = target(file, specifier);
        const fine = to === "runtime/ops.ts" || to.startsWith("generated/") || types.includes(to);
        expect([file.path, specifier, fine]).toEqual([file.path, specifier, true]);
        if (types.includes(to))
          expect(file.text).toMatch(
            new RegExp(`^import type [^;]*"${specifier.replaceAll(".", "\\.")}"`, "m"),
          );
      }
    }
  });

  it("runtime/ does not know the generator", () => {
    // Did-you-mean is a pure function that both need.
    const shared = ["generator/suggest.ts"];
    const found = runtime.flatMap((file) => {
      const more = file.path === "runtime/config-file.ts" ? CONFIG_READING : [];
      const mine = [...shared, ...more];
      const edges = file.imports.map((specifier) => target(file, specifier));
      return edges
        .filter((to) => to.startsWith("generator/") && !mine.includes(to))
        .map((to) => `${file.path} -> ${to}`);
    });
    expect(found).toEqual([]);
  });

  it("the generator takes of the runtime only what specs name", () => {
    const shared = [
      "runtime/passes.ts",
      "runtime/models.ts",
      "runtime/price.ts",
      "runtime/cost.ts",
      "runtime/decimal.ts",
      "runtime/json.ts",
    ];
    const found = generator.flatMap((file) =>
      file.imports.map((specifier) => `${file.path} -> ${target(file, specifier)}`),
    );
    expect(
      found.filter(
        (edge) => edge.includes("-> runtime/") && !shared.some((each) => edge.endsWith(each)),
      ),
    ).toEqual([]);
    expect(found.filter((edge) => edge.includes("-> generated/"))).toEqual([]);
  });

  it("specs of one provider or dialect are imported by the registry only", () => {
    const found = [...runtime, ...generator].flatMap((file) =>
      file.imports
        .filter((specifier) => /generated\/(dialects|providers|models|wire)\//.test(specifier))
        .map((specifier) => `${file.path} -> ${specifier}`),
    );
    expect(found).toEqual([]);
  });
});

describe("habits", () => {
  // Above 200 lines, and why; they must not grow.
  const LONG: Readonly<Record<string, number>> = {
    "runtime/stream.ts": 480, // the one stream machine
    "runtime/stream-encoder.ts": 300, // its mirror
  };

  it.each([...generator, ...runtime].map((file) => [file.path, file] as const))(
    "%s",
    (path, { text }) => {
      expect(text.split("\n").length - 1).toBeLessThanOrEqual(LONG[path] ?? 200);
      expect(text).not.toMatch(/^export default/m);
      // A file that only re-exports hides where things are; the words of generated code are the one list of their kind.
      const lines = text.split("\n").filter((line) => /^\w/.test(line));
      if (path !== "runtime/ops.ts")
        expect(lines.every((line) => /^export (type )?[*{].* from /.test(line))).toBe(false);
    },
  );
});
