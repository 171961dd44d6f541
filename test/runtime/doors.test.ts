import { afterEach, describe, expect, it } from "vitest";
import { registry } from "../../generated/index.ts";
import { createDoors } from "../../runtime/door.ts";
import { ASK, call, closeAll, dataOf, startGateway, textOf } from "./harness.ts";

afterEach(closeAll);

const dialects = Object.keys(ASK);

describe("doors", () => {
  const doors = createDoors(registry);

  it("takes a model from the path, encoded or not, with slashes and colons of its own", () => {
    const names = ["a/b", "ollama/llama3:8b", "x/y/z"];
    for (const name of names) {
      for (const model of [name, encodeURIComponent(name)]) {
        const door = doors.find(`/v1beta/models/${model}:generateContent`);
        expect(door).toMatchObject({ model: name, route: { stream: false } });
      }
    }
    expect(doors.find("/v1beta/models/:generateContent")).toBeUndefined();
  });

  it("lets the query decide between routes of one path", () => {
    const path = "/v1beta/models/a/b:streamGenerateContent";
    expect(doors.find(`${path}?alt=sse`)?.framing).toBe("sse");
    expect(doors.find(`${path}?alt=json`)?.framing).toBe("json_array");
    expect(doors.find(path)?.framing).toBe("json_array");
  });

  it("takes a slash at the end, and no other path", () => {
    expect(doors.find("/v1/messages/")?.dialect.facts.id).toBe("anthropic");
    expect(doors.find("/v1/messages/x")).toBeUndefined();
  });
});

describe.each(dialects)("the %s door", (client) => {
  it.each(dialects)("reaches the sandbox's %s", async (upstream) => {
    const gateway = await startGateway();
    for (const stream of [false, true]) {
      const [path, body] = ASK[client]!(`sandbox/${upstream}`, "Hello there, gateway!", stream);
      const answer = await call(gateway.url + path, body);
      expect(answer.status, answer.text).toBe(200);
      expect(answer.whole).toBe(true);
      expect(textOf(client, answer)).toBe("You said: Hello there, gateway!");
      const told = { ...answer.headers, ...answer.trailers };
      expect(told).toMatchObject({
        "x-dragoman-provider": "sandbox",
        "x-dragoman-model": upstream,
        "x-dragoman-attempts": "1",
        "x-dragoman-input-tokens": "3",
        "x-dragoman-output-tokens": "5",
        "x-dragoman-cost": "0",
      });
      expect(told["x-request-id"]).toMatch(/^req_/);
    }
    expect(gateway.log).toHaveLength(2);
    expect(gateway.log[0]).toMatchObject({ door: client, provider: "sandbox", status: 200 });
  });

  it.each(dialects)("tells faults of %s in its own shape", async (upstream) => {
    const timeouts = { first_token_ms: 300, idle_ms: 300 };
    // Each fault is asked for once: the waits of retries are tested elsewhere.
    const gateway = await startGateway({ timeouts, retry: { attempts: 1 } });
    const ask = (fault: string, stream: boolean) => {
      const [path, body] = ASK[client]!(
        `sandbox/${upstream}`,
        `one two three four five [[fault:${fault}]]`,
        stream,
      );
      return call(gateway.url + path, body);
    };
    const statuses: Record<string, number> = {
      "429 retry-after=2": 429,
      "500": 500,
      "503": client === "anthropic" ? 529 : 503,
      html: 502,
      reset: 502,
      silent: 504,
      "302": 502,
      "error-in-200": client === "anthropic" ? 529 : 503,
    };
    for (const [fault, status] of Object.entries(statuses)) {
      for (const stream of [false, true]) {
        // A dialect whose errors have no kind tells the status only, which a 200 hides.
        const blind = fault === "error-in-200" && upstream === "ollama";
        const answer = await ask(fault, stream);
        expect([fault, stream, answer.status]).toEqual([fault, stream, blind ? 502 : status]);
        expect(JSON.stringify(answer.json)).toContain("error");
        if (fault.startsWith("429")) expect(answer.headers["retry-after"]).toBe("2");
      }
    }
    for (const fault of ["cut", "unfinished", "stall", "error-in-stream"]) {
      const answer = await ask(`${fault} after=4`, true);
      expect([fault, answer.status], answer.text).toEqual([fault, 200]);
      expect(answer.text).toMatch(/"error"/);
      expect(answer.text).not.toMatch(/\[DONE\]|message_stop|"STOP"|"done":true/);
    }
    const good = await ask("invalid-json after=4", true);
    expect(textOf(client, good)).toBe("You said: one two three four five");
  });
});

describe("streams", () => {
  it("tell the usage to those who ask for it, with its cost", async () => {
    const gateway = await startGateway();
    for (const upstream of dialects) {
      const [path, body] = ASK["openai-chat"]!(`sandbox/${upstream}`, "Hi", true);
      const plain = await call(gateway.url + path, body);
      expect(plain.text).not.toContain('"prompt_tokens"');
      const asked = await call(gateway.url + path, {
        ...body,
        stream_options: { include_usage: true },
      });
      const chunks = dataOf(asked.text);
      expect(chunks.at(-1)).toBe("[DONE]");
      expect(JSON.parse(chunks.at(-2)!)).toMatchObject({
        choices: [],
        usage: { prompt_tokens: 1 },
      });
      expect(chunks.filter((chunk) => chunk === "[DONE]")).toHaveLength(1);
    }
  });

  it("may be asked for by default", async () => {
    const gateway = await startGateway();
    const answer = await call(`${gateway.url}/api/chat`, {
      model: "sandbox/ollama",
      messages: [{ role: "user", content: "Hi" }],
    });
    expect(answer.headers["content-type"]).toContain("ndjson");
  });
});
