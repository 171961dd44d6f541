import { isObject, type Json } from "./json.ts";

/** What a dialect wants done to JSON Schemas; compiled from `tools.schema`. */
export interface SchemaRules {
  /** Puts what `$ref` names in its place; what refers to itself becomes an open object. */
  inline_refs?: boolean;
  /** `additionalProperties: false` on every object. */
  close_objects?: boolean;
  /** Every property becomes required. */
  require_all?: boolean;
  const_to_enum?: boolean;
  one_of_to_any_of?: boolean;
  merge_all_of?: boolean;
  /** How a type that may be null is said. */
  nullable?: "type" | "any_of" | "flag";
  /** `upper` writes type names in capitals. */
  type_case?: "upper";
  /** Keywords to leave out. */
  drop?: readonly string[];
  /** Keywords to leave out that are told in the description instead. */
  demote?: readonly string[];
  /** The only keywords that may stay. */
  keep?: readonly string[];
  /** The only values of `format` that may stay. */
  formats?: readonly string[];
  /** Enumerations of numbers become texts. */
  enum_to_strings?: boolean;
}

/** Keywords whose values are schemas by name. */
const MAPS: ReadonlySet<string> = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
]);
const LISTS: ReadonlySet<string> = new Set(["anyOf", "oneOf", "allOf", "prefixItems"]);
const SINGLE: ReadonlySet<string> = new Set([
  "items",
  "additionalProperties",
  "not",
  "if",
  "then",
  "else",
  "contains",
  "propertyNames",
]);
const DEEPEST = 100;

/** The schema as the dialect takes it, and the keywords that could not stay; the input is not touched. */
export function transformSchema(
  schema: Json,
  rules: Json,
): { schema: Record<string, unknown>; changes: string[] } {
  const changes = new Set<string>();
  const walker: Walker = { rules: rules as SchemaRules, root: schema, changes, path: [] };
  return { schema: walk(schema, walker, 0), changes: [...changes] };
}

interface Walker {
  rules: SchemaRules;
  root: Json;
  changes: Set<string>;
  /** The references that are being inlined, to notice circles. */
  path: string[];
}

function walk(schema: Json, w: Walker, depth: number): Record<string, unknown> {
  if (depth > DEEPEST) return {};
  const inlined = w.rules.inline_refs ? inline(schema, w, depth) : undefined;
  if (inlined) return inlined;
  if (w.rules.merge_all_of && Array.isArray(schema["allOf"]))
    return walk(merged(schema), w, depth + 1);
  const out: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(schema)) keyword(out, key, value, w, depth);
  finishObject(out, w.rules);
  return out;
}

/** A schema with those of its `allOf` laid over it: all properties, all that is required, else the last word. */
function merged({ allOf, ...own }: Json): Json {
  return (allOf as unknown[]).filter(isObject).reduce((out: Json, item) => {
    const next: Record<string, unknown> = { ...out, ...item };
    for (const key of ["properties", "$defs"])
      if (isObject(out[key]) && isObject(item[key])) next[key] = { ...out[key], ...item[key] };
    if (Array.isArray(out["required"]) && Array.isArray(item["required"]))
      next["required"] = [
        ...new Set([...(out["required"] as unknown[]), ...(item["required"] as unknown[])]),
      ];
    return next;
  }, own);
}

function inline(schema: Json, w: Walker, depth: number): Record<string, unknown> | undefined {
  const ref = schema["$ref"];
  if (typeof ref !== "string") return undefined;
  const target = w.path.includes(ref) ? undefined : lookup(w.root, ref);
  if (!target) {
    w.changes.add("$ref to itself");
    return { type: "object" };
  }
  w.path.push(ref);
  const { $ref: _, ...beside } = schema;
  const out = walk({ ...target, ...beside }, w, depth + 1);
  w.path.pop();
  return out;
}

function lookup(root: Json, ref: string): Json | undefined {
  if (!ref.startsWith("#/")) return ref === "#" ? root : undefined;
  let at: unknown = root;
  for (const key of ref.slice(2).split("/"))
    at = isObject(at) ? at[key.replaceAll("~1", "/").replaceAll("~0", "~")] : undefined;
  return isObject(at) ? at : undefined;
}

function keyword(
  out: Record<string, unknown>,
  key: string,
  value: unknown,
  w: Walker,
  depth: number,
): void {
  const { rules } = w;
  if (key === "const" && rules.const_to_enum) {
    out["enum"] = [value];
    return;
  }
  if (key === "oneOf" && rules.one_of_to_any_of)
    return void (out["anyOf"] = nested("anyOf", value, w, depth));
  if ((key === "$defs" || key === "definitions") && rules.inline_refs) return;
  if (key === "format" && rules.formats && !rules.formats.includes(String(value)))
    return leave(out, key, value, w, true);
  if (rules.demote?.includes(key)) return leave(out, key, value, w, true);
  if (rules.drop?.includes(key) || (rules.keep && !rules.keep.includes(key)))
    return leave(out, key, value, w, false);
  if (key === "type") return void (out[key] = typeName(value, rules));
  if (key === "enum" && rules.enum_to_strings && Array.isArray(value))
    return void (out[key] = value.map(String));
  out[key] = nested(key, value, w, depth);
}

function typeName(value: unknown, rules: SchemaRules): unknown {
  const upper = (name: unknown): unknown =>
    rules.type_case === "upper" && typeof name === "string" ? name.toUpperCase() : name;
  return Array.isArray(value) ? value.map(upper) : upper(value);
}

function leave(
  out: Record<string, unknown>,
  key: string,
  value: unknown,
  w: Walker,
  tell: boolean,
): void {
  if (key === "$schema" || key === "$id" || key === "title") return;
  w.changes.add(key);
  if (!tell) return;
  const text = `${key}: ${JSON.stringify(value)}`;
  out["description"] =
    typeof out["description"] === "string" ? `${out["description"]} (${text})` : text;
}

function nested(key: string, value: unknown, w: Walker, depth: number): unknown {
  if (MAPS.has(key) && isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([name, item]) => [
        name,
        isObject(item) ? walk(item, w, depth + 1) : item,
      ]),
    );
  }
  if (LISTS.has(key) && Array.isArray(value))
    return value.map((item: unknown) => (isObject(item) ? walk(item, w, depth + 1) : item));
  if (SINGLE.has(key) && isObject(value)) return walk(value, w, depth + 1);
  return value;
}

function finishObject(out: Record<string, unknown>, rules: SchemaRules): void {
  const { type } = out;
  if (
    rules.nullable === "flag" &&
    Array.isArray(type) &&
    type.length === 2 &&
    type.some((name) => /^null$/i.test(String(name)))
  ) {
    out["type"] = type.find((name) => !/^null$/i.test(String(name))) as string;
    out["nullable"] = true;
  }
  const properties = out["properties"];
  if (!isObject(properties)) return;
  if (rules.close_objects) out["additionalProperties"] = false;
  if (rules.require_all) out["required"] = Object.keys(properties);
}
