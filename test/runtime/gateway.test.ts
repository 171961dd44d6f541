import { connect } from "node:net";
import { request as send } from "node:http";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { registry } from "../../generated/index.ts";
import { ASK, call, closeAll, startGateway, startUpstream } from "./harness.ts";

afterEach(closeAll);

const HELLO = { model: "sandbox/openai-chat", messages: [{ role: "user", content: "Hello!" }] };

/** Sends bytes as they are, and gives what comes back until the connection ends. */
function raw(url: string, bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connect(Number(new URL(url).port), "127.0.0.1", () => socket.write(bytes));
    let text = "";
    socket.on("data", (chunk) => (text += chunk));
    socket.on("end", () => resolve(text));
    socket.on("error", reject);
  });
}

const until = async (holds: () => boolean): Promise<void> => {
  for (let i = 0; i < 200 && !holds(); i++) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(holds()).toBe(true);
};

describe("hostile requests", () => {
  it.each(Object.keys(ASK))("are refused in the shape of %s", async (dialect) => {
    const { url } = await startGateway({ limits: { body_bytes: 2048 } });
    const path = ASK[dialect]!("sandbox/ollama", "", false)[0];
    const bodies: [string | Buffer, number][] = [
      ["", 400],
      ["{", 400],
      ["[]", 400],
      [Buffer.from([0x7b, 0xff, 0xfe]), 400],
      ['{"model":"a","model":"b"}', 400],
      [`{"a":${"[".repeat(1000)}`, 400],
      ['{"__proto__":{"model":"sandbox/x"}}', 400],
      ['{"model":1,"messages":"x","contents":3}', 400],
      [`{"a":"${"x".repeat(3000)}"}`, 413],
    ];
    for (const [body, status] of bodies) {
      const answer = await call(url + path, body);
      expect([String(body).slice(0, 40), answer.status], answer.text).toEqual([
        String(body).slice(0, 40),
        status,
      ]);
      const { error } = answer.json;
      expect(dialect === "ollama" ? error : error.message).toBeTypeOf("string");
      expect(answer.headers).toMatchObject({
        "x-dragoman-attempts": "0",
        "x-should-retry": "false",
      });
    }
  });

  it("name the field that is wrong", async () => {
    const { url } = await startGateway();
    const answer = await call(`${url}/v1/chat/completions`, { ...HELLO, temperature: "hot" });
    expect(answer.json.error).toMatchObject({
      param: "temperature",
      type: "invalid_request_error",
    });
    expect(answer.json.error.message).toBe(
      '`temperature` must be a number, but is the string "hot".',
    );
  });

  it("cannot send a large body in pieces, nor a slow one", async () => {
    const { url } = await startGateway({ limits: { body_bytes: 2048, body_ms: 150 } });
    const head = "POST /v1/messages HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n";
    const large = await raw(url, `${head}${"400\r\n".concat("x".repeat(1024), "\r\n").repeat(3)}`);
    expect(large).toMatch(/^HTTP\/1.1 413 /);
    expect(large).toContain('"type":"request_too_large"');
    const slow = await raw(url, `${head}1\r\n{\r\n`);
    expect(slow).toMatch(/^HTTP\/1.1 408 /);
  });

  it("cannot set headers of the answer", async () => {
    const { url } = await startGateway();
    const evil = "sandbox/x\r\nx-evil: 1";
    for (const model of [evil, `${evil}/é🙂`, "sandbox/openai-chat\r\nx-evil: 1"]) {
      const answer = await call(`${url}/v1/chat/completions`, { ...HELLO, model });
      expect(answer.headers["x-evil"]).toBeUndefined();
      expect(answer.status).toBe(404);
    }
    const odd = await call(`${url}/v1/chat/completions`, {
      ...HELLO,
      model: "sandbox/openai-chat/é\r\nx: 1",
    });
    expect(odd.headers["x-dragoman-model"]).toBe("openai-chat/???x: 1");
    const id = await call(`${url}/v1/chat/completions`, HELLO, {
      headers: { "x-request-id": "a b<script>" },
    });
    expect(id.headers["x-request-id"]).toMatch(/^req_/);
    const own = await call(`${url}/v1/chat/completions`, HELLO, {
      headers: { "x-request-id": "mine-1" },
    });
    expect(own.headers["x-request-id"]).toBe("mine-1");
  });

  it("cannot come from a web page that did not ask", async () => {
    const { url } = await startGateway();
    const headers = { origin: "https://evil.example", "content-type": "text/plain" };
    expect((await call(`${url}/v1/chat/completions`, HELLO, { headers })).status).toBe(400);
    const asked = { origin: "https://app.example" };
    expect((await call(`${url}/v1/chat/completions`, HELLO, { headers: asked })).status).toBe(200);
  });

  it("cannot come compressed", async () => {
    const { url } = await startGateway();
    const headers = { "content-encoding": "gzip" };
    expect(
      (await call(`${url}/v1/chat/completions`, HELLO, { headers })).json.error.message,
    ).toContain("encoding");
  });
});

describe("paths", () => {
  it("that are none are 404 in the shape of their neighbours", async () => {
    const { url } = await startGateway();
    const paths = ["/", "/v1/nothing", "/v1/messages/batches", "/v1beta/nothing", "/api/nothing"];
    const shapes = await Promise.all(paths.map(async (path) => (await call(url + path, {})).json));
    expect(shapes.map((json) => json.type ?? json.error.status ?? typeof json.error)).toEqual([
      "object",
      "object",
      "error",
      "NOT_FOUND",
      "string",
    ]);
    for (const path of paths) expect((await call(url + path)).status).toBe(404);
  });

  it("take their own method only", async () => {
    const { url } = await startGateway();
    for (const path of ["/v1/chat/completions", "/explain", "/v1beta/models/a/b:generateContent"]) {
      const answer = await call(url + path, undefined, { method: "PUT" });
      expect([path, answer.status, answer.headers["allow"]]).toEqual([path, 405, "POST"]);
    }
    const answer = await call(`${url}/v1/models`, {});
    expect([answer.status, answer.headers["allow"]]).toEqual([405, "GET"]);
  });

  it("tell health", async () => {
    const { url } = await startGateway();
    expect((await call(`${url}/health`)).json).toEqual({ status: "ok" });
  });
});

describe("the list of models", () => {
  it("is that of the dialect, and names what can be reached", async () => {
    const routes = { fast: { targets: ["sandbox/openai-chat"] } };
    const { url } = await startGateway({ routes }, { GROQ_API_KEY: "gsk-12345678" });
    const chat = (await call(`${url}/v1/models`)).json;
    const ids: string[] = chat.data.map((model: { id: string }) => model.id);
    expect(chat.object).toBe("list");
    expect(ids).toContain("fast");
    expect(ids).toContain("sandbox/gemini");
    expect(ids.some((id) => id.startsWith("groq/"))).toBe(true);
    expect(ids.some((id) => id.startsWith("openai/"))).toBe(false);
    const headers = { "anthropic-version": "2023-06-01" };
    const messages = (await call(`${url}/v1/models`, undefined, { headers })).json;
    expect(messages).toMatchObject({ has_more: false, first_id: "fast" });
    expect(messages.data[0]).toMatchObject({ type: "model", id: "fast" });
    expect((await call(`${url}/v1beta/models`)).json.models[0].name).toBe("models/fast");
    expect((await call(`${url}/api/tags`)).json.models[0].name).toBe("fast");
    expect((await call(`${url}/v1/models/sandbox%2Fgemini`)).json).toMatchObject({
      id: "sandbox/gemini",
      object: "model",
    });
    expect((await call(`${url}/v1/models/nobody`)).json.error.code).toBe("model_not_found");
  });
});

describe("targets", () => {
  const ask = async (url: string, model: string) =>
    (await call(`${url}/v1/chat/completions`, { ...HELLO, model })).json.error;

  it("are told of when they are not there", async () => {
    const { url } = await startGateway({ routes: { quick: { targets: ["sandbox/openai-chat"] } } });
    expect((await ask(url, "opnai/gpt-4o")).message).toContain("did you mean `openai`?");
    expect((await ask(url, "quik")).message).toContain("did you mean `quick`?");
    expect(await ask(url, "openai/gpt-4o")).toMatchObject({ type: "server_error" });
    expect((await ask(url, "openai/gpt-4o")).message).toContain("set OPENAI_API_KEY in its");
    expect((await ask(url, "/x")).message).toContain("provider/model");
    expect((await ask(url, "sandbox/")).code).toBe("model_not_found");
  });

  it("take keys from files, and addresses from the environment", async () => {
    const upstream = await startUpstream((_received, response) => response.writeHead(404).end());
    const folder = mkdtempSync(join(tmpdir(), "dragoman-"));
    writeFileSync(join(folder, "key"), "sk-from-a-file\n");
    const { url } = await startGateway(
      {},
      {
        OPENAI_API_KEY_FILE: join(folder, "key"),
        OPENAI_BASE_URL: `${upstream.url}/proxy/v1/`,
        ANTHROPIC_API_KEY: "ant-12345678",
        ANTHROPIC_BASE_URL: upstream.url,
      },
    );
    await ask(url, "openai/gpt-4o");
    await ask(url, "anthropic/claude");
    rmSync(folder, { recursive: true });
    expect(upstream.received.map(({ url }) => url)).toEqual([
      "/proxy/v1/chat/completions",
      "/v1/messages",
    ]);
    expect(upstream.received[0]?.headers.authorization).toBe("Bearer sk-from-a-file");
    expect(upstream.received[1]?.headers).toMatchObject({ "x-api-key": "ant-12345678" });
    expect(upstream.received[1]?.headers["anthropic-version"]).toBeTypeOf("string");
  });

  it("get the headers that mean something to their dialect from clients of it", async () => {
    const upstream = await startUpstream((_received, response) => response.writeHead(500).end());
    const environment = { ANTHROPIC_API_KEY: "ant-12345678", ANTHROPIC_BASE_URL: upstream.url };
    const { url } = await startGateway({ retry: { attempts: 1 } }, environment);
    const headers = { "anthropic-beta": "some-beta", "anthropic-version": "1999-01-01" };
    const [path, body] = ASK["anthropic"]!("anthropic/claude", "Hi", false);
    await call(url + path, body, { headers });
    await call(`${url}/v1/chat/completions`, { ...HELLO, model: "anthropic/claude" }, { headers });
    expect(upstream.received.map((each) => each.headers["anthropic-beta"])).toEqual([
      "some-beta",
      undefined,
    ]);
    // Answers differ by version, so a client of the dialect says which it reads; others get the spec's.
    expect(upstream.received.map((each) => each.headers["anthropic-version"])).toEqual([
      "1999-01-01",
      "2023-06-01",
    ]);
  });
});

describe("losses", () => {
  const image = { type: "image_url", image_url: { url: "https://example.com/a.png" } };
  const asking = {
    model: "sandbox/ollama",
    seed: 1,
    user: "me",
    messages: [{ role: "user", content: [{ type: "text", text: "Look" }, image] }],
  };

  it("of content are refused unless the client or the route says otherwise", async () => {
    const route = (on_loss: "warn" | "allow") => ({ targets: ["sandbox/ollama"], on_loss });
    const { url, log } = await startGateway({
      routes: { warn: route("warn"), allow: route("allow") },
    });
    const ask = (body: object, headers = {}) =>
      call(`${url}/v1/chat/completions`, body, { headers });
    const refused = await ask(asking);
    expect(refused.status).toBe(400);
    expect(refused.json.error).toMatchObject({
      code: "unsupported_parameter",
      param: "messages.image",
    });
    expect(refused.headers["x-dragoman-attempts"]).toBe("0");
    for (const [body, headers] of [
      [asking, { "x-dragoman-on-loss": "warn" }],
      [{ ...asking, model: "warn" }, {}],
      [{ ...asking, model: "allow" }, {}],
    ] as const) {
      const answer = await ask(body, headers);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.headers["x-dragoman-loss"]).toContain("messages.image;dropped");
    }
    expect(log.map((line) => line.level)).toEqual([40, 40, 40, 30]);
    expect((await ask(asking, { "x-dragoman-on-loss": "perhaps" })).status).toBe(400);
  });

  it("of hints are receipted", async () => {
    const { url } = await startGateway();
    const messages = [{ role: "user", content: "Hi" }];
    const answer = await call(`${url}/v1/chat/completions`, { ...asking, messages });
    expect([answer.status, answer.headers["x-dragoman-loss"]]).toEqual([200, "user;dropped"]);
  });
});

describe("money", () => {
  it("is exact, and stands in headers and usage", async () => {
    const upstream = await startUpstream(({ json }, response) => {
      response.writeHead(200, { "content-type": "application/json" });
      const usage = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };
      const choices = [
        { index: 0, message: { role: "assistant", content: "ok" }, finish_reason: "stop" },
      ];
      response.end(
        JSON.stringify({
          id: "x",
          object: "chat.completion",
          created: 1,
          model: json.model,
          choices,
          usage,
        }),
      );
    });
    const { url } = await startGateway(
      {},
      { OPENAI_API_KEY: "sk-12345678", OPENAI_BASE_URL: upstream.url },
    );
    const model = "openai/gpt-4o-mini";
    const plain = await call(`${url}/v1/chat/completions`, { ...HELLO, model });
    expect(plain.headers).toMatchObject({
      "x-dragoman-input-tokens": "1000",
      "x-dragoman-output-tokens": "100",
      "x-dragoman-cost": "0.00021",
    });
    const [path, body] = ASK["anthropic"]!(model, "Hi", false);
    expect((await call(url + path, body)).headers["x-dragoman-cost"]).toBe("0.00021");
  });
});

describe("explain", () => {
  it("tells what would be sent, and calls nobody", async () => {
    const upstream = await startUpstream((_received, response) => response.end());
    const { url } = await startGateway(
      { routes: { pair: { targets: ["openai/gpt-4o-mini", "sandbox/ollama"] } } },
      { OPENAI_API_KEY: "sk-12345678", OPENAI_BASE_URL: upstream.url },
    );
    const request = {
      model: "pair",
      messages: [{ role: "user", content: "x".repeat(400) }],
      user: "me",
      max_tokens: 10,
    };
    const { json } = await call(`${url}/explain`, request);
    expect(json).toMatchObject({
      dialect: "openai-chat",
      model: "pair",
      route: "pair",
      stream: false,
      on_loss: "error",
    });
    expect(json.candidates).toHaveLength(2);
    expect(json.candidates[0]).toMatchObject({
      provider: "openai",
      model: "gpt-4o-mini",
      request: {
        method: "POST",
        url: `${upstream.url}/chat/completions`,
        headers: { authorization: "Bearer [key]" },
        body: { model: "gpt-4o-mini" },
      },
      losses: [],
      estimated: {
        method: "characters / 4, one each beyond ASCII",
        input_tokens: 100,
        input_cost: "0.000015",
        cost_at_most: "0.000021",
      },
    });
    expect(json.candidates[1].losses[0]).toMatchObject({
      field: "user",
      grade: "dropped",
      weight: "hint",
    });
    expect(JSON.stringify(json)).not.toContain("sk-12345678");
    expect(upstream.received).toHaveLength(0);
  });

  it("takes any door's request", async () => {
    const { url } = await startGateway();
    const request = { contents: [{ role: "user", parts: [{ text: "Hi" }] }] };
    const { json } = await call(`${url}/explain`, {
      dialect: "gemini",
      model: "sandbox/anthropic",
      request,
    });
    expect(json.candidates[0].request.body).toMatchObject({
      model: "anthropic",
      max_tokens: expect.any(Number),
    });
    const headers = { "x-dragoman-dialect": "anthropic" };
    const other = await call(`${url}/explain`, { ...HELLO, max_tokens: 5 }, { headers });
    expect(other.json.dialect).toBe("anthropic");
    expect((await call(`${url}/explain`, { dialect: "klingon", request })).status).toBe(400);
    expect((await call(`${url}/explain`, "{")).status).toBe(400);
    expect((await call(`${url}/explain`, { model: "nobody/x", messages: [] })).status).toBe(404);
  });
});

describe("connections", () => {
  it("of clients that leave abort the upstream's", async () => {
    let left = false;
    const upstream = await startUpstream((_received, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write('data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n');
      response.on("close", () => (left = true));
    });
    const { url, log } = await startGateway({
      providers: { mine: { dialect: "openai-chat", base_url: upstream.url } },
    });
    const request = send(`${url}/v1/chat/completions`, { method: "POST" }, (response) => {
      response.on("error", () => {});
      response.once("data", () => response.destroy());
    });
    request.on("error", () => {});
    request.end(JSON.stringify({ ...HELLO, stream: true, model: "mine/x" }));
    await until(() => left && log.length > 0);
    expect(log[0]).toMatchObject({ status: 499 });
  });

  it("of slow readers hold the upstream back", async () => {
    const event = `data: {"choices":[{"index":0,"delta":{"content":"${"x".repeat(16_000)}"}}]}\n\n`;
    let written = 0;
    const upstream = await startUpstream(async (_received, response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (let i = 0; i < 3000 && !response.destroyed; i++) {
        written += event.length;
        if (!response.write(event)) await new Promise((resolve) => response.once("drain", resolve));
      }
    });
    const { url } = await startGateway({
      providers: { mine: { dialect: "openai-chat", base_url: upstream.url } },
    });
    const request = send(`${url}/v1/chat/completions`, { method: "POST" }, (response) =>
      response.pause(),
    );
    request.on("error", () => {});
    request.end(JSON.stringify({ ...HELLO, stream: true, model: "mine/x" }));
    await new Promise((resolve) => setTimeout(resolve, 800));
    const before = written;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(written).toBe(before);
    expect(written).toBeLessThan(20_000_000);
    request.destroy();
  });

  it("are kept alive to the upstream", async () => {
    const ports = new Set<number | undefined>();
    const upstream = await startUpstream((_received, response, request) => {
      ports.add(request.socket.remotePort);
      response.writeHead(400, { "content-type": "application/json" });
      response.end('{"error":{"message":"no"}}');
    });
    const { url } = await startGateway({
      providers: { mine: { dialect: "openai-chat", base_url: upstream.url } },
    });
    for (let i = 0; i < 5; i++)
      await call(`${url}/v1/chat/completions`, { ...HELLO, model: "mine/x" });
    expect(upstream.received).toHaveLength(5);
    expect(ports.size).toBe(1);
  });
});

describe("mistakes of the gateway itself", () => {
  const broken = (): never => {
    throw new Error("a bug with details");
  };

  it.each(["decodeRequest", "encodeAnswer", "decodeEvent"] as const)(
    "in %s are answered, and logged with a stack",
    async (name) => {
      const dialect = { ...registry.dialects["anthropic"]!, [name]: broken };
      // The sandbox must not be broken as well: it speaks another dialect here.
      const providers = { mine: { dialect: "anthropic", base_url: "http://127.0.0.1:1" } };
      const upstream = await startUpstream((_received, response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.end('event: message_start\ndata: {"type":"message_start","message":{}}\n\n');
      });
      const own = { ...registry, dialects: { ...registry.dialects, anthropic: dialect } };
      if (name === "decodeEvent") providers.mine.base_url = upstream.url;
      const { url, log } = await startGateway({ providers }, {}, own);
      const stream = name === "decodeEvent";
      const [path, body] = ASK["anthropic"]!(stream ? "mine/x" : "sandbox/ollama", "Hi", stream);
      const answer = await call(url + path, body);
      expect([answer.status, answer.json.error.type]).toEqual([500, "api_error"]);
      expect(answer.text).not.toContain("details");
      expect(log[0]).toMatchObject({ level: 50, err: { message: "a bug with details" } });
      expect(log[0].err.stack).toContain("broken");
    },
  );
});

describe("the log", () => {
  it("has the content only when it is asked for", async () => {
    const quiet = await startGateway();
    await call(`${quiet.url}/v1/chat/completions`, HELLO);
    expect(JSON.stringify(quiet.log)).not.toContain("Hello!");
    const loud = await startGateway({ log: { content: true } });
    await call(`${loud.url}/v1/chat/completions`, HELLO);
    expect(JSON.stringify(loud.log)).toContain("Hello!");
  });
});
