import { existsSync } from "node:fs";
import { readAdminKey } from "../admin/guard.ts";
import { ConfigError, configFile, loadConfig } from "../config.ts";
import type { Environment } from "../config.ts";
import { redact } from "../credentials.ts";
import { keylessRoutes } from "../keyless.ts";
import { databasePlace } from "../keys/place.ts";
import { SANDBOX, sandboxSeats } from "../sandbox-provider.ts";
import { UsageError } from "./context.ts";
import type { CliContext } from "./context.ts";
import { USAGE } from "./usage.ts";
import { readWords } from "./words.ts";

/**
 * `dragoman check [FILE]`: reads the config (the file that is named, else as a start would) and the environment, and
 * sets up providers and routes as a start does. Calls nobody, opens no port, no database and no log. Gives the exit
 * code; throws a `ConfigError` that says what is wrong.
 */
export async function runCheck(args: readonly string[], context: CliContext): Promise<number> {
  const words = readWords(args, {});
  if (words.is("help")) {
    context.out(USAGE);
    return 0;
  }
  const [file, extra] = words.rest;
  if (extra !== undefined) throw new UsageError("`check` takes one file at the most");
  const { folder, environment: given } = context;
  const environment = file === undefined ? given : { ...given, DRAGOMAN_CONFIG: file };
  const { name, path } = configFile(environment, folder);
  const warnings = await check(environment, folder);
  for (const warning of warnings) context.err(`warning: ${redact(warning)}\n`);
  context.out(existsSync(path) ? `ok: ${name}\n` : `ok: there is no ${name}, the defaults hold\n`);
  return 0;
}

/** Gives the warnings of a start. */
async function check(environment: Environment, folder: string): Promise<string[]> {
  const [{ registry }, { createSeats }, { createTargets }] = await Promise.all([
    import("../../generated/index.ts"),
    import("../seats.ts"),
    import("../targets.ts"),
  ]);
  const config = await loadConfig(environment, folder, {
    dialects: Object.keys(registry.dialects),
    providers: [...Object.keys(registry.providers), SANDBOX],
  });
  readAdminKey(environment);
  if (config.ledger.enabled) databasePlace(config, environment, folder);
  else if (config.keys.required)
    throw new ConfigError("keys.required: keys are kept in the ledger, which is not enabled");
  const seats = createSeats(registry, config, environment);
  // Its place is not asked: the sandbox's port is known when it listens.
  const sandbox = config.sandbox ? sandboxSeats(registry, "http://127.0.0.1:1") : [];
  for (const [id, seat] of sandbox) seats.set(id, seat);
  const targets = createTargets(seats, config, environment);
  return [...(config.warnings ?? []), ...keylessRoutes(targets)];
}
