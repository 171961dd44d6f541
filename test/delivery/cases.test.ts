import type { ServerResponse } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { call, closeAll, dataOf, startGateway, startUpstream } from "../runtime/harness.ts";

afterEach(closeAll);

const chunk = (delta: object, finish: string | null = null, index = 0) =>
  `data: ${JSON.stringify({ id: "x", object: "chat.completion.chunk", created: 1, model: "m", choices: [{ index, delta, finish_reason: finish }] })}\n\n`;
const DONE = "data: [DONE]\n\n";
const STREAM = chunk({ role: "assistant", content: "fine" }) + chunk({}, "stop") + DONE;
const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

type Behaviour = (response: ServerResponse, call: number) => unknown;

function refuse(response: ServerResponse, status: number, headers = {}, code?: string): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify({ error: { message: "told so", type: "x", code } }));
}

function stream(response: ServerResponse, text = STREAM): void {
  response.writeHead(200, { "content-type": "text/event-stream" }).end(text);
}

/** A route `r` over upstreams that behave so, in order; `said` goes into the config, `rules` into the route. */
async function setup(behaviours: Behaviour[], rules: any = {}, said: any = {}, places: any[] = []) {
  const upstreams = [];
  const providers: any = {};
  for (const [i, behave] of behaviours.entries()) {
    let calls = 0;
    const upstream = await startUpstream((_received, response) => behave(response, ++calls));
    upstreams.push(upstream);
    providers[`p${i}`] = {
      dialect: "openai-chat",
      base_url: `${upstream.url}/v1`,
      ...said.provider,
    };
  }
  const targets = upstreams.map((_, i) => ({ model: `p${i}/m`, ...places[i] }));
  const { provider: _, ...config } = said;
  const gateway = await startGateway({
    timeouts: { connect_ms: 500, first_token_ms: 2000, idle_ms: 2000, total_ms: 4000 },
    retry: { attempts: 2, base_ms: 5, max_ms: 10, max_wait_ms: 400 },
    ...config,
    providers,
    routes: { r: { targets, ...rules } },
  });
  const ask = (more: object = {}) =>
    call(`${gateway.url}/v1/chat/completions`, {
      model: "r",
      stream: true,
      messages: [{ role: "user", content: "Hi" }],
      ...more,
    });
  return { ask, upstreams, gateway };
}

describe("an answer comes, whatever", () => {
  it("is wrong with the call itself", async () => {
    const provider = { headers: { "x-odd": "an…ellipsis" } };
    const { ask } = await setup([(response) => stream(response)], {}, { provider });
    expect((await ask()).status).toBe(502);
  });

  it("a status says, its body breaking off or compressed", async () => {
    const cut: Behaviour = (response) => {
      response.writeHead(400, { "content-length": "1000" }).write('{"error":');
      setTimeout(() => response.destroy(), 20);
    };
    const packed: Behaviour = (response) => refuse(response, 400, { "content-encoding": "gzip" });
    for (const behave of [cut, packed]) {
      const { ask, upstreams } = await setup([behave, (response) => stream(response)]);
      expect((await ask()).status).toBe(400);
      expect(upstreams.map(({ received }) => received.length)).toEqual([1, 0]);
    }
  });

  it("comes behind the end of the answer", async () => {
    const { ask } = await setup([
      (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" }).write(STREAM);
        const beat = setInterval(() => response.write(": still here\n\n"), 50);
        response.on("close", () => clearInterval(beat));
      },
    ]);
    const began = performance.now();
    expect(dataOf((await ask()).text).at(-1)).toBe("[DONE]");
    expect(performance.now() - began).toBeLessThan(2000);
  });

  it("is forgotten of a choice that never began", async () => {
    const first = chunk({ content: "one" }) + chunk({}, "stop");
    const both = first + chunk({ content: "two" }, null, 1) + chunk({}, "stop", 1);
    for (const [text, finished] of [
      [first, false],
      [both, true],
    ] as const) {
      const { ask } = await setup([(response) => stream(response, text)]);
      const events = dataOf((await ask({ n: 2 })).text);
      expect(events.at(-1) === "[DONE]").toBe(finished);
    }
  });

  it("is cut in the middle of an event that is no JSON", async () => {
    const broken = 'data: {"choices": [{"index": 0, "delta": {"content": "x"\n\n';
    const { ask } = await setup([
      async (response) => {
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(chunk({ content: "fi" }) + broken.slice(0, 20));
        await sleep(30);
        response.end(`${broken.slice(20)}${chunk({ content: "ne" })}${chunk({}, "stop")}${DONE}`);
      },
    ]);
    const { text } = await ask({ stream_options: { include_usage: true } });
    const said = dataOf(text)
      .slice(0, -1)
      .map((data) => JSON.parse(data));
    expect(said.map(({ choices }) => choices[0]?.delta.content ?? "").join("")).toBe("fine");
  });

  it("is said without an end, and gathered for a client that wants a whole", async () => {
    const { ask } = await setup(
      [
        (response) => {
          response.writeHead(200, { "content-type": "text/event-stream" });
          const more = setInterval(() => response.write(chunk({ content: "x".repeat(5000) })), 1);
          response.on("close", () => clearInterval(more));
        },
      ],
      { retry: { attempts: 1 } },
      { limits: { answer_bytes: 50_000 } },
    );
    const answer = await ask({ stream: false });
    expect([answer.status, answer.json.error.message]).toEqual([
      502,
      "p0's answer is longer than can be held back.",
    ]);
  });
});

describe("a hedge", () => {
  it("that waited for a place is not sent once the first has begun to answer", async () => {
    const slow: Behaviour = async (response, n) => {
      if (n < 3) return refuse(response, 503);
      response.writeHead(200, { "content-type": "text/event-stream" });
      await sleep(250);
      response.write(chunk({ content: "fi" }));
      await sleep(600);
      response.end(chunk({ content: "ne" }) + chunk({}, "stop") + DONE);
    };
    // The place is taken by another request when the hedge comes, and free again while the first is answering.
    const busy: Behaviour = async (response) => {
      await sleep(450);
      stream(response);
    };
    const place = { max_concurrent: 1, queue: { max: 4, wait_ms: 3000 } };
    const { ask, upstreams } = await setup([slow, busy], { hedge: { after: 100 } }, {}, [
      {},
      place,
    ]);
    const one = ask();
    await sleep(60);
    const two = ask();
    for (const { text } of await Promise.all([one, two])) expect(text).toContain("[DONE]");
    expect(upstreams[1]!.received).toHaveLength(1);
  });

  it("both of whose attempts fail ends with the refusal, and shops it nowhere", async () => {
    const late: Behaviour = async (response) => {
      await sleep(150);
      refuse(response, 503);
    };
    const refused: Behaviour = (response) => refuse(response, 400, {}, "content_policy_violation");
    const { ask, upstreams } = await setup([late, refused, (response) => stream(response)], {
      hedge: { after: 30 },
    });
    expect((await ask()).status).toBe(400);
    expect(upstreams.map(({ received }) => received.length)).toEqual([1, 1, 0]);
  });
});

describe("the time for all attempts", () => {
  it("is kept in a queue", async () => {
    const busy: Behaviour = async (response) => {
      await sleep(1200);
      stream(response);
    };
    const place = { max_concurrent: 1, queue: { max: 4, wait_ms: 3000 } };
    const { ask } = await setup([busy], { total_ms: 300 }, {}, [place]);
    const first = ask();
    await sleep(100);
    const began = performance.now();
    expect((await ask()).status).toBe(504);
    expect(performance.now() - began).toBeLessThan(900);
    await first;
  });
});

describe("a single target that rests", () => {
  it("for long as it said is left alone, and the client told how long", async () => {
    const { ask, upstreams } = await setup([
      (response) => refuse(response, 429, { "retry-after": "30" }),
    ]);
    for (let i = 0; i < 3; i++) {
      const { status, headers, json } = await ask();
      expect([status, json.error.message.length > 0]).toEqual([429, true]);
      expect(Number(headers["retry-after"])).toBeGreaterThan(27);
    }
    expect(upstreams[0]!.received).toHaveLength(1);
  });

  it("for a moment as it said is waited for", async () => {
    const at: number[] = [];
    const { ask } = await setup([
      (response, n) => {
        at.push(performance.now());
        if (n === 1) refuse(response, 429, { "retry-after-ms": "300" });
        else stream(response);
      },
    ]);
    const answers = await Promise.all([ask(), sleep(60).then(() => ask())]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    expect(Math.min(at[1]! - at[0]!, at[2]! - at[0]!)).toBeGreaterThan(290);
  });

  it("only by the gateway's guess is asked, once", async () => {
    const { ask, upstreams } = await setup([(response) => refuse(response, 503)], {
      breaker: { failures: 2, open_ms: 5000 },
    });
    await ask();
    expect(upstreams[0]!.received).toHaveLength(2);
    expect((await ask()).status).toBe(503);
    expect(upstreams[0]!.received).toHaveLength(3);
  });
});
