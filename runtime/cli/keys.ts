import { suggest } from "../../generator/suggest.ts";
import { GatewayError } from "../errors.ts";
import { auditChange } from "./audit.ts";
import { UsageError, withDatabase } from "./context.ts";
import type { CliContext } from "./context.ts";
import { COMMANDS } from "./key-commands.ts";
import { optionError } from "./key-options.ts";
import { USAGE } from "./usage.ts";
import { readWords } from "./words.ts";

/** `dragoman keys ...`: gives the exit code. */
export async function runKeys(args: readonly string[], context: CliContext): Promise<number> {
  const [name = "", ...rest] = args;
  if (["", "help", "--help", "-h"].includes(name)) {
    (name === "" ? context.err : context.out)(USAGE);
    return name === "" ? 2 : 0;
  }
  try {
    return await runOne(name, rest, context);
  } catch (error) {
    throw error instanceof GatewayError ? optionError(error) : error;
  }
}

async function runOne(name: string, rest: string[], context: CliContext): Promise<number> {
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    const help = suggest(name, Object.keys(COMMANDS), "commands");
    throw new UsageError(`there is no command \`keys ${name.slice(0, 50)}\`: ${help}`);
  }
  const words = readWords(rest, { ...command.options, json: { type: "boolean" } });
  if (words.is("help")) {
    context.out(USAGE);
    return 0;
  }
  const [key, ...more] = words.rest;
  if (command.named && key === undefined)
    throw new UsageError(`\`keys ${name}\` needs the id or the name of a key`);
  const extra = command.named ? more[0] : key;
  if (extra !== undefined)
    throw new UsageError(`\`keys ${name}\` does not know what \`${extra.slice(0, 50)}\` is`);
  const work = command.prepare(words, context.now());
  // Only who makes a key makes the database.
  const which = name === "create" ? "any" : "existing";
  const result = await withDatabase(context, which, async (opened) => {
    const id = command.named ? (await opened.keys.named(key!)).id : "";
    const done = await work(opened, id);
    if (done.change) await auditChange(opened.config, context, done.change);
    return done;
  });
  context.out(words.is("json") ? `${JSON.stringify(result.json, null, 2)}\n` : result.text);
  for (const note of result.notes ?? []) context.err(`dragoman: ${note}\n`);
  return 0;
}
