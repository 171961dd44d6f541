import { describe, expect, it } from "vitest";
import { available, rows } from "./corpus.ts";
import { judge, knownGaps } from "./gaps.ts";
import { answers } from "./suite.ts";

/** The providers that have to conform without any exception. */
const NAMED = "openai anthropic gemini deepseek mistral dashscope ollama groq openrouter".split(
  " ",
);

if (!available()) console.warn("answers: SKIPPED, no corpus here (set DRAGOMAN_CORPUS)");

describe.skipIf(!available())("recorded answers", () => {
  it("are read as the oracle reads them, and so told at every door", () => {
    const { checks } = answers({ full: false });
    const { failures, stale } = judge(checks, knownGaps());
    expect(failures.map(({ id, door, problems }) => [id, door, ...problems])).toEqual([]);
    expect(stale.filter(({ door }) => !/request|stream/.test(door ?? ""))).toEqual([]);
    expect(checks.length).toBeGreaterThan(12_000);
  });

  it("of the named providers have no known gap but refused requests", () => {
    const named = new Set(
      rows()
        .filter((row) => NAMED.includes(row.provider))
        .map(({ id }) => id),
    );
    expect(knownGaps().filter(({ id }) => named.has(id))).toEqual([]);
  });
});

describe("the list of known gaps", () => {
  const check = (id: string, door: string, ...problems: string[]) => {
    return { id, provider: "any", tags: [], door, problems };
  };

  it("excuses what it names, and nothing else", () => {
    const gaps = [{ id: "a", door: "hub", reason: "so" }];
    const { failures, stale } = judge(
      [check("a", "hub", "bad"), check("a", "gemini", "bad")],
      gaps,
    );
    expect(failures).toMatchObject([{ id: "a", door: "gemini" }]);
    expect(stale).toEqual([]);
  });

  it("does not keep what passes", () => {
    const gap = { id: "a", door: undefined, reason: "so" };
    expect(judge([check("a", "hub")], [gap]).stale).toEqual([gap]);
    expect(judge([check("b", "hub")], [gap]).stale).toEqual([]);
  });
});
