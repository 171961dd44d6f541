import { isUtf8 } from "node:buffer";
import type * as Hub from "../generated/hub.types.ts";
import { encoding } from "./encoding.ts";
import { costPlace, withCost } from "./cost-in-text.ts";
import { flaw, speaks } from "./degraded.ts";
import type { AnswerRules } from "./degraded.ts";
import { claim } from "./exchange.ts";
import type { Attempt, Exchange } from "./exchange.ts";
import { play } from "./fold.ts";
import type { HeaderMap } from "./headers.ts";
import { amountOf, settleUsage } from "./money.ts";
import { makeId } from "./pass-through.ts";
import { lenient } from "./reader.ts";
import { upstreamError } from "./readings.ts";
import type { Settle } from "./readings.ts";
import { beginStream, endStream, sendAnswer } from "./reply.ts";
import { StreamEncoder } from "./stream-encoder.ts";
import type { Json } from "./json.ts";

/**
 * Answers a client from the whole body of an upstream's answer, in a stream when that is what it wants. The bytes
 * of the text, where the caller has them, spare an answer that passes from being encoded again.
 */
export function answerWhole(
  x: Exchange,
  attempt: Attempt,
  headers: HeaderMap,
  text: string,
  rules: AnswerRules,
  settle: Settle,
  bytes?: Buffer,
): void {
  const { target } = attempt;
  const { translator, name } = target.seat.provider;
  const json = parsed(text);
  if (json === undefined) return settle(unreadable(name, text));
  if (translator.isError(json)) return settle(upstreamError(target, 200, headers, json));
  let answer: Hub.Answer;
  try {
    answer = translator.decodeAnswer(json, lenient);
  } catch {
    return settle(unreadable(name, text));
  }
  settleUsage(x, attempt, answer.usage);
  attempt.finish = answer.choices[0]?.finish;
  attempt.firstToken = performance.now();
  const passes = attempt.passed && !x.streaming;
  if (isNone(answer)) return settle(unreadable(name, text));
  const spoken = !rules.strict || speaks(answer);
  const worse = rules.strict ? flaw(name, { spoken, finish: attempt.finish }) : undefined;
  if (worse) return settle(worse);
  if (!claim(x, attempt)) return settle();
  if (passes) sendAnswer(x, priced(x, attempt, text, json, bytes));
  else tell(x, attempt, answer);
  settle();
}

/** JSON that says nothing an answer says: no choice, or one without a word, a finish and a usage. */
function isNone({ choices, usage }: Hub.Answer): boolean {
  if (choices.length === 0) return usage === undefined;
  if (usage !== undefined) return false;
  return choices.every(
    ({ parts, finish, finish_word }) =>
      parts.length === 0 && finish === undefined && finish_word === undefined,
  );
}

/** An answer that passes, with its cost where the client's dialect has a place for it; else as it came. */
function priced(
  x: Exchange,
  attempt: Attempt,
  text: string,
  json: Json,
  bytes: Buffer | undefined,
): string | Buffer {
  const place = costPlace(x.door.dialect);
  const amount = attempt.cost && amountOf(attempt.cost);
  const told = place && amount !== undefined ? withCost(text, json, place, amount) : text;
  return told === text && bytes && isUtf8(bytes) ? bytes : told;
}

/** Tells a client an answer of the hub, whole or as a stream. */
export function tell(x: Exchange, attempt: Attempt, answer: Hub.Answer): void {
  const { dialect, framing } = x.door;
  const c = encoding({ model: attempt.card, now: Math.floor(x.at / 1000), makeId });
  if (!x.streaming) {
    sendAnswer(x, JSON.stringify(dialect.encodeAnswer(answer, c)));
    return;
  }
  let out = "";
  const usage = x.hub?.stream_usage === true;
  play(answer, new StreamEncoder(dialect, c, { framing, usage }, (piece) => (out += piece)));
  beginStream(x);
  x.response.write(out);
  endStream(x);
}

function parsed(text: string): Json | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null ? (value as Json) : undefined;
  } catch {
    return undefined;
  }
}

function unreadable(name: string, text: string): Hub.Error {
  const shown = text.trim().slice(0, 200);
  const what = shown === "" ? "nothing" : `something that is not its API's JSON: ${shown}`;
  return { kind: "upstream", message: `${name} answered with ${what}` };
}
