import { dialectOf, type Dialect, type Recording } from "./corpus.ts";
import { differences, tellings } from "./compare.ts";
import { decode } from "./decode.ts";
import { DOOR_WORDS } from "./door-words.ts";
import { toldAt } from "./told.ts";
import { DOORS, through } from "./doors.ts";
import { atHome } from "./home.ts";
import { expectation } from "./oracle.ts";
import { isStream, obj, payloadsOf, type Expected } from "./oracle-shared.ts";
import { invalid } from "./wire-valid.ts";

/**
 * One check of a recording: what is wrong, empty when nothing is. `door` is what was checked: `hub` (the upstream side), a
 * door's dialect, `stream>` and one, `request`, or `request>` and a dialect that it is written in.
 */
export interface Check {
  id: string;
  provider: string;
  tags: readonly string[];
  door: string;
  problems: string[];
}

/**
 * Replays a recorded answer: read by the gateway it says what the oracle says, and so it does when it has been told to
 * a client of each door, in messages that the door's wire schema allows.
 */
export function checkAnswer(recording: Recording): Check[] {
  const { id, provider, scenario_tags: tags } = recording;
  const check = (door: string, problems: () => string[]): Check => ({
    id,
    provider,
    tags,
    door,
    problems: caught(problems),
  });
  const want = expectation(recording);
  return [
    check("hub", () => [...differences(want, decode(recording)), ...atHome(recording)]),
    ...DOORS.map((door) => check(door, () => atDoor(recording, door))),
  ];
}

function atDoor(recording: Recording, door: Dialect): string[] {
  const told = through(recording, decode(recording), door);
  const want = toldAt(door, expectation(recording), isStream(told));
  const got = expectation(told);
  return [
    ...tellings(want, got),
    ...seals(recording, door, want, got),
    ...invalidMessages(told, door),
  ];
}

/** Opaque state that the client does not get, so that it cannot send it back. */
function seals(recording: Recording, door: Dialect, want: Expected, got: Expected): string[] {
  const carried = DOOR_WORDS[door].seals.includes(dialectOf(recording)!);
  if (!carried || want.kind !== "answer" || got.kind !== "answer") return [];
  const missing = want.signatures.filter((each) => !got.signatures.includes(each));
  return missing.length === 0
    ? []
    : [`${missing.length} of ${want.signatures.length} signatures are lost`];
}

/** What the wire schema has against a recording of what a client is told. */
export function invalidMessages(told: Recording, door: Dialect): string[] {
  const streamed = isStream(told);
  const root = told.response.status >= 400 ? "Error" : streamed ? "Event" : "Answer";
  const found = payloadsOf(told).values.map(({ value }) => {
    const failed = streamed && "error" in obj(value);
    return invalid(door, failed ? "Error" : root, value);
  });
  const complaints = new Set(found.filter((each) => each !== null));
  return [...complaints].filter(
    (each) => !EXTENSIONS.some(({ at, is }) => at === door && is.test(each)),
  );
}

/** Where a door says what its schema does not know, and why. */
const EXTENSIONS: readonly { at: Dialect; is: RegExp; why: string }[] = [
  {
    at: "openai-chat",
    is: /finish_reason must be string/,
    why: "null where upstream gave no word or an unheard-of one: never a stop",
  },
  { at: "openai-chat", is: /logprobs/, why: "log probabilities are handed on as they came" },
  {
    at: "ollama",
    is: /done_reason must be equal/,
    why: "free text for every client; a broken answer is never a clean stop",
  },
];

function caught(run: () => string[]): string[] {
  try {
    return run();
  } catch (error) {
    return [`throws ${(error as Error).stack?.split("\n").slice(0, 3).join(" ") ?? String(error)}`];
  }
}
