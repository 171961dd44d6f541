import type * as Hub from "../../generated/hub.types.ts";
import type { Encoding } from "../translator.ts";
import type { Messages, Pass } from "./pass.ts";

/** Takes system messages out, those at the beginning or all, for APIs that have a place of their own for them. */
export function hoist(
  messages: Messages,
  which: string,
  c: Encoding,
): { system: Hub.Part[]; rest: Messages } {
  if (which !== "leading" && which !== "all") return { system: [], rest: messages };
  let leading = messages.findIndex((message) => message.role !== "system");
  if (leading < 0) leading = messages.length;
  if (leading === messages.length && leading > 0) {
    c.lost("messages.system", "coerced", "the API wants a turn of the user, and there is no other");
    return { system: [], rest: messages.map(asUser) };
  }
  const taken = (message: Hub.Message, i: number): boolean =>
    message.role === "system" && (which === "all" || i < leading);
  return {
    system: messages.filter(taken).flatMap((message) => message.parts),
    rest: messages.filter((message, i) => !taken(message, i)),
  };
}

function asUser(message: Hub.Message): Hub.Message {
  return { ...message, role: "user" };
}

/** System messages become turns of the user, for models that take none. */
export const foldSystem: Pass = (messages) =>
  messages.map((message) => (message.role === "system" ? asUser(message) : message));
