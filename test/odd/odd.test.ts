import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { assemble } from "../../runtime/assemble.ts";
import { configOf } from "../../runtime/config.ts";
import { apis, serve, type Asked } from "./servers.ts";
import { oddRegistry } from "./world.ts";

// Providers that nobody has, each as odd in its own way as real ones are. The page of each API stands at the top of
// its spec, `servers.ts` serves that page and nothing else, and everything is asked through two doors.

interface Expected {
  /** Below the address of the fake server. */
  prefix?: string;
  env: Record<string, string>;
  tokens: [input: number, output: number];
  /** What the API tells of its thoughts, when it does. */
  thought?: string;
  /** Names of the cities that the model asks the weather of, in a stream. */
  cities?: string[];
  error: [status: number, message: string];
  /** The message of an error in the middle of a stream. */
  inside?: string;
  /** The rate limit that the API tells in its headers. */
  limit?: string;
  cut?: boolean;
}

const ODD: Record<string, Expected> = {
  acme: {
    env: { ACME_KEY: "dummy", ACME_REGION: "eu" },
    tokens: [7, 3],
    thought: "Hmm.",
    error: [429, "slow down"],
    inside: "slow down",
    cut: true,
  },
  kelpie: {
    prefix: "/accounts/acc-1/v1",
    env: { KELPIE_API_KEY: "dummy", KELPIE_ACCOUNT: "acc-1" },
    tokens: [7, 3],
    error: [429, "slow down"],
    inside: "slow down",
    limit: "60",
  },
  halcyon: {
    env: { HALCYON_API_KEY: "dummy" },
    tokens: [14, 5],
    thought: "Hmm.",
    cities: ["Oslo", "Oslo"],
    error: [400, "too many tokens: size limit exceeded"],
    cut: true,
  },
  brook: {
    env: { BROOK_TOKEN: "dummy" },
    tokens: [6, 2],
    cities: ["Oslo", "Bergen"],
    error: [503, "come again"],
    inside: "come again",
    cut: true,
  },
  tern: {
    prefix: "/api/v1",
    env: { TERN_API_KEY: "dummy", TERN_HOST: "tern.example" },
    tokens: [9, 4],
    thought: "Hmm.",
    error: [429, "slow down"],
    inside: "slow down",
    cut: true,
  },
  maru: {
    prefix: "/v1",
    env: { MARU_API_KEY: "dummy" },
    tokens: [8, 5],
    thought: "\nHmm.\n",
    error: [429, "rate limit"],
    inside: "rate limit",
    limit: "20",
  },
  ibis: {
    prefix: "/v1",
    env: { IBIS_TOKEN: "dummy", IBIS_REGION: "eu" },
    tokens: [8, 7],
    thought: "Hmm.",
    error: [429, "slow down"],
    inside: "busy",
  },
};

/** What a client is told, whichever door it came through. */
interface Told {
  status: number;
  headers: Headers;
  text: string;
  thought: string;
  calls: { name: string; arguments: unknown }[];
  finish?: string;
  tokens?: [number, number];
  error?: string;
}

type Ask = { wish?: string; stream: boolean; limit?: number; stop?: string[]; history?: boolean };
const DOORS = ["openai", "anthropic"] as const;
type Door = (typeof DOORS)[number];

const stops: (() => unknown)[] = [];
const asked: Record<string, Asked[]> = {};
let gateway = "";

beforeAll(async () => {
  const { registry, remove } = await oddRegistry();
  stops.push(remove);
  const environment: Record<string, string> = {};
  for (const [id, { prefix = "", env }] of Object.entries(ODD)) {
    const server = await serve(apis[id]!);
    stops.push(server.close);
    asked[id] = server.asked;
    Object.assign(environment, env, { [`${id.toUpperCase()}_BASE_URL`]: server.url + prefix });
  }
  const assembled = await assemble(registry, configOf({}), environment, {
    log: { write: () => {} },
  });
  const server = createServer(assembled.listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  stops.push(assembled.close, () => {
    server.closeAllConnections();
    server.close();
  });
});

afterAll(async () => {
  for (const stop of stops.reverse()) await stop();
});

const parameters = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
};

function openaiBody(
  model: string,
  { wish = "text", stream, limit = 50, stop, history }: Ask,
): object {
  const call = {
    id: "c1",
    type: "function",
    function: { name: "weather", arguments: '{"city":"Oslo"}' },
  };
  const before = [
    { role: "user", content: "What weather?" },
    { role: "assistant", content: null, tool_calls: [call] },
    { role: "tool", tool_call_id: "c1", content: "rain" },
  ];
  return {
    model,
    messages: [
      { role: "system", content: "Be kind." },
      ...(history ? before : []),
      { role: "user", content: `wish: ${wish}` },
    ],
    temperature: 0.5,
    max_tokens: limit,
    ...(stop ? { stop } : {}),
    ...(wish === "tool" || history
      ? {
          tools: [
            { type: "function", function: { name: "weather", description: "d", parameters } },
          ],
        }
      : {}),
    ...(stream ? { stream, stream_options: { include_usage: true } } : {}),
  };
}

function anthropicBody(
  model: string,
  { wish = "text", stream, limit = 50, stop, history }: Ask,
): object {
  const before = [
    { role: "user", content: "What weather?" },
    {
      role: "assistant",
      content: [{ type: "tool_use", id: "c1", name: "weather", input: { city: "Oslo" } }],
    },
    { role: "user", content: [{ type: "tool_result", tool_use_id: "c1", content: "rain" }] },
    { role: "assistant", content: "It rains." },
  ];
  return {
    model,
    max_tokens: limit,
    system: "Be kind.",
    messages: [...(history ? before : []), { role: "user", content: `wish: ${wish}` }],
    temperature: 0.5,
    ...(stop ? { stop_sequences: stop } : {}),
    ...(wish === "tool" || history
      ? { tools: [{ name: "weather", description: "d", input_schema: parameters }] }
      : {}),
    ...(stream ? { stream } : {}),
  };
}

async function ask(door: Door, id: string, what: Ask): Promise<Told> {
  const model = `${id}/m1`;
  const response = await fetch(
    gateway + (door === "openai" ? "/v1/chat/completions" : "/v1/messages"),
    {
      method: "POST",
      headers: { "content-type": "application/json", "anthropic-version": "2023-06-01" },
      body: JSON.stringify(
        door === "openai" ? openaiBody(model, what) : anthropicBody(model, what),
      ),
    },
  );
  const text = await response.text();
  const items = text.startsWith("{")
    ? [JSON.parse(text)]
    : text
        .split("\n")
        .filter((line) => line.startsWith("data: {"))
        .map((line) => JSON.parse(line.slice(6)));
  const told: Told = {
    status: response.status,
    headers: response.headers,
    text: "",
    thought: "",
    calls: [],
  };
  for (const item of items) (door === "openai" ? fromOpenai : fromAnthropic)(told, item);
  for (const call of told.calls) call.arguments = JSON.parse(String(call.arguments));
  return told;
}

function fromOpenai(told: Told, item: any): void {
  if (item.error) told.error = item.error.message;
  if (item.usage) told.tokens = [item.usage.prompt_tokens, item.usage.completion_tokens];
  const choice = item.choices?.[0];
  if (!choice) return;
  const message = choice.message ?? choice.delta;
  told.text += message.content ?? "";
  told.thought += message.reasoning_content ?? "";
  for (const [i, call] of (message.tool_calls ?? []).entries()) {
    const at = (told.calls[call.index ?? i] ??= { name: "", arguments: "" });
    at.name += call.function.name ?? "";
    at.arguments += call.function.arguments ?? "";
  }
  if (choice.finish_reason) told.finish = choice.finish_reason;
}

const FINISH: Record<string, string> = {
  end_turn: "stop",
  max_tokens: "length",
  tool_use: "tool_calls",
};

function fromAnthropic(told: Told, item: any): void {
  if (item.error) told.error = item.error.message;
  const blocks = item.content ?? (item.content_block ? [item.content_block] : []);
  for (const block of blocks) {
    told.text += block.text ?? "";
    told.thought += block.thinking ?? "";
    if (block.type === "tool_use")
      told.calls.push({
        name: block.name,
        arguments: item.content ? JSON.stringify(block.input) : "",
      });
  }
  if (item.type === "content_block_delta") {
    told.text += item.delta.text ?? "";
    told.thought += item.delta.thinking ?? "";
    if (item.delta.partial_json) told.calls.at(-1)!.arguments += item.delta.partial_json;
  }
  const word = item.stop_reason ?? item.delta?.stop_reason;
  if (word) told.finish = FINISH[word] ?? word;
  const { usage } = item;
  if (usage)
    told.tokens = [
      usage.input_tokens +
        (usage.cache_read_input_tokens ?? 0) +
        (usage.cache_creation_input_tokens ?? 0),
      usage.output_tokens,
    ];
}

const modes = DOORS.flatMap((door) =>
  [false, true].map((stream) => ({ door, stream, how: stream ? "streamed" : "whole" })),
);

describe.each(Object.entries(ODD))("%s", (id, expected) => {
  describe.each(modes)("$door, $how", ({ door, stream }) => {
    it("tells text, finish and usage", async () => {
      const told = await ask(door, id, { wish: "think", stream });
      expect(told).toMatchObject({
        status: 200,
        text: "Hello there",
        finish: "stop",
        tokens: expected.tokens,
      });
      expect(told.error).toBeUndefined();
      expect(told.thought).toBe(expected.thought ?? "");
      if (expected.limit)
        expect(told.headers.get("x-ratelimit-limit-requests")).toBe(expected.limit);
    });

    it("tells calls", async () => {
      const { calls, finish, text } = await ask(door, id, { wish: "tool", stream });
      const cities = (stream && expected.cities) || ["Oslo"];
      expect(calls).toEqual(cities.map((city) => ({ name: "weather", arguments: { city } })));
      expect([finish, text]).toEqual(["tool_calls", ""]);
    });

    it("takes the results of calls", async () => {
      const told = await ask(door, id, { stream, history: true });
      expect(told).toMatchObject({ status: 200, text: "Hello there", finish: "stop" });
    });

    it("tells errors", async () => {
      const told = await ask(door, id, { wish: "error", stream });
      // One door has a status of its own for an upstream that is overloaded.
      expect([told.status === 529 ? 503 : told.status, told.error]).toEqual(expected.error);
    });

    if (stream && expected.inside !== undefined)
      it("tells errors in the middle of a stream", async () => {
        const told = await ask(door, id, { wish: "inside", stream });
        expect([told.status, told.error, told.finish]).toEqual([200, expected.inside, undefined]);
      });

    if (stream && expected.cut)
      it("does not take a stream that breaks off for an answer", async () => {
        const told = await ask(door, id, { wish: "cut", stream });
        expect(told.error).toContain("ended before its answer was complete");
        expect(told.finish).toBeUndefined();
      });
  });
});

describe("the API's own words", () => {
  const sent = (id: string): any => asked[id]!.at(-1)!.body;

  it("length and content filter", async () => {
    for (const id of ["acme", "kelpie", "halcyon", "brook", "tern"])
      expect((await ask("openai", id, { stream: false, limit: 1 })).finish, id).toBe("length");
    for (const id of ["kelpie", "maru", "ibis"])
      expect((await ask("openai", id, { wish: "flag", stream: true })).finish, id).toBe(
        "content_filter",
      );
  });

  it("one stop word where there is only one", async () => {
    await ask("openai", "kelpie", { stream: false, stop: ["X"] });
    expect(sent("kelpie").stop).toBe("X");
    const two = await ask("openai", "kelpie", { stream: false, stop: ["X", "Y"] });
    expect([two.status, two.error]).toEqual([400, expect.stringContaining("`stop`")]);
  });

  it("as many stop words as there may be", async () => {
    const five = ["1", "2", "3", "4", "5"];
    await ask("anthropic", "halcyon", { stream: false, stop: five });
    expect(sent("halcyon").stop_sequences).toEqual(five);
    for (const id of ["halcyon", "ibis"])
      expect((await ask("anthropic", id, { stream: false, stop: [...five, "6"] })).status, id).toBe(
        400,
      );
  });
});
