import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { createFronts } from "./fronts.ts";
import { hear } from "./heard.ts";
import type { Heard } from "./heard.ts";
import { FORECAST, HELLO, PLACE, USAGE } from "./scenes.ts";
import { GRID, MODELS, PDF, PNG, SCHEMA, TOOLS, say } from "./talk.ts";
import type { Dialect, Front, Said, Turn } from "./talk.ts";
import { faults } from "./wire.ts";
import { startWorld } from "./world.ts";
import type { World } from "./world.ts";

/** How each client's dialect says that an answer ended, was cut off, or calls tools. */
const ENDS: Record<Dialect, { stop: string; length: string; calls: string }> = {
  "openai-chat": { stop: "stop", length: "length", calls: "tool_calls" },
  anthropic: { stop: "end_turn", length: "max_tokens", calls: "tool_use" },
  gemini: { stop: "STOP", length: "MAX_TOKENS", calls: "STOP" },
  ollama: { stop: "stop", length: "length", calls: "stop" },
};

let world: World;
let fronts: Record<Dialect, Front>;
beforeAll(async () => {
  world = await startWorld();
  fronts = createFronts(world.url);
});
afterAll(() => world.close());
afterEach(() => void world.recorder.take());

/** The one request that went upstream, valid by the wire schema, read. */
function sent(upstream: Dialect): Heard {
  const all = world.recorder.take();
  expect(all).toHaveLength(1);
  expect(faults(upstream, all[0]!)).toEqual([]);
  return hear(upstream, all[0]!.bytes);
}

describe.each(GRID)("%s -> %s", (client, upstream) => {
  const model = MODELS[upstream];
  const ends = ENDS[client];
  // The third-party mock gives no usage and no reason to end in this one dialect.
  const mute = upstream === "ollama";

  describe.each(["whole", "stream"] as const)("%s", (mode) => {
    const ask = (...args: Parameters<typeof say>): Promise<Said> =>
      fronts[client][mode](say(...args));

    function expectPieces({ pieces }: Said, least = 2): void {
      if (mode === "whole") expect(pieces).toBe(0);
      else expect(pieces).toBeGreaterThanOrEqual(least);
    }

    it("says something", async () => {
      const said = await ask(model, "[hello]", { system: "Be polite." });
      expect(said).toMatchObject({ text: HELLO, calls: [], finish: ends.stop });
      const { input, output } = mute ? { input: 0, output: 0 } : USAGE;
      expect([said.input, said.output]).toEqual([input, output]);
      expectPieces(said, 5);
      expect(sent(upstream)).toMatchObject({ system: "Be polite.", users: ["[hello]"] });
    });

    it("calls a tool", async () => {
      const said = await ask(model, "[call]", { tools: TOOLS });
      expect(said.calls).toEqual([{ id: said.calls[0]?.id, name: "get_weather", input: PLACE }]);
      expect(said.finish).toBe(ends.calls);
      // Only some DIALECTS have arguments in pieces.
      const streams = /openai|anthropic/;
      expectPieces(said, streams.test(client) && streams.test(upstream) ? 3 : 1);
      const { tools } = sent(upstream);
      expect(tools).toEqual(["get_weather", "get_time"]);
    });

    it("calls tools side by side, after a word or without", async () => {
      const said = await ask(model, "[parallel]", { tools: TOOLS });
      expect(said.calls.map(({ name, input }) => [name, input])).toEqual([
        ["get_weather", { city: "Paris" }],
        ["get_weather", { city: "Rome" }],
        ["get_time", { city: "Rome" }],
      ]);
      const ids = said.calls.map(({ id }) => id);
      if (client === "openai-chat" || client === "anthropic") {
        expect(new Set(ids.filter(Boolean)).size).toBe(3);
      }
      sent(upstream);
      const talked = await ask(model, "[talk]", { tools: TOOLS });
      expect(talked).toMatchObject({ text: "Let me look.", finish: ends.calls });
      expect(talked.calls).toMatchObject([{ name: "get_time", input: { city: "Oslo" } }]);
    });

    it("goes through three rounds of calls and results", async () => {
      const turns: Turn[] = [{ user: "[rounds]" }];
      const answers = ["12 degrees", "18 degrees", "9 o'clock"];
      const more = { system: "Be exact.", tools: TOOLS };
      let said: Said | undefined;
      for (let round = 0; round < 3; round++) {
        said = await fronts[client][mode]({ model, turns, ...more });
        const heard = sent(upstream);
        expect(heard.system).toBe("Be exact.");
        expect(heard.results.map(({ text }) => text)).toEqual(answers.slice(0, [0, 2, 3][round]));
        expect(heard.calls.map(({ name }) => name)).toEqual(
          ["get_weather", "get_weather", "get_time"].slice(0, [0, 2, 3][round]),
        );
        expectMatched(heard);
        const done = turns.reduce((n, t) => n + ("results" in t ? t.results.length : 0), 0);
        turns.push({ said });
        const results = said.calls.map((call, i) => ({ call, text: answers[done + i]! }));
        if (results.length > 0) turns.push({ results });
      }
      expect(said).toMatchObject({ text: "It was 12, 18, 9.", calls: [], finish: ends.stop });
    });

    it("takes a limit, stops and an end that is no stop", async () => {
      const said = await ask(model, "[cut]", { limit: 77, stop: ["END", "\n\n"] });
      expect(said).toMatchObject({ text: "One two", finish: mute ? ends.stop : ends.length });
      expect(sent(upstream)).toMatchObject({ limit: 77, stop: ["END", "\n\n"] });
    });

    it("answers in a schema", async () => {
      const said = await ask(model, "[schema]", { schema: SCHEMA });
      expect(JSON.parse(said.text)).toEqual(FORECAST);
      expect(sent(upstream).schema).toMatchObject({
        type: "object",
        properties: SCHEMA.properties,
        required: SCHEMA.required,
      });
    });
  });

  it("shows a picture", async () => {
    const turns: Turn[] = [{ user: "[seen] What is it?", png: PNG }];
    expect(await fronts[client].whole({ model, turns })).toMatchObject({ text: "I see 1." });
    const { images, users } = sent(upstream);
    expect(images).toEqual([upstream === "ollama" ? PNG : `data:image/png;base64,${PNG}`]);
    expect(users).toEqual(["[seen] What is it?"]);
  });

  it.skipIf(client === "ollama")("shows a document, or says that it cannot", async () => {
    const turns: Turn[] = [{ user: "[seen] What is it?", pdf: PDF }];
    const said = fronts[client].whole({ model, turns });
    if (upstream === "ollama") {
      await expect(said).rejects.toThrow(/ollama\/llama3\.2 cannot take .*file/);
      expect(world.recorder.take()).toEqual([]);
    } else {
      expect(await said).toMatchObject({ text: "I see 1." });
      expect(sent(upstream).files).toEqual([`data:application/pdf;base64,${PDF}`]);
    }
  });
});

/** Every result answers a call: by id where both have one, else by name and order. */
function expectMatched({ calls, results }: Heard): void {
  for (const [i, { id, name }] of results.entries()) {
    if (id !== undefined) expect(calls[i]!.id).toBe(id);
    if (name !== undefined) expect(calls[i]!.name).toBe(name);
    expect(id ?? name).toBeDefined();
  }
}
