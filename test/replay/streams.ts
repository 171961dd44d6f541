import { registry } from "../../generated/index.ts";
import { Fold } from "../../runtime/fold.ts";
import { MADE_UP } from "../../runtime/ops/sealed.ts";
import type { Check } from "./answers.ts";
import { differences } from "./compare.ts";
import { rawBytes, type Dialect, type Recording } from "./corpus.ts";
import { halved, pieces, places, single, withLineEnds } from "./cuts.ts";
import { decode, feed, framingOf, type Outcome } from "./decode.ts";
import { toldAt } from "./told.ts";
import { DOORS, stream, streamText } from "./doors.ts";
import { expectation } from "./oracle.ts";
import type { Answer, Expected } from "./oracle-shared.ts";
import { seeded, type Random } from "./random.ts";
import { said } from "./said.ts";

/** How thorough the stream checks are. */
export interface Effort {
  /** Cuts in two for each door that is tried. */
  cuts: number;
  /** Prefixes that are told as broken off. */
  prefixes: number;
  /** All doors, or one by the seed. */
  allDoors: boolean;
}

/**
 * The laws of streams on one recording: read back from a door it is the same answer; cut anywhere it gives a client
 * the same bytes; broken off it is an error.
 */
export function checkStream(recording: Recording, effort: Effort): Check[] {
  const { id, provider, scenario_tags: tags } = recording;
  if (recording.response.status >= 400 || framingOf(recording) === null) return [];
  const random = seeded(id);
  const chosen = effort.allDoors ? DOORS : [DOORS[random(DOORS.length)]!];
  return DOORS.map((door) => {
    const problems = refolded(recording, door);
    if (chosen.includes(door)) {
      problems.push(...cutting(recording, door, effort.cuts, random));
      problems.push(...breaking(recording, door, effort.prefixes, random));
    }
    return { id, provider, tags, door: `stream>${door}`, problems };
  });
}

/** Told at a door and read back by that door's own decoder. */
function refolded(recording: Recording, door: Dialect): string[] {
  const outcome = decode(recording);
  const dialect = registry.dialects[door]!;
  const text = streamText(recording, dialect, [rawBytes(recording)]);
  const fold = new Fold();
  feed(dialect, dialect.facts.stream.framing, [Buffer.from(text)], fold);
  const again: Outcome = fold.error
    ? { kind: "error", error: fold.error, inStream: true, partial: fold.answer }
    : { kind: "answer", answer: fold.answer };
  const want = toldAt(door, expected(outcome), true, "own");
  // An error inside a stream whose words say nothing: the oracle calls it internal, the gateway upstream's.
  const vague = again.kind === "error" && again.error.kind === "upstream";
  if (vague && want.kind === "error" && want.error === "internal") want.error = "upstream";
  return differences(want, again).map((each) => `read back: ${each}`);
}

/** The text with the ids that the gateway made up, each another one every time, numbered. */
function masked(text: string): string {
  const seen: string[] = [];
  return text.replace(new RegExp(`${MADE_UP}_\\w+`, "g"), (id) => {
    if (!seen.includes(id)) seen.push(id);
    return `made-up-${seen.indexOf(id)}`;
  });
}

/** What was made of a recording, in the oracle's terms. */
function expected(outcome: Outcome): Expected {
  if (outcome.kind === "answer") return withoutMadeUp(said(outcome.answer));
  const { kind, message } = outcome.error;
  return { kind: "error", error: kind, message, status: 200, in_stream: true };
}

/** The recording, had the connection broken there. */
function prefixOf(recording: Recording, prefix: Buffer): Recording {
  const raw_framing = framingOf(recording)!.replace("_", "-") as "sse" | "ndjson" | "json-array";
  const response = { ...recording.response, raw: prefix.toString("utf8"), raw_framing };
  return { ...recording, response };
}

function withoutMadeUp(answer: Answer): Answer {
  for (const choice of answer.choices) {
    for (const call of choice.tool_calls) if (call.id?.startsWith(MADE_UP)) call.id = null;
  }
  return answer;
}

function cutting(recording: Recording, door: Dialect, cuts: number, random: Random): string[] {
  const dialect = registry.dialects[door]!;
  const bytes = rawBytes(recording);
  const told = (parts: Iterable<Buffer>): string => masked(streamText(recording, dialect, parts));
  const whole = told([bytes]);
  const out: string[] = [];
  const expect = (name: string, parts: Iterable<Buffer>): void => {
    if (told(parts) !== whole) out.push(`other bytes when ${name}`);
  };
  expect("cut at every byte", single(bytes));
  expect("cut in many pieces", pieces(bytes, random));
  const lines = { LF: "\n", CRLF: "\r\n", CR: "\r" } as const;
  for (const [name, end] of Object.entries(lines)) {
    if (name === "CR" && framingOf(recording) !== "sse") continue;
    const other = withLineEnds(bytes, end);
    expect(`lines end in ${name}`, [other]);
    expect(`lines end in ${name}, cut at every byte`, single(other));
  }
  for (const at of places(bytes, cuts, random)) expect(`cut at ${at}`, halved(bytes, at));
  return out.slice(0, 5);
}

/** Prefixes of a stream that have neither its finish nor its end. */
function breaking(recording: Recording, door: Dialect, prefixes: number, random: Random): string[] {
  const dialect = registry.dialects[door]!;
  const bytes = rawBytes(recording);
  const out: string[] = [];
  for (const at of places(bytes, prefixes, random)) {
    const prefix = bytes.subarray(0, at);
    const cut = prefixOf(recording, prefix);
    if (expectation(cut).kind !== "incomplete") continue;
    const told = expectation(stream(recording, dialect, [prefix]));
    if (told.kind !== "error") out.push(`cut off after ${at} bytes it is told as ${told.kind}`);
  }
  return out.slice(0, 5);
}
