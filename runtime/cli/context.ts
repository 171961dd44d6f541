import { ConfigError, loadConfig } from "../config.ts";
import type { Environment } from "../config.ts";
import { databasePlace } from "../keys/place.ts";
import { createKeyStore } from "../keys/store.ts";
import type { KeyStore } from "../keys/store.ts";
import type { Database } from "../ledger/database.ts";
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

/** An open database with its keys. */
export interface Opened {
  database: Database;
  keys: KeyStore;
}

/** Opens the database that the config names, as the server does, and closes it when the work is done. */
export async function withDatabase<T>(
  { environment, folder, now }: CliContext,
  work: (opened: Opened) => Promise<T>,
): Promise<T> {
  const { registry } = await import("../../generated/index.ts");
  const config = await loadConfig(environment, folder, {
    dialects: Object.keys(registry.dialects),
    providers: [...Object.keys(registry.providers), SANDBOX],
  });
  if (!config.ledger.enabled)
    throw new ConfigError("There is no database: `ledger.enabled` is false in the config.");
  const place = databasePlace(config, environment, folder);
  const [{ openDatabase }, { createLog }] = await Promise.all([
    import("../ledger/database.ts"),
    import("../log.ts"),
  ]);
  const log = createLog({ ...config.log, level: "warn" }, process.stderr);
  const database = await openDatabase(place, log, now);
  try {
    return await work({ database, keys: createKeyStore(database, now) });
  } finally {
    await database.close();
  }
}
