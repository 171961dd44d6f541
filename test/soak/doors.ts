/** What a client has read of an answer so far. */
export interface Read {
  text: string;
  /** The word that ended the answer. */
  finish?: string;
  /** The door's own end of a stream was read. */
  over: boolean;
  input?: number;
  output?: number;
  /** `usage.cost`. */
  cost?: number;
  /** An error in the door's shape: its type or code, and its message. */
  error?: { type: string; message: string };
  /** What fits no shape of the door. */
  odd?: string;
}

/** What is asked, in words that fit every door. */
export interface Question {
  model: string;
  prompt: string;
  stream: boolean;
  max_tokens: number;
  /** Of a door with two framings, the other one. */
  other: boolean;
}

/** A way in: how it is asked, and how its answers are read. */
export interface Door {
  id: string;
  /** How its streams are framed. */
  framing(question: Question): "sse" | "ndjson" | "array";
  path(question: Question): string;
  body(question: Question): Record<string, unknown>;
  /** Takes a whole answer, or an event of a stream. */
  take(item: any, read: Read): void;
}

const user = (content: string) => ({ role: "user", content });

const chat: Door = {
  id: "openai-chat",
  framing: () => "sse",
  path: () => "/v1/chat/completions",
  body: ({ model, prompt, stream, max_tokens }) => ({
    model,
    max_completion_tokens: max_tokens,
    messages: [user(prompt)],
    ...(stream && { stream, stream_options: { include_usage: true } }),
  }),
  take(item, read) {
    if (item.error) return fail(read, item.error.type, item.error.message);
    const [choice] = item.choices ?? [];
    if (!Array.isArray(item.choices)) read.odd ??= JSON.stringify(item).slice(0, 200);
    read.text += (choice?.delta ?? choice?.message)?.content ?? "";
    read.finish = choice?.finish_reason ?? read.finish;
    note(read, item.usage?.prompt_tokens, item.usage?.completion_tokens);
    read.cost = item.usage?.cost ?? read.cost;
  },
};

const messages: Door = {
  id: "anthropic",
  framing: () => "sse",
  path: () => "/v1/messages",
  body: ({ model, prompt, stream, max_tokens }) => {
    return { model, stream, max_tokens, messages: [user(prompt)] };
  },
  take(item, read) {
    if (item.type === "error") return fail(read, item.error?.type, item.error?.message);
    if (typeof item.type !== "string") read.odd ??= JSON.stringify(item).slice(0, 200);
    read.text += item.delta?.text ?? "";
    for (const part of item.content ?? []) read.text += part.text ?? "";
    read.finish = item.delta?.stop_reason ?? item.stop_reason ?? read.finish;
    if (item.type === "message_stop") read.over = true;
    const usage = item.message?.usage ?? item.usage;
    note(read, usage?.input_tokens, usage?.output_tokens);
  },
};

const contents: Door = {
  id: "gemini",
  framing: ({ other }) => (other ? "array" : "sse"),
  path: ({ model, stream, other }) => {
    const method = stream ? `streamGenerateContent${other ? "" : "?alt=sse"}` : "generateContent";
    return `/v1beta/models/${model}:${method}`;
  },
  body: ({ prompt, max_tokens }) => ({
    contents: [{ role: "user", parts: [{ text: prompt }] }],
    generationConfig: { maxOutputTokens: max_tokens },
  }),
  take(item, read) {
    if (item.error) return fail(read, item.error.status, item.error.message);
    const [candidate] = item.candidates ?? [];
    if (!candidate && !item.usageMetadata && !item.promptFeedback)
      read.odd ??= JSON.stringify(item).slice(0, 200);
    for (const part of candidate?.content?.parts ?? []) read.text += part.text ?? "";
    read.finish = candidate?.finishReason ?? item.promptFeedback?.blockReason ?? read.finish;
    // The API has no event that ends a stream but the one with the finish.
    if (read.finish) read.over = true;
    note(read, item.usageMetadata?.promptTokenCount, item.usageMetadata?.candidatesTokenCount);
  },
};

const local: Door = {
  id: "ollama",
  framing: () => "ndjson",
  path: () => "/api/chat",
  body: ({ model, prompt, stream, max_tokens }) => {
    return { model, stream, messages: [user(prompt)], options: { num_predict: max_tokens } };
  },
  take(item, read) {
    if (typeof item.error === "string") return fail(read, "error", item.error);
    if (typeof item.done !== "boolean") read.odd ??= JSON.stringify(item).slice(0, 200);
    read.text += item.message?.content ?? "";
    if (item.done) read.over = true;
    // It has no word for an end that is not known.
    if (item.done) read.finish = item.done_reason ?? "done";
    note(read, item.prompt_eval_count, item.eval_count);
  },
};

/** All ways in. */
export const DOORS: readonly Door[] = [chat, messages, contents, local];

function fail(read: Read, type: unknown, message: unknown): void {
  if (typeof type === "string" && typeof message === "string" && message !== "")
    read.error ??= { type, message };
  else read.odd ??= `an error without type or message: ${String(type)}, ${String(message)}`;
}

function note(read: Read, input: unknown, output: unknown): void {
  if (typeof input === "number") read.input = input;
  if (typeof output === "number") read.output = output;
}

/** Takes what arrives of a stream apart; `text` is called with each event's data. */
export function createFeed(framing: "sse" | "ndjson" | "array", text: (data: string) => void) {
  let rest = "";
  return {
    push(chunk: string): void {
      rest += chunk;
      if (framing === "array") return;
      const lines = rest.split("\n");
      rest = lines.pop()!;
      for (const line of lines) {
        if (framing === "ndjson" && line.trim() !== "") text(line);
        else if (framing === "sse" && line.startsWith("data:")) text(line.slice(5).trim());
      }
    },
    /** The list of a stream that is one; undefined where the framing is another or the list is not whole. */
    end(): unknown[] | undefined {
      if (framing !== "array") return undefined;
      try {
        const list: unknown = JSON.parse(rest);
        return Array.isArray(list) ? list : undefined;
      } catch {
        return undefined;
      }
    },
  };
}
