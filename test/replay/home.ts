import type * as Hub from "../../generated/hub.types.ts";
import { registry } from "../../generated/index.ts";
import { Fold } from "../../runtime/fold.ts";
import { MADE_UP } from "../../runtime/ops/sealed.ts";
import { lenient } from "../../runtime/reader.ts";
import { dialectOf, rawBytes, type Recording } from "./corpus.ts";
import { decode, feed, framingOf } from "./decode.ts";
import { streamText, unary } from "./doors.ts";

/** What may come back otherwise when an answer is told in its own dialect and read again. */
const NORMAL: readonly { name: string; at: RegExp; when(before: unknown): boolean }[] = [
  {
    name: "what upstream did not say is made up: clients need it",
    at: /^\.(id|model|created|usage\.total)$/,
    when: (before) => before === undefined,
  },
  {
    name: "a word of a compatible server becomes the dialect's own",
    at: /^\.choices\.\d+\.finish_word$/,
    when: () => true,
  },
  {
    name: "an unsaid finish is unknown, where streams need one",
    at: /^\.choices\.\d+\.finish$/,
    when: (before) => before === undefined,
  },
];

/** Told at the door of its own dialect and read back, an answer is the same in all it holds, part by part. */
export function atHome(recording: Recording): string[] {
  const before = decode(recording);
  if (before.kind !== "answer" || before.answer.choices.length === 0) return [];
  const changes = differing(plain(before.answer), plain(again(recording, before.answer)), "");
  return changes
    .filter(({ at, was }) => !NORMAL.some((each) => each.at.test(at) && each.when(was)))
    .map(({ at, was, is }) => `at home: ${at} ${brief(is)}, not ${brief(was)}`);
}

function again(recording: Recording, answer: Hub.Answer): Hub.Answer {
  const dialect = registry.dialects[dialectOf(recording)!]!;
  if (!framingOf(recording)) return dialect.decodeAnswer(unary(answer, dialect) as never, lenient);
  const text = streamText(recording, dialect, [rawBytes(recording)]);
  const fold = new Fold();
  feed(dialect, dialect.facts.stream.framing, [Buffer.from(text)], fold);
  return fold.answer;
}

/** As JSON, without the ids that the gateway made up. */
function plain(answer: Hub.Answer): unknown {
  return JSON.parse(JSON.stringify(answer).replace(new RegExp(`${MADE_UP}_\\w+`, "g"), MADE_UP));
}

/** A place where two JSON values differ. */
export type Change = { at: string; was: unknown; is: unknown };

/** Where two JSON values differ, by path. */
export function differing(was: unknown, is: unknown, at: string): Change[] {
  if (was === is) return [];
  const both = [was, is].every((each) => typeof each === "object" && each !== null);
  if (!both || Array.isArray(was) !== Array.isArray(is)) return [{ at, was, is }];
  const [a, b] = [was, is] as [Record<string, unknown>, Record<string, unknown>];
  const keys = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...keys].flatMap((key) => differing(a[key], b[key], `${at}.${key}`));
}

function brief(value: unknown): string {
  return (JSON.stringify(value) ?? "nothing").slice(0, 100);
}
