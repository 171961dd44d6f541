import { afterEach, expect, it } from "vitest";
import { createMetrics } from "../../runtime/observe/metrics.ts";
import type { Metrics, MetricsOptions } from "../../runtime/observe/metrics.ts";
import { recordOf } from "./records.ts";

let metrics: Metrics | undefined;
afterEach(() => metrics?.close());

async function set(over: Partial<MetricsOptions> = {}): Promise<Metrics> {
  metrics = await createMetrics({
    max_models: 3,
    isRoute: (name) => name === "fast",
    sources: {},
    warn: () => undefined,
    ...over,
  });
  return metrics;
}

/** The figures by their names with labels, in the order of the text. */
async function figures(of: Metrics): Promise<Map<string, number>> {
  const lines = (await of.text()).split("\n").filter((line) => line && !line.startsWith("#"));
  return new Map(
    lines.map((line) => {
      const at = line.lastIndexOf(" ");
      return [line.slice(0, at), Number(line.slice(at + 1))];
    }),
  );
}

it("counts requests, attempts, tokens, cost and losses, once each", async () => {
  const { observe } = await set();
  observe(recordOf());
  observe(recordOf());
  const found = await figures(metrics!);
  const expected = {
    'dragoman_requests_total{route="fast",provider="north",model="large",outcome="success",error="none"}': 2,
    'dragoman_attempts_total{provider="south",model="small",outcome="failed"}': 2,
    'dragoman_attempts_total{provider="north",model="large",outcome="answered"}': 2,
    'dragoman_tokens_total{provider="north",model="large",direction="input"}': 200,
    'dragoman_tokens_total{provider="north",model="large",direction="cache_read"}': 80,
    'dragoman_cost_usd_total{provider="north",model="large"}': 0.0024,
    'dragoman_losses_total{grade="dropped"}': 4,
    'dragoman_request_duration_seconds_count{provider="north",stream="true"}': 2,
    'dragoman_request_duration_seconds_bucket{le="2.5",provider="north",stream="true"}': 2,
    'dragoman_time_to_first_token_seconds_bucket{le="0.35",provider="north",stream="true"}': 0,
  };
  for (const [name, value] of Object.entries(expected))
    expect([name, found.get(name)]).toEqual([name, value]);
  expect([...found.keys()].some((name) => name.startsWith("nodejs_eventloop_lag"))).toBe(true);
  expect(metrics!.contentType).toContain("text/plain");
});

it("takes tokens and cost of the request where its attempts know none", async () => {
  const { observe } = await set();
  observe(recordOf({ attempts: [] }));
  const found = await figures(metrics!);
  const target = 'provider="north",model="large"';
  expect(found.get(`dragoman_cost_usd_total{${target}}`)).toBe(0.0012);
  expect(found.get(`dragoman_tokens_total{${target},direction="output"}`)).toBe(20);
});

it("keeps the number of series bounded whatever clients ask for", async () => {
  const { observe } = await set();
  const junk = { route: undefined, attempts: [], provider: "north" };
  // What clients make up takes no place before it has answered.
  for (let i = 0; i < 500; i++)
    observe(
      recordOf({
        ...junk,
        model: `no-${i}`,
        asked: `no-${i}`,
        outcome: "error",
        error: "not_found",
      }),
    );
  for (let i = 0; i < 500; i++)
    observe(recordOf({ ...junk, model: `yes-${i}`, key_id: `key_${i}` }));
  observe(recordOf({ ...junk, route: "made/up", provider: undefined, model: undefined }));
  const names = [...(await figures(metrics!)).keys()].filter((name) =>
    name.startsWith("dragoman_requests_total"),
  );
  const models = new Set(names.map((name) => /model="([^"]*)"/.exec(name)![1]));
  expect([...models].sort()).toEqual(["none", "other", "yes-0", "yes-1", "yes-2"]);
  expect(names.every((name) => name.includes('route="direct"'))).toBe(true);
  expect(names.join()).not.toMatch(/key_|req_/);
});

it("asks its sources at the scrape, and one that throws hurts no other", async () => {
  const warned: unknown[] = [];
  let open = true;
  await set({
    warn: (facts) => warned.push(facts),
    sources: {
      inFlight: () => 7,
      breakers: () => (open ? [{ provider: "north", model: "large", state: "open" as const }] : []),
      ledger: () => ({ queued: 3, failures: 1, lost: 0 }),
      shared: () => false,
      logs: () => {
        throw new Error("no");
      },
    },
  });
  const found = await figures(metrics!);
  expect(found.get("dragoman_requests_in_flight")).toBe(7);
  expect(found.get('dragoman_breaker_state{provider="north",model="large"}')).toBe(2);
  expect(found.get("dragoman_ledger_queued_rows")).toBe(3);
  expect(found.get("dragoman_ledger_write_failures_total")).toBe(1);
  expect(found.get("dragoman_shared_store_up")).toBe(0);
  expect(warned).toHaveLength(1);
  open = false;
  const again = await figures(metrics!);
  expect([...again.keys()].join()).not.toContain("breaker_state{");
  // A counter tells its source's sum, not the sum of its scrapes.
  expect(again.get("dragoman_ledger_write_failures_total")).toBe(1);
});

it("stays out of the registry that is shared by all", async () => {
  await set();
  const { register } = await import("prom-client");
  expect(register.getMetricsAsArray()).toEqual([]);
});

it("costs microseconds a record", async () => {
  const { observe } = await set();
  const record = recordOf();
  for (let i = 0; i < 2000; i++) observe(record);
  const start = performance.now();
  for (let i = 0; i < 10_000; i++) observe(record);
  const each = ((performance.now() - start) * 1000) / 10_000;
  console.info(`metrics: ${each.toFixed(2)} us a record of two attempts`);
  expect(each).toBeLessThan(500);
});
