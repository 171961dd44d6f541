// Generated from providers/dialects/gemini.yaml by `npm run generate`. Do not edit.

import * as op from "../../runtime/ops.ts";
import type { Json } from "../../runtime/json.ts";
import type { Reader } from "../../runtime/reader.ts";
import type * as Hub from "../hub.types.ts";

export const SCHEMA_INPUT = {
  const_to_enum: true,
  merge_all_of: true,
  keep: [
    "$id",
    "$defs",
    "$ref",
    "$anchor",
    "type",
    "format",
    "title",
    "description",
    "enum",
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "anyOf",
    "oneOf",
    "properties",
    "additionalProperties",
    "required",
    "propertyOrdering",
    "nullable",
  ],
} as const;

export const KNOWN_TOOL = {
  name: 1,
  description: 1,
  parametersJsonSchema: 1,
  parameters: 1,
} as const;

export const LOST = {
  stream: "said by the path",
  model: "said by the path",
  parallel_tools: "the API cannot forbid parallel calls",
  min_p: "the API has no such parameter",
  repetition_penalty: "the API has no such parameter",
  logit_bias: "the API has no such parameter",
  stream_usage: "usage is always sent",
  cache: "the API caches by itself, or by `cachedContent`",
  cache_key: "the API caches by itself",
  cache_retention: "the API caches by itself",
  user: "the API takes no end user",
  metadata: "the API takes no metadata",
  verbosity: "the API has no such parameter",
  prediction: "the API has no such parameter",
  web_search: "a tool of its own kind here",
  speech: "voices and their formats are named otherwise here",
  keep_alive: "the API runs no local models",
  context_size: "the API sets the window itself",
  "reasoning.mode": "said by level or budget",
  "reasoning.display": "said by `includeThoughts`",
  "reasoning.summary": "said by `includeThoughts`",
  "output.name": "the API names no schemas",
  "output.description": "the API describes no schemas",
  "output.strict": "schemas are always strict here",
} as const;

export const REASONING = { style: "level" } as const;

export const KNOWN = {
  contents: 1,
  systemInstruction: 1,
  tools: 1,
  toolConfig: { functionCallingConfig: 1 },
  safetySettings: 1,
  cachedContent: 1,
  store: 1,
  serviceTier: 1,
  generationConfig: {
    candidateCount: 1,
    maxOutputTokens: 1,
    temperature: 1,
    topP: 1,
    topK: 1,
    seed: 1,
    presencePenalty: 1,
    frequencyPenalty: 1,
    responseLogprobs: 1,
    logprobs: 1,
    stopSequences: 1,
    responseMimeType: 1,
    responseJsonSchema: 1,
    responseSchema: 1,
    responseModalities: 1,
    thinkingConfig: { includeThoughts: 1, thinkingBudget: 1, thinkingLevel: 1 },
  },
} as const;

export const MUST_OUT = { true: "ANY", false: "VALIDATED", null: "AUTO" } as const;

export const SERVICE_TIER_OUT = {
  standard: "standard",
  flex: "flex",
  priority: "priority",
  null: "unspecified",
} as const;

export const SCHEMA_OUTPUT = {
  const_to_enum: true,
  merge_all_of: true,
  keep: [
    "$id",
    "$defs",
    "$ref",
    "$anchor",
    "type",
    "format",
    "title",
    "description",
    "enum",
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "anyOf",
    "oneOf",
    "properties",
    "additionalProperties",
    "required",
    "propertyOrdering",
    "nullable",
  ],
} as const;

export const MODALITY_OUT = {
  text: "TEXT",
  image: "IMAGE",
  audio: "AUDIO",
  video: "VIDEO",
  null: "MODALITY_UNSPECIFIED",
} as const;

export const LEVEL_OUT = {
  minimal: "MINIMAL",
  low: "LOW",
  medium: "MEDIUM",
  high: "HIGH",
  xhigh: "HIGH",
  null: "THINKING_LEVEL_UNSPECIFIED",
  none: "MINIMAL",
  max: "HIGH",
} as const;

export const MUST = {
  ANY: true,
  VALIDATED: false,
  AUTO: null,
  NONE: null,
  MODE_UNSPECIFIED: null,
} as const;

export const SERVICE_TIER = {
  standard: "standard",
  flex: "flex",
  priority: "priority",
  unspecified: null,
} as const;

export const MODALITY = {
  TEXT: "text",
  IMAGE: "image",
  AUDIO: "audio",
  VIDEO: "video",
  MODALITY_UNSPECIFIED: null,
} as const;

export const LEVEL = {
  MINIMAL: "minimal",
  LOW: "low",
  MEDIUM: "medium",
  HIGH: "high",
  minimal: "minimal",
  low: "low",
  medium: "medium",
  high: "high",
  XHIGH: "xhigh",
  xhigh: "xhigh",
  THINKING_LEVEL_UNSPECIFIED: null,
} as const;

export const OWN_KEYS = [
  "args",
  "response",
  "parameters",
  "parametersJsonSchema",
  "responseSchema",
  "responseJsonSchema",
  "_responseJsonSchema",
  "labels",
  "partMetadata",
] as const;

export const MESSAGES = {
  system: "all",
  passes: [
    ["name_tool_results", null],
    ["drop_empty_text", null],
    ["merge_adjacent", null],
    ["attach_signatures", "skip_thought_signature_validator"],
  ],
  replay: "own",
  issuer: "google",
  lost: {
    "text.citations": "the API takes no citations back",
    "text.cache": "the API caches by itself",
    "image.cache": "the API caches by itself",
    "file.cache": "the API caches by itself",
    "tool_result.cache": "the API caches by itself",
    "image.detail": "the API is told for the whole request",
    name: "messages have no name here",
    "tool_call.cache": "the API caches by itself",
    "image.id": "files are named by their URI here",
    "audio.id": "files are named by their URI here",
    "video.id": "files are named by their URI here",
    "file.id": "files are named by their URI here",
    "reasoning.sealed": "sealed state stands on the part that it belongs to",
    "tool_call.custom": "free text is told as an argument object",
    "tool_call.server": "the API's own calls are of a kind of their own",
  },
} as const;

export const TEXT_IMAGE_AUDIO_VIDEO_FILE_TOOL_RESULT_OPAQUE = [
  "text",
  "image",
  "audio",
  "video",
  "file",
  "tool_result",
  "opaque",
] as const;

export const TEXT_REASONING_TOOL_CALL_IMAGE_REFUSAL_OPAQUE = [
  "text",
  "reasoning",
  "tool_call",
  "image",
  "refusal",
  "opaque",
] as const;

export const TEXT = ["text"] as const;

export const KNOWN_USER_MESSAGE = { role: 1, parts: 1 } as const;

export const KNOWN_ASSISTANT_MESSAGE = { role: 1, parts: 1 } as const;

export const KNOWN_SYSTEM_MESSAGE = { role: 1, parts: 1 } as const;

export const IMAGE_FILE = ["image", "file"] as const;

export const KNOWN_REASONING = { text: 1, thought: 1, thoughtSignature: 1 } as const;

export const KNOWN_TEXT = { text: 1, thoughtSignature: 1 } as const;

export const KNOWN_TOOL_CALL_PIECE = {
  functionCall: { name: 1, willContinue: 1 },
  thoughtSignature: 1,
} as const;

export const KNOWN_TOOL_CALL = {
  functionCall: { id: 1, name: 1, args: 1 },
  thoughtSignature: 1,
} as const;

export const KNOWN_TOOL_RESULT = {
  functionResponse: { id: 1, name: 1, response: 1, parts: 1 },
} as const;

export const KNOWN_IMAGE_DATA = {
  inlineData: { mimeType: 1, data: 1 },
  thoughtSignature: 1,
} as const;

export const KNOWN_AUDIO_DATA = { inlineData: { mimeType: 1, data: 1 } } as const;

export const KNOWN_VIDEO_DATA = { inlineData: { mimeType: 1, data: 1 } } as const;

export const KNOWN_FILE_DATA = { inlineData: { mimeType: 1, data: 1, displayName: 1 } } as const;

export const KNOWN_IMAGE_URL = { fileData: { mimeType: 1, fileUri: 1 } } as const;

export const KNOWN_AUDIO_URL = { fileData: { mimeType: 1, fileUri: 1 } } as const;

export const KNOWN_VIDEO_URL = { fileData: { mimeType: 1, fileUri: 1 } } as const;

export const KNOWN_FILE_URL = { fileData: { mimeType: 1, fileUri: 1, displayName: 1 } } as const;

export const FINISH_WORDS = [
  "STOP",
  "MAX_TOKENS",
  "CONTINUATION",
  "SAFETY",
  "RECITATION",
  "BLOCKLIST",
  "PROHIBITED_CONTENT",
  "SPII",
  "LANGUAGE",
  "IMAGE_SAFETY",
  "IMAGE_PROHIBITED_CONTENT",
  "IMAGE_RECITATION",
  "ESCALATION",
  "MODEL_ARMOR",
  "MALFORMED_FUNCTION_CALL",
  "UNEXPECTED_TOOL_CALL",
  "TOO_MANY_TOOL_CALLS",
  "MALFORMED_RESPONSE",
  "MISSING_THOUGHT_SIGNATURE",
  "OTHER",
  "IMAGE_OTHER",
  "NO_IMAGE",
  "FINISH_REASON_UNSPECIFIED",
] as const;

export const SEALED = { as: "signature" } as const;

/** @generated from gemini#/tools */
export function encodeTool(t: Hub.Tool, c: op.Encoding): unknown {
  switch (t.kind) {
    case "custom":
      return c.lost("tools", "dropped", "the API has no free-text tools");
    case "function":
      if (t.strict !== undefined) c.lost("tools.strict", "dropped", "the API checks by mode");
      if (t.cache !== undefined) c.lost("tools.cache", "dropped", "the API caches by itself");
      return op.withRest(
        op.some({
          name: t.name,
          description: t.description,
          parametersJsonSchema: c.schema("parameters", t.parameters, SCHEMA_INPUT),
        }),
        t.rest,
        "gemini",
        c,
      );
    default:
      return op.opaqueTool(t, "gemini", c);
  }
}

/** @generated from gemini#/tools */
export function decodeTool(w: Json, r: Reader): Hub.Tool | undefined {
  if (w.name != null) {
    return {
      kind: "function",
      name: r.string(w.name, "name"),
      description: r.string(w.description, "description"),
      parameters:
        r.dict(w.parametersJsonSchema, "parametersJsonSchema") ??
        op.lowerTypes(r.dict(w.parameters, "parameters")),
      rest: r.rest(w, KNOWN_TOOL, "gemini"),
    } as Hub.Tool;
  }
  return op.readOpaqueTool(w, "gemini");
}

/** @generated from gemini#/request/body/toolConfig/functionCallingConfig */
export function encodeFunctionCallingConfig(h: Hub.Request, c: op.Encoding): unknown {
  switch (h.tool_choice?.mode) {
    case "tool":
      return h.tool_choice?.name !== undefined
        ? {
            mode: "ANY",
            allowedFunctionNames: op.single(h.tool_choice?.name),
          }
        : undefined;
    case "allowed":
      return h.tool_choice?.names !== undefined
        ? op.some({
            mode: op.word(h.tool_choice?.must, MUST_OUT),
            allowedFunctionNames: h.tool_choice?.names,
          })
        : undefined;
    case "auto":
      return {
        mode: "AUTO",
      };
    case "none":
      return {
        mode: "NONE",
      };
    case "required":
      return {
        mode: "ANY",
      };
  }
  return undefined;
}

/** @generated from gemini#/request/body/generationConfig/responseMimeType */
export function encodeResponseMimeType(h: Hub.Request, c: op.Encoding): unknown {
  switch (h.output?.type) {
    case "json":
      return "application/json";
    case "schema":
      return "application/json";
    case "text":
      return "text/plain";
  }
  return undefined;
}

/**
 * The request as the upstream takes it.
 * @generated from gemini#/request
 */
export function encodeRequest(request: Hub.Request, c: op.Encoding): op.Wire {
  const h = c.prepare(request, MESSAGES, REASONING, LOST);
  return op.withRest(
    {
      contents: encodeMessages(h, c),
      systemInstruction: op.system(h, "parts", encodePart, c, "parts"),
      tools: op.groupedTools(h.tools, "functionDeclarations", encodeTool, c),
      toolConfig: op.some({
        functionCallingConfig: encodeFunctionCallingConfig(h, c),
      }),
      safetySettings: h.safety,
      cachedContent: h.cached_content,
      store: h.store,
      serviceTier: op.word(h.service_tier, SERVICE_TIER_OUT),
      generationConfig: op.some({
        candidateCount: h.n,
        maxOutputTokens: h.max_tokens,
        temperature: c.clamp("temperature", h.temperature, { max: 2 }),
        topP: h.top_p,
        topK: h.top_k,
        seed: op.int32(h.seed),
        presencePenalty: h.presence_penalty,
        frequencyPenalty: h.frequency_penalty,
        responseLogprobs: h.logprobs,
        logprobs: h.top_logprobs,
        stopSequences: h.stop,
        responseMimeType: encodeResponseMimeType(h, c),
        responseJsonSchema: c.schema("output.schema", h.output?.schema, SCHEMA_OUTPUT),
        responseModalities: op.words(h.modalities, MODALITY_OUT),
        thinkingConfig: op.some({
          includeThoughts: h.reasoning?.visible,
          thinkingBudget: h.reasoning?.budget,
          thinkingLevel: op.word(h.reasoning?.effort, LEVEL_OUT),
        }),
      }),
    },
    h.rest,
    "gemini",
    c,
  );
}

/** @generated from gemini#/request/body/toolConfig/functionCallingConfig */
export function decodeFunctionCallingConfig(
  w: unknown,
  r: Reader,
): op.Partial<Hub.Request> | undefined {
  if (w == null || w === "") return undefined;
  if (op.isObject(w)) {
    const v = w;
    if (v.mode === "ANY" && op.onlyOne(v.allowedFunctionNames) !== undefined) {
      return {
        tool_choice: { mode: "tool", name: op.onlyOne(v.allowedFunctionNames) },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.allowedFunctionNames != null) {
      return op.merge(
        {
          tool_choice: {
            mode: "allowed",
            must: r.word(v.mode, "functionCallingConfig.mode", MUST),
            names: r.strings(v.allowedFunctionNames, "functionCallingConfig.allowedFunctionNames"),
          },
        },
        v.allowedFunctionNames == null ? undefined : { tool_choice: { must: true } },
      );
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.mode === "AUTO") {
      return {
        tool_choice: { mode: "auto" },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.mode === "VALIDATED") {
      return {
        tool_choice: { mode: "auto" },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.mode === "MODE_UNSPECIFIED") {
      return {
        tool_choice: { mode: "auto" },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.mode === "NONE") {
      return {
        tool_choice: { mode: "none" },
      };
    }
  }
  if (op.isObject(w)) {
    const v = w;
    if (v.mode === "ANY") {
      return {
        tool_choice: { mode: "required" },
      };
    }
  }
  return r.unknown("functionCallingConfig", w);
}

/** @generated from gemini#/request/body/generationConfig/responseMimeType */
export function decodeResponseMimeType(w: unknown, r: Reader): op.Partial<Hub.Request> | undefined {
  if (w == null || w === "") return undefined;
  if (w === "application/json")
    return {
      output: { type: "json" },
    };
  if (w === "application/json")
    return {
      output: { type: "schema" },
    };
  if (w === "text/plain")
    return {
      output: { type: "text" },
    };
  return r.unknown("responseMimeType", w);
}

/**
 * What a client asks, as the hub says it.
 * @generated from gemini#/request
 */
export function decodeRequest(body: Json, r: Reader): Hub.Request {
  const w = op.camelFields(body, OWN_KEYS);
  r.require(w, ["contents"]);
  const toolConfig = r.object(w.toolConfig, "toolConfig");
  const generationConfig = r.object(w.generationConfig, "generationConfig");
  const thinkingConfig = r.object(
    generationConfig.thinkingConfig,
    "generationConfig.thinkingConfig",
  );
  return op.merge<Hub.Request>(
    {
      messages: op.concat(
        op.readSystem(
          r.object(w.systemInstruction, "systemInstruction").parts,
          "systemInstruction",
          r,
          decodePart,
        ),
        decodeMessages(w.contents, "contents", r),
      ),
      tools: op.readGroupedTools(w.tools, "tools", "functionDeclarations", r, "gemini", decodeTool),
      safety: r.dicts(w.safetySettings, "safetySettings"),
      cached_content: r.string(w.cachedContent, "cachedContent"),
      store: r.boolean(w.store, "store"),
      service_tier: r.word(w.serviceTier, "serviceTier", SERVICE_TIER),
      n: r.number(generationConfig.candidateCount, "generationConfig.candidateCount"),
      max_tokens: r.number(generationConfig.maxOutputTokens, "generationConfig.maxOutputTokens"),
      temperature: r.number(generationConfig.temperature, "generationConfig.temperature"),
      top_p: r.number(generationConfig.topP, "generationConfig.topP"),
      top_k: r.number(generationConfig.topK, "generationConfig.topK"),
      seed: r.number(generationConfig.seed, "generationConfig.seed"),
      presence_penalty: r.number(
        generationConfig.presencePenalty,
        "generationConfig.presencePenalty",
      ),
      frequency_penalty: r.number(
        generationConfig.frequencyPenalty,
        "generationConfig.frequencyPenalty",
      ),
      logprobs: r.boolean(generationConfig.responseLogprobs, "generationConfig.responseLogprobs"),
      top_logprobs: r.number(generationConfig.logprobs, "generationConfig.logprobs"),
      stop: r.strings(generationConfig.stopSequences, "generationConfig.stopSequences"),
      output: op.some({
        schema:
          r.dict(generationConfig.responseJsonSchema, "generationConfig.responseJsonSchema") ??
          op.lowerTypes(r.dict(generationConfig.responseSchema, "generationConfig.responseSchema")),
      }),
      modalities: op.readWords(
        r.strings(generationConfig.responseModalities, "generationConfig.responseModalities"),
        MODALITY,
      ),
      reasoning: op.some({
        visible: r.boolean(
          thinkingConfig.includeThoughts,
          "generationConfig.thinkingConfig.includeThoughts",
        ),
        budget: r.number(
          thinkingConfig.thinkingBudget,
          "generationConfig.thinkingConfig.thinkingBudget",
        ),
        effort: r.word(
          thinkingConfig.thinkingLevel,
          "generationConfig.thinkingConfig.thinkingLevel",
          LEVEL,
        ),
      }),
      rest: r.rest(w, KNOWN, "gemini"),
    },
    decodeFunctionCallingConfig(toolConfig.functionCallingConfig, r),
    decodeResponseMimeType(generationConfig.responseMimeType, r),
    generationConfig.responseJsonSchema == null ? undefined : { output: { type: "schema" } },
    generationConfig.responseSchema == null ? undefined : { output: { type: "schema" } },
  );
}

/** @generated from gemini#/messages */
export function encodeMessages(h: Hub.Request, c: op.Encoding): unknown[] {
  return h.messages.flatMap((m) => encodeMessage(m, c));
}

/** @generated from gemini#/messages/roles */
export function encodeMessage(m: Hub.Message, c: op.Encoding): unknown {
  switch (m.role) {
    case "user":
    case "tool":
      c.leftover(m.parts, ["text", "image", "audio", "video", "file", "tool_result", "opaque"]);
      return op.withRest(
        {
          role: "user",
          parts: op.list(m.parts, TEXT_IMAGE_AUDIO_VIDEO_FILE_TOOL_RESULT_OPAQUE, encodePart, c),
        },
        m.rest,
        "gemini",
        c,
      );
    case "assistant":
      c.leftover(m.parts, ["text", "reasoning", "tool_call", "image", "refusal", "opaque"]);
      return op.withRest(
        {
          role: "model",
          parts: op.list(m.parts, TEXT_REASONING_TOOL_CALL_IMAGE_REFUSAL_OPAQUE, encodePart, c),
        },
        m.rest,
        "gemini",
        c,
      );
    case "system":
      c.leftover(m.parts, ["text"]);
      return op.withRest(
        {
          role: "system",
          parts: op.list(m.parts, TEXT, encodePart, c),
        },
        m.rest,
        "gemini",
        c,
      );
    default:
      return [];
  }
}

/** @generated from gemini#/messages/roles/assistant */
export function encodeAnswerMessage(m: Hub.Choice, c: op.Encoding): unknown {
  return {
    role: "model",
    parts: op.list(m.parts, TEXT_REASONING_TOOL_CALL_IMAGE_REFUSAL_OPAQUE, encodePart, c),
  };
}

/** @generated from gemini#/messages */
export function decodeMessages(w: unknown, path: string, r: Reader): Hub.Message[] {
  return op.afterReading(r.each(w, path, (m) => decodeMessage(m, r)) ?? [], [
    "split_tool_results",
    "match_tool_results",
    "unwrap_sealed",
  ]);
}

/** @generated from gemini#/messages/roles */
export function decodeMessage(w: Json, r: Reader): Hub.Message | undefined {
  if (w.role === "user" || w.role == null) {
    return {
      role: "user",
      parts: op.readParts(w.parts, "parts", r, decodePart, "text") ?? [],
      rest: r.rest(w, KNOWN_USER_MESSAGE, "gemini"),
    } as Hub.Message;
  }
  if (w.role === "model") {
    return {
      role: "assistant",
      parts: op.readParts(w.parts, "parts", r, decodePart, "text") ?? [],
      rest: r.rest(w, KNOWN_ASSISTANT_MESSAGE, "gemini"),
    } as Hub.Message;
  }
  if (w.role === "system") {
    return {
      role: "system",
      parts: op.readParts(w.parts, "parts", r, decodePart, "text") ?? [],
      rest: r.rest(w, KNOWN_SYSTEM_MESSAGE, "gemini"),
    } as Hub.Message;
  }
  if (w.role === "function") {
    return {
      role: "user",
      parts: op.readParts(w.parts, "parts", r, decodePart, "tool_result") ?? [],
      rest: r.rest(w, KNOWN_USER_MESSAGE, "gemini"),
    } as Hub.Message;
  }
  return r.unknown("role", w.role);
}

/** @generated from gemini#/messages/roles/assistant */
export function decodeAnswerMessage(w: Json, r: Reader): { parts: Hub.Part[] } {
  return {
    parts: op.readParts(w.parts, "parts", r, decodePart, "text") ?? [],
  };
}

/** @generated from gemini#/parts */
export function encodePart(p: Hub.Part, c: op.Encoding): unknown {
  switch (p.kind) {
    case "reasoning":
      if (p.data !== undefined) return c.lostPart(p);
      return op.withRest(
        {
          text: p.text ?? "",
          thought: true,
          thoughtSignature: op.unseal(p.signature, "google"),
        },
        p.rest,
        "gemini",
        c,
      );
    case "text":
      return op.withRest(
        op.some({
          text: p.text,
          thoughtSignature: op.unseal(p.signature, "google"),
        }),
        p.rest,
        "gemini",
        c,
      );
    case "tool_call":
      if (p.more === true)
        return op.withRest(
          p.pieces !== undefined
            ? op.some({
                functionCall: op.some({
                  name: p.name,
                  partialArgs: p.pieces,
                  willContinue: p.more,
                }),
                thoughtSignature: op.unseal(p.signature, "google"),
              })
            : undefined,
          p.rest,
          "gemini",
          c,
        );
      if (p.server === true) return c.lostPart(p);
      return op.withRest(
        op.some({
          functionCall: op.some({
            id: op.ownId(p.id),
            name: p.name,
            args: op.parse(p.arguments),
          }),
          thoughtSignature: op.unseal(p.signature, "google"),
        }),
        p.rest,
        "gemini",
        c,
      );
    case "tool_result":
      return op.withRest(
        op.some({
          functionResponse: op.some({
            id: op.ownId(p.call_id),
            name: p.name,
            response: op.result(p, "output", "error"),
            parts: op.list(p.parts, IMAGE_FILE, encodePart, c),
          }),
        }),
        p.rest,
        "gemini",
        c,
      );
    case "image":
      switch (p.source) {
        case "data":
          return op.withRest(
            op.some({
              inlineData: op.some({
                mimeType: p.media_type,
                data: p.data,
              }),
              thoughtSignature: op.unseal(p.signature, "google"),
            }),
            p.rest,
            "gemini",
            c,
          );
        case "url":
          return op.withRest(
            op.some({
              fileData: op.some({
                mimeType: p.media_type ?? op.typeOfName(p.url),
                fileUri: p.url,
              }),
            }),
            p.rest,
            "gemini",
            c,
          );
        default:
          return c.lostPart(p);
      }
    case "audio":
      switch (p.source) {
        case "data":
          return op.withRest(
            op.some({
              inlineData: op.some({
                mimeType: p.media_type,
                data: p.data,
              }),
            }),
            p.rest,
            "gemini",
            c,
          );
        case "url":
          return op.withRest(
            op.some({
              fileData: op.some({
                mimeType: p.media_type ?? op.typeOfName(p.url),
                fileUri: p.url,
              }),
            }),
            p.rest,
            "gemini",
            c,
          );
        default:
          return c.lostPart(p);
      }
    case "video":
      switch (p.source) {
        case "data":
          return op.withRest(
            op.some({
              inlineData: op.some({
                mimeType: p.media_type,
                data: p.data,
              }),
            }),
            p.rest,
            "gemini",
            c,
          );
        case "url":
          return op.withRest(
            op.some({
              fileData: op.some({
                mimeType: p.media_type ?? op.typeOfName(p.url),
                fileUri: p.url,
              }),
            }),
            p.rest,
            "gemini",
            c,
          );
        default:
          return c.lostPart(p);
      }
    case "file":
      switch (p.source) {
        case "data":
          return op.withRest(
            op.some({
              inlineData: op.some({
                mimeType: p.media_type,
                data: p.data,
                displayName: p.name,
              }),
            }),
            p.rest,
            "gemini",
            c,
          );
        case "url":
          return op.withRest(
            op.some({
              fileData: op.some({
                mimeType: p.media_type ?? op.typeOfName(p.url),
                fileUri: p.url,
                displayName: p.name,
              }),
            }),
            p.rest,
            "gemini",
            c,
          );
        case "text":
          return encodePart(op.asText(p), c);
        default:
          return c.lostPart(p);
      }
    case "refusal":
      return encodePart(op.asText(p), c);
    case "opaque":
      return p.dialect === "gemini" ? p.value : c.lostPart(p);
    default:
      return c.lostPart(p);
  }
}

/** @generated from gemini#/parts */
export function decodePart(w: Json, r: Reader): Hub.Part | undefined {
  if (w.thought === true) {
    return {
      kind: "reasoning",
      text: r.string(w.text, "text"),
      signature: op.seal(r.string(w.thoughtSignature, "thoughtSignature"), "google"),
      rest: r.rest(w, KNOWN_REASONING, "gemini"),
    } as Hub.ReasoningPart;
  }
  if (w.text != null) {
    return {
      kind: "text",
      text: r.string(w.text, "text"),
      signature: op.seal(r.string(w.thoughtSignature, "thoughtSignature"), "google"),
      rest: r.rest(w, KNOWN_TEXT, "gemini"),
    } as Hub.Text;
  }
  if (op.at(w, "functionCall").partialArgs != null) {
    const functionCall = r.object(w.functionCall, "functionCall");
    return {
      kind: "tool_call",
      name: r.string(functionCall.name, "functionCall.name"),
      pieces: r.dicts(functionCall.partialArgs, "functionCall.partialArgs"),
      more: r.boolean(functionCall.willContinue, "functionCall.willContinue"),
      signature: op.seal(r.string(w.thoughtSignature, "thoughtSignature"), "google"),
      rest: r.rest(w, KNOWN_TOOL_CALL_PIECE, "gemini"),
    } as Hub.ToolCall;
  }
  if (op.at(w, "functionCall").willContinue != null) {
    const functionCall = r.object(w.functionCall, "functionCall");
    return {
      kind: "tool_call",
      name: r.string(functionCall.name, "functionCall.name"),
      more: r.boolean(functionCall.willContinue, "functionCall.willContinue"),
      signature: op.seal(r.string(w.thoughtSignature, "thoughtSignature"), "google"),
      rest: r.rest(w, KNOWN_TOOL_CALL_PIECE, "gemini"),
    } as Hub.ToolCall;
  }
  if (w.functionCall != null) {
    const functionCall = r.object(w.functionCall, "functionCall");
    return {
      kind: "tool_call",
      id: r.string(functionCall.id, "functionCall.id"),
      name: r.string(functionCall.name, "functionCall.name"),
      arguments: op.stringify(functionCall.args),
      signature: op.seal(r.string(w.thoughtSignature, "thoughtSignature"), "google"),
      rest: r.rest(w, KNOWN_TOOL_CALL, "gemini"),
    } as Hub.ToolCall;
  }
  if (w.functionResponse != null) {
    const functionResponse = r.object(w.functionResponse, "functionResponse");
    return op.merge<Hub.ToolResult>(
      {
        kind: "tool_result",
        call_id: r.string(functionResponse.id, "functionResponse.id"),
        name: r.string(functionResponse.name, "functionResponse.name"),
        parts:
          op.readParts(functionResponse.parts, "functionResponse.parts", r, decodePart, "image") ??
          [],
        rest: r.rest(w, KNOWN_TOOL_RESULT, "gemini"),
      },
      op.readResult(functionResponse.response, "output", "error"),
    );
  }
  if (op.startsWith(op.at(w, "inlineData").mimeType, "image/")) {
    const inlineData = r.object(w.inlineData, "inlineData");
    return {
      kind: "image",
      source: "data",
      media_type: r.string(inlineData.mimeType, "inlineData.mimeType"),
      data: r.string(inlineData.data, "inlineData.data"),
      signature: op.seal(r.string(w.thoughtSignature, "thoughtSignature"), "google"),
      rest: r.rest(w, KNOWN_IMAGE_DATA, "gemini"),
    } as Hub.Image;
  }
  if (op.startsWith(op.at(w, "inlineData").mimeType, "audio/")) {
    const inlineData = r.object(w.inlineData, "inlineData");
    return {
      kind: "audio",
      source: "data",
      media_type: r.string(inlineData.mimeType, "inlineData.mimeType"),
      data: r.string(inlineData.data, "inlineData.data"),
      rest: r.rest(w, KNOWN_AUDIO_DATA, "gemini"),
    } as Hub.Audio;
  }
  if (op.startsWith(op.at(w, "inlineData").mimeType, "video/")) {
    const inlineData = r.object(w.inlineData, "inlineData");
    return {
      kind: "video",
      source: "data",
      media_type: r.string(inlineData.mimeType, "inlineData.mimeType"),
      data: r.string(inlineData.data, "inlineData.data"),
      rest: r.rest(w, KNOWN_VIDEO_DATA, "gemini"),
    } as Hub.Video;
  }
  if (w.inlineData != null) {
    const inlineData = r.object(w.inlineData, "inlineData");
    return {
      kind: "file",
      source: "data",
      media_type: r.string(inlineData.mimeType, "inlineData.mimeType"),
      data: r.string(inlineData.data, "inlineData.data"),
      name: r.string(inlineData.displayName, "inlineData.displayName"),
      rest: r.rest(w, KNOWN_FILE_DATA, "gemini"),
    } as Hub.File;
  }
  if (op.startsWith(op.at(w, "fileData").mimeType, "image/")) {
    const fileData = r.object(w.fileData, "fileData");
    return {
      kind: "image",
      source: "url",
      media_type: r.string(fileData.mimeType, "fileData.mimeType"),
      url: r.string(fileData.fileUri, "fileData.fileUri"),
      rest: r.rest(w, KNOWN_IMAGE_URL, "gemini"),
    } as Hub.Image;
  }
  if (op.startsWith(op.at(w, "fileData").mimeType, "audio/")) {
    const fileData = r.object(w.fileData, "fileData");
    return {
      kind: "audio",
      source: "url",
      media_type: r.string(fileData.mimeType, "fileData.mimeType"),
      url: r.string(fileData.fileUri, "fileData.fileUri"),
      rest: r.rest(w, KNOWN_AUDIO_URL, "gemini"),
    } as Hub.Audio;
  }
  if (op.startsWith(op.at(w, "fileData").mimeType, "video/")) {
    const fileData = r.object(w.fileData, "fileData");
    return {
      kind: "video",
      source: "url",
      media_type: r.string(fileData.mimeType, "fileData.mimeType"),
      url: r.string(fileData.fileUri, "fileData.fileUri"),
      rest: r.rest(w, KNOWN_VIDEO_URL, "gemini"),
    } as Hub.Video;
  }
  if (w.fileData != null) {
    const fileData = r.object(w.fileData, "fileData");
    return {
      kind: "file",
      source: "url",
      media_type: r.string(fileData.mimeType, "fileData.mimeType"),
      url: r.string(fileData.fileUri, "fileData.fileUri"),
      name: r.string(fileData.displayName, "fileData.displayName"),
      rest: r.rest(w, KNOWN_FILE_URL, "gemini"),
    } as Hub.File;
  }
  return { kind: "opaque", dialect: "gemini", value: w };
}

/** @generated from gemini#/finish/read */
export function decodeFinish(f: op.FinishFacts): Hub.Finish {
  switch (f.word) {
    case "STOP":
      return f.tool_calls ? "tool_calls" : "stop";
    case "MAX_TOKENS":
      return "length";
    case "CONTINUATION":
      return "length";
    case "SAFETY":
      return "content_filter";
    case "RECITATION":
      return "content_filter";
    case "BLOCKLIST":
      return "content_filter";
    case "PROHIBITED_CONTENT":
      return "content_filter";
    case "SPII":
      return "content_filter";
    case "LANGUAGE":
      return "content_filter";
    case "IMAGE_SAFETY":
      return "content_filter";
    case "IMAGE_PROHIBITED_CONTENT":
      return "content_filter";
    case "IMAGE_RECITATION":
      return "content_filter";
    case "ESCALATION":
      return "content_filter";
    case "MODEL_ARMOR":
      return "content_filter";
    case "MALFORMED_FUNCTION_CALL":
      return "malformed";
    case "UNEXPECTED_TOOL_CALL":
      return "malformed";
    case "TOO_MANY_TOOL_CALLS":
      return "malformed";
    case "MALFORMED_RESPONSE":
      return "malformed";
    case "MISSING_THOUGHT_SIGNATURE":
      return "malformed";
    case "OTHER":
      return "unknown";
    case "IMAGE_OTHER":
      return "unknown";
    case "NO_IMAGE":
      return "unknown";
    case "FINISH_REASON_UNSPECIFIED":
      return "unknown";
    default:
      return "unknown";
  }
}

/** @generated from gemini#/finish/write */
export function encodeFinish(f: op.FinishFacts): string | undefined {
  if (op.keepsWord(f, FINISH_WORDS, decodeFinish)) return f.word!;
  switch (f.finish) {
    case "stop":
      return "STOP";
    case "length":
      return "MAX_TOKENS";
    case "tool_calls":
      return "STOP";
    case "content_filter":
      return "SAFETY";
    case "refusal":
      return "SAFETY";
    case "pause":
      return "STOP";
    case "context_window":
      return "MAX_TOKENS";
    case "malformed":
      return "MALFORMED_FUNCTION_CALL";
    case "error":
      return "OTHER";
    default:
      return "OTHER";
  }
}

/** @generated from gemini#/usage */
export function encodeUsage(u: Hub.Usage): op.Wire {
  return {
    promptTokenCount: op.sum(
      u.input,
      u.cache_read,
      u.input_audio,
      u.input_image,
      u.input_video,
      u.cache_write,
      u.cache_write_5m,
      u.cache_write_1h,
      u.cache_write_30m,
    ),
    cachedContentTokenCount: u.cache_read,
    candidatesTokenCount: op.sum(u.output, u.output_audio, u.output_image),
    thoughtsTokenCount: u.reasoning,
    totalTokenCount: u.total ?? op.total(u),
    promptTokensDetails: op.rows("modality", "tokenCount", [
      ["AUDIO", u.input_audio],
      ["IMAGE", u.input_image],
      ["VIDEO", u.input_video],
    ]),
    candidatesTokensDetails: op.rows("modality", "tokenCount", [
      ["AUDIO", u.output_audio],
      ["IMAGE", u.output_image],
    ]),
    serviceTier: u.service_tier,
  } as op.Wire;
}

/** @generated from gemini#/usage */
export function decodeUsage(value: unknown, r: Reader): Hub.Usage | undefined {
  if (!op.isObject(value)) return undefined;
  const w = value;

  return op.some({
    input: op.plus(
      op.minus(
        r.number(w.promptTokenCount, "promptTokenCount"),
        r.number(w.cachedContentTokenCount, "cachedContentTokenCount"),
        op.row(w.promptTokensDetails, "modality", "AUDIO", "tokenCount"),
        op.row(w.promptTokensDetails, "modality", "IMAGE", "tokenCount"),
        op.row(w.promptTokensDetails, "modality", "VIDEO", "tokenCount"),
      ),
      r.number(w.toolUsePromptTokenCount, "toolUsePromptTokenCount"),
    ),
    cache_read: r.number(w.cachedContentTokenCount, "cachedContentTokenCount"),
    output: op.minus(
      r.number(w.candidatesTokenCount, "candidatesTokenCount"),
      op.row(w.candidatesTokensDetails, "modality", "AUDIO", "tokenCount"),
      op.row(w.candidatesTokensDetails, "modality", "IMAGE", "tokenCount"),
    ),
    reasoning: r.number(w.thoughtsTokenCount, "thoughtsTokenCount"),
    total: r.number(w.totalTokenCount, "totalTokenCount"),
    input_audio: op.row(w.promptTokensDetails, "modality", "AUDIO", "tokenCount"),
    input_image: op.row(w.promptTokensDetails, "modality", "IMAGE", "tokenCount"),
    input_video: op.row(w.promptTokensDetails, "modality", "VIDEO", "tokenCount"),
    output_audio: op.row(w.candidatesTokensDetails, "modality", "AUDIO", "tokenCount"),
    output_image: op.row(w.candidatesTokensDetails, "modality", "IMAGE", "tokenCount"),
    service_tier: r.string(w.serviceTier, "serviceTier"),
  }) as Hub.Usage | undefined;
}

/** @generated from gemini#/shapes/citation */
export function encodeCitation(v: Hub.Citation): unknown {
  return op.some({
    startIndex: v.start,
    endIndex: v.end,
    uri: v.url,
    title: v.title,
  });
}

/**
 * An answer as a client of this dialect reads it.
 * @generated from gemini#/answer
 */
export function encodeAnswer(answer: Hub.Answer, c: op.Encoding): op.Wire {
  const a = op.tellSealedIn(answer, SEALED);
  return {
    candidates: op.each(a.choices, (v) =>
      op.some({
        content: encodeAnswerMessage(v, c),
        finishReason: encodeFinish(op.facts(v)),
        finishMessage: v.explanation,
        index: v.index,
        citationMetadata: op.some({
          citationSources: op.citations(v.parts, "url", encodeCitation),
        }),
        logprobsResult: op.zipLogprobs(v.logprobs),
      }),
    ),
    usageMetadata: op.map(a.usage, encodeUsage),
    modelVersion: a.model,
    responseId: a.id ?? c.id(""),
    createTime: op.rfc3339(a.created),
  } as op.Wire;
}

/** @generated from gemini#/shapes/citation */
export function decodeCitation(w: Json, r: Reader): Hub.Citation {
  return {
    kind: "url",
    start: r.number(w.startIndex, "startIndex"),
    end: r.number(w.endIndex, "endIndex"),
    url: r.string(w.uri, "uri"),
    title: r.string(w.title, "title"),
  } as Hub.Citation;
}

/**
 * The upstream's answer, as the hub says it.
 * @generated from gemini#/answer
 */
export function decodeAnswer(w: Json, r: Reader): Hub.Answer {
  return {
    usage: decodeUsage(w.usageMetadata, r),
    model: r.string(w.modelVersion, "modelVersion"),
    id: r.string(w.responseId, "responseId"),
    created: op.epoch(w.createTime),
    choices: op.choices(
      r.each(w.candidates, "candidates", (v) => {
        const citationMetadata = r.object(v.citationMetadata, "citationMetadata");
        return op.settle(
          op.citeChoice(
            op.merge<Hub.Choice>(
              {
                finish_word: r.string(v.finishReason, "finishReason"),
                explanation: r.string(v.finishMessage, "finishMessage"),
                index: r.number(v.index, "index") ?? 0,
                logprobs: op.unzipLogprobs(v.logprobsResult),
              },
              decodeAnswerMessage(r.object(v.content, "content"), r),
            ),
            r.each(citationMetadata.citationSources, "citationMetadata.citationSources", (v) =>
              decodeCitation(v, r),
            ),
          ),
          decodeFinish,
        );
      }),
      op.at(w, "promptFeedback").blockReason,
    ),
  } as Hub.Answer;
}

/**
 * The messages of a stream as a client of this dialect reads them.
 * @generated from gemini#/stream/events
 */
export const events: op.EventTemplates = {
  part: (c, s, b, part) => {
    const item = encodePart(part, c);
    return item === undefined
      ? undefined
      : {
          responseId: s.id ?? c.id(""),
          modelVersion: s.model,
          createTime: op.rfc3339(s.created),
          candidates: [
            {
              content: {
                role: "model",
                parts: [item],
              },
              index: b.choice,
            },
          ],
        };
  },
  citation: (c, s, b, citation) => {
    const item = op.map(citation, encodeCitation);
    return item === undefined
      ? undefined
      : {
          responseId: s.id ?? c.id(""),
          modelVersion: s.model,
          createTime: op.rfc3339(s.created),
          candidates: [
            {
              content: {
                role: "model",
                parts: [
                  {
                    text: "",
                  },
                ],
              },
              citationMetadata: {
                citationSources: [item],
              },
              index: b.choice,
            },
          ],
        };
  },
  finish: (c, s, f) => ({
    responseId: s.id ?? c.id(""),
    modelVersion: s.model,
    createTime: op.rfc3339(s.created),
    candidates: [
      {
        content: {
          role: "model",
          parts: [
            {
              text: "",
            },
          ],
        },
        finishReason: encodeFinish(f),
        finishMessage: f.explanation,
        index: f.choice,
      },
    ],
    usageMetadata: op.map(s.usage, encodeUsage),
  }),
  fail: (c, error) => ({ error: error }),
};

/**
 * One message of the upstream's stream, told to the stream machine.
 * @generated from gemini#/stream/events
 */
export function decodeEvent(w: Json, s: op.StreamMachine, r: Reader): void {
  if (s.fresh)
    s.begin({
      id: r.string(w.responseId, "responseId"),
      model: r.string(w.modelVersion, "modelVersion"),
      created: op.epoch(w.createTime),
    });
  s.blocked(op.dig(w, ["promptFeedback", "blockReason"]));
  for (const candidate of op.objects(w.candidates)) {
    const content = r.object(candidate.content, "content");
    const citationMetadata = r.object(candidate.citationMetadata, "citationMetadata");
    for (const part of op.objects(content.parts)) {
      s.part(op.index(r.number(candidate.index, "index")), decodePart(part, r));
    }
    for (const citationSource of op.objects(citationMetadata.citationSources)) {
      s.citation(
        op.index(r.number(candidate.index, "index")),
        op.map(op.present(r.object(citationSource, "citationSources")), (v) =>
          decodeCitation(v, r),
        ),
      );
    }
    if (candidate.finishReason != null)
      s.finish(
        op.index(r.number(candidate.index, "index")),
        r.string(candidate.finishReason, "finishReason"),
        undefined,
        r.string(candidate.finishMessage, "finishMessage"),
      );
  }
  if (w.usageMetadata != null) s.usage(w.usageMetadata);
  if (w.error != null) s.failed(w);
}

/**
 * Is this an error in spite of its status?
 * @generated from gemini#/errors/inside
 */
export function isError(w: Json): boolean {
  return w.error != null || op.dig(w, ["0", "error"]) != null;
}

/** @generated from gemini#/errors/body */
export function encodeErrorBody(e: op.ErrorWords): op.Wire {
  return {
    error: op.some({
      code: e.status,
      message: e.message,
      status: e.type,
    }),
  };
}

/** The dialect as the registry holds it. */
export const dialect: op.Dialect = {
  facts: {
    id: "gemini",
    name: "Gemini generateContent",
    issuer: "google",
    door: {
      routes: [
        { method: "POST", path: "/v1beta/models/{model}:generateContent", stream: false },
        {
          method: "POST",
          path: "/v1beta/models/{model}:streamGenerateContent",
          stream: true,
          when_query: { alt: "sse" },
          framing: "sse",
        },
        {
          method: "POST",
          path: "/v1beta/models/{model}:streamGenerateContent",
          stream: true,
          framing: "json_array",
        },
        { method: "POST", path: "/v1/models/{model}:generateContent", stream: false },
        {
          method: "POST",
          path: "/v1/models/{model}:streamGenerateContent",
          stream: true,
          when_query: { alt: "sse" },
          framing: "sse",
        },
        {
          method: "POST",
          path: "/v1/models/{model}:streamGenerateContent",
          stream: true,
          framing: "json_array",
        },
        { method: "POST", path: "/v1beta/{model}:generateContent", stream: false },
        {
          method: "POST",
          path: "/v1beta/{model}:streamGenerateContent",
          stream: true,
          when_query: { alt: "sse" },
          framing: "sse",
        },
        {
          method: "POST",
          path: "/v1beta/{model}:streamGenerateContent",
          stream: true,
          framing: "json_array",
        },
      ],
      auth: [
        { scheme: "header", name: "x-goog-api-key" },
        { scheme: "query", name: "key" },
        { scheme: "bearer" },
      ],
      request_id: "x-request-id",
      models: {
        path: "/v1beta/models",
        list: { models: "$models" },
        item: {
          name: "$resource",
          displayName: "$id",
          supportedGenerationMethods: ["generateContent", "streamGenerateContent"],
        },
      },
    },
    choices: "many",
    sealed: { as: "signature" },
    stream: { framing: "sse" },
    errors: {
      message: ["error.message", "0.error.message"],
      type: ["error.status", "0.error.status"],
      code: ["error.details.0.reason", "0.error.details.0.reason"],
      inside: [{ error: "*" }, { "0.error": "*" }],
      retry_after: { path: ["error.details.*.retryDelay"], as: "proto_duration" },
      read: [
        { code: "API_KEY_INVALID", is: "auth" },
        { type: "UNAUTHENTICATED", is: "auth" },
        { type: "PERMISSION_DENIED", is: "permission" },
        { type: "NOT_FOUND", is: "not_found" },
        { status: 402, is: "billing" },
        { type: "RESOURCE_EXHAUSTED", is: "rate_limit" },
        { type: "UNAVAILABLE", is: "overloaded" },
        { type: "DEADLINE_EXCEEDED", is: "timeout" },
        { type: "UNIMPLEMENTED", is: "unsupported" },
        { type: ["INTERNAL", "UNKNOWN", "DATA_LOSS", "CANCELLED"], is: "internal" },
        {
          type: "INVALID_ARGUMENT",
          message: "exceeds the maximum number of tokens",
          is: "context_length",
        },
        {
          type: [
            "INVALID_ARGUMENT",
            "FAILED_PRECONDITION",
            "OUT_OF_RANGE",
            "ABORTED",
            "ALREADY_EXISTS",
          ],
          is: "bad_request",
        },
      ],
      write: {
        bad_request: { status: 400, type: "INVALID_ARGUMENT" },
        unsupported: { status: 400, type: "INVALID_ARGUMENT" },
        context_length: { status: 400, type: "INVALID_ARGUMENT" },
        content_filter: { status: 400, type: "INVALID_ARGUMENT" },
        too_large: { status: 413, type: "INVALID_ARGUMENT" },
        auth: { status: 401, type: "UNAUTHENTICATED" },
        billing: { status: 402, type: "RESOURCE_EXHAUSTED" },
        permission: { status: 403, type: "PERMISSION_DENIED" },
        not_found: { status: 404, type: "NOT_FOUND" },
        timeout: { status: 504, type: "DEADLINE_EXCEEDED" },
        rate_limit: { status: 429, type: "RESOURCE_EXHAUSTED" },
        overloaded: { status: 503, type: "UNAVAILABLE" },
        upstream: { status: 502, type: "UNAVAILABLE" },
        internal: { status: 500, type: "INTERNAL" },
      },
    },
    limits: {},
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
