import { gatewayError, GatewayError } from "../errors.ts";
import type { Credential } from "../dialect-facts.ts";
import type { Registry } from "../translator.ts";
import type { VirtualKey } from "./key.ts";
import { keyFault } from "./scope.ts";
import { PREFIX, shapeOf } from "./secret.ts";

/** Request headers as Node gives them. */
export type RequestHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Where clients may put a key. */
export interface KeyPlaces {
  /** Lower-case names of headers; `authorization` is always among them. */
  headers: readonly string[];
  /** Names of query parameters. */
  query: readonly string[];
}

/** What is known of keys: `KeyCache` is one. */
export interface KnownKeys {
  /** False while the keys were never read. */
  readonly ready: boolean;
  find(secret: string): VirtualKey | undefined;
}

/**
 * Who asks: a virtual key; undefined when no virtual key came and none is needed; or the error that the client
 * is to be told. `url` is the request line's, with its query. An error never repeats what the client sent.
 */
export type Identify = (
  headers: RequestHeaders,
  url: string,
) => VirtualKey | GatewayError | undefined;

/** Who asks, at this instant. Throws a `GatewayError` for a key that is missing, not known or no longer good. */
export function whoAsks(
  identify: Identify,
  headers: RequestHeaders,
  url: string,
): VirtualKey | undefined {
  const key = identify(headers, url);
  const fault = key instanceof GatewayError ? key : key && keyFault(key, Date.now());
  if (fault) throw fault;
  return key as VirtualKey | undefined;
}

/** All places where the SDKs of a registry's dialects and providers put their keys. */
export function keyPlaces(registry: Registry): KeyPlaces {
  const credentials: Credential[] = [
    ...Object.values(registry.dialects).flatMap(({ facts }) => facts.door.auth),
    ...Object.values(registry.providers).map(({ auth }) => auth),
  ];
  const headers = new Set(["authorization"]);
  const query = new Set<string>();
  for (const each of credentials) {
    if (each.scheme === "header") headers.add(each.name.toLowerCase());
    else if (each.scheme === "query") query.add(each.name);
  }
  return { headers: [...headers], query: [...query] };
}

/** Compiles the check of who asks. */
export function createIdentify(places: KeyPlaces, keys: KnownKeys, required: boolean): Identify {
  return (headers, url) => {
    const secret = secretOf(places, headers, url);
    if (secret === undefined) return required ? refused(places, headers, url) : undefined;
    const key = keys.find(secret);
    if (key) return key;
    if (shapeOf(secret) === "mistyped") {
      return gatewayError(
        "auth",
        "The key is not complete or has a typing error: its checksum does not fit. Copy it again.",
      );
    }
    if (keys.ready) return gatewayError("auth", "The key is not known here, or was replaced.");
    return gatewayError("overloaded", "The keys cannot be read at the moment; try again soon.", {
      retry_after_ms: 1000,
    });
  };
}

/**
 * The virtual key that a client sent, whole or mistyped, wherever it stands; undefined when there is none. SDKs
 * insist on some key of their provider, so what is no virtual key is passed over.
 */
export function secretOf(
  places: KeyPlaces,
  headers: RequestHeaders,
  url: string,
): string | undefined {
  for (const name of places.headers) {
    const said = headers[name];
    // Asked of every request: a header is only taken apart when there is a key in it.
    if (typeof said !== "string" || !said.includes(PREFIX)) continue;
    for (const value of valuesIn(said)) if (value.startsWith(PREFIX)) return value;
  }
  return valuesOfQuery(places, url).find((value) => value.startsWith(PREFIX));
}

/** A prefix such as `Bearer` goes; a value of several is a header that was sent twice. */
function valuesIn(said: string): string[] {
  const parts = said.includes(",") ? said.split(",") : [said];
  return parts.map((part) => part.slice(part.trimEnd().lastIndexOf(" ") + 1).trim());
}

const NONE: readonly string[] = [];

function valuesOfQuery(places: KeyPlaces, url: string): readonly string[] {
  const mark = places.query.length > 0 ? url.indexOf("?") : -1;
  if (mark === -1) return NONE;
  const query = new URLSearchParams(url.slice(mark + 1));
  return places.query.flatMap((name) => query.getAll(name));
}

function refused(places: KeyPlaces, headers: RequestHeaders, url: string): GatewayError {
  const said = places.headers.flatMap((name) => {
    const value = headers[name];
    return typeof value === "string" ? valuesIn(value) : [];
  });
  if ([...said, ...valuesOfQuery(places, url)].some((value) => value !== ""))
    return gatewayError(
      "auth",
      `The key is none of this gateway's: they begin with \`${PREFIX}\`. Ask its operator for one.`,
    );
  return gatewayError(
    "auth",
    `A key of this gateway is needed: send it as \`Authorization: Bearer ${PREFIX}...\`.`,
  );
}
