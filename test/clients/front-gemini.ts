import type {
  Content,
  GenerateContentConfig,
  GenerateContentResponse,
  GoogleGenAI,
  Part,
} from "@google/genai";
import { ThinkingLevel } from "@google/genai";
import type { Asking, Front, Said, Turn } from "./talk.ts";

/** Google's own SDK; the parts of a stream are laid together as its chats keep them in their history. */
export function geminiFront(client: GoogleGenAI): Front {
  return {
    dialect: "gemini",
    async whole(asking) {
      return told([await client.models.generateContent(request(asking))], 0);
    },
    async stream(asking) {
      const chunks: GenerateContentResponse[] = [];
      for await (const chunk of await client.models.generateContentStream(request(asking))) {
        chunks.push(chunk);
      }
      return told(chunks, chunks.filter((chunk) => parts(chunk).length > 0).length);
    },
  };
}

function request(asking: Asking): {
  model: string;
  contents: Content[];
  config: GenerateContentConfig;
} {
  const { model, system, turns, tools, schema, stop, limit, effort } = asking;
  const config: GenerateContentConfig = {
    ...(system !== undefined && { systemInstruction: system }),
    ...(tools && {
      tools: [
        {
          functionDeclarations: tools.map(({ name, description, parameters }) => {
            return { name, description, parametersJsonSchema: parameters };
          }),
        },
      ],
    }),
    ...(schema && { responseMimeType: "application/json", responseJsonSchema: schema }),
    ...(stop && { stopSequences: stop }),
    ...(limit !== undefined && { maxOutputTokens: limit }),
    ...(effort && {
      thinkingConfig: {
        includeThoughts: true,
        thinkingLevel: effort === "low" ? ThinkingLevel.LOW : ThinkingLevel.HIGH,
      },
    }),
  };
  return { model, contents: turns.map(content), config };
}

function content(turn: Turn): Content {
  if ("said" in turn) return { role: "model", parts: turn.said.native as Part[] };
  if ("results" in turn) {
    const parts = turn.results.map(({ call, text }): Part => {
      const { id, name } = call;
      return { functionResponse: { ...(id && { id }), name, response: { output: text } } };
    });
    return { role: "user", parts };
  }
  const { user, png, pdf } = turn;
  const parts: Part[] = [{ text: user }];
  if (png !== undefined) parts.push({ inlineData: { mimeType: "image/png", data: png } });
  if (pdf !== undefined) parts.push({ inlineData: { mimeType: "application/pdf", data: pdf } });
  return { role: "user", parts };
}

function parts(chunk: GenerateContentResponse): Part[] {
  return chunk.candidates?.[0]?.content?.parts ?? [];
}

function told(chunks: GenerateContentResponse[], pieces: number): Said {
  const all = chunks.flatMap(parts);
  const text = (thought: boolean) =>
    all
      .filter((part) => (part.thought ?? false) === thought)
      .map((part) => part.text ?? "")
      .join("");
  const usage = chunks.findLast((chunk) => chunk.usageMetadata)?.usageMetadata;
  const calls = chunks.flatMap((chunk) => chunk.functionCalls ?? []);
  return {
    text: text(false),
    reasoning: text(true),
    calls: calls.map(({ id, name, args }) => ({ id, name: name!, input: args })),
    finish: chunks.map((chunk) => chunk.candidates?.[0]?.finishReason).findLast(Boolean),
    input: usage?.promptTokenCount,
    output: usage?.candidatesTokenCount,
    pieces,
    native: all,
  };
}
