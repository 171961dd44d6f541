import { createServer } from "node:http";
import type { ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** Two providers on loopback, told apart by their paths; both answer as their models' modes say. */
export interface Upstream {
  url: string;
  /** How a model answers from now on: after so many milliseconds, with this status. */
  set(model: string, mode: Mode): void;
  /** Calls with a model until now. */
  calls(model: string): number;
  /** The most calls that were open at once since this was last asked. */
  peak(): number;
  close(): Promise<void>;
}

/** How a model answers; 200 at once unless told otherwise. */
export interface Mode {
  ms?: number;
  status?: number;
}

/** What a fake counts for any request: odd numbers, so that costs have many digits. */
export const INPUT = 13;

/** Starts both. An answer has as many output tokens as the request allows, and no more than 37 unless it allows more. */
export async function startUpstream(): Promise<Upstream> {
  const modes = new Map<string, Mode>();
  const counts = new Map<string, number>();
  let open = 0;
  let peak = 0;
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("error", () => {});
    response.on("error", () => {});
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = JSON.parse(Buffer.concat(chunks).toString());
      counts.set(body.model, (counts.get(body.model) ?? 0) + 1);
      peak = Math.max(peak, ++open);
      response.once("close", () => open--);
      const { ms = 0, status = 200 } = modes.get(body.model) ?? {};
      const answer = () => respond(response, request.url ?? "", body, status);
      if (ms > 0) setTimeout(answer, ms);
      else answer();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", 2048, resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    set: (model, mode) => void modes.set(model, mode),
    calls: (model) => counts.get(model) ?? 0,
    peak() {
      const most = peak;
      peak = open;
      return most;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function respond(response: ServerResponse, url: string, body: any, status: number): void {
  if (response.destroyed) return;
  const send = (code: number, value: object): void => {
    response.writeHead(code, { "content-type": "application/json" });
    response.end(JSON.stringify(value));
  };
  if (status !== 200) return send(status, { error: { message: "down", type: "server_error" } });
  const output = outputOf(body);
  const { model } = body;
  if (url.endsWith("/messages")) {
    const usage = { input_tokens: INPUT, output_tokens: output };
    const content = [{ type: "text", text: "Well." }];
    const ends = { stop_reason: "end_turn", stop_sequence: null };
    return send(200, {
      id: "msg_1",
      type: "message",
      role: "assistant",
      model,
      content,
      ...ends,
      usage,
    });
  }
  const usage = {
    prompt_tokens: INPUT,
    completion_tokens: output,
    total_tokens: INPUT + output,
  };
  const head = { id: "chatcmpl-1", created: 1_790_000_000, model };
  if (body.stream) return stream(response, head, usage);
  const message = { role: "assistant", content: "Well." };
  const choices = [{ index: 0, message, finish_reason: "stop" }];
  send(200, { ...head, object: "chat.completion", choices, usage });
}

function stream(response: ServerResponse, head: object, usage: object): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  const say = (value: object) =>
    response.write(
      `data: ${JSON.stringify({ ...head, object: "chat.completion.chunk", ...value })}\n\n`,
    );
  say({ choices: [{ index: 0, delta: { role: "assistant", content: "Well" } }] });
  say({ choices: [{ index: 0, delta: { content: "." }, finish_reason: "stop" }] });
  say({ choices: [], usage });
  response.end("data: [DONE]\n\n");
}

function outputOf(body: any): number {
  const most: number = body.max_completion_tokens ?? body.max_tokens ?? 37;
  return most >= 100 ? most : Math.min(37, most);
}
