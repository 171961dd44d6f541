import { request as send } from "node:http";
import { dataOf } from "../runtime/harness.ts";

/** What a client heard of one request. */
export interface Heard {
  status: number;
  headers: Record<string, unknown>;
  trailers: Record<string, unknown>;
  text: string;
  /** Did the body end as its framing says? */
  whole: boolean;
  /** The client went away itself. */
  left: boolean;
}

/** Sends a request; `leave_ms` after which the client goes away, `slow_ms` before it reads each piece. */
export function ask(
  url: string,
  body: unknown,
  { leave_ms, slow_ms = 0 }: { leave_ms?: number; slow_ms?: number } = {},
): Promise<Heard> {
  return new Promise((resolve) => {
    const heard: Heard = {
      status: 0,
      headers: {},
      trailers: {},
      text: "",
      whole: false,
      left: false,
    };
    const end = (): void => {
      clearTimeout(timer);
      resolve(heard);
    };
    const headers = { "content-type": "application/json" };
    const request = send(url, { method: "POST", headers, agent: false }, (response) => {
      Object.assign(heard, { status: response.statusCode, headers: response.headers });
      const chunks: Buffer[] = [];
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        if (slow_ms === 0) return;
        response.pause();
        setTimeout(() => response.resume(), slow_ms);
      });
      response.on("error", () => {});
      response.on("close", () => {
        heard.text = Buffer.concat(chunks).toString();
        heard.whole = response.complete;
        heard.trailers = response.trailers;
        end();
      });
    });
    request.on("error", () => {
      if (heard.status === 0) end();
    });
    const leave = (): void => {
      heard.left = true;
      request.destroy();
    };
    const timer = leave_ms === undefined ? undefined : setTimeout(leave, leave_ms);
    request.end(JSON.stringify(body));
  });
}

/** What an answer says, whichever the dialect: its text, whether it says that it is complete, and its error. */
export interface Said {
  text: string;
  finished: boolean;
  error?: { message: unknown; type: unknown };
}

/** Reads an answer strictly: what is no JSON throws. */
export function said(dialect: string, heard: Heard, stream: boolean): Said {
  const items = itemsOf(dialect, heard, stream);
  const out: Said = { text: "", finished: false };
  for (const item of items) {
    if (out.finished && dialect !== "openai-chat") throw new Error("something after the end");
    if (out.error) throw new Error("something after the error");
    if (item === "[DONE]") continue;
    const error = errorOf(dialect, item);
    if (error) out.error = error;
    else {
      out.text += TEXT[dialect]!(item) ?? "";
      out.finished ||= FINISHED[dialect]!(item);
    }
  }
  if (dialect === "openai-chat" && stream && heard.status === 200) {
    const done = items.at(-1) === "[DONE]";
    if (done !== (out.error === undefined)) throw new Error("[DONE] is there, or is not");
  }
  return out;
}

function itemsOf(dialect: string, { status, text }: Heard, stream: boolean): any[] {
  if (status !== 200 || !stream) return [JSON.parse(text)];
  if (dialect === "ollama") {
    if (!text.endsWith("\n")) throw new Error("a line that does not end");
    return text
      .slice(0, -1)
      .split("\n")
      .map((line) => JSON.parse(line));
  }
  if (!text.endsWith("\n\n")) throw new Error("an event that does not end");
  return dataOf(text).map((data) => (data === "[DONE]" ? data : JSON.parse(data)));
}

function errorOf(dialect: string, item: any): Said["error"] {
  if (item.error === undefined) return undefined;
  if (dialect === "ollama") return { message: item.error, type: "error" };
  const type = dialect === "gemini" ? item.error.status : item.error.type;
  return { message: item.error.message, type };
}

const TEXT: Record<string, (item: any) => string | undefined> = {
  "openai-chat": ({ choices }) => choices?.[0]?.message?.content ?? choices?.[0]?.delta?.content,
  anthropic: ({ delta, content }) => delta?.text ?? content?.map((part: any) => part.text).join(""),
  gemini: ({ candidates }) =>
    candidates?.[0]?.content?.parts?.map((part: any) => part.text).join(""),
  ollama: ({ message }) => message?.content,
};

const FINISHED: Record<string, (item: any) => boolean> = {
  "openai-chat": ({ choices }) => choices?.[0]?.finish_reason != null,
  anthropic: ({ type, stop_reason }) => type === "message_stop" || stop_reason != null,
  gemini: ({ candidates }) => candidates?.[0]?.finishReason !== undefined,
  ollama: ({ done }) => done === true,
};
