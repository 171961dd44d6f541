// Reads the recorded provider traffic that lies beside the repository, when it is there.
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** The four dialects whose wire schemas this suite checks. */
export type Dialect = "openai-chat" | "anthropic" | "gemini" | "ollama";

/** One JSON value of a recording, and which definition of the schema it must satisfy. */
export type Sample = { id: string; root: "Request" | "Answer" | "Event" | "Error"; value: unknown };

type Recording = {
  id: string;
  provider: string;
  path: string;
  stream: boolean;
  request: { body?: unknown } | null;
  response: { status: number; body?: unknown; raw?: string | null; raw_framing?: string };
};

const shared = fileURLToPath(new URL("../../../shared/", import.meta.url));

/** Absolute path of a file of the reference material; the file may be absent. */
export function sharedPath(path: string): string {
  return shared + path;
}

/** Whether the recordings are on this machine. */
export const hasCorpus = existsSync(sharedPath("corpus/dev"));

/** Which providers' folders hold a dialect, and how its endpoint looks in a URL path. */
const places: Record<Dialect, { providers: string[]; path: RegExp }> = {
  "openai-chat": { providers: ["openai"], path: /\/chat\/completions$/ },
  anthropic: { providers: ["anthropic", "azure"], path: /\/v1\/messages$/ },
  gemini: { providers: ["gemini", "vertex"], path: /:(generate|streamGenerate)Content$/ },
  ollama: { providers: ["ollama"], path: /\/api\/chat$/ },
};

/** Every request, answer, stream message and error body recorded for a dialect. */
export function samples(dialect: Dialect): Sample[] {
  const { providers, path } = places[dialect];
  return providers.flatMap((provider) => {
    const folder = sharedPath(`corpus/dev/${provider}/`);
    return readdirSync(folder)
      .map((file) => JSON.parse(readFileSync(folder + file, "utf8")) as Recording)
      .filter((recording) => path.test(recording.path.split("?")[0] ?? ""))
      .flatMap(samplesOf);
  });
}

function samplesOf(recording: Recording): Sample[] {
  const { id, request, response } = recording;
  const found: Sample[] = [];
  // A request that was refused need not be a legal one.
  if (request?.body !== undefined && request.body !== null && response.status < 400) {
    found.push({ id, root: "Request", value: request.body });
  }
  for (const value of messages(response).flat()) {
    const failed = response.status >= 400 || isError(value);
    found.push({ id, root: failed ? "Error" : recording.stream ? "Event" : "Answer", value });
  }
  return found;
}

function isError(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return "error" in value && value.error !== null;
}

function messages(response: Recording["response"]): unknown[] {
  if (response.body !== undefined && response.body !== null) return [response.body];
  const raw = response.raw ?? "";
  switch (response.raw_framing) {
    case "sse":
      return sseData(raw.split(/\r?\n\r?\n/));
    case "sse-lines":
      return sseData(raw.split(/\r?\n/));
    case "ndjson":
    case "chunks-jsonl":
      return jsonAll(raw.split(/\r?\n/));
    case "json-array":
    case "json-in-sse-content-type":
      return jsonAll([raw]);
    default:
      return [];
  }
}

function sseData(blocks: string[]): unknown[] {
  const data = blocks.map((block) =>
    block
      .split(/\r?\n/)
      .filter((line) => line.startsWith("data:"))
      .map((line) => line.slice("data:".length).trim())
      .join("\n"),
  );
  return jsonAll(data.filter((text) => text !== "[DONE]"));
}

function jsonAll(texts: string[]): unknown[] {
  return texts.filter((text) => text.trim() !== "").map((text) => JSON.parse(text) as unknown);
}
