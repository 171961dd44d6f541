import { describe, expect, it } from "vitest";
import { registry } from "../../generated/index.ts";
import { formatGoDuration, millisecondsOf } from "../../runtime/durations.ts";
import { kindOfStatus, readError } from "../../runtime/error-reading.ts";
import { isRetryable, writeError } from "../../runtime/errors.ts";
import { limitHeaders, retryAfter } from "../../runtime/limits-headers.ts";
import type { ErrorRules } from "../../runtime/dialect-facts.ts";
import { firstAt } from "../../runtime/wire-path.ts";

const chat = registry.dialects["openai-chat"]!;
const { errors: rules, limits } = chat.facts;

function read(status: number, body: unknown, headers: Record<string, string> = {}, own = rules) {
  return readError(own, limits, { status, headers, body, who: "Someone" });
}

describe("reading an error", () => {
  it("takes message, type, code and param where the dialect has them", () => {
    const body = {
      error: {
        message: "too long",
        type: "invalid_request_error",
        code: "context_length_exceeded",
        param: "messages",
      },
    };
    expect(read(400, JSON.stringify(body))).toEqual({
      kind: "context_length",
      message: "too long",
      status: 400,
      type: "invalid_request_error",
      code: "context_length_exceeded",
      param: "messages",
    });
  });

  it("falls back to the status", () => {
    const kinds = [400, 401, 402, 403, 404, 408, 413, 422, 429, 500, 502, 503, 504, 529, 418, 599];
    expect(kinds.map(kindOfStatus)).toEqual([
      "bad_request", "auth", "billing", "permission", "not_found", "timeout", "too_large",
      "bad_request", "rate_limit", "internal", "upstream", "overloaded", "timeout", "overloaded",
      "bad_request", "upstream",
    ]); // prettier-ignore
  });

  it("survives bodies that are no JSON object", () => {
    expect(read(502, "<!DOCTYPE html><html><title>502 Bad Gateway</title>").message).toBe(
      "A page and no API answered: 502 Bad Gateway",
    );
    expect(read(500, '"just a string"').message).toBe("just a string");
    expect(read(500, "plain words").message).toBe("plain words");
    expect(read(503, "").message).toBe("Someone answered with status 503 and no message.");
    expect(read(400, '{"detail":[{"loc":["body"],"msg":"field required"}]}').message).toContain(
      "field required",
    );
    expect(read(500, { error: { message: "x".repeat(9999) } }).message).toHaveLength(2001);
    expect(read(400, "[1,2]").message).toBe("[1,2]");
  });

  it("judges an error inside a 200 by its own words", () => {
    expect(read(200, { error: { message: "m", code: 429 } }).kind).toBe("rate_limit");
    expect(read(200, { error: { message: "m", code: "overloaded" } }).kind).toBe("overloaded");
    expect(read(200, { error: { message: "m", type: "server_error" } }).kind).toBe("internal");
    expect(read(200, { error: { message: "m" } }).kind).toBe("upstream");
  });

  it("finds how long to wait in headers and bodies", () => {
    expect(read(429, {}, { "retry-after": "1.2" }).retry_after_ms).toBe(1200);
    expect(read(429, {}, { "retry-after-ms": "250", "retry-after": "1" }).retry_after_ms).toBe(250);
    const google: ErrorRules = {
      ...rules,
      retry_after: { path: ["error.details.*.retryDelay"], as: "proto_duration" },
    };
    const body = { error: { details: [{ reason: "x" }, { retryDelay: "34.5s" }] } };
    expect(read(429, body, {}, google).retry_after_ms).toBe(34_500);
  });

  it("comes back from each kind that a dialect writes", () => {
    for (const dialect of Object.values(registry.dialects)) {
      const { errors, limits } = dialect.facts;
      for (const kind of Object.keys(errors.write) as (keyof typeof errors.write)[]) {
        const { status, body } = writeError(dialect, { kind, message: "m" });
        const back = readError(errors, limits, { status, headers: {}, body, who: "w" });
        // Kinds that a dialect writes alike cannot be told apart again, but whether to retry must be.
        const name = `${dialect.facts.id} ${kind}`;
        expect([name, isRetryable(back.kind)]).toEqual([name, isRetryable(kind)]);
      }
    }
  });
});

describe("writing an error", () => {
  it("forbids retries that cannot help, and rounds the wait up", () => {
    expect(writeError(chat, { kind: "billing", message: "m" }).headers["x-should-retry"]).toBe(
      "false",
    );
    const limited = writeError(chat, { kind: "rate_limit", message: "m", retry_after_ms: 1200 });
    expect(limited.headers).toEqual({ "retry-after": "2" });
    expect(limited.status).toBe(429);
  });
});

describe("paths", () => {
  it("go through keys, places and any item", () => {
    const value = { a: [{ b: null }, { b: 2 }], "0": "zero" };
    expect(firstAt(value, ["a.1.b"])).toBe(2);
    expect(firstAt(value, ["a.*.b"])).toBe(2);
    expect(firstAt(value, ["x", "a.0.b", "0"])).toBe("zero");
    expect(firstAt(value, ["constructor.name", "__proto__.x", "a.length"])).toBeUndefined();
    expect(firstAt([{ e: 1 }], ["0.e"])).toBe(1);
  });
});

describe("times", () => {
  const now = Date.parse("2026-11-22T12:00:00Z");

  it.each([
    ["6m0s", "go_duration", 360_000],
    ["12ms", "go_duration", 12],
    ["1.5s", "go_duration", 1500],
    ["1h2m3.5s", "go_duration", 3_723_500],
    ["34.4s", "proto_duration", 34_400],
    ["7", "seconds", 7000],
    [7, "seconds", 7000],
    ["250", "milliseconds", 250],
    ["2026-11-22T12:00:10Z", "rfc3339", 10_000],
    ["Sun, 22 Nov 2026 12:00:05 GMT", "seconds", 5000],
    ["1795348810", "epoch", 10_000],
    ["1795348810000", "epoch", 10_000],
    ["2026-11-22T11:00:00Z", "rfc3339", 0],
    ["-1", "seconds", undefined],
    ["soon", "seconds", undefined],
    ["", "seconds", undefined],
    [{}, "seconds", undefined],
  ])("%s as %s", (value, as, want) => {
    expect(millisecondsOf(value, as, now)).toBe(want);
  });

  it("are written as Go durations", () => {
    expect([0, 12, 1500, 60_000, 3_723_500].map(formatGoDuration)).toEqual([
      "0s",
      "12ms",
      "1.5s",
      "1m0s",
      "1h2m3.5s",
    ]);
  });
});

describe("rate limits", () => {
  it("get their common names, whatever they are called", () => {
    const anthropic = registry.dialects["anthropic"]!.facts.limits;
    const now = Date.parse("2026-11-22T12:00:00Z");
    const headers = {
      "anthropic-ratelimit-requests-limit": "50",
      "anthropic-ratelimit-requests-remaining": "-1",
      "anthropic-ratelimit-tokens-reset": "2026-11-22T12:01:30Z",
      "anthropic-ratelimit-tokens-remaining": "10\r\nx-evil: 1",
      "retry-after": "3",
    };
    expect(limitHeaders(anthropic, headers, now)).toEqual({
      "x-ratelimit-limit-requests": "50",
      "x-ratelimit-reset-tokens": "1m30s",
      "x-ratelimit-remaining-tokens": "10??x-evil: 1",
    });
    expect(retryAfter(anthropic, headers, now)).toBe(3000);
    expect(limitHeaders({}, headers, now)).toEqual({});
  });
});
