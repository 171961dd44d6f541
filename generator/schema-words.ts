import { applied, isSchema, propertiesOf } from "./schema-failures.ts";
import type { Checker, Failure, Schema } from "./schema-failures.ts";
import { suggest } from "./suggest.ts";
import type { Part, Path } from "./tree.ts";

/** A failure in words, with the path it is blamed on. */
export interface Wording {
  path: Path;
  part: Part;
  law: "unknown-key" | "invalid-value" | "missing-key";
  message: string;
  help?: string;
}

const types: Record<string, string | undefined> = {
  object: "a map",
  array: "a list",
  string: "a string",
  integer: "a whole number",
  number: "a number",
  boolean: "true or false",
  null: "null",
};

/** Says a failure in the words of a spec's author; the help is the schema's own description. */
export function describe(checker: Checker, document: unknown, failure: Failure): Wording {
  const path = pathOf(failure.pointer, document);
  const key = keyOf(failure);
  const below = key === undefined ? undefined : descriptionAt(checker, document, [...path, key]);
  const description = below ?? descriptionAt(checker, document, path);
  const words = { ...wording(checker, failure, path), path };
  if (words.law === "unknown-key" && key !== undefined) words.path = [...path, key];
  if (failure.name !== undefined) words.path = [...path, failure.name];
  const own = failure.parent["description"];
  const help = words.help ?? description ?? (typeof own === "string" ? own : undefined);
  return help === undefined ? words : { ...words, help };
}

function wording(checker: Checker, failure: Failure, path: Path): Omit<Wording, "path"> {
  const { keyword, params, parent, data, name } = failure;
  switch (keyword) {
    case "additionalProperties":
      return unknownKey(String(params["additionalProperty"]), [parent]);
    case "unevaluatedProperties":
      return unknownKey(String(params["unevaluatedProperty"]), applied(checker, parent, data));
    case "required":
      return missing(`missing key \`${String(params["missingProperty"])}\``);
    case "dependentRequired":
    case "dependencies":
      return missing(
        `missing key \`${String(params["missingProperty"])}\`, which \`${String(params["property"])}\` needs`,
      );
    case "false schema":
      if (typeof path.at(-1) === "string")
        return {
          part: "key",
          law: "unknown-key",
          message: `\`${String(path.at(-1))}\` does not belong here`,
        };
  }
  if (name !== undefined) {
    const known = keyword === "enum" ? (params["allowedValues"] as unknown[]).map(String) : [];
    if (known.length > 0) return unknownKey(name, [], known);
    return { part: "key", law: "invalid-value", message: `key \`${name}\` ${mustBe(failure)}` };
  }
  const help =
    keyword === "enum" && typeof data === "string"
      ? near(data, params["allowedValues"])
      : undefined;
  return { part: "value", law: "invalid-value", message: mustBe(failure), ...(help && { help }) };
}

function unknownKey(
  key: string,
  parts: readonly Schema[],
  known = propertiesOf(parts),
): Omit<Wording, "path"> {
  const patterns = parts.flatMap((part) => Object.keys(part["patternProperties"] ?? {}));
  const match = patterns.length > 0 ? `known keys match ${patterns.join(", ")}` : undefined;
  const help = suggest(key, known, "keys") ?? match ?? "no key is known here";
  return { part: "key", law: "unknown-key", message: `unknown key \`${key}\``, help };
}

function missing(message: string): Omit<Wording, "path"> {
  return { part: "key", law: "missing-key", message };
}

function mustBe({ keyword, params, parent, data, message }: Failure): string {
  const limit = Number(params["limit"]);
  const wants = parent["x-wants"];
  if (typeof wants === "string") {
    if (keyword === "type") return `must be ${wants}, not ${nameOf(data)}`;
    if (["pattern", "const", "minLength"].includes(keyword)) return `must be ${wants}`;
  }
  switch (keyword) {
    case "type": {
      const wanted = [params["type"]].flat().map((type) => types[String(type)] ?? String(type));
      return `must be ${[...new Set(wanted)].join(" or ")}, not ${nameOf(data)}`;
    }
    case "enum":
      return `must be one of ${(params["allowedValues"] as unknown[]).map(quote).join(", ")}`;
    case "const":
      return `must be ${quote(params["allowedValue"])}`;
    case "minLength":
    case "minItems":
    case "minProperties":
      if (limit === 1) return "must not be empty";
      break;
    case "oneOf":
      return "must be exactly one of the forms, not several at once";
    case "false schema":
      return "does not belong here";
  }
  return message.replaceAll("NOT", "not");
}

function nameOf(data: unknown): string {
  if (data === null) return "empty";
  if (Array.isArray(data)) return "a list";
  return typeof data === "boolean" ? String(data) : (types[typeof data] ?? typeof data);
}

function quote(value: unknown): string {
  return `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;
}

/** A near miss is worth more than the description; a list of all values is in the message already. */
function near(word: string, allowed: unknown): string | undefined {
  const known = (allowed as unknown[]).filter((value) => typeof value === "string");
  const help = suggest(word, known, "values");
  return help?.startsWith("did you mean") ? help : undefined;
}

function keyOf({ keyword, params }: Failure): string | undefined {
  const key =
    keyword === "required" || keyword.startsWith("depend")
      ? params["missingProperty"]
      : (params["additionalProperty"] ?? params["unevaluatedProperty"]);
  return typeof key === "string" ? key : undefined;
}

/** A JSON pointer as a path; whether a step is an index depends on the data. */
function pathOf(pointer: string, document: unknown): Path {
  let at: unknown = document;
  return pointer
    .split("/")
    .slice(1)
    .map((text) => {
      const name = text.replaceAll("~1", "/").replaceAll("~0", "~");
      const step = Array.isArray(at) ? Number(name) : name;
      at = (at as Record<string | number, unknown> | undefined)?.[step];
      return step;
    });
}

/** The description of what stands at a path, from the parts of the schema that apply to this document. */
function descriptionAt(checker: Checker, document: unknown, path: Path): string | undefined {
  let parts: unknown[] = [checker.root];
  let data: unknown = document;
  for (const step of path) {
    const open = parts.flatMap((part) => applied(checker, part, data));
    parts = open.flatMap((part) => partsBelow(part, step));
    data = (data as Record<string | number, unknown> | undefined)?.[step];
  }
  if (path.length === 0) return undefined;
  const all = parts.flatMap((part) =>
    isSchema(part) ? [part, ...applied(checker, part, data)] : [],
  );
  const found = all.map((part) => part["description"]).find((text) => typeof text === "string");
  return typeof found === "string" ? found : undefined;
}

function partsBelow(part: Schema, step: string | number): unknown[] {
  if (typeof step === "number") {
    const prefix = part["prefixItems"];
    return [(Array.isArray(prefix) ? prefix[step] : undefined) ?? part["items"]];
  }
  const properties = (part["properties"] ?? {}) as Schema;
  if (Object.hasOwn(properties, step)) return [properties[step]];
  const patterns = Object.entries(part["patternProperties"] ?? {});
  const matching = patterns.filter(([pattern]) => new RegExp(pattern, "u").test(step));
  if (matching.length > 0) return matching.map(([, schema]) => schema);
  return [part["additionalProperties"] ?? part["unevaluatedProperties"]];
}
