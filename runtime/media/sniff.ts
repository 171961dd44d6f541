import { isUtf8 } from "node:buffer";

/** The kinds of media that requests bring. */
export type MediaKind = "image" | "audio" | "video" | "file";

/** How files begin (https://mimesniff.spec.whatwg.org, https://www.garykessler.net/library/file_sigs.html). */
const BEGINNINGS: readonly (readonly [RegExp, string])[] = [
  [/^\x89PNG\r\n\x1a\n/, "image/png"],
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^GIF8[79]a/, "image/gif"],
  [/^RIFF[^]{4}WEBP/, "image/webp"],
  [/^[^]{4}ftyp(heic|heix|heim|heis)/, "image/heic"],
  [/^[^]{4}ftyp(mif1|msf1)/, "image/heif"],
  [/^[^]{4}ftypavif/, "image/avif"],
  [/^RIFF[^]{4}WAVE/, "audio/wav"],
  [/^ID3/, "audio/mpeg"],
  [/^\xff[\xf0\xf1\xf8\xf9]/, "audio/aac"],
  [/^\xff[\xe2\xe3\xf2\xf3\xfa\xfb]/, "audio/mpeg"],
  [/^fLaC/, "audio/flac"],
  [/^OggS/, "audio/ogg"],
  [/^FORM[^]{4}AIF[FC]/, "audio/aiff"],
  [/^[^]{4}ftypM4[AB] /, "audio/mp4"],
  [/^[^]{4}ftypqt {2}/, "video/quicktime"],
  [/^[^]{4}ftyp/, "video/mp4"],
  [/^\x1a\x45\xdf\xa3/, "video/webm"],
  [/^%PDF-/, "application/pdf"],
];

/** Containers that hold sound as well as films: where the first bytes leave it open, the server's word decides. */
const EITHER: ReadonlySet<string> = new Set(["video/mp4", "video/webm", "audio/ogg"]);
const HEAD = 32;
const TEXT = /^(text\/[a-z0-9.+-]+|application\/([a-z0-9.+-]+\+)?(json|xml|yaml|csv))$/;

/**
 * The media type of some bytes, told by how they begin; what the server claims is a hint where that leaves a
 * choice. `undefined` when they are not of the kind: a page is no picture, whatever it is called.
 */
export function mediaTypeOf(
  bytes: Buffer,
  kind: MediaKind,
  claimed: string | undefined,
): string | undefined {
  const start = bytes.toString("latin1", 0, HEAD);
  const hint = claimed?.split(";")[0]!.trim().toLowerCase();
  const found = BEGINNINGS.find(([beginning]) => beginning.test(start))?.[1];
  if (kind === "file") return found ?? textType(bytes, hint);
  if (found === undefined) return undefined;
  if (found.startsWith(`${kind}/`)) return found;
  const other = `${kind}/${found.split("/")[1]}`;
  return EITHER.has(found) && hint?.startsWith(`${kind}/`) ? other : undefined;
}

function textType(bytes: Buffer, hint: string | undefined): string | undefined {
  return hint !== undefined && TEXT.test(hint) && isUtf8(bytes) && !bytes.includes(0)
    ? hint
    : undefined;
}
