import { setMaxListeners } from "node:events";
import type { FetchConfig } from "../config-types.ts";
import { gatewayError } from "../errors.ts";
import { fetchGuarded, NotServed } from "./fetch.ts";
import type { FetchRules } from "./fetch.ts";
import type { Resolver } from "./guard.ts";
import { createSlots } from "./slots.ts";
import type { Slots } from "./slots.ts";
import { mediaTypeOf } from "./sniff.ts";
import type { MediaKind } from "./sniff.ts";

/** Bytes in base64, and what they are. */
export interface Media {
  data: string;
  media_type: string;
}

/** What one request fetches: each address once, however many targets want it. */
export interface MediaFetcher {
  /** Rejects with a `GatewayError` of kind `bad_request` whose `param` is the one given. */
  get(url: string, kind: MediaKind, param: string): Promise<Media>;
  /** Drops what is under way: the client is gone, or has its answer. */
  abort(): void;
}

/** Where the fetchers of all requests come from. */
export interface MediaSource {
  fetcher(): MediaFetcher;
}

const MAX_FILES = 20;
/** Downloads at once in the whole gateway: each may hold as many bytes as the config allows. */
const MAX_AT_ONCE = 32;

/**
 * The source for a config; `undefined` when nothing is to be fetched. All files of one request together may have
 * `max_bytes`; those that are wanted at a time may take `timeout_ms`.
 */
export function createMediaSource(
  config: FetchConfig,
  options: { resolve?: Resolver } = {},
): MediaSource | undefined {
  if (!config.media) return undefined;
  const slots = createSlots(MAX_AT_ONCE);
  return { fetcher: () => createFetcher(config, slots, options.resolve) };
}

function createFetcher(
  config: FetchConfig,
  slots: Slots,
  resolve: Resolver | undefined,
): MediaFetcher {
  const files = new Map<string, Promise<Media>>();
  const controller = new AbortController();
  const { signal } = controller;
  // Every file listens, in several places.
  setMaxListeners(MAX_FILES * 4, signal);
  // Not `AbortSignal.timeout` with `any`: such a signal may be collected before it fires.
  let deadline: NodeJS.Timeout | undefined;
  let loading = 0;
  let size = 0;
  const count = (bytes: number): void => {
    size += bytes;
    if (size > config.max_bytes) throw new NotServed(`has more than ${config.max_bytes} bytes`);
  };
  const load = async (url: string, kind: MediaKind, param: string): Promise<Media> => {
    if (loading++ === 0) deadline = setTimeout(() => controller.abort(), config.timeout_ms);
    const rules: FetchRules = { allow_private: config.allow_private, signal, count };
    try {
      const { bytes, claimed } = await slots.run(signal, () =>
        fetchGuarded(url, resolve ? { ...rules, resolve } : rules),
      );
      const media_type = mediaTypeOf(bytes, kind, claimed);
      if (media_type === undefined) throw new NotServed(NOT_OF_KIND[kind]);
      return { data: bytes.toString("base64"), media_type };
    } catch (error) {
      // What is wrong with one file ends the request; the others need not go on.
      controller.abort();
      throw told(error, url, kind, param);
    } finally {
      if (--loading === 0) clearTimeout(deadline);
    }
  };
  return {
    get(url, kind, param) {
      const key = `${kind} ${url}`;
      let file = files.get(key);
      if (!file) {
        if (files.size >= MAX_FILES) return Promise.reject(tooMany(param));
        files.set(key, (file = load(url, kind, param)));
      }
      return file;
    },
    abort: () => controller.abort(),
  };
}

const NOT_OF_KIND: Readonly<Record<MediaKind, string>> = {
  image: "is no picture of a known format",
  audio: "is no sound of a known format",
  video: "is no film of a known format",
  file: "is no file of a known format",
};

/** One sentence for all that could tell what the gateway's network looks like from inside. */
function told(error: unknown, url: string, kind: MediaKind, param: string) {
  const why = error instanceof NotServed ? error.message : "could not be fetched";
  return gatewayError("bad_request", `The ${kind} at \`${shown(url)}\` ${why}.`, { param });
}

function tooMany(param: string) {
  const message = `The gateway fetches at most ${MAX_FILES} files for one request.`;
  return gatewayError("bad_request", message, { param });
}

/** An address without what may be secret in it: signatures stand in the query. */
function shown(url: string): string {
  const bare = url.split(/[?#]/)[0]!.replace(/\/\/[^/]*@/, "//");
  return bare.length > 200 ? `${bare.slice(0, 197)}...` : bare;
}
