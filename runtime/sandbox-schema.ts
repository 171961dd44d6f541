import { isObject } from "./json.ts";
import type { Json } from "./json.ts";

const MAX_DEPTH = 8;
const TEXT: Readonly<Record<string, string>> = {
  date: "2026-01-01",
  time: "12:00:00Z",
  "date-time": "2026-01-01T12:00:00Z",
  email: "someone@example.com",
  uri: "https://example.com/",
  uuid: "00000000-0000-4000-8000-000000000000",
};

/**
 * A value that a JSON Schema allows, always the same one: required and optional properties, the first word of an
 * enum, the least number. Where a text may be anything, it is `text`.
 */
export function valueOf(schema: unknown, text: string, root = schema, depth = 0): unknown {
  if (!isObject(schema) || depth > MAX_DEPTH) return text;
  if (schema["const"] !== undefined) return schema["const"];
  if (schema["default"] !== undefined) return schema["default"];
  if (Array.isArray(schema["enum"]) && schema["enum"].length > 0) return schema["enum"][0];
  const referred = typeof schema["$ref"] === "string" ? followed(root, schema["$ref"]) : undefined;
  if (referred !== undefined) return valueOf(referred, text, root, depth + 1);
  for (const word of ["anyOf", "oneOf", "allOf"]) {
    const [first] = Array.isArray(schema[word]) ? (schema[word] as unknown[]) : [];
    if (first !== undefined) return valueOf(first, text, root, depth + 1);
  }
  const type = Array.isArray(schema["type"]) ? (schema["type"][0] as unknown) : schema["type"];
  switch (typeof type === "string" ? type.toLowerCase() : impliedType(schema)) {
    case "object":
      return objectOf(schema, text, root, depth);
    case "array": {
      const item = () => valueOf(schema["items"], text, root, depth + 1);
      return Array.from({ length: Math.max(1, atMost200(schema["minItems"], 1)) }, item);
    }
    case "integer":
    case "number":
      return numberOf(schema);
    case "boolean":
      return true;
    case "null":
      return null;
    default:
      return textOf(schema, text);
  }
}

function objectOf(schema: Json, text: string, root: unknown, depth: number): Json {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const entries = Object.entries(properties).map(([key, property]) => {
    return [key, valueOf(property, text, root, depth + 1)] as const;
  });
  return Object.fromEntries(entries);
}

function numberOf(schema: Json): number {
  const { minimum, exclusiveMinimum, maximum } = schema;
  if (typeof minimum === "number") return minimum;
  if (typeof exclusiveMinimum === "number") return exclusiveMinimum + 1;
  return typeof maximum === "number" && maximum < 1 ? maximum : 1;
}

function textOf(schema: Json, text: string): string {
  const known = typeof schema["format"] === "string" ? TEXT[schema["format"]] : undefined;
  if (known !== undefined) return known;
  const least = atMost200(schema["minLength"], 0);
  return text.slice(0, Math.max(least, atMost200(schema["maxLength"], 200))).padEnd(least, "x");
}

function atMost200(value: unknown, otherwise: number): number {
  return typeof value === "number" && value >= 0 ? Math.min(value, 200) : otherwise;
}

function impliedType(schema: Json): string {
  if (schema["properties"] !== undefined) return "object";
  return schema["items"] !== undefined ? "array" : "string";
}

function followed(root: unknown, reference: string): unknown {
  if (!reference.startsWith("#")) return undefined;
  let at: unknown = root;
  for (const step of reference.slice(1).split("/").slice(1)) {
    const key = step.replaceAll("~1", "/").replaceAll("~0", "~");
    at = isObject(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  }
  return at;
}
