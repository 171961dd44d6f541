import type { IncomingHttpHeaders, ServerResponse } from "node:http";
import { TEXT, TOKENS } from "../text.ts";
import type { Profile } from "../profile.ts";
import type { Trouble, Wire } from "./wire.ts";

/** One call as a fake saw it. */
export interface Call {
  model: string;
  /** 1 for the first with this model. */
  attempt: number;
  /** Milliseconds since the fake began. */
  at: number;
  stream: boolean;
  prefill: boolean;
  body: any;
  headers: IncomingHttpHeaders;
  /** What it did. */
  end: "open" | "answered" | "refused" | "cut" | "aborted";
  /** When it ended, milliseconds since the fake began. */
  ended?: number;
}

/** A call that is to be answered. */
export interface Turn {
  wire: Wire;
  profile: Profile;
  call: Call;
  response: ServerResponse;
  /** Has the caller gone? */
  gone(): boolean;
  /** Waits; false when the caller has gone meanwhile. */
  pause(ms: number): Promise<boolean>;
}

/** How an answer misbehaves; without a word it is healthy. */
export interface Shape {
  /** Before the head, and before the first token. */
  head_ms?: number;
  first_ms?: number;
  /** Is the opening sent at once, with signs of life until the first token? */
  pings?: boolean;
  /** The connection is closed before this token. */
  cut?: number;
  /** The stream ends as its framing wants, but says no finish. */
  unfinished?: number;
  /** Silence before this token, then the connection is closed. */
  stall?: number;
  /** An event that is no JSON stands before this token. */
  broken?: number;
  /** The stream ends without its sentinel. */
  unsaid?: boolean;
  /** A trouble is told inside the stream before this token. */
  trouble?: { at: number; is: Trouble };
  /** Tokens without end. */
  endless?: boolean;
  headers?: Record<string, string>;
}

/** The tokens of every request to a fallback and to any other model: so that usage tells who answered. */
export function inputTokens(model: string): number {
  return model.startsWith("fb-ok") ? 30 : 20;
}

/** Answers, streamed or whole, in the shape that is asked for. */
export function answer(turn: Turn, shape: Shape = {}): Promise<void> {
  return turn.call.stream ? streamed(turn, shape) : whole(turn, shape);
}

async function streamed(turn: Turn, shape: Shape): Promise<void> {
  const { wire, call, response, profile } = turn;
  if (shape.head_ms && !(await turn.pause(shape.head_ms))) return;
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8", ...shape.headers });
  response.flushHeaders();
  if (shape.pings) response.write(wire.opening(call.model) || wire.ping);
  if (shape.first_ms && !(await silence(turn, shape))) return;
  if (!shape.pings) response.write(wire.opening(call.model));
  for (let i = 0; shape.endless || i < TOKENS.length; i++) {
    if (shape.cut === i) return cut(turn);
    if (shape.unfinished === i) return end(turn, "cut");
    if (shape.stall === i) {
      if (await turn.pause(profile.stall_ms)) cut(turn);
      return;
    }
    if (shape.broken === i) response.write(wire.broken);
    if (shape.trouble?.at === i) {
      response.write(wire.errorEvent(shape.trouble.is));
      return end(turn, "refused");
    }
    response.write(wire.token(call.model, TOKENS[i % TOKENS.length]!));
    if (!(await turn.pause(profile.token_ms))) return;
  }
  const figures = { input: inputTokens(call.model), output: TOKENS.length };
  response.write(wire.closing(call.model, figures) + (shape.unsaid ? "" : wire.sentinel));
  end(turn, "answered");
}

async function silence(turn: Turn, shape: Shape): Promise<boolean> {
  if (!shape.pings) return turn.pause(shape.first_ms!);
  for (let i = 0; i < 40; i++) {
    if (!(await turn.pause(shape.first_ms! / 40))) return false;
    turn.response.write(turn.wire.ping);
  }
  return true;
}

async function whole(turn: Turn, shape: Shape): Promise<void> {
  const { wire, call, response, profile } = turn;
  const first = shape.trouble?.at === 0 && wire.refusal(shape.trouble.is).body;
  const figures = { input: inputTokens(call.model), output: TOKENS.length };
  const text = JSON.stringify(first || wire.whole(call.model, TEXT, figures));
  const half = text.slice(0, Math.floor(text.length / 2));
  const late = (shape.head_ms ?? 0) + (shape.first_ms ?? 0);
  if (late && !(await turn.pause(late))) return;
  const headers = { "content-type": "application/json", ...shape.headers };
  const body = shape.broken === undefined ? text : `${half}"oops`;
  response.writeHead(200, { ...headers, "content-length": String(Buffer.byteLength(body)) });
  if (shape.cut !== undefined) {
    response.write(half);
    return cut(turn);
  }
  if (shape.stall !== undefined) {
    response.write(half);
    if (await turn.pause(profile.stall_ms)) cut(turn);
    return;
  }
  if (!(await turn.pause(profile.token_ms * 10))) return;
  response.write(body);
  end(turn, "answered");
}

/** Refuses, with the body of the wire or one of its own. */
export function refuse(
  { wire, call, response }: Turn,
  trouble: Trouble,
  headers: Record<string, string> = {},
  own?: unknown,
): void {
  const { status, body } = wire.refusal(trouble);
  call.end = "refused";
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(own ?? body));
}

/** Ends a response well, as far as its framing goes. */
export function end({ call, response }: Turn, how: Call["end"]): void {
  call.end = how;
  response.end();
}

/** Closes the connection in the middle of a body. */
function cut({ call, response }: Turn): void {
  call.end = "cut";
  response.socket?.end();
}
