import { afterEach, describe, expect, it } from "vitest";
import { call, closeAll, dataOf, startGateway, startUpstream } from "./harness.ts";
import type { Received } from "./harness.ts";

afterEach(closeAll);

const ANSWER = `{"id":"x","object":"chat.completion","created":1,"model":"served","unknown_field":{"big":12345678901234567890},
 "choices":[{"index":0,"message":{"role":"assistant","content":"fine","extra":1},"finish_reason":"stop"}],
 "usage":{"prompt_tokens":2,"completion_tokens":1,"total_tokens":3}}`;

const delta = (text: string) =>
  `data: {"id":"x","obfuscation":"abc","choices":[{"index":0,"delta":{"content":"${text}"},"finish_reason":null}],"usage":null}\n\n`;
const FINISH = `data: {"id":"x","choices":[{"index":0,"delta":{},"finish_reason":"stop"}],"usage":null}\n\n`;
const USAGE = `data: {"id":"x","choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}}\n\n`;
const DONE = "data: [DONE]\n\n";

async function setup(pieces: (received: Received) => readonly string[]) {
  const upstream = await startUpstream(async (received, response) => {
    if (!received.json.stream) {
      response.writeHead(200, { "content-type": "application/json", "x-secret": "1" });
      return response.end(ANSWER);
    }
    response.writeHead(200, { "content-type": "text/event-stream" });
    for (const piece of pieces(received)) {
      response.write(piece);
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    return response.end();
  });
  const gateway = await startGateway({
    providers: { mine: { dialect: "openai-chat", base_url: `${upstream.url}/v1/` } },
  });
  return { upstream, gateway, url: `${gateway.url}/v1/chat/completions` };
}

describe("a request of the same dialect", () => {
  it("passes but for the model: numbers, order and unknown fields are kept", async () => {
    const { upstream, url, gateway } = await setup(() => []);
    const text = `{ "messages" : [{"role":"user","content":"é🙂"}],\n "seed": 12345678901234567890, "unknown": {"b":1,"a":[2]}, "model" : "mine/a/b" , "temperature":1.0}`;
    const answer = await call(url, text);
    expect(upstream.received[0]?.text).toBe(text.replace('"mine/a/b"', '"a/b"'));
    expect(upstream.received[0]?.url).toBe("/v1/chat/completions");
    expect(answer.text).toBe(ANSWER);
    expect(answer.headers).toMatchObject({
      "x-dragoman-input-tokens": "2",
      "x-dragoman-cost": "unknown",
    });
    expect(answer.headers["x-dragoman-cost-reason"]).toContain("no price");
    expect(answer.headers["x-secret"]).toBeUndefined();
    expect(gateway.log[0]).toMatchObject({ passed: true, input_tokens: 2, cost: null });
  });

  it("is the same bytes each time", async () => {
    const { upstream, url } = await setup(() => []);
    const body = {
      model: "mine/m",
      messages: [{ role: "user", content: "Hi" }],
      max_completion_tokens: 9,
    };
    for (let i = 0; i < 3; i++) await call(url, body);
    expect(new Set(upstream.received.map(({ text }) => text)).size).toBe(1);
  });

  it("carries no header of the client, and no credential", async () => {
    const { upstream, url } = await setup(() => []);
    const headers = {
      authorization: "Bearer client",
      "x-api-key": "client",
      cookie: "a=b",
      "x-custom": "1",
    };
    await call(url, { model: "mine/m", messages: [{ role: "user", content: "Hi" }] }, { headers });
    const sent = Object.keys(upstream.received[0]!.headers).sort();
    expect(sent).toEqual([
      "accept",
      "accept-encoding",
      "connection",
      "content-length",
      "content-type",
      "host",
      "user-agent",
      "x-request-id",
    ]);
  });

  it("is translated when the translation says something else", async () => {
    const { upstream, url, gateway } = await setup(() => []);
    const body = { model: "mine/m", messages: [{ role: "user", content: "Hi" }], top_k: 4 };
    const answer = await call(url, body);
    expect(upstream.received[0]?.json.top_k).toBeUndefined();
    expect(answer.headers["x-dragoman-loss"]).toBe("top_k;dropped");
    expect(gateway.log[0].passed).toBeUndefined();
  });
});

describe("a stream of the same dialect", () => {
  const ask = { model: "mine/m", stream: true, messages: [{ role: "user", content: "Hi" }] };

  it("passes byte for byte, and its usage is told in the trailers", async () => {
    const pieces = [
      ": keep\n\n",
      delta("a"),
      delta("b").slice(0, 20),
      delta("b").slice(20) + FINISH,
      USAGE,
      DONE,
    ];
    const { upstream, url } = await setup(() => pieces);
    const body = { ...ask, stream_options: { include_usage: true, include_obfuscation: false } };
    const answer = await call(url, body);
    expect(answer.text).toBe(pieces.join(""));
    expect(upstream.received[0]?.json.stream_options).toEqual({
      include_usage: true,
      include_obfuscation: false,
    });
    expect(answer.trailers).toMatchObject({
      "x-dragoman-input-tokens": "7",
      "x-dragoman-output-tokens": "2",
      "x-dragoman-cost": "unknown",
    });
  });

  it("is asked for its usage, which only those see who asked for it", async () => {
    const { upstream, url } = await setup(() => [
      delta("a"),
      ": still here\n\n",
      FINISH + USAGE.slice(0, 30),
      USAGE.slice(30),
      DONE,
    ]);
    const answer = await call(url, ask);
    expect(upstream.received[0]?.json.stream_options).toEqual({ include_usage: true });
    expect(answer.text).toBe(`${delta("a")}: still here\n\n${FINISH}${DONE}`);
    expect(answer.trailers["x-dragoman-input-tokens"]).toBe("7");
  });

  it("ends with one [DONE], also when the upstream forgets it", async () => {
    const { url } = await setup(() => [delta("a") + FINISH]);
    expect((await call(url, ask)).text).toBe(delta("a") + FINISH + DONE);
  });

  it("loses nothing that cannot be read but the event itself", async () => {
    const { url, gateway } = await setup(() => [
      delta("a"),
      "data: {nonsense\n\n",
      delta("b") + FINISH,
      DONE,
    ]);
    const answer = await call(url, ask);
    expect(answer.text).toBe(delta("a") + delta("b") + FINISH + DONE);
    expect(gateway.log[0].skipped).toBe(1);
  });

  it("that breaks off ends in an error", async () => {
    const { url } = await setup(() => [delta("a"), delta("b").slice(0, 30)]);
    for (const body of [ask, { ...ask, stream_options: { include_usage: true } }]) {
      const events = dataOf((await call(url, body)).text);
      expect(JSON.parse(events.at(-1)!).error.message).toContain(
        "ended before its answer was complete",
      );
      expect(events).not.toContain("[DONE]");
    }
  });
});
