import { lookup } from "node:dns/promises";
import { isIP } from "node:net";
import { networkInterfaces } from "node:os";
import { isPublic } from "./addresses.ts";

/** An address that a name stands for. */
export interface Address {
  address: string;
  family: number;
}

/** All addresses of a host name; rejects when there are none. */
export type Resolver = (host: string) => Promise<readonly Address[]>;

/** Why something is not fetched. Told to the log at most: a client is not told what the gateway's network has. */
export class Blocked extends Error {}

/** Below 1,024 only the two ports that the Web has; what else listens there is no web server. */
const LOW_PORTS: ReadonlySet<number> = new Set([80, 443]);

/**
 * May this address be asked? Gives it parsed, and whether its host is one that the config allows by name
 * (`host` or `host:port`), private or not. Throws `Blocked`.
 */
export function checkUrl(
  text: string,
  allowed: readonly string[],
  from?: URL,
): { url: URL; trusted: boolean } {
  let url: URL;
  try {
    url = new URL(text, from);
  } catch {
    throw new Blocked("it is no address");
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") throw new Blocked("scheme");
  if (from?.protocol === "https:" && url.protocol !== "https:") throw new Blocked("https to http");
  if (url.username !== "" || url.password !== "") throw new Blocked("credentials");
  if (url.hostname === "") throw new Blocked("no host");
  const port = portOf(url);
  const host = hostOf(url);
  const trusted = allowed.some((each) => {
    const name = each.toLowerCase();
    return [host, url.hostname, `${url.hostname}:${port}`].includes(name);
  });
  if (!trusted && port < 1024 && !LOW_PORTS.has(port)) throw new Blocked("port");
  return { url, trusted };
}

/**
 * The addresses to which a connection may be made: those of the host, of which every one has to be public and
 * none this machine's own, unless the host is trusted. One bad address among good ones condemns them all. Throws
 * `Blocked`, and what the resolver throws.
 */
export async function addressesOf(
  url: URL,
  trusted: boolean,
  resolve: Resolver = systemResolver,
): Promise<readonly Address[]> {
  const host = hostOf(url);
  const family = isIP(host);
  const found = family === 0 ? await resolve(host) : [{ address: host, family }];
  if (found.length === 0) throw new Blocked("no such host");
  if (trusted) return found;
  const own = ownAddresses();
  for (const { address } of found) {
    if (!isPublic(address) || own.has(address)) throw new Blocked("not public");
  }
  return found;
}

/** The host without brackets, as resolvers and sockets want it. */
export function hostOf(url: URL): string {
  return url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
}

/** The port, also where the address does not say it. */
export function portOf(url: URL): number {
  return url.port !== "" ? Number(url.port) : url.protocol === "https:" ? 443 : 80;
}

const systemResolver: Resolver = (host) => lookup(host, { all: true, verbatim: true });

/** A machine may have public addresses itself; its own gateway answers there, and whatever else it runs. */
function ownAddresses(): ReadonlySet<string> {
  const all = Object.values(networkInterfaces()).flatMap((addresses) => addresses ?? []);
  return new Set(all.map(({ address }) => address));
}
