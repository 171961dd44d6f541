import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { registry } from "../../generated/index.ts";
import { redact, redactPieces } from "../../runtime/credentials.ts";
import { ASK, call, closeAll, startGateway, startUpstream } from "../runtime/harness.ts";
import { environmentOf, keyOf } from "./bag.ts";

afterEach(closeAll);

const providers = Object.values(registry.providers).filter(({ keys }) => keys.length > 0);

/** How an upstream may repeat a key: whole, as in an address, cut off, hidden in the middle, in other letters. */
const ECHOES: Record<string, (key: string) => string> = {
  whole: (key) => key,
  quoted: (key) => `Bearer '${key}'.`,
  "url-encoded": (key) => encodeURIComponent(key),
  base64: (key) => Buffer.from(key).toString("base64"),
  "the beginning": (key) => `${key.slice(0, 30)}...`,
  "the end": (key) => `...${key.slice(-30)}`,
  "the middle": (key) => key.slice(4, -4),
  "all but the middle": (key) => `${key.slice(0, 20)}****${key.slice(-20)}`,
};

const WHOLE: readonly string[] = ["whole", "quoted", "url-encoded", "base64"];
/** No run of so many characters of a key may get out. */
const RUN = 16;

function expectNone(text: string, key: string): void {
  for (const form of [key, encodeURIComponent(key), Buffer.from(key).toString("base64")]) {
    for (let at = 0; at + RUN <= form.length; at++) {
      const piece = form.slice(at, at + RUN);
      if (text.includes(piece)) expect.fail(`${piece} got out in ${text.slice(0, 500)}`);
    }
  }
}

type Place = (response: ServerResponse, echo: string) => void;

const json = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
};

const error = (echo: string) => ({
  type: "error",
  error: { type: "x", message: `Incorrect key: ${echo}`, code: 400, status: "X" },
});

const PLACES: Record<string, Place> = {
  "a message": (response, echo) => json(response, 401, error(echo)),
  "a message of another status": (response, echo) => json(response, 400, error(echo)),
  "a code": (response, echo) =>
    json(response, 400, { error: { message: "no", code: echo, type: echo, param: echo } }),
  "a plain text": (response, echo) => void response.writeHead(403).end(`no: ${echo}`),
  "a page": (response, echo) =>
    void response.writeHead(403).end(`<!doctype html><title>${echo}</title>`),
  "a JSON without a message": (response, echo) => json(response, 400, { detail: [{ in: echo }] }),
  "an error in a 200": (response, echo) => json(response, 200, error(echo)),
  headers: (response, echo) =>
    json(response, 400, error("none"), {
      "x-request-id": echo,
      "request-id": echo,
      "x-ratelimit-limit-requests": echo,
      "x-ratelimit-remaining-tokens": echo,
      "retry-after": echo,
      "set-cookie": echo,
      "www-authenticate": echo,
    }),
  "an error in a stream": (response, echo) => {
    response.writeHead(200, { "content-type": "text/event-stream" });
    response.end(`event: error\ndata: ${JSON.stringify(error(echo))}\n\n`);
  },
};

describe("a key that an upstream repeats is in no answer and no log", () => {
  it.each(Object.keys(PLACES))("in %s", async (place) => {
    const key = { now: "" };
    let form = (text: string): string => text;
    const upstream = await startUpstream((_received, response) =>
      PLACES[place]!(response, form(key.now)),
    );
    const gateway = await startGateway({}, environmentOf(upstream.url));
    for (const provider of providers) {
      key.now = keyOf(provider.keys[0]!);
      for (const [name, echo] of Object.entries(ECHOES)) {
        // Headers are on the way of every answer: what is looked for in them are whole keys.
        if (place === "headers" && !WHOLE.includes(name)) continue;
        form = echo;
        for (const dialect of new Set([provider.dialect, "anthropic"])) {
          const stream = place.includes("stream");
          const [path, body] = ASK[dialect]!(`${provider.id}/m`, "Hi", stream);
          const answer = await call(gateway.url + path, body);
          expectNone(answer.text, key.now);
          expectNone(JSON.stringify([answer.headers, answer.trailers]), key.now);
        }
      }
    }
    for (const { keys } of providers) expectNone(JSON.stringify(gateway.log), keyOf(keys[0]!));
  });

  it("in what is explained", async () => {
    const gateway = await startGateway({}, environmentOf("http://127.0.0.1:1"));
    for (const { id, dialect, keys } of providers) {
      const [, body] = ASK[dialect]!(`${id}/m`, "Hi", false);
      const request = { dialect, request: body, model: `${id}/m` };
      const answer = await call(`${gateway.url}/explain`, request);
      expect(answer.status).toBe(200);
      expectNone(answer.text, keyOf(keys[0]!));
    }
  });
});

describe("hiding", () => {
  it("leaves what is no key", async () => {
    await startGateway({}, environmentOf("http://127.0.0.1:1"));
    const text = "Keys begin with sk- and have 0123456789 in them; Gateway is no key.";
    expect(redact(text)).toBe(text);
    expect(redactPieces(text)).toBe(text);
  });

  it("is linear", async () => {
    await startGateway({}, environmentOf("http://127.0.0.1:1"));
    const key = keyOf(providers[0]!.keys[0]!);
    const text = `${key.slice(0, 15)} `.repeat(20_000);
    const start = performance.now();
    redactPieces(text);
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
