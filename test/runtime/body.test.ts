import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseBody } from "../../runtime/body.ts";
import { GatewayError } from "../../runtime/errors.ts";

function fault(text: string | Buffer): string {
  try {
    parseBody(Buffer.from(text as string));
  } catch (error) {
    if (error instanceof GatewayError) return error.message;
    throw error;
  }
  return "fine";
}

describe("a request body", () => {
  it("is JSON, and what the parser says it is", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 4 })),
        fc.nat(2),
        (object, indent) => {
          const text = JSON.stringify(object, null, indent);
          const { json, spans } = parseBody(Buffer.from(text));
          expect(json).toEqual(JSON.parse(text));
          expect([...spans.keys()].sort()).toEqual(Object.keys(object).sort());
          for (const [key, { start, end }] of spans) {
            expect(JSON.parse(text.slice(start, end))).toEqual(
              JSON.parse(JSON.stringify(object[key])),
            );
          }
        },
      ),
    );
  });

  it("may nest 200 levels deep and no deeper", () => {
    const nested = (depth: number) => `{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`;
    expect(fault(nested(200))).toBe("fine");
    expect(fault(nested(201))).toContain("deeper than 200");
    expect(fault(`{"a":${"[".repeat(1_000_000)}`)).toContain("deeper than 200");
    expect(fault(`{"a":"${"[{".repeat(1000)}"}`)).toBe("fine");
  });

  it("has no key twice, however it is spelled", () => {
    expect(fault('{"model":1,"x":{"a":1,"a":2},"model":2}')).toContain("`model` twice");
    expect(fault('{"model":1,"mod\\u0065l":2}')).toContain("`model` twice");
    expect(fault('{"a":"\\"model\\":1","model":2}')).toBe("fine");
  });

  it("is UTF-8, not empty, and an object", () => {
    expect(fault(Buffer.from([0x7b, 0xff, 0x7d]))).toContain("UTF-8");
    expect(fault(" \n")).toContain("empty");
    expect(fault("[]")).toContain("object");
    expect(fault("null")).toContain("object");
    expect(fault('{"a": 1,}')).toContain("not valid JSON");
    expect(fault('{"key": "secret words"')).not.toContain("secret");
    expect(fault('\uFEFF{"a":1}')).toBe("fine");
  });

  it("cannot reach any prototype", () => {
    const { json } = parseBody(
      Buffer.from('{"__proto__":{"polluted":1},"constructor":{"prototype":{}}}'),
    );
    expect(Object.keys(json)).toContain("__proto__");
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });
});
