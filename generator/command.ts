import { forget, hashInputs, recall, remember } from "./cache.ts";
import type { Manifest } from "./cache.ts";
import type { Compiled, CompileInput } from "./compile.ts";
import { count, renderAll } from "./diagnostic.ts";
import { watch } from "./watch.ts";
import { apply, changes, folder, showChanges } from "./write.ts";
import type { Change } from "./write.ts";

/** The compiler, as the command needs it. */
export type Compile = (input: CompileInput) => Promise<Compiled>;

/** Where the command runs: the repository, its two outputs, and what ends `--watch`. */
export interface Host {
  root: string;
  out(text: string): void;
  err(text: string): void;
  signal: AbortSignal;
}

const usage = `usage: npm run generate -- [--check | --watch] [--force]

  (nothing)  compile the specs and write ${folder}/
  --check    write nothing; show how ${folder}/ differs from what the specs compile to
  --watch    stay, and compile again whenever a spec or a schema changes
  --force    compile even when nothing has changed since the last run
`;

const flags = ["--check", "--watch", "--force"];

/**
 * Runs the command line and gives the exit code: 0 when all is well, 1 when a spec is wrong or
 * `generated/` is stale, 2 for a wrong command line. The compiler is not called when nothing changed.
 */
export async function run(argv: readonly string[], compile: Compile, host: Host): Promise<number> {
  if (argv.includes("--help") || argv.includes("-h")) return (host.out(usage), 0);
  const unknown = argv.find((word) => !flags.includes(word));
  const both = argv.includes("--check") && argv.includes("--watch");
  if (unknown !== undefined || both) {
    host.err(
      `${both ? "--check and --watch exclude each other" : `unknown argument ${unknown}`}\n\n${usage}`,
    );
    return 2;
  }
  const force = argv.includes("--force");
  if (argv.includes("--check")) return check(compile, host, force);
  if (argv.includes("--watch")) return stay(compile, host, force);
  return generate(compile, host, force);
}

interface Outcome {
  readonly diagnostics: string;
  readonly found: Omit<Manifest, "hash">;
  readonly list: Change[];
}

async function generate(compile: Compile, host: Host, force: boolean): Promise<number> {
  const start = performance.now();
  const known = force ? undefined : recall(host.root);
  if (known) return (host.out(summary(known, "nothing changed", start)), 0);
  const before = hashInputs(host.root);
  const { diagnostics, found, list } = await outcome(compile, host);
  if (diagnostics !== "") {
    // An earlier success says nothing about these specs.
    forget(host.root);
    return (host.err(diagnostics), 1);
  }
  apply(host.root, list);
  remember(host.root, before, found);
  for (const { name, after } of list)
    if (after === undefined) host.out(`removed ${folder}/${name}\n`);
  host.out(summary(found, list.length === 0 ? "nothing changed" : `${list.length} changed`, start));
  return 0;
}

async function check(compile: Compile, host: Host, force: boolean): Promise<number> {
  const start = performance.now();
  const known = force ? undefined : recall(host.root);
  if (known) return (host.out(summary(known, "up to date", start)), 0);
  const before = hashInputs(host.root);
  const { diagnostics, found, list } = await outcome(compile, host);
  if (diagnostics !== "") return (host.err(diagnostics), 1);
  if (list.length > 0) {
    host.out(showChanges(list));
    host.err(
      `${count(list.length, "file")} of ${folder}/ not as compiled; run \`npm run generate\`\n`,
    );
    return 1;
  }
  remember(host.root, before, found);
  host.out(summary(found, "up to date", start));
  return 0;
}

async function outcome(compile: Compile, { root }: Host): Promise<Outcome> {
  const { files, diagnostics, sources } = await compile({ root });
  const specs = [...sources.keys()].filter((file) => file.startsWith("providers/")).length;
  const found = { specs, files: files.size };
  if (diagnostics.length > 0)
    return { diagnostics: renderAll(diagnostics, sources), found, list: [] };
  return { diagnostics: "", found, list: changes(root, files) };
}

/** Compiles at every change in one process; neither a wrong spec nor a fault of ours ends it. */
async function stay(compile: Compile, host: Host, force: boolean): Promise<number> {
  let last = "";
  const again = async (): Promise<void> => {
    try {
      const inputs = hashInputs(host.root);
      if (inputs === last) return;
      last = inputs;
      await generate(compile, host, force);
    } catch (error) {
      host.err(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    }
  };
  host.out("watching providers/ and schemas/\n");
  await watch(host.root, ["providers", "schemas"], again, host.signal);
  return 0;
}

function summary({ specs, files }: Omit<Manifest, "hash">, what: string, start: number): string {
  const ms = Math.round(performance.now() - start);
  return `${count(specs, "spec")}, ${count(files, "file")}, ${what}, ${ms} ms\n`;
}
