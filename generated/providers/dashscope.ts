// Generated from providers/dashscope.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import type { Json } from "../../runtime/json.ts";
import type { Reader } from "../../runtime/reader.ts";
import type * as Hub from "../hub.types.ts";
import {
  SERVICE_TIER,
  MESSAGES,
  encodeTool,
  encodeToolChoice,
  encodeResponseFormat,
  encodeMessages,
  decodeAnswerMessage,
  decodeFinish,
  decodeEvent,
  isError,
  dialect,
} from "../dialects/openai-chat.ts";

const LOST = {
  cache: "the API has no top-level cache mark",
  cached_content: "the API has no cache objects",
  min_p: "the API has no such parameter",
  safety: "the API has no such parameter",
  keep_alive: "the API runs no local models",
  context_size: "the API sets the window itself",
  "reasoning.visible": "the API never shows it",
  "reasoning.display": "the API never shows it",
  "reasoning.summary": "the API never shows it",
  frequency_penalty: "Qwen (DashScope) does not support it",
  logit_bias: "Qwen (DashScope) does not support it",
  user: "Qwen (DashScope) does not support it",
  store: "Qwen (DashScope) does not support it",
  metadata: "Qwen (DashScope) does not support it",
  verbosity: "Qwen (DashScope) does not support it",
  prediction: "Qwen (DashScope) does not support it",
  web_search: "Qwen (DashScope) does not support it",
  service_tier: "Qwen (DashScope) does not support it",
  cache_key: "Qwen (DashScope) does not support it",
  cache_retention: "Qwen (DashScope) does not support it",
  "reasoning.effort": "Qwen (DashScope) does not support it",
} as const;

const REASONING = { style: "switch" } as const;

/** @generated from dashscope#/request/body/enable_thinking */
function encodeEnableThinking(h: Hub.Request, c: op.Encoding): unknown {
  switch (h.reasoning?.mode) {
    case "off":
      return false;
    case "on":
      return true;
    case "budget":
      return true;
    case "adaptive":
      return true;
  }
  return undefined;
}

/**
 * The request as the upstream takes it.
 * @generated from dashscope#/request
 */
function encodeRequest(request: Hub.Request, c: op.Encoding): op.Wire {
  const h = c.prepare(request, MESSAGES, REASONING, LOST);
  return op.withRest(
    op.some({
      model: h.model,
      messages: encodeMessages(h, c),
      max_tokens: h.max_tokens,
      temperature: c.clamp("temperature", h.temperature, { below: 2 }),
      top_p: c.clamp("top_p", h.top_p, { above: 0 }),
      presence_penalty: h.presence_penalty,
      logprobs: h.logprobs,
      top_logprobs: h.top_logprobs,
      n: h.n,
      seed: h.seed,
      stop: h.stop,
      stream: h.stream,
      stream_options: op.some({
        include_usage: h.stream_usage,
      }),
      tools: op.tools(h.tools, encodeTool, c),
      tool_choice: encodeToolChoice(h, c),
      parallel_tool_calls: h.parallel_tools,
      response_format: encodeResponseFormat(h, c),
      modalities: h.modalities,
      audio: h.speech,
      top_k: h.top_k,
      repetition_penalty: h.repetition_penalty,
      enable_thinking: encodeEnableThinking(h, c),
      thinking_budget: h.reasoning?.budget,
    }),
    h.rest,
    "openai-chat",
    c,
  );
}

/** @generated from dashscope#/usage */
function decodeUsage(value: unknown, r: Reader): Hub.Usage | undefined {
  if (!op.isObject(value)) return undefined;
  const w = value;
  const promptTokensDetails = r.object(w.prompt_tokens_details, "prompt_tokens_details");
  const completionTokensDetails = r.object(
    w.completion_tokens_details,
    "completion_tokens_details",
  );
  return op.some({
    input: op.minus(
      r.number(w.prompt_tokens, "prompt_tokens"),
      r.number(promptTokensDetails.cached_tokens, "prompt_tokens_details.cached_tokens"),
      r.number(
        promptTokensDetails.cache_write_tokens,
        "prompt_tokens_details.cache_write_tokens",
      ) ??
        r.number(
          promptTokensDetails.cache_creation_input_tokens,
          "prompt_tokens_details.cache_creation_input_tokens",
        ),
      r.number(promptTokensDetails.audio_tokens, "prompt_tokens_details.audio_tokens"),
      r.number(promptTokensDetails.image_tokens, "prompt_tokens_details.image_tokens"),
    ),
    output: op.minus(
      r.number(w.completion_tokens, "completion_tokens"),
      r.number(
        completionTokensDetails.reasoning_tokens,
        "completion_tokens_details.reasoning_tokens",
      ),
      r.number(completionTokensDetails.audio_tokens, "completion_tokens_details.audio_tokens"),
      r.number(completionTokensDetails.image_tokens, "completion_tokens_details.image_tokens"),
    ),
    total: r.number(w.total_tokens, "total_tokens"),
    cache_read: r.number(promptTokensDetails.cached_tokens, "prompt_tokens_details.cached_tokens"),
    cache_write:
      r.number(
        promptTokensDetails.cache_write_tokens,
        "prompt_tokens_details.cache_write_tokens",
      ) ??
      r.number(
        promptTokensDetails.cache_creation_input_tokens,
        "prompt_tokens_details.cache_creation_input_tokens",
      ),
    input_audio: r.number(promptTokensDetails.audio_tokens, "prompt_tokens_details.audio_tokens"),
    input_image: r.number(promptTokensDetails.image_tokens, "prompt_tokens_details.image_tokens"),
    reasoning: r.number(
      completionTokensDetails.reasoning_tokens,
      "completion_tokens_details.reasoning_tokens",
    ),
    output_audio: r.number(
      completionTokensDetails.audio_tokens,
      "completion_tokens_details.audio_tokens",
    ),
    output_image: r.number(
      completionTokensDetails.image_tokens,
      "completion_tokens_details.image_tokens",
    ),
    cost: r.string(w.cost, "cost"),
  }) as Hub.Usage | undefined;
}

/**
 * The upstream's answer, as the hub says it.
 * @generated from dashscope#/answer
 */
function decodeAnswer(w: Json, r: Reader): Hub.Answer {
  return {
    id: r.string(w.id, "id"),
    created: r.number(w.created, "created"),
    model: r.string(w.model, "model"),
    usage: decodeUsage(w.usage, r),
    service_tier: r.word(w.service_tier, "service_tier", SERVICE_TIER),
    fingerprint: r.string(w.system_fingerprint, "system_fingerprint"),
    choices: op.choices(
      r.each(w.choices, "choices", (v) => {
        return op.settle(
          op.merge<Hub.Choice>(
            {
              index: r.number(v.index, "index") ?? 0,
              finish_word: r.string(v.finish_reason, "finish_reason"),
              logprobs: r.dict(v.logprobs, "logprobs"),
            },
            decodeAnswerMessage(r.object(v.message, "message"), r),
          ),
          decodeFinish,
        );
      }),
    ),
  } as Hub.Answer;
}

/** The provider as the registry holds it. */
export const provider: op.Provider = {
  id: "dashscope",
  name: "Qwen (DashScope)",
  dialect: "openai-chat",
  base_url: "https://dashscope-intl.aliyuncs.com/compatible-mode/v1",
  keys: ["DASHSCOPE_API_KEY"],
  auth: { scheme: "bearer" },
  headers: {},
  forward: [],
  path: "/chat/completions",
  stream_path: "/chat/completions",
  prompt_cache_ms: 300000,
  same: false,
  translator: {
    encodeRequest,
    decodeAnswer,
    decodeEvent,
    decodeUsage,
    decodeFinish,
    isError,
    facts: {
      stream: { framing: "sse", done: "[DONE]" },
      errors: {
        message: ["error.message", "message", "error", "detail", "errors.0.message"],
        type: ["error.type", "type", "error_type"],
        code: ["error.code", "code"],
        param: ["error.param", "param"],
        inside: [{ error: "*" }, { object: "error" }, { type: "error" }],
        read: [
          { code: ["Arrearage"], is: "billing" },
          { code: ["DataInspectionFailed", "data_inspection_failed"], is: "content_filter" },
          { code: ["invalid_api_key", "InvalidApiKey"], is: "auth" },
          { code: ["AccessDenied", "access_denied", "Model.AccessDenied"], is: "permission" },
          { code: ["ModelNotFound", "model_not_found"], is: "not_found" },
          {
            code: [
              "Throttling",
              "Throttling.RateQuota",
              "Throttling.AllocationQuota",
              "Throttling.BurstRate",
              "LimitRequests",
              "limit_requests",
            ],
            is: "rate_limit",
          },
          {
            code: ["ModelServiceFailed", "ServiceUnavailable", "ModelUnavailable"],
            is: "overloaded",
          },
          { code: ["InternalError", "InternalError.Algo", "internal_error"], is: "internal" },
          { message: "Range of input length should be", is: "context_length" },
          { code: ["InvalidParameter", "invalid_parameter_error"], is: "bad_request" },
          { code: "context_length_exceeded", is: "context_length" },
          { code: ["content_policy_violation", "content_filter"], is: "content_filter" },
          { code: ["insufficient_quota", "billing_hard_limit_reached"], is: "billing" },
          { type: "insufficient_quota", is: "billing" },
          { code: "model_not_found", is: "not_found" },
          { code: "invalid_api_key", is: "auth" },
          { code: "unsupported_parameter", is: "unsupported" },
          { code: "rate_limit_exceeded", is: "rate_limit" },
        ],
        write: {
          bad_request: { status: 400, type: "invalid_request_error" },
          unsupported: {
            status: 400,
            type: "invalid_request_error",
            code: "unsupported_parameter",
          },
          context_length: {
            status: 400,
            type: "invalid_request_error",
            code: "context_length_exceeded",
          },
          content_filter: { status: 400, type: "invalid_request_error", code: "content_filter" },
          too_large: { status: 413, type: "invalid_request_error", code: "request_too_large" },
          auth: { status: 401, type: "authentication_error", code: "invalid_api_key" },
          billing: { status: 429, type: "insufficient_quota", code: "insufficient_quota" },
          permission: { status: 403, type: "permission_error" },
          not_found: { status: 404, type: "invalid_request_error", code: "model_not_found" },
          timeout: { status: 504, type: "server_error", code: "timeout" },
          rate_limit: { status: 429, type: "rate_limit_error", code: "rate_limit_exceeded" },
          overloaded: { status: 503, type: "server_error", code: "overloaded" },
          upstream: { status: 502, type: "server_error", code: "bad_gateway" },
          internal: { status: 500, type: "server_error" },
        },
      },
      limits: {
        requests: {
          limit: "x-ratelimit-limit-requests",
          remaining: "x-ratelimit-remaining-requests",
          reset: { header: "x-ratelimit-reset-requests", as: "go_duration" },
        },
        tokens: {
          limit: "x-ratelimit-limit-tokens",
          remaining: "x-ratelimit-remaining-tokens",
          reset: { header: "x-ratelimit-reset-tokens", as: "go_duration" },
        },
        retry_after: [
          { header: "retry-after-ms", as: "milliseconds" },
          { header: "retry-after", as: "seconds" },
        ],
        request_id: "x-request-id",
      },
      issuer: "openai",
      media_by_bytes: ["audio"],
    },
  },
  ...op.catalogue(() => import("../models/dashscope.ts")),
};
