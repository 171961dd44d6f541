#!/usr/bin/env node
import { runCommand } from "./cli/run.ts";

// A reader that has seen enough (`| head`) is no fault.
process.stdout.on("error", () => process.exit(0));

process.exitCode = await runCommand(process.argv.slice(2), {
  environment: process.env,
  folder: process.cwd(),
  now: Date.now,
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
