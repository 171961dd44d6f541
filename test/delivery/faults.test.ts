import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ASK } from "../runtime/harness.ts";
import { ask, said } from "./client.ts";
import type { Heard } from "./client.ts";
import { WELL, WIRES, tokensOf } from "./faulty.ts";
import type { Script } from "./faulty.ts";
import { startWorld } from "./world.ts";

const DIALECTS = WIRES.map(({ dialect }) => dialect);
const CLIENTS = [...DIALECTS, "ollama"];

const KINDS = {
  plain: {},
  hedged: { hedge: { after: 15, min_ms: 1 } },
  held: { commit: "complete", heartbeat_ms: 10, on_degraded: "fail" },
  heldHedged: { commit: "complete", heartbeat_ms: 10, hedge: { after: 15, min_ms: 1 } },
  queued: { hedge: { after: 10, min_ms: 1 }, total_ms: 250 },
} as const;

function routes() {
  const out: Record<string, any> = {};
  for (const [kind, rules] of Object.entries(KINDS)) {
    for (const a of DIALECTS) {
      for (const b of DIALECTS) {
        const place =
          kind === "queued" ? { max_concurrent: 1, queue: { max: 2, wait_ms: 400 } } : {};
        const targets = [`a-${a}/${kind}`, `b-${b}/${kind}`].map((model) => ({ model, ...place }));
        out[`${kind}.${a}.${b}`] = { targets, ...rules };
      }
    }
  }
  return out;
}

/** One request: who asks whom, how, and what goes wrong. */
interface Case {
  client: string;
  route: string;
  stream: boolean;
  a: Script[];
  b: Script[];
  leave_ms?: number;
  slow_ms?: number;
}

const stop = fc.record({
  at: fc.nat(1000).map((n) => n / 1000),
  how: fc.constantFrom("reset" as const, "close" as const, "silence" as const),
});

const script: fc.Arbitrary<Script> = fc.oneof(
  { weight: 1, arbitrary: fc.constant(WELL) },
  {
    weight: 4,
    arbitrary: fc
      .record(
        {
          head_ms: fc.constantFrom(0, 0, 5, 25, 120),
          refuse: fc.constantFrom(
            "rate_limit" as const,
            "server" as const,
            "overloaded" as const,
            "context" as const,
          ),
          refuses: fc.nat(4).map((n) => n === 0),
          other: fc.nat(5).map((n) => n === 0),
          twist: fc.constantFrom<Script["twist"]>(
            ...([
              "none",
              "none",
              "none",
              "unsaid",
              "unfinished",
              "broken",
              "error",
              "error_after",
              "pings",
            ] as const),
          ),
          encoded: fc.nat(19).map((n) => n === 0),
          early: fc.nat(5).map((n) => n === 0),
          piece: fc.constantFrom(100_000, 100_000, 700, 131, 61),
          gap_ms: fc.constantFrom(0, 0, 1, 3),
          framing: fc.constantFrom<Script["framing"]>("chunked", "chunked", "length", "close"),
          stop: fc.option(stop, { nil: undefined, freq: 2 }),
        },
        {
          requiredKeys: [
            "head_ms",
            "refuse",
            "refuses",
            "other",
            "twist",
            "encoded",
            "early",
            "piece",
            "gap_ms",
            "framing",
          ],
        },
      )
      .map(({ refuses, refuse, stop, ...rest }) => ({
        ...rest,
        ...(refuses && { refuse }),
        ...(stop && { stop }),
      })),
  },
);

const one: fc.Arbitrary<Case> = fc.record(
  {
    client: fc.constantFrom(...CLIENTS),
    route: fc.constantFrom(...Object.keys(routes())),
    stream: fc.boolean(),
    a: fc.array(script, { minLength: 1, maxLength: 2 }),
    b: fc.array(script, { minLength: 1, maxLength: 2 }),
    leave_ms: fc.option(fc.nat(60), { nil: undefined, freq: 1 }),
    slow_ms: fc.constantFrom(0, 0, 1, 5),
  },
  { requiredKeys: ["client", "route", "stream", "a", "b"] },
);

const FULL = ["a", "b"].map((letter) => tokensOf(letter).join(""));

/** Whole, or a typed error in the dialect's shape: throws otherwise. */
function check({ client, stream }: Case, heard: Heard): void {
  expect(heard.whole, "the answer was cut off").toBe(true);
  const { text, finished, error } = said(client, heard, stream);
  if (error) {
    expect(error.message).toBeTypeOf("string");
    expect(error.type).toBeTypeOf("string");
    expect(finished, "an error after the finish").toBe(false);
    expect(
      FULL.some((full) => full.startsWith(text)),
      text,
    ).toBe(true);
    return;
  }
  expect(heard.status).toBe(200);
  expect(finished, "it ended without a finish").toBe(true);
  expect(FULL).toContain(text);
}

const timeouts = { connect_ms: 500, first_token_ms: 90, idle_ms: 70, total_ms: 600 };

describe("whatever an upstream does", () => {
  let world: Awaited<ReturnType<typeof startWorld>>;
  const warnings: string[] = [];
  const onWarning = (warning: Error): void => void warnings.push(String(warning));
  let id = 0;

  beforeAll(async () => {
    process.on("warning", onWarning);
    world = await startWorld({
      timeouts,
      retry: { attempts: 2, base_ms: 4, max_ms: 8, max_wait_ms: 60 },
      breaker: { failures: 1e6, rate: 1, window_ms: 1000, open_ms: 100, max_open_ms: 100 },
      routes: routes(),
    });
  });
  afterAll(async () => {
    process.off("warning", onWarning);
    await world.close();
  });

  async function run(each: Case): Promise<void> {
    const name = `case-${id++}`;
    world.scripts.set(name, each);
    const [path, body] = ASK[each.client]!(each.route, `Hello ${name}`, each.stream);
    const late = new Promise<never>((_, reject) => {
      setTimeout(() => reject(new Error("the client waits for ever")), 6000).unref();
    });
    const heard = await Promise.race([ask(`${world.url}${path}`, body, each), late]);
    try {
      if (!heard.left) check(each, heard);
    } catch (error) {
      throw new Error(`${(error as Error).message}\n${heard.status}\n${heard.text}`);
    }
  }

  it("its client hears one whole answer or one error, and nothing is left behind", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(one, { minLength: 8, maxLength: 8 }), async (cases) => {
        await Promise.all(cases.map(run));
        expect(await world.quiet(3000)).toEqual({ requests: 0 });
        const lines = world.log.filter(({ msg }) => msg === "request");
        expect(lines).toHaveLength(world.arrived());
        expect(world.log.filter(({ level }) => level >= 50)).toEqual([]);
        expect(warnings).toEqual([]);
      }),
      {
        numRuns: Number(process.env["DELIVERY_RUNS"] ?? 40),
        seed: Number(process.env["DELIVERY_SEED"] ?? 20261122),
        endOnFailure: true,
      },
    );
  }, 120_000);
});
