import { request as requestHttp } from "node:http";
import type { ClientRequest, IncomingMessage } from "node:http";
import { request as requestHttps } from "node:https";
import type { LookupFunction } from "node:net";
import { addressesOf, Blocked, checkUrl, hostOf, portOf } from "./guard.ts";
import type { Address, Resolver } from "./guard.ts";

/** What was fetched: the bytes, and the media type that the server claims. */
export interface Fetched {
  bytes: Buffer;
  claimed: string | undefined;
}

/** What bounds a fetch. */
export interface FetchRules {
  /** Hosts that may be asked though they are private: `host` or `host:port`. */
  allow_private: readonly string[];
  /** Ends the fetch, wherever it is: the deadline, the client gone, a sibling failed. */
  signal: AbortSignal;
  /** Told of each piece; throws when it is one too many. */
  count(bytes: number): void;
  /** Absent: the system's. */
  resolve?: Resolver;
}

/** A public server answered, but not with a file; the message may be told. */
export class NotServed extends Error {}

const MAX_REDIRECTS = 3;
const REDIRECTS: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const MAX_HEADER = 16 * 1024;

/**
 * Fetches a file from a public address. Each hop is checked, its name is resolved once, and the connection goes
 * to the address that was checked, so no second answer of a name server can lead elsewhere. Nothing of the
 * client's or the gateway's goes along: no cookies, no keys. Throws `Blocked` or what the network says when
 * nobody may be or could be asked, `NotServed` when the answer is no file, and what `count` throws.
 */
export async function fetchGuarded(text: string, rules: FetchRules): Promise<Fetched> {
  let from: URL | undefined;
  let target = text;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    const { url, trusted } = checkUrl(target, rules.allow_private, from);
    const addresses = await unless(rules.signal, addressesOf(url, trusted, rules.resolve));
    const response = await head(url, addresses, rules.signal);
    const status = response.statusCode ?? 0;
    const { location } = response.headers;
    if (!REDIRECTS.has(status) || location === undefined) return served(response, rules);
    response.destroy();
    from = url;
    target = location;
  }
  throw new NotServed("redirects too often");
}

function head(
  url: URL,
  addresses: readonly Address[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === "https:" ? requestHttps : requestHttp;
    const request: ClientRequest = send({
      host: hostOf(url),
      port: portOf(url),
      path: url.pathname + url.search,
      headers: { "user-agent": "dragoman", accept: "*/*", "accept-encoding": "identity" },
      // A connection of its own: one that was kept would skip the lookup.
      agent: false,
      lookup: pinned(addresses),
      maxHeaderSize: MAX_HEADER,
      signal,
    });
    request.once("response", resolve);
    // Stays: a socket may fail after its answer has begun.
    request.on("error", reject);
    request.end();
  });
}

/** Answers with what was found before, whatever is asked. */
function pinned(addresses: readonly Address[]): LookupFunction {
  return (_host, options, done) => {
    const first = addresses[0]!;
    if (options.all) done(null, [...addresses]);
    else done(null, first.address, first.family);
  };
}

async function served(response: IncomingMessage, { count }: FetchRules): Promise<Fetched> {
  try {
    const { statusCode, headers } = response;
    if (statusCode !== 200) throw new NotServed(`answered with status ${statusCode}`);
    const encoding = headers["content-encoding"];
    if (encoding !== undefined && encoding !== "identity") {
      throw new NotServed("answered in a content encoding");
    }
    const chunks: Buffer[] = [];
    for await (const chunk of response as AsyncIterable<Buffer>) {
      count(chunk.length);
      chunks.push(chunk);
    }
    if (!response.complete) throw new NotServed("broke off its answer");
    return { bytes: Buffer.concat(chunks), claimed: headers["content-type"] };
  } finally {
    response.destroy();
  }
}

/** A promise, or the abortion of what cannot be aborted itself. */
function unless<T>(signal: AbortSignal, promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new Blocked("aborted"));
    if (signal.aborted) abort();
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
