import type * as Hub from "../../generated/hub.types.ts";

/** How pictures begin, as base64, so that nothing has to be decoded. */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^iVBORw0KGgo/, "image/png"],
  [/^\/9j\//, "image/jpeg"],
  [/^R0lGOD/, "image/gif"],
  [/^UklGR.{6}XRUJQ/, "image/webp"],
];

/**
 * The media type of a picture by its first bytes, as browsers tell it (https://mimesniff.spec.whatwg.org);
 * `undefined` for what is none of the four types that models take.
 */
export function pictureType(base64: string): string | undefined {
  return BEGINNINGS.find(([beginning]) => beginning.test(base64))?.[1];
}

/** Gives pictures that came without a media type the one that their bytes tell. */
export function typePictures(messages: Hub.Message[]): Hub.Message[] {
  for (const { parts } of messages) {
    for (const part of parts) {
      if (part.kind !== "image" || part.data === undefined || part.media_type !== undefined)
        continue;
      const type = pictureType(part.data);
      if (type !== undefined) part.media_type = type;
    }
  }
  return messages;
}

/** The media types behind the extensions of what models are shown. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  heic: "image/heic",
  heif: "image/heif",
  pdf: "application/pdf",
  txt: "text/plain",
  md: "text/markdown",
  csv: "text/csv",
  html: "text/html",
  json: "application/json",
  mp3: "audio/mpeg",
  wav: "audio/wav",
  ogg: "audio/ogg",
  flac: "audio/flac",
  m4a: "audio/mp4",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  mpeg: "video/mpeg",
};

/** The media type that the end of an address or a file name tells; `undefined` when it tells none. */
export function typeOfName(name: string | undefined): string | undefined {
  const extension = /\.([A-Za-z0-9]{2,4})(?:[?#].*)?$/.exec(name ?? "")?.[1]?.toLowerCase();
  return extension !== undefined && Object.hasOwn(EXTENSIONS, extension)
    ? EXTENSIONS[extension]
    : undefined;
}
