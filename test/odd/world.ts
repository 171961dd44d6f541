import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";
import { compile } from "../../generator/compile.ts";
import { renderAll } from "../../generator/diagnostic.ts";
import type { Registry } from "../../runtime/translator.ts";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(dirname(here));

/** Compiles the odd specs over the project's dialects, and loads the registry that comes of it. */
export async function oddRegistry(): Promise<{ registry: Registry; remove: () => void }> {
  const world = mkdtempSync(join(tmpdir(), "odd-"));
  const link = (from: string, to: string): void => symlinkSync(join(root, from), join(world, to));
  mkdirSync(join(world, "providers"));
  for (const name of ["schemas", "runtime"]) link(name, name);
  // Providers of the project stay out of it: the odd ones stand on the dialects alone.
  link("providers/dialects", "providers/dialects");
  for (const name of readdirSync(here).filter((each) => each.endsWith(".yaml")))
    symlinkSync(join(here, name), join(world, "providers", name));
  const { files, diagnostics, sources } = await compile({ root: world });
  if (diagnostics.length > 0) throw new Error(renderAll(diagnostics, sources));
  for (const [name, text] of files) {
    const path = join(world, "generated", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const outfile = join(world, "registry.mjs");
  const { warnings } = await build({
    entryPoints: [join(world, "generated/index.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    preserveSymlinks: true,
    nodePaths: [join(root, "node_modules")],
    logLevel: "silent",
  });
  if (warnings.length > 0) throw new Error(warnings.map((each) => each.text).join("\n"));
  const { registry } = (await import(/* @vite-ignore */ pathToFileURL(outfile).href)) as {
    registry: Registry;
  };
  return { registry, remove: () => rmSync(world, { recursive: true, force: true }) };
}
