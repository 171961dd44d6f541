import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FramingError } from "../../runtime/framing.ts";
import type { SplitterOptions } from "../../runtime/framing.ts";
import { createSplitter } from "../../runtime/splitter.ts";
import type { Framing } from "../../runtime/dialect-facts.ts";

type Event = [data: string, name: string | undefined];

function split(framing: Framing, chunks: readonly Buffer[], options?: Partial<SplitterOptions>) {
  const events: Event[] = [];
  const splitter = createSplitter(framing, (data, name) => events.push([data, name]), {
    maxEvent: 1e6,
    ...options,
  });
  for (const chunk of chunks) splitter.push(chunk);
  splitter.end();
  return events;
}

/** The bytes of a text, cut at the given places. */
function cut(text: string, places: readonly number[]): Buffer[] {
  const bytes = Buffer.from(text);
  const at = [0, ...places.map((place) => place % (bytes.length + 1)).sort((a, b) => a - b)];
  return at.map((from, i) => bytes.subarray(from, at[i + 1] ?? bytes.length));
}

const places = fc.array(fc.nat(5000), { maxLength: 30 });
const line = fc.string({ unit: "grapheme", maxLength: 30 }).map((s) => s.replace(/[\r\n]/g, ""));
const value = fc.jsonValue({ maxDepth: 3 });

describe("server-sent events", () => {
  const event = fc.record({
    name: fc.option(fc.constantFrom("message", "error", "délta"), { nil: undefined }),
    data: fc.array(line, { minLength: 1, maxLength: 3 }),
    comment: fc.boolean(),
  });
  const eol = fc.constantFrom("\n", "\r", "\r\n");

  it("gives the same events wherever the bytes are cut", () => {
    fc.assert(
      fc.property(fc.array(event), eol, fc.boolean(), places, (events, end, bom, at) => {
        let text = bom ? "\uFEFF" : "";
        for (const { name, data, comment } of events) {
          if (comment) text += `: keep alive${end}${end}`;
          if (name) text += `event: ${name}${end}`;
          for (const each of data) text += `data: ${each}${end}`;
          text += `id: 7${end}retry:1${end}${end}`;
        }
        const want = events.map(({ name, data }): Event => [data.join("\n"), name]);
        expect(split("sse", cut(text, at))).toEqual(want);
      }),
    );
  });

  it("survives a cut at every byte", () => {
    const text = '\uFEFFevent: a\r\ndata:{"é":"🙂"}\r\n\r\n: x\n\ndata: 1\ndata: 2\n\ndata: [DONE]';
    const want: Event[] = [
      ['{"é":"🙂"}', "a"],
      ["1\n2", undefined],
      ["[DONE]", undefined],
    ];
    const bytes = Buffer.from(text);
    expect(split("sse", [bytes])).toEqual(want);
    for (let at = 0; at <= bytes.length; at++) {
      expect(split("sse", [bytes.subarray(0, at), bytes.subarray(at)])).toEqual(want);
    }
    const single = Array.from(bytes, (_, i) => bytes.subarray(i, i + 1));
    expect(split("sse", single)).toEqual(want);
  });

  it("takes data without a space, names after data, fields without a colon", () => {
    const text = "data:x\nevent:late\n\ndata\n\nevent: alone\n\ndata:  two spaces\n\n";
    expect(split("sse", [Buffer.from(text)])).toEqual([
      ["x", "late"],
      ["", undefined],
      [" two spaces", undefined],
    ]);
  });

  it("keeps the raw text of each event when asked to, comments included", () => {
    const text = ": hi\n\ndata: 1\n\nevent: e\r\ndata: 2\r\n\r\ndata: 3\n\n";
    for (let at = 0; at <= text.length; at++) {
      const raw: string[] = [];
      const splitter = createSplitter("sse", () => raw.push(splitter.takeRaw!()), {
        maxEvent: 100,
        keepRaw: true,
      });
      splitter.push(Buffer.from(text.slice(0, at)));
      splitter.push(Buffer.from(text.slice(at)));
      splitter.end();
      expect(raw.join("") + splitter.takeRaw!()).toBe(text);
      expect(raw).toHaveLength(3);
      expect(raw[0]).toBe(": hi\n\ndata: 1\n\n");
    }
  });

  it("bounds what it holds", () => {
    const long = Buffer.from("x".repeat(60));
    expect(() => split("sse", [Buffer.from("data: "), long, long], { maxEvent: 100 })).toThrow(
      FramingError,
    );
    const lines = Array.from({ length: 9 }, () => Buffer.from(`data: ${"y".repeat(20)}\n`));
    expect(() => split("sse", lines, { maxEvent: 100 })).toThrow(FramingError);
  });
});

describe("newline-delimited JSON", () => {
  it("gives the same events wherever the bytes are cut", () => {
    fc.assert(
      fc.property(
        fc.array(value),
        fc.constantFrom("\n", "\r\n", "\n\n"),
        places,
        (items, end, at) => {
          const want = items.map((item): Event => [JSON.stringify(item), undefined]);
          const text = want.map(([data]) => data).join(end);
          expect(split("ndjson", cut(text, at))).toEqual(want);
          expect(split("ndjson", cut(text + end, at))).toEqual(want);
        },
      ),
    );
  });

  it("bounds what it holds", () => {
    const chunks = Array.from({ length: 9 }, () => Buffer.from("1234567890123456789"));
    expect(() => split("ndjson", chunks, { maxEvent: 100 })).toThrow(FramingError);
  });
});

describe("a JSON array that is streamed", () => {
  it("gives the same items wherever the bytes are cut", () => {
    const items = fc.array(value);
    fc.assert(
      fc.property(items, fc.constantFrom(0, 2), places, (list, indent, at) => {
        const text = JSON.stringify(list, null, indent);
        const events = split("json_array", cut(text, at));
        expect(events.map(([data]) => JSON.parse(data) as unknown)).toEqual(JSON.parse(text));
      }),
    );
  });

  it("takes an object in place of the array, and separators in any chunk", () => {
    expect(split("json_array", [Buffer.from('{"error": {"code": 429}}')])).toEqual([
      ['{"error": {"code": 429}}', undefined],
    ]);
    const pieces = ["[", '{"a":"]},{"}', "\n,\r\n", '{"b":[1,{}]}', "\n", "]"].map((s) =>
      Buffer.from(s),
    );
    expect(split("json_array", pieces).map(([data]) => data)).toEqual([
      '{"a":"]},{"}',
      '{"b":[1,{}]}',
    ]);
  });

  it("bounds what it holds", () => {
    const chunks = [Buffer.from('["'), Buffer.from("z".repeat(200))];
    expect(() => split("json_array", chunks, { maxEvent: 100 })).toThrow(FramingError);
  });
});
