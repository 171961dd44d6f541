import { resolve } from "node:path";
import { ConfigError } from "../config.ts";
import type { Config, Environment } from "../config.ts";
import { readKey } from "../credentials.ts";
import type { DatabasePlace } from "../ledger/database.ts";

/** Where a gateway in a folder keeps its database. Throws a `ConfigError` when the address is not set. */
export function databasePlace(
  config: Config,
  environment: Environment,
  folder: string,
): DatabasePlace {
  const { file, postgres_env: name } = config.ledger;
  if (name === undefined) return { file: resolve(folder, config.data_dir, file) };
  const address = readKey([name], environment);
  if (address === undefined)
    throw new ConfigError(`ledger.postgres_env: the environment variable ${name} is not set`);
  return { postgres_url: address };
}
