import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { killAll } from "./gateway.ts";
import { kill } from "./killed.ts";
import { readOptions, USAGE } from "./options.ts";
import type { Options } from "./options.ts";
import { soak } from "./steady.ts";
import { createVerdicts } from "./verdicts.ts";

// `npm run soak`: a gateway under steady load with faults, a clean stop, a kill. See README.md.

const root = dirname(dirname(dirname(process.argv[1]!)));
const server = join(root, "dist", "server.js");
/** Beyond the load: starts, rests, checks, the kill. What hangs is a failure. */
const MORE_MS = 120_000;

const words = process.argv.slice(2);
if (words.includes("--help")) {
  console.log(USAGE);
  process.exit();
}
const options = optionsOrExit();
process.on("exit", killAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
  process.on(signal, () => process.exit(130));
process.exit(await main(options));

async function main(options: Options): Promise<number> {
  const begun = performance.now();
  const say = (text: string): void => {
    console.log(`[${((performance.now() - begun) / 1000).toFixed(0).padStart(3)} s] ${text}`);
  };
  if (options.server === server)
    spawnSync(process.execPath, [join(root, "scripts", "build.mjs")], { stdio: "inherit" });
  const folder = mkdtempSync(join(tmpdir(), "dragoman-soak-"));
  const verdicts = createVerdicts((line) => console.log(line));
  setTimeout(
    () => {
      verdicts.check("the soak ends in time", false, "it hangs");
      console.log(`${verdicts.passed} passed, ${verdicts.failed} failed`);
      process.exit(1);
    },
    options.seconds * 1000 + MORE_MS,
  ).unref();
  for (const phase of [soak, kill]) {
    try {
      await phase(options, folder, verdicts, say);
    } catch (error) {
      verdicts.check(`${phase.name} runs to its end`, [String((error as Error).stack)]);
    }
  }
  if (options.keep) say(`kept: ${folder}`);
  else rmSync(folder, { recursive: true, force: true });
  say(`seed ${options.seed}`);
  console.log(`${verdicts.passed} passed, ${verdicts.failed} failed`);
  return verdicts.failed === 0 ? 0 : 1;
}

function optionsOrExit(): Options {
  try {
    return readOptions(words, server);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exit(2);
  }
}
