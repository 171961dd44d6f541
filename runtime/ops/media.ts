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
      if (part.kind !== "image" || part.data === undefined || part.media_type !== undefined) continue;
      const type = pictureType(part.data);
      if (type !== undefined) part.media_type = type;
    }
  }
  return messages;
}
