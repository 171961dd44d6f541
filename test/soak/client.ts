import { request as send } from "node:http";
import type { Agent, ClientRequest, IncomingMessage } from "node:http";
import { createFeed } from "./doors.ts";
import type { Door, Question, Read } from "./doors.ts";

/** One request as a client means to make it. */
export interface Ask {
  id: string;
  door: Door;
  question: Question;
  headers: Record<string, string>;
  /** The bytes that are sent; what a malformed request is. */
  body: string;
  /** Sends only the beginning of the body, and leaves. */
  halfway?: boolean;
  /** Leaves so many milliseconds after the request, or after so many bytes of the answer. */
  leave?: { after_ms: number } | { after_bytes: number };
  /** Rests so long after each piece that it reads. */
  slow_ms?: number;
  /** Was an answer asked for that says nothing? Then it is no fault of the gateway's. */
  lax?: boolean;
}

/**
 * How a request ended for its client. `broken` is what must not be; `degraded` is an answer that says nothing, as
 * its provider gave it, where nobody asked for better (`on_degraded: pass`).
 */
export type End = "success" | "degraded" | "error" | "cancelled" | "broken" | "hang";

/** What a client says of a request afterwards. */
export interface Told {
  ask: Ask;
  end: End;
  /** Why it is broken. */
  why?: string;
  status?: number;
  read: Read;
  /** Headers and trailers. */
  said: Record<string, string | undefined>;
  /** When the last byte was read, by the clock of `performance.now()`; and when it began. */
  began: number;
  at: number;
}

/** No request may take longer: the gateway's own limits are far below. */
const PATIENCE_MS = 30_000;

/** Makes one request to its end, whatever that is. Never rejects. */
export function exchange(base: string, agent: Agent, ask: Ask): Promise<Told> {
  const read: Read = { text: "", over: false };
  const told: Told = { ask, end: "broken", read, said: {}, began: performance.now(), at: 0 };
  return new Promise((resolve) => {
    let ended = false;
    const end = (how: End, why?: string): void => {
      if (ended) return;
      ended = true;
      clearTimeout(patience);
      clearTimeout(leaving);
      resolve(Object.assign(told, { end: how, at: performance.now() }, why && { why }));
      if (how !== "success" && how !== "error") request.destroy();
    };
    const patience = setTimeout(() => end("hang", "nothing had ended"), PATIENCE_MS);
    const headers = {
      "content-type": "application/json",
      "content-length": String(Buffer.byteLength(ask.body)),
      "x-request-id": ask.id,
      ...ask.headers,
    };
    const url = new URL(base + ask.door.path(ask.question));
    const request = send(url, { method: "POST", agent, headers }, (response) => {
      listen(response, told, end);
    });
    let leaving: NodeJS.Timeout | undefined;
    if (ask.leave && "after_ms" in ask.leave)
      leaving = setTimeout(() => end("cancelled"), ask.leave.after_ms);
    request.on("error", (error) => end("broken", error.message));
    post(request, ask, () => end("cancelled"));
  });
}

function post(request: ClientRequest, { body, halfway }: Ask, left: () => void): void {
  if (!halfway) return void request.end(body);
  request.write(body.slice(0, Math.floor(body.length / 2)));
  setTimeout(left, 30);
}

function listen(
  response: IncomingMessage,
  told: Told,
  end: (how: End, why?: string) => void,
): void {
  const { ask, read } = told;
  const { door, question, leave, slow_ms } = ask;
  told.status = response.statusCode ?? 0;
  Object.assign(told.said, response.headers);
  const streams = response.statusCode === 200 && question.stream;
  const feed = createFeed(door.framing(question), (data) => takeData(data, door, read));
  let whole = "";
  let bytes = 0;
  response.setEncoding("utf8");
  response.on("data", (chunk: string) => {
    bytes += chunk.length;
    if (streams) feed.push(chunk);
    else whole += chunk;
    if (leave && "after_bytes" in leave && bytes >= leave.after_bytes) return end("cancelled");
    if (!slow_ms) return;
    response.pause();
    setTimeout(() => response.resume(), slow_ms);
  });
  response.on("error", (error) => end("broken", `the answer broke off: ${error.message}`));
  response.on("end", () => {
    if (!response.complete) return end("broken", "the answer was cut off");
    Object.assign(told.said, response.trailers);
    if (!streams) takeData(whole, door, read);
    else if (door.framing(question) === "array") takeList(feed.end(), door, read);
    judge(told, streams, end);
  });
}

function takeData(data: string, door: Door, read: Read): void {
  if (data === "[DONE]") return void (read.over = true);
  try {
    door.take(JSON.parse(data), read);
  } catch {
    read.odd ??= `no JSON: ${data.slice(0, 100)}`;
  }
}

function takeList(list: unknown[] | undefined, door: Door, read: Read): void {
  if (!list) return void (read.odd ??= "no JSON array");
  for (const item of list) door.take(item, read);
}

/** An answer that has come to an end of its framing: is it a success or an error, and of the door's shape? */
function judge(
  { ask, status, read }: Told,
  streams: boolean,
  end: (how: End, why?: string) => void,
) {
  if (status !== 200) {
    if (read.error && !read.odd) return end("error");
    return end("broken", `${status} without an error in the door's shape: ${read.odd ?? ""}`);
  }
  if (read.error) return end("error");
  if (ask.lax && read.text === "") return end("degraded");
  if (read.odd) return end("broken", `an odd answer: ${read.odd}`);
  if (read.finish === undefined) return end("broken", "a clean end without a finish");
  if (streams && !read.over) return end("broken", "a stream without the word that ends it");
  end("success");
}
