import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Diagnostic } from "./diagnostic.ts";
import { loadSource } from "./load.ts";
import { modelProblems } from "./models-laws.ts";
import type { ModelsDocument } from "./models.ts";
import { resolve, type Resolved } from "./resolve.ts";
import type { Source } from "./source.ts";
import { suggest } from "./suggest.ts";
import { validate } from "./validate.ts";
import { desugar } from "./desugar.ts";
import { doorsAgree } from "./laws/door-paths-unique.ts";
import { obey, type Subject } from "./laws/index.ts";

/** Where the specs are. */
export interface CompileInput {
  root: string;
}

/** The modules, or what is wrong with the specs; `sources` are the texts that diagnostics point into. */
export interface Compiled {
  files: Map<string, string>;
  diagnostics: Diagnostic[];
  sources: Map<string, string>;
}

type Dict = Record<string, any>;

interface Loaded {
  id: string;
  source: Source;
}

/** load -> resolve -> validate -> lower -> laws -> emit -> types -> format; stops only between stages. */
export async function compile(input: CompileInput): Promise<Compiled> {
  const { root } = input;
  const dialects = load(root, "providers/dialects");
  const providers = load(root, "providers");
  const models = load(root, "providers/models");
  const all = [...dialects, ...providers, ...models];
  const sources = new Map(all.map((each) => [each.source.file, each.source.text]));
  const schemas = readSchemas(root);
  const wires = readWires(root);

  const diagnostics: Diagnostic[] = all.flatMap((each) => each.source.diagnostics);
  const readable = (each: Loaded): boolean => each.source.diagnostics.length === 0;
  const subjects: Subject[] = [];
  for (const each of dialects.filter(readable)) {
    const found = validate(each.source, schemas["dialect"]!, [schemas["sections"]!]);
    diagnostics.push(...found);
    if (found.length === 0)
      subjects.push({
        id: each.id,
        dialect: each.id,
        document: each.source,
        value: each.source.value as Dict,
        wire: wires[each.id],
      });
  }
  const byId = new Map(dialects.map((each) => [each.id, each]));
  for (const each of providers.filter(readable)) {
    const own = validate(each.source, schemas["provider"]!, [schemas["sections"]!]);
    diagnostics.push(...own);
    const name = String((each.source.value as Dict)["dialect"]);
    const base = byId.get(name);
    if (own.length > 0) continue;
    if (!base) {
      const help = suggest(name, byId.keys(), "dialects");
      diagnostics.push({
        ...each.source.locate(["dialect"], "value"),
        law: "dialect-exists",
        message: `there is no dialect \`${name}\``,
        help,
      });
      continue;
    }
    const inherited = subjects.find((subject) => subject.id === name && !subject.provider);
    if (!inherited) continue;
    subjects.push(providerSubject(each, base, inherited, diagnostics));
  }
  const catalogues = new Map<string, ModelsDocument>();
  for (const each of models.filter(readable)) {
    const found = validate(each.source, schemas["models"]!);
    diagnostics.push(...found, ...lawsOfModels(each, found));
    if (found.length === 0) catalogues.set(each.id, each.source.value as unknown as ModelsDocument);
  }
  if (diagnostics.length > 0) return { files: new Map(), diagnostics, sources };
  diagnostics.push(...subjects.flatMap((subject) => [...obey(subject)]), ...doorsAgree(subjects));
  if (diagnostics.length > 0) return { files: new Map(), diagnostics, sources };

  const { emit } = await import("./emit/index.ts");
  return { files: await emit(root, subjects, catalogues), diagnostics, sources };
}

/** A provider's spec laid over its dialect's, with the short words spelled out. */
function providerSubject(
  each: Loaded,
  base: Loaded,
  inherited: Subject,
  diagnostics: Diagnostic[],
): Subject {
  const resolved: Resolved = resolve(each.source, base.source);
  diagnostics.push(...resolved.diagnostics);
  const { value, problems } = desugar(resolved.value as Dict, base.source.value as Dict);
  for (const problem of problems)
    diagnostics.push({
      ...each.source.locate(problem.path, problem.part),
      law: problem.law,
      message: problem.message,
      help: problem.help,
    });
  return {
    id: each.id,
    dialect: base.id,
    document: resolved,
    value,
    wire: inherited.wire,
    provider: each.source,
    base: inherited,
  };
}

function lawsOfModels(each: Loaded, found: readonly Diagnostic[]): Diagnostic[] {
  if (found.length > 0) return [];
  return modelProblems(each.source.value as unknown as ModelsDocument).map((problem) => ({
    ...each.source.locate(problem.path, problem.part ?? "value"),
    law: problem.law,
    message: problem.message,
    help: problem.help,
  }));
}

function load(root: string, folder: string): Loaded[] {
  let names: string[] = [];
  try {
    names = readdirSync(join(root, folder)).filter((name) => name.endsWith(".yaml"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
  return names.sort().map((name) => ({
    id: name.slice(0, -".yaml".length),
    source: loadSource(root, `${folder}/${name}`),
  }));
}

function readSchemas(root: string): Record<string, Dict> {
  const out: Record<string, Dict> = {};
  for (const name of ["dialect", "provider", "models", "sections"])
    out[name] = JSON.parse(readFileSync(join(root, `schemas/${name}.schema.json`), "utf8")) as Dict;
  return out;
}

function readWires(root: string): Record<string, Dict> {
  const out: Record<string, Dict> = {};
  for (const name of readdirSync(join(root, "schemas/wire"))) {
    if (name.endsWith(".schema.json"))
      out[name.slice(0, -".schema.json".length)] = JSON.parse(
        readFileSync(join(root, "schemas/wire", name), "utf8"),
      ) as Dict;
  }
  return out;
}
