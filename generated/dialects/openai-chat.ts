// Generated from providers/dialects/openai-chat.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import type { Json } from "../../runtime/json.ts";
import type { Reader } from "../../runtime/reader.ts";
import type * as Hub from "../hub.types.ts";

export const KNOWN_TOOL = {
  type: 1,
  custom: { name: 1, description: 1, format: 1 },
  function: { name: 1, description: 1, parameters: 1, strict: 1 },
  cache_control: 1,
} as const;

export const LOST = {
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
} as const;

export const REASONING = { style: "effort" } as const;

export const KNOWN = {
  model: 1,
  messages: 1,
  max_completion_tokens: 1,
  max_tokens: 1,
  temperature: 1,
  top_p: 1,
  frequency_penalty: 1,
  presence_penalty: 1,
  logit_bias: 1,
  logprobs: 1,
  top_logprobs: 1,
  n: 1,
  seed: 1,
  stop: 1,
  stream: 1,
  stream_options: { include_usage: 1 },
  tools: 1,
  tool_choice: 1,
  parallel_tool_calls: 1,
  response_format: 1,
  reasoning_effort: 1,
  reasoning: { effort: 1, max_tokens: 1, exclude: 1 },
  verbosity: 1,
  modalities: 1,
  audio: 1,
  prediction: 1,
  web_search_options: 1,
  service_tier: 1,
  store: 1,
  metadata: 1,
  prompt_cache_key: 1,
  prompt_cache_retention: 1,
  safety_identifier: 1,
  user: 1,
  cache_control: 1,
  top_k: 1,
  min_p: 1,
  repetition_penalty: 1,
} as const;

export const MUST_OUT = { true: "required", false: "auto" } as const;

export const SCHEMA_STRICT = { close_objects: false } as const;

export const EFFORT_OUT = {
  none: "none",
  minimal: "minimal",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
} as const;

export const SERVICE_TIER_OUT = {
  auto: "auto",
  standard: "default",
  flex: "flex",
  scale: "scale",
  priority: "priority",
  fast: "fast",
} as const;

export const MUST = { required: true, auto: false } as const;

export const EFFORT = {
  none: "none",
  minimal: "minimal",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
} as const;

export const SERVICE_TIER = {
  auto: "auto",
  default: "standard",
  flex: "flex",
  scale: "scale",
  priority: "priority",
  fast: "fast",
} as const;

export const MESSAGES = {
  system: "stay",
  passes: [["tool_media_to_user", null]],
  replay: "none",
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

export const TEXT = ["text"] as const;

export const TEXT_IMAGE_AUDIO_FILE_VIDEO = ["text", "image", "audio", "file", "video"] as const;

export const REASONING_2 = ["reasoning"] as const;

export const REFUSAL = ["refusal"] as const;

export const TOOL_CALL = ["tool_call"] as const;

export const AUDIO = ["audio"] as const;

export const KNOWN_SYSTEM_MESSAGE = { role: 1, content: 1, name: 1 } as const;

export const KNOWN_USER_MESSAGE = { role: 1, content: 1, name: 1 } as const;

export const KNOWN_ASSISTANT_MESSAGE = {
  role: 1,
  reasoning_content: 1,
  reasoning: 1,
  reasoning_details: 1,
  content: 1,
  refusal: 1,
  tool_calls: 1,
  function_call: 1,
  audio: 1,
  annotations: 1,
  name: 1,
} as const;

export const AUDIO_FORMAT_OUT = {
  "audio/wav": "wav",
  "audio/mpeg": "mp3",
  "audio/aac": "aac",
  "audio/flac": "flac",
  "audio/opus": "opus",
  "audio/pcm": "pcm16",
  "audio/mp3": "mp3",
  "audio/x-wav": "wav",
  "audio/wave": "wav",
} as const;

export const KNOWN_TEXT = { type: 1, text: 1, cache_control: 1 } as const;

export const KNOWN_IMAGE_DATA = {
  type: 1,
  image_url: { url: 1, detail: 1 },
  cache_control: 1,
} as const;

export const KNOWN_IMAGE_URL = { type: 1, image_url: 1, cache_control: 1 } as const;

export const AUDIO_FORMAT = {
  wav: "audio/wav",
  mp3: "audio/mpeg",
  aac: "audio/aac",
  flac: "audio/flac",
  opus: "audio/opus",
  pcm16: "audio/pcm",
} as const;

export const KNOWN_AUDIO_DATA = { type: 1, input_audio: { data: 1, format: 1 } } as const;

export const KNOWN_FILE_DATA = {
  type: 1,
  file: { file_data: 1, filename: 1 },
  cache_control: 1,
} as const;

export const KNOWN_FILE_ID = { type: 1, file: { file_id: 1, filename: 1 } } as const;

export const KNOWN_FILE_URL = {
  type: 1,
  file: { file_data: 1, filename: 1 },
  cache_control: 1,
} as const;

export const KNOWN_VIDEO_URL = { type: 1, video_url: { url: 1 } } as const;

export const KNOWN_REFUSAL = { type: 1, refusal: 1 } as const;

export const KNOWN_REASONING = { type: 1, text: 1, signature: 1, format: 1, id: 1 } as const;

export const KNOWN_REASONING_SUMMARY = { type: 1, summary: 1, id: 1 } as const;

export const KNOWN_REASONING_SEALED = { type: 1, data: 1, format: 1, id: 1 } as const;

export const KNOWN_TOOL_CALL_CUSTOM = { id: 1, type: 1, custom: { name: 1, input: 1 } } as const;

export const KNOWN_TOOL_CALL = {
  id: 1,
  type: 1,
  function: { name: 1, arguments: 1 },
  extra_content: { google: { thought_signature: 1 } },
} as const;

export const FINISH_WORDS = ["stop", "length", "tool_calls", "content_filter"] as const;

export const SEALED = { from: ["text"] } as const;

/** @generated from openai-chat#/shapes/cache */
export function encodeCache(v: Hub.CacheMark): unknown {
  return {
    type: "ephemeral",
    ttl: v.ttl,
  };
}

/** @generated from openai-chat#/tools */
export function encodeTool(t: Hub.Tool, c: op.Encoding): unknown {
  switch (t.kind) {
    case "custom":
      return {
        type: "custom",
        custom: op.some({
          name: t.name,
          description: t.description,
          format: t.format,
        }),
      };
    case "function":
      return op.withRest(
        {
          type: "function",
          function: op.some({
            name: t.name,
            description: t.description,
            parameters: t.parameters,
            strict: t.strict,
          }),
          cache_control: op.map(t.cache, encodeCache),
        },
        t.rest,
        "openai-chat",
        c,
      );
    default:
      return op.opaqueTool(t, "openai-chat", c);
  }
}

/** @generated from openai-chat#/shapes/cache */
export function decodeCache(w: Json, r: Reader): Hub.CacheMark {
  return {
    ttl: r.string(w.ttl, "ttl"),
  } as Hub.CacheMark;
}

/** @generated from openai-chat#/tools */
export function decodeTool(w: Json, r: Reader): Hub.Tool | undefined {
  if (w.type === "custom") {
    const custom = r.object(w.custom, "custom");
    return {
      kind: "custom",
      name: r.string(custom.name, "custom.name"),
      description: r.string(custom.description, "custom.description"),
      format: r.dict(custom.format, "custom.format"),
      rest: r.rest(w, KNOWN_TOOL, "openai-chat"),
    } as Hub.Tool;
  }
  if ((w.type === "function" || w.type == null) && w.function != null) {
    const functionValue = r.object(w.function, "function");
    return {
      kind: "function",
      name: r.string(functionValue.name, "function.name"),
      description: r.string(functionValue.description, "function.description"),
      parameters: r.dict(functionValue.parameters, "function.parameters"),
      strict: r.boolean(functionValue.strict, "function.strict"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_TOOL, "openai-chat"),
    } as Hub.Tool;
  }
  return op.readOpaqueTool(w, "openai-chat");
}

/** @generated from openai-chat#/request/body/tool_choice */
export function encodeToolChoice(h: Hub.Request, c: op.Encoding): unknown {
  switch (h.tool_choice?.mode) {
    case "auto":
      return "auto";
    case "none":
      return "none";
    case "required":
      return "required";
    case "tool":
      return {
        type: "function",
        function: op.some({
          name: h.tool_choice?.name,
        }),
      };
    case "allowed":
      return {
        type: "allowed_tools",
        allowed_tools: op.some({
          mode: op.word(h.tool_choice?.must, MUST_OUT),
          tools: op.each(h.tool_choice?.names, (v) => ({
            type: "function",
            function: op.some({
              name: v,
            }),
          })),
        }),
      };
  }
  return undefined;
}

/** @generated from openai-chat#/request/body/response_format */
export function encodeResponseFormat(h: Hub.Request, c: op.Encoding): unknown {
  switch (h.output?.type) {
    case "text":
      return {
        type: "text",
      };
    case "json":
      return {
        type: "json_object",
      };
    case "schema":
      return {
        type: "json_schema",
        json_schema: {
          name: h.output?.name ?? "answer",
          description: h.output?.description,
          schema: c.schema("output.schema", h.output?.schema, SCHEMA_STRICT),
          strict: h.output?.strict,
        },
      };
  }
  return undefined;
}

/**
 * The request as the upstream takes it.
 * @generated from openai-chat#/request
 */
export function encodeRequest(request: Hub.Request, c: op.Encoding): op.Wire {
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
      reasoning_effort: op.word(h.reasoning?.effort, EFFORT_OUT),
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
    }),
    h.rest,
    "openai-chat",
    c,
  );
}

/** @generated from openai-chat#/request/body/tool_choice */
export function decodeToolChoice(w: unknown, r: Reader): op.Partial<Hub.Request> | undefined {
  if (w == null || w === "") return undefined;
  if (w === "auto")
    return {
      tool_choice: { mode: "auto" },
    };
  if (w === "none")
    return {
      tool_choice: { mode: "none" },
    };
  if (w === "required")
    return {
      tool_choice: { mode: "required" },
    };
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "function") {
      const functionValue = r.object(v.function, "tool_choice.function");
      return {
        tool_choice: {
          mode: "tool",
          name: r.string(functionValue.name, "tool_choice.function.name"),
        },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "allowed_tools") {
      const allowedTools = r.object(v.allowed_tools, "tool_choice.allowed_tools");
      return {
        tool_choice: {
          mode: "allowed",
          must: r.word(allowedTools.mode, "tool_choice.allowed_tools.mode", MUST),
          names: r.each(allowedTools.tools, "tool_choice.allowed_tools.tools", (v) => {
            const functionValue = r.object(v.function, "function");
            return r.string(functionValue.name, "function.name");
          }),
        },
      };
    }
  }
  return r.unknown("tool_choice", w);
}

/** @generated from openai-chat#/request/body/response_format */
export function decodeResponseFormat(w: unknown, r: Reader): op.Partial<Hub.Request> | undefined {
  if (w == null || w === "") return undefined;
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "text") {
      return {
        output: { type: "text" },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "json_object") {
      return {
        output: { type: "json" },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "json_schema") {
      const jsonSchema = r.object(v.json_schema, "response_format.json_schema");
      return {
        output: {
          type: "schema",
          name: r.string(jsonSchema.name, "response_format.json_schema.name"),
          description: r.string(jsonSchema.description, "response_format.json_schema.description"),
          schema: r.dict(jsonSchema.schema, "response_format.json_schema.schema"),
          strict: r.boolean(jsonSchema.strict, "response_format.json_schema.strict"),
        },
      };
    }
  }
  return r.unknown("response_format", w);
}

/**
 * What a client asks, as the hub says it.
 * @generated from openai-chat#/request
 */
export function decodeRequest(w: Json, r: Reader): Hub.Request {
  r.require(w, ["model", "messages"]);
  const streamOptions = r.object(w.stream_options, "stream_options");
  const reasoning = r.object(w.reasoning, "reasoning");
  return op.merge<Hub.Request>(
    {
      model: r.string(w.model, "model"),
      messages: decodeMessages(w.messages, "messages", r),
      max_tokens:
        r.number(w.max_completion_tokens, "max_completion_tokens") ??
        r.number(w.max_tokens, "max_tokens"),
      temperature: r.number(w.temperature, "temperature"),
      top_p: r.number(w.top_p, "top_p"),
      frequency_penalty: r.number(w.frequency_penalty, "frequency_penalty"),
      presence_penalty: r.number(w.presence_penalty, "presence_penalty"),
      logit_bias: r.dict(w.logit_bias, "logit_bias"),
      logprobs: r.boolean(w.logprobs, "logprobs"),
      top_logprobs: r.number(w.top_logprobs, "top_logprobs"),
      n: r.number(w.n, "n"),
      seed: r.number(w.seed, "seed"),
      stop: r.strings(w.stop, "stop"),
      stream: r.boolean(w.stream, "stream"),
      stream_usage: r.boolean(streamOptions.include_usage, "stream_options.include_usage"),
      tools: r.each(w.tools, "tools", (tool) => decodeTool(tool, r)),
      parallel_tools: r.boolean(w.parallel_tool_calls, "parallel_tool_calls"),
      reasoning: op.some({
        effort:
          r.word(w.reasoning_effort, "reasoning_effort", EFFORT) ??
          r.word(reasoning.effort, "reasoning.effort", EFFORT),
        budget: r.number(reasoning.max_tokens, "reasoning.max_tokens"),
        visible: op.not(r.boolean(reasoning.exclude, "reasoning.exclude")),
      }),
      verbosity: r.string(w.verbosity, "verbosity"),
      modalities: r.strings(w.modalities, "modalities"),
      speech: r.dict(w.audio, "audio"),
      prediction: r.dict(w.prediction, "prediction"),
      web_search: r.dict(w.web_search_options, "web_search_options"),
      service_tier: r.word(w.service_tier, "service_tier", SERVICE_TIER),
      store: r.boolean(w.store, "store"),
      metadata: r.dict(w.metadata, "metadata"),
      cache_key: r.string(w.prompt_cache_key, "prompt_cache_key"),
      cache_retention: r.string(w.prompt_cache_retention, "prompt_cache_retention"),
      user: r.string(w.safety_identifier, "safety_identifier") ?? r.string(w.user, "user"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      top_k: r.number(w.top_k, "top_k"),
      min_p: r.number(w.min_p, "min_p"),
      repetition_penalty: r.number(w.repetition_penalty, "repetition_penalty"),
      rest: r.rest(w, KNOWN, "openai-chat"),
    },
    decodeToolChoice(w.tool_choice, r),
    decodeResponseFormat(w.response_format, r),
  );
}

/** @generated from openai-chat#/messages */
export function encodeMessages(h: Hub.Request, c: op.Encoding): unknown[] {
  return h.messages.flatMap((m) => encodeMessage(m, c));
}

/** @generated from openai-chat#/messages/roles */
export function encodeMessage(m: Hub.Message, c: op.Encoding): unknown {
  switch (m.role) {
    case "system":
      c.leftover(m.parts, ["text"]);
      return op.withRest(
        {
          role: "system",
          content: op.textOrList(m.parts, TEXT, encodePart, c),
          name: m.name,
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
          name: m.name,
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
          name: m.name,
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

/** @generated from openai-chat#/messages/roles/assistant */
export function encodeAnswerMessage(m: Hub.Choice, c: op.Encoding): unknown {
  return {
    role: "assistant",
    reasoning_content: op.text(m.parts, REASONING_2, ""),
    reasoning_details: op.signed(m.parts, encodePart, c),
    content: op.text(m.parts, TEXT, "") ?? null,
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
  };
}

/** @generated from openai-chat#/messages */
export function decodeMessages(w: unknown, path: string, r: Reader): Hub.Message[] {
  return op.afterReading(r.each(w, path, (m) => decodeMessage(m, r)) ?? [], ["match_tool_results"]);
}

/** @generated from openai-chat#/messages/roles */
export function decodeMessage(w: Json, r: Reader): Hub.Message | undefined {
  if (w.role === "system" || w.role === "developer") {
    return {
      role: "system",
      parts: op.readParts(w.content, "content", r, decodePart, "text") ?? [],
      name: r.string(w.name, "name"),
      rest: r.rest(w, KNOWN_SYSTEM_MESSAGE, "openai-chat"),
    } as Hub.Message;
  }
  if (w.role === "user") {
    return {
      role: "user",
      parts: op.readParts(w.content, "content", r, decodePart, "text") ?? [],
      name: r.string(w.name, "name"),
      rest: r.rest(w, KNOWN_USER_MESSAGE, "openai-chat"),
    } as Hub.Message;
  }
  if (w.role === "assistant") {
    return {
      role: "assistant",
      parts:
        op.cite(
          op.concat(
            op.filled(w.reasoning_details)
              ? undefined
              : op.readText(w.reasoning_content, "reasoning_content", r, "reasoning", decodePart),
            op.filled(w.reasoning_details) || op.filled(w.reasoning_content)
              ? undefined
              : op.readText(w.reasoning, "reasoning", r, "reasoning", decodePart),
            op.readParts(
              op.joinPieces(w.reasoning_details, "index"),
              "reasoning_details",
              r,
              (item, reader) => op.only(decodePart(item, reader), ["reasoning"]),
              "reasoning",
            ),
            op.readParts(w.content, "content", r, decodePart, "text"),
            op.readText(w.refusal, "refusal", r, "refusal", decodePart),
            op.readParts(w.tool_calls, "tool_calls", r, decodePart, "tool_call"),
            op.filled(w.tool_calls)
              ? undefined
              : op.readOne(w.function_call, "function_call", r, (v) => {
                  return {
                    kind: "tool_call",
                    name: r.string(v.name, "name"),
                    arguments: op.argumentText(v.arguments),
                  } as Hub.ToolCall;
                }),
            op.readOne(w.audio, "audio", r, (v) => {
              return {
                kind: "audio",
                source: "id",
                id: r.string(v.id, "id"),
                data: r.string(v.data, "data"),
                expires: r.number(v.expires_at, "expires_at"),
                transcript: r.string(v.transcript, "transcript"),
              } as Hub.Audio;
            }),
          ),
          r.each(w.annotations, "annotations", (v) => {
            const urlCitation = r.object(v.url_citation, "url_citation");
            return {
              kind: "url",
              url: r.string(urlCitation.url, "url_citation.url"),
              title: r.string(urlCitation.title, "url_citation.title"),
              start: r.number(urlCitation.start_index, "url_citation.start_index"),
              end: r.number(urlCitation.end_index, "url_citation.end_index"),
            } as Hub.Citation;
          }),
        ) ?? [],
      name: r.string(w.name, "name"),
      rest: r.rest(w, KNOWN_ASSISTANT_MESSAGE, "openai-chat"),
    } as Hub.Message;
  }
  if (w.role === "tool") {
    const result = {
      kind: "tool_result",
      call_id: r.string(w.tool_call_id, "tool_call_id"),
      parts: op.readParts(w.content, "content", r, decodePart, "text") ?? [],
    } as Hub.ToolResult;
    return { role: "tool", parts: [result] };
  }
  return r.unknown("role", w.role);
}

/** @generated from openai-chat#/messages/roles/assistant */
export function decodeAnswerMessage(w: Json, r: Reader): { parts: Hub.Part[] } {
  return {
    parts:
      op.cite(
        op.concat(
          op.filled(w.reasoning_details)
            ? undefined
            : op.readText(w.reasoning_content, "reasoning_content", r, "reasoning", decodePart),
          op.filled(w.reasoning_details) || op.filled(w.reasoning_content)
            ? undefined
            : op.readText(w.reasoning, "reasoning", r, "reasoning", decodePart),
          op.readParts(
            op.joinPieces(w.reasoning_details, "index"),
            "reasoning_details",
            r,
            (item, reader) => op.only(decodePart(item, reader), ["reasoning"]),
            "reasoning",
          ),
          op.readParts(w.content, "content", r, decodePart, "text"),
          op.readText(w.refusal, "refusal", r, "refusal", decodePart),
          op.readParts(w.tool_calls, "tool_calls", r, decodePart, "tool_call"),
          op.filled(w.tool_calls)
            ? undefined
            : op.readOne(w.function_call, "function_call", r, (v) => {
                return {
                  kind: "tool_call",
                  name: r.string(v.name, "name"),
                  arguments: op.argumentText(v.arguments),
                } as Hub.ToolCall;
              }),
          op.readOne(w.audio, "audio", r, (v) => {
            return {
              kind: "audio",
              source: "id",
              id: r.string(v.id, "id"),
              data: r.string(v.data, "data"),
              expires: r.number(v.expires_at, "expires_at"),
              transcript: r.string(v.transcript, "transcript"),
            } as Hub.Audio;
          }),
        ),
        r.each(w.annotations, "annotations", (v) => {
          const urlCitation = r.object(v.url_citation, "url_citation");
          return {
            kind: "url",
            url: r.string(urlCitation.url, "url_citation.url"),
            title: r.string(urlCitation.title, "url_citation.title"),
            start: r.number(urlCitation.start_index, "url_citation.start_index"),
            end: r.number(urlCitation.end_index, "url_citation.end_index"),
          } as Hub.Citation;
        }),
      ) ?? [],
  };
}

/** @generated from openai-chat#/parts */
export function encodePart(p: Hub.Part, c: op.Encoding): unknown {
  switch (p.kind) {
    case "text":
      return op.withRest(
        {
          type: "text",
          text: p.text,
          cache_control: op.map(p.cache, encodeCache),
        },
        p.rest,
        "openai-chat",
        c,
      );
    case "image":
      switch (p.source) {
        case "data":
          return op.withRest(
            {
              type: "image_url",
              image_url: op.some({
                url: op.dataUrl(p.media_type, p.data),
                detail: p.detail,
              }),
              cache_control: op.map(p.cache, encodeCache),
            },
            p.rest,
            "openai-chat",
            c,
          );
        case "url":
          return op.withRest(
            p.url !== undefined
              ? {
                  type: "image_url",
                  image_url: op.some({
                    url: p.url,
                    detail: p.detail,
                  }),
                  cache_control: op.map(p.cache, encodeCache),
                }
              : undefined,
            p.rest,
            "openai-chat",
            c,
          );
        default:
          return c.lostPart(p);
      }
    case "audio":
      switch (p.source) {
        case "data":
          return op.withRest(
            {
              type: "input_audio",
              input_audio: op.some({
                data: p.data,
                format: op.word(p.media_type, AUDIO_FORMAT_OUT),
              }),
            },
            p.rest,
            "openai-chat",
            c,
          );
        default:
          return c.lostPart(p);
      }
    case "file":
      switch (p.source) {
        case "data":
          return op.withRest(
            {
              type: "file",
              file: op.some({
                file_data: op.dataUrl(p.media_type, p.data),
                filename: p.name,
              }),
              cache_control: op.map(p.cache, encodeCache),
            },
            p.rest,
            "openai-chat",
            c,
          );
        case "id":
          return op.withRest(
            {
              type: "file",
              file: op.some({
                file_id: p.id,
                filename: p.name,
              }),
            },
            p.rest,
            "openai-chat",
            c,
          );
        case "url":
          return op.withRest(
            {
              type: "file",
              file: op.some({
                file_data: p.url,
                filename: p.name,
              }),
              cache_control: op.map(p.cache, encodeCache),
            },
            p.rest,
            "openai-chat",
            c,
          );
        case "text":
          return encodePart(op.asText(p), c);
        default:
          return c.lostPart(p);
      }
    case "video":
      switch (p.source) {
        case "url":
          return op.withRest(
            {
              type: "video_url",
              video_url: op.some({
                url: p.url,
              }),
            },
            p.rest,
            "openai-chat",
            c,
          );
        default:
          return c.lostPart(p);
      }
    case "refusal":
      return op.withRest(
        {
          type: "refusal",
          refusal: p.text,
        },
        p.rest,
        "openai-chat",
        c,
      );
    case "reasoning":
      if (p.summary === true)
        return op.withRest(
          {
            type: "reasoning.summary",
            summary: p.text,
            id: p.id,
          },
          p.rest,
          "openai-chat",
          c,
        );
      if (p.data !== undefined)
        return op.withRest(
          {
            type: "reasoning.encrypted",
            data: p.data?.value,
            format: p.data?.issuer,
            id: p.id,
          },
          p.rest,
          "openai-chat",
          c,
        );
      return op.withRest(
        {
          type: "reasoning.text",
          text: p.text,
          signature: p.signature?.value,
          format: p.signature?.issuer,
          id: p.id,
        },
        p.rest,
        "openai-chat",
        c,
      );
    case "tool_call":
      if (p.custom === true)
        return op.withRest(
          {
            id: p.id,
            type: "custom",
            custom: op.some({
              name: p.name,
              input: p.arguments,
            }),
          },
          p.rest,
          "openai-chat",
          c,
        );
      if (p.server === true) return c.lostPart(p);
      return op.withRest(
        {
          id: p.id,
          type: "function",
          function: op.some({
            name: p.name,
            arguments: p.arguments,
          }),
          extra_content: op.some({
            google: op.some({
              thought_signature: op.unseal(p.signature, "google", true),
            }),
          }),
        },
        p.rest,
        "openai-chat",
        c,
      );
    default:
      return c.lostPart(p);
  }
}

/** @generated from openai-chat#/parts */
export function decodePart(w: Json, r: Reader): Hub.Part | undefined {
  if (w.type === "text") {
    return {
      kind: "text",
      text: r.string(w.text, "text"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_TEXT, "openai-chat"),
    } as Hub.Text;
  }
  if (w.type === "image_url" && op.isDataUrl(op.at(w, "image_url").url)) {
    const imageUrl = r.object(w.image_url, "image_url");
    const dataUrl = op.readDataUrl(imageUrl.url);
    return {
      kind: "image",
      source: "data",
      media_type: dataUrl?.media_type,
      data: dataUrl?.data,
      detail: r.string(imageUrl.detail, "image_url.detail"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_IMAGE_DATA, "openai-chat"),
    } as Hub.Image;
  }
  if (w.type === "image_url" && op.at(w, "image_url").url != null) {
    const imageUrl = r.object(w.image_url, "image_url");
    return {
      kind: "image",
      source: "url",
      url: r.string(imageUrl.url, "image_url.url"),
      detail: r.string(imageUrl.detail, "image_url.detail"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_IMAGE_URL, "openai-chat"),
    } as Hub.Image;
  }
  if (w.type === "image_url") {
    return {
      kind: "image",
      source: "url",
      url: r.string(w.image_url, "image_url"),
      rest: r.rest(w, KNOWN_IMAGE_URL, "openai-chat"),
    } as Hub.Image;
  }
  if (w.type === "input_audio") {
    const inputAudio = r.object(w.input_audio, "input_audio");
    return {
      kind: "audio",
      source: "data",
      data: r.string(inputAudio.data, "input_audio.data"),
      media_type: r.word(inputAudio.format, "input_audio.format", AUDIO_FORMAT),
      rest: r.rest(w, KNOWN_AUDIO_DATA, "openai-chat"),
    } as Hub.Audio;
  }
  if (w.type === "file" && op.isDataUrl(op.at(w, "file").file_data)) {
    const file = r.object(w.file, "file");
    const dataUrl = op.readDataUrl(file.file_data);
    return {
      kind: "file",
      source: "data",
      media_type: dataUrl?.media_type,
      data: dataUrl?.data,
      name: r.string(file.filename, "file.filename"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_FILE_DATA, "openai-chat"),
    } as Hub.File;
  }
  if (w.type === "file") {
    const file = r.object(w.file, "file");
    return {
      kind: "file",
      source: "id",
      id: r.string(file.file_id, "file.file_id"),
      name: r.string(file.filename, "file.filename"),
      rest: r.rest(w, KNOWN_FILE_ID, "openai-chat"),
    } as Hub.File;
  }
  if (w.type === "file") {
    const file = r.object(w.file, "file");
    return {
      kind: "file",
      source: "url",
      url: r.string(file.file_data, "file.file_data"),
      name: r.string(file.filename, "file.filename"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_FILE_URL, "openai-chat"),
    } as Hub.File;
  }
  if (w.type === "video_url") {
    const videoUrl = r.object(w.video_url, "video_url");
    return {
      kind: "video",
      source: "url",
      url: r.string(videoUrl.url, "video_url.url"),
      rest: r.rest(w, KNOWN_VIDEO_URL, "openai-chat"),
    } as Hub.Video;
  }
  if (w.type === "refusal") {
    return {
      kind: "refusal",
      text: r.string(w.refusal, "refusal"),
      rest: r.rest(w, KNOWN_REFUSAL, "openai-chat"),
    } as Hub.Refusal;
  }
  if (w.type === "reasoning.text") {
    return {
      kind: "reasoning",
      text: r.string(w.text, "text"),
      signature: op.some({
        value: r.string(w.signature, "signature"),
        issuer: r.string(w.format, "format"),
      }),
      id: r.string(w.id, "id"),
      rest: r.rest(w, KNOWN_REASONING, "openai-chat"),
    } as Hub.ReasoningPart;
  }
  if (w.type === "reasoning.summary") {
    return {
      kind: "reasoning",
      summary: true,
      text: r.string(w.summary, "summary"),
      id: r.string(w.id, "id"),
      rest: r.rest(w, KNOWN_REASONING_SUMMARY, "openai-chat"),
    } as Hub.ReasoningPart;
  }
  if (w.type === "reasoning.encrypted") {
    return {
      kind: "reasoning",
      data: op.some({ value: r.string(w.data, "data"), issuer: r.string(w.format, "format") }),
      id: r.string(w.id, "id"),
      rest: r.rest(w, KNOWN_REASONING_SEALED, "openai-chat"),
    } as Hub.ReasoningPart;
  }
  if (w.type === "custom") {
    const custom = r.object(w.custom, "custom");
    return {
      kind: "tool_call",
      custom: true,
      id: r.string(w.id, "id"),
      name: r.string(custom.name, "custom.name"),
      arguments: r.string(custom.input, "custom.input"),
      rest: r.rest(w, KNOWN_TOOL_CALL_CUSTOM, "openai-chat"),
    } as Hub.ToolCall;
  }
  if ((w.type === "function" || w.type == null) && w.function != null) {
    const functionValue = r.object(w.function, "function");
    const extraContent = r.object(w.extra_content, "extra_content");
    const google = r.object(extraContent.google, "extra_content.google");
    return {
      kind: "tool_call",
      id: r.string(w.id, "id"),
      name: r.string(functionValue.name, "function.name"),
      arguments: op.argumentText(functionValue.arguments),
      signature: op.seal(
        r.string(google.thought_signature, "extra_content.google.thought_signature"),
        "google",
      ),
      rest: r.rest(w, KNOWN_TOOL_CALL, "openai-chat"),
    } as Hub.ToolCall;
  }
  return r.unknown("type", w.type);
}

/** @generated from openai-chat#/finish/read */
export function decodeFinish(f: op.FinishFacts): Hub.Finish {
  switch (f.word) {
    case "stop":
      return "stop";
    case "length":
      return "length";
    case "tool_calls":
      return "tool_calls";
    case "content_filter":
      return "content_filter";
    case "function_call":
      return "tool_calls";
    case "eos":
      return "stop";
    case "eos_token":
      return "stop";
    case "end_turn":
      return "stop";
    case "stop_sequence":
      return "stop";
    case "tool_call":
      return "tool_calls";
    case "tool_use":
      return "tool_calls";
    case "model_length":
      return "length";
    case "max_tokens":
      return "length";
    case "sensitive":
      return "content_filter";
    case "safety":
      return "content_filter";
    case "error":
      return "error";
    case "network_error":
      return "error";
    case "insufficient_system_resource":
      return "error";
    case "model_context_window_exceeded":
      return "context_window";
    default:
      return "unknown";
  }
}

/** @generated from openai-chat#/finish/write */
export function encodeFinish(f: op.FinishFacts): string | undefined {
  if (op.keepsWord(f, FINISH_WORDS, decodeFinish)) return f.word!;
  switch (f.finish) {
    case "stop":
      return "stop";
    case "length":
      return "length";
    case "tool_calls":
      return "tool_calls";
    case "content_filter":
      return "content_filter";
    case "refusal":
      return "content_filter";
    case "pause":
      return "stop";
    case "context_window":
      return "length";
    case "malformed":
      return "content_filter";
    case "error":
      return "content_filter";
    default:
      return undefined;
  }
}

/** @generated from openai-chat#/usage */
export function encodeUsage(u: Hub.Usage): op.Wire {
  return {
    prompt_tokens:
      op.sum(
        u.input,
        u.cache_read,
        u.cache_write,
        u.cache_write_5m,
        u.cache_write_1h,
        u.cache_write_30m,
        u.input_audio,
        u.input_image,
        u.input_video,
      ) ?? 0,
    completion_tokens: op.sum(u.output, u.reasoning, u.output_audio, u.output_image) ?? 0,
    total_tokens: u.total ?? op.total(u) ?? 0,
    prompt_tokens_details: op.some({
      cached_tokens: u.cache_read,
      cache_write_tokens: op.sum(
        u.cache_write,
        u.cache_write_5m,
        u.cache_write_1h,
        u.cache_write_30m,
      ),
      audio_tokens: u.input_audio,
      image_tokens: u.input_image,
    }),
    completion_tokens_details: op.some({
      reasoning_tokens: u.reasoning,
      audio_tokens: u.output_audio,
      image_tokens: u.output_image,
    }),
    cost: op.number(u.cost),
  } as op.Wire;
}

/** @generated from openai-chat#/usage */
export function decodeUsage(value: unknown, r: Reader): Hub.Usage | undefined {
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
      r.number(promptTokensDetails.cache_write_tokens, "prompt_tokens_details.cache_write_tokens"),
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
    cache_write: r.number(
      promptTokensDetails.cache_write_tokens,
      "prompt_tokens_details.cache_write_tokens",
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
 * An answer as a client of this dialect reads it.
 * @generated from openai-chat#/answer
 */
export function encodeAnswer(answer: Hub.Answer, c: op.Encoding): op.Wire {
  const a = op.tellSealedIn(answer, SEALED);
  return {
    id: a.id ?? c.id("chatcmpl-"),
    object: "chat.completion",
    created: a.created ?? c.now,
    model: a.model ?? c.model.id,
    choices: op.each(a.choices, (v) => ({
      index: v.index,
      message: encodeAnswerMessage(v, c),
      finish_reason: encodeFinish(op.facts(v)) ?? null,
      logprobs: v.logprobs ?? null,
    })),
    usage: op.map(a.usage, encodeUsage),
    service_tier: op.word(a.service_tier, SERVICE_TIER_OUT),
    system_fingerprint: a.fingerprint,
  } as op.Wire;
}

/**
 * The upstream's answer, as the hub says it.
 * @generated from openai-chat#/answer
 */
export function decodeAnswer(w: Json, r: Reader): Hub.Answer {
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

/**
 * The messages of a stream as a client of this dialect reads them.
 * @generated from openai-chat#/stream/events
 */
export const events: op.EventTemplates = {
  begin: (c, s) => ({
    id: s.id ?? c.id("chatcmpl-"),
    object: "chat.completion.chunk",
    created: s.created ?? c.now,
    model: s.model ?? c.model.id,
    service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
    system_fingerprint: s.fingerprint,
    choices: [
      {
        index: 0,
        delta: {
          role: "assistant",
          content: "",
        },
        finish_reason: null,
      },
    ],
  }),
  reasoning: (c, s, b, text) => ({
    id: s.id ?? c.id("chatcmpl-"),
    object: "chat.completion.chunk",
    created: s.created ?? c.now,
    model: s.model ?? c.model.id,
    service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
    system_fingerprint: s.fingerprint,
    choices: [
      {
        index: b.choice,
        delta: {
          reasoning_content: text,
          reasoning_details: [
            {
              type: "reasoning.text",
              text: text,
              index: b.index,
            },
          ],
        },
        finish_reason: null,
      },
    ],
  }),
  signature: (c, s, b, sealed) => ({
    id: s.id ?? c.id("chatcmpl-"),
    object: "chat.completion.chunk",
    created: s.created ?? c.now,
    model: s.model ?? c.model.id,
    service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
    system_fingerprint: s.fingerprint,
    choices: [
      {
        index: b.choice,
        delta: {
          reasoning_details: [
            {
              type: "reasoning.text",
              signature: sealed.value,
              format: sealed.issuer,
              index: b.index,
            },
          ],
        },
        finish_reason: null,
      },
    ],
  }),
  part: (c, s, b, part) => {
    const item =
      op.only(part, ["reasoning.sealed"]) === undefined ? undefined : encodePart(part, c);
    return item === undefined
      ? undefined
      : {
          id: s.id ?? c.id("chatcmpl-"),
          object: "chat.completion.chunk",
          created: s.created ?? c.now,
          model: s.model ?? c.model.id,
          service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
          system_fingerprint: s.fingerprint,
          choices: [
            {
              index: b.choice,
              delta: {
                reasoning_details: [item],
              },
              finish_reason: null,
            },
          ],
        };
  },
  text: (c, s, b, text) => ({
    id: s.id ?? c.id("chatcmpl-"),
    object: "chat.completion.chunk",
    created: s.created ?? c.now,
    model: s.model ?? c.model.id,
    service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
    system_fingerprint: s.fingerprint,
    choices: [
      {
        index: b.choice,
        delta: op.some({
          content: text,
        }),
        finish_reason: null,
      },
    ],
  }),
  refusal: (c, s, b, text) => ({
    id: s.id ?? c.id("chatcmpl-"),
    object: "chat.completion.chunk",
    created: s.created ?? c.now,
    model: s.model ?? c.model.id,
    service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
    system_fingerprint: s.fingerprint,
    choices: [
      {
        index: b.choice,
        delta: op.some({
          refusal: text,
        }),
        finish_reason: null,
      },
    ],
  }),
  tool: (c, s, b, text) => ({
    id: s.id ?? c.id("chatcmpl-"),
    object: "chat.completion.chunk",
    created: s.created ?? c.now,
    model: s.model ?? c.model.id,
    service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
    system_fingerprint: s.fingerprint,
    choices: [
      {
        index: b.choice,
        delta: {
          tool_calls: [
            op.some({
              index: b.tool,
              id: b.id,
              type: b.id === undefined ? undefined : "function",
              function: op.some({
                name: b.name,
                arguments: text,
              }),
              extra_content: op.some({
                google: op.some({
                  thought_signature: op.unseal(op.toolSignature(b), "google", true),
                }),
              }),
            }),
          ],
        },
        finish_reason: null,
      },
    ],
  }),
  citation: (c, s, b, citation) =>
    citation?.url !== undefined
      ? {
          id: s.id ?? c.id("chatcmpl-"),
          object: "chat.completion.chunk",
          created: s.created ?? c.now,
          model: s.model ?? c.model.id,
          service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
          system_fingerprint: s.fingerprint,
          choices: [
            {
              index: b.choice,
              delta: {
                annotations: [
                  {
                    type: "url_citation",
                    url_citation: {
                      url: citation?.url,
                      title: citation?.title ?? "",
                      start_index: citation?.start ?? 0,
                      end_index: citation?.end ?? 0,
                    },
                  },
                ],
              },
              finish_reason: null,
            },
          ],
        }
      : undefined,
  logprobs: (c, s, b, logprobs) => ({
    id: s.id ?? c.id("chatcmpl-"),
    object: "chat.completion.chunk",
    created: s.created ?? c.now,
    model: s.model ?? c.model.id,
    service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
    system_fingerprint: s.fingerprint,
    choices: [
      {
        index: b.choice,
        delta: {},
        logprobs: logprobs,
        finish_reason: null,
      },
    ],
  }),
  finish: (c, s, f) => ({
    id: s.id ?? c.id("chatcmpl-"),
    object: "chat.completion.chunk",
    created: s.created ?? c.now,
    model: s.model ?? c.model.id,
    service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
    system_fingerprint: s.fingerprint,
    choices: [
      {
        index: f.choice,
        delta: {},
        finish_reason: encodeFinish(f) ?? null,
      },
    ],
  }),
  usage: (c, s) => ({
    id: s.id ?? c.id("chatcmpl-"),
    object: "chat.completion.chunk",
    created: s.created ?? c.now,
    model: s.model ?? c.model.id,
    service_tier: op.word(s.service_tier, SERVICE_TIER_OUT),
    system_fingerprint: s.fingerprint,
    choices: [],
    usage: op.map(s.usage, encodeUsage),
  }),
  fail: (c, error) => ({ error: error }),
};

/**
 * One message of the upstream's stream, told to the stream machine.
 * @generated from openai-chat#/stream/events
 */
export function decodeEvent(w: Json, s: op.StreamMachine, r: Reader): void {
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
  if (w.error != null) s.failed(w);
}

/**
 * Is this an error in spite of its status?
 * @generated from openai-chat#/errors/inside
 */
export function isError(w: Json): boolean {
  return w.error != null || w.object === "error" || w.type === "error";
}

/** @generated from openai-chat#/errors/body */
export function encodeErrorBody(e: op.ErrorWords): op.Wire {
  return {
    error: {
      message: e.message,
      type: e.type,
      param: e.param ?? null,
      code: e.code ?? null,
    },
  };
}

/** The dialect as the registry holds it. */
export const dialect: op.Dialect = {
  facts: {
    id: "openai-chat",
    name: "OpenAI Chat Completions",
    issuer: "openai",
    door: {
      routes: [{ method: "POST", path: "/v1/chat/completions" }],
      auth: [{ scheme: "bearer" }],
      request_id: "x-request-id",
      models: {
        path: "/v1/models",
        list: { object: "list", data: "$models" },
        item: { id: "$id", object: "model", created: 0, owned_by: "$provider" },
      },
    },
    choices: "many",
    sealed: { from: ["text"] },
    stream: { framing: "sse", done: "[DONE]" },
    errors: {
      message: ["error.message", "message", "error", "detail", "errors.0.message"],
      type: ["error.type", "type", "error_type"],
      code: ["error.code", "code"],
      param: ["error.param", "param"],
      inside: [{ error: "*" }, { object: "error" }, { type: "error" }],
      read: [
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
        unsupported: { status: 400, type: "invalid_request_error", code: "unsupported_parameter" },
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
    media_by_bytes: ["audio"],
    weights: { functions: "content", function_call: "constraint" },
  },
  encodeRequest,
  decodeRequest,
  encodeAnswer,
  decodeAnswer,
  events,
  decodeEvent,
  decodeUsage,
  decodeFinish,
  encodeFinish,
  encodeErrorBody,
  isError,
};
