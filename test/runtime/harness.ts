import { createServer, request as send } from "node:http";
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { registry } from "../../generated/index.ts";
import { assemble } from "../../runtime/assemble.ts";
import { configOf } from "../../runtime/config.ts";
import type { ConfigFile, Environment } from "../../runtime/config.ts";
import type { Registry } from "../../runtime/translator.ts";

/** An answer as it came over the socket. */
export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  trailers: Record<string, string | undefined>;
  text: string;
  /** Did the body end as its framing says? */
  whole: boolean;
  json: any;
}

/** A server on a free port, with what has to be cleaned up after a test. */
export interface Running {
  url: string;
  server: Server;
  close(): Promise<void>;
}

const running: (() => Promise<void>)[] = [];

/** Closes all that the tests of a file have started; for `afterEach`. */
export async function closeAll(): Promise<void> {
  while (running.length > 0) await running.pop()!();
}

async function serve(
  listener: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<Running> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const close = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  running.push(close);
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, server, close };
}

/** A gateway over the real registry; `log` gathers its log lines. */
export async function startGateway(
  said: ConfigFile = {},
  environment: Environment = {},
  own: Registry = registry,
): Promise<Running & { log: any[] }> {
  const log: any[] = [];
  const write = (line: string): void => void log.push(JSON.parse(line));
  // A ledger is a file, and nothing is fetched; the tests that want them say so.
  const config = configOf({
    ledger: { enabled: false },
    fetch: { media: false },
    ...said,
  });
  const gateway = await assemble(own, config, environment, { log: { write } });
  const server = await serve(gateway.listener);
  running.push(gateway.close);
  return { ...server, log };
}

/** What an upstream was sent. */
export interface Received {
  method: string;
  url: string;
  headers: IncomingHttpHeaders;
  text: string;
  json: any;
}

/** An upstream that does what `answer` says, and remembers what it was sent. */
export async function startUpstream(
  answer: (received: Received, response: ServerResponse, request: IncomingMessage) => unknown,
): Promise<Running & { received: Received[] }> {
  const received: Received[] = [];
  const server = await serve((request, response) => {
    response.on("error", () => {});
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const text = Buffer.concat(chunks).toString();
      const { method = "", url = "", headers } = request;
      const one = { method, url, headers, text, json: parsed(text) };
      received.push(one);
      void answer(one, response, request);
    });
  });
  return { ...server, received };
}

/** Sends a request; a body that is no string is sent as JSON. */
export function call(
  url: string,
  body?: unknown,
  options: { method?: string; headers?: Record<string, string> } = {},
): Promise<Answer> {
  const method = options.method ?? (body === undefined ? "GET" : "POST");
  return new Promise((resolve, reject) => {
    const headers = { "content-type": "application/json", ...options.headers };
    const request = send(url, { method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      const done = (): void => {
        const text = Buffer.concat(chunks).toString();
        const { statusCode: status = 0, headers, trailers, complete: whole } = response;
        resolve({ status, headers, trailers, text, whole, json: parsed(text) });
      };
      response.on("data", (chunk: Buffer) => chunks.push(chunk));
      response.on("end", done);
      response.on("error", done);
    });
    request.on("error", reject);
    const bytes = typeof body === "string" || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    request.end(bytes);
  });
}

function parsed(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The data of server-sent events. */
export function dataOf(text: string): string[] {
  return text
    .split("\n\n")
    .flatMap((block) => block.split("\n").filter((line) => line.startsWith("data: ")))
    .map((line) => line.slice(6));
}

/** The client's request of each dialect that says one thing. */
export const ASK: Record<
  string,
  (model: string, text: string, stream: boolean) => [path: string, body: object]
> = {
  "openai-chat": (model, text, stream) => [
    "/v1/chat/completions",
    { model, stream, messages: [{ role: "user", content: text }] },
  ],
  anthropic: (model, text, stream) => [
    "/v1/messages",
    { model, stream, max_tokens: 1000, messages: [{ role: "user", content: text }] },
  ],
  gemini: (model, text, stream) => [
    `/v1beta/models/${model}:${stream ? "streamGenerateContent?alt=sse" : "generateContent"}`,
    { contents: [{ role: "user", parts: [{ text }] }] },
  ],
  ollama: (model, text, stream) => [
    "/api/chat",
    { model, stream, messages: [{ role: "user", content: text }] },
  ],
};

/** The text that an answer of any dialect brings, whole or streamed. */
export function textOf(dialect: string, answer: Answer): string {
  const items: any[] =
    answer.json !== undefined
      ? [answer.json]
      : answer.text.includes("data: ")
        ? dataOf(answer.text)
            .filter((data) => data !== "[DONE]")
            .map((data) => JSON.parse(data))
        : answer.text
            .trim()
            .split("\n")
            .map((line) => JSON.parse(line));
  const pieces = items.map((item) => {
    if (dialect === "openai-chat")
      return item.choices?.[0]?.message?.content ?? item.choices?.[0]?.delta?.content;
    if (dialect === "anthropic")
      return item.delta?.text ?? item.content?.map((part: any) => part.text).join("");
    if (dialect === "gemini")
      return item.candidates?.[0]?.content?.parts?.map((part: any) => part.text).join("");
    return item.message?.content;
  });
  return pieces.filter(Boolean).join("");
}
