import type * as Hub from "../../generated/hub.types.ts";
import type { Pass } from "./pass.ts";

/** A result takes the name of the call that it answers, for dialects that match by name. */
export const nameToolResults: Pass = (messages) => {
  const names = new Map<string, string>();
  return messages.map((message) => {
    for (const part of message.parts) if (part.kind === "tool_call") names.set(part.id, part.name);
    if (!message.parts.some((part) => part.kind === "tool_result" && part.name === undefined))
      return message;
    return {
      ...message,
      parts: message.parts.map((part) =>
        part.kind === "tool_result" && part.name === undefined
          ? { ...part, name: names.get(part.call_id) ?? part.call_id }
          : part,
      ),
    };
  });
};

/** Media in a tool's result go into a user's turn behind it, for dialects whose results are text. */
export const toolMediaToUser: Pass = (messages, c) =>
  messages.flatMap((message) => {
    if (message.role !== "tool") return [message];
    const media: Hub.Part[] = [];
    const parts = message.parts.map((part) => {
      if (part.kind !== "tool_result") return part;
      for (const each of part.parts) if (each.kind !== "text") media.push(each);
      return { ...part, parts: part.parts.filter((each) => each.kind === "text") };
    });
    if (media.length === 0) return [message];
    c.lost(
      "messages.tool_result",
      "coerced",
      "results are text here; media stand in a user's turn behind them",
    );
    return [
      { ...message, parts },
      { role: "user", parts: media },
    ];
  });

/** Ids of calls as letters and digits of one length; others are hashed, the same one each time. */
export const shortIds: Pass = (messages, _c, _rules, length) => {
  const fits = new RegExp(`^[A-Za-z0-9]{${Number(length)}}$`);
  const short = (id: string): string => (fits.test(id) ? id : hash(id, Number(length)));
  return messages.map((message) => ({
    ...message,
    parts: message.parts.map((part) =>
      part.kind === "tool_call"
        ? { ...part, id: short(part.id) }
        : part.kind === "tool_result"
          ? { ...part, call_id: short(part.call_id) }
          : part,
    ),
  }));
};

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/** FNV-1a, once for each character: no secret, only the same text for the same id. */
function hash(id: string, length: number): string {
  let out = "";
  for (let i = 0; i < length; i++) {
    let value = 0x811c9dc5 ^ i;
    for (let j = 0; j < id.length; j++)
      value = Math.imul(value ^ id.charCodeAt(j), 0x01000193) >>> 0;
    out += DIGITS[value % DIGITS.length];
  }
  return out;
}
