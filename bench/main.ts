import { cpus } from "node:os";
import { dirname } from "node:path";
import { bundleScripts, findCores, message, start, stopAll } from "./children.ts";
import type { Cores } from "./children.ts";
import { measureAll } from "./session.ts";
import { USAGE, readOptions } from "./options.ts";
import type { Options } from "./options.ts";
import { aimLine, asJson, tables } from "./report.ts";
import { measureWith } from "./with.ts";
import { sharesOf, withAims, withTable } from "./with-report.ts";

// `npm run bench`: Dragoman, the floors and a peer side by side in one run. See README.md.

const SCRIPTS = ["mock", "load", "floor-pass", "floor-translate", "collect"];

const words = process.argv.slice(2);
if (words.includes("--help")) {
  console.log(USAGE);
  process.exit();
}
const options = optionsOrExit();
process.on("exit", stopAll);
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => process.exit(130));
}
await main(options);
process.exit();

async function main({ plan, scenarios, json, profile, with: withAll }: Options): Promise<void> {
  const begun = performance.now();
  const say = (text: string) => {
    console.error(`[${((performance.now() - begun) / 1000).toFixed(0).padStart(3)} s] ${text}`);
  };
  const root = dirname(dirname(process.argv[1]!));
  const cores = findCores();
  const machine = {
    node: process.version,
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    pinned: pinning(cores),
  };
  say(`Node ${machine.node}, ${machine.cpu}, ${machine.cores} cores; ${machine.pinned}`);
  const scripts = await bundleScripts(root, SCRIPTS);
  const helper = (name: string) => {
    return start({ args: [`${scripts}/${name}.mjs`], core: cores.rest, ipc: true });
  };
  const { port: upstream } = await message<{ port: number }>(helper("mock"));
  const places = { root, scripts, upstream };
  const deadline = begun + plan.total_ms;
  const bench = { plan, places, cores, load: helper("load"), deadline, say };
  if (withAll) {
    const shares = sharesOf(await measureWith(bench, scenarios, profile));
    const lines = withAims(shares).map(aimLine).join("\n");
    if (json) console.log(JSON.stringify({ machine, shares }, null, 2));
    else console.log(`\n${withTable(shares)}\n\n${lines}`);
    return say("done");
  }
  const results = await measureAll(bench, scenarios, profile);
  if (json) console.log(JSON.stringify({ machine, ...asJson(results) }, null, 2));
  else console.log(`\n${tables(results)}`);
  say("done");
}

function optionsOrExit(): Options {
  try {
    return readOptions(words);
  } catch (error) {
    console.error(`${(error as Error).message}\n${USAGE}`);
    process.exit(2);
  }
}

function pinning({ gateway, rest }: Cores): string {
  if (gateway === undefined) return "nothing is pinned to a core";
  return `gateways on core ${gateway}, upstream and load on core ${rest}`;
}
