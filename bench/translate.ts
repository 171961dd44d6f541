// The translation of the floor, by hand: an OpenAI client, an Anthropic upstream, straight-line code. Text and tool
// calls, finish and usage; no other content, no loss receipts, no prices. It is what an engineer would write who
// knows both APIs and needs no third one.

interface ToolCall {
  id: string;
  function: { name: string; arguments: string };
}

interface Turn {
  role: string;
  content: string;
  tool_calls?: ToolCall[];
  tool_call_id?: string;
}

/** What of a chat request is translated. */
export interface ChatRequest {
  model: string;
  messages: Turn[];
  temperature?: number;
  top_p?: number;
  stop?: string | string[];
  max_tokens?: number;
  max_completion_tokens?: number;
  stream?: boolean;
  stream_options?: { include_usage?: boolean };
  tools?: { function: { name: string; description?: string; parameters?: object } }[];
}

interface Block {
  type: string;
  text?: string;
  id?: string;
  name?: string;
  input?: object;
}

/** What of the upstream's usage is read; counts of tokens. */
export interface Usage {
  input_tokens: number;
  output_tokens: number;
  cache_creation_input_tokens?: number;
  cache_read_input_tokens?: number;
}

/** What of a message is read. */
export interface Message {
  id: string;
  model: string;
  content: Block[];
  stop_reason: string | null;
  usage: Usage;
}

const FINISH: Record<string, string> = {
  end_turn: "stop",
  stop_sequence: "stop",
  max_tokens: "length",
  tool_use: "tool_calls",
  refusal: "content_filter",
};

/** The body for the upstream. */
export function messagesBody(chat: ChatRequest): string {
  const system: string[] = [];
  const messages: { role: string; content: unknown }[] = [];
  for (const turn of chat.messages) {
    if (turn.role === "system" || turn.role === "developer") system.push(turn.content);
    else messages.push(turnOf(turn));
  }
  const { stop, tools } = chat;
  return JSON.stringify({
    model: chat.model,
    max_tokens: chat.max_completion_tokens ?? chat.max_tokens ?? 4096,
    system: system.length > 0 ? system.join("\n\n") : undefined,
    messages,
    temperature: chat.temperature,
    top_p: chat.top_p,
    stop_sequences: typeof stop === "string" ? [stop] : stop,
    stream: chat.stream,
    tools: tools?.map(({ function: { name, description, parameters } }) => {
      return { name, description, input_schema: parameters ?? { type: "object" } };
    }),
  });
}

function turnOf(turn: Turn): { role: string; content: unknown } {
  if (turn.role === "tool") {
    const result = { type: "tool_result", tool_use_id: turn.tool_call_id, content: turn.content };
    return { role: "user", content: [result] };
  }
  if (!turn.tool_calls) return { role: turn.role, content: turn.content };
  const blocks: Block[] = turn.content ? [{ type: "text", text: turn.content }] : [];
  for (const { id, function: called } of turn.tool_calls) {
    const input = JSON.parse(called.arguments || "{}") as object;
    blocks.push({ type: "tool_use", id, name: called.name, input });
  }
  return { role: "assistant", content: blocks };
}

/** The client's answer out of the upstream's. */
export function chatCompletion(message: Message): string {
  let content: string | null = null;
  let calls: object[] | undefined;
  for (const block of message.content) {
    if (block.type === "text") content = (content ?? "") + block.text;
    else if (block.type === "tool_use") {
      const called = { name: block.name, arguments: JSON.stringify(block.input) };
      (calls ??= []).push({ id: block.id, type: "function", function: called });
    }
  }
  return JSON.stringify({
    id: message.id,
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: message.model,
    choices: [
      {
        index: 0,
        message: { role: "assistant", content, tool_calls: calls },
        finish_reason: finishOf(message.stop_reason),
      },
    ],
    usage: usageOf(message.usage),
  });
}

/** The client's word for why an answer ended. */
export function finishOf(reason: string | null): string {
  return (reason !== null && FINISH[reason]) || "stop";
}

/** The client's usage: what was read from and written to a cache is part of the prompt. */
export function usageOf(usage: Usage): object {
  const cached = usage.cache_read_input_tokens ?? 0;
  const prompt = usage.input_tokens + cached + (usage.cache_creation_input_tokens ?? 0);
  return {
    prompt_tokens: prompt,
    completion_tokens: usage.output_tokens,
    total_tokens: prompt + usage.output_tokens,
    prompt_tokens_details: { cached_tokens: cached },
  };
}
