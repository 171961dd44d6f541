import { setTimeout as sleep } from "node:timers/promises";
import type { ChatCompletionRequest, FixtureResponse } from "@copilotkit/aimock";

/** The tokens that the upstream says it used, where it can say so. */
export const USAGE = { input: 11, output: 7 };

/** What the model says in the scene `hello`: long enough for several pieces. */
export const HELLO = "Bonjour! Grüße aus 東京 🗼, dear traveller.";

/** What the model says in the scene `schema`. */
export const FORECAST = { city: "Kyoto", degrees: 21 };

/** The arguments of the one call in the scene `call`: quotes, escapes and a script that bytes may cut. */
export const PLACE = { city: 'São "Sampa" Paulo \\ 日本' };

/** What takes its time to begin, so that one can leave before. */
export async function playLate(): Promise<FixtureResponse> {
  await sleep(3000, undefined, { ref: false });
  return { content: "At last." };
}

type Script = (request: ChatCompletionRequest, results: string[], text: string) => FixtureResponse;

const call = (name: string, city: string) => ({ name, arguments: JSON.stringify({ city }) });

/** What the upstream does, by the word in brackets that the user's last message begins with. */
const SCENES: Record<string, Script> = {
  hello: () => ({ content: HELLO }),
  cut: () => ({ content: "One two", finishReason: "length" }),
  schema: () => ({ content: JSON.stringify(FORECAST) }),
  seen: ({ messages }) => ({ content: `I see ${messages.length}.` }),
  call: () => ({ toolCalls: [call("get_weather", PLACE.city)] }),
  parallel: () => ({
    toolCalls: [
      call("get_weather", "Paris"),
      call("get_weather", "Rome"),
      call("get_time", "Rome"),
    ],
  }),
  talk: () => ({ content: "Let me look.", toolCalls: [call("get_time", "Oslo")] }),
  rounds: (_, results) => {
    if (results.length === 0) {
      return { toolCalls: [call("get_weather", "Paris"), call("get_weather", "Rome")] };
    }
    if (results.length === 2) return { toolCalls: [call("get_time", "Rome")] };
    return { content: `It was ${results.map((text) => /\d+/.exec(text)?.[0]).join(", ")}.` };
  },
  echo: (_, __, text) => ({ content: `${text.slice("[echo] ".length)}; `.repeat(20) }),
  long: () => ({ content: "and on ".repeat(2000) }),
  "429": () => failure(429, "rate_limit_error", "Slow down, please."),
  "500": () => failure(500, "api_error", "The upstream broke."),
  "401": () => failure(401, "authentication_error", "That key opens nothing."),
};

function failure(status: number, type: string, message: string): FixtureResponse {
  return { status, error: { type, message }, ...(status === 429 && { retryAfter: 1 }) };
}

const failed = new Set<string>();
const WORD = /^\[([a-z0-9]+)\]/;

/**
 * Plays the scene that the last message of the user names. `[flaky] …` fails the first time that it is said. The third-party
 * mock ends a call by a word that the Gemini API does not have, so the word of that API is put in its place.
 */
export function play(request: ChatCompletionRequest): FixtureResponse {
  const at = request.messages.findLastIndex(({ role }) => role === "user");
  const text = textOf(request.messages[at]?.content);
  const word = WORD.exec(text)?.[1] ?? "";
  if (word === "flaky" && !failed.has(text)) {
    failed.add(text);
    return SCENES["429"]!(request, [], text);
  }
  const scene = SCENES[word === "flaky" ? "hello" : word];
  if (!scene) return failure(400, "invalid_request_error", `There is no scene [${word}].`);
  const after = request.messages.slice(at + 1).filter(({ role }) => role === "tool");
  const told = scene(
    request,
    after.map(({ content }) => textOf(content)),
    text,
  );
  if ("error" in told) return told;
  const usage = { prompt_tokens: USAGE.input, completion_tokens: USAGE.output };
  const end = "toolCalls" in told && /^gemini/.test(request.model) ? { finishReason: "stop" } : {};
  return { usage, ...end, ...told };
}

function textOf(content: unknown): string {
  if (typeof content === "string") return content;
  if (!Array.isArray(content)) return "";
  return content.map((part: { text?: string }) => part.text ?? "").join("");
}
