// The wire schemas against everything that describes the same APIs: recorded traffic, open descriptions, SDK types.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { matches, missing } from "./wire/coverage.ts";
import type { Document, Node } from "./wire/shape.ts";
import { hasCorpus, samples } from "./wire/corpus.ts";
import type { Dialect, Sample } from "./wire/corpus.ts";
import { deviations } from "./wire/deviations.ts";
import { sources } from "./wire/sources.ts";

const root = new URL("../", import.meta.url);
const dialects: Dialect[] = ["openai-chat", "anthropic", "gemini", "ollama"];
const roots = ["Request", "Answer", "Event", "Error"] as const;

const local = (path: string): string => fileURLToPath(new URL(path, root));
const readJson = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const wireSchema = (dialect: Dialect): Document & { $id: string } =>
  readJson(local(`schemas/wire/${dialect}.schema.json`)) as Document & { $id: string };
const outOfScope = readJson(local("schemas/wire/out-of-scope.json")) as Record<
  Dialect,
  Record<string, string>
>;

describe.each(dialects)("wire schema of %s", (dialect) => {
  const schema = wireSchema(dialect);
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  ajv.addSchema(schema);
  const validator = (name: string): Validate => {
    const validate = ajv.getSchema(`${schema.$id}#/$defs/${name}`);
    if (!validate) throw new Error(`no definition ${name}`);
    return validate;
  };

  it.each(roots)("has %s, and it compiles", (name) => {
    expect(validator(name)).toBeTypeOf("function");
  });

  it("describes every definition and field, and puts no keyword beside $ref", () => {
    expect(untidy(schema)).toEqual([]);
  });

  againstRecordings(dialect, validator);
  againstDescriptions(dialect, schema);
});

function againstRecordings(dialect: Dialect, validator: (name: string) => Validate): void {
  const known = deviations[dialect];
  const table = "has no deviation in the table that no recording shows";
  if (!hasCorpus) {
    for (const name of roots) it.skip(`accepts every recorded ${name} (../shared is absent)`);
    it.skip(`${table} (../shared is absent)`);
    return;
  }
  const corpus = samples(dialect);
  it.each(roots)("accepts every recorded %s", (name) => {
    expect(corpus.length).toBeGreaterThan(0);
    const all = complaints(corpus, name, validator(name));
    expect(all.filter((one) => !known.some((deviation) => deviation.is.test(one)))).toEqual([]);
  });
  it(table, () => {
    const all = roots.flatMap((name) => complaints(corpus, name, validator(name)));
    expect(known.filter((deviation) => !all.some((one) => deviation.is.test(one)))).toEqual([]);
  });
}

function againstDescriptions(dialect: Dialect, schema: Document): void {
  const excused = Object.keys(outOfScope[dialect]);
  for (const source of sources[dialect]) {
    const title = `knows every field and word of ${source.title}`;
    if (source.absent) it.skip(`${title} (../shared is absent)`);
    else {
      it(title, () => {
        const problems = missing(source.read(), schema, source.pairs);
        const open = problems.filter((one) => !excused.some((entry) => matches(entry, one)));
        expect(open).toEqual([]);
      });
    }
  }
  const title = "has no entry in out-of-scope.json that excuses nothing";
  if (sources[dialect].some((source) => source.absent)) it.skip(`${title} (../shared is absent)`);
  else {
    it(title, () => {
      const all = sources[dialect].flatMap(({ read, pairs }) => missing(read(), schema, pairs));
      expect(excused.filter((entry) => !all.some((one) => matches(entry, one)))).toEqual([]);
    });
  }
}

type Validate = ReturnType<Ajv2020["compile"]>;

/** What the schema holds against the recordings: id, where and why. */
function complaints(corpus: Sample[], name: string, validate: Validate): string[] {
  const failing = corpus.filter((sample) => sample.root === name && !validate(sample.value));
  return failing.map((sample) => {
    validate(sample.value);
    // A union reports every branch; the deepest complaint is the one that helps.
    const errors = validate.errors ?? [];
    const depth = Math.max(...errors.map((error) => error.instancePath.split("/").length));
    const worst = errors.find((error) => error.instancePath.split("/").length === depth);
    return `${sample.id} ${worst?.instancePath} ${worst?.message}`;
  });
}

function untidy(schema: Document): string[] {
  const problems: string[] = [];
  for (const [name, node] of Object.entries(schema.$defs ?? {})) {
    if (!node.$ref && !("description" in node)) problems.push(name);
    for (const [field, inner] of Object.entries(node.properties ?? {})) {
      if (!inner.$ref && !("description" in inner)) problems.push(`${name}.${field}`);
    }
    walk(node, (inner) => {
      if (inner.$ref && Object.keys(inner).length > 1) problems.push(`${name}: ${inner.$ref}`);
    });
  }
  return problems;
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (typeof node !== "object" || node === null) return;
  if (!Array.isArray(node)) visit(node as Node);
  for (const inner of Object.values(node)) walk(inner, visit);
}
