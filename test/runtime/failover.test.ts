import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { call, closeAll, dataOf, startGateway, startUpstream } from "./harness.ts";

afterEach(closeAll);

const ANSWER = {
  id: "x",
  object: "chat.completion",
  created: 1,
  model: "served",
  choices: [{ index: 0, message: { role: "assistant", content: "fine" }, finish_reason: "stop" }],
  usage: { prompt_tokens: 2, completion_tokens: 1, total_tokens: 3 },
};
const chunk = (delta: object, finish: string | null = null) =>
  `data: ${JSON.stringify({ id: "x", object: "chat.completion.chunk", created: 1, model: "served", choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`;

function json(response: ServerResponse, status: number, body: unknown, headers = {}): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

function sse(response: ServerResponse, text: string, more = ""): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  response.write(text);
  if (more !== "") setTimeout(() => response.end(more), 20);
}

type Misbehaviour = (response: ServerResponse) => void;

/** A route over two servers of one's own: the first does as told, the second is well. */
async function setup(first: Misbehaviour, timeouts = {}) {
  const bad = await startUpstream((_received, response) => first(response));
  const good = await startUpstream(({ json: { stream } }, response) => {
    if (!stream) return json(response, 200, ANSWER);
    sse(response, chunk({ content: "fine" }) + chunk({}, "stop") + "data: [DONE]\n\n", "\n");
  });
  const gateway = await startGateway(
    {
      timeouts: { connect_ms: 500, first_token_ms: 200, idle_ms: 200, total_ms: 1000, ...timeouts },
      retry: { attempts: 1 },
      providers: {
        bad: { dialect: "openai-chat", base_url: `${bad.url}/v1`, key_env: "BAD_KEY" },
        good: { dialect: "openai-chat", base_url: `${good.url}/v1` },
      },
      routes: { route: { targets: ["bad/one", "good/two"] }, alone: { targets: ["bad/one"] } },
    },
    { BAD_KEY: "sk-very-secret-key" },
  );
  const ask = (model: string, stream = false) =>
    call(`${gateway.url}/v1/chat/completions`, {
      model,
      stream,
      messages: [{ role: "user", content: "Hi" }],
    });
  return { bad, good, gateway, ask };
}

const error = (message: string, more = {}) => ({ error: { message, type: "x", ...more } });

const goesOn: Record<string, Misbehaviour> = {
  "a 500": (response) => json(response, 500, error("boom")),
  "a 503 with a page": (response) => response.writeHead(503).end("<html>"),
  "a 429": (response) => json(response, 429, error("slow down")),
  "a 408": (response) => json(response, 408, error("late")),
  "a 409": (response) => json(response, 409, error("conflict")),
  "a 402": (response) => json(response, 402, error("no money")),
  "a refused key": (response) => json(response, 401, error("bad key")),
  "a missing model": (response) => json(response, 404, error("no such model")),
  "a redirection": (response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
  "a reset": (response) => response.destroy(),
  silence: () => {},
  "silence after the head": (response) => response.writeHead(200).flushHeaders(),
  "an error inside a 200": (response) =>
    json(response, 200, error("overloaded", { code: "overloaded" })),
  "an empty 200": (response) => response.end(),
  "a page in a 200": (response) => response.end("<!doctype html>"),
};

describe("another target is tried after", () => {
  it.each(Object.keys(goesOn))("%s", async (name) => {
    for (const stream of [false, true]) {
      const { ask, bad, good, gateway } = await setup(goesOn[name]!);
      const answer = await ask("route", stream);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.text).toContain("fine");
      expect(answer.headers).toMatchObject({
        "x-dragoman-provider": "good",
        "x-dragoman-model": "two",
        "x-dragoman-attempts": "2",
      });
      expect([bad.received.length, good.received.length]).toEqual([1, 1]);
      const line = gateway.log.find(({ msg }) => msg === "request");
      expect([line.attempts, line.provider]).toEqual([2, "good"]);
    }
  });

  it("an error event before the first token, and a stream that dies there", async () => {
    const dying: Misbehaviour[] = [
      (response) =>
        sse(
          response,
          chunk({ role: "assistant", content: "" }),
          `data: ${JSON.stringify(error("dead"))}\n\n`,
        ),
      (response) => sse(response, `: hello\n\n${chunk({ role: "assistant" })}`, ": bye\n\n"),
      (response) => sse(response, 'event: error\ndata: {"message":"no"}\n\n'),
    ];
    for (const each of dying) {
      const { ask } = await setup(each);
      const answer = await ask("route", true);
      expect([answer.status, answer.headers["x-dragoman-attempts"]]).toEqual([200, "2"]);
      expect(dataOf(answer.text).at(-1)).toBe("[DONE]");
    }
  });

  it("a server that is not there", async () => {
    const gateway = await startGateway({
      retry: { attempts: 1 },
      providers: { gone: { dialect: "openai-chat", base_url: "http://127.0.0.1:1/v1" } },
      routes: { route: { targets: ["gone/x", "sandbox/openai-chat"] } },
    });
    const body = { model: "route", messages: [{ role: "user", content: "Hi" }] };
    const answer = await call(`${gateway.url}/v1/chat/completions`, body);
    expect([answer.status, answer.headers["x-dragoman-attempts"]]).toEqual([200, "2"]);
    const alone = await call(`${gateway.url}/v1/chat/completions`, { ...body, model: "gone/x" });
    expect([alone.status, alone.json.error.message]).toEqual([
      502,
      "gone cannot be reached (ECONNREFUSED).",
    ]);
  });
});

describe("a context that is too long", () => {
  const long: Misbehaviour = (response) =>
    json(response, 400, error("long", { code: "context_length_exceeded" }));

  it("is asked once, and of the next target, whose context may be larger", async () => {
    const { ask, bad, good } = await setup(long);
    const answer = await ask("route");
    expect([answer.status, answer.json.choices[0].message.content]).toEqual([200, "fine"]);
    expect([bad.received.length, good.received.length]).toEqual([1, 1]);
  });

  it("is not asked of one whose context is known to be no larger", async () => {
    const { url, received } = await startUpstream((_received, response) => long(response));
    const environment = { OPENAI_API_KEY: "sk-12345678", OPENAI_BASE_URL: `${url}/v1` };
    const targets = ["openai/gpt-4o", "openai/gpt-4o-mini"];
    const gateway = await startGateway({ routes: { route: { targets } } }, environment);
    const body = { model: "route", messages: [{ role: "user", content: "Hi" }] };
    const answer = await call(`${gateway.url}/v1/chat/completions`, body);
    expect([answer.status, answer.json.error.code]).toEqual([400, "context_length_exceeded"]);
    expect(received).toHaveLength(1);
  });
});

describe("no other target is tried", () => {
  it.each([
    ["a bad request", 400, error("bad"), 400],
    ["a content policy", 400, error("no", { code: "content_policy_violation" }), 400],
    ["a body that is too large", 413, error("large"), 413],
    ["an unprocessable one", 422, error("odd"), 400],
  ])("after %s", async (_name, status, body, want) => {
    const { ask, good } = await setup((response) => json(response, status, body));
    const answer = await ask("route");
    expect([answer.status, answer.json.error.message]).toEqual([want, body.error.message]);
    expect(answer.headers).toMatchObject({
      "x-dragoman-provider": "bad",
      "x-dragoman-attempts": "1",
      "x-should-retry": "false",
    });
    expect(good.received).toHaveLength(0);
  });

  it("once a token is out: the error is told in the stream", async () => {
    const deaths: Misbehaviour[] = [
      (response) => {
        sse(response, chunk({ content: "half" }));
        setTimeout(() => response.destroy(), 20);
      },
      (response) => sse(response, chunk({ content: "half" }), "\n"),
      (response) => sse(response, chunk({ content: "half" })),
      (response) =>
        sse(response, chunk({ content: "half" }), `data: ${JSON.stringify(error("dead"))}\n\n`),
      (response) => sse(response, `${chunk({ content: "half" })}data: {"cut": "off`, " here"),
    ];
    for (const each of deaths) {
      const { ask, good } = await setup(each);
      const answer = await ask("route", true);
      expect(answer.status).toBe(200);
      const events = dataOf(answer.text);
      expect(events).not.toContain("[DONE]");
      const last = JSON.parse(events.at(-1)!);
      expect(last.error.message).toBeTypeOf("string");
      expect(good.received).toHaveLength(0);
    }
  });
});

describe("a single target", () => {
  it("that closes a connection without an answer is asked once more", async () => {
    let times = 0;
    const { ask } = await setup((response) => {
      if (times++ === 0) response.destroy();
      else json(response, 200, ANSWER);
    });
    const answer = await ask("alone");
    expect([answer.status, answer.headers["x-dragoman-attempts"]]).toEqual([200, "2"]);
  });

  it("tells how long to wait, and what its limits are", async () => {
    const { ask } = await setup((response) =>
      json(response, 429, error("slow down", { code: "rate_limit_exceeded" }), {
        "retry-after-ms": "1500",
        "x-ratelimit-limit-requests": "60",
        "x-ratelimit-remaining-requests": "0",
        "x-ratelimit-reset-requests": "1m2s",
        "x-internal": "secret",
        "x-request-id": "up-1",
      }),
    );
    const { status, headers } = await ask("alone");
    expect(status).toBe(429);
    expect(headers).toMatchObject({
      "retry-after": "2",
      "x-ratelimit-limit-requests": "60",
      "x-ratelimit-remaining-requests": "0",
      "x-ratelimit-reset-requests": "1m2s",
      "x-dragoman-upstream-id": "up-1",
    });
    expect(headers["x-internal"]).toBeUndefined();
    expect(headers["x-should-retry"]).toBeUndefined();
  });

  it("whose key is refused is said to be the gateway's, and the key is not shown", async () => {
    const { ask, gateway, bad } = await setup((response) =>
      json(response, 401, error("Incorrect API key provided: sk-very-secret-key")),
    );
    const answer = await ask("alone");
    expect(answer.status).toBe(401);
    expect(answer.json.error.message).toBe(
      "bad refused the gateway's key: Incorrect API key provided: [key]",
    );
    expect(bad.received[0]?.headers.authorization).toBe("Bearer sk-very-secret-key");
    expect(JSON.stringify(gateway.log)).not.toContain("very-secret");
  });

  it("may answer a stream with a whole answer, and the reverse", async () => {
    const { ask } = await setup((response) => json(response, 200, ANSWER));
    const streamed = await ask("alone", true);
    expect(streamed.headers["content-type"]).toContain("event-stream");
    expect(dataOf(streamed.text).at(-1)).toBe("[DONE]");
    const other = await setup((response) => {
      const usage = `data: {"choices":[],"usage":{"prompt_tokens":4,"completion_tokens":1}}\n\n`;
      sse(
        response,
        chunk({ content: "fi" }) + chunk({ content: "ne" }) + chunk({}, "stop") + usage,
        "data: [DONE]\n\n",
      );
    });
    const whole = await other.ask("alone");
    expect(whole.json.choices[0]).toMatchObject({
      message: { content: "fine" },
      finish_reason: "stop",
    });
    expect(whole.headers["x-dragoman-input-tokens"]).toBe("4");
  });

  it("may forget its end once it has finished", async () => {
    const { ask } = await setup((response) =>
      sse(response, chunk({ content: "fine" }) + chunk({}, "stop"), "\n"),
    );
    const answer = await ask("alone", true);
    expect(dataOf(answer.text).at(-1)).toBe("[DONE]");
  });

  it("may send blank lines before its answer", async () => {
    const { ask } = await setup((response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.write("\n\n  ");
      setTimeout(() => response.end(`\n${JSON.stringify(ANSWER)}`), 20);
    });
    expect((await ask("alone")).json.choices[0].message.content).toBe("fine");
  });
});
