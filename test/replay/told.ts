import type { Dialect } from "./corpus.ts";
import { ALL, DOOR_WORDS, type DoorWords } from "./door-words.ts";
import type { Answer, ChoiceSaid, Expected, FinishWord, Kind, UsageSaid } from "./oracle-shared.ts";

/** What a client of the door should read, streamed or whole, when upstream said this. */
export function toldAt(
  door: Dialect,
  said: Expected,
  streamed: boolean,
  reader: "oracle" | "own" = "oracle",
): Expected {
  const all = DOOR_WORDS[door];
  const words = reader === "own" ? { ...all, finish: { ...all.finish, ...all.ownFinish } } : all;
  const failed = (error: Kind, partial?: Answer): Expected => ({
    kind: "error",
    status: 0,
    message: "",
    in_stream: streamed,
    error: (streamed ? words.inStream : words.kinds)[error] ?? error,
    // What came before the error can only be seen in a stream.
    ...(streamed && partial ? { partial: answerAt(words, partial) } : {}),
  });
  if (said.kind === "incomplete") return failed("upstream", said.partial);
  if (said.kind === "error") return failed(said.error, said.partial);
  // A whole answer without any choice answers nothing; a stream that does so has ended too early.
  if (said.choices.length === 0) return failed("upstream");
  return answerAt(words, said);
}

function answerAt(words: DoorWords, said: Answer): Answer {
  const out: Answer = {
    ...said,
    choices: said.choices.map((choice) => choiceAtDoor(words, choice)),
  };
  if (words.choices === "one") {
    out.choices = out.choices.slice(0, 1);
  }
  out.usage = said.usage && usageAt(words, said.usage);
  return out;
}

function choiceAtDoor(words: DoorWords, said: ChoiceSaid): ChoiceSaid {
  const out: ChoiceSaid = { ...said };
  if (!words.refusals) {
    out.text += said.refusal;
    out.refusal = "";
  }
  if (!words.freeText) {
    const json = (value: unknown): unknown =>
      typeof value === "string" ? { input: value } : value;
    out.tool_calls = said.tool_calls.map((call) => ({ ...call, arguments: json(call.arguments) }));
  }
  out.finish = finishAt(words, said);
  return out;
}

function finishAt(
  words: DoorWords,
  { finish, finish_word, tool_calls }: ChoiceSaid,
): FinishWord | null {
  if (finish === null) return words.unsaid;
  const told = words.finish[finish];
  const word = told === undefined ? finish : told;
  const stays = words.stops === "all" || words.stops.includes(finish_word ?? "");
  return word === "stop" && tool_calls.length > 0 && !stays ? "tool_calls" : word;
}

function usageAt(words: DoorWords, said: UsageSaid): UsageSaid {
  const out: UsageSaid = { ...said };
  for (const name of ALL) if (!words.counters.includes(name)) out[name] = null;
  return out;
}
