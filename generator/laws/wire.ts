import { isDict, type Dict } from "./law.ts";

/** What a wire schema says about one place, with references followed and unions opened. */
export interface Alternatives {
  /** Objects whose fields are known. */
  objects: Dict[];
  /** The items of each list that may stand here. */
  items: Dict[];
  /** The words of each enumeration; `open` when other text may stand here too. */
  words: Dict[];
  open: boolean;
}

/** The alternatives of a part of a wire schema; `undefined` has none. */
export function alternatives(root: Dict, schema: unknown): Alternatives {
  const found: Alternatives = { objects: [], items: [], words: [], open: false };
  open(root, schema, found, new Set());
  return found;
}

function open(root: Dict, schema: unknown, found: Alternatives, seen: Set<unknown>): void {
  if (!isDict(schema) || seen.has(schema)) return;
  seen.add(schema);
  if (typeof schema["$ref"] === "string") return open(root, at(root, schema["$ref"]), found, seen);
  const union = (schema["oneOf"] ?? schema["anyOf"]) as unknown[] | undefined;
  if (union) return union.forEach((each) => open(root, each, found, seen));
  const types = [schema["type"] ?? []].flat() as string[];
  if (isDict(schema["properties"])) found.objects.push(schema);
  else if (types.includes("object")) found.open = true;
  if (types.includes("array") && isDict(schema["items"])) found.items.push(schema["items"]);
  if (wordsOf(schema)) found.words.push(schema);
  else if (types.includes("string")) found.open = true;
}

function at(root: Dict, pointer: string): unknown {
  const steps = pointer.replace(/^#\//, "").split("/");
  return steps.reduce<unknown>((value, step) => (isDict(value) ? value[step] : undefined), root);
}

/** The words that an enumeration or a constant allows; undefined when the schema is neither. */
export function wordsOf(schema: Dict): string[] | undefined {
  const values = (schema["enum"] ?? ("const" in schema ? [schema["const"]] : undefined)) as
    unknown[] | undefined;
  const texts = values?.filter((value) => typeof value === "string");
  return texts && texts.length > 0 ? texts : undefined;
}

/** A definition of a wire schema. */
export function definition(root: Dict | undefined, name: string): Dict | undefined {
  const found: unknown = root?.["$defs"]?.[name];
  return isDict(found) ? found : undefined;
}

const names = new WeakMap<Dict, Map<unknown, string>>();

/** The name of a definition, for messages; "the object" when it has none. */
export function nameOf(root: Dict, schema: Dict): string {
  const known =
    names.get(root) ??
    new Map(Object.entries((root["$defs"] ?? {}) as Dict).map(([name, each]) => [each, name]));
  names.set(root, known);
  const name = known.get(schema);
  return name === undefined ? "the object" : `\`${name}\``;
}

/** The word that tells an object from the others of its union: the constant of `type` or `role`. */
export function discriminator(root: Dict, object: Dict): string | undefined {
  for (const key of ["type", "role"]) {
    const { words, open: other } = alternatives(root, object["properties"]?.[key]);
    const first = words[0] && wordsOf(words[0]);
    if (first && words.length === 1 && !other) return first[0];
  }
  return undefined;
}
