import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { base, type Dialect } from "./corpus.ts";

/** The root definitions of a wire schema. */
export type Root = "Request" | "Answer" | "Event" | "Error";

const schemas = new Map<Dialect, Map<Root, ValidateFunction>>();

function validator(dialect: Dialect, root: Root): ValidateFunction {
  let roots = schemas.get(dialect);
  if (!roots) {
    const file = resolve(base, `schemas/wire/${dialect}.schema.json`);
    const schema = JSON.parse(readFileSync(file, "utf8")) as { $id: string };
    const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
    ajv.addSchema(schema);
    const names: Root[] = ["Request", "Answer", "Event", "Error"];
    const found = names.map(
      (name) => [name, ajv.getSchema(`${schema.$id}#/$defs/${name}`)!] as const,
    );
    schemas.set(dialect, (roots = new Map(found)));
  }
  return roots.get(root)!;
}

/** Why a value is no such message of the dialect, by its wire schema: the deepest complaint; null when it is one. */
export function invalid(dialect: Dialect, root: Root, value: unknown): string | null {
  const validate = validator(dialect, root);
  if (validate(value)) return null;
  const errors = validate.errors ?? [];
  const depth = (path: string): number => path.split("/").length;
  // A union reports every branch; the deepest complaint is the one that helps.
  const worst = errors.toSorted((a, b) => depth(b.instancePath) - depth(a.instancePath))[0];
  return `${root}${worst?.instancePath ?? ""} ${worst?.message ?? "is wrong"}`;
}
