import type { Dialect } from "./talk.ts";

/** What an upstream was asked, read off its wire by hand. */
export interface Heard {
  system: string;
  users: string[];
  texts: string[];
  calls: { id?: string; name: string; input: unknown }[];
  results: { id?: string; name?: string; text: string }[];
  images: string[];
  files: string[];
  tools: string[];
  limit: unknown;
  stop: unknown;
  schema: any;
}

/** Reads a request's body; nothing of this comes from the compiled dialects. */
export function hear(dialect: Dialect, bytes: Buffer): Heard {
  return READERS[dialect](JSON.parse(bytes.toString()));
}

const READERS: Record<Dialect, (body: any) => Heard> = {
  "openai-chat": hearOpenai,
  anthropic: hearAnthropic,
  gemini: hearGemini,
  ollama: hearOllama,
};

function nothing(): Heard {
  return {
    system: "",
    users: [],
    texts: [],
    calls: [],
    results: [],
    images: [],
    files: [],
    tools: [],
    limit: undefined,
    stop: undefined,
    schema: undefined,
  };
}

const list = (content: any): any[] =>
  typeof content === "string" ? [{ type: "text", text: content }] : (content ?? []);
const text = (content: any): string =>
  list(content)
    .map((part) => part.text ?? "")
    .join("");

function hearOpenai(body: any): Heard {
  const heard = nothing();
  for (const message of body.messages) {
    if (message.role === "system") heard.system += text(message.content);
    if (message.role === "assistant") {
      heard.texts.push(text(message.content));
      for (const { id, function: called } of message.tool_calls ?? []) {
        heard.calls.push({ id, name: called.name, input: JSON.parse(called.arguments) });
      }
    }
    if (message.role === "tool") {
      heard.results.push({ id: message.tool_call_id, text: text(message.content) });
    }
    if (message.role !== "user") continue;
    heard.users.push(text(message.content));
    for (const part of list(message.content)) {
      if (part.type === "image_url") heard.images.push(part.image_url.url);
      if (part.type === "file") heard.files.push(part.file.file_data);
    }
  }
  heard.tools = (body.tools ?? []).map((tool: any) => tool.function.name);
  heard.limit = body.max_completion_tokens;
  heard.stop = body.stop;
  heard.schema = body.response_format?.json_schema?.schema;
  return heard;
}

function hearAnthropic(body: any): Heard {
  const heard = nothing();
  heard.system = text(body.system);
  for (const { role, content } of body.messages) {
    (role === "user" ? heard.users : heard.texts).push(text(content));
    for (const block of list(content)) {
      const { type, source } = block;
      if (type === "tool_use") {
        heard.calls.push({ id: block.id, name: block.name, input: block.input });
      }
      if (type === "tool_result") {
        heard.results.push({ id: block.tool_use_id, text: text(block.content) });
      }
      if (type === "image") heard.images.push(`data:${source.media_type};base64,${source.data}`);
      if (type === "document") heard.files.push(`data:${source.media_type};base64,${source.data}`);
    }
  }
  heard.tools = (body.tools ?? []).map((tool: any) => tool.name);
  heard.limit = body.max_tokens;
  heard.stop = body.stop_sequences;
  heard.schema = body.output_config?.format?.schema;
  return heard;
}

function hearGemini(body: any): Heard {
  const heard = nothing();
  heard.system = text(body.systemInstruction?.parts);
  for (const { role, parts } of body.contents) {
    const spoken = text(parts.filter((part: any) => !part.thought));
    (role === "user" ? heard.users : heard.texts).push(spoken);
    for (const { functionCall: called, functionResponse: result, inlineData: data } of parts) {
      if (called) heard.calls.push({ id: called.id, name: called.name, input: called.args });
      if (result) {
        heard.results.push({ id: result.id, name: result.name, text: result.response.output });
      }
      if (data) {
        const into = data.mimeType.startsWith("image/") ? heard.images : heard.files;
        into.push(`data:${data.mimeType};base64,${data.data}`);
      }
    }
  }
  const config = body.generationConfig ?? {};
  heard.tools = (body.tools ?? []).flatMap((tool: any) =>
    tool.functionDeclarations.map((each: any) => each.name),
  );
  heard.limit = config.maxOutputTokens;
  heard.stop = config.stopSequences;
  heard.schema = config.responseJsonSchema;
  return heard;
}

function hearOllama(body: any): Heard {
  const heard = nothing();
  for (const message of body.messages) {
    if (message.role === "system") heard.system += message.content;
    if (message.role === "user") heard.users.push(message.content);
    if (message.role === "assistant") heard.texts.push(message.content);
    for (const { id, function: called } of message.tool_calls ?? []) {
      heard.calls.push({ id, name: called.name, input: called.arguments });
    }
    if (message.role === "tool") {
      const { tool_call_id: id, tool_name: name, content } = message;
      heard.results.push({ id, name, text: content });
    }
    // Pictures have no type here.
    for (const data of message.images ?? []) heard.images.push(data);
  }
  heard.tools = (body.tools ?? []).map((tool: any) => tool.function.name);
  heard.limit = body.options?.num_predict;
  heard.stop = body.options?.stop;
  heard.schema = body.format;
  return heard;
}
