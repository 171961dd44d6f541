import addFormats from "ajv-formats";
import { Ajv2020 } from "ajv/dist/2020.js";
import type { ErrorObject, ValidateFunction } from "ajv";
import type { Diagnostic } from "./diagnostic.ts";
import type { Resolved } from "./resolve.ts";
import { failures } from "./schema-failures.ts";
import type { Checker, Failure, Schema } from "./schema-failures.ts";
import { describe } from "./schema-words.ts";

type Compiled = Omit<Checker, "tried">;

const checkers = new Map<string, Compiled>();
const keys = new WeakMap<object, string>();

/**
 * Holds a document against a JSON Schema (draft 2020-12), one diagnostic a mistake: `unknown-key` at
 * the key, `invalid-value` at the value, `missing-key` at the parent's key. `references` are the
 * schemas that `$ref`s of the first lead to, by their `$id`. A schema that is itself wrong throws.
 */
export function validate(
  document: Pick<Resolved, "value" | "locate">,
  schema: object,
  references: readonly object[] = [],
): Diagnostic[] {
  const checker: Checker = { ...checkerOf(schema, references), tried: new Map() };
  const found = failures(checker, document.value).map((failure) => {
    const { path, part, ...rest } = describe(checker, document.value, failure);
    return { ...document.locate(path, part), ...rest };
  });
  // Two branches of a schema may ask for the same key.
  const seen = new Set<string>();
  return found.filter((diagnostic) => {
    const key = JSON.stringify(diagnostic);
    return !seen.has(key) && seen.add(key);
  });
}

/** Compiling takes a hundred times as long as validating, so equal schemas share one checker. */
function checkerOf(schema: object, references: readonly object[]): Compiled {
  const key = [schema, ...references].map(textOf).join("\n");
  const checker = checkers.get(key) ?? createChecker(schema, references);
  checkers.set(key, checker);
  return checker;
}

function textOf(schema: object): string {
  const text = keys.get(schema) ?? JSON.stringify(schema);
  keys.set(schema, text);
  return text;
}

function createChecker(schema: object, references: readonly object[]): Compiled {
  // A `$ref` needs a base to be resolved against; `$schema` is for editors and not ours to load.
  const root: Record<string, unknown> = { $id: "schema.json", ...schema };
  const ajv = new Ajv2020({
    allErrors: true,
    verbose: true,
    strict: true,
    strictTypes: false,
    strictRequired: false,
    allowUnionTypes: true,
  });
  // What a value should be, in words: printed instead of a pattern.
  ajv.addVocabulary(["x-wants"]);
  addFormats.default(ajv);
  const documents = [root, ...references] as Schema[];
  for (const document of documents) ajv.addSchema(document);
  const homes = new Map<unknown, string>();
  for (const document of documents) index(document, `${String(document["$id"])}#`, homes);
  const compiled = new Map<unknown, ValidateFunction>();

  const run = (part: Schema | boolean, data: unknown): Failure[] => {
    if (part === true) return [];
    const $ref = homes.get(part);
    const check = compiled.get(part) ?? ajv.compile($ref === undefined ? part : { $ref });
    compiled.set(part, check);
    return check(data) ? [] : (check.errors ?? []).map(toFailure);
  };
  const deref = ($ref: string, from: Schema): Schema | boolean => {
    const id = homes.get(from)?.split("#")[0] ?? "";
    return ajv.getSchema(absolute($ref, id))?.schema ?? true;
  };
  run(root, null);
  return { root, run, deref };
}

function toFailure(error: ErrorObject): Failure {
  const { instancePath: pointer, keyword, params, schema, parentSchema, data, message } = error;
  const parent: unknown = parentSchema;
  return {
    pointer,
    keyword,
    params,
    schema,
    parent: typeof parent === "object" && parent !== null ? (parent as Schema) : {},
    data,
    message: message ?? "is not allowed",
    ...(error.propertyName !== undefined && { name: error.propertyName }),
  };
}

/** Notes the address of every part of a schema, so that a part can be compiled on its own. */
function index(part: unknown, address: string, homes: Map<unknown, string>): void {
  if (typeof part !== "object" || part === null || homes.has(part)) return;
  homes.set(part, address);
  for (const [key, value] of Object.entries(part)) {
    const step = encodeURIComponent(key.replaceAll("~", "~0").replaceAll("/", "~1"));
    index(value, `${address}/${step}`, homes);
  }
}

function absolute(ref: string, id: string): string {
  if (ref.startsWith("#")) return id + ref;
  if (URL.canParse(id)) return new URL(ref, id).href;
  return id.replace(/[^/]*$/, "") + ref.replace(/^\.\//, "");
}
