import type Anthropic from "@anthropic-ai/sdk";
import type { Asking, Front, Said, Turn } from "./talk.ts";

type Body = Omit<Anthropic.MessageCreateParamsNonStreaming, "stream">;

const BUDGET = { low: 1024, high: 2048 };

/** Anthropic's own SDK; streams by its helper, which folds the events into the message. */
export function anthropicFront(client: Anthropic): Front {
  return {
    dialect: "anthropic",
    async whole(asking) {
      return told(await client.messages.create(body(asking)), 0);
    },
    async stream(asking) {
      let pieces = 0;
      const stream = client.messages.stream(body(asking));
      stream.on("text", () => pieces++);
      stream.on("inputJson", () => pieces++);
      return told(await stream.finalMessage(), pieces);
    },
  };
}

function body(asking: Asking): Body {
  const { model, system, turns, tools, schema, stop, limit, effort } = asking;
  return {
    model,
    max_tokens: limit ?? 4096,
    messages: turns.map(message),
    ...(system !== undefined && { system }),
    ...(tools && {
      tools: tools.map(({ name, description, parameters }) => ({
        name,
        description,
        input_schema: parameters as Anthropic.Tool.InputSchema,
      })),
    }),
    ...(schema && { output_config: { format: { type: "json_schema", schema: { ...schema } } } }),
    ...(stop && { stop_sequences: stop }),
    ...(effort && { thinking: { type: "enabled", budget_tokens: BUDGET[effort] } }),
  };
}

function message(turn: Turn): Anthropic.MessageParam {
  if ("said" in turn) {
    return { role: "assistant", content: turn.said.native as Anthropic.ContentBlockParam[] };
  }
  if ("results" in turn) {
    const content = turn.results.map(({ call, text }) => {
      return { type: "tool_result" as const, tool_use_id: call.id!, content: text };
    });
    return { role: "user", content };
  }
  const { user, png, pdf } = turn;
  if (png === undefined && pdf === undefined) return { role: "user", content: user };
  const content: Anthropic.ContentBlockParam[] = [{ type: "text", text: user }];
  if (png !== undefined) {
    const source = { type: "base64" as const, media_type: "image/png" as const, data: png };
    content.push({ type: "image", source });
  }
  if (pdf !== undefined) {
    const source = { type: "base64" as const, media_type: "application/pdf" as const, data: pdf };
    content.push({ type: "document", source });
  }
  return { role: "user", content };
}

function told({ content, stop_reason, usage }: Anthropic.Message, pieces: number): Said {
  const said: Said = {
    text: "",
    reasoning: "",
    calls: [],
    finish: stop_reason,
    input: usage.input_tokens,
    output: usage.output_tokens,
    pieces,
    native: content,
  };
  for (const block of content) {
    if (block.type === "text") said.text += block.text;
    else if (block.type === "thinking") said.reasoning += block.thinking;
    else if (block.type === "tool_use") {
      said.calls.push({ id: block.id, name: block.name, input: block.input });
    } else if (block.type !== "redacted_thinking") throw new Error(`a block ${block.type}`);
  }
  return said;
}
