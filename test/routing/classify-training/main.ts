import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { weightsModule } from "./module.ts";

/*
 * Trains the task classifier and writes its weights: `node scripts/run.mjs test/routing/classify-training/main.ts`.
 * With `--check` it only says whether the module is what training gives.
 */

const path = join(process.cwd(), "runtime/routing/classify-weights.ts");
const text = weightsModule();
if (!process.argv.includes("--check")) writeFileSync(path, text);
else if (readFileSync(path, "utf8") !== text) {
  console.error("runtime/routing/classify-weights.ts is not what training gives");
  process.exitCode = 1;
}
