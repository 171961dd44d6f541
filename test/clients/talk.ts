/** A wire language, as the wire schemas are named. */
export type Dialect = "openai-chat" | "anthropic" | "gemini" | "ollama";

/** A model of a provider for each dialect. */
export const MODELS: Record<Dialect, string> = {
  "openai-chat": "openai/gpt-4.1-mini",
  anthropic: "anthropic/claude-sonnet-4-5",
  gemini: "gemini/gemini-2.5-flash",
  ollama: "ollama/llama3.2",
};

/** The dialects that are tried. */
export const DIALECTS = Object.keys(MODELS) as Dialect[];

/** Each client's dialect with each upstream's. */
export const GRID = DIALECTS.flatMap((client) =>
  DIALECTS.map((upstream) => [client, upstream] as const),
);

/** A tool as all clients declare it: a name, a sentence and the JSON Schema of its arguments. */
export interface Tool {
  name: string;
  description: string;
  parameters: object;
}

/** A call as a client parsed it; the id is the client's to hand back, where its dialect has one. */
export interface Call {
  id: string | undefined;
  name: string;
  input: unknown;
}

/** What a client understood of an answer, and the message in its own form, to be handed back as it is. */
export interface Said {
  text: string;
  reasoning: string;
  calls: Call[];
  finish: string | null | undefined;
  input: number | undefined;
  output: number | undefined;
  /** In how many pieces the text and the arguments came: 0 for an answer that came whole. */
  pieces: number;
  native: unknown;
}

/** One step of a conversation; media are base64. */
export type Turn =
  | { user: string; png?: string; pdf?: string }
  | { said: Said }
  | { results: { call: Call; text: string }[] };

/** What is asked, in nobody's dialect. */
export interface Asking {
  model: string;
  turns: Turn[];
  system?: string;
  tools?: Tool[];
  schema?: object;
  stop?: string[];
  limit?: number;
  /** Reasoning: how much of it. */
  effort?: "low" | "high";
}

/** An official SDK before the gateway: it asks, and tells what it understood. */
export interface Front {
  dialect: Dialect;
  whole(asking: Asking): Promise<Said>;
  stream(asking: Asking): Promise<Said>;
}

/** A question without more around it. */
export function say(model: string, text: string, more: Partial<Asking> = {}): Asking {
  return { model, turns: [{ user: text }], ...more };
}

/** The smallest picture: one pixel, as PNG. */
export const PNG =
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

/** The head of a PDF; nobody here reads further. */
export const PDF = Buffer.from("%PDF-1.4\n%%EOF\n").toString("base64");

const place = {
  type: "object",
  properties: { city: { type: "string", description: "A city" } },
  required: ["city"],
};

/** Two tools, to be called once or several times. */
export const TOOLS: Tool[] = [
  { name: "get_weather", description: "The weather in a city", parameters: place },
  { name: "get_time", description: "The time in a city", parameters: place },
];

/** A schema for structured output that every provider's subset allows. */
export const SCHEMA = {
  type: "object",
  properties: { city: { type: "string" }, degrees: { type: "integer" } },
  required: ["city", "degrees"],
  additionalProperties: false,
};
