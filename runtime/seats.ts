import type { Environment } from "./config.ts";
import { ConfigError } from "./config.ts";
import type { Config } from "./config.ts";
import type { ProviderConfig } from "./config-types.ts";
import { readKey } from "./credentials.ts";
import { noCatalogue } from "./ops/catalogue.ts";
import type { Credential } from "./dialect-facts.ts";
import type { Dialect, Provider, Registry } from "./translator.ts";

/** A provider as it is set up here: where it is, and with which key. */
export interface Seat {
  provider: Provider;
  /** Scheme, host and port. */
  origin: string;
  /** What stands before the provider's path, without a slash at its end. */
  prefix: string;
  key: string | undefined;
  /** Is there a key, or is none needed? */
  ready: boolean;
}

/** The seats of all providers, built in and of one's own, by id. Throws a `ConfigError` for a broken address. */
export function createSeats(
  registry: Registry,
  config: Config,
  environment: Environment,
): Map<string, Seat> {
  const seats = new Map<string, Seat>();
  const own = Object.entries(config.providers).map(([id, said]) => ownProvider(id, said, registry));
  for (const provider of [...Object.values(registry.providers), ...own]) {
    seats.set(provider.id, createSeat(provider, environment));
  }
  return seats;
}

/** One seat; `<ID>_BASE_URL` moves it, as it does for the official SDKs. */
export function createSeat(
  provider: Provider,
  environment: Environment,
  moved?: { base_url?: string; key_env?: string },
): Seat {
  const variable = `${provider.id.toUpperCase().replaceAll("-", "_")}_BASE_URL`;
  const address =
    moved?.base_url ?? (environment[variable] || filledIn(provider.base_url, environment));
  const names = moved?.key_env ? [moved.key_env] : provider.keys;
  const key = readKey(names, environment);
  return {
    provider: moved?.key_env ? { ...provider, keys: names } : provider,
    ...addressOf(address, moved?.base_url ? "base_url" : variable),
    key,
    ready: key !== undefined || names.length === 0,
  };
}

/** `{NAME}` in an address is the environment variable of that name; one that is not set stays to be seen. */
function filledIn(address: string, environment: Environment): string {
  return address.replaceAll(
    /\{([A-Z][A-Z0-9_]*)\}/g,
    (all, name: string) => environment[name] || encodeURIComponent(all),
  );
}

function addressOf(address: string, where: string): { origin: string; prefix: string } {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new ConfigError(`${where}: "${address}" is no http or https address`);
  }
  if (url.username || url.search || url.hash) {
    throw new ConfigError(`${where}: the address must have neither credentials nor a query`);
  }
  return { origin: url.origin, prefix: url.pathname.replace(/\/+$/, "") };
}

/**
 * A provider that only the config knows: its dialect's upstream side at another address. What it leaves open
 * (path, place of the key) is as at the providers of that dialect that change nothing.
 */
function ownProvider(id: string, said: ProviderConfig, registry: Registry): Provider {
  const dialect = registry.dialects[said.dialect];
  const model = dialect && typical(dialect, registry);
  if (!dialect || !model)
    throw new ConfigError(`providers.${id}: no provider shows how ${said.dialect} is reached`);
  const keys = said.key_env === undefined ? [] : [said.key_env].flat();
  const auth: Credential =
    said.auth ?? (keys.length === 0 ? { scheme: "none" } : keyed(model.auth));
  const path = said.path ?? model.path;
  return {
    id,
    name: said.name ?? id,
    dialect: said.dialect,
    base_url: said.base_url,
    keys,
    auth,
    headers: { ...model.headers, ...said.headers },
    forward: model.forward,
    path,
    ...(model.stream_headers && { stream_headers: model.stream_headers }),
    stream_path: said.stream_path ?? (said.path ? path : model.stream_path),
    same: true,
    translator: dialect,
    ...noCatalogue,
  };
}

/** The provider that speaks a dialect as it is. */
function typical(dialect: Dialect, registry: Registry): Provider | undefined {
  const speakers = Object.values(registry.providers).filter(
    (each) => each.dialect === dialect.facts.id,
  );
  return speakers.find((each) => each.same) ?? speakers[0];
}

function keyed(auth: Credential): Credential {
  return auth.scheme === "none" ? { scheme: "bearer" } : auth;
}
