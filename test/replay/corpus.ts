import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

/** How a body that is no plain JSON was kept; see the corpus README. */
export type Framing =
  | "sse"
  | "sse-lines"
  | "ndjson"
  | "json-array"
  | "aws-eventstream"
  | "chunks-jsonl"
  | "json-in-sse-content-type"
  | "text"
  | "binary";

/** One recorded interaction, as its file says it (the corpus README has the format). */
export type Recording = {
  id: string;
  provider: string;
  host: string;
  path: string;
  method: string;
  endpoint: string;
  stream: boolean;
  scenario_tags: string[];
  source: { repo: string; path: string; index: number; authenticity?: string };
  request: { headers?: Record<string, string>; body: unknown } | null;
  response: {
    status: number;
    headers: Record<string, string>;
    body?: unknown;
    raw?: string | null;
    raw_encoding?: "text" | "base64";
    raw_framing?: Framing;
    chunk_sizes?: number[];
    body_prefix?: string;
    complete?: boolean;
  };
};

/** What the index says of a recording, for choosing without opening it. */
export type Row = {
  id: string;
  file: string;
  provider: string;
  endpoint: string;
  path: string;
  stream: boolean;
  status: number;
  model: string | null;
  tags: string[];
};

/** The wire languages the oracle can read. */
export type Dialect = "openai-chat" | "anthropic" | "gemini" | "ollama";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "../..");
// A bundle runs from a cache folder, not from here: then the working directory is the repository.
/** The folder of the repository. */
export const base = existsSync(join(root, "package.json")) ? root : process.cwd();
const folder = process.env["DRAGOMAN_CORPUS"] ?? resolve(base, "../shared/corpus/dev");

/** Is the recorded traffic on this machine? It is not part of the repository. */
export function available(): boolean {
  return existsSync(join(folder, "index.json"));
}

/** The index rows of all chat recordings, in the order of the index. Throws when the corpus is absent. */
export function rows(): Row[] {
  const index = JSON.parse(readFileSync(join(folder, "index.json"), "utf8"));
  return (index.interactions as Row[]).filter((row) => row.endpoint === "chat");
}

/**
 * The chat recordings that the filter lets through, read from disk one at a time as they are asked for; at most `limit`
 * of them.
 */
export function* recordings(
  filter: (row: Row) => boolean = () => true,
  limit = Number.POSITIVE_INFINITY,
): Generator<Recording> {
  let given = 0;
  for (const row of rows()) {
    if (given >= limit) return;
    if (!filter(row)) continue;
    given += 1;
    yield JSON.parse(readFileSync(join(folder, row.file), "utf8"));
  }
}

/** The wire language the recorded endpoint speaks, or null when the oracle has no reader for it. */
export function dialectOf({
  path,
  endpoint,
}: Pick<Recording, "path" | "endpoint">): Dialect | null {
  const bare = path.replace(/\?.*$/s, "");
  if (endpoint !== "chat") return null;
  if (bare.endsWith("/chat/completions")) return "openai-chat";
  if (bare.endsWith("/v1/messages")) return "anthropic";
  if (/publishers\/anthropic\/.*:(streamRawPredict|rawPredict)$/.test(bare)) return "anthropic";
  if (/:(generateContent|streamGenerateContent)$/.test(bare)) return "gemini";
  if (bare.endsWith("/api/chat")) return "ollama";
  return null;
}

/**
 * The exact bytes to replay as the response body. JSON bodies are serialised anew (their own layout was not kept; integers
 * beyond 2^53 lose digits), streams are as recorded, and stripped framings are put back.
 */
export function rawBytes(recording: Recording): Buffer {
  const { body, raw, raw_encoding, raw_framing, body_prefix } = recording.response;
  if (raw === undefined || raw === null) {
    return Buffer.from((body_prefix ?? "") + JSON.stringify(body));
  }
  if (raw_encoding === "base64") return Buffer.from(raw, "base64");
  if (raw_framing === "sse-lines") return Buffer.from(raw.replace(/^(data:.*)\n?/gm, "$1\n\n"));
  if (raw_framing === "chunks-jsonl") return Buffer.from(wrap(raw, recording));
  return Buffer.from(raw);
}

function wrap(raw: string, recording: Recording): string {
  if (recording.provider === "bedrock")
    throw new Error(`${recording.id}: binary frames are not rebuilt here`);
  const named = dialectOf(recording) === "anthropic" || recording.provider === "cohere";
  const lines = raw.split("\n").filter((line) => line.trim() !== "");
  return lines
    .map((line) => (named ? `event: ${JSON.parse(line).type}\n` : "") + `data: ${line}\n\n`)
    .join("");
}

/** The sizes in bytes of the reads in which the body arrived; one read for all of it when they were not recorded. */
export function splits(recording: Recording): number[] {
  const total = rawBytes(recording).length;
  const sizes = recording.response.chunk_sizes ?? [];
  return sizes.reduce((sum, size) => sum + size, 0) === total && total > 0 ? sizes : [total];
}

/** The content type to replay with: the recorded one, else what the framing implies. */
export function contentType(recording: Recording): string {
  const said = recording.response.headers?.["content-type"];
  if (said) return said;
  const framing = recording.response.raw_framing;
  if (framing === "ndjson") return "application/x-ndjson";
  if (framing === "text") return "text/plain";
  if (framing === "aws-eventstream") return "application/vnd.amazon.eventstream";
  return framing === "sse" || framing === "sse-lines" || framing === "chunks-jsonl"
    ? "text/event-stream"
    : "application/json";
}

/**
 * Why a gateway may rightly read this recording otherwise than the oracle: the request asked for something no gateway
 * asks for, or the provider broke the grammar of its own framing. Null for nearly all.
 */
export function caveat(recording: Recording): string | null {
  const { path, response } = recording;
  if (/enum-encoding(=|%3D)int/i.test(path)) return "enums asked for as numbers";
  if (response.raw_framing === "sse" && /^\{\r?$/m.test(response.raw ?? "")) {
    return "a bare JSON error after the SSE events";
  }
  return null;
}
