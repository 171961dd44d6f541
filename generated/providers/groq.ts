// Generated from providers/groq.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import type { Json } from "../../runtime/json.ts";
import type { Reader } from "../../runtime/reader.ts";
import type * as Hub from "../hub.types.ts";
import {
  REASONING,
  EFFORT_OUT,
  SERVICE_TIER_OUT,
  SERVICE_TIER,
  MESSAGES,
  TEXT,
  TEXT_IMAGE_AUDIO_FILE_VIDEO,
  REASONING_2,
  REFUSAL,
  TOOL_CALL,
  AUDIO,
  encodeTool,
  encodeToolChoice,
  encodeResponseFormat,
  encodePart,
  decodePart,
  decodeFinish,
  decodeUsage,
  decodeAnswer,
  isError,
  dialect,
} from "../dialects/openai-chat.ts";

const LOST = {
  cache: "the API has no top-level cache mark",
  cached_content: "the API has no cache objects",
  top_k: "the API has no such parameter",
  min_p: "the API has no such parameter",
  repetition_penalty: "the API has no such parameter",
  safety: "the API has no such parameter",
  keep_alive: "the API runs no local models",
  context_size: "the API sets the window itself",
  "reasoning.mode": "said by the effort",
  "reasoning.budget": "the API takes an effort",
  "reasoning.visible": "the API never shows it",
  "reasoning.display": "the API never shows it",
  "reasoning.summary": "the API never shows it",
  logit_bias: "Groq does not support it",
  logprobs: "Groq does not support it",
  top_logprobs: "Groq does not support it",
  n: "Groq does not support it",
  prediction: "Groq does not support it",
  modalities: "Groq does not support it",
  speech: "Groq does not support it",
  web_search: "Groq does not support it",
  verbosity: "Groq does not support it",
} as const;

/**
 * The request as the upstream takes it.
 * @generated from groq#/request
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
      reasoning_effort: op.word(h.reasoning?.effort, EFFORT_OUT),
      service_tier: op.word(h.service_tier, SERVICE_TIER_OUT),
      store: h.store,
      metadata: h.metadata,
      prompt_cache_key: h.cache_key,
      prompt_cache_retention: h.cache_retention,
      user: h.user,
    }),
    h.rest,
    "openai-chat",
    c,
  );
}

/** @generated from groq#/messages */
function encodeMessages(h: Hub.Request, c: op.Encoding): unknown[] {
  return h.messages.flatMap((m) => encodeMessage(m, c));
}

/** @generated from groq#/messages/roles */
function encodeMessage(m: Hub.Message, c: op.Encoding): unknown {
  switch (m.role) {
    case "system":
      c.leftover(m.parts, ["text"]);
      return op.withRest(
        {
          role: "system",
          content: op.textOrList(m.parts, TEXT, encodePart, c),
        },
        m.rest,
        "openai-chat",
        c,
      );
    case "user":
      c.leftover(m.parts, ["text", "image", "audio", "file", "video"]);
      return op.withRest(
        {
          role: "user",
          content: op.textOrList(m.parts, TEXT_IMAGE_AUDIO_FILE_VIDEO, encodePart, c),
        },
        m.rest,
        "openai-chat",
        c,
      );
    case "assistant":
      c.leftover(m.parts, ["reasoning", "reasoning", "text", "refusal", "tool_call", "audio"]);
      return op.withRest(
        {
          role: "assistant",
          reasoning_content: op.text(m.parts, REASONING_2, ""),
          reasoning_details: op.signed(m.parts, encodePart, c),
          content: op.textOrList(m.parts, TEXT, encodePart, c) ?? null,
          refusal: op.text(m.parts, REFUSAL, ""),
          tool_calls: op.list(m.parts, TOOL_CALL, encodePart, c),
          audio: op.one(m.parts, AUDIO, (v: Hub.Audio) =>
            op.some({
              id: v.id,
              data: v.data,
              expires_at: v.expires,
              transcript: v.transcript,
            }),
          ),
          annotations: op.citations(m.parts, "url", (v) =>
            v.url !== undefined
              ? {
                  type: "url_citation",
                  url_citation: {
                    url: v.url,
                    title: v.title ?? "",
                    start_index: v.start ?? 0,
                    end_index: v.end ?? 0,
                  },
                }
              : undefined,
          ),
        },
        m.rest,
        "openai-chat",
        c,
      );
    case "tool":
      return op.per(m, "tool_result", c, (p) => {
        c.leftover(p.parts, ["text"]);
        return {
          role: "tool",
          tool_call_id: p.call_id,
          content: op.textOrList(p.parts, TEXT, encodePart, c) ?? "",
        };
      });
    default:
      return [];
  }
}

/**
 * One message of the upstream's stream, told to the stream machine.
 * @generated from groq#/stream/events
 */
function decodeEvent(w: Json, s: op.StreamMachine, r: Reader): void {
  const xGroq = r.object(w.x_groq, "x_groq");
  if (s.fresh)
    s.begin({
      id: r.string(w.id, "id"),
      model: r.string(w.model, "model"),
      created: r.number(w.created, "created"),
      service_tier: r.word(w.service_tier, "service_tier", SERVICE_TIER),
      fingerprint: r.string(w.system_fingerprint, "system_fingerprint"),
    });
  for (const choice of op.objects(w.choices)) {
    const delta = r.object(choice.delta, "delta");
    const functionCall = r.object(delta.function_call, "function_call");
    if (op.isText(delta.reasoning_content))
      s.reasoning(op.index(r.number(choice.index, "index")), delta.reasoning_content);
    if (!op.filled(op.at(choice, "delta").reasoning_content) && op.isText(delta.reasoning))
      s.reasoning(op.index(r.number(choice.index, "index")), delta.reasoning);
    for (const reasoningDetail of op.objects(delta.reasoning_details)) {
      if (reasoningDetail.type === "reasoning.text")
        s.signature(
          op.index(r.number(choice.index, "index")),
          op.sealed(
            r.string(reasoningDetail.signature, "signature"),
            r.string(reasoningDetail.format, "format"),
          ),
        );
      if (
        reasoningDetail.type === "reasoning.text" &&
        !op.filled(op.at(choice, "delta").reasoning_content) &&
        !op.filled(op.at(choice, "delta").reasoning) &&
        op.isText(reasoningDetail.text)
      )
        s.reasoning(op.index(r.number(choice.index, "index")), reasoningDetail.text);
      if (
        reasoningDetail.type === "reasoning.summary" &&
        !op.filled(op.at(choice, "delta").reasoning_content) &&
        !op.filled(op.at(choice, "delta").reasoning) &&
        op.isText(reasoningDetail.summary)
      )
        s.reasoning(op.index(r.number(choice.index, "index")), reasoningDetail.summary);
      s.part(
        op.index(r.number(choice.index, "index")),
        op.only(decodePart(reasoningDetail, r), ["reasoning.sealed"]),
      );
    }
    if (op.isText(delta.content)) s.text(op.index(r.number(choice.index, "index")), delta.content);
    for (const content of op.objects(delta.content)) {
      s.part(op.index(r.number(choice.index, "index")), decodePart(content, r));
    }
    if (op.isText(delta.refusal))
      s.refusal(op.index(r.number(choice.index, "index")), delta.refusal);
    for (const toolCall of op.objects(delta.tool_calls)) {
      const functionValue = r.object(toolCall.function, "function");
      const extraContent = r.object(toolCall.extra_content, "extra_content");
      const google = r.object(extraContent.google, "google");
      const custom = r.object(toolCall.custom, "custom");
      s.tool(
        op.index(r.number(choice.index, "index")),
        r.number(toolCall.index, "index"),
        r.string(toolCall.id, "id"),
        r.string(functionValue.name, "name"),
        op.argumentDelta(functionValue.arguments),
        op.seal(r.string(google.thought_signature, "thought_signature"), "google"),
      );
      s.tool(
        op.index(r.number(choice.index, "index")),
        r.number(toolCall.index, "index"),
        r.string(toolCall.id, "id"),
        r.string(custom.name, "name"),
        r.string(custom.input, "input"),
      );
    }
    if (
      (r.string(functionCall.name, "name") ?? op.argumentDelta(functionCall.arguments)) !==
      undefined
    )
      s.tool(
        op.index(r.number(choice.index, "index")),
        undefined,
        undefined,
        r.string(functionCall.name, "name"),
        op.argumentDelta(functionCall.arguments),
      );
    for (const annotation of op.objects(delta.annotations)) {
      const urlCitation = r.object(annotation.url_citation, "url_citation");
      if (annotation.type === "url_citation")
        s.citation(op.index(r.number(choice.index, "index")), {
          kind: "url",
          url: r.string(urlCitation.url, "url"),
          title: r.string(urlCitation.title, "title"),
          start: r.number(urlCitation.start_index, "start_index"),
          end: r.number(urlCitation.end_index, "end_index"),
        });
    }
    if (op.isObject(choice.logprobs))
      s.logprobs(
        op.index(r.number(choice.index, "index")),
        choice.logprobs as Record<string, unknown>,
      );
    if (choice.finish_reason != null)
      s.finish(
        op.index(r.number(choice.index, "index")),
        r.string(choice.finish_reason, "finish_reason"),
      );
  }
  if (w.usage != null) s.usage(w.usage);
  if (xGroq.usage != null) s.usage(xGroq.usage);
}

/** The provider as the registry holds it. */
export const provider: op.Provider = {
  id: "groq",
  name: "Groq",
  dialect: "openai-chat",
  base_url: "https://api.groq.com/openai/v1",
  keys: ["GROQ_API_KEY"],
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
        message: ["error.message", "message", "error", "detail", "errors.0.message"],
        type: ["error.type", "type", "error_type"],
        code: ["error.code", "code"],
        param: ["error.param", "param"],
        inside: [{ error: "*" }, { object: "error" }, { type: "error" }],
        read: [
          { code: "tool_use_failed", is: "bad_request" },
          { status: 413, is: "too_large" },
          { status: 498, is: "overloaded" },
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
    },
  },
  ...op.catalogue(() => import("../models/groq.ts")),
};
