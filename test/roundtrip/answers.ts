import fc from "fast-check";
import type * as Hub from "../../generated/hub.types.ts";
import { args, count, id, name, text } from "./values.ts";

/** What the answers of a dialect can hold. */
export interface Saying {
  choices: "one" | "many";
  /** One of each at most, in the order in which they are read. */
  said: readonly fc.Arbitrary<Hub.Part>[];
  call: fc.Arbitrary<Partial<Hub.ToolCall>>;
  /** The dialect's words and what they mean, when there are no calls. */
  finish: readonly (readonly [word: string, finish: Hub.Finish])[];
  /** The same when there are. */
  called: readonly [word: string, finish: Hub.Finish];
  head: fc.Arbitrary<Partial<Hub.Answer>>;
  usage: fc.Arbitrary<Hub.Usage>;
}

/** Answers that a dialect can tell in full. */
export function answer(saying: Saying): fc.Arbitrary<Hub.Answer> {
  const choice = fc
    .record({
      said: fc.tuple(...saying.said.map((part) => fc.option(part, { nil: undefined }))),
      calls: fc.array(fc.tuple(id, name, args, saying.call), { maxLength: 2 }),
      finish: fc.constantFrom(...saying.finish),
      closing: text,
    })
    .map((parts) => choiceOf(saying, parts));
  const most = saying.choices === "many" ? 3 : 1;
  const choices = fc.array(choice, { minLength: 1, maxLength: most });
  return fc
    .record({ choices, head: saying.head, usage: saying.usage })
    .map(({ choices: list, head, usage }) => ({
      ...head,
      choices: list.map((each, index) => ({ ...each, index })),
      usage,
    }));
}

interface Spoken {
  said: (Hub.Part | undefined)[];
  calls: [string, string, string, Partial<Hub.ToolCall>][];
  finish: readonly [string, Hub.Finish];
  closing: string;
}

function choiceOf(saying: Saying, { said, calls, finish, closing }: Spoken): Hub.Choice {
  const parts: Hub.Part[] = said.filter((part) => part !== undefined);
  for (const [called, tool, text_, more] of calls) {
    parts.push({ kind: "tool_call", id: called, name: tool, arguments: text_, ...more });
  }
  if (parts.length === 0) parts.push({ kind: "text", text: closing });
  const [finish_word, word] = calls.length > 0 ? saying.called : finish;
  return { index: 0, parts, finish: word, finish_word };
}

/** Counters of some names, and their total. */
export function usage(
  needed: readonly (keyof Hub.Usage)[],
  more: readonly (keyof Hub.Usage)[],
  total: boolean,
): fc.Arbitrary<Hub.Usage> {
  const fields = Object.fromEntries([...needed, ...more].map((key) => [key, count]));
  const counters = fc.record(fields, { requiredKeys: [...needed] }) as fc.Arbitrary<object>;
  return counters.map((known): Hub.Usage => {
    const sum = Object.values(known as Record<string, number>).reduce((a, b) => a + b, 0);
    return total ? { ...known, total: sum } : known;
  });
}
