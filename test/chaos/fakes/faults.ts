import { answer, end, refuse } from "./turn.ts";
import type { Turn } from "./turn.ts";
import type { Degraded } from "./wire.ts";

type Fault = (turn: Turn) => void | Promise<void>;

const first = (turn: Turn): boolean => turn.call.attempt === 1;

/** The sixteen rows of the table, by the tag in the model's name (`fb-s01-...`). */
const TABLE: Record<string, Fault> = {
  s01: (turn) =>
    first(turn)
      ? refuse(turn, "rate_limit", { "retry-after": String(turn.profile.retry_after_s) })
      : answer(turn),
  s02: (turn) => refuse(turn, "rate_limit"),
  s03: (turn) => (first(turn) ? refuse(turn, "server") : answer(turn)),
  s04: (turn) => refuse(turn, "overloaded"),
  s05: (turn) => (first(turn) ? reset(turn) : answer(turn)),
  s06: (turn) => silent(turn),
  s07: (turn) => answer(turn, { first_ms: turn.profile.slow_ms }),
  s08: (turn) => answer(turn, { cut: 40 }),
  s09: (turn) => answer(turn, { stall: 20 }),
  s10: (turn) => answer(turn, { broken: 10 }),
  s11: (turn) => answer(turn, { unsaid: true }),
  s12: (turn) => refuse(turn, "context"),
  s13: (turn) => refuse(turn, "content"),
  s14: (turn) => answer(turn, { cut: 40 }),
  s15: (turn) =>
    turn.call.at < turn.profile.outage_ms ? refuse(turn, "overloaded") : answer(turn),
  s16: (turn) => refuse(turn, "overloaded"),
};

/** What is beyond the table, by the whole name. */
const BEYOND: Record<string, Fault> = {
  "fb-x-late": (turn) => answer(turn, { first_ms: turn.profile.first_token_ms * 0.7 }),
  "fb-x-later-first": (turn) => answer(turn, { first_ms: first(turn) ? 900 : 450 }),
  "fb-x-pings": (turn) => answer(turn, { first_ms: turn.profile.slow_ms, pings: true }),
  "fb-x-unfinished": (turn) => answer(turn, { unfinished: 40 }),
  "fb-x-error-first": (turn) => answer(turn, { trouble: { at: 0, is: "overloaded" } }),
  "fb-x-error-later": (turn) => answer(turn, { trouble: { at: 30, is: "overloaded" } }),
  "fb-x-billing": (turn) => refuse(turn, "billing"),
  "fb-x-auth": (turn) => refuse(turn, "auth"),
  "fb-x-missing": (turn) => refuse(turn, "missing"),
  "fb-x-empty": (turn) => degraded(turn, "empty"),
  "fb-x-error": (turn) => degraded(turn, "error"),
  "fb-x-twice": (turn) => degraded(turn, "twice"),
  "fb-x-refused": (turn) => degraded(turn, "refused"),
  "fb-x-garbage": (turn) => garbage(turn),
  "fb-x-endless": (turn) => answer(turn, { endless: true }),
  "fb-x-silent": (turn) => silent(turn),
  "fb-x-down": (turn) => refuse(turn, "overloaded"),
  "fb-x-final": (turn) => refuse(turn, "overloaded", { "x-should-retry": "false" }),
  "fb-x-busy": (turn) => answer(turn, { first_ms: 300 }),
  "fb-x-exhausted": (turn) => answer(turn, { headers: turn.wire.exhausted(EXHAUSTED_MS) ?? {} }),
  "fb-x-after-date": (turn) =>
    once(turn, {
      "retry-after": new Date(Math.ceil(Date.now() / 1000) * 1000 + 1000).toUTCString(),
    }),
  "fb-x-after-ms": (turn) => once(turn, { "retry-after-ms": "700" }),
  "fb-x-after-body": (turn) => once(turn, {}, turn.wire.waitInBody(700)),
  "fb-x-after-long": (turn) => once(turn, { "retry-after": "60" }),
};

/** For how long the exhausted fake says that nothing remains. */
export const EXHAUSTED_MS = 1500;

/** What a model does: a healthy answer unless its name tells of a fault; a name that is not known is a 404. */
export function behave(turn: Turn): void | Promise<void> {
  const { model, prefill } = turn.call;
  if (model === "fb-ok") return answer(turn);
  if (model === "fb-ok-noprefill") return prefill ? refuse(turn, "prefill") : answer(turn);
  const tag = /^fb-(s\d\d)-/.exec(model)?.[1];
  const fault = BEYOND[model] ?? (tag === undefined ? undefined : TABLE[tag]);
  return fault ? fault(turn) : refuse(turn, "missing");
}

function once(turn: Turn, headers: Record<string, string>, body?: unknown): void | Promise<void> {
  return first(turn) ? refuse(turn, "rate_limit", headers, body) : answer(turn);
}

/** Closes the connection with a reset, before a byte of an answer. */
function reset({ call, response }: Turn): void {
  call.end = "cut";
  response.socket?.resetAndDestroy();
}

async function silent(turn: Turn): Promise<void> {
  if (!(await turn.pause(turn.profile.silence_ms))) return;
  turn.call.end = "cut";
  turn.response.destroy();
}

function degraded(turn: Turn, how: Degraded): void {
  const { stream, whole } = turn.wire.degraded(turn.call.model, how);
  send(turn, turn.call.stream ? stream : JSON.stringify(whole));
}

/** JSON that no schema knows. */
function garbage(turn: Turn): void {
  const text = JSON.stringify({ weather: ["fine"], 7: { seven: true } });
  send(turn, turn.call.stream ? `data: ${text}\n\n`.repeat(3) : text);
}

function send(turn: Turn, text: string): void {
  const type = turn.call.stream ? "text/event-stream" : "application/json";
  turn.response.writeHead(200, { "content-type": type });
  turn.response.write(text);
  end(turn, "answered");
}
