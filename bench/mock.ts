import { createServer } from "node:net";
import type { AddressInfo, Socket } from "node:net";
import {
  FIRST_CHAT,
  FIRST_MESSAGES,
  PACE_MS,
  chatAnswer,
  chatEvents,
  marker,
  messagesAnswer,
  messagesEvents,
} from "./traffic.ts";

// The upstream, as a process of its own. HTTP/1.1 by hand and answers rendered in advance: it shares a core with
// the load and must not be what is measured. It looks at no more of a request than it needs to choose an answer.

interface Answers {
  unary: Buffer;
  head: Buffer;
  /** The events of a stream in chunked coding; the last one carries the end of the body. */
  events: Buffer[];
  /** How many events a stream has sent when it is held. */
  first: number;
}

const END_OF_HEAD = Buffer.from("\r\n\r\n");
const STREAM = Buffer.from('"stream":true');
const HOLD = Buffer.from(marker("hold"));
const PACED = Buffer.from(marker("paced"));

const COMMON =
  "date: Sun, 22 Nov 2026 12:00:00 GMT\r\nserver: mock\r\ncf-cache-status: DYNAMIC\r\n" +
  "strict-transport-security: max-age=31536000; includeSubDomains; preload\r\n";

const chat = render(
  COMMON +
    "x-request-id: req_cb63da6c4db64469ac86d62fa5c6aff2\r\nopenai-processing-ms: 172\r\nopenai-version: 2020-10-01\r\n" +
    "x-ratelimit-limit-requests: 10000\r\nx-ratelimit-limit-tokens: 50000000\r\nx-ratelimit-remaining-requests: 9999\r\n" +
    "x-ratelimit-remaining-tokens: 49999975\r\nx-ratelimit-reset-requests: 6ms\r\nx-ratelimit-reset-tokens: 0s\r\n",
  chatAnswer(),
  chatEvents(),
  FIRST_CHAT,
);
const messages = render(
  COMMON +
    "request-id: req_01VVUWcAUP5Q8x4z9dr6ktGD\r\nanthropic-ratelimit-requests-limit: 4000\r\n" +
    "anthropic-ratelimit-requests-remaining: 3999\r\nanthropic-ratelimit-requests-reset: 2026-11-22T12:00:05Z\r\n" +
    "anthropic-ratelimit-tokens-limit: 280000\r\nanthropic-ratelimit-tokens-remaining: 185000\r\n" +
    "anthropic-ratelimit-tokens-reset: 2026-11-22T12:00:10Z\r\n",
  messagesAnswer(),
  messagesEvents(),
  FIRST_MESSAGES,
);
const NOT_FOUND = Buffer.from("HTTP/1.1 404 Not Found\r\ncontent-length: 0\r\n\r\n");
const LENGTH_REQUIRED = Buffer.from("HTTP/1.1 411 Length Required\r\ncontent-length: 0\r\n\r\n");

const server = createServer({ noDelay: true }, serve);
server.listen(0, "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on("disconnect", () => process.exit(0));

function render(headers: string, answer: string, events: string[], first: number): Answers {
  const type = (value: string) => `HTTP/1.1 200 OK\r\ncontent-type: ${value}\r\n${headers}`;
  const chunked = events.map((event, at) => {
    const end = at === events.length - 1 ? "0\r\n\r\n" : "";
    return Buffer.from(`${Buffer.byteLength(event).toString(16)}\r\n${event}\r\n${end}`);
  });
  return {
    unary: Buffer.from(
      `${type("application/json")}content-length: ${Buffer.byteLength(answer)}\r\n\r\n${answer}`,
    ),
    head: Buffer.from(
      `${type("text/event-stream; charset=utf-8")}transfer-encoding: chunked\r\n\r\n`,
    ),
    events: chunked,
    first: first + 1,
  };
}

function serve(socket: Socket): void {
  let held: Buffer | undefined;
  socket.on("error", () => socket.destroy());
  socket.on("data", (chunk: Buffer) => {
    let bytes = held ? Buffer.concat([held, chunk]) : chunk;
    held = undefined;
    while (bytes.length > 0) {
      const head = bytes.indexOf(END_OF_HEAD);
      const end = head === -1 ? -1 : head + 4 + lengthOf(bytes.toString("latin1", 0, head));
      if (Number.isNaN(end)) return void socket.end(LENGTH_REQUIRED);
      if (end === -1 || bytes.length < end) return void (held = bytes);
      answer(socket, bytes.subarray(0, end));
      bytes = bytes.subarray(end);
    }
  });
}

/** The length of a body; `NaN` when a head does not say it, which none of the gateways does. */
function lengthOf(head: string): number {
  const match = /\r\ncontent-length: *(\d+)/i.exec(head);
  return match ? Number(match[1]) : head.startsWith("GET ") ? 0 : Number.NaN;
}

function answer(socket: Socket, request: Buffer): void {
  const path = request.toString("latin1", 0, 64).split(" ", 2)[1] ?? "";
  const answers = path.endsWith("/chat/completions")
    ? chat
    : path.endsWith("/messages")
      ? messages
      : undefined;
  if (!answers) return void socket.write(NOT_FOUND);
  if (request.indexOf(STREAM) === -1) return void socket.write(answers.unary);
  if (request.indexOf(PACED) !== -1) return pace(socket, answers, 0);
  socket.write(answers.head);
  const count = request.indexOf(HOLD) === -1 ? answers.events.length : answers.first;
  // Each event is a write of its own, as it is where events are made one after the other.
  for (let at = 0; at < count; at++) socket.write(answers.events[at]!);
}

function pace(socket: Socket, answers: Answers, at: number): void {
  if (socket.destroyed) return;
  if (at === 0) socket.write(answers.head);
  socket.write(answers.events[at]!);
  if (at + 1 < answers.events.length) setTimeout(pace, PACE_MS, socket, answers, at + 1);
}
