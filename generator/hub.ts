import hubSchema from "../schemas/hub.schema.json" with { type: "json" };

/** What a hub slot holds, as far as reading and writing differ. */
export type SlotType =
  | { is: "string" | "number" | "boolean" | "strings" | "object" | "objects" | "sealed" | "any" }
  | { is: "words"; words: readonly string[] }
  | { is: "ref"; name: string }
  | { is: "refs"; name: string };

interface Schema {
  type?: string | string[];
  enum?: string[];
  const?: string;
  $ref?: string;
  items?: Schema;
  properties?: Record<string, Schema>;
  oneOf?: Schema[];
  "x-loss"?: Loss;
}

/** How bad it is when a field cannot be carried. */
export type Loss = "content" | "constraint" | "hint";

const defs = hubSchema.$defs as unknown as Record<string, Schema>;

/** The hub type of each part kind. */
export const PART_TYPES: Readonly<Record<string, string>> = {
  text: "Text",
  image: "Image",
  audio: "Audio",
  video: "Video",
  file: "File",
  tool_call: "ToolCall",
  tool_result: "ToolResult",
  reasoning: "ReasoningPart",
  refusal: "Refusal",
  opaque: "Opaque",
};

function named(ref: string): string {
  return ref.slice(ref.lastIndexOf("/") + 1);
}

function typeOf(schema: Schema): SlotType {
  if (schema.$ref) {
    const name = named(schema.$ref);
    if (name === "Sealed") return { is: "sealed" };
    const target = defs[name];
    return target?.enum ? { is: "words", words: target.enum } : { is: "ref", name };
  }
  if (schema.enum) return { is: "words", words: schema.enum };
  if (schema.type === "array") {
    if (schema.items?.$ref) return { is: "refs", name: named(schema.items.$ref) };
    return { is: schema.items?.type === "string" ? "strings" : "objects" };
  }
  if (schema.type === "string" || schema.type === "number" || schema.type === "boolean")
    return { is: schema.type };
  return { is: schema.type === "object" ? "object" : "any" };
}

/** The type of a dotted slot below a hub definition, or undefined when the hub has no such slot. */
export function slotType(def: string, path: string): SlotType | undefined {
  let schema = defs[def];
  for (const key of path.split(".")) {
    if (schema?.$ref) schema = defs[named(schema.$ref)];
    schema = schema?.properties?.[key];
    if (!schema) return undefined;
  }
  return schema && typeOf(schema);
}

/** The names of the slots of a hub definition. */
export function slotNames(def: string): string[] {
  return Object.keys(defs[def]?.properties ?? {});
}

/** The words of a hub enumeration. */
export function hubWords(def: string): readonly string[] {
  return defs[def]?.enum ?? [];
}

/** The request fields with their grade, for receipts. */
export function lossGrades(): Record<string, Loss> {
  const out: Record<string, Loss> = {};
  for (const [name, schema] of Object.entries(defs["Request"]?.properties ?? {}))
    out[name] = schema["x-loss"] ?? "hint";
  return out;
}

/** Every path a request can be asked to carry: the fields, and one level below those that are structures. */
export function requestPaths(): string[] {
  return slotNames("Request").flatMap((name) => {
    const type = slotType("Request", name);
    if (type?.is !== "ref" || !["Reasoning", "Output", "ToolChoice"].includes(type.name))
      return [name];
    return slotNames(type.name).map((below) => `${name}.${below}`);
  });
}
