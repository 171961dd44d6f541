import { suggest } from "../../generator/suggest.ts";
import { ConfigError } from "../config.ts";
import { redact } from "../credentials.ts";
import { GatewayError } from "../errors.ts";
import { UsageError } from "./context.ts";
import type { CliContext } from "./context.ts";
import { USAGE } from "./usage.ts";

const COMMANDS = ["start", "check", "keys", "spend", "help"];

/**
 * Runs one command line. Gives the exit code: 0, 1 for what could not be done, 2 for wrong usage; undefined when
 * the server was started, which ends the process itself.
 */
export async function runCommand(
  words: readonly string[],
  context: CliContext,
): Promise<number | undefined> {
  const [command = "start", ...rest] = words;
  try {
    if (["help", "--help", "-h"].includes(command)) return said(context, USAGE);
    if (command === "--version" || command === "-v")
      return said(context, `${process.env.DRAGOMAN_VERSION ?? "dev"}\n`);
    if (command === "start") return await start(rest, context);
    if (command === "check") return await (await import("./check.ts")).runCheck(rest, context);
    if (command === "keys") return await (await import("./keys.ts")).runKeys(rest, context);
    if (command === "spend") return await (await import("./spend.ts")).runSpend(rest, context);
    throw new UsageError(
      `there is no command \`${command.slice(0, 50)}\`: ${suggest(command, COMMANDS, "commands")}`,
    );
  } catch (error) {
    return failed(error, context);
  }
}

async function start(rest: readonly string[], context: CliContext): Promise<number | undefined> {
  if (rest[0] === "--help" || rest[0] === "-h") return said(context, USAGE);
  if (rest.length > 0) throw new UsageError("`start` takes nothing; the config says the rest");
  await import("../server.ts");
  return undefined;
}

function said({ out }: CliContext, text: string): number {
  out(text);
  return 0;
}

function failed(error: unknown, { err }: CliContext): number {
  if (error instanceof UsageError) {
    err(`dragoman: ${error.message}\nTry \`dragoman help\`.\n`);
    return 2;
  }
  if (error instanceof GatewayError) {
    err(`dragoman: ${redact(error.message)}\n`);
    return error.error.kind === "bad_request" && error.error.code !== "conflict" ? 2 : 1;
  }
  const message = error instanceof Error ? error.message : String(error);
  err(error instanceof ConfigError ? `${redact(message)}\n` : `dragoman: ${redact(message)}\n`);
  return 1;
}
