import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join, resolve } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { invalid } from "./replay/wire-valid.ts";
import {
  ASK,
  call,
  closeAll,
  startGateway,
  startUpstream,
  textOf,
  type Answer,
} from "./runtime/harness.ts";

// Whatever comes in: a clear error in the shape of the door, a sensible status, and the gateway lives.
const root = resolve(import.meta.dirname, "..");
afterEach(closeAll);

type Json = Record<string, any>;
type DoorId = "openai-chat" | "anthropic" | "gemini" | "ollama";
const doors = Object.keys(ASK) as DoorId[];

/** A good request to a door, by default for the sandbox's upstream of another dialect, so that it has to be translated. */
function good(door: DoorId, model?: string, text = "Hello"): [path: string, body: Json] {
  const other = doors[(doors.indexOf(door) + 1) % doors.length]!;
  return ASK[door]!(model ?? `sandbox/${other}`, text, false) as [string, Json];
}

/** The answer is an error of the dialect, made by the gateway, and the gateway still answers. */
async function refused(
  door: DoorId,
  url: string,
  answer: Answer,
  statuses: number[],
  says?: RegExp,
): Promise<void> {
  expect([statuses.includes(answer.status), answer.status, answer.text.slice(0, 300)]).toEqual([
    true,
    answer.status,
    answer.text.slice(0, 300),
  ]);
  expect(invalid(door, "Error", answer.json)).toBeNull();
  expect(answer.headers["content-type"]).toContain("application/json");
  if (says) expect(answer.text).toMatch(says);
  expect(answer.text).not.toMatch(/\bat .*\.ts:\d+|node_modules|TypeError|undefined is not/);
  await alive(url);
}

async function alive(url: string): Promise<void> {
  expect((await call(`${url}/health`)).json).toEqual({ status: "ok" });
}

/** Bytes as they are, on a connection of their own; what comes back until it ends, or for a while. */
function raw(url: string, pieces: readonly (string | Buffer)[], patience = 3000): Promise<string> {
  const { port } = new URL(url);
  return new Promise((resolve) => {
    const socket = connect(Number(port), "127.0.0.1");
    let text = "";
    const done = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(text);
    };
    const timer = setTimeout(done, patience);
    socket.on("data", (chunk) => (text += chunk.toString("latin1")));
    socket.on("end", done);
    socket.on("error", done);
    for (const piece of pieces) socket.write(piece);
  });
}

function headOf(path: string, length: number | string, more = ""): string {
  return `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: ${length}\r\n${more}\r\n`;
}

describe.each(doors)("bodies at the %s door", (door) => {
  const BROKEN: readonly (readonly [what: string, body: string | Buffer, says: RegExp])[] = [
    ["nothing", "", /empty/],
    ["white space", " \r\n\t ", /empty/],
    ["half an object", '{"model": "x", "mess', /not valid JSON/],
    ["a trailing comma", '{"model": "x",}', /not valid JSON/],
    ["a list", "[]", /object/],
    ["null", "null", /object/],
    ["a text", '"hello"', /object/],
    ["a form", "model=x&stream=true", /not valid JSON/],
    ["NaN", '{"temperature": NaN}', /not valid JSON/],
    [
      "bytes that are no UTF-8",
      Buffer.from([0x7b, 0x22, 0xc3, 0x28, 0x22, 0x3a, 0x31, 0x7d]),
      /UTF-8/,
    ],
    ["a NUL", '{"model": "x"}\u0000', /not valid JSON/],
    ["a key twice", '{"model": "a", "model": "b"}', /`model` twice/],
    ["a key twice, once escaped", '{"model": "a", "mod\\u0065l": "b"}', /`model` twice/],
    [
      "a thousand lists in one another",
      `{"x": ${"[".repeat(1000)}${"]".repeat(1000)}}`,
      /deeper than 200/,
    ],
    ["a million that never close", `{"x": ${"[".repeat(1_000_000)}`, /deeper than 200/],
    [
      "a thousand objects in one another",
      `{"x": ${'{"y":'.repeat(1000)}1${"}".repeat(1000)}}`,
      /deeper than 200/,
    ],
  ];

  it("that are no request are refused with what is wrong", async () => {
    const { url } = await startGateway();
    const [path] = good(door);
    for (const [, body, says] of BROKEN)
      await refused(door, url, await call(url + path, body), [400], says);
  });

  it("that are too large are refused before they are read", async () => {
    const { url } = await startGateway();
    const [path] = good(door);
    const large = Buffer.alloc(11 * 1024 * 1024, 0x20);
    await refused(door, url, await call(url + path, large), [413], /larger than/);
    const claimed = await raw(url, [headOf(path, 1e15)]);
    expect(claimed).toMatch(/^HTTP\/1.1 413 /);
    const chunked = Buffer.concat([Buffer.from("b00000\r\n"), large, Buffer.from("\r\n")]);
    const head = `POST ${path} HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n`;
    expect(await raw(url, [head, chunked])).toMatch(/^HTTP\/1.1 413 /);
    await alive(url);
  });

  it("that do not come are waited for so long and no longer", async () => {
    const { url } = await startGateway({ limits: { body_ms: 200 } });
    const [path] = good(door);
    const begun = performance.now();
    const told = await raw(url, [headOf(path, 1000), '{"model"']);
    expect(performance.now() - begun).toBeLessThan(2500);
    expect(told).toMatch(/^HTTP\/1.1 (408|504) /);
    expect(told).toMatch(/did not arrive/);
    await alive(url);
  });

  it("may be in any order of encoding headers, and compressed ones are refused", async () => {
    const { url } = await startGateway();
    const [path, body] = good(door);
    const zipped = await call(url + path, body, { headers: { "content-encoding": "gzip" } });
    await refused(door, url, zipped, [400, 415], /content encoding/);
    const both = await raw(url, [
      `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 5\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n`,
    ]);
    expect(both).toMatch(/^HTTP\/1.1 400 /);
    await alive(url);
  });
});

describe.each(doors)("fields at the %s door", (door) => {
  const schema = JSON.parse(
    readFileSync(join(root, `schemas/wire/${door}.schema.json`), "utf8"),
  ) as Json;
  const fields = Object.keys(schema["$defs"].Request.properties as Json);
  const WRONG: readonly unknown[] = [
    "nonsense",
    7,
    true,
    [],
    {},
    [7],
    { nonsense: [{}] },
    [[[]]],
    ["", null],
    "\u0000",
  ];

  it.each(fields)(
    "%s of any type is taken or refused by name, and never a fault",
    async (field) => {
      const { url, log } = await startGateway();
      const [path, body] = good(door);
      for (const value of WRONG) {
        const answer = await call(url + path, { ...body, [field]: value });
        if (answer.status === 200) continue;
        const where = [field, JSON.stringify(value), answer.text];
        expect([...where, answer.status]).toEqual([...where, expect.toBeOneOf([400, 404])]);
        expect(invalid(door, "Error", answer.json)).toBeNull();
      }
      expect(log.filter((line) => line.fault ?? line.err)).toEqual([]);
      await alive(url);
    },
  );

  it("words that every object knows are no words", async () => {
    const { url } = await startGateway();
    const [path, body] = good(door);
    for (const word of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
      const list =
        door === "gemini"
          ? { contents: [{ role: word, parts: [{ text: "x" }] }] }
          : { messages: [{ role: word, content: "x" }] };
      const answer = await call(url + path, { ...body, ...list });
      await refused(door, url, answer, [400], /role/);
    }
  });

  it("keys that every object has reach no prototype and do not vanish", async () => {
    const { url } = await startGateway();
    const [path, body] = good(door);
    const text = JSON.stringify(body).replace(
      "{",
      '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},',
    );
    const answer = await call(url + path, text, { headers: { "x-dragoman-on-loss": "allow" } });
    expect(answer.status, answer.text).toBe(200);
    expect(({} as Json)["polluted"]).toBeUndefined();
    expect(answer.headers["x-dragoman-loss"]).toMatch(/constructor;dropped/);
    expect(answer.headers["x-dragoman-loss"]).toMatch(/__proto__;dropped/);
  });

  it("numbers beyond all numbers are refused, and odd ones are numbers", async () => {
    const { url } = await startGateway();
    const at = {
      "openai-chat": "temperature",
      anthropic: "temperature",
      gemini: "generationConfig.temperature",
      ollama: "options.temperature",
    }[door];
    const [path, body] = good(door);
    const send = (number: string): Promise<Answer> => {
      const [outer = "", inner] = at.split(".");
      const field = inner ? `"${outer}":{"${inner}":${number}}` : `"${outer}":${number}`;
      return call(url + path, JSON.stringify(body).replace("{", `{${field},`));
    };
    for (const number of ["1e999", "-1e999"])
      await refused(door, url, await send(number), [400], /temperature/);
    for (const number of ["-0", "1e308", "5e-324", "0.1e1", "123456789012345678901234567890"]) {
      expect([number, (await send(number)).status]).toEqual([number, expect.toBeOneOf([200, 400])]);
    }
    await alive(url);
  });

  it("text may hold anything that JSON can say", async () => {
    const { url } = await startGateway();
    const texts = [
      "\ud800",
      "\udc00\ud800",
      "\u0000\u0001\u001f",
      "\u2028\u2029",
      "\r\n\r\ndata: [DONE]\r\n\r\n",
      "event: error\ndata: {}\n\n",
      "</script>",
      "\ufeff",
      "🏴‍☠️".repeat(100),
      '"'.repeat(1000),
      "\\".repeat(1001),
    ];
    for (const text of texts) {
      for (const stream of [false, true]) {
        const [path, body] = ASK[door]!(
          "sandbox/" + doors[(doors.indexOf(door) + 2) % 4],
          text,
          stream,
        );
        const answer = await call(url + path, body);
        expect([JSON.stringify(text).slice(0, 50), answer.status]).toEqual([
          JSON.stringify(text).slice(0, 50),
          200,
        ]);
        expect(answer.whole).toBe(true);
        expect(textOf(door, answer)).toMatch(/^You said/);
      }
    }
    await alive(url);
  });

  it("that nobody knows go on to the same dialect as they are, and are receipted to another", async () => {
    const upstream = await startUpstream((_received, response) => {
      response
        .writeHead(400, { "content-type": "application/json" })
        .end('{"error":{"message":"no"}}');
    });
    const same = {
      "openai-chat": "openai",
      anthropic: "anthropic",
      gemini: "gemini",
      ollama: "ollama",
    }[door];
    const environment = {
      [`${same.toUpperCase()}_BASE_URL`]: upstream.url,
      OPENAI_API_KEY: "k",
      ANTHROPIC_API_KEY: "k",
      GEMINI_API_KEY: "k",
    };
    const { url } = await startGateway({}, environment);
    const odd = {
      lampcolour: "green",
      "fog.horn": { on: true },
      "": "empty",
      "a\\.b": [1],
      ключ: null,
      nested: { constructor: 1 },
    };
    const [path, body] = good(door, `${same}/some-model`);
    await call(url + path, { ...body, ...odd, temperature: undefined });
    expect(upstream.received[0]!.json).toMatchObject({
      lampcolour: "green",
      "fog.horn": { on: true },
      "": "empty",
      "a\\.b": [1],
      nested: { constructor: 1 },
    });
    const [there, plain] = good(door);
    const told = await call(url + there, { ...plain, ...odd });
    expect(told.status, told.text).toBe(200);
    for (const name of ["lampcolour", "nested"])
      expect(told.headers["x-dragoman-loss"]).toContain(`${name};dropped`);
    expect(told.headers["x-dragoman-loss"]).toContain("fog");
  });

  it("lists may be long without keeping others waiting for long", async () => {
    const { url } = await startGateway();
    const [path, body] = good(door);
    const turn = (i: number): object => {
      const role = i % 2 === 0 ? "user" : door === "gemini" ? "model" : "assistant";
      return door === "gemini" ? { role, parts: [{ text: `${i}` }] } : { role, content: `${i}` };
    };
    const turns = Array.from({ length: 10_001 }, (_, i) => turn(i));
    const alike = Array.from({ length: 100_000 }, () => turn(0));
    for (const list of [turns, alike]) {
      const begun = performance.now();
      const answer = await call(url + path, {
        ...body,
        [door === "gemini" ? "contents" : "messages"]: list,
      });
      expect([answer.status, answer.text.slice(0, 200)]).toEqual([200, expect.anything()]);
      expect(performance.now() - begun).toBeLessThan(4000);
    }
    await alive(url);
  });
});

describe("lists that are made to be slow", () => {
  const pairs = Array.from({ length: 30_000 }, (_, i) => i);
  const LISTS: readonly (readonly [what: string, door: DoorId, model: string, more: () => Json])[] =
    [
      [
        "calls by name and answers to others",
        "gemini",
        "sandbox/openai-chat",
        () => ({
          contents: [
            { role: "model", parts: pairs.map((i) => ({ functionCall: { name: `a${i}` } })) },
            {
              role: "user",
              parts: pairs.map((i) => ({ functionResponse: { name: `b${i}`, response: {} } })),
            },
          ],
        }),
      ],
      [
        "calls by id and answers in reverse",
        "ollama",
        "sandbox/anthropic",
        () => ({
          messages: [
            {
              role: "assistant",
              tool_calls: pairs.map((i) => ({
                id: `${i}`,
                function: { name: "a", arguments: {} },
              })),
            },
            ...pairs.map((i) => ({ role: "tool", tool_call_id: `${29_999 - i}`, content: "x" })),
          ],
        }),
      ],
      [
        "reasoning in pieces",
        "openai-chat",
        "sandbox/anthropic",
        () => ({
          messages: pairs.map(() => ({ role: "assistant", reasoning_content: "x", content: "y" })),
        }),
      ],
      [
        "sealed state that belongs nowhere",
        "anthropic",
        "sandbox/gemini",
        () => ({
          messages: [
            {
              role: "assistant",
              content: pairs.map((i) => ({
                type: "redacted_thinking",
                data: Buffer.from(`dragoman/google\n${i}`).toString("base64"),
              })),
            },
            { role: "user", content: "x" },
          ],
        }),
      ],
      [
        "pictures in one result",
        "anthropic",
        "sandbox/openai-chat",
        () => ({
          messages: [
            { role: "assistant", content: [{ type: "tool_use", id: "a", name: "a", input: {} }] },
            {
              role: "user",
              content: [
                {
                  type: "tool_result",
                  tool_use_id: "a",
                  content: Array.from({ length: 130_000 }, () => ({
                    type: "image",
                    source: { type: "url", url: "" },
                  })),
                },
              ],
            },
          ],
        }),
      ],
    ];

  it.each(LISTS)("%s", async (_what, door, model, more) => {
    const { url } = await startGateway({}, {});
    const [path, body] = ASK[door]!(model, "x", false);
    const begun = performance.now();
    const answer = await call(url + path, { ...body, ...more() });
    expect([answer.status, answer.text.slice(0, 300)]).toEqual([
      expect.toBeOneOf([200, 400]),
      expect.anything(),
    ]);
    expect(performance.now() - begun).toBeLessThan(5000);
    await alive(url);
  });
});

describe.each(doors)("requests at the %s door", (door) => {
  it("of another method are told the right one", async () => {
    const { url } = await startGateway();
    const [path] = good(door);
    for (const method of ["GET", "PUT", "DELETE", "PATCH", "OPTIONS"]) {
      const answer = await call(url + path, undefined, { method });
      await refused(door, url, answer, [405], /POST/);
      expect(answer.headers.allow).toBe("POST");
    }
    expect((await call(url + path, undefined, { method: "HEAD" })).status).toBe(405);
  });

  it("of a web page that did not ask are refused, and others need no content type", async () => {
    const { url } = await startGateway();
    const [path, body] = good(door);
    const headers = { origin: "https://evil.example", "content-type": "text/plain" };
    await refused(
      door,
      url,
      await call(url + path, body, { headers }),
      [400, 403, 415],
      /content type/,
    );
    for (const type of [
      "text/plain",
      "application/x-www-form-urlencoded",
      "",
      "application/json; charset=latin1",
    ]) {
      expect((await call(url + path, body, { headers: { "content-type": type } })).status).toBe(
        200,
      );
    }
  });

  it("for models that are paths lead nowhere", async () => {
    const upstream = await startUpstream((_received, response) => {
      response
        .writeHead(404, { "content-type": "application/json" })
        .end('{"error":{"message":"none"}}');
    });
    const { url } = await startGateway(
      {},
      { GEMINI_API_KEY: "k", GEMINI_BASE_URL: `${upstream.url}/v1beta` },
    );
    const names = [
      "../../../etc/passwd",
      "..",
      ".",
      "a/../../b",
      "x?key=y",
      "x#y",
      "%2e%2e%2fadmin",
      "a\\b",
      "a b",
      "a\nb",
    ];
    for (const name of names) {
      const [path, body] = ASK["openai-chat"]!(`gemini/${name}`, "Hello", false);
      await call(url + path, body);
    }
    for (const { url: path } of upstream.received) {
      expect(path).toMatch(/^\/v1beta\/models\/[^/?#\s]+:generateContent$/);
      expect(new URL(path, "http://x").pathname).toBe(path);
    }
    expect(upstream.received).toHaveLength(names.length);
    for (const name of [
      "../../../etc/passwd",
      "nobody/x",
      "openai",
      "",
      "/",
      "sandbox/",
      "sandbox/nobody",
      "x".repeat(10_000),
      "__proto__/x",
      "constructor/y",
    ]) {
      if (door === "gemini" && (name === "" || name.length > 5000)) continue;
      const [path, body] = ASK[door]!(
        door === "gemini" ? encodeURIComponent(name) : name,
        "Hello",
        false,
      );
      const answer = await call(url + path, body);
      await refused(door, url, answer, [400, 401, 404]);
      expect(answer.text.length).toBeLessThan(2000);
    }
  });

  it("cannot write headers", async () => {
    const { url } = await startGateway();
    const evil = "x\r\nx-evil: 1\r\n\r\nHTTP/1.1 200 OK";
    const [path, body] = ASK[door]!(
      door === "gemini" ? encodeURIComponent(`sandbox/${evil}`) : `sandbox/${evil}`,
      evil,
      false,
    );
    const answer = await call(url + path, body);
    expect(answer.headers).not.toHaveProperty("x-evil");
    expect(answer.status).toBe(404);
    const [there, fine] = good(door, undefined, evil);
    const lost = await call(url + there, { ...fine, [evil]: 1, "x\u2028\u0000é": 2 });
    expect(lost.status, lost.text).toBe(200);
    expect(lost.headers).not.toHaveProperty("x-evil");
    expect(lost.headers["x-dragoman-loss"]).toMatch(/^[\x20-\x7e]+$/);
    for (const id of ["a b", "é", "x".repeat(500), "<script>"]) {
      const answer = await call(url + there, fine, {
        headers: { "x-request-id": Buffer.from(id).toString("latin1") },
      });
      expect(answer.headers["x-request-id"]).toMatch(/^req_[0-9a-f-]{36}$/);
    }
    const policy = await call(url + there, fine, { headers: { "x-dragoman-on-loss": "whatever" } });
    await refused(door, url, policy, [400], /on-loss/);
  });

  it("with headers that no server takes cost nothing but themselves", async () => {
    const { url } = await startGateway();
    const [path] = good(door);
    expect(await raw(url, [headOf(path, 2, `x-huge: ${"x".repeat(20_000)}\r\n`), "{}"])).toMatch(
      /^HTTP\/1.1 431 /,
    );
    expect(
      await raw(url, [
        `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nx: a\u0000b\r\n\r\n{}`,
      ]),
    ).toMatch(/^HTTP\/1.1 400 /);
    expect(await raw(url, ["not http at all\r\n\r\n"])).toMatch(/^HTTP\/1.1 400 /);
    for (const host of ["[", "a b", "", "x:99999999", "..", "user@x"]) {
      const told = await raw(url, [
        `POST ${path}/nowhere HTTP/1.1\r\nhost: ${host}\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
      ]);
      expect([host, told.slice(0, 12)]).toEqual([host, expect.stringMatching(/^HTTP\/1.1 4/)]);
    }
    await alive(url);
  });
});

describe("paths", () => {
  it("that are none are told so in the shape of the nearest door", async () => {
    const { url } = await startGateway();
    const paths = [
      "/v1/messages/../../etc/passwd",
      "//v1/chat/completions",
      "/v1/chat/completions%00",
      `/${"x".repeat(8000)}`,
      "/v1beta/models/%E0%A4%A:generateContent",
      "/%",
      "/v1/models/../..",
      "/api/chat/../tags",
      "/.env",
      "/v1beta/models/x:unknownVerb",
    ];
    for (const path of paths) {
      const told = await raw(url, [
        `POST ${path} HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\nconnection: close\r\n\r\n{}`,
      ]);
      expect([path.slice(0, 50), told.slice(0, 12)]).toEqual([
        path.slice(0, 50),
        expect.stringMatching(/^HTTP\/1.1 4/),
      ]);
      expect(told).toMatch(/"error"/);
      const read = await raw(url, [`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`]);
      expect([path.slice(0, 50), read.slice(0, 12)]).toEqual([
        path.slice(0, 50),
        expect.stringMatching(/^HTTP\/1.1 [24]/),
      ]);
    }
    await alive(url);
  });

  it("/explain is as careful as the doors", async () => {
    const { url } = await startGateway();
    for (const body of [
      "",
      "[]",
      "{",
      '{"a":1,"a":2}',
      `{"x":${"[".repeat(1000)}`,
      "{}",
      '{"door":"__proto__"}',
      '{"door":5,"request":[]}',
      '{"request":{"model":7}}',
    ]) {
      const answer = await call(`${url}/explain`, body);
      expect([body.slice(0, 40), answer.status]).toEqual([
        body.slice(0, 40),
        expect.toBeOneOf([400, 404, 413]),
      ]);
      expect(answer.json?.error).toBeDefined();
    }
    await alive(url);
  });
});
