import { event } from "./wire.ts";
import type { Figures, Refusal, Trouble, Wire } from "./wire.ts";

const REFUSALS: Record<Trouble, [status: number, type: string, message: string]> = {
  rate_limit: [429, "rate_limit_error", "This request would exceed your rate limit."],
  server: [500, "api_error", "Internal server error"],
  overloaded: [529, "overloaded_error", "Overloaded"],
  context: [400, "invalid_request_error", "prompt is too long: 210000 tokens > 200000 maximum"],
  content: [400, "invalid_request_error", "Output blocked by content filtering policy"],
  prefill: [
    400,
    "invalid_request_error",
    "This model does not support assistant message prefill. The conversation must end with a user message.",
  ],
  auth: [401, "authentication_error", "invalid x-api-key"],
  billing: [402, "billing_error", "There is a problem with your billing."],
  missing: [404, "not_found_error", "model: not found"],
};

function named(data: { type: string }): string {
  return event(data, data.type);
}

function start(model: string): string {
  const message = {
    id: "msg_017Qz",
    type: "message",
    role: "assistant",
    model,
    content: [],
    stop_reason: null,
    stop_sequence: null,
    usage: { input_tokens: 20, output_tokens: 1 },
  };
  const opened = { type: "message_start", message };
  return named(opened);
}

function block(text: string): string {
  const index = 0;
  return (
    named({
      type: "content_block_start",
      index,
      content_block: { type: "text", text: "" },
    } as any) + (text === "" ? "" : delta(text))
  );
}

function delta(text: string): string {
  const data = { type: "content_block_delta", index: 0, delta: { type: "text_delta", text } };
  return named(data);
}

function finish(reason: string, { input, output }: Figures): string {
  const usage = { input_tokens: input, output_tokens: output };
  const data = {
    type: "message_delta",
    delta: { stop_reason: reason, stop_sequence: null },
    usage,
  };
  return named(data);
}

function message(model: string, text: string, reason: string, figures: Figures): object {
  return {
    id: "msg_017Qz",
    type: "message",
    role: "assistant",
    model,
    content: text === "" ? [] : [{ type: "text", text }],
    stop_reason: reason,
    stop_sequence: null,
    usage: { input_tokens: figures.input, output_tokens: figures.output },
  };
}

function refusal(trouble: Trouble): Refusal {
  const [status, type, message] = REFUSALS[trouble];
  return { status, body: { type: "error", error: { type, message }, request_id: "req_017Qz" } };
}

const STOPPED = named({ type: "content_block_stop", index: 0 } as { type: string });
const END = named({ type: "message_stop" });

/** Messages. */
export const anthropic: Wire = {
  dialect: "anthropic",
  prefix: "",
  asked(path, body) {
    if (path !== "/v1/messages") return undefined;
    const prefill = body.messages?.at(-1)?.role === "assistant";
    return { model: body.model, stream: body.stream === true, prefill };
  },
  opening: (model) => start(model) + block("") + named({ type: "ping" }),
  token: (_model, text) => delta(text),
  closing: (_model, figures) => STOPPED + finish("end_turn", figures),
  sentinel: END,
  broken: 'event: content_block_delta\ndata: {"type":"content_block_delta","index":0,"delta":{\n\n',
  ping: named({ type: "ping" }),
  whole: (model, text, figures) => message(model, text, "end_turn", figures),
  refusal,
  errorEvent: (trouble) => event(refusal(trouble).body, "error"),
  degraded(model, how) {
    const figures = { input: 20, output: 0 };
    const text = how === "twice" ? "Half a thought" : "";
    const reason = how === "refused" ? "refusal" : "end_turn";
    const body = text && block(text) + STOPPED;
    const again = how === "twice" ? finish("end_turn", figures) : "";
    const end = how === "error" ? event(refusal("server").body, "error") : "";
    return {
      stream: start(model) + body + (end || finish(reason, figures) + again + END),
      whole: how === "error" ? refusal("server").body : message(model, text, reason, figures),
    };
  },
  exhausted: (reset_ms) => ({
    "anthropic-ratelimit-requests-limit": "60",
    "anthropic-ratelimit-requests-remaining": "0",
    "anthropic-ratelimit-requests-reset": new Date(Date.now() + reset_ms).toISOString(),
  }),
  waitInBody: () => undefined,
};
