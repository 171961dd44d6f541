import { StringDecoder } from "node:string_decoder";
import { finishOf, usageOf } from "./translate.ts";
import type { Message, Usage } from "./translate.ts";

interface StreamEvent {
  type: string;
  message: Message;
  content_block: { type: string; id: string; name: string };
  delta: { type?: string; text: string; partial_json: string; stop_reason: string | null };
  usage?: Partial<Usage>;
}

/**
 * Translates the events of one stream by hand: one `JSON.parse` an event, strings put together, and what one
 * network read brought comes back as one string to write.
 */
export function createStreamTranslator(includeUsage: boolean): (chunk: Buffer) => string {
  const decoder = new StringDecoder("utf8");
  let held = "";
  let head = "";
  let tool = -1;
  let usage: Usage = { input_tokens: 0, output_tokens: 0 };
  const choice = (delta: string, finish: string) =>
    `${head},"choices":[{"index":0,"delta":${delta},"finish_reason":${finish}}]}\n\n`;

  function translate(event: StreamEvent): string {
    switch (event.type) {
      case "content_block_delta":
        if (event.delta.type === "text_delta") {
          return choice(`{"content":${JSON.stringify(event.delta.text)}}`, "null");
        }
        if (event.delta.type !== "input_json_delta") return "";
        return choice(
          `{"tool_calls":[{"index":${tool},"function":{"arguments":${JSON.stringify(event.delta.partial_json)}}}]}`,
          "null",
        );
      case "message_start": {
        const { id, model } = event.message;
        usage = event.message.usage;
        head =
          `data: {"id":${JSON.stringify(id)},"object":"chat.completion.chunk",` +
          `"created":${Math.floor(Date.now() / 1000)},"model":${JSON.stringify(model)}`;
        return choice('{"role":"assistant","content":""}', "null");
      }
      case "content_block_start": {
        if (event.content_block.type !== "tool_use") return "";
        const { id, name } = event.content_block;
        return choice(
          `{"tool_calls":[{"index":${++tool},"id":${JSON.stringify(id)},"type":"function",` +
            `"function":{"name":${JSON.stringify(name)},"arguments":""}}]}`,
          "null",
        );
      }
      case "message_delta":
        usage = { ...usage, ...event.usage };
        return choice("{}", `"${finishOf(event.delta.stop_reason)}"`);
      case "message_stop":
        return (
          (includeUsage
            ? `${head},"choices":[],"usage":${JSON.stringify(usageOf(usage))}}\n\n`
            : "") + "data: [DONE]\n\n"
        );
      default:
        return "";
    }
  }

  return (chunk) => {
    const text = held + decoder.write(chunk);
    let out = "";
    let from = 0;
    for (let to = text.indexOf("\n\n"); to !== -1; to = text.indexOf("\n\n", from)) {
      const data = text.indexOf("data: ", from);
      if (data !== -1 && data < to) out += translate(JSON.parse(text.slice(data + 6, to)));
      from = to + 2;
    }
    held = from < text.length ? text.slice(from) : "";
    return out;
  };
}
