import type * as Hub from "../../generated/hub.types.ts";
import type { Messages, Pass } from "./pass.ts";

/** Two turns of one role behind each other become one; tool results count as the user's. */
export const mergeAdjacent: Pass = (messages, _c, _rules) => {
  const side = (role: Hub.Role): string => (role === "tool" ? "user" : role);
  const out: Messages = [];
  let growing: Hub.Message | undefined;
  for (const message of messages) {
    const last = out.at(-1);
    if (!last || side(last.role) !== side(message.role)) {
      out.push(message);
      continue;
    }
    // Copied once, however many follow: clients may send very many short turns.
    if (last !== growing) out[out.length - 1] = growing = { ...last, parts: [...last.parts] };
    if (growing.role === "tool") growing.role = message.role;
    for (const part of message.parts) growing.parts.push(part);
  }
  return out.map((message) =>
    message.parts.some((part) => part.kind === "tool_result")
      ? { ...message, role: "user" as const, parts: resultsFirst(message.parts) }
      : message,
  );
};

/** In a turn of the user the results of tools stand first. */
export const toolResultsFirst: Pass = (messages) =>
  messages.map((message) =>
    message.role === "user" ? { ...message, parts: resultsFirst(message.parts) } : message,
  );

function resultsFirst(parts: readonly Hub.Part[]): Hub.Part[] {
  return [
    ...parts.filter((part) => part.kind === "tool_result"),
    ...parts.filter((part) => part.kind !== "tool_result"),
  ];
}

/** Texts with nothing in them are left out, and messages that had nothing else; a signature is something. */
export const dropEmptyText: Pass = (messages) =>
  messages
    .map((message) => ({
      ...message,
      parts: message.parts.filter(
        (part) => part.kind !== "text" || part.text !== "" || part.signature,
      ),
    }))
    .filter((message) => message.parts.length > 0);

/** Space at the end of a turn that is to be continued is left out, for APIs that refuse it. */
export const trimLastAssistant: Pass = (messages) => {
  const last = messages.at(-1);
  const text = last?.parts.at(-1);
  if (last?.role !== "assistant" || text?.kind !== "text") return messages;
  const trimmed = { ...text, text: text.text.trimEnd() };
  return [
    ...messages.slice(0, -1),
    { ...last, parts: [...last.parts.slice(0, -1), ...(trimmed.text ? [trimmed] : [])] },
  ];
};

/** Marks of the prompt cache are left out, for APIs that cache by themselves and refuse fields that they do not know. */
export const dropCacheMarks: Pass = (messages, c) =>
  messages.map((message) => {
    if (!message.parts.some((part) => "cache" in part && part.cache)) return message;
    c.lost("messages.cache", "coerced", "the API caches by itself");
    return {
      ...message,
      parts: message.parts.map((part) => ("cache" in part ? { ...part, cache: undefined } : part)),
    };
  });

/** The last turn is the assistant's: it is to be continued. */
export const markPrefill: Pass = (messages) => {
  const last = messages.at(-1);
  return last?.role === "assistant"
    ? [...messages.slice(0, -1), { ...last, prefill: true }]
    : messages;
};
