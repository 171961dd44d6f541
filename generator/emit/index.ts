import { format } from "prettier";
import type { Subject } from "../laws/index.ts";
import { modelModules, type ModelsDocument } from "../models.ts";
import type { Context } from "./context.ts";
import { dialectModule } from "./dialect-module.ts";
import { providerModule } from "./provider-module.ts";
import { registryModule } from "./registry.ts";
import { emitTranslator } from "./translator.ts";
import { hubModule, wireModule } from "./types.ts";

/** Turns the lawful specs into the files below `generated/`. */
export async function emit(
  root: string,
  subjects: readonly Subject[],
  catalogues: ReadonlyMap<string, ModelsDocument>,
): Promise<Map<string, string>> {
  const files = new Map<string, string>();
  const dialects = new Map<string, Context>();
  for (const subject of subjects.filter((each) => !each.provider)) {
    const ctx = emitTranslator(subject.id, subject.id, subject.value, required(subject));
    dialects.set(subject.id, ctx);
    files.set(
      `dialects/${subject.id}.ts`,
      await tidy(dialectModule(`providers/dialects/${subject.id}.yaml`, ctx, subject.value)),
    );
    if (subject.wire)
      files.set(`wire/${subject.id}.types.ts`, await wireModule(subject.id, subject.wire));
  }
  for (const subject of subjects.filter((each) => each.provider)) {
    const base = dialects.get(subject.dialect)!;
    const ctx = emitTranslator(subject.id, subject.dialect, subject.value, required(subject));
    files.set(
      `providers/${subject.id}.ts`,
      await tidy(
        providerModule(
          `providers/${subject.id}.yaml`,
          ctx,
          base,
          subject.value,
          catalogues.has(subject.id),
        ),
      ),
    );
  }
  for (const [file, text] of modelModules(catalogues)) files.set(file, text);
  files.set("hub.types.ts", await hubModule(root));
  files.set("index.ts", await tidy(registryModule(subjects)));
  return files;
}

function required(subject: Subject): string[] {
  const names = (subject.wire?.["$defs"]?.["Request"]?.["required"] as string[] | undefined) ?? [];
  return names.filter((name) => name in subject.value["request"].body);
}

async function tidy(text: string): Promise<string> {
  try {
    return await format(text, { parser: "typescript", printWidth: 100 });
  } catch (error) {
    // A bug of the emitters, never of a spec: the laws let no such spec through.
    throw new Error(
      `what was emitted is no TypeScript: ${String((error as Error).message).slice(0, 1500)}`,
    );
  }
}
