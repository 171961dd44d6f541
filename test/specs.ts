import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { desugar } from "../generator/desugar.ts";
import type { Diagnostic } from "../generator/diagnostic.ts";
import { obey, type Subject } from "../generator/laws/index.ts";
import { merge, resolve } from "../generator/resolve.ts";
import { Source } from "../generator/source.ts";
import { suggest } from "../generator/suggest.ts";
import { validate } from "../generator/validate.ts";

type Dict = Record<string, any>;

const root = join(import.meta.dirname, "..");

function json(path: string): Dict {
  return JSON.parse(readFileSync(join(root, path), "utf8")) as Dict;
}

const schemas = Object.fromEntries(
  ["sections", "dialect", "provider"].map((name) => [name, json(`schemas/${name}.schema.json`)]),
);

/** The ids of the specs of a folder. */
export function idsOf(folder: string): string[] {
  const names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".yaml"));
  return names.map((name) => name.slice(0, -".yaml".length)).sort();
}

/** A spec of the repository. */
export function sourceOf(file: string): Source {
  return new Source(file, readFileSync(join(root, file), "utf8"));
}

/** The wire schema of a dialect, a fresh copy each time. */
export function wireOf(id: string): Dict {
  return json(`schemas/wire/${id}.schema.json`);
}

const dialects = new Map(
  idsOf("providers/dialects").map((id) => [id, sourceOf(`providers/dialects/${id}.yaml`)]),
);
const wires = new Map([...dialects.keys()].map((id) => [id, wireOf(id)]));
const subjects = new Map([...dialects.keys()].map((id) => [id, dialectSubject(id)]));

/** A dialect as the laws see it; with another wire schema, or with a patch laid over it, where they are given. */
export function dialectSubject(id: string, wire = wires.get(id), patch?: Source): Subject {
  const source = dialects.get(id);
  if (!source) throw new Error(`there is no dialect ${id}`);
  // A fresh object, since the laws remember what they found of a value.
  const value = patch ? merge(source.value, patch.value) : { ...(source.value as Dict) };
  return { id, dialect: id, document: patch ?? source, value: value as Dict, wire };
}

/** What is wrong with the text of a provider, in the stages of the compiler. */
export function checkProvider(source: Source): Diagnostic[] {
  const found = [...source.diagnostics];
  if (found.length === 0)
    found.push(...validate(source, schemas["provider"]!, [schemas["sections"]!]));
  if (found.length > 0) return found;
  const id = String((source.value as Dict)["dialect"]);
  const base = dialects.get(id);
  if (!base) {
    const help = suggest(id, dialects.keys(), "dialects");
    return [
      {
        ...source.locate(["dialect"], "value"),
        law: "dialect-exists",
        message: `there is no dialect \`${id}\``,
        ...(help && { help }),
      },
    ];
  }
  const resolved = resolve(source, base);
  const { value, problems } = desugar(resolved.value as Dict, base.value as Dict);
  found.push(
    ...resolved.diagnostics,
    ...problems.map(({ path, part, ...rest }) => ({ ...source.locate(path, part), ...rest })),
  );
  if (found.length > 0) return found;
  const name = source.file.replace(/^.*\//, "").replace(/\.yaml$/, "");
  return [
    ...obey({
      id: name,
      dialect: id,
      document: resolved,
      value,
      wire: wires.get(id),
      provider: source,
      base: subjects.get(id),
    }),
  ];
}

/** What is wrong with a dialect once a patch is laid over it; everything is blamed on the patch. */
export function checkPatch(source: Source, id: string): Diagnostic[] {
  if (source.diagnostics.length > 0) return source.diagnostics;
  const subject = dialectSubject(id, wires.get(id), source);
  const found = validate(
    { value: subject.value, locate: (path, part) => source.locate(path, part) },
    schemas["dialect"]!,
    [schemas["sections"]!],
  );
  return found.length > 0 ? found : [...obey(subject)];
}
