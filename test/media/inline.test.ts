import { describe, expect, it } from "vitest";
import { registry } from "../../generated/index.ts";
import type * as Hub from "../../generated/hub.types.ts";
import { encoding } from "../../runtime/encoding.ts";
import { inlineMedia, needsBytes, unfetched } from "../../runtime/media/inline.ts";
import { mediaTypeOf } from "../../runtime/media/sniff.ts";
import { JPEG, PNG, WAV } from "./files.ts";

const URL = "https://files.example/a.png";
const fetcher = {
  asked: [] as string[],
  get(url: string, kind: string) {
    this.asked.push(`${kind} ${url}`);
    return Promise.resolve({ data: PNG.toString("base64"), media_type: "image/png" });
  },
};

function ask(...parts: Hub.Part[]): Hub.Request {
  const messages: Hub.Message[] = [
    { role: "user", parts: [{ kind: "text", text: "What is this?" }, ...parts] },
  ];
  return { model: "m", messages } as Hub.Request;
}

const picture: Hub.Image = { kind: "image", source: "url", url: URL, detail: "low" };

describe("what a translator cannot take by address", () => {
  it("is told by the compiler, and is just what the encoder loses", () => {
    for (const { id, translator } of Object.values(registry.providers)) {
      for (const kind of ["image", "audio", "video", "file"] as const) {
        const lost = (source: "url" | "data"): boolean => {
          const at = source === "url" ? { url: URL } : { data: "AAAA", media_type: TYPES[kind] };
          const c = encoding({ now: 0, makeId: () => "x" });
          translator.encodeRequest(ask({ kind, source, ...at } as Hub.Part), c);
          return c.losses.some(({ field }) => field === `messages.${kind}`);
        };
        const told = translator.facts.media_by_bytes?.includes(kind) ?? false;
        expect([id, kind, told]).toEqual([id, kind, lost("url") && !lost("data")]);
      }
    }
  });

  it("asks for nothing where there is nothing", () => {
    const facts = { media_by_bytes: ["image"] as const };
    expect(needsBytes(facts, ask())).toBeUndefined();
    expect(needsBytes({}, ask(picture))).toBeUndefined();
    expect(needsBytes(facts, ask(picture))).toEqual(["image"]);
    const known: Hub.Part[] = [
      { kind: "image", source: "data", data: "AAAA", media_type: "image/png" },
      { kind: "image", source: "id", id: "file_1" },
      { kind: "image", source: "url", url: "data:image/png;base64,AAAA" },
      { kind: "image", source: "url", url: "gs://bucket/a.png" },
      { kind: "audio", source: "url", url: "https://files.example/a.mp3" },
    ];
    for (const part of known) expect(needsBytes(facts, ask(part))).toBeUndefined();
  });
});

const TYPES = {
  image: "image/png",
  audio: "audio/wav",
  video: "video/mp4",
  file: "application/pdf",
} as const;

describe("bytes in the place of addresses", () => {
  it("gives the same request at once when there is nothing to do", () => {
    const hub = ask(picture);
    expect(inlineMedia(hub, undefined, fetcher)).toBe(hub);
    expect(inlineMedia(hub, ["image"], undefined)).toBe(hub);
    expect(inlineMedia(hub, ["audio"], fetcher)).toBe(hub);
    expect(fetcher.asked).toEqual([]);
  });

  it("leaves everything else as it is, the given request too", async () => {
    const result: Hub.Part = { kind: "tool_result", call_id: "c", parts: [picture] };
    const hub = ask(picture, result);
    hub.messages.unshift({ role: "system", parts: [{ kind: "text", text: "Look." }] });
    const before = structuredClone(hub);
    const next = await inlineMedia(hub, ["image"], fetcher);
    expect(hub).toEqual(before);
    const { url: _url, ...rest } = picture;
    const data = PNG.toString("base64");
    const bytes = { ...rest, source: "data", data, media_type: "image/png" };
    expect(next.messages[0]).toBe(hub.messages[0]);
    expect(next.messages[1]!.parts).toEqual([
      hub.messages[1]!.parts[0],
      bytes,
      { ...result, parts: [bytes] },
    ]);
    expect(fetcher.asked).toEqual([`image ${URL}`, `image ${URL}`]);
  });

  it("can be pretended, for those who only explain", async () => {
    const next = await inlineMedia(ask(picture), ["image"], unfetched);
    expect(next.messages[0]!.parts[1]).toMatchObject({ source: "data", media_type: "image/png" });
  });
});

describe("media types", () => {
  const of = (text: string): Buffer => Buffer.from(text, "latin1");
  const cases: [Buffer, "image" | "audio" | "video" | "file", string | undefined, string?][] = [
    [PNG, "image", "text/html", "image/png"],
    [JPEG, "image", undefined, "image/jpeg"],
    [of("GIF89a"), "image", undefined, "image/gif"],
    [of("RIFF\x10\0\0\0WEBPVP8 "), "image", undefined, "image/webp"],
    [of("\0\0\0\x18ftypheic"), "image", undefined, "image/heic"],
    [WAV, "image", "image/png"],
    [WAV, "audio", undefined, "audio/wav"],
    [of("ID3\x04"), "audio", undefined, "audio/mpeg"],
    [of("\xff\xfb\x90"), "audio", undefined, "audio/mpeg"],
    [of("\xff\xf1\x50"), "audio", undefined, "audio/aac"],
    [of("fLaC"), "audio", undefined, "audio/flac"],
    [of("\0\0\0\x18ftypisom"), "video", undefined, "video/mp4"],
    [of("\0\0\0\x18ftypisom"), "audio", "audio/mp4; codecs=x", "audio/mp4"],
    [of("\0\0\0\x18ftypisom"), "audio", "video/mp4"],
    [of("%PDF-1.7"), "file", undefined, "application/pdf"],
    [of("%PDF-1.7"), "image", "image/png"],
    [of("a,b\n"), "file", "Text/CSV; charset=utf-8", "text/csv"],
    [of("a\0b"), "file", "text/plain"],
    [of("\xff\xfe\xfd"), "file", "text/plain"],
    [of("PK\x03\x04"), "file", "application/zip"],
    [of("<html>"), "image", "image/png"],
    [of(""), "image", "image/png"],
  ];
  it.each(cases)("%j as %s, claimed %s, is %s", (bytes, kind, claimed, expected) => {
    expect(mediaTypeOf(bytes, kind, claimed)).toBe(expected);
  });
});
