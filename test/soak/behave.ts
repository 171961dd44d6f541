import type { ServerResponse } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import type { Asked, Figures, Wire } from "../chaos/fakes/wire.ts";
import { waitOf } from "./faults.ts";
import type { Behaviour } from "./faults.ts";
import type { Random } from "./random.ts";
import type { Shape } from "./text.ts";

/** A call that is to be answered. */
export interface Turn extends Asked {
  wire: Wire;
  random: Random;
  response: ServerResponse;
  serial: number;
  figures: Figures;
  words: string[];
  shape: Shape;
}

/** The longest that a silent answer stays open: the gateway has to lose its patience before. */
const SILENCE_MS = 8000;

/** Answers a call, or does what was drawn for it instead. */
export async function behave(turn: Turn, what: Behaviour): Promise<void> {
  const { wire, random, response } = turn;
  switch (what) {
    case "server":
    case "overloaded":
    case "context":
    case "content":
      return refuse(turn, wire.refusal(what));
    case "limited": {
      const body = random.next() < 0.3 ? wire.waitInBody(random.int(20, 100)) : undefined;
      const refusal = wire.refusal("rate_limit");
      return refuse(turn, body ? { ...refusal, body } : refusal, waitOf(random));
    }
    case "reset":
      return void response.socket?.resetAndDestroy();
    case "silent":
      return silence(turn);
    case "empty": {
      const { stream, whole } = wire.degraded(turn.model, "empty");
      return send(turn, turn.stream ? stream : JSON.stringify(whole));
    }
    case "garbage": {
      const text = JSON.stringify({ weather: ["fine"], 7: { seven: true } });
      return send(turn, turn.stream ? `data: ${text}\n\n`.repeat(3) : text);
    }
    default:
      if (what === "late") await sleep(random.int(100, 700));
      else if (random.next() < 0.5) await sleep(random.int(0, 30));
      return turn.stream ? stream(turn, what) : whole(turn, what);
  }
}

async function stream(turn: Turn, what: Behaviour): Promise<void> {
  const { wire, model, response, random, figures, words } = turn;
  response.writeHead(200, { "content-type": "text/event-stream; charset=utf-8" });
  const at = what === "trouble_first" ? 0 : random.int(1, Math.max(1, words.length - 1));
  const told = what === "untold" ? untold : (text: string) => text;
  const pace = turn.shape === "paced" ? 25 : random.next() < 0.6 ? random.int(1, 6) : 0;
  response.write(told(wire.opening(model)));
  for (const [i, word] of words.entries()) {
    if (i === at && (await interrupted(turn, what))) return;
    if (!(await drained(response))) return;
    response.write(told(wire.token(model, word)));
    if (pace > 0) await sleep(pace);
  }
  if (at >= words.length && (await interrupted(turn, what))) return;
  response.end(told(wire.closing(model, figures)) + (what === "unsaid" ? "" : wire.sentinel));
}

/** Does what was to happen in the middle; true when the answer is over. */
async function interrupted(turn: Turn, what: Behaviour): Promise<boolean> {
  const { wire, response } = turn;
  if (what === "broken") response.write(wire.broken);
  else if (what === "cut") response.socket?.destroySoon();
  else if (what === "unfinished") response.end();
  else if (what === "stall") await silence(turn);
  else if (what === "trouble_first" || what === "trouble_later")
    response.end(wire.errorEvent("overloaded"));
  else return false;
  return what !== "broken";
}

async function whole(turn: Turn, what: Behaviour): Promise<void> {
  const { wire, model, response, figures, words } = turn;
  const said = wire.whole(model, words.join(""), figures);
  const trouble = what === "trouble_first" || what === "trouble_later";
  const text = JSON.stringify(trouble ? wire.refusal("overloaded").body : said);
  const half = text.slice(0, Math.floor(text.length / 2));
  if (what === "broken") return send(turn, `${half}"oops`);
  if (what === "untold") return send(turn, untold(text));
  if (what !== "cut" && what !== "stall" && what !== "unfinished") return send(turn, text);
  const headers = { "content-type": "application/json", "content-length": String(text.length) };
  response.writeHead(200, headers);
  response.write(half);
  if (what === "stall") return silence(turn);
  response.socket?.destroySoon();
}

/** Without the figures: whatever the wire calls them. */
function untold(text: string): string {
  return text.replace(/"usage(?:Metadata)?":\{[^{}]*\}/g, '"note":null');
}

async function silence({ response }: Turn): Promise<void> {
  const gone = new Promise((resolve) => response.once("close", resolve));
  await Promise.race([gone, sleep(SILENCE_MS, undefined, { ref: false })]);
  response.destroy();
}

/** Waits for a reader that is slow; false when it has gone. */
async function drained(response: ServerResponse): Promise<boolean> {
  if (response.destroyed) return false;
  if (!response.writableNeedDrain) return true;
  await new Promise<void>((resolve) => {
    const go = (): void => {
      response.off("drain", go).off("close", go);
      resolve();
    };
    response.on("drain", go).on("close", go);
  });
  return !response.destroyed;
}

function refuse(
  { response }: Turn,
  { status, body }: { status: number; body: unknown },
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(JSON.stringify(body));
}

function send({ response, stream }: Turn, text: string): void {
  response.writeHead(200, { "content-type": stream ? "text/event-stream" : "application/json" });
  response.end(text);
}
