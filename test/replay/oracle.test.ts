import { describe, expect, it } from "vitest";
import type { Recording } from "./corpus.ts";
import { available, dialectOf, rawBytes, recordings, splits } from "./corpus.ts";
import type { Answer, ChoiceSaid, Expected } from "./oracle-shared.ts";
import { payloadsOf } from "./oracle-shared.ts";
import { expectation } from "./oracle.ts";
import { readSse } from "./sse-reference.ts";

// The provider's own numbers do not add up here.
const ODD_TOTALS = [
  ...["gemini-json-5c5e389f9b", "gemini-json-ae719ef69b", "gemini-json-c7e0631a72"],
  ...["gemini-json-ee5e3c5e63", "vertex-json-4e7fdeab49", "vertex-json-4f6eadf76a"],
  "vertex-stream-49d3cb8a9d",
];
// More reasoning than output, or more cache than input, as the provider says.
const ODD_DETAILS = /^(x-minimax-|openrouter-stream-177f7c1a68$|mistral-stream-d542ef3d09$)/;
const SILENT_STOPS = ["anthropic-stream-8bc6eb184b", "vertex-json-21da0ca156"];
const CUT_OFF = ["vertex-stream-5452c8d84c", "vertex-stream-b0e0ab77b7"];
// "OTHER" has no hub word; the other two were invented for a client's own tests.
const UNKNOWN_WORDS = ["OTHER", "FAKE_ENUM", "FAKE_NEW_FINISH_REASON"];

/** The laws that an expectation breaks, each as "id: law". */
function breaches(recording: Recording, said: Expected): string[] {
  const { id } = recording;
  if (said.kind === "error")
    return said.message === "" ? [`${id}: an error without a message`] : [];
  if (said.kind === "incomplete") return CUT_OFF.includes(id) ? [] : [`${id}: cut off`];
  const laws = [
    ...usageBreaches(id, said),
    ...said.choices.flatMap((choice) => choiceBreaches(id, choice)),
  ];
  return laws.map((law) => `${id}: ${law}`);
}

function usageBreaches(id: string, { usage }: Answer): string[] {
  if (!usage) return [];
  const out: string[] = [];
  const [input, output] = [usage.input_total ?? 0, usage.output_total ?? 0];
  const odd = ODD_DETAILS.test(id);
  if (usage.total !== null && input + output !== usage.total && !ODD_TOTALS.includes(id))
    out.push("total");
  if ((usage.reasoning ?? 0) > output && !odd) out.push("reasoning beyond output");
  if ((usage.cache_read ?? 0) + (usage.cache_write ?? 0) > input && !odd)
    out.push("cache beyond input");
  return out;
}

function choiceBreaches(id: string, choice: ChoiceSaid): string[] {
  const out: string[] = [];
  const { text, reasoning, refusal, tool_calls, other, finish, finish_word } = choice;
  const empty = text + reasoning + refusal === "" && tool_calls.length + other === 0;
  if (empty && finish === "stop" && !SILENT_STOPS.includes(id)) out.push("empty but well");
  if (finish === "tool_calls" && tool_calls.length === 0) out.push("tool_calls without calls");
  if (finish === "unknown" && !UNKNOWN_WORDS.includes(finish_word ?? ""))
    out.push(`finish ${finish_word}`);
  if (tool_calls.some((call) => call.name === "")) out.push("a call without a name");
  const text_args = tool_calls.some((call) => typeof call.arguments === "string");
  if (text_args && id !== "openai-json-837bb30b2a") out.push("arguments that are no JSON");
  return out;
}

if (!available())
  console.warn("oracle: SKIPPED, no corpus here (set DRAGOMAN_CORPUS to its dev folder)");

describe.skipIf(!available())("the oracle over every chat recording", () => {
  it("reads all of them and they obey the laws", () => {
    const table: Record<string, { answer: number; error: number; incomplete: number }> = {};
    const broken: string[] = [];
    for (const recording of recordings((row) => dialectOf(row) !== null)) {
      const said = expectation(recording);
      const row = (table[recording.provider] ??= { answer: 0, error: 0, incomplete: 0 });
      row[said.kind] += 1;
      broken.push(...breaches(recording, said));
      if (payloadsOf(recording).garbage.length > 0 && recording.response.status < 400) {
        broken.push(`${recording.id}: payloads that are no JSON`);
      }
    }
    console.table(table);
    expect(broken).toEqual([]);
    expect(Object.keys(table).length).toBeGreaterThan(20);
  });

  it("replays what it read: rebuilt framings hold the same payloads, and the reads sum to the bytes", () => {
    for (const recording of recordings((row) => dialectOf(row) !== null && row.stream)) {
      const bytes = rawBytes(recording);
      expect(splits(recording).reduce((a, b) => a + b, 0)).toBe(bytes.length);
      if (!["sse-lines", "chunks-jsonl"].includes(recording.response.raw_framing ?? "")) continue;
      const plain = (values: { value: unknown }[]) => values.map(({ value }) => value);
      expect(plain(readSse(bytes.toString()).values)).toEqual(plain(payloadsOf(recording).values));
    }
  });
});
