import type * as Hub from "../generated/hub.types.ts";

const TEXT = /^text\/|[/+](json|xml|yaml|csv)$/;

/** Files of text that came as bytes, as text: for APIs that take bytes of other kinds only. */
export function readTextFiles(messages: Hub.Message[]): Hub.Message[] {
  return messages.map((message) => {
    if (!message.parts.some(isTextFile)) return message;
    return {
      ...message,
      parts: message.parts.map((part) => (isTextFile(part) ? asText(part) : part)),
    };
  });
}

function isTextFile(part: Hub.Part): part is Hub.File {
  return part.kind === "file" && part.source === "data" && TEXT.test(part.media_type ?? "");
}

function asText({ data, ...file }: Hub.File): Hub.File {
  const text = Buffer.from(data ?? "", "base64").toString("utf8");
  return { ...file, source: "text", text, media_type: "text/plain" };
}
