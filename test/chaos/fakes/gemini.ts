import { event } from "./wire.ts";
import type { Figures, Refusal, Trouble, Wire } from "./wire.ts";

const REFUSALS: Record<Trouble, [status: number, word: string, message: string]> = {
  rate_limit: [429, "RESOURCE_EXHAUSTED", "You exceeded your current quota."],
  server: [500, "INTERNAL", "An internal error has occurred."],
  overloaded: [503, "UNAVAILABLE", "The model is overloaded. Please try again later."],
  context: [
    400,
    "INVALID_ARGUMENT",
    "The input token count (1200000) exceeds the maximum number of tokens allowed (1048576).",
  ],
  content: [400, "INVALID_ARGUMENT", "The prompt was blocked for its content."],
  prefill: [400, "INVALID_ARGUMENT", "Please ensure that the request ends with a user turn."],
  auth: [400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."],
  billing: [402, "RESOURCE_EXHAUSTED", "Payment required."],
  missing: [404, "NOT_FOUND", "models/x is not found for API version v1beta."],
};

const PATH = /^\/v1beta\/models\/([^/:]+):(generateContent|streamGenerateContent)$/;

function usageMetadata({ input, output }: Figures): object {
  const totalTokenCount = input + output;
  return { promptTokenCount: input, candidatesTokenCount: output, totalTokenCount };
}

function piece(model: string, text: string | undefined, finishReason?: string, figures?: Figures) {
  const content = { role: "model", parts: text === undefined ? [] : [{ text }] };
  return {
    candidates: [{ content, index: 0, ...(finishReason && { finishReason }) }],
    usageMetadata: usageMetadata(figures ?? { input: 20, output: 0 }),
    modelVersion: model,
    responseId: "bH7Qz",
  };
}

function refusal(trouble: Trouble): Refusal {
  const [code, status, message] = REFUSALS[trouble];
  const reason = { "@type": "type.googleapis.com/google.rpc.ErrorInfo", reason: "API_KEY_INVALID" };
  const details = trouble === "auth" ? { details: [reason] } : {};
  return { status: code, body: { error: { code, message, status, ...details } } };
}

/** generateContent and streamGenerateContent. */
export const gemini: Wire = {
  dialect: "gemini",
  prefix: "/v1beta",
  asked(path, body) {
    const [, model, method] = PATH.exec(path) ?? [];
    if (model === undefined) return undefined;
    const prefill = body.contents?.at(-1)?.role === "model";
    return { model, stream: method === "streamGenerateContent", prefill };
  },
  opening: () => "",
  token: (model, text) => event(piece(model, text)),
  closing: (model, figures) => event(piece(model, "", "STOP", figures)),
  sentinel: "",
  broken: 'data: {"candidates":[{"content":{"role":"model","parts":[{"text":\n\n',
  ping: ": still here\n\n",
  whole: (model, text, figures) => piece(model, text, "STOP", figures),
  refusal,
  errorEvent: (trouble) => event(refusal(trouble).body),
  degraded(model, how) {
    const blocked = { promptFeedback: { blockReason: "SAFETY" }, modelVersion: model };
    const data =
      how === "refused"
        ? { ...blocked, usageMetadata: usageMetadata({ input: 20, output: 0 }) }
        : how === "error"
          ? piece(model, undefined, "MALFORMED_RESPONSE")
          : piece(model, how === "twice" ? "Half a thought" : undefined, "STOP");
    const again = how === "twice" ? event(piece(model, undefined, "STOP")) : "";
    return { stream: event(data) + again, whole: data };
  },
  exhausted: () => undefined,
  waitInBody(ms) {
    const retry = {
      "@type": "type.googleapis.com/google.rpc.RetryInfo",
      retryDelay: `${ms / 1000}s`,
    };
    const { status, body } = refusal("rate_limit") as Refusal & { body: { error: object } };
    return { error: { ...body.error, code: status, details: [retry] } };
  },
};
