// Runs a TypeScript entry: bundles it with esbuild (packages stay external) and imports the result.
// Node 20 cannot strip types, and a bundle starts faster than a loader.
import { mkdirSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { build } from "esbuild";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const entry = process.argv[2];
if (!entry) {
  console.error("usage: node scripts/run.mjs <entry.ts> [arguments]");
  process.exit(2);
}
const cache = join(root, "node_modules/.cache/dragoman");
mkdirSync(cache, { recursive: true });
const outfile = join(cache, entry.replace(/[^A-Za-z0-9]+/g, "-") + "-" + process.pid + ".mjs");
await build({
  entryPoints: [resolve(entry)],
  outfile,
  bundle: true,
  platform: "node",
  format: "esm",
  packages: "external",
  sourcemap: "inline",
  logLevel: "error",
});
process.argv.splice(1, 2, resolve(entry));
process.on("exit", () => rm(outfile));
await import(pathToFileURL(outfile).href);

function rm(file) {
  try {
    process.getBuiltinModule("node:fs").rmSync(file, { force: true });
  } catch {
    // The cache is inside node_modules; a leftover does no harm.
  }
}
