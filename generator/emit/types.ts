import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compile, type JSONSchema } from "json-schema-to-typescript";
import { banner } from "./module.ts";

const OPTIONS = {
  bannerComment: "",
  additionalProperties: true,
  unreachableDefinitions: true,
  style: { printWidth: 100 },
} as const;

/** The wire types of a dialect. */
export async function wireModule(id: string, schema: Record<string, unknown>): Promise<string> {
  return banner(`schemas/wire/${id}.schema.json`) + (await types(schema, "Wire"));
}

/** The hub's types. */
export async function hubModule(root: string): Promise<string> {
  const schema = JSON.parse(readFileSync(join(root, "schemas/hub.schema.json"), "utf8")) as Record<
    string,
    unknown
  >;
  return banner("schemas/hub.schema.json") + (await types(schema, "Hub"));
}

async function types(schema: Record<string, unknown>, root: string): Promise<string> {
  const { $id: _id, title: _title, ...rest } = structuredClone(schema);
  const text = await compile(rest as JSONSchema, root, OPTIONS);
  return text.replaceAll(/(?<=\n|^)\s*\[k: string\]: unknown;\n(?=\}\n)/g, (line) => line);
}
