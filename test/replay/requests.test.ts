import { describe, expect, it } from "vitest";
import { available } from "./corpus.ts";
import { judge, knownGaps } from "./gaps.ts";
import { NORMAL, normal } from "./request-normal.ts";
import { EXCUSES } from "./requests.ts";
import { requests } from "./suite.ts";

if (!available()) console.warn("requests: SKIPPED, no corpus here (set DRAGOMAN_CORPUS)");

describe.skipIf(!available())("recorded requests", () => {
  it("are understood, the same when written again, valid elsewhere, and what is lost is told", async () => {
    const { checks, normalised } = await requests({ full: false });
    const { failures } = judge(checks, knownGaps());
    expect(failures.map(({ id, door, problems }) => [id, door, ...problems])).toEqual([]);
    expect(checks.length).toBeGreaterThan(8_000);
    // A difference that no recording shows any more has no place in the table.
    const names = [...NORMAL, ...EXCUSES].map(({ name }) => name);
    expect(names.filter((name) => !normalised.has(name))).toEqual([]);
  });
});

describe("the normal form of a request", () => {
  it("keeps what is the client's own", () => {
    const input = { content: [{ type: "tool_use", input: { stop: null, content: "" } }] };
    expect(normal("anthropic", input, new Set())).toEqual(input);
  });

  it("is one for all spellings", () => {
    const used = new Set<string>();
    const long = {
      messages: [{ role: "developer", content: [{ type: "text", text: "a" }] }],
      max_completion_tokens: 1,
    };
    const short = { messages: [{ role: "system", content: "a" }], max_tokens: 1, n: null };
    expect(normal("openai-chat", long, used)).toEqual(normal("openai-chat", short, used));
    expect(used.size).toBe(4);
  });
});
