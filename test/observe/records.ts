import type { RequestRecord } from "../../runtime/observe/record.ts";

/** 2026-03-01, 12:00 UTC. */
export const NOON = Date.UTC(2026, 2, 1, 12);

/** A record of a request that failed over once; `over` is what is different. */
export function recordOf(over: Partial<RequestRecord> = {}): RequestRecord {
  return {
    id: "01J0000000000000000000000A",
    request_id: "req_1",
    at: NOON,
    node: "node-1",
    key_id: "key_1",
    key_name: "team",
    owner: "ann",
    tags: ["blue"],
    route: "fast",
    door: "chat",
    asked: "fast",
    provider: "north",
    model: "large",
    outcome: "success",
    status: 200,
    stream: true,
    ms: 1500.25,
    ttft_ms: 420.5,
    input_tokens: 100,
    output_tokens: 20,
    cache_read_tokens: 40,
    cost: "0.0012",
    from: "10.0.0.7",
    finish: "stop",
    loss: "metadata;dropped, seed;dropped",
    decisions: [
      { target: "south/small", taken: true, reason: "first of the route" },
      { target: "north/large", taken: true, reason: "south/small failed" },
    ],
    attempts: [
      {
        n: 1,
        provider: "south",
        model: "small",
        outcome: "failed",
        error: "overloaded",
        after_ms: 1,
        ms: 200,
      },
      {
        n: 2,
        provider: "north",
        model: "large",
        outcome: "answered",
        after_ms: 210,
        ms: 1290,
        ttft_ms: 210.5,
        input_tokens: 100,
        output_tokens: 20,
        cost: "0.0012",
      },
    ],
    ...over,
  };
}
