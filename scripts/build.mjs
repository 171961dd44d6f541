// Builds dist/server.js: one entry, with pieces that are loaded when they are needed (catalogues, the config
// validator). Runs on `npm ci` and `npm install` too, where it does nothing when esbuild is absent (--omit=dev)
// or when dist is newer than every source.
import { existsSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const output = join(root, "dist", "server.js");
const force = process.argv.includes("--force");
const sources = [
  "runtime",
  "generated",
  "generator",
  "schemas",
  "scripts/build.mjs",
  "package.json",
];

const fresh = existsSync(output) && newest(sources) <= statSync(output).mtimeMs;
if (force || !fresh) await run();

async function run() {
  const esbuild = await import("esbuild").catch(() => undefined);
  if (!esbuild) {
    if (!existsSync(output)) console.log("build: esbuild is not installed, so dist/ is not built");
    return;
  }
  if (!existsSync(join(root, "generated", "index.ts"))) {
    console.log("build: generated/ is empty; run `npm run generate` first");
    return;
  }
  const { dependencies, version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  rmSync(join(root, "dist"), { recursive: true, force: true });
  await esbuild.build({
    absWorkingDir: root,
    entryPoints: ["runtime/server.ts", "runtime/cli.ts"],
    outdir: "dist",
    bundle: true,
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    platform: "node",
    target: "node20",
    format: "esm",
    // What is installed without development tools stays outside; the rest is bundled.
    external: Object.keys(dependencies).flatMap((name) => [name, `${name}/*`]),
    define: { "process.env.DRAGOMAN_VERSION": JSON.stringify(version) },
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    sourcemap: true,
    logLevel: "warning",
  });
}

/** When the newest of some files and folders was changed, in milliseconds. */
function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    const full = join(root, path);
    if (!existsSync(full)) continue;
    const stat = statSync(full);
    latest = Math.max(latest, stat.mtimeMs);
    if (stat.isDirectory())
      latest = Math.max(latest, newest(readdirSync(full).map((name) => join(path, name))));
  }
  return latest;
}
