// Generated from providers/dialects/anthropic.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import type { Json } from "../../runtime/json.ts";
import type { Reader } from "../../runtime/reader.ts";
import type * as Hub from "../hub.types.ts";

export const KNOWN_TOOL = {
  name: 1,
  description: 1,
  input_schema: 1,
  strict: 1,
  cache_control: 1,
} as const;

export const LOST = {
  n: "the API gives one choice",
  seed: "the API has no seed",
  min_p: "the API has no such parameter",
  frequency_penalty: "the API has no such parameter",
  presence_penalty: "the API has no such parameter",
  repetition_penalty: "the API has no such parameter",
  logit_bias: "the API has no such parameter",
  logprobs: "the API gives no log probabilities",
  top_logprobs: "the API gives no log probabilities",
  stream_usage: "usage is always sent",
  cache_key: "the cache is keyed by the prompt itself",
  cache_retention: "said per cache mark",
  cached_content: "the API has no cache objects",
  metadata: "the API only takes a user id",
  store: "the API has no such parameter",
  verbosity: "the API has no such parameter",
  modalities: "the API gives text",
  speech: "the API gives text",
  prediction: "the API has no such parameter",
  web_search: "a tool of its own kind here",
  safety: "the API has no such parameter",
  keep_alive: "the API runs no local models",
  context_size: "the API sets the window itself",
  "reasoning.summary": "said by `display` here",
  "reasoning.visible": "reasoning is shown unless `display` says otherwise",
  "tool_choice.names": "the API cannot restrict the choice to some of the tools",
  "tool_choice.must": "the API cannot restrict the choice to some of the tools",
  "output.name": "the API names no schemas",
  "output.description": "the API describes no schemas",
  "output.strict": "schemas are always strict here",
} as const;

export const REASONING = { style: "adaptive", min_budget: 1024 } as const;

export const KNOWN = {
  model: 1,
  max_tokens: 1,
  system: 1,
  messages: 1,
  stop_sequences: 1,
  stream: 1,
  temperature: 1,
  top_p: 1,
  top_k: 1,
  tools: 1,
  tool_choice: 1,
  thinking: 1,
  output_config: { effort: 1, format: 1 },
  output_format: 1,
  metadata: { user_id: 1 },
  service_tier: 1,
  cache_control: 1,
} as const;

export const EFFORT_OUT = {
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
  minimal: "low",
  none: "low",
} as const;

export const SCHEMA_STRICT = {
  inline_refs: false,
  close_objects: true,
  one_of_to_any_of: true,
  demote: [
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "minLength",
    "maxLength",
    "pattern",
    "maxItems",
    "uniqueItems",
    "minProperties",
    "maxProperties",
  ],
  drop: ["not"],
  formats: [
    "date-time",
    "time",
    "date",
    "duration",
    "email",
    "hostname",
    "uri",
    "ipv4",
    "ipv6",
    "uuid",
  ],
} as const;

export const SERVICE_TIER_OUT = {
  auto: "auto",
  standard: "standard_only",
  default: "auto",
  priority: "auto",
  flex: "auto",
} as const;

export const EFFORT = {
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
} as const;

export const SERVICE_TIER = { auto: "auto", standard_only: "standard" } as const;

export const MESSAGES = {
  system: "leading",
  passes: [
    ["detach_signatures", null],
    ["fold_system_into_user", null],
    ["read_text_files", null],
    ["drop_empty_text", null],
    ["tool_results_first", null],
    ["merge_adjacent", null],
    ["trim_last_assistant", null],
  ],
  replay: "own",
  issuer: "anthropic",
  lost: {
    "image.detail": "the API looks at all of it",
    name: "messages have no name here",
    audio: "the API hears nothing",
    video: "the API sees no films",
    "tool_call.custom": "free text is told as an argument object",
  },
} as const;

export const TEXT_IMAGE_FILE_TOOL_RESULT_OPAQUE = [
  "text",
  "image",
  "file",
  "tool_result",
  "opaque",
] as const;

export const TEXT_REASONING_TOOL_CALL_REFUSAL_OPAQUE = [
  "text",
  "reasoning",
  "tool_call",
  "refusal",
  "opaque",
] as const;

export const TEXT = ["text"] as const;

export const KNOWN_USER_MESSAGE = { role: 1, content: 1 } as const;

export const KNOWN_ASSISTANT_MESSAGE = { role: 1, content: 1 } as const;

export const KNOWN_SYSTEM_MESSAGE = { role: 1, content: 1 } as const;

export const TEXT_IMAGE_FILE_OPAQUE = ["text", "image", "file", "opaque"] as const;

export const KNOWN_TEXT = { type: 1, text: 1, citations: 1, cache_control: 1 } as const;

export const KNOWN_IMAGE_URL = { type: 1, source: { type: 1, url: 1 }, cache_control: 1 } as const;

export const KNOWN_IMAGE_DATA = {
  type: 1,
  source: { type: 1, media_type: 1, data: 1 },
  cache_control: 1,
} as const;

export const KNOWN_IMAGE_ID = {
  type: 1,
  source: { type: 1, file_id: 1 },
  cache_control: 1,
} as const;

export const KNOWN_FILE_URL = {
  type: 1,
  source: { type: 1, url: 1 },
  title: 1,
  context: 1,
  citations: { enabled: 1 },
  cache_control: 1,
} as const;

export const KNOWN_FILE_DATA = {
  type: 1,
  source: { type: 1, media_type: 1, data: 1 },
  title: 1,
  context: 1,
  citations: { enabled: 1 },
  cache_control: 1,
} as const;

export const KNOWN_FILE_TEXT = {
  type: 1,
  source: { type: 1, media_type: 1, data: 1 },
  title: 1,
  context: 1,
  citations: { enabled: 1 },
  cache_control: 1,
} as const;

export const KNOWN_FILE_ID = {
  type: 1,
  source: { type: 1, file_id: 1 },
  title: 1,
  context: 1,
  citations: { enabled: 1 },
  cache_control: 1,
} as const;

export const KNOWN_REASONING = { type: 1, thinking: 1, signature: 1 } as const;

export const KNOWN_REASONING_SEALED = { type: 1, data: 1 } as const;

export const KNOWN_TOOL_CALL = { type: 1, id: 1, name: 1, input: 1, cache_control: 1 } as const;

export const KNOWN_TOOL_CALL_SERVER = { type: 1, id: 1, name: 1, input: 1 } as const;

export const KNOWN_TOOL_RESULT = {
  type: 1,
  tool_use_id: 1,
  content: 1,
  is_error: 1,
  cache_control: 1,
} as const;

export const FINISH_WORDS = [
  "end_turn",
  "stop_sequence",
  "max_tokens",
  "tool_use",
  "pause_turn",
  "refusal",
  "model_context_window_exceeded",
  "compaction",
] as const;

export const SEALED = { from: ["tool_call", "text"] } as const;

/** @generated from anthropic#/shapes/cache */
export function encodeCache(v: Hub.CacheMark): unknown {
  return {
    type: "ephemeral",
    ttl: v.ttl,
  };
}

/** @generated from anthropic#/tools */
export function encodeTool(t: Hub.Tool, c: op.Encoding): unknown {
  switch (t.kind) {
    case "custom":
      return c.lost("tools", "dropped", "the API has no free-text tools");
    case "function":
      return op.withRest(
        {
          name: t.name,
          description: t.description,
          input_schema: t.parameters ?? { type: "object", properties: {} },
          strict: t.strict,
          cache_control: op.map(t.cache, encodeCache),
        },
        t.rest,
        "anthropic",
        c,
      );
    default:
      return op.opaqueTool(t, "anthropic", c);
  }
}

/** @generated from anthropic#/shapes/cache */
export function decodeCache(w: Json, r: Reader): Hub.CacheMark {
  return {
    ttl: r.string(w.ttl, "ttl"),
  } as Hub.CacheMark;
}

/** @generated from anthropic#/tools */
export function decodeTool(w: Json, r: Reader): Hub.Tool | undefined {
  if (w.type == null || w.type === "custom") {
    return {
      kind: "function",
      name: r.string(w.name, "name"),
      description: r.string(w.description, "description"),
      parameters: r.dict(w.input_schema, "input_schema"),
      strict: r.boolean(w.strict, "strict"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_TOOL, "anthropic"),
    } as Hub.Tool;
  }
  return op.readOpaqueTool(w, "anthropic");
}

/** @generated from anthropic#/request/body/tool_choice */
export function encodeToolChoice(h: Hub.Request, c: op.Encoding): unknown {
  switch (h.tool_choice?.mode) {
    case "auto":
      return {
        type: "auto",
        disable_parallel_tool_use: op.not(h.parallel_tools),
      };
    case "none":
      return {
        type: "none",
      };
    case "required":
      return {
        type: "any",
        disable_parallel_tool_use: op.not(h.parallel_tools),
      };
    case "tool":
      return {
        type: "tool",
        name: h.tool_choice?.name,
        disable_parallel_tool_use: op.not(h.parallel_tools),
      };
    case "allowed":
      return c.lost(
        "tool_choice",
        "dropped",
        "the API cannot restrict the choice to some of the tools",
      );
  }
  if (h.parallel_tools === false)
    return {
      type: "auto",
      disable_parallel_tool_use: true,
    };
  return undefined;
}

/** @generated from anthropic#/request/body/thinking */
export function encodeThinking(h: Hub.Request, c: op.Encoding): unknown {
  switch (h.reasoning?.mode) {
    case "off":
      return {
        type: "disabled",
      };
    case "budget":
      return {
        type: "enabled",
        budget_tokens: h.reasoning?.budget,
        display: h.reasoning?.display,
      };
    case "adaptive":
      return {
        type: "adaptive",
        display: h.reasoning?.display,
      };
    case "on":
      return {
        type: "adaptive",
        display: h.reasoning?.display,
      };
  }
  return undefined;
}

/** @generated from anthropic#/request/body/output_config/format */
export function encodeFormat(h: Hub.Request, c: op.Encoding): unknown {
  switch (h.output?.type) {
    case "text":
      return undefined;
    case "json":
      return c.lost("output", "dropped", "JSON output needs a schema here");
    case "schema":
      return {
        type: "json_schema",
        schema: c.schema("output.schema", h.output?.schema, SCHEMA_STRICT),
      };
  }
  return undefined;
}

/**
 * The request as the upstream takes it.
 * @generated from anthropic#/request
 */
export function encodeRequest(request: Hub.Request, c: op.Encoding): op.Wire {
  const h = c.prepare(request, MESSAGES, REASONING, LOST);
  return op.withRest(
    {
      model: h.model,
      max_tokens: h.max_tokens ?? c.model.max_output ?? 4096,
      system: op.system(h, "text_or_list", encodePart, c),
      messages: encodeMessages(h, c),
      stop_sequences: h.stop,
      stream: h.stream,
      temperature: c.clamp("temperature", h.temperature, { max: 1 }),
      top_p: h.top_p,
      top_k: h.top_k,
      tools: op.tools(h.tools, encodeTool, c),
      tool_choice: encodeToolChoice(h, c),
      thinking: encodeThinking(h, c),
      output_config: op.some({
        effort: op.word(h.reasoning?.effort, EFFORT_OUT),
        format: encodeFormat(h, c),
      }),
      metadata: op.some({
        user_id: h.user,
      }),
      service_tier: op.word(h.service_tier, SERVICE_TIER_OUT),
      cache_control: op.map(h.cache, encodeCache),
    },
    h.rest,
    "anthropic",
    c,
  );
}

/** @generated from anthropic#/request/body/tool_choice */
export function decodeToolChoice(w: unknown, r: Reader): op.Partial<Hub.Request> | undefined {
  if (w == null || w === "") return undefined;
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "auto") {
      return {
        tool_choice: { mode: "auto" },
        parallel_tools: op.not(
          r.boolean(v.disable_parallel_tool_use, "tool_choice.disable_parallel_tool_use"),
        ),
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "none") {
      return {
        tool_choice: { mode: "none" },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "any") {
      return {
        tool_choice: { mode: "required" },
        parallel_tools: op.not(
          r.boolean(v.disable_parallel_tool_use, "tool_choice.disable_parallel_tool_use"),
        ),
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "tool") {
      return {
        tool_choice: { mode: "tool", name: r.string(v.name, "tool_choice.name") },
        parallel_tools: op.not(
          r.boolean(v.disable_parallel_tool_use, "tool_choice.disable_parallel_tool_use"),
        ),
      };
    }
  }
  return r.unknown("tool_choice", w);
}

/** @generated from anthropic#/request/body/thinking */
export function decodeThinking(w: unknown, r: Reader): op.Partial<Hub.Request> | undefined {
  if (w == null || w === "") return undefined;
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "disabled") {
      return {
        reasoning: { mode: "off" },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "enabled") {
      return {
        reasoning: {
          mode: "budget",
          budget: r.number(v.budget_tokens, "thinking.budget_tokens"),
          display: r.string(v.display, "thinking.display"),
        },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "adaptive") {
      return {
        reasoning: { mode: "adaptive", display: r.string(v.display, "thinking.display") },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "adaptive") {
      return {
        reasoning: { mode: "on", display: r.string(v.display, "thinking.display") },
      };
    }
  }
  return r.unknown("thinking", w);
}

/** @generated from anthropic#/request/body/output_config/format */
export function decodeFormat(w: unknown, r: Reader): op.Partial<Hub.Request> | undefined {
  if (w == null || w === "") return undefined;
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "json_schema") {
      return {
        output: { type: "schema", schema: r.dict(v.schema, "format.schema") },
      };
    }
  }
  return r.unknown("format", w);
}

/** @generated from anthropic#/request/body/output_format */
export function decodeOutputFormat(w: unknown, r: Reader): op.Partial<Hub.Request> | undefined {
  if (w == null || w === "") return undefined;
  if (op.isObject(w)) {
    const v = w;
    if (v.type === "json_schema") {
      return {
        output: { type: "schema", schema: r.dict(v.schema, "output_format.schema") },
      };
    }
  }
  return r.unknown("output_format", w);
}

/**
 * What a client asks, as the hub says it.
 * @generated from anthropic#/request
 */
export function decodeRequest(w: Json, r: Reader): Hub.Request {
  r.require(w, ["model", "messages", "max_tokens"]);
  const outputConfig = r.object(w.output_config, "output_config");
  const metadata = r.object(w.metadata, "metadata");
  return op.merge<Hub.Request>(
    {
      model: r.string(w.model, "model"),
      max_tokens: r.number(w.max_tokens, "max_tokens"),
      messages: op.concat(
        op.readSystem(w.system, "system", r, decodePart),
        decodeMessages(w.messages, "messages", r),
      ),
      stop: r.strings(w.stop_sequences, "stop_sequences"),
      stream: r.boolean(w.stream, "stream"),
      temperature: r.number(w.temperature, "temperature"),
      top_p: r.number(w.top_p, "top_p"),
      top_k: r.number(w.top_k, "top_k"),
      tools: r.each(w.tools, "tools", (tool) => decodeTool(tool, r)),
      reasoning: op.some({ effort: r.word(outputConfig.effort, "output_config.effort", EFFORT) }),
      user: r.string(metadata.user_id, "metadata.user_id"),
      service_tier: r.word(w.service_tier, "service_tier", SERVICE_TIER),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN, "anthropic"),
    },
    decodeToolChoice(w.tool_choice, r),
    decodeThinking(w.thinking, r),
    decodeFormat(outputConfig.format, r),
    decodeOutputFormat(w.output_format, r),
  );
}

/** @generated from anthropic#/messages */
export function encodeMessages(h: Hub.Request, c: op.Encoding): unknown[] {
  return h.messages.flatMap((m) => encodeMessage(m, c));
}

/** @generated from anthropic#/messages/roles */
export function encodeMessage(m: Hub.Message, c: op.Encoding): unknown {
  switch (m.role) {
    case "user":
    case "tool":
      c.leftover(m.parts, ["text", "image", "file", "tool_result", "opaque"]);
      return op.withRest(
        {
          role: "user",
          content: op.textOrList(m.parts, TEXT_IMAGE_FILE_TOOL_RESULT_OPAQUE, encodePart, c),
        },
        m.rest,
        "anthropic",
        c,
      );
    case "assistant":
      c.leftover(m.parts, ["text", "reasoning", "tool_call", "refusal", "opaque"]);
      return op.withRest(
        {
          role: "assistant",
          content: op.textOrList(m.parts, TEXT_REASONING_TOOL_CALL_REFUSAL_OPAQUE, encodePart, c),
        },
        m.rest,
        "anthropic",
        c,
      );
    case "system":
      c.leftover(m.parts, ["text"]);
      return op.withRest(
        {
          role: "system",
          content: op.textOrList(m.parts, TEXT, encodePart, c),
        },
        m.rest,
        "anthropic",
        c,
      );
    default:
      return [];
  }
}

/** @generated from anthropic#/messages/roles/assistant */
export function encodeAnswerMessage(m: Hub.Choice, c: op.Encoding): unknown {
  return {
    role: "assistant",
    content: op.textOrList(m.parts, TEXT_REASONING_TOOL_CALL_REFUSAL_OPAQUE, encodePart, c),
  };
}

/** @generated from anthropic#/messages */
export function decodeMessages(w: unknown, path: string, r: Reader): Hub.Message[] {
  return op.afterReading(r.each(w, path, (m) => decodeMessage(m, r)) ?? [], ["split_tool_results"]);
}

/** @generated from anthropic#/messages/roles */
export function decodeMessage(w: Json, r: Reader): Hub.Message | undefined {
  if (w.role === "user") {
    return {
      role: "user",
      parts: op.readParts(w.content, "content", r, decodePart, "text") ?? [],
      rest: r.rest(w, KNOWN_USER_MESSAGE, "anthropic"),
    } as Hub.Message;
  }
  if (w.role === "assistant") {
    return {
      role: "assistant",
      parts: op.readParts(w.content, "content", r, decodePart, "text") ?? [],
      rest: r.rest(w, KNOWN_ASSISTANT_MESSAGE, "anthropic"),
    } as Hub.Message;
  }
  if (w.role === "system") {
    return {
      role: "system",
      parts: op.readParts(w.content, "content", r, decodePart, "text") ?? [],
      rest: r.rest(w, KNOWN_SYSTEM_MESSAGE, "anthropic"),
    } as Hub.Message;
  }
  return r.unknown("role", w.role);
}

/** @generated from anthropic#/messages/roles/assistant */
export function decodeAnswerMessage(w: Json, r: Reader): { parts: Hub.Part[] } {
  return {
    parts: op.readParts(w.content, "content", r, decodePart, "text") ?? [],
  };
}

/** @generated from anthropic#/shapes/citation */
export function encodeCitation(v: Hub.Citation): unknown {
  switch (v.kind) {
    case "char":
      return {
        type: "char_location",
        cited_text: v.text,
        document_index: v.document,
        document_title: v.title ?? null,
        start_char_index: v.start,
        end_char_index: v.end,
        file_id: v.file,
      };
    case "page":
      return {
        type: "page_location",
        cited_text: v.text,
        document_index: v.document,
        document_title: v.title ?? null,
        start_page_number: v.start,
        end_page_number: v.end,
        file_id: v.file,
      };
    case "block":
      return {
        type: "content_block_location",
        cited_text: v.text,
        document_index: v.document,
        document_title: v.title ?? null,
        start_block_index: v.start,
        end_block_index: v.end,
        file_id: v.file,
      };
    case "search":
      return {
        type: "search_result_location",
        cited_text: v.text,
        source: v.source,
        title: v.title ?? null,
        search_result_index: v.document,
        start_block_index: v.start,
        end_block_index: v.end,
      };
    case "url":
      return v.url !== undefined
        ? {
            type: "web_search_result_location",
            cited_text: v.text ?? "",
            url: v.url,
            title: v.title ?? null,
            encrypted_index: op.unseal(v.sealed, "anthropic") ?? "",
          }
        : undefined;
  }
  return undefined;
}

/** @generated from anthropic#/parts */
export function encodePart(p: Hub.Part, c: op.Encoding): unknown {
  switch (p.kind) {
    case "text":
      return op.withRest(
        {
          type: "text",
          text: p.text,
          citations: op.each(p.citations, encodeCitation),
          cache_control: op.map(p.cache, encodeCache),
        },
        p.rest,
        "anthropic",
        c,
      );
    case "image":
      switch (p.source) {
        case "url":
          return op.withRest(
            {
              type: "image",
              source: {
                type: "url",
                url: p.url,
              },
              cache_control: op.map(p.cache, encodeCache),
            },
            p.rest,
            "anthropic",
            c,
          );
        case "data":
          return op.withRest(
            {
              type: "image",
              source: {
                type: "base64",
                media_type: p.media_type,
                data: p.data,
              },
              cache_control: op.map(p.cache, encodeCache),
            },
            p.rest,
            "anthropic",
            c,
          );
        case "id":
          return op.withRest(
            {
              type: "image",
              source: {
                type: "file",
                file_id: p.id,
              },
              cache_control: op.map(p.cache, encodeCache),
            },
            p.rest,
            "anthropic",
            c,
          );
        default:
          return c.lostPart(p);
      }
    case "file":
      switch (p.source) {
        case "url":
          return op.withRest(
            {
              type: "document",
              source: {
                type: "url",
                url: p.url,
              },
              title: p.name,
              context: p.context,
              citations: op.some({
                enabled: p.cite,
              }),
              cache_control: op.map(p.cache, encodeCache),
            },
            p.rest,
            "anthropic",
            c,
          );
        case "data":
          return op.withRest(
            {
              type: "document",
              source: {
                type: "base64",
                media_type: p.media_type ?? "application/pdf",
                data: p.data,
              },
              title: p.name,
              context: p.context,
              citations: op.some({
                enabled: p.cite,
              }),
              cache_control: op.map(p.cache, encodeCache),
            },
            p.rest,
            "anthropic",
            c,
          );
        case "text":
          return op.withRest(
            {
              type: "document",
              source: {
                type: "text",
                media_type: p.media_type ?? "text/plain",
                data: p.text,
              },
              title: p.name,
              context: p.context,
              citations: op.some({
                enabled: p.cite,
              }),
              cache_control: op.map(p.cache, encodeCache),
            },
            p.rest,
            "anthropic",
            c,
          );
        case "id":
          return op.withRest(
            {
              type: "document",
              source: {
                type: "file",
                file_id: p.id,
              },
              title: p.name,
              context: p.context,
              citations: op.some({
                enabled: p.cite,
              }),
              cache_control: op.map(p.cache, encodeCache),
            },
            p.rest,
            "anthropic",
            c,
          );
        default:
          return c.lostPart(p);
      }
    case "reasoning":
      if (p.data !== undefined)
        return op.withRest(
          {
            type: "redacted_thinking",
            data: op.unseal(p.data, "anthropic"),
          },
          p.rest,
          "anthropic",
          c,
        );
      return op.withRest(
        {
          type: "thinking",
          thinking: p.text ?? "",
          signature: op.unseal(p.signature, "anthropic") ?? "",
        },
        p.rest,
        "anthropic",
        c,
      );
    case "tool_call":
      if (p.server === true)
        return op.withRest(
          {
            type: "server_tool_use",
            id: p.id,
            name: p.name,
            input: op.parse(p.arguments),
          },
          p.rest,
          "anthropic",
          c,
        );
      return op.withRest(
        {
          type: "tool_use",
          id: p.id,
          name: p.name,
          input: op.parse(p.arguments),
          cache_control: op.map(p.cache, encodeCache),
        },
        p.rest,
        "anthropic",
        c,
      );
    case "tool_result":
      return op.withRest(
        {
          type: "tool_result",
          tool_use_id: p.call_id,
          content: op.textOrList(p.parts, TEXT_IMAGE_FILE_OPAQUE, encodePart, c),
          is_error: p.is_error,
          cache_control: op.map(p.cache, encodeCache),
        },
        p.rest,
        "anthropic",
        c,
      );
    case "refusal":
      return encodePart(op.asText(p), c);
    case "opaque":
      return p.dialect === "anthropic" ? p.value : c.lostPart(p);
    default:
      return c.lostPart(p);
  }
}

/** @generated from anthropic#/shapes/citation */
export function decodeCitation(w: Json, r: Reader): Hub.Citation | undefined {
  if (w.type === "char_location") {
    return {
      kind: "char",
      text: r.string(w.cited_text, "cited_text"),
      document: r.number(w.document_index, "document_index"),
      title: r.string(w.document_title, "document_title"),
      start: r.number(w.start_char_index, "start_char_index"),
      end: r.number(w.end_char_index, "end_char_index"),
      file: r.string(w.file_id, "file_id"),
    } as Hub.Citation;
  }
  if (w.type === "page_location") {
    return {
      kind: "page",
      text: r.string(w.cited_text, "cited_text"),
      document: r.number(w.document_index, "document_index"),
      title: r.string(w.document_title, "document_title"),
      start: r.number(w.start_page_number, "start_page_number"),
      end: r.number(w.end_page_number, "end_page_number"),
      file: r.string(w.file_id, "file_id"),
    } as Hub.Citation;
  }
  if (w.type === "content_block_location") {
    return {
      kind: "block",
      text: r.string(w.cited_text, "cited_text"),
      document: r.number(w.document_index, "document_index"),
      title: r.string(w.document_title, "document_title"),
      start: r.number(w.start_block_index, "start_block_index"),
      end: r.number(w.end_block_index, "end_block_index"),
      file: r.string(w.file_id, "file_id"),
    } as Hub.Citation;
  }
  if (w.type === "search_result_location") {
    return {
      kind: "search",
      text: r.string(w.cited_text, "cited_text"),
      source: r.string(w.source, "source"),
      title: r.string(w.title, "title"),
      document: r.number(w.search_result_index, "search_result_index"),
      start: r.number(w.start_block_index, "start_block_index"),
      end: r.number(w.end_block_index, "end_block_index"),
    } as Hub.Citation;
  }
  if (w.type === "web_search_result_location" && w.url != null) {
    return {
      kind: "url",
      text: r.string(w.cited_text, "cited_text"),
      url: r.string(w.url, "url"),
      title: r.string(w.title, "title"),
      sealed: op.seal(r.string(w.encrypted_index, "encrypted_index"), "anthropic"),
    } as Hub.Citation;
  }
  return undefined;
}

/** @generated from anthropic#/parts */
export function decodePart(w: Json, r: Reader): Hub.Part | undefined {
  if (w.type === "text") {
    return {
      kind: "text",
      text: r.string(w.text, "text"),
      citations: r.each(w.citations, "citations", (v) => decodeCitation(v, r)),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_TEXT, "anthropic"),
    } as Hub.Text;
  }
  if (w.type === "image" && op.at(w, "source").type === "url") {
    const source = r.object(w.source, "source");
    return {
      kind: "image",
      source: "url",
      url: r.string(source.url, "source.url"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_IMAGE_URL, "anthropic"),
    } as Hub.Image;
  }
  if (w.type === "image" && op.at(w, "source").type === "base64") {
    const source = r.object(w.source, "source");
    return {
      kind: "image",
      source: "data",
      media_type: r.string(source.media_type, "source.media_type"),
      data: r.string(source.data, "source.data"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_IMAGE_DATA, "anthropic"),
    } as Hub.Image;
  }
  if (w.type === "image" && op.at(w, "source").type === "file") {
    const source = r.object(w.source, "source");
    return {
      kind: "image",
      source: "id",
      id: r.string(source.file_id, "source.file_id"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_IMAGE_ID, "anthropic"),
    } as Hub.Image;
  }
  if (w.type === "document" && op.at(w, "source").type === "url") {
    const source = r.object(w.source, "source");
    const citations = r.object(w.citations, "citations");
    return {
      kind: "file",
      source: "url",
      url: r.string(source.url, "source.url"),
      name: r.string(w.title, "title"),
      context: r.string(w.context, "context"),
      cite: r.boolean(citations.enabled, "citations.enabled"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_FILE_URL, "anthropic"),
    } as Hub.File;
  }
  if (w.type === "document" && op.at(w, "source").type === "base64") {
    const source = r.object(w.source, "source");
    const citations = r.object(w.citations, "citations");
    return {
      kind: "file",
      source: "data",
      media_type: r.string(source.media_type, "source.media_type"),
      data: r.string(source.data, "source.data"),
      name: r.string(w.title, "title"),
      context: r.string(w.context, "context"),
      cite: r.boolean(citations.enabled, "citations.enabled"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_FILE_DATA, "anthropic"),
    } as Hub.File;
  }
  if (w.type === "document" && op.at(w, "source").type === "text") {
    const source = r.object(w.source, "source");
    const citations = r.object(w.citations, "citations");
    return {
      kind: "file",
      source: "text",
      media_type: r.string(source.media_type, "source.media_type"),
      text: r.string(source.data, "source.data"),
      name: r.string(w.title, "title"),
      context: r.string(w.context, "context"),
      cite: r.boolean(citations.enabled, "citations.enabled"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_FILE_TEXT, "anthropic"),
    } as Hub.File;
  }
  if (w.type === "document" && op.at(w, "source").type === "file") {
    const source = r.object(w.source, "source");
    const citations = r.object(w.citations, "citations");
    return {
      kind: "file",
      source: "id",
      id: r.string(source.file_id, "source.file_id"),
      name: r.string(w.title, "title"),
      context: r.string(w.context, "context"),
      cite: r.boolean(citations.enabled, "citations.enabled"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_FILE_ID, "anthropic"),
    } as Hub.File;
  }
  if (w.type === "thinking") {
    return {
      kind: "reasoning",
      text: r.string(w.thinking, "thinking"),
      signature: op.seal(r.string(w.signature, "signature"), "anthropic"),
      rest: r.rest(w, KNOWN_REASONING, "anthropic"),
    } as Hub.ReasoningPart;
  }
  if (w.type === "redacted_thinking") {
    return {
      kind: "reasoning",
      data: op.seal(r.string(w.data, "data"), "anthropic"),
      rest: r.rest(w, KNOWN_REASONING_SEALED, "anthropic"),
    } as Hub.ReasoningPart;
  }
  if (w.type === "tool_use") {
    return {
      kind: "tool_call",
      id: r.string(w.id, "id"),
      name: r.string(w.name, "name"),
      arguments: op.stringify(w.input),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_TOOL_CALL, "anthropic"),
    } as Hub.ToolCall;
  }
  if (w.type === "server_tool_use") {
    return {
      kind: "tool_call",
      server: true,
      id: r.string(w.id, "id"),
      name: r.string(w.name, "name"),
      arguments: op.stringify(w.input),
      rest: r.rest(w, KNOWN_TOOL_CALL_SERVER, "anthropic"),
    } as Hub.ToolCall;
  }
  if (w.type === "tool_result") {
    return {
      kind: "tool_result",
      call_id: r.string(w.tool_use_id, "tool_use_id"),
      parts: op.readParts(w.content, "content", r, decodePart, "text") ?? [],
      is_error: r.boolean(w.is_error, "is_error"),
      cache: op.map(op.present(r.object(w.cache_control, "cache_control")), (v) =>
        decodeCache(v, r),
      ),
      rest: r.rest(w, KNOWN_TOOL_RESULT, "anthropic"),
    } as Hub.ToolResult;
  }
  return { kind: "opaque", dialect: "anthropic", value: w };
}

/** @generated from anthropic#/finish/read */
export function decodeFinish(f: op.FinishFacts): Hub.Finish {
  switch (f.word) {
    case "end_turn":
      return "stop";
    case "stop_sequence":
      return "stop";
    case "max_tokens":
      return "length";
    case "tool_use":
      return "tool_calls";
    case "pause_turn":
      return "pause";
    case "refusal":
      return "refusal";
    case "model_context_window_exceeded":
      return "context_window";
    case "compaction":
      return "pause";
    default:
      return "unknown";
  }
}

/** @generated from anthropic#/finish/write */
export function encodeFinish(f: op.FinishFacts): string | undefined {
  if (op.keepsWord(f, FINISH_WORDS, decodeFinish)) return f.word!;
  switch (f.finish) {
    case "stop":
      return f.stop_sequence !== undefined
        ? "stop_sequence"
        : f.tool_calls
          ? "tool_use"
          : "end_turn";
    case "length":
      return "max_tokens";
    case "tool_calls":
      return "tool_use";
    case "content_filter":
      return "refusal";
    case "refusal":
      return "refusal";
    case "pause":
      return "pause_turn";
    case "context_window":
      return "model_context_window_exceeded";
    case "malformed":
      return "refusal";
    case "error":
      return "refusal";
    default:
      return undefined;
  }
}

/** @generated from anthropic#/usage */
export function encodeUsage(u: Hub.Usage): op.Wire {
  return {
    input_tokens:
      op.sum(u.input, u.input_audio, u.input_image, u.input_video, u.input_cached_audio) ?? 0,
    cache_creation_input_tokens: op.sum(
      u.cache_write,
      u.cache_write_5m,
      u.cache_write_1h,
      u.cache_write_30m,
    ),
    cache_read_input_tokens: u.cache_read,
    cache_creation: op.some({
      ephemeral_5m_input_tokens: u.cache_write_5m,
      ephemeral_1h_input_tokens: u.cache_write_1h,
    }),
    output_tokens: op.sum(u.output, u.reasoning, u.output_audio, u.output_image) ?? 0,
    output_tokens_details: op.some({
      thinking_tokens: u.reasoning,
    }),
    server_tool_use: op.some({
      web_search_requests: u.web_searches,
      web_fetch_requests: u.web_fetches,
    }),
    service_tier: u.service_tier,
  } as op.Wire;
}

/** @generated from anthropic#/usage */
export function decodeUsage(value: unknown, r: Reader): Hub.Usage | undefined {
  if (!op.isObject(value)) return undefined;
  const w = op.rounds(value, "iterations", "type", ["message", "compaction"]);
  const cacheCreation = r.object(w.cache_creation, "cache_creation");
  const outputTokensDetails = r.object(w.output_tokens_details, "output_tokens_details");
  const serverToolUse = r.object(w.server_tool_use, "server_tool_use");
  return op.some({
    input: r.number(w.input_tokens, "input_tokens"),
    cache_write: op.minus(
      r.number(w.cache_creation_input_tokens, "cache_creation_input_tokens"),
      r.number(cacheCreation.ephemeral_5m_input_tokens, "cache_creation.ephemeral_5m_input_tokens"),
      r.number(cacheCreation.ephemeral_1h_input_tokens, "cache_creation.ephemeral_1h_input_tokens"),
    ),
    cache_read: r.number(w.cache_read_input_tokens, "cache_read_input_tokens"),
    cache_write_5m: r.number(
      cacheCreation.ephemeral_5m_input_tokens,
      "cache_creation.ephemeral_5m_input_tokens",
    ),
    cache_write_1h: r.number(
      cacheCreation.ephemeral_1h_input_tokens,
      "cache_creation.ephemeral_1h_input_tokens",
    ),
    output: op.minus(
      r.number(w.output_tokens, "output_tokens"),
      r.number(outputTokensDetails.thinking_tokens, "output_tokens_details.thinking_tokens"),
    ),
    reasoning: r.number(
      outputTokensDetails.thinking_tokens,
      "output_tokens_details.thinking_tokens",
    ),
    web_searches: r.number(
      serverToolUse.web_search_requests,
      "server_tool_use.web_search_requests",
    ),
    web_fetches: r.number(serverToolUse.web_fetch_requests, "server_tool_use.web_fetch_requests"),
    service_tier: r.string(w.service_tier, "service_tier"),
  }) as Hub.Usage | undefined;
}

/**
 * An answer as a client of this dialect reads it.
 * @generated from anthropic#/answer
 */
export function encodeAnswer(answer: Hub.Answer, c: op.Encoding): op.Wire {
  const a = op.tellSealedIn(answer, SEALED);
  const choice = op.firstChoice(a);
  return {
    id: a.id ?? c.id("msg_"),
    type: "message",
    role: "assistant",
    model: a.model ?? c.model.id,
    content: op.list(choice.parts, TEXT_REASONING_TOOL_CALL_REFUSAL_OPAQUE, encodePart, c) ?? [],
    stop_reason: encodeFinish(op.facts(choice)) ?? null,
    stop_sequence: choice.stop_sequence ?? null,
    stop_details:
      choice.explanation === undefined
        ? undefined
        : {
            type: "refusal",
            explanation: choice.explanation,
          },
    usage: op.map(a.usage, encodeUsage) ?? { input_tokens: 0, output_tokens: 0 },
  } as op.Wire;
}

/**
 * The upstream's answer, as the hub says it.
 * @generated from anthropic#/answer
 */
export function decodeAnswer(w: Json, r: Reader): Hub.Answer {
  const stopDetails = r.object(w.stop_details, "stop_details");
  return {
    id: r.string(w.id, "id"),
    model: r.string(w.model, "model"),
    usage: decodeUsage(w.usage, r),
    choices: [
      op.settle(
        {
          index: 0,
          parts: op.readParts(w.content, "content", r, decodePart, "text") ?? [],
          finish_word: r.string(w.stop_reason, "stop_reason"),
          stop_sequence: r.string(w.stop_sequence, "stop_sequence"),
          explanation: r.string(stopDetails.explanation, "stop_details.explanation"),
        } as Hub.Choice,
        decodeFinish,
      ),
    ],
  } as Hub.Answer;
}

/**
 * The messages of a stream as a client of this dialect reads them.
 * @generated from anthropic#/stream/events
 */
export const events: op.EventTemplates = {
  begin: (c, s) => ({
    type: "message_start",
    message: {
      id: s.id ?? c.id("msg_"),
      type: "message",
      role: "assistant",
      model: s.model ?? c.model.id,
      content: [],
      stop_reason: null,
      stop_sequence: null,
      usage: op.map(s.usage, encodeUsage) ?? { input_tokens: 0, output_tokens: 0 },
    },
  }),
  open: (c, s, b) => {
    const item =
      op.only(b.part, ["text", "reasoning", "tool_call", "refusal", "opaque"]) === undefined
        ? undefined
        : encodePart(b.part, c);
    return item === undefined
      ? undefined
      : { type: "content_block_start", index: b.index, content_block: item };
  },
  text: (c, s, b, text) => ({
    type: "content_block_delta",
    index: b.index,
    delta: {
      type: "text_delta",
      text: text,
    },
  }),
  reasoning: (c, s, b, text) => ({
    type: "content_block_delta",
    index: b.index,
    delta: {
      type: "thinking_delta",
      thinking: text,
    },
  }),
  arguments: (c, s, b, text) => ({
    type: "content_block_delta",
    index: b.index,
    delta: {
      type: "input_json_delta",
      partial_json: text,
    },
  }),
  signature: (c, s, b, sealed) => ({
    type: "content_block_delta",
    index: b.index,
    delta: {
      type: "signature_delta",
      signature: op.unseal(sealed, "anthropic"),
    },
  }),
  citation: (c, s, b, citation) => {
    const item = op.map(citation, encodeCitation);
    return item === undefined
      ? undefined
      : {
          type: "content_block_delta",
          index: b.index,
          delta: {
            type: "citations_delta",
            citation: item,
          },
        };
  },
  close: (c, s, b) => ({ type: "content_block_stop", index: b.index }),
  finish: (c, s, f) => ({
    type: "message_delta",
    delta: {
      stop_reason: encodeFinish(f) ?? null,
      stop_sequence: f.stop_sequence ?? null,
      stop_details:
        f.explanation === undefined
          ? undefined
          : {
              type: "refusal",
              explanation: f.explanation,
            },
    },
    usage: op.map(s.usage, encodeUsage) ?? { output_tokens: 0 },
  }),
  end: (c, s) => ({ type: "message_stop" }),
  fail: (c, error) => ({ type: "error", error: error }),
};

/**
 * One message of the upstream's stream, told to the stream machine.
 * @generated from anthropic#/stream/events
 */
export function decodeEvent(w: Json, s: op.StreamMachine, r: Reader): void {
  const message2 = r.object(w.message, "message");
  const delta = r.object(w.delta, "delta");
  const stopDetails = r.object(delta.stop_details, "stop_details");
  if (w.type === "message_start" && message2.type === "message")
    s.begin({ id: r.string(message2.id, "id"), model: r.string(message2.model, "model") });
  if (w.type === "message_start" && message2.type === "message" && message2.usage != null)
    s.usage(message2.usage);
  if (w.type === "content_block_start")
    s.open(
      0,
      op.index(r.number(w.index, "index")),
      decodePart(r.object(w.content_block, "content_block"), r),
    );
  if (w.type === "content_block_delta" && delta.type === "text_delta" && op.isText(delta.text))
    s.text(0, delta.text, op.index(r.number(w.index, "index")));
  if (
    w.type === "content_block_delta" &&
    delta.type === "thinking_delta" &&
    op.isText(delta.thinking)
  )
    s.reasoning(0, delta.thinking, op.index(r.number(w.index, "index")));
  if (
    w.type === "content_block_delta" &&
    delta.type === "input_json_delta" &&
    op.isText(delta.partial_json)
  )
    s.arguments(0, delta.partial_json, op.index(r.number(w.index, "index")));
  if (w.type === "content_block_delta" && delta.type === "signature_delta")
    s.signature(
      0,
      op.seal(r.string(delta.signature, "signature"), "anthropic"),
      op.index(r.number(w.index, "index")),
    );
  if (w.type === "content_block_delta" && delta.type === "citations_delta")
    s.citation(
      0,
      op.map(op.present(r.object(delta.citation, "citation")), (v) => decodeCitation(v, r)),
      op.index(r.number(w.index, "index")),
    );
  if (w.type === "content_block_stop") s.close(0, op.index(r.number(w.index, "index")));
  if (w.type === "message_delta")
    s.finish(
      0,
      r.string(delta.stop_reason, "stop_reason"),
      r.string(delta.stop_sequence, "stop_sequence"),
      r.string(stopDetails.explanation, "explanation"),
    );
  if (w.type === "message_delta" && w.usage != null) s.usage(w.usage);
  if (w.type === "message_stop") s.end();
  if (w.type === "error" && w.error != null) s.failed(w);
}

/**
 * Is this an error in spite of its status?
 * @generated from anthropic#/errors/inside
 */
export function isError(w: Json): boolean {
  return w.type === "error";
}

/** @generated from anthropic#/errors/body */
export function encodeErrorBody(e: op.ErrorWords): op.Wire {
  return {
    type: "error",
    error: op.some({
      type: e.type,
      message: e.message,
      details: op.some({
        error_code: e.reason,
      }),
    }),
    request_id: e.request_id,
  };
}

/** The dialect as the registry holds it. */
export const dialect: op.Dialect = {
  facts: {
    id: "anthropic",
    name: "Anthropic Messages",
    issuer: "anthropic",
    door: {
      routes: [{ method: "POST", path: "/v1/messages" }],
      auth: [{ scheme: "header", name: "x-api-key" }, { scheme: "bearer" }],
      request_id: "request-id",
      models: {
        path: "/v1/models",
        with_header: "anthropic-version",
        list: { data: "$models", has_more: false, first_id: "$first", last_id: "$last" },
        item: { type: "model", id: "$id", display_name: "$id", created_at: "1970-01-01T00:00:00Z" },
      },
    },
    choices: "single",
    sealed: { from: ["tool_call", "text"] },
    stream: { framing: "sse", name: "type" },
    errors: {
      message: ["error.message", "message"],
      type: ["error.type"],
      code: ["error.details.error_code"],
      request_id: ["request_id"],
      inside: [{ type: "error" }],
      read: [
        { type: "overloaded_error", is: "overloaded" },
        {
          type: "rate_limit_error",
          code: ["contract_spend_limit_reached", "enforced_spend_limit_reached"],
          is: "billing",
        },
        { type: "rate_limit_error", is: "rate_limit" },
        { type: "authentication_error", is: "auth" },
        { type: "permission_error", is: "permission" },
        { type: "billing_error", is: "billing" },
        { type: "not_found_error", is: "not_found" },
        { type: "request_too_large", is: "too_large" },
        { type: "timeout_error", is: "timeout" },
        { type: "api_error", is: "internal" },
        { type: "invalid_request_error", message: "prompt is too long", is: "context_length" },
        { type: "invalid_request_error", message: "exceed context limit", is: "context_length" },
        { type: "invalid_request_error", message: "credit balance is too low", is: "billing" },
        { type: ["invalid_request_error", "conflict_error"], is: "bad_request" },
      ],
      write: {
        bad_request: { status: 400, type: "invalid_request_error" },
        unsupported: { status: 400, type: "invalid_request_error" },
        context_length: { status: 400, type: "invalid_request_error" },
        content_filter: { status: 400, type: "invalid_request_error" },
        too_large: { status: 413, type: "request_too_large" },
        auth: { status: 401, type: "authentication_error" },
        billing: { status: 402, type: "billing_error" },
        permission: { status: 403, type: "permission_error" },
        not_found: { status: 404, type: "not_found_error" },
        timeout: { status: 504, type: "timeout_error" },
        rate_limit: { status: 429, type: "rate_limit_error" },
        overloaded: { status: 529, type: "overloaded_error" },
        upstream: { status: 502, type: "api_error" },
        internal: { status: 500, type: "api_error" },
      },
      fields: { thread: "thread_unsupported_request" },
    },
    limits: {
      requests: {
        limit: "anthropic-ratelimit-requests-limit",
        remaining: "anthropic-ratelimit-requests-remaining",
        reset: { header: "anthropic-ratelimit-requests-reset", as: "rfc3339" },
      },
      tokens: {
        limit: "anthropic-ratelimit-tokens-limit",
        remaining: "anthropic-ratelimit-tokens-remaining",
        reset: { header: "anthropic-ratelimit-tokens-reset", as: "rfc3339" },
      },
      retry_after: [{ header: "retry-after", as: "seconds" }],
      request_id: "request-id",
    },
    weights: { mcp_servers: "content", thread: "content" },
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
