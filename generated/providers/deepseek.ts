// Generated from providers/deepseek.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import type { Json } from "../../runtime/json.ts";
import type { Reader } from "../../runtime/reader.ts";
import type * as Hub from "../hub.types.ts";
import {
  REASONING,
  SERVICE_TIER,
  TEXT,
  TEXT_IMAGE_AUDIO_FILE_VIDEO,
  REASONING_2,
  REFUSAL,
  TOOL_CALL,
  AUDIO,
  AUDIO_FORMAT_OUT,
  KNOWN_TEXT,
  KNOWN_IMAGE_DATA,
  KNOWN_IMAGE_URL,
  AUDIO_FORMAT,
  KNOWN_AUDIO_DATA,
  KNOWN_FILE_DATA,
  KNOWN_FILE_ID,
  KNOWN_FILE_URL,
  KNOWN_REFUSAL,
  KNOWN_REASONING,
  KNOWN_REASONING_SUMMARY,
  KNOWN_REASONING_SEALED,
  KNOWN_TOOL_CALL_CUSTOM,
  KNOWN_TOOL_CALL,
  encodeCache,
  encodeTool,
  decodeCache,
  encodeToolChoice,
  decodeFinish,
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
  "reasoning.budget": "the API takes an effort",
  "reasoning.visible": "the API never shows it",
  "reasoning.display": "the API never shows it",
  "reasoning.summary": "the API never shows it",
  n: "DeepSeek does not support it",
  seed: "DeepSeek does not support it",
  logit_bias: "DeepSeek does not support it",
  user: "DeepSeek does not support it",
  parallel_tools: "DeepSeek does not support it",
  modalities: "DeepSeek does not support it",
  speech: "DeepSeek does not support it",
  prediction: "DeepSeek does not support it",
  web_search: "DeepSeek does not support it",
  service_tier: "DeepSeek does not support it",
  store: "DeepSeek does not support it",
  metadata: "DeepSeek does not support it",
  verbosity: "DeepSeek does not support it",
  cache_key: "DeepSeek does not support it",
  cache_retention: "DeepSeek does not support it",
  "output.name": "DeepSeek does not take it",
  "output.description": "DeepSeek does not take it",
  "output.schema": "DeepSeek does not take it",
  "output.strict": "DeepSeek does not take it",
} as const;

const EFFORT_OUT = {
  low: "low",
  high: "high",
  max: "max",
  minimal: "low",
  medium: "high",
  xhigh: "max",
} as const;

const MESSAGES = {
  system: "stay",
  passes: [["tool_media_to_user", null]],
  replay: "text",
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

/** @generated from deepseek#/request/body/response_format */
function encodeResponseFormat(h: Hub.Request, c: op.Encoding): unknown {
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
      return c.lost("output", "dropped", "the API takes JSON mode without a schema");
  }
  return undefined;
}

/** @generated from deepseek#/request/body/thinking */
function encodeThinking(h: Hub.Request, c: op.Encoding): unknown {
  switch (h.reasoning?.mode) {
    case "off":
      return {
        type: "disabled",
      };
    case "on":
      return {
        type: "enabled",
      };
    case "budget":
      return {
        type: "enabled",
      };
    case "adaptive":
      return {
        type: "enabled",
      };
  }
  return undefined;
}

/**
 * The request as the upstream takes it.
 * @generated from deepseek#/request
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
      logprobs: h.logprobs,
      top_logprobs: h.top_logprobs,
      stop: h.stop,
      stream: h.stream,
      stream_options: op.some({
        include_usage: h.stream_usage,
      }),
      tools: op.tools(h.tools, encodeTool, c),
      tool_choice: encodeToolChoice(h, c),
      response_format: encodeResponseFormat(h, c),
      reasoning_effort: op.word(h.reasoning?.effort, EFFORT_OUT),
      thinking: encodeThinking(h, c),
    }),
    h.rest,
    "openai-chat",
    c,
  );
}

/** @generated from deepseek#/messages */
function encodeMessages(h: Hub.Request, c: op.Encoding): unknown[] {
  return h.messages.flatMap((m) => encodeMessage(m, c));
}

/** @generated from deepseek#/messages/roles */
function encodeMessage(m: Hub.Message, c: op.Encoding): unknown {
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

/** @generated from deepseek#/messages/roles/assistant */
function decodeAnswerMessage(w: Json, r: Reader): { parts: Hub.Part[] } {
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

/** @generated from deepseek#/parts */
function encodePart(p: Hub.Part, c: op.Encoding): unknown {
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

/** @generated from deepseek#/parts */
function decodePart(w: Json, r: Reader): Hub.Part | undefined {
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

/** @generated from deepseek#/usage */
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
      r.number(promptTokensDetails.cached_tokens, "prompt_tokens_details.cached_tokens") ??
        r.number(w.prompt_cache_hit_tokens, "prompt_cache_hit_tokens"),
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
    cache_read:
      r.number(promptTokensDetails.cached_tokens, "prompt_tokens_details.cached_tokens") ??
      r.number(w.prompt_cache_hit_tokens, "prompt_cache_hit_tokens"),
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
 * The upstream's answer, as the hub says it.
 * @generated from deepseek#/answer
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

/**
 * One message of the upstream's stream, told to the stream machine.
 * @generated from deepseek#/stream/events
 */
function decodeEvent(w: Json, s: op.StreamMachine, r: Reader): void {
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

/** The provider as the registry holds it. */
export const provider: op.Provider = {
  id: "deepseek",
  name: "DeepSeek",
  dialect: "openai-chat",
  base_url: "https://api.deepseek.com",
  keys: ["DEEPSEEK_API_KEY"],
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
          { status: 402, is: "billing" },
          { message: "maximum context length", is: "context_length" },
          { code: "invalid_request_error", is: "bad_request" },
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
  ...op.catalogue(() => import("../models/deepseek.ts")),
};
