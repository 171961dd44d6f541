// Generated from providers/dialects/ollama.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import type { Json } from "../../runtime/json.ts";
import type { Reader } from "../../runtime/reader.ts";
import type * as Hub from "../hub.types.ts";

export const KNOWN_TOOL = {
  type: 1,
  function: { name: 1, description: 1, parameters: 1 },
} as const;

export const LOST = {
  tool_choice: "the API always lets the model choose",
  parallel_tools: "the API cannot forbid parallel calls",
  n: "the API gives one choice",
  stream_usage: "usage is always sent",
  logit_bias: "the API has no such parameter",
  cache: "the server caches by itself",
  cache_key: "the server caches by itself",
  cache_retention: "the server caches by itself",
  cached_content: "the API has no cache objects",
  service_tier: "the API has no tiers",
  user: "the API takes no end user",
  metadata: "the API takes no metadata",
  store: "the API stores nothing",
  verbosity: "the API has no such parameter",
  modalities: "the API gives text",
  speech: "the API gives text",
  prediction: "the API has no such parameter",
  web_search: "the API does not search",
  safety: "the API has no such parameter",
  "reasoning.budget": "the API takes a level",
  "reasoning.visible": "reasoning is always shown",
  "reasoning.display": "reasoning is always shown",
  "reasoning.summary": "reasoning is always shown",
  "output.name": "the API names no schemas",
  "output.description": "the API describes no schemas",
  "output.strict": "schemas are always strict here",
} as const;

export const REASONING = { style: "switch" } as const;

export const KNOWN = {
  model: 1,
  messages: 1,
  tools: 1,
  stream: 1,
  format: 1,
  think: 1,
  keep_alive: 1,
  logprobs: 1,
  top_logprobs: 1,
  options: {
    temperature: 1,
    top_p: 1,
    top_k: 1,
    min_p: 1,
    seed: 1,
    stop: 1,
    num_predict: 1,
    num_ctx: 1,
    repeat_penalty: 1,
    presence_penalty: 1,
    frequency_penalty: 1,
  },
} as const;

export const THINK_OUT = {
  low: "low",
  medium: "medium",
  high: "high",
  max: "max",
  minimal: "low",
  xhigh: "high",
} as const;

export const THINK = { low: "low", medium: "medium", high: "high", max: "max" } as const;

export const MESSAGES = {
  system: "stay",
  passes: [
    ["read_text_files", null],
    ["tool_media_to_user", null],
    ["name_tool_results", null],
  ],
  replay: "text",
  issuer: "ollama",
  lost: {
    "file.cache": "the server caches by itself",
    "text.citations": "the API knows no citations",
    "text.cache": "the server caches by itself",
    "image.cache": "the server caches by itself",
    "tool_result.cache": "the server caches by itself",
    "image.detail": "the server looks at all of it",
    name: "messages have no name here",
    "tool_result.is_error": "the API has no error flag; the text has to say it",
    "tool_call.cache": "the server caches by itself",
    "image.url": "the server fetches nothing",
    "image.id": "the server keeps no files",
    audio: "the API hears nothing",
    video: "the API sees no films",
    file: "the API takes no files",
    "reasoning.sealed": "the server seals nothing",
    "tool_call.custom": "free text is told as an argument object",
    "tool_call.server": "the server calls nothing itself",
    opaque: "the API has no parts of its own",
  },
} as const;

export const TEXT = ["text"] as const;

export const IMAGE_DATA = ["image.data"] as const;

export const REASONING_2 = ["reasoning"] as const;

export const TEXT_REFUSAL = ["text", "refusal"] as const;

export const TOOL_CALL = ["tool_call"] as const;

export const KNOWN_SYSTEM_MESSAGE = { role: 1, content: 1 } as const;

export const KNOWN_USER_MESSAGE = { role: 1, content: 1, images: 1 } as const;

export const KNOWN_ASSISTANT_MESSAGE = {
  role: 1,
  thinking: 1,
  content: 1,
  images: 1,
  tool_calls: 1,
} as const;

export const KNOWN_TOOL_CALL = { function: { name: 1, arguments: 1 }, id: 1 } as const;

export const FINISH_WORDS = ["stop", "length", "load", "unload"] as const;

/** @generated from ollama#/tools */
export function encodeTool(t: Hub.Tool, c: op.Encoding): unknown {
  switch (t.kind) {
    case "custom":
      return c.lost("tools", "dropped", "the API has no free-text tools");
    case "function":
      if (t.strict !== undefined) c.lost("tools.strict", "dropped", "the API checks nothing");
      if (t.cache !== undefined) c.lost("tools.cache", "dropped", "the server caches by itself");
      return op.withRest(
        {
          type: "function",
          function: {
            name: t.name,
            description: t.description,
            parameters: t.parameters ?? { type: "object", properties: {} },
          },
        },
        t.rest,
        "ollama",
        c,
      );
    default:
      return op.opaqueTool(t, "ollama", c);
  }
}

/** @generated from ollama#/tools */
export function decodeTool(w: Json, r: Reader): Hub.Tool | undefined {
  if ((w.type === "function" || w.type == null) && w.function != null) {
    const functionValue = r.object(w.function, "function");
    return {
      kind: "function",
      name: r.string(functionValue.name, "function.name"),
      description: r.string(functionValue.description, "function.description"),
      parameters: r.dict(functionValue.parameters, "function.parameters"),
      rest: r.rest(w, KNOWN_TOOL, "ollama"),
    } as Hub.Tool;
  }
  return op.readOpaqueTool(w, "ollama");
}

/** @generated from ollama#/request/body/format */
export function encodeFormat(h: Hub.Request, c: op.Encoding): unknown {
  switch (h.output?.type) {
    case "text":
      return undefined;
    case "json":
      return "json";
    case "schema":
      return h.output?.schema;
  }
  return undefined;
}

/** @generated from ollama#/request/body/think/$or/1 */
export function encodeThink(h: Hub.Request, c: op.Encoding): unknown {
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
 * @generated from ollama#/request
 */
export function encodeRequest(request: Hub.Request, c: op.Encoding): op.Wire {
  const h = c.prepare(request, MESSAGES, REASONING, LOST);
  return op.withRest(
    {
      model: h.model,
      messages: encodeMessages(h, c),
      tools: op.tools(h.tools, encodeTool, c),
      stream: h.stream ?? false,
      format: encodeFormat(h, c),
      think: op.word(h.reasoning?.effort, THINK_OUT) ?? encodeThink(h, c),
      keep_alive: h.keep_alive,
      logprobs: h.logprobs,
      top_logprobs: h.top_logprobs,
      options: op.some({
        temperature: h.temperature,
        top_p: h.top_p,
        top_k: h.top_k,
        min_p: h.min_p,
        seed: h.seed,
        stop: h.stop,
        num_predict: h.max_tokens,
        num_ctx: h.context_size,
        repeat_penalty: h.repetition_penalty,
        presence_penalty: h.presence_penalty,
        frequency_penalty: h.frequency_penalty,
      }),
    },
    h.rest,
    "ollama",
    c,
  );
}

/** @generated from ollama#/request/body/format */
export function decodeFormat(w: unknown, r: Reader): op.Partial<Hub.Request> | undefined {
  if (w == null || w === "") return undefined;
  if (w === "json")
    return {
      output: { type: "json" },
    };
  if (op.isObject(w)) {
    return {
      output: { type: "schema", schema: r.dict(w, "format") },
    };
  }
  return r.unknown("format", w);
}

/** @generated from ollama#/request/body/think/$or/1 */
export function decodeThink(w: unknown, r: Reader): op.Partial<Hub.Request> | undefined {
  if (w == null || w === "") return undefined;
  if (w === false)
    return {
      reasoning: { mode: "off" },
    };
  if (w === true)
    return {
      reasoning: { mode: "on" },
    };
  if (w === true)
    return {
      reasoning: { mode: "budget" },
    };
  if (w === true)
    return {
      reasoning: { mode: "adaptive" },
    };
  return r.unknown("think", w);
}

/**
 * What a client asks, as the hub says it.
 * @generated from ollama#/request
 */
export function decodeRequest(w: Json, r: Reader): Hub.Request {
  r.require(w, ["model", "messages"]);
  const options = r.object(w.options, "options");
  return op.merge<Hub.Request>(
    {
      model: r.string(w.model, "model"),
      messages: decodeMessages(w.messages, "messages", r),
      tools: r.each(w.tools, "tools", (tool) => decodeTool(tool, r)),
      stream: r.boolean(w.stream, "stream"),
      reasoning: op.some({
        effort: r.word(op.when(typeof w.think === "string", w.think), "think", THINK),
      }),
      keep_alive: w.keep_alive ?? undefined,
      logprobs: r.boolean(w.logprobs, "logprobs"),
      top_logprobs: r.number(w.top_logprobs, "top_logprobs"),
      temperature: r.number(options.temperature, "options.temperature"),
      top_p: r.number(options.top_p, "options.top_p"),
      top_k: r.number(options.top_k, "options.top_k"),
      min_p: r.number(options.min_p, "options.min_p"),
      seed: r.number(options.seed, "options.seed"),
      stop: r.strings(options.stop, "options.stop"),
      max_tokens: r.number(options.num_predict, "options.num_predict"),
      context_size: r.number(options.num_ctx, "options.num_ctx"),
      repetition_penalty: r.number(options.repeat_penalty, "options.repeat_penalty"),
      presence_penalty: r.number(options.presence_penalty, "options.presence_penalty"),
      frequency_penalty: r.number(options.frequency_penalty, "options.frequency_penalty"),
      rest: r.rest(w, KNOWN, "ollama"),
    },
    decodeFormat(w.format, r),
    decodeThink(op.when(typeof w.think === "boolean", w.think), r),
  );
}

/** @generated from ollama#/messages */
export function encodeMessages(h: Hub.Request, c: op.Encoding): unknown[] {
  return h.messages.flatMap((m) => encodeMessage(m, c));
}

/** @generated from ollama#/messages/roles */
export function encodeMessage(m: Hub.Message, c: op.Encoding): unknown {
  switch (m.role) {
    case "system":
      c.leftover(m.parts, ["text"]);
      return op.withRest(
        {
          role: "system",
          content: op.text(m.parts, TEXT, "\n\n"),
        },
        m.rest,
        "ollama",
        c,
      );
    case "user":
      c.leftover(m.parts, ["text", "image.data"]);
      return op.withRest(
        {
          role: "user",
          content: op.text(m.parts, TEXT, "\n\n") ?? "",
          images: op.list(m.parts, IMAGE_DATA, (v: Hub.Image) => v.data),
        },
        m.rest,
        "ollama",
        c,
      );
    case "assistant":
      c.leftover(m.parts, ["reasoning", "text", "refusal", "image.data", "tool_call"]);
      return op.withRest(
        {
          role: "assistant",
          thinking: op.text(m.parts, REASONING_2, ""),
          content: op.text(m.parts, TEXT_REFUSAL, "") ?? "",
          images: op.list(m.parts, IMAGE_DATA, (v: Hub.Image) => v.data),
          tool_calls: op.list(m.parts, TOOL_CALL, encodePart, c),
        },
        m.rest,
        "ollama",
        c,
      );
    case "tool":
      return op.per(m, "tool_result", c, (p) => {
        c.leftover(p.parts, ["text"]);
        return {
          role: "tool",
          tool_name: p.name,
          tool_call_id: op.ownId(p.call_id),
          content: op.text(p.parts, TEXT, "\n") ?? "",
        };
      });
    default:
      return [];
  }
}

/** @generated from ollama#/messages/roles/assistant */
export function encodeAnswerMessage(m: Hub.Choice, c: op.Encoding): unknown {
  return {
    role: "assistant",
    thinking: op.text(m.parts, REASONING_2, ""),
    content: op.text(m.parts, TEXT_REFUSAL, "") ?? "",
    images: op.list(m.parts, IMAGE_DATA, (v: Hub.Image) => v.data),
    tool_calls: op.list(m.parts, TOOL_CALL, encodePart, c),
  };
}

/** @generated from ollama#/messages */
export function decodeMessages(w: unknown, path: string, r: Reader): Hub.Message[] {
  return op.afterReading(r.each(w, path, (m) => decodeMessage(m, r)) ?? [], [
    "match_tool_results",
    "type_pictures",
  ]);
}

/** @generated from ollama#/messages/roles */
export function decodeMessage(w: Json, r: Reader): Hub.Message | undefined {
  if (w.role === "system" || w.role === "developer") {
    return {
      role: "system",
      parts: op.readText(w.content, "content", r, "text", decodePart) ?? [],
      rest: r.rest(w, KNOWN_SYSTEM_MESSAGE, "ollama"),
    } as Hub.Message;
  }
  if (w.role === "user") {
    return {
      role: "user",
      parts: op.concat(
        op.readText(w.content, "content", r, "text", decodePart),
        r.texts(
          w.images,
          "images",
          (v) => ({ kind: "image", source: "data", data: v }) as Hub.Part,
        ),
      ),
      rest: r.rest(w, KNOWN_USER_MESSAGE, "ollama"),
    } as Hub.Message;
  }
  if (w.role === "assistant") {
    return {
      role: "assistant",
      parts: op.concat(
        op.readText(w.thinking, "thinking", r, "reasoning", decodePart),
        op.readText(w.content, "content", r, "text", decodePart),
        r.texts(
          w.images,
          "images",
          (v) => ({ kind: "image", source: "data", data: v }) as Hub.Part,
        ),
        op.readParts(w.tool_calls, "tool_calls", r, decodePart, "tool_call"),
      ),
      rest: r.rest(w, KNOWN_ASSISTANT_MESSAGE, "ollama"),
    } as Hub.Message;
  }
  if (w.role === "tool") {
    const result = {
      kind: "tool_result",
      name: r.string(w.tool_name, "tool_name"),
      call_id: r.string(w.tool_call_id, "tool_call_id"),
      parts: op.readText(w.content, "content", r, "text", decodePart) ?? [],
    } as Hub.ToolResult;
    return { role: "tool", parts: [result] };
  }
  return r.unknown("role", w.role);
}

/** @generated from ollama#/messages/roles/assistant */
export function decodeAnswerMessage(w: Json, r: Reader): { parts: Hub.Part[] } {
  return {
    parts: op.concat(
      op.readText(w.thinking, "thinking", r, "reasoning", decodePart),
      op.readText(w.content, "content", r, "text", decodePart),
      r.texts(w.images, "images", (v) => ({ kind: "image", source: "data", data: v }) as Hub.Part),
      op.readParts(w.tool_calls, "tool_calls", r, decodePart, "tool_call"),
    ),
  };
}

/** @generated from ollama#/parts */
export function encodePart(p: Hub.Part, c: op.Encoding): unknown {
  switch (p.kind) {
    case "tool_call":
      if (p.server === true) return c.lostPart(p);
      return op.withRest(
        op.some({
          function: op.some({
            name: p.name,
            arguments: op.parse(p.arguments),
          }),
          id: op.ownId(p.id),
        }),
        p.rest,
        "ollama",
        c,
      );
    case "refusal":
      return encodePart(op.asText(p), c);
    default:
      return c.lostPart(p);
  }
}

/** @generated from ollama#/parts */
export function decodePart(w: Json, r: Reader): Hub.Part | undefined {
  if (w.function != null) {
    const functionValue = r.object(w.function, "function");
    return {
      kind: "tool_call",
      name: r.string(functionValue.name, "function.name"),
      arguments: op.stringify(functionValue.arguments),
      id: r.string(w.id, "id"),
      rest: r.rest(w, KNOWN_TOOL_CALL, "ollama"),
    } as Hub.ToolCall;
  }
  return r.unknown("type", w.type);
}

/** @generated from ollama#/finish/read */
export function decodeFinish(f: op.FinishFacts): Hub.Finish {
  switch (f.word) {
    case "stop":
      return f.tool_calls ? "tool_calls" : "stop";
    case "length":
      return "length";
    case "load":
      return "stop";
    case "unload":
      return "stop";
    case "content_filter":
      return "content_filter";
    case "error":
      return "error";
    default:
      return "unknown";
  }
}

/** @generated from ollama#/finish/write */
export function encodeFinish(f: op.FinishFacts): string | undefined {
  if (op.keepsWord(f, FINISH_WORDS, decodeFinish)) return f.word!;
  switch (f.finish) {
    case "stop":
      return "stop";
    case "length":
      return "length";
    case "tool_calls":
      return "stop";
    case "content_filter":
      return "content_filter";
    case "refusal":
      return "content_filter";
    case "pause":
      return "stop";
    case "context_window":
      return "length";
    case "malformed":
      return "error";
    case "error":
      return "error";
    default:
      return undefined;
  }
}

/** @generated from ollama#/usage */
export function encodeUsage(u: Hub.Usage): op.Wire {
  return {
    prompt_eval_count: op.sum(
      u.input,
      u.cache_read,
      u.cache_write,
      u.cache_write_5m,
      u.cache_write_1h,
      u.cache_write_30m,
      u.input_audio,
      u.input_image,
      u.input_video,
    ),
    eval_count: op.sum(u.output, u.reasoning, u.output_audio, u.output_image),
  } as op.Wire;
}

/** @generated from ollama#/usage */
export function decodeUsage(value: unknown, r: Reader): Hub.Usage | undefined {
  if (!op.isObject(value)) return undefined;
  const w = value;

  return op.some({
    input: r.number(w.prompt_eval_count, "prompt_eval_count"),
    output: r.number(w.eval_count, "eval_count"),
  }) as Hub.Usage | undefined;
}

/**
 * An answer as a client of this dialect reads it.
 * @generated from ollama#/answer
 */
export function encodeAnswer(a: Hub.Answer, c: op.Encoding): op.Wire {
  const choice = op.firstChoice(a);
  return {
    model: a.model ?? c.model.id,
    created_at: op.rfc3339(a.created) ?? op.rfc3339(c.now),
    message: encodeAnswerMessage(choice, c),
    done: true,
    done_reason: encodeFinish(op.facts(choice)),
    logprobs: choice.logprobs?.content,
    ...op.map(a.usage, encodeUsage),
  } as op.Wire;
}

/**
 * The upstream's answer, as the hub says it.
 * @generated from ollama#/answer
 */
export function decodeAnswer(w: Json, r: Reader): Hub.Answer {
  return {
    usage: decodeUsage(w, r),
    model: r.string(w.model, "model"),
    created: op.epoch(w.created_at),
    choices: [
      op.settle(
        op.merge<Hub.Choice>(
          {
            index: 0,
            finish_word: r.string(w.done_reason, "done_reason"),
            logprobs: op.some({ content: w.logprobs ?? undefined }),
          },
          decodeAnswerMessage(r.object(w.message, "message"), r),
        ),
        decodeFinish,
      ),
    ],
  } as Hub.Answer;
}

/**
 * The messages of a stream as a client of this dialect reads them.
 * @generated from ollama#/stream/events
 */
export const events: op.EventTemplates = {
  reasoning: (c, s, b, text) => ({
    model: s.model ?? c.model.id,
    created_at: op.rfc3339(s.created) ?? op.rfc3339(c.now),
    message: {
      role: "assistant",
      content: "",
      thinking: text,
    },
    done: false,
  }),
  text: (c, s, b, text) => ({
    model: s.model ?? c.model.id,
    created_at: op.rfc3339(s.created) ?? op.rfc3339(c.now),
    message: {
      role: "assistant",
      content: text,
    },
    done: false,
  }),
  part: (c, s, b, part) => {
    const item = op.only(part, ["tool_call"]) === undefined ? undefined : encodePart(part, c);
    return item === undefined
      ? undefined
      : {
          model: s.model ?? c.model.id,
          created_at: op.rfc3339(s.created) ?? op.rfc3339(c.now),
          message: {
            role: "assistant",
            content: "",
            tool_calls: [item],
          },
          done: false,
        };
  },
  finish: (c, s, f) => ({
    model: s.model ?? c.model.id,
    created_at: op.rfc3339(s.created) ?? op.rfc3339(c.now),
    message: {
      role: "assistant",
      content: "",
    },
    done: true,
    done_reason: encodeFinish(f),
    ...op.map(s.usage, encodeUsage),
  }),
  fail: (c, error) => ({ error: error }),
};

/**
 * One message of the upstream's stream, told to the stream machine.
 * @generated from ollama#/stream/events
 */
export function decodeEvent(w: Json, s: op.StreamMachine, r: Reader): void {
  const message2 = r.object(w.message, "message");
  if (s.fresh) s.begin({ model: r.string(w.model, "model"), created: op.epoch(w.created_at) });
  if (op.isText(message2.thinking)) s.reasoning(0, message2.thinking);
  if (op.isText(message2.content)) s.text(0, message2.content);
  for (const toolCall of op.objects(message2.tool_calls)) {
    s.part(0, op.only(decodePart(toolCall, r), ["tool_call"]));
  }
  if (w.done === true) s.finish(0, r.string(w.done_reason, "done_reason"));
  if (w.done === true && w != null) s.usage(w);
  if (w.done === true) s.end();
  if (w.error != null) s.failed(w);
}

/**
 * Is this an error in spite of its status?
 * @generated from ollama#/errors/inside
 */
export function isError(w: Json): boolean {
  return w.error != null;
}

/** @generated from ollama#/errors/body */
export function encodeErrorBody(e: op.ErrorWords): op.Wire {
  return {
    error: e.message,
  };
}

/** The dialect as the registry holds it. */
export const dialect: op.Dialect = {
  facts: {
    id: "ollama",
    name: "Ollama chat",
    issuer: "ollama",
    door: {
      routes: [{ method: "POST", path: "/api/chat", framing: "ndjson", stream_default: true }],
      auth: [{ scheme: "bearer" }],
      request_id: "x-request-id",
      models: {
        path: "/api/tags",
        list: { models: "$models" },
        item: {
          name: "$id",
          model: "$id",
          modified_at: "1970-01-01T00:00:00Z",
          size: 0,
          digest: "",
          details: {},
        },
      },
    },
    choices: "single",
    stream: { framing: "ndjson" },
    errors: {
      message: ["error", "error.message"],
      type: [],
      code: [],
      inside: [{ error: "*" }],
      read: [{ status: 404, is: "not_found" }],
      write: {
        bad_request: { status: 400 },
        unsupported: { status: 400 },
        context_length: { status: 400 },
        content_filter: { status: 400 },
        too_large: { status: 413 },
        auth: { status: 401 },
        billing: { status: 402 },
        permission: { status: 403 },
        not_found: { status: 404 },
        timeout: { status: 504 },
        rate_limit: { status: 429 },
        overloaded: { status: 503 },
        upstream: { status: 502 },
        internal: { status: 500 },
      },
    },
    limits: {},
    media_by_bytes: ["image"],
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
