import { beforeAll, describe, expect, it } from "vitest";
import { rawClient } from "./client-raw.ts";
import { startFake } from "./fakes/fake.ts";
import { FAST } from "./profile.ts";
import { BEYOND, TABLE } from "./rows.ts";
import type { Verdict } from "./report.ts";
import { AT_ONCE, WIRES, runAll } from "./run.ts";
import { TEXT } from "./text.ts";

const jobs = [...TABLE, ...BEYOND].flatMap((row) => WIRES.map((wire) => ({ row, wire })));

describe("whatever the upstreams do", () => {
  // Nearly all of the time is waited for: many at once take no longer than the longest few.
  const running: { verdicts: Promise<Verdict[]> | undefined } = { verdicts: undefined };
  beforeAll(() => void (running.verdicts = runAll(jobs, FAST, "openai-chat", AT_ONCE)));

  it.each(jobs.map(({ row, wire }, i) => [`${row.id} ${wire.dialect}: ${row.title}`, i] as const))(
    "%s",
    async (_name, i) => {
      expect((await running.verdicts!)[i]!.faults).toEqual([]);
    },
  );
});

describe.each(WIRES)("the fakes themselves, $dialect", (wire) => {
  const ask = async (model: string, stream: boolean) => {
    const fake = await startFake(wire, FAST);
    try {
      const { url } = fake;
      return await rawClient(wire.dialect)({ url, model, stream, patience_ms: 1000 });
    } finally {
      await fake.close();
    }
  };

  it.each([true, false])("answer whole, stream: %s", async (stream) => {
    const heard = await ask("fb-ok", stream);
    expect(heard).toMatchObject({ outcome: "success", text: TEXT, broken: 0 });
    expect(heard.usage).toEqual({ input: 30, output: 60 });
    expect(heard.finish).toBeDefined();
  });

  it("misbehave as they are named", async () => {
    const cut = await ask("fb-s08-stream-cut", true);
    expect(cut).toMatchObject({ outcome: "error", message: "aborted" });
    expect(cut.text.split(" ")).toHaveLength(40);
    expect(cut.finish ?? null).toBeNull();
    expect(await ask("fb-s08-stream-cut", false)).toMatchObject({ outcome: "error" });
    expect(await ask("fb-s10-malformed-chunk", true)).toMatchObject({ text: TEXT, broken: 1 });
    expect(await ask("fb-s11-no-done", true)).toMatchObject({ outcome: "success", text: TEXT });
    expect(await ask("fb-s13-content-filter", true)).toMatchObject({ status: 400 });
    expect(await ask("fb-s05-reset", true)).toMatchObject({ message: "read ECONNRESET" });
    expect(await ask("fb-x-error-first", true)).toMatchObject({ outcome: "error", status: 200 });
    expect((await ask("fb-s04-503-persistent", true)).status).toBeGreaterThanOrEqual(503);
    expect(await ask("fb-s06-no-response", true)).toMatchObject({ outcome: "hang" });
  });
});
