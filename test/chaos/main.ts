import { tableConfiguration } from "./configuration.ts";
import { readOptions } from "./options.ts";
import { FAST, FULL } from "./profile.ts";
import { complaints, table } from "./report.ts";
import { AT_ONCE, runAll } from "./run.ts";

const USAGE = `usage: npm run chaos -- [--full] [--door=openai-chat|anthropic|gemini] [--wire=...] [--only=S01,S08] [--config]
  --full    the table's own times (a minute and a half); without it the same in proportion
  --door    the dialect that the client speaks; openai-chat (the official client) unless told otherwise
  --wire    one wire format of the upstreams; all three unless told otherwise
  --only    rows by id
  --config  prints the configuration and ends`;

const options = readOptions(process.argv.slice(2));
if (typeof options === "string") {
  console.error(`chaos: ${options}\n\n${USAGE}`);
  process.exit(2);
}

const { door, wires, rows } = options;
const profile = options.full ? FULL : FAST;
const yaml = tableConfiguration(wires[0]!, profile);
if (options.config) {
  process.stdout.write(yaml);
  process.exit(0);
}

const named = wires.map(({ dialect }) => dialect);
console.log(
  `Configuration of the sixteen rows (${profile.name} times; dialect: ${named.join(", ")})\n`,
);
console.log(yaml);
const jobs = rows.flatMap((row) => wires.map((wire) => ({ row, wire })));
const verdicts = await runAll(jobs, profile, door, AT_ONCE);
console.log(`Verdicts: the client speaks ${door}, the upstreams speak\n`);
console.log(table(verdicts, named));
const notes = verdicts.flatMap(({ id, wire, notes }) =>
  notes.map((note) => `${id} ${wire}: ${note}`),
);
if (notes.length > 0) console.log(`\nSeen\n${notes.join("\n")}`);
const wrong = complaints(verdicts);
if (wrong !== "") console.log(`\nWrong\n${wrong}`);
const asked = verdicts.filter(({ skipped }) => !skipped);
const failed = asked.filter(({ faults }) => faults.length > 0).length;
console.log(`\n${asked.length - failed} passed, ${failed} failed`);
process.exit(failed > 0 ? 1 : 0);
