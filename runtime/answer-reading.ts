import { PassedStream } from "./passed-stream.ts";
import type { Prepared } from "./prepare.ts";
import { arrivesAsStream, collect } from "./readings.ts";
import type { Reading } from "./readings.ts";
import type { StreamContext } from "./stream-reading.ts";
import { FoldedStream, TranslatedStream } from "./streamed-answer.ts";
import { answerWhole } from "./whole-answer.ts";

/** What an answer is read with; the call is there once its answer is. */
export interface AnswerSetup extends Omit<StreamContext, "call"> {
  call: StreamContext["call"] | undefined;
}

/** How an answer is taken in, by the first byte that says something. */
export function readAnswer(setup: AnswerSetup, prepared: Prepared, first: number): Reading {
  const { x, attempt, headers } = setup;
  const { framing } = attempt.target.seat.provider.translator.facts.stream;
  const type = headers["content-type"] ?? "";
  if (!arrivesAsStream(framing, x.streaming, type, first)) return readWhole(setup);
  const context = { ...setup, call: setup.call! };
  if (!x.streaming) return new FoldedStream(context);
  if (prepared.passes) return new PassedStream(context, prepared.hideUsage);
  return new TranslatedStream(context);
}

/** Takes in an answer that comes whole. */
export function readWhole({
  x,
  attempt,
  headers,
  rules,
  settle,
  call,
  maxHeld,
}: AnswerSetup): Reading {
  call?.begun();
  return collect(maxHeld, settle, (text, bytes) => {
    answerWhole(x, attempt, headers, text, rules, settle, bytes);
  });
}
