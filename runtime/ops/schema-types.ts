import { isObject } from "../json.ts";

/** JSON Schema whose type names are in capitals, as some dialects have them, with the usual ones. */
export function lowerTypes(
  schema: Record<string, unknown> | undefined,
): Record<string, unknown> | undefined {
  return schema === undefined ? undefined : (lower(schema) as Record<string, unknown>);
}

const COUNTS = ["minItems", "maxItems", "minLength", "maxLength", "minProperties", "maxProperties"];

/** What such schemas say otherwise: a flag for null, and counts as text. */
function usual(schema: Record<string, unknown>): void {
  if (typeof schema["nullable"] === "boolean" && typeof schema["type"] === "string") {
    if (schema["nullable"]) schema["type"] = [schema["type"], "null"];
    delete schema["nullable"];
  }
  for (const name of COUNTS)
    if (typeof schema[name] === "string") schema[name] = Number(schema[name]);
}

function lower(value: unknown, key?: string): unknown {
  if (Array.isArray(value)) return value.map((item) => lower(item, key));
  if (key === "type" && typeof value === "string") return value.toLowerCase();
  if (!isObject(value)) return value;
  const names = key === "properties" || key === "$defs";
  const out = Object.fromEntries(
    Object.entries(value).map(([name, item]) => [
      name,
      names || (name !== "enum" && name !== "default" && name !== "example")
        ? lower(item, names ? undefined : name)
        : item,
    ]),
  );
  if (!names) usual(out);
  return out;
}
