import type * as Hub from "../../generated/hub.types.ts";
import { canonical, toArguments } from "./oracle-shared.ts";
import type { Answer, ChoiceSaid, UsageSaid } from "./oracle-shared.ts";

/** A hub answer in the oracle's terms. */
export function said(answer: Hub.Answer): Answer {
  const parts = answer.choices.flatMap((choice) => choice.parts);
  return {
    kind: "answer",
    id: answer.id,
    model: answer.model,
    choices: answer.choices.map(choiceSaid),
    usage: answer.usage ? usageSaid(answer.usage) : null,
    signatures: parts.flatMap((part) =>
      [
        "signature" in part ? part.signature?.value : undefined,
        "data" in part && typeof part.data === "object" ? part.data.value : undefined,
      ].filter((each) => each !== undefined),
    ),
    citations: parts.flatMap((part) => (part.kind === "text" ? (part.citations ?? []) : [])).length,
  };
}

function textOf(parts: readonly Hub.Part[], kind: string): string {
  return parts
    .map((part) => (part.kind === kind && "text" in part ? (part.text ?? "") : ""))
    .join("");
}

function choiceSaid(choice: Hub.Choice): ChoiceSaid {
  const calls = choice.parts.filter(
    (part): part is Hub.ToolCall => part.kind === "tool_call" && !part.server,
  );
  const said: ChoiceSaid = {
    index: choice.index,
    text: textOf(choice.parts, "text"),
    reasoning: textOf(choice.parts, "reasoning"),
    refusal: textOf(choice.parts, "refusal"),
    tool_calls: calls.map((call) => ({
      id: call.id,
      name: call.name,
      arguments: call.custom ? call.arguments : canonical(toArguments(call.arguments)),
    })),
    finish: choice.finish ?? null,
    finish_word: choice.finish_word ?? null,
    other: 0,
  };
  if (choice.stop_sequence !== undefined) said.stop_sequence = choice.stop_sequence;
  return said;
}

const INPUT = [
  "input",
  "cache_read",
  "cache_write",
  "cache_write_5m",
  "cache_write_1h",
  "cache_write_30m",
  "input_audio",
  "input_image",
  "input_video",
  "input_cached_audio",
] as const;
const OUTPUT = ["output", "reasoning", "output_audio", "output_image"] as const;
const WRITES = ["cache_write", "cache_write_5m", "cache_write_1h", "cache_write_30m"] as const;

function sum(usage: Hub.Usage, names: readonly (keyof Hub.Usage)[]): number | null {
  const known = names
    .map((name) => usage[name])
    .filter((value): value is number => typeof value === "number");
  return known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
}

function usageSaid(usage: Hub.Usage): UsageSaid {
  return {
    input_total: usage.input === undefined ? null : sum(usage, INPUT),
    cache_read: usage.cache_read ?? null,
    cache_write: sum(usage, WRITES),
    output_total:
      usage.output === undefined && usage.reasoning === undefined ? null : sum(usage, OUTPUT),
    reasoning: usage.reasoning ?? null,
    total: usage.total ?? null,
  };
}
