import type { ServerResponse } from "node:http";
import { startUpstream } from "../runtime/harness.ts";
import type { Received, Running } from "../runtime/harness.ts";

/** What a fake upstream of the most common dialect says. */
export interface Said {
  text?: string;
  status?: number;
  headers?: Record<string, string>;
  usage?: object;
  /** Before the head. */
  delay_ms?: number;
  /** Ends the connection after so many pieces of a stream. */
  cut?: number;
  /** Between pieces of a stream. */
  pause_ms?: number;
}

/** Usage of 1,000 tokens in and 100 out. */
export const USAGE = { prompt_tokens: 1000, completion_tokens: 100, total_tokens: 1100 };

/** A fake upstream that answers whole or streamed, as `said` has it at that time. */
export function startFake(
  said: (received: Received) => Said = () => ({}),
): Promise<Running & { received: Received[] }> {
  return startUpstream((received, response) => {
    const what = said(received);
    const go = () => answer(received, what, response);
    if (what.delay_ms) setTimeout(go, what.delay_ms);
    else void go();
  });
}

async function answer(
  { json }: Received,
  { text = "Good day to you", status = 200, headers = {}, usage = USAGE, cut, pause_ms = 0 }: Said,
  response: ServerResponse,
): Promise<void> {
  const common = { id: "chatcmpl-1", created: 1, model: json?.model };
  if (status !== 200) {
    response.writeHead(status, { "content-type": "application/json", ...headers });
    const error = { message: "Not today.", type: "error", code: null, param: null };
    return void response.end(JSON.stringify({ error }));
  }
  if (json?.stream !== true) {
    response.writeHead(200, { "content-type": "application/json", ...headers });
    const message = { role: "assistant", content: text };
    const choices = [{ index: 0, message, finish_reason: "stop" }];
    return void response.end(
      JSON.stringify({ ...common, object: "chat.completion", choices, usage }),
    );
  }
  response.writeHead(200, { "content-type": "text/event-stream", ...headers });
  const send = (event: object): void =>
    void response.write(
      `data: ${JSON.stringify({ ...common, object: "chat.completion.chunk", ...event })}\n\n`,
    );
  for (const [i, piece] of (text.match(/\S+\s*/g) ?? []).entries()) {
    if (i === cut) return void response.destroy();
    send({ choices: [{ index: 0, delta: { content: piece }, finish_reason: null }] });
    if (pause_ms) await new Promise((done) => setTimeout(done, pause_ms));
  }
  send({ choices: [{ index: 0, delta: {}, finish_reason: "stop" }] });
  send({ choices: [], usage });
  response.write("data: [DONE]\n\n");
  response.end();
}
