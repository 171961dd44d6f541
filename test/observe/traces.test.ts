import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, expect, it } from "vitest";
import { createTraces } from "../../runtime/observe/traces.ts";
import type { Traces } from "../../runtime/observe/traces.ts";
import { NOON, recordOf } from "./records.ts";

/** A span as OTLP/JSON has it. */
interface Span {
  traceId: string;
  spanId: string;
  parentSpanId?: string;
  name: string;
  kind: number;
  startTimeUnixNano: string;
  endTimeUnixNano: string;
  attributes: { key: string; value: Record<string, unknown> }[];
  status: { code?: number };
}

interface Received {
  path: string;
  resource: Record<string, unknown>;
  spans: Span[];
}

let server: Server | undefined;
let traces: Traces | undefined;
afterEach(async () => {
  await traces?.close();
  server?.closeAllConnections();
  await new Promise((done) => (server ? server.close(done) : done(undefined)));
  server = traces = undefined;
});

async function collector(): Promise<{ received: Received[]; url: string }> {
  const received: Received[] = [];
  server = createServer(async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const { resourceSpans } = JSON.parse(body);
    for (const { resource, scopeSpans } of resourceSpans)
      received.push({
        path: request.url!,
        resource: valuesOf(resource.attributes),
        spans: scopeSpans.flatMap(({ spans }: { spans: Span[] }) => spans),
      });
    response.setHeader("content-type", "application/json").end("{}");
  });
  await new Promise<void>((done) => server!.listen(0, "127.0.0.1", done));
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Plain values of attributes; each must have exactly one value that is not null. */
function valuesOf(attributes: Span["attributes"]): Record<string, unknown> {
  return Object.fromEntries(
    attributes.map(({ key, value }) => {
      const [[kind, held] = [], ...more] = Object.entries(value);
      expect([key, kind, more, held ?? "null"]).toEqual([key, kind, [], held]);
      if (kind === "intValue") return [key, Number(held)];
      if (kind !== "arrayValue") return [key, held];
      const { values } = held as { values: Record<string, unknown>[] };
      return [key, values.flatMap((each) => Object.values(each))];
    }),
  );
}

async function start(endpoint: string | undefined, sample = 1, warn = () => {}): Promise<Traces> {
  traces = await createTraces(
    { ...(endpoint && { endpoint }), sample },
    {
      version: "1.2.3",
      environment: {},
      warn,
      addressOf: (provider) =>
        provider === "north" ? { host: "north.test", port: 443 } : undefined,
    },
  );
  return traces!;
}

const TRACE = "0af7651916cd43dd8448eb211c80319c";
const PARENT = "b7ad6b7169203331";

it("is nothing without an endpoint", async () => {
  expect(await start(undefined)).toBeUndefined();
});

it("sends a server span and its attempts below the client's, by the conventions", async () => {
  const { received, url } = await collector();
  const { observe, close } = await start(url);
  observe(recordOf({ traceparent: `00-${TRACE}-${PARENT}-01`, upstream_id: "msg_1" }));
  await close();
  expect(received.map(({ path }) => path)).toEqual(["/v1/traces"]);
  expect(received[0]!.resource).toMatchObject({
    "service.name": "dragoman",
    "service.version": "1.2.3",
  });
  const spans = received[0]!.spans;
  const root = spans.find(({ kind }) => kind === 2)!;
  const calls = spans.filter(({ kind }) => kind === 3);
  expect([spans.length, root.name, root.parentSpanId]).toEqual([3, "chat fast", PARENT]);
  expect(spans.every(({ traceId }) => traceId === TRACE)).toBe(true);
  expect(calls.map(({ name, parentSpanId }) => [name, parentSpanId])).toEqual([
    ["chat small", root.spanId],
    ["chat large", root.spanId],
  ]);
  const ns = (ms: number): string => String(BigInt(NOON) * 1_000_000n + BigInt(ms * 1e6));
  expect([root.startTimeUnixNano, root.endTimeUnixNano]).toEqual([ns(0), ns(1500.25)]);
  expect(calls[1]!.startTimeUnixNano).toBe(ns(210));
  expect(calls[1]!.endTimeUnixNano).toBe(ns(1500));
  expect(valuesOf(root.attributes)).toMatchObject({
    "gen_ai.operation.name": "chat",
    "gen_ai.provider.name": "north",
    "gen_ai.request.model": "fast",
    "gen_ai.response.model": "large",
    "gen_ai.response.finish_reasons": ["stop"],
    "gen_ai.usage.input_tokens": 100,
    "gen_ai.usage.output_tokens": 20,
    "gen_ai.usage.cache_read.input_tokens": 40,
    "gen_ai.response.time_to_first_chunk": 0.4205,
    "http.response.status_code": 200,
  });
  expect(valuesOf(root.attributes)).not.toHaveProperty("error.type");
  expect(valuesOf(calls[0]!.attributes)).toMatchObject({ "error.type": "overloaded" });
  expect(calls[0]!.status.code).toBe(2);
  expect(valuesOf(calls[1]!.attributes)).toMatchObject({
    "gen_ai.provider.name": "north",
    "server.address": "north.test",
    "server.port": 443,
  });
});

it("tells no null, no long text and no content, whatever is missing", async () => {
  const { received, url } = await collector();
  const { observe, close } = await start(`${url}/v1/traces/`);
  const odd = { provider: undefined, model: undefined, ttft_ms: Number.NaN, cost: null as never };
  observe(
    recordOf({
      ...odd,
      asked: "m".repeat(5000),
      outcome: "error",
      status: 502,
      error_message: "you said SECRET",
      content: { request: "SECRET", answer: "SECRET" },
      traceparent: "00-zz-1-01",
    }),
  );
  await close();
  const { path, spans } = received[0]!;
  const root = spans.find(({ kind }) => kind === 2)!;
  const facts = valuesOf(root.attributes);
  expect(path).toBe("/v1/traces");
  expect(root.parentSpanId).toBeFalsy();
  expect(root.status.code).toBe(2);
  expect(facts).toMatchObject({ "error.type": "_OTHER" });
  expect(facts).not.toHaveProperty("gen_ai.provider.name");
  expect(JSON.stringify(spans)).not.toMatch(/SECRET|null/);
  for (const value of Object.values(facts)) expect(String(value).length).toBeLessThanOrEqual(200);
});

it("samples as the client does, and all others by the ratio", async () => {
  const { received, url } = await collector();
  const { observe, close } = await start(url, 0);
  observe(recordOf());
  observe(recordOf({ traceparent: `00-${TRACE}-${PARENT}-00` }));
  observe(recordOf({ traceparent: `00-${TRACE}-${PARENT}-01` }));
  await close();
  expect(received.flatMap(({ spans }) => spans).map(({ traceId }) => traceId)).toEqual(
    Array(3).fill(TRACE),
  );
});

it("costs nothing but its spans when nobody listens", async () => {
  let warned = 0;
  const { url } = await collector();
  await new Promise((done) => server!.close(done));
  server = undefined;
  const { observe, close, state } = await start(url, 1, () => warned++);
  const record = recordOf();
  const begun = performance.now();
  for (let i = 0; i < 5000; i++) observe(record);
  const each = ((performance.now() - begun) * 1000) / 5000;
  console.info(`traces: ${each.toFixed(1)} us a record of two attempts`);
  const closing = performance.now();
  await close();
  expect(performance.now() - closing).toBeLessThan(8000);
  expect(each).toBeLessThan(1000);
  expect(warned).toBeLessThanOrEqual(1);
  expect(state().lost).toBeLessThanOrEqual(3 * 5000);
});
