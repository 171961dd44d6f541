import OpenAI from "openai";
import type { ChatCompletion, ChatCompletionMessageParam } from "openai/resources/chat/completions";
import type { Asking, Front, Said, Tool, Turn } from "./talk.ts";

type Body = Omit<OpenAI.Chat.ChatCompletionCreateParamsNonStreaming, "stream">;

/** OpenAI's own SDK; whole answers by `create`, streams by its helper, which checks and folds the chunks. */
export function openaiFront(client: OpenAI): Front {
  return {
    dialect: "openai-chat",
    async whole(asking) {
      return told(await client.chat.completions.create(body(asking)), 0);
    },
    async stream(asking) {
      let pieces = 0;
      const stream = client.chat.completions.stream({
        ...body(asking),
        stream_options: { include_usage: true },
      });
      stream.on("chunk", ({ choices: [choice] }) => {
        const { content, tool_calls } = choice?.delta ?? {};
        if (content || tool_calls?.some((call) => call.function?.arguments)) pieces++;
      });
      return told(await stream.finalChatCompletion(), pieces);
    },
  };
}

function body(asking: Asking): Body {
  const { model, system, turns, tools, schema, stop, limit, effort } = asking;
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: "system" as const, content: system }]),
      ...turns.flatMap(messages),
    ],
    ...(tools && { tools: tools.map(functionTool) }),
    ...(schema && {
      response_format: {
        type: "json_schema",
        json_schema: { name: "weather", schema: { ...schema }, strict: true },
      },
    }),
    ...(stop && { stop }),
    ...(limit !== undefined && { max_completion_tokens: limit }),
    ...(effort && { reasoning_effort: effort }),
  };
}

function functionTool({ name, description, parameters }: Tool): OpenAI.Chat.ChatCompletionTool {
  return { type: "function", function: { name, description, parameters: { ...parameters } } };
}

function messages(turn: Turn): ChatCompletionMessageParam[] {
  if ("said" in turn) return [turn.said.native as ChatCompletionMessageParam];
  if ("results" in turn) {
    return turn.results.map(({ call, text }) => {
      return { role: "tool", tool_call_id: call.id!, content: text };
    });
  }
  const { user, png, pdf } = turn;
  if (png === undefined && pdf === undefined) return [{ role: "user", content: user }];
  const content: OpenAI.Chat.ChatCompletionContentPart[] = [{ type: "text", text: user }];
  if (png !== undefined)
    content.push({ type: "image_url", image_url: { url: `data:image/png;base64,${png}` } });
  if (pdf !== undefined) {
    const file_data = `data:application/pdf;base64,${pdf}`;
    content.push({ type: "file", file: { filename: "a.pdf", file_data } });
  }
  return [{ role: "user", content }];
}

function told({ choices, usage }: ChatCompletion, pieces: number): Said {
  const { message, finish_reason } = choices[0]!;
  const calls = (message.tool_calls ?? []).map((call) => {
    if (call.type !== "function") throw new Error(`a call of the type ${call.type}`);
    const { name, arguments: text } = call.function;
    return { id: call.id, name, input: JSON.parse(text) as unknown };
  });
  return {
    text: message.content ?? "",
    reasoning: (message as { reasoning_content?: string }).reasoning_content ?? "",
    calls,
    finish: finish_reason,
    input: usage?.prompt_tokens,
    output: usage?.completion_tokens,
    pieces,
    native: message,
  };
}

/** The same client, where an application folds the chunks itself, as most do: lists are laid behind one another. */
export function openaiByHand(client: OpenAI): Front {
  return {
    ...openaiFront(client),
    async stream(asking) {
      const chunks = await client.chat.completions.create({ ...body(asking), stream: true });
      const message: any = { role: "assistant", content: null };
      let finish_reason: unknown;
      let pieces = 0;
      for await (const { choices } of chunks) {
        const [choice] = choices;
        if (!choice) continue;
        finish_reason = choice.finish_reason ?? finish_reason;
        fold(message, choice.delta);
        pieces++;
      }
      return told({ choices: [{ message, finish_reason }] } as ChatCompletion, pieces);
    },
  };
}

/** Texts grow, calls are told apart by their index, and details of the reasoning are gathered. */
function fold(message: any, delta: any): void {
  for (const key of ["content", "reasoning_content"]) {
    if (delta[key]) message[key] = (message[key] ?? "") + delta[key];
  }
  if (delta.reasoning_details) (message.reasoning_details ??= []).push(...delta.reasoning_details);
  for (const { index, function: called, ...rest } of delta.tool_calls ?? []) {
    const call = ((message.tool_calls ??= [])[index] ??= { function: { name: "", arguments: "" } });
    Object.assign(call, rest);
    call.function.name ||= called.name;
    call.function.arguments += called.arguments ?? "";
  }
}
