import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent } from "undici";
import { createStreamTranslator } from "./translate-stream.ts";
import { chatCompletion, messagesBody } from "./translate.ts";
import type { ChatRequest, Message } from "./translate.ts";

// The floor of translating: the data path of floor-pass.ts with the hand-written translation of translate.ts in it.

const origin = process.env["UPSTREAM"]!;
const key = process.env["UPSTREAM_KEY"] ?? "";
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    if (request.url === "/health") return void response.end("ok");
    const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
    let chat: ChatRequest;
    try {
      chat = JSON.parse(bytes.toString("utf8")) as ChatRequest;
    } catch {
      return void response.writeHead(400).end();
    }
    send(chat, response);
  });
});

function send(chat: ChatRequest, response: ServerResponse): void {
  let abort = (): void => {};
  let over = false;
  response.on("close", () => {
    if (!over) abort();
  });
  const answer = chat.stream ? streamed(chat, response) : whole(response);
  const headers = {
    "content-type": "application/json",
    "anthropic-version": "2023-06-01",
    "x-api-key": key,
  };
  agent.dispatch(
    { method: "POST", origin, path: "/v1/messages", headers, body: messagesBody(chat) },
    {
      onConnect(stop) {
        abort = stop;
      },
      onHeaders(status, _raw, resume) {
        if (status !== 200) throw new Error(`status ${status}`);
        answer.head(resume);
        return true;
      },
      onData: answer.data,
      onComplete() {
        over = true;
        answer.end();
      },
      onError() {
        over = true;
        if (response.headersSent) response.destroy();
        else response.writeHead(502).end();
      },
    },
  );
}

interface Answer {
  head(resume: () => void): void;
  data(chunk: Buffer): boolean;
  end(): void;
}

function whole(response: ServerResponse): Answer {
  const chunks: Buffer[] = [];
  return {
    head() {},
    data(chunk) {
      chunks.push(chunk);
      return true;
    },
    end() {
      const bytes = chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks);
      const text = chatCompletion(JSON.parse(bytes.toString("utf8")) as Message);
      const length = Buffer.byteLength(text);
      response.writeHead(200, ["content-type", "application/json", "content-length", `${length}`]);
      response.end(text);
    },
  };
}

function streamed(chat: ChatRequest, response: ServerResponse): Answer {
  const translate = createStreamTranslator(chat.stream_options?.include_usage === true);
  return {
    head(resume) {
      response.on("drain", resume);
      response.writeHead(200, ["content-type", "text/event-stream; charset=utf-8"]);
    },
    data(chunk) {
      const text = translate(chunk);
      return text === "" || response.write(text);
    },
    end: () => void response.end(),
  };
}

server.listen(Number(process.env["PORT"] ?? 0), "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on("disconnect", () => process.exit(0));
