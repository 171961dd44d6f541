import type { Config } from "../config.ts";
import { redact } from "../credentials.ts";

const HIDDEN = "[hidden]";
/** Headers that are sent to providers may be keys, and what they are is not known. */
const SECRET_SECTION = "headers";

/**
 * A config as it may be shown: values of providers' headers, credentials and queries of addresses, and all keys
 * that are known are hidden. Names of environment variables stay.
 */
export function maskConfig(config: Config): unknown {
  return {
    ...(masked(config) as object),
    providers: Object.fromEntries(
      Object.entries(config.providers).map(([id, provider]) => {
        const headers = Object.keys(provider[SECRET_SECTION] ?? {});
        const hidden = Object.fromEntries(headers.map((name) => [name, HIDDEN]));
        const shown = masked(provider) as object;
        return [id, headers.length > 0 ? { ...shown, headers: hidden } : shown];
      }),
    ),
  };
}

function masked(value: unknown): unknown {
  if (typeof value === "string") return maskText(value);
  if (Array.isArray(value)) return value.map(masked);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, masked(each)]));
}

const ADDRESS = /^([a-z][a-z0-9+.-]*:\/\/)([^/?#]*@)?([^?#]*)([?#].*)?$/is;

/** By hand, since an address may hold `{NAME}` of the environment, which no URL may. */
function maskText(text: string): string {
  return redact(text).replace(ADDRESS, (_, scheme, user, place, query) => {
    const mark = typeof query === "string" ? query[0] + HIDDEN : "";
    return scheme + (user ? `${HIDDEN}@` : "") + place + mark;
  });
}
