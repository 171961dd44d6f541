import { pascal } from "./context.ts";

/** The hub definition that a named shape is the wire form of. */
export function shapeDef(name: string): string {
  return name === "cache" ? "CacheMark" : pascal(name);
}

/** The hub type of the items of a collector with one kind. */
export function itemDef(kinds: readonly string[]): string {
  const kind = kinds[0]?.split(".")[0] ?? "";
  return (
    {
      image: "Image",
      audio: "Audio",
      file: "File",
      video: "Video",
      reasoning: "ReasoningPart",
      tool_call: "ToolCall",
    }[kind] ?? "Text"
  );
}
