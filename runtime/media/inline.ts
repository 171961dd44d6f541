import type * as Hub from "../../generated/hub.types.ts";
import type { DialectFacts } from "../dialect-facts.ts";
import type { MediaKind } from "./sniff.ts";
import type { Media, MediaFetcher } from "./source.ts";

type Kinds = readonly MediaKind[];
type MediaPart = Hub.Image | Hub.Audio | Hub.Video | Hub.File;

const KINDS: ReadonlySet<string> = new Set(["image", "audio", "video", "file"]);
const FETCHABLE = /^https?:/i;

/** The kinds of media at addresses that a request has and its target takes as bytes only; `undefined`: none. */
export function needsBytes(
  facts: Pick<DialectFacts, "media_by_bytes">,
  { messages }: Hub.Request,
): Kinds | undefined {
  const kinds = facts.media_by_bytes;
  if (kinds === undefined) return undefined;
  return messages.some(({ parts }) => anyWanted(parts, kinds)) ? kinds : undefined;
}

/**
 * The request with the bytes of its media in the place of their addresses. The very same request, and no
 * promise, when there is nothing to be done. Rejects with a `GatewayError` when a file is not to be had. Other
 * schemes than http and https are left for the translator to refuse.
 */
export function inlineMedia(
  hub: Hub.Request,
  kinds: Kinds | undefined,
  fetcher: Pick<MediaFetcher, "get"> | undefined,
): Hub.Request | Promise<Hub.Request> {
  if (kinds === undefined || fetcher === undefined) return hub;
  if (!hub.messages.some(({ parts }) => anyWanted(parts, kinds))) return hub;
  return inlined(hub, kinds, fetcher);
}

/** Stands in for a fetcher where nobody is to be called: what would be fetched is shown as such. */
export const unfetched: Pick<MediaFetcher, "get"> = {
  get: (_url, kind) => Promise.resolve({ data: "", media_type: PRETENDED[kind] }),
};

const PRETENDED: Readonly<Record<MediaKind, string>> = {
  image: "image/png",
  audio: "audio/wav",
  video: "video/mp4",
  file: "application/pdf",
};

async function inlined(
  hub: Hub.Request,
  kinds: Kinds,
  fetcher: Pick<MediaFetcher, "get">,
): Promise<Hub.Request> {
  const messages = await Promise.all(
    hub.messages.map(async (message) => {
      if (!anyWanted(message.parts, kinds)) return message;
      return { ...message, parts: await partsInlined(message.parts, kinds, fetcher) };
    }),
  );
  return { ...hub, messages };
}

function partsInlined(
  parts: readonly Hub.Part[],
  kinds: Kinds,
  fetcher: Pick<MediaFetcher, "get">,
): Promise<Hub.Part[]> {
  return Promise.all(
    parts.map(async (part): Promise<Hub.Part> => {
      if (part.kind === "tool_result" && anyWanted(part.parts, kinds)) {
        return { ...part, parts: await partsInlined(part.parts, kinds, fetcher) };
      }
      if (!isWanted(part, kinds)) return part;
      const media = await fetcher.get(part.url!, part.kind, `messages.${part.kind}`);
      return asBytes(part, media);
    }),
  );
}

function asBytes({ url: _url, ...part }: MediaPart, { data, media_type }: Media): Hub.Part {
  return { ...part, source: "data", data, media_type };
}

function anyWanted(parts: readonly Hub.Part[], kinds: Kinds): boolean {
  return parts.some((part) =>
    part.kind === "tool_result" ? anyWanted(part.parts, kinds) : isWanted(part, kinds),
  );
}

function isWanted(part: Hub.Part, kinds: Kinds): part is MediaPart {
  return (
    KINDS.has(part.kind) &&
    (kinds as readonly string[]).includes(part.kind) &&
    (part as MediaPart).source === "url" &&
    FETCHABLE.test((part as MediaPart).url ?? "")
  );
}
