import type * as Hub from "../../generated/hub.types.ts";
import type { Encoding, MessageRules } from "../translator.ts";

/** The messages of one request, in their order. */
export type Messages = Hub.Message[];

/** One rewrite of the messages; leaves what it was given as it was, and tells what is lost. */
export type Pass = (
  messages: Messages,
  c: Encoding,
  rules: MessageRules,
  argument: unknown,
) => Messages;
