import { dirname, resolve } from "node:path";
import { run } from "./command.ts";
import type { Compile } from "./command.ts";

const stop = new AbortController();
// Only watching has an end to be told of; anything else is simply ended.
if (process.argv.includes("--watch"))
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => stop.abort());

// The runner bundles this file elsewhere, but names it as the script: its folder's folder is the root.
const root = dirname(dirname(resolve(process.argv[1] ?? "generator/main.ts")));

// What compiling needs takes a second to load, and most runs find that nothing has changed.
const compile: Compile = async (input) => (await import("./compile.ts")).compile(input);

process.exitCode = await run(process.argv.slice(2), compile, {
  root,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  signal: stop.signal,
});
