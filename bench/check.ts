import type { Outcome } from "./jobs.ts";
import { PIECES, TEXT } from "./traffic.ts";

interface Choice {
  message?: { content?: string };
  delta?: { content?: string | null };
}

/**
 * What is wrong with an answer to a client of the OpenAI API; `undefined` when nothing of it is lost. What answers
 * wrongly is not measured: it is easy to be fast with half of the text.
 */
export function faultOf({ status, body = "" }: Outcome, stream: boolean): string | undefined {
  if (status !== 200) return `answered ${status}: ${body.slice(0, 200)}`;
  try {
    return stream ? faultOfStream(body) : faultOfWhole(body);
  } catch (error) {
    return `answered what cannot be read (${String(error)})`;
  }
}

function faultOfWhole(body: string): string | undefined {
  const { choices } = JSON.parse(body) as { choices: Choice[] };
  return choices[0]?.message?.content === TEXT ? undefined : "answered another text";
}

function faultOfStream(body: string): string | undefined {
  const events = body
    .split(/\r?\n\r?\n/)
    .flatMap((event) => /^data: ?(.*)$/m.exec(event)?.[1] ?? []);
  if (events.pop() !== "[DONE]") return "did not end its stream";
  const pieces = events
    .map((event) => (JSON.parse(event) as { choices: Choice[] }).choices[0]?.delta?.content)
    .filter((content) => content);
  if (pieces.join("") !== TEXT) return "streamed another text";
  return pieces.length === PIECES.length ? undefined : `streamed ${pieces.length} pieces`;
}
