import type { ChatRequest, ChatResponse, Message, Ollama } from "ollama";
import type { Asking, Front, Said, Turn } from "./talk.ts";

/** Ollama's own library; a stream is laid together as its documentation tells to. */
export function ollamaFront(client: Ollama): Front {
  return {
    dialect: "ollama",
    async whole(asking) {
      return told([await client.chat({ ...request(asking), stream: false })], 0);
    },
    async stream(asking) {
      const chunks: ChatResponse[] = [];
      for await (const chunk of await client.chat({ ...request(asking), stream: true })) {
        chunks.push(chunk);
      }
      const speaks = ({ message }: ChatResponse) => message.content || message.tool_calls?.length;
      return told(chunks, chunks.filter(speaks).length);
    },
  };
}

function request(asking: Asking): Omit<ChatRequest, "stream"> {
  const { model, system, turns, tools, schema, stop, limit, effort } = asking;
  const options = { ...(stop && { stop }), ...(limit !== undefined && { num_predict: limit }) };
  return {
    model,
    messages: [
      ...(system === undefined ? [] : [{ role: "system", content: system }]),
      ...turns.flatMap(messages),
    ],
    ...(tools && { tools: tools.map((tool) => ({ type: "function", function: { ...tool } })) }),
    ...(schema && { format: schema }),
    ...(Object.keys(options).length > 0 && { options }),
    ...(effort && { think: effort }),
  };
}

function messages(turn: Turn): Message[] {
  if ("said" in turn) return [turn.said.native as Message];
  if ("results" in turn) {
    return turn.results.map(({ call, text }) => {
      return { role: "tool", content: text, tool_name: call.name };
    });
  }
  const { user, png } = turn;
  if (turn.pdf !== undefined) throw new Error("Ollama's clients have no files.");
  return [{ role: "user", content: user, ...(png !== undefined && { images: [png] }) }];
}

function told(chunks: ChatResponse[], pieces: number): Said {
  const last = chunks.at(-1)!;
  const content = chunks.map(({ message }) => message.content).join("");
  const thinking = chunks.map(({ message }) => message.thinking ?? "").join("");
  const tool_calls = chunks.flatMap(({ message }) => message.tool_calls ?? []);
  const native: Message = {
    role: "assistant",
    content,
    ...(thinking && { thinking }),
    ...(tool_calls.length > 0 && { tool_calls }),
  };
  return {
    text: content,
    reasoning: thinking,
    calls: tool_calls.map(({ function: { name, arguments: input } }) => {
      return { id: undefined, name, input };
    }),
    finish: last.done_reason,
    input: last.prompt_eval_count,
    output: last.eval_count,
    pieces,
    native,
  };
}
