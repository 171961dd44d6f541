import { isObject, type Json } from "../json.ts";

/** Text as a list with one text in it. */
export function texts(text: string | undefined): Json[] | undefined {
  return text === undefined ? undefined : [{ type: "text", text }];
}

/** The text of such a list, or text that is none. */
export function readTexts(value: unknown): string | undefined {
  if (typeof value === "string") return value;
  if (!Array.isArray(value)) return undefined;
  return value
    .map((item: unknown) =>
      typeof item === "string"
        ? item
        : isObject(item) && typeof item["text"] === "string"
          ? item["text"]
          : "",
    )
    .join("");
}

/** Unix seconds as an RFC 3339 instant. */
export function rfc3339(seconds: number | undefined): string | undefined {
  return seconds === undefined ? undefined : new Date(seconds * 1000).toISOString();
}

/** An RFC 3339 instant as whole Unix seconds. */
export function epoch(value: unknown): number | undefined {
  if (typeof value === "number") return value;
  if (typeof value !== "string") return undefined;
  const time = Date.parse(value);
  return Number.isNaN(time) ? undefined : Math.floor(time / 1000);
}

/** `data:` URL of base64 data. */
export function dataUrl(
  mediaType: string | undefined,
  data: string | undefined,
): string | undefined {
  return data === undefined
    ? undefined
    : `data:${mediaType ?? "application/octet-stream"};base64,${data}`;
}

/** Is it a `data:` URL with base64 data? */
export function isDataUrl(value: unknown): boolean {
  return typeof value === "string" && /^data:[^,]{0,200};base64,/.test(value.slice(0, 300));
}

/** Media type and base64 data of a `data:` URL. */
export function readDataUrl(value: unknown): { media_type: string; data: string } | undefined {
  if (!isDataUrl(value)) return undefined;
  const text = value as string;
  const comma = text.indexOf(",");
  return {
    media_type: text.slice("data:".length, comma - ";base64".length),
    data: text.slice(comma + 1),
  };
}
