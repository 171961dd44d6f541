import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { ConfigError, configFile, loadConfig } from "../config.ts";
import type { Config, Environment } from "../config.ts";
import { GatewayError } from "../errors.ts";
import { databasePlace } from "../keys/place.ts";
import { createKeyStore } from "../keys/store.ts";
import type { KeyStore } from "../keys/store.ts";
import type { Database, DatabasePlace } from "../ledger/database.ts";
import { SANDBOX } from "../sandbox-provider.ts";

/** What a command has of the process that it runs in. */
export interface CliContext {
  environment: Environment;
  /** Where `dragoman.yaml` is looked for, and what `data_dir` is relative to. */
  folder: string;
  /** Unix milliseconds. */
  now: () => number;
  out(text: string): void;
  err(text: string): void;
}

/** A command that is not used as it is meant; the message is shown with a hint at the help. */
export class UsageError extends Error {}

/** An open database with its keys, and the config that names it. */
export interface Opened {
  database: Database;
  keys: KeyStore;
  /** With a full path as `data_dir`. */
  config: Config;
  /** Where it is, in words: a file, or the key of the config that names an address. */
  where: string;
}

/**
 * Opens the database that the config names, as the server does, and closes it when the work is done. An `existing`
 * one is not made when it is not there: most likely the folder is the wrong one. Throws a `ConfigError` when it
 * cannot be opened.
 */
export async function withDatabase<T>(
  context: CliContext,
  which: "existing" | "any",
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const { environment, folder, now } = context;
  const { registry } = await import("../../generated/index.ts");
  const loaded = await loadConfig(environment, folder, {
    dialects: Object.keys(registry.dialects),
    providers: [...Object.keys(registry.providers), SANDBOX],
  });
  if (!loaded.ledger.enabled)
    throw new ConfigError("There is no database: `ledger.enabled` is false in the config.");
  const config = { ...loaded, data_dir: resolve(folder, loaded.data_dir) };
  const place = databasePlace(config, environment, folder);
  if (which === "existing" && "file" in place && !existsSync(place.file))
    throw new ConfigError(absent(place.file, context));
  const where = "file" in place ? place.file : "the database of `ledger.postgres_env`";
  const database = await open(place, config, now);
  try {
    return await work({ database, keys: createKeyStore(database, now), config, where });
  } finally {
    await database.close();
  }
}

async function open(place: DatabasePlace, config: Config, now: () => number): Promise<Database> {
  const [{ openDatabase }, { createLog }] = await Promise.all([
    import("../ledger/database.ts"),
    import("../log.ts"),
  ]);
  const log = createLog({ ...config.log, level: "warn" }, process.stderr);
  try {
    return await openDatabase(place, log, now);
  } catch (error) {
    if (error instanceof GatewayError || error instanceof ConfigError) throw error;
    const { message } = error as Error;
    throw new ConfigError(
      "file" in place
        ? `The database ${place.file} (\`data_dir\` and \`ledger.file\` of the config) cannot be opened: ${message}`
        : `The database of \`ledger.postgres_env\` (${config.ledger.postgres_env}) cannot be opened: ${message}`,
    );
  }
}

function absent(file: string, { environment, folder }: CliContext): string {
  const { name, path } = configFile(environment, folder);
  const config = existsSync(path) ? `by ${path}` : `and there is no ${name} here`;
  return (
    `There is no database at ${file} (${config}). Run this in the folder of the gateway, or set ` +
    "DRAGOMAN_CONFIG or DRAGOMAN_DATA_DIR; the gateway makes it at its start, and so does `dragoman keys create`."
  );
}
