import { event } from "./wire.ts";
import type { Figures, Refusal, Trouble, Wire } from "./wire.ts";

const REFUSALS: Record<Trouble, [status: number, type: string, code: string | null]> = {
  rate_limit: [429, "requests", "rate_limit_exceeded"],
  server: [500, "server_error", null],
  overloaded: [503, "server_error", "overloaded"],
  context: [400, "invalid_request_error", "context_length_exceeded"],
  content: [400, "invalid_request_error", "content_policy_violation"],
  prefill: [400, "invalid_request_error", "invalid_prefill"],
  auth: [401, "invalid_request_error", "invalid_api_key"],
  billing: [429, "insufficient_quota", "insufficient_quota"],
  missing: [404, "invalid_request_error", "model_not_found"],
};

function chunk(model: string, delta: object, finish: string | null = null): string {
  const choices = [{ index: 0, delta, finish_reason: finish }];
  return event({ ...head(model, "chat.completion.chunk"), choices });
}

function head(model: string, object: string): object {
  return { id: "chatcmpl-7Qz", object, created: 1_790_000_000, model };
}

function usage({ input, output }: Figures): object {
  return { prompt_tokens: input, completion_tokens: output, total_tokens: input + output };
}

function refusal(trouble: Trouble): Refusal {
  const [status, type, code] = REFUSALS[trouble];
  const message = `The fake says: ${trouble}.`;
  return { status, body: { error: { message, type, param: null, code } } };
}

function completion(model: string, content: string, finish: string, figures: Figures): object {
  const message = { role: "assistant", content, refusal: null };
  return {
    ...head(model, "chat.completion"),
    choices: [{ index: 0, message, finish_reason: finish }],
    usage: usage(figures),
  };
}

/** Chat Completions. */
export const openaiChat: Wire = {
  dialect: "openai-chat",
  prefix: "/v1",
  asked(path, body) {
    if (path !== "/v1/chat/completions") return undefined;
    const prefill = body.messages?.at(-1)?.role === "assistant";
    return { model: body.model, stream: body.stream === true, prefill };
  },
  opening: (model) => chunk(model, { role: "assistant", content: "", refusal: null }),
  token: (model, content) => chunk(model, { content }),
  closing: (model, figures) =>
    chunk(model, {}, "stop") +
    event({ ...head(model, "chat.completion.chunk"), choices: [], usage: usage(figures) }),
  sentinel: "data: [DONE]\n\n",
  broken: 'data: {"id":"chatcmpl-7Qz","object":"chat.completion.chunk","choices":[{"delta":\n\n',
  ping: ": still here\n\n",
  whole: (model, text, figures) => completion(model, text, "stop", figures),
  refusal,
  errorEvent: (trouble) => event(refusal(trouble).body),
  degraded(model, how) {
    const finish = how === "error" ? "error" : how === "refused" ? "content_filter" : "stop";
    const text = how === "twice" ? "Half a thought" : "";
    const first = text && chunk(model, { content: text });
    const again = how === "twice" ? chunk(model, {}, "stop") : "";
    return {
      stream: `${first}${chunk(model, {}, finish)}${again}data: [DONE]\n\n`,
      whole: completion(model, text, finish, { input: 20, output: 0 }),
    };
  },
  exhausted: (reset_ms) => ({
    "x-ratelimit-limit-requests": "60",
    "x-ratelimit-remaining-requests": "0",
    "x-ratelimit-reset-requests": `${reset_ms}ms`,
  }),
  waitInBody: () => undefined,
};
