import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { anthropic } from "../chaos/fakes/anthropic.ts";
import { gemini } from "../chaos/fakes/gemini.ts";
import { openaiChat } from "../chaos/fakes/openai-chat.ts";
import type { Trouble, Wire } from "../chaos/fakes/wire.ts";

/** What an upstream does with one call; times in milliseconds. */
export interface Script {
  /** Before a byte is sent. */
  head_ms: number;
  refuse?: Trouble;
  /** A whole answer where a stream was asked for, and the reverse. */
  other: boolean;
  twist: "none" | "unsaid" | "unfinished" | "broken" | "error" | "error_after" | "pings";
  /** Says that the body is compressed. */
  encoded: boolean;
  /** An informational head before the real one. */
  early: boolean;
  /** Bytes that go out at once, and the pause in between. */
  piece: number;
  gap_ms: number;
  /** Where the bytes stop, as a share of head and body, and how. */
  stop?: { at: number; how: "reset" | "close" | "silence" };
  framing: "chunked" | "length" | "close";
}

/** An upstream that does nothing wrong. */
export const WELL: Script = {
  head_ms: 0,
  other: false,
  twist: "none",
  encoded: false,
  early: false,
  piece: 100_000,
  gap_ms: 0,
  framing: "chunked",
};

export const WIRES: readonly Wire[] = [openaiChat, anthropic, gemini];
const FIGURES = { input: 20, output: 12 };

/** The tokens of an upstream, which no other says. */
export function tokensOf(letter: string): string[] {
  return Array.from({ length: 12 }, (_, n) => `${letter}${n} é`);
}

/** An upstream of each wire behind one address, its paths told apart by a prefix; it finds its script by the prompt. */
export async function startFaulty(
  letter: string,
  scriptOf: (id: string, attempt: number) => Script | undefined,
) {
  const sockets = new Set<Socket>();
  const attempts = new Map<string, number>();
  const server = createServer((request) => {
    const { socket } = request;
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const id = /case-\d+/.exec(text)?.[0] ?? "";
      const attempt = (attempts.get(id) ?? 0) + 1;
      attempts.set(id, attempt);
      const [, dialect = "", path = ""] = /^\/([a-z-]+)(\/.*)$/.exec(request.url ?? "") ?? [];
      const wire = WIRES.find((each) => each.dialect === dialect)!;
      const asked = wire.asked(path.split("?", 1)[0]!, JSON.parse(text))!;
      void play(socket, wire, asked, scriptOf(id, attempt) ?? WELL, letter);
    });
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls: (id: string) => attempts.get(id) ?? 0,
    open: () => sockets.size,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function play(
  socket: Socket,
  wire: Wire,
  { model, stream }: { model: string; stream: boolean },
  script: Script,
  letter: string,
): Promise<void> {
  const streams = stream !== script.other;
  const refusal = script.refuse && wire.refusal(script.refuse);
  const body = refusal
    ? JSON.stringify(refusal.body)
    : streams
      ? streamOf(wire, model, script, letter)
      : JSON.stringify(wire.whole(model, tokensOf(letter).join(""), FIGURES));
  const bytes = answerBytes(script, refusal?.status ?? 200, streams && !refusal, Buffer.from(body));
  const { stop, piece, gap_ms } = script;
  const end = stop ? Math.floor(bytes.length * stop.at) : bytes.length;
  await sleep(script.head_ms);
  for (let at = 0; at < end && !socket.destroyed; at += piece) {
    socket.write(bytes.subarray(at, Math.min(at + piece, end)));
    await sleep(gap_ms);
  }
  if (stop?.how === "reset") socket.resetAndDestroy();
  else if (stop?.how === "close") socket.end();
  else if (!stop && script.framing === "close") socket.end();
}

function streamOf(wire: Wire, model: string, { twist }: Script, letter: string): string {
  const tokens = tokensOf(letter).map((token) => wire.token(model, token));
  if (twist === "broken") tokens.splice(5, 0, wire.broken);
  if (twist === "error") tokens.splice(5, tokens.length, wire.errorEvent("overloaded"));
  if (twist === "pings") for (const at of [9, 6, 3, 0]) tokens.splice(at, 0, wire.ping);
  const said = wire.opening(model) + tokens.join("");
  if (twist === "unfinished" || twist === "error") return said;
  const closed = said + wire.closing(model, FIGURES);
  if (twist === "error_after") return closed + wire.errorEvent("server") + wire.sentinel;
  return twist === "unsaid" ? closed : closed + wire.sentinel;
}

function answerBytes(
  { framing, early, encoded }: Script,
  status: number,
  streams: boolean,
  body: Buffer,
): Buffer {
  const type = streams ? "text/event-stream" : "application/json";
  const head = [
    ...(early ? ["HTTP/1.1 103 Early Hints", "link: </x>; rel=preload", ""] : []),
    `HTTP/1.1 ${status} Said`,
    `content-type: ${type}`,
    ...(encoded ? ["content-encoding: gzip"] : []),
    ...(status === 429 ? ["retry-after: 0"] : []),
    ...(framing === "chunked" ? ["transfer-encoding: chunked"] : []),
    ...(framing === "length" ? [`content-length: ${body.length}`] : []),
    ...(framing === "close" ? ["connection: close"] : []),
    "",
    "",
  ];
  const parts: Buffer[] = [Buffer.from(head.join("\r\n"))];
  if (framing !== "chunked") return Buffer.concat([...parts, body]);
  // HTTP's own pieces are cut elsewhere than events.
  for (let at = 0; at < body.length; at += 97) {
    const piece = body.subarray(at, at + 97);
    parts.push(Buffer.from(`${piece.length.toString(16)}\r\n`), piece, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}

function sleep(ms: number): Promise<void> {
  return ms > 0 ? new Promise((resolve) => setTimeout(resolve, ms)) : Promise.resolve();
}
