import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { registry } from "../../generated/index.ts";
import { ASK, call, closeAll, startGateway, startUpstream } from "../runtime/harness.ts";
import { BAG, OWN, SECRETS, environmentOf, keyOf } from "./bag.ts";

afterEach(closeAll);

const providers = Object.values(registry.providers);
const dialects = Object.keys(registry.dialects);
const pairs = providers.flatMap((provider) =>
  dialects.flatMap((dialect) => [false, true].map((stream) => ({ provider, dialect, stream }))),
);

function nothing(response: ServerResponse, status = 400): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end('{"error":{"message":"no"}}');
}

describe("what reaches an upstream", () => {
  it.each(pairs)(
    "$provider.id from $dialect, streamed: $stream",
    async ({ provider, dialect, stream }) => {
      const upstream = await startUpstream((_received, response) => nothing(response));
      const gateway = await startGateway({ on_loss: "allow" }, environmentOf(upstream.url));
      const [path, body] = ASK[dialect]!(`${provider.id}/some-model`, "Hi", stream);
      await call(gateway.url + path, body, { headers: BAG });
      expect(upstream.received.length).toBeGreaterThan(0);
      for (const { headers, url, text } of upstream.received) {
        const mine = provider.dialect === dialect ? provider.forward : [];
        const { auth } = provider;
        const credential =
          auth.scheme === "bearer"
            ? { authorization: `Bearer ${keyOf(provider.keys[0]!)}` }
            : auth.scheme === "header"
              ? { [auth.name]: (auth.prefix ?? "") + keyOf(provider.keys[0]!) }
              : {};
        const known = [
          ...OWN,
          ...mine,
          ...Object.keys(provider.headers),
          ...Object.keys(provider.stream_headers ?? {}),
          ...Object.keys(credential),
        ];
        expect(Object.keys(headers).filter((name) => !known.includes(name))).toEqual([]);
        expect(headers).toMatchObject(credential);
        for (const name of mine) if (BAG[name]) expect(headers[name]).toBe(BAG[name]);
        expect(headers.host).toBe(new URL(upstream.url).host);
        const all = JSON.stringify(headers) + url + text;
        for (const secret of SECRETS) expect(all).not.toContain(secret);
      }
    },
  );
});

describe("failover", () => {
  it("brings each provider its own key, and no header that is another's", async () => {
    const keyed = providers.filter(({ keys }) => keys.length > 0);
    for (const [i, first] of keyed.entries()) {
      const second = keyed[(i + 1) % keyed.length]!;
      const bad = await startUpstream((_received, response) => nothing(response, 500));
      const good = await startUpstream((_received, response) => nothing(response));
      const gateway = await startGateway(
        {
          on_loss: "allow",
          routes: {
            both: {
              targets: [
                { model: `${first.id}/one`, base_url: bad.url },
                { model: `${second.id}/two`, base_url: good.url },
              ],
            },
          },
        },
        environmentOf("http://127.0.0.1:1"),
      );
      const [path, body] = ASK[first.dialect]!("both", "Hi", false);
      await call(gateway.url + path, body, { headers: BAG });
      const sent = (received: typeof bad.received) =>
        JSON.stringify(received.map(({ headers, url, text }) => [headers, url, text]));
      const [a, b] = [keyOf(first.keys[0]!), keyOf(second.keys[0]!)];
      expect(sent(bad.received)).toContain(a);
      expect(sent(bad.received)).not.toContain(b);
      expect(sent(good.received)).toContain(b);
      expect(sent(good.received)).not.toContain(a);
      const foreign = first.forward.filter((name) => first.dialect !== second.dialect && BAG[name]);
      for (const name of foreign) expect(sent(good.received)).not.toContain(BAG[name]);
      await closeAll();
    }
  });

  it("follows no redirection, so that a key goes nowhere else", async () => {
    const elsewhere = await startUpstream((_received, response) => nothing(response));
    for (const status of [301, 302, 303, 307, 308]) {
      const upstream = await startUpstream((_received, response) =>
        response.writeHead(status, { location: `${elsewhere.url}/v1/chat/completions` }).end(),
      );
      const gateway = await startGateway({}, environmentOf(upstream.url));
      for (const { id, dialect } of providers) {
        const [path, body] = ASK[dialect]!(`${id}/m`, "Hi", false);
        const answer = await call(gateway.url + path, body);
        expect(answer.status).toBe(502);
        expect(answer.headers.location).toBeUndefined();
        expect(answer.text).not.toContain(elsewhere.url);
      }
    }
    expect(elsewhere.received).toEqual([]);
  });
});

describe("text of clients in places of its own", () => {
  const odd = [
    "m\r\nx-injected: 1",
    "m\nx-injected: 1",
    "../../admin",
    "m?key=1&x=2",
    "m#f",
    "m%0d%0ax-injected: 1",
    "m/../..//x",
    "mé\u0000\u2028☃",
  ];
  it.each(odd)("a model named %j begins no header and no path", async (model) => {
    for (const provider of providers) {
      const upstream = await startUpstream((_received, response) => nothing(response));
      const gateway = await startGateway({ on_loss: "allow" }, environmentOf(upstream.url));
      const [path, body] = ASK["openai-chat"]!(`${provider.id}/${model}`, "Hi", false);
      const user = { ...body, user: "u\r\nx-injected: 1", metadata: { user_id: "u\r\nx: 1" } };
      const answer = await call(gateway.url + path, user, {
        headers: { "x-request-id": "a b;c" },
      });
      expect(answer.headers["x-injected"]).toBeUndefined();
      expect(answer.headers["x-request-id"]).toMatch(/^req_/);
      for (const { url, headers } of upstream.received) {
        expect(headers["x-injected"]).toBeUndefined();
        const [before, after] = provider.path.split("{model}");
        expect(url.startsWith(before!)).toBe(true);
        if (after !== undefined) {
          expect(url.slice(before!.length)).toBe(encodeURIComponent(model) + after);
        } else expect(url).toBe(provider.path);
      }
      await closeAll();
    }
  });
});
