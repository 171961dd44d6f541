import {
  Project,
  StructureKind,
  type ImportDeclarationStructure,
  type StatementStructures,
} from "ts-morph";
import type { Context } from "./context.ts";

const project = new Project({ useInMemoryFileSystem: true });

/** Names the file that the module was compiled from. */
export function banner(file: string): string {
  return `// Generated from ${file} by \`npm run generate\`. Do not edit.\n\n`;
}

/** One import of a generated module. */
export interface Import {
  from: string;
  names?: string[];
  namespace?: string;
  type?: boolean;
}

function importStructure(item: Import): ImportDeclarationStructure {
  return {
    kind: StructureKind.ImportDeclaration,
    moduleSpecifier: item.from,
    namespaceImport: item.namespace,
    namedImports: item.names,
    isTypeOnly: item.type ?? false,
  };
}

/** The text of a module: imports, then statements in the order given. Formatting is the next stage's. */
export function moduleText(
  file: string,
  imports: readonly Import[],
  statements: readonly string[],
): string {
  const body: (StatementStructures | string)[] = [
    ...imports.map(importStructure),
    "\n",
    ...statements.flatMap((text) => [text, "\n"]),
  ];
  const source = project.createSourceFile("module.ts", { statements: body }, { overwrite: true });
  return banner(file) + source.getFullText();
}

/** The statements of the functions and constants of one translator. */
export function statements(ctx: Context): { name: string; text: string }[] {
  const consts = [...ctx.consts].map(([name, text]) => ({
    name,
    text: `const ${name} = ${text}${/^[[{]/.test(text) ? " as const" : ""};`,
  }));
  const functions = [...ctx.functions].map(([name, text]) => ({ name, text }));
  return [...consts, ...functions];
}

/**
 * The statements of a provider that differ from its dialect's, by their text or by what they call; the rest is
 * taken from the dialect's module.
 */
export function differing(
  own: readonly { name: string; text: string }[],
  base: readonly { name: string; text: string }[],
): Set<string> {
  const baseText = new Map(base.map((each) => [each.name, bare(each.text)]));
  const changed = new Set(
    own.filter((each) => baseText.get(each.name) !== bare(each.text)).map((each) => each.name),
  );
  for (let grew = true; grew;) {
    grew = false;
    for (const each of own) {
      if (changed.has(each.name)) continue;
      const text = withoutComments(each.text);
      if ([...changed].some((name) => new RegExp(`\\b${name}\\b`).test(text))) {
        changed.add(each.name);
        grew = true;
      }
    }
  }
  return changed;
}

/** Code only: names in comments call nothing. */
export function withoutComments(text: string): string {
  return text.replaceAll(/\/\*\*[\s\S]*?\*\//g, "");
}

/** Without the back-pointers, which name the file. */
function bare(text: string): string {
  return text.replace(/@generated from \S+/g, "");
}
