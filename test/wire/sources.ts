// What describes the dialects' APIs elsewhere, and which of its definitions are which of ours.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { sharedPath } from "./corpus.ts";
import type { Dialect } from "./corpus.ts";
import type { Pair } from "./coverage.ts";
import { readDeclarations } from "./declarations.ts";
import type { Document } from "./shape.ts";

/** A foreign description of a dialect's API; `absent` when its file is not on this machine. */
export type Source = { title: string; absent: boolean; read: () => Document; pairs: Pair[] };

const packages = fileURLToPath(new URL("../../node_modules/", import.meta.url));

const described = (file: string, pairs: Pair[]): Source => {
  const path = sharedPath(`wire/schemas/${file}`);
  const read = () => JSON.parse(readFileSync(path, "utf8")) as Document;
  return { title: file, absent: !existsSync(path), read, pairs };
};
const typed = (title: string, files: string[], pairs: Pair[]): Source => ({
  title,
  absent: false,
  read: () => readDeclarations(...files.map((file) => packages + file)),
  pairs,
});

/** Only what the pairs lead to: the package describes much more than this API. */
const partOf = (source: Source): Source => ({
  ...source,
  read: () => ({ ...source.read(), own: [] }),
});

const generateContent: Pair[] = [
  ["GenerateContentRequest", "Request"],
  ["GenerateContentResponse", "Answer"],
];
/** The descriptions of each dialect. */
export const sources: Record<Dialect, Source[]> = {
  "openai-chat": [
    described("openai_chat.json", [
      ["CreateChatCompletionRequest", "Request"],
      ["CreateChatCompletionResponse", "Answer"],
      ["CreateChatCompletionStreamResponse", "Event"],
      ["ErrorResponse", "Error"],
    ]),
    typed(
      "the openai package",
      [
        "openai/resources/chat/completions/completions.d.ts",
        "openai/resources/shared.d.ts",
        "openai/resources/completions.d.ts",
      ],
      [
        ["ChatCompletionCreateParamsBase", "Request"],
        ["ChatCompletion", "Answer"],
        ["ChatCompletionChunk", "Event"],
        ["ErrorObject", "Error.error"],
      ],
    ),
  ],
  anthropic: [
    typed(
      "the @anthropic-ai/sdk package",
      [
        "@anthropic-ai/sdk/resources/messages/messages.d.ts",
        "@anthropic-ai/sdk/resources/shared.d.ts",
      ],
      [
        ["MessageCreateParamsBase", "Request"],
        ["Message", "Answer"],
        ["RawMessageStreamEvent", "Event"],
        ["ErrorResponse", "Error"],
        ["*ErrorDetails", "ErrorDetails"],
      ],
    ),
    typed(
      "the beta part of the @anthropic-ai/sdk package",
      [
        "@anthropic-ai/sdk/resources/beta/messages/messages.d.ts",
        "@anthropic-ai/sdk/resources/messages/messages.d.ts",
      ],
      [
        ["MessageCreateParamsBase", "Request"],
        ["BetaMessage", "Answer"],
        ["BetaRawMessageStreamEvent", "Event"],
      ],
    ),
  ],
  gemini: [
    described("gemini.json", generateContent),
    described("gemini_proto.json", generateContent),
    described("vertex_proto.json", generateContent),
    partOf(
      typed(
        "the @google/genai package",
        ["@google/genai/dist/genai.d.ts"],
        [
          ["Content", "Content"],
          ["Tool", "Tool"],
          ["ToolConfig", "ToolConfig"],
          ["SafetySetting", "SafetySetting"],
          ["GenerationConfig", "GenerationConfig"],
          ["ModelArmorConfig", "ModelArmorConfig"],
          ["ServiceTier", "ServiceTier"],
          ["Candidate", "Candidate"],
          ["UsageMetadata", "UsageMetadata"],
          ["ModelStatus", "ModelStatus"],
        ],
      ),
    ),
  ],
  ollama: [
    described("ollama.json", [
      ["ChatRequest", "Request"],
      ["ChatResponse", "Answer"],
      ["ChatStreamEvent", "Event"],
      ["ErrorResponse", "Error"],
    ]),
    typed(
      "the ollama package",
      ["ollama/dist/browser.d.ts"],
      [
        ["ChatRequest", "Request"],
        ["ChatResponse", "Answer"],
        ["ErrorResponse", "Error"],
      ],
    ),
  ],
};
