import type * as Hub from "../../generated/hub.types.ts";
import { registry } from "../../generated/index.ts";
import { encoding, UNKNOWN_MODEL } from "../../runtime/encoding.ts";
import { writeError } from "../../runtime/errors.ts";
import { StreamEncoder } from "../../runtime/stream-encoder.ts";
import type { Dialect, Encoding } from "../../runtime/translator.ts";
import {
  dialectOf,
  rawBytes,
  splits,
  type Dialect as DialectId,
  type Recording,
} from "./corpus.ts";
import { cut, feed, framingOf, upstreamOf, type Outcome } from "./decode.ts";

/** The doors that a recorded answer is told through. */
export const DOORS = [
  "openai-chat",
  "anthropic",
  "gemini",
  "ollama",
] as const satisfies readonly DialectId[];

/** What an encoder is given: the same each time. */
function fixed(): Encoding {
  let n = 0;
  const model = { ...UNKNOWN_MODEL, id: "served" };
  return encoding({ model, now: 1_700_000_000, makeId: () => `test${n++}` });
}

/** A recording of what the gateway tells a client of a door. */
export function through(recording: Recording, outcome: Outcome, door: DialectId): Recording {
  const dialect = registry.dialects[door]!;
  const framing = framingOf(recording);
  const streamed = recording.response.status < 400 && framing !== null;
  if (streamed && !(outcome.kind === "error" && !outcome.inStream))
    return stream(recording, dialect, cut(rawBytes(recording), splits(recording)));
  const error = failureOf(outcome);
  if (error) {
    const { status, body } = writeError(dialect, error);
    return made(recording, dialect, { status, body, stream: false });
  }
  return made(recording, dialect, {
    status: 200,
    body: unary((outcome as { answer: Hub.Answer }).answer, dialect),
    stream: false,
  });
}

/** The error that a whole body is; an answer without any choice answers nothing. */
function failureOf(outcome: Outcome): Hub.Error | undefined {
  if (outcome.kind === "error") return outcome.error;
  if (outcome.answer.choices.length > 0) return undefined;
  return { kind: "upstream", message: "An answer without any choice." };
}

/** An answer as a client reads it. */
export function unary(answer: Hub.Answer, dialect: Dialect): unknown {
  return JSON.parse(JSON.stringify(dialect.encodeAnswer(answer, fixed()))) as unknown;
}

/** A stream, in whatever pieces its bytes come, as a client reads it. */
export function stream(
  recording: Recording,
  dialect: Dialect,
  pieces: Iterable<Buffer>,
): Recording {
  return made(recording, dialect, {
    status: 200,
    raw: streamText(recording, dialect, pieces),
    stream: true,
  });
}

/** The text that a client is sent. */
export function streamText(
  recording: Recording,
  dialect: Dialect,
  pieces: Iterable<Buffer>,
): string {
  let raw = "";
  const encoder = new StreamEncoder(
    dialect,
    fixed(),
    { framing: dialect.facts.stream.framing, usage: true },
    (text) => {
      raw += text;
    },
  );
  feed(upstreamOf(recording), framingOf(recording)!, pieces, encoder);
  return raw;
}

const PATHS: Readonly<Record<DialectId, string>> = {
  "openai-chat": "/v1/chat/completions",
  anthropic: "/v1/messages",
  gemini: "/v1beta/models/m:streamGenerateContent?alt=sse",
  ollama: "/api/chat",
};
const PROVIDERS: Readonly<Record<DialectId, string>> = {
  "openai-chat": "openai",
  anthropic: "anthropic",
  gemini: "gemini",
  ollama: "ollama",
};

function made(
  recording: Recording,
  dialect: Dialect,
  got: { status: number; body?: unknown; raw?: string; stream: boolean },
): Recording {
  const id = dialect.facts.id as DialectId;
  return {
    ...recording,
    id: `${recording.id} -> ${id}`,
    provider: PROVIDERS[id],
    path: PATHS[id],
    endpoint: "chat",
    stream: got.stream,
    response: {
      status: got.status,
      headers: {},
      ...(got.raw === undefined
        ? { body: got.body }
        : {
            body: null,
            raw: got.raw,
            raw_encoding: "text",
            raw_framing: id === "ollama" ? "ndjson" : "sse",
          }),
    },
  } as Recording;
}

export { dialectOf };
