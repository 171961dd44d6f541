import { describe, expect, it } from "vitest";
import { available, type Recording } from "./corpus.ts";
import { withLineEnds } from "./cuts.ts";
import { judge, knownGaps } from "./gaps.ts";
import { checkStream, type Effort } from "./streams.ts";
import { streams } from "./suite.ts";

const ALL: Effort = { cuts: 1_000_000, prefixes: 1_000_000, allDoors: true };

function recorded(path: string, raw: string): Recording {
  const bare = { host: "", method: "POST", endpoint: "chat", stream: true, request: null };
  const source = { repo: "", path: "", index: 0 };
  const response = { status: 200, headers: {}, raw, raw_framing: "sse" as const };
  return { id: "by-hand", provider: "any", path, scenario_tags: [], source, response, ...bare };
}

const events = (...list: object[]): string =>
  list.map((each) => `data: ${JSON.stringify(each)}\n\n`).join("");
const chunk = (delta: object, finish_reason: string | null = null): object => ({
  id: "c1",
  model: "m",
  created: 1,
  choices: [{ index: 0, delta, finish_reason }],
});
const call = (text: string, opening: object = {}): object =>
  chunk({
    tool_calls: [
      {
        index: 0,
        ...opening,
        function: { ...("id" in opening ? { name: "f" } : {}), arguments: text },
      },
    ],
  });

const CHAT =
  events(
    chunk({ role: "assistant", content: "" }),
    chunk({ reasoning_content: "Hmm… 🧩" }),
    chunk({ content: "Grüße, 世界 👋" }),
    call("", { id: "t1", type: "function" }),
    call('{"city":"Zür'),
    call('ich"}'),
    chunk({}, "tool_calls"),
  ) + "data: [DONE]\n\n";

const problems = (recording: Recording) =>
  checkStream(recording, ALL).flatMap((check) => check.problems);

describe("a stream made by hand", () => {
  it("is told the same at every door, cut at every byte, and is an error broken off anywhere", () => {
    expect(problems(recorded("/v1/chat/completions", CHAT))).toEqual([]);
  });

  it("may have any line ends, comments and unknown fields", () => {
    const noisy = `\uFEFF: hello\n\nretry: 5\n\n${CHAT.replace("\n\n", "\n: still here\nid: 7\n\n")}`;
    for (const end of ["\n", "\r\n", "\r"] as const) {
      const raw = withLineEnds(Buffer.from(noisy), end).toString();
      expect(problems(recorded("/v1/chat/completions", raw))).toEqual([]);
    }
  });
});

if (!available()) console.warn("streams: SKIPPED, no corpus here (set DRAGOMAN_CORPUS)");

describe.skipIf(!available())("recorded streams", () => {
  it("are the same read back, cut and with other line ends, and errors when broken off", () => {
    const { checks } = streams({ full: false });
    const { failures } = judge(checks, knownGaps());
    expect(failures.map(({ id, door, problems: found }) => [id, door, ...found])).toEqual([]);
    expect(checks.length).toBeGreaterThan(3_000);
  }, 120_000);
});
