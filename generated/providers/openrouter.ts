// Generated from providers/openrouter.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import type { Json } from "../../runtime/json.ts";
import type * as Hub from "../hub.types.ts";
import {
  REASONING,
  EFFORT_OUT,
  SERVICE_TIER_OUT,
  encodeTool,
  encodeToolChoice,
  encodeResponseFormat,
  encodeMessages,
  decodeFinish,
  decodeUsage,
  decodeAnswer,
  decodeEvent,
  dialect,
} from "../dialects/openai-chat.ts";

const LOST = {
  cache: "the API has no top-level cache mark",
  cached_content: "the API has no cache objects",
  safety: "the API has no such parameter",
  keep_alive: "the API runs no local models",
  context_size: "the API sets the window itself",
  "reasoning.mode": "said by the effort",
  "reasoning.visible": "the API never shows it",
  "reasoning.display": "the API never shows it",
  "reasoning.summary": "the API never shows it",
} as const;

const MESSAGES = {
  system: "stay",
  passes: [["tool_media_to_user", null]],
  replay: "all",
  issuer: "openai",
  lost: {
    "tool_result.cache": "the API caches by itself",
    "tool_result.is_error": "the API has no error flag; the text has to say it",
    "tool_result.name": "results are matched by id",
    "image.id": "images have no ids here",
    "video.data": "films have no form for bytes here",
    "video.id": "films have no ids here",
    "tool_call.server": "the API's own calls are no messages",
    opaque: "the API has no parts of its own",
  },
} as const;

/**
 * The request as the upstream takes it.
 * @generated from openrouter#/request
 */
function encodeRequest(request: Hub.Request, c: op.Encoding): op.Wire {
  const h = c.prepare(request, MESSAGES, REASONING, LOST);
  return op.withRest(
    op.some({
      model: h.model,
      messages: encodeMessages(h, c),
      max_tokens: h.max_tokens,
      temperature: h.temperature,
      top_p: h.top_p,
      frequency_penalty: h.frequency_penalty,
      presence_penalty: h.presence_penalty,
      logit_bias: h.logit_bias,
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
      reasoning: op.some({
        effort: op.word(h.reasoning?.effort, EFFORT_OUT),
        max_tokens: h.reasoning?.budget,
      }),
      verbosity: h.verbosity,
      modalities: h.modalities,
      audio: h.speech,
      prediction: h.prediction,
      web_search_options: h.web_search,
      service_tier: op.word(h.service_tier, SERVICE_TIER_OUT),
      store: h.store,
      metadata: h.metadata,
      prompt_cache_key: h.cache_key,
      prompt_cache_retention: h.cache_retention,
      user: h.user,
      top_k: h.top_k,
      min_p: h.min_p,
      repetition_penalty: h.repetition_penalty,
    }),
    h.rest,
    "openai-chat",
    c,
  );
}

/**
 * Is this an error in spite of its status?
 * @generated from openrouter#/errors/inside
 */
function isError(w: Json): boolean {
  return w.error != null || op.dig(w, ["choices", "0", "error"]) != null;
}

/** The provider as the registry holds it. */
export const provider: op.Provider = {
  id: "openrouter",
  name: "OpenRouter",
  dialect: "openai-chat",
  base_url: "https://openrouter.ai/api/v1",
  keys: ["OPENROUTER_API_KEY"],
  auth: { scheme: "bearer" },
  headers: {},
  forward: [],
  path: "/chat/completions",
  stream_path: "/chat/completions",
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
        message: ["error.message", "choices.0.error.message"],
        type: ["error.type", "type", "error_type"],
        code: ["error.code", "choices.0.error.code"],
        param: ["error.param", "param"],
        inside: [{ error: "*" }, { "choices.0.error": "*" }],
        read: [
          { status: 402, is: "billing" },
          { code: "402", is: "billing" },
          { message: "maximum context length", is: "context_length" },
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
          limit: "x-ratelimit-limit",
          remaining: "x-ratelimit-remaining",
          reset: { header: "x-ratelimit-reset", as: "epoch_ms" },
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
  ...op.catalogue(() => import("../models/openrouter.ts")),
};
