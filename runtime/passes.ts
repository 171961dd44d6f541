import type * as Hub from "../generated/hub.types.ts";
import { tellSealed } from "./ops/sealed.ts";
import { readTextFiles } from "./text-files.ts";
import type { Encoding, MessageRules } from "./translator.ts";

type Messages = Hub.Message[];
type Pass = (messages: Messages, c: Encoding, rules: MessageRules, argument: unknown) => Messages;

/** The messages as the upstream takes them, and the system parts that have a place of their own there. */
export function rewrite(
  messages: readonly Hub.Message[],
  rules: MessageRules,
  c: Encoding,
): { system: Hub.Part[]; messages: Messages } {
  receipt(messages, rules, c);
  const replayed = joinReasoning(messages)
    .map((message) => replay(message, rules, c))
    .filter((message) => message.parts.length > 0 || message.role !== "assistant");
  const { system, rest } = hoist(
    replayed,
    c.model.policy.system === false ? "fold" : rules.system,
    c,
  );
  let list = c.model.policy.system === false ? foldSystem(rest, c, rules, null) : rest;
  for (const [name, argument] of rules.passes)
    list = (PASSES[name] ?? same)(list, c, rules, argument);
  return { system, messages: list };
}

const same: Pass = (messages) => messages;

/** Tells what of names, flags and marks the dialect has no place for; whole parts are told where they are left out. */
function receipt(messages: readonly Hub.Message[], { lost }: MessageRules, c: Encoding): void {
  const fields = Object.keys(lost).filter((path) => path.includes("."));
  for (const message of messages) {
    if (message.name !== undefined && lost["name"])
      c.lost("messages.name", "coerced", lost["name"]);
    for (const part of message.parts) {
      for (const path of fields) {
        if (!path.startsWith(`${part.kind}.`)) continue;
        const value = (part as unknown as Record<string, unknown>)[
          path.slice(part.kind.length + 1)
        ];
        const asked =
          value === true ||
          typeof value === "object" ||
          (path.endsWith(".detail") && value !== undefined && value !== "auto");
        if (asked) c.lost(`messages.${path}`, "coerced", lost[path]!);
      }
    }
  }
}

function hoist(
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

/**
 * Reasoning that a client kept in the pieces in which a stream brought it is one part again: the signature came
 * with the last of them and is for all.
 */
function joinReasoning(messages: readonly Hub.Message[]): Messages {
  const out: Messages = [];
  for (const message of messages) {
    const last = out.at(-1);
    const goesOn =
      message.role === "assistant" &&
      last?.role === "assistant" &&
      isPiece(last.parts.at(-1)) &&
      message.parts[0]?.kind === "reasoning";
    // The parts of a message that ends in a piece were joined here, so they are no one else's.
    if (goesOn) join(last.parts, message.parts);
    else
      out.push(
        message.parts.some(isPiece) ? { ...message, parts: join([], message.parts) } : message,
      );
  }
  return out;
}

/** Puts parts behind others, pieces of reasoning onto the piece before them. */
function join(out: Hub.Part[], parts: readonly Hub.Part[]): Hub.Part[] {
  for (const part of parts) {
    const last = out.at(-1);
    const same =
      part.kind === "reasoning" &&
      !part.data &&
      isPiece(last) &&
      last.id === part.id &&
      last.summary === part.summary;
    if (same) out[out.length - 1] = { ...part, text: (last.text ?? "") + (part.text ?? "") };
    else out.push(part);
  }
  return out;
}

function isPiece(part: Hub.Part | undefined): part is Hub.ReasoningPart {
  return part?.kind === "reasoning" && !part.signature && !part.data && !part.rest;
}

/** Reasoning of earlier turns: what the upstream takes back of it. */
function replay(message: Hub.Message, rules: MessageRules, c: Encoding): Hub.Message {
  if (message.role !== "assistant") return message;
  const refused = c.model.policy.reasoning?.replay === "refused";
  const how = refused ? "none" : rules.replay;
  const parts = message.parts.flatMap((part) => replayed(part, how, rules.issuer, c));
  // Some models want their reasoning back in every turn, and an empty one where it is not known.
  if (
    c.model.policy.reasoning?.replay === "required" &&
    !parts.some((part) => part.kind === "reasoning")
  )
    parts.unshift({ kind: "reasoning", text: "" });
  return parts.length === message.parts.length &&
    parts.every((part, i) => part === message.parts[i])
    ? message
    : { ...message, parts };
}

function replayed(part: Hub.Part, how: string, issuer: string, c: Encoding): Hub.Part[] {
  if (part.kind !== "reasoning") {
    if (
      !("signature" in part) ||
      part.signature === undefined ||
      how === "all" ||
      part.signature.issuer === issuer
    )
      return [part];
    const { signature: _, ...rest } = part;
    return [rest as Hub.Part];
  }
  if (how === "all") return [part];
  if (how === "text") return part.text ? [{ kind: "reasoning", text: part.text }] : [];
  const own = (part.signature ?? part.data)?.issuer === issuer;
  if (how === "own" && own) return [part];
  c.lost(
    "messages.reasoning",
    "dropped",
    how === "own"
      ? "only reasoning that this API signed goes back to it"
      : "the API takes no reasoning back",
  );
  return [];
}

const foldSystem: Pass = (messages) =>
  messages.map((message) => (message.role === "system" ? asUser(message) : message));

/** Two turns of one role behind each other become one; tool results count as the user's. */
const mergeAdjacent: Pass = (messages, _c, _rules) => {
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

function resultsFirst(parts: readonly Hub.Part[]): Hub.Part[] {
  return [
    ...parts.filter((part) => part.kind === "tool_result"),
    ...parts.filter((part) => part.kind !== "tool_result"),
  ];
}

const dropEmptyText: Pass = (messages) =>
  messages
    .map((message) => ({
      ...message,
      parts: message.parts.filter(
        (part) => part.kind !== "text" || part.text !== "" || part.signature,
      ),
    }))
    .filter((message) => message.parts.length > 0);

const trimLastAssistant: Pass = (messages) => {
  const last = messages.at(-1);
  const text = last?.parts.at(-1);
  if (last?.role !== "assistant" || text?.kind !== "text") return messages;
  const trimmed = { ...text, text: text.text.trimEnd() };
  return [
    ...messages.slice(0, -1),
    { ...last, parts: [...last.parts.slice(0, -1), ...(trimmed.text ? [trimmed] : [])] },
  ];
};

/** A result takes the name of the call that it answers, for dialects that match by name. */
const nameToolResults: Pass = (messages) => {
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

/** State that a call or a text carries moves into a sealed part before it, where they have no place for it. */
const detachSignatures: Pass = (messages) =>
  messages.map((message) => ({
    ...message,
    parts: tellSealed(message.parts, { from: ["tool_call", "text"] }),
  }));

/** The way back: sealed state goes onto the call or text behind it; a first call without any gets the stand-in. */
const attachSignatures: Pass = (messages, c, rules, argument) =>
  messages.map((message) =>
    message.role === "assistant"
      ? { ...message, parts: attached(message.parts, c, rules.issuer, argument) }
      : message,
  );

function attached(
  parts: readonly Hub.Part[],
  c: Encoding,
  issuer: string,
  standIn: unknown,
): Hub.Part[] {
  const isState = (part: Hub.Part): part is Hub.ReasoningPart =>
    part.kind === "reasoning" && part.data !== undefined;
  const out = parts.filter((part) => !isState(part)).map((part) => ({ ...part }));
  const calls = out.filter((part) => part.kind === "tool_call").reverse();
  const byId = new Map(calls.map((call) => [call.id, call]));
  let text = out.findLast((part) => part.kind === "text");
  for (const { id, data } of parts.filter(isState)) {
    while (calls.at(-1)?.signature) calls.pop();
    const call = id === undefined ? calls.at(-1) : byId.get(id);
    if (call && !call.signature) call.signature = data;
    else if (text) text.signature ??= data;
    else out.push((text = { kind: "text", text: "", signature: data }));
  }
  const first = out.find((part) => part.kind === "tool_call");
  if (
    first &&
    !first.signature &&
    typeof standIn === "string" &&
    c.model.policy.signatures === "required"
  )
    first.signature = { issuer, value: standIn };
  return out;
}

/** Media in a tool's result go into a user's turn behind it, for dialects whose results are text. */
const toolMediaToUser: Pass = (messages, c) =>
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

/** Marks of the prompt cache are left out, for APIs that cache by themselves and refuse fields that they do not know. */
const dropCacheMarks: Pass = (messages, c) =>
  messages.map((message) => {
    if (!message.parts.some((part) => "cache" in part && part.cache)) return message;
    c.lost("messages.cache", "coerced", "the API caches by itself");
    return {
      ...message,
      parts: message.parts.map((part) => ("cache" in part ? { ...part, cache: undefined } : part)),
    };
  });

/** The last turn is the assistant's: it is to be continued. */
const markPrefill: Pass = (messages) => {
  const last = messages.at(-1);
  return last?.role === "assistant"
    ? [...messages.slice(0, -1), { ...last, prefill: true }]
    : messages;
};

/** Ids of calls as letters and digits of one length; others are hashed, the same one each time. */
const shortIds: Pass = (messages, _c, _rules, length) => {
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

const PASSES: Readonly<Record<string, Pass>> = {
  fold_system_into_user: foldSystem,
  merge_adjacent: mergeAdjacent,
  drop_empty_text: dropEmptyText,
  trim_last_assistant: trimLastAssistant,
  name_tool_results: nameToolResults,
  detach_signatures: detachSignatures,
  attach_signatures: attachSignatures,
  drop_cache_marks: dropCacheMarks,
  mark_prefill: markPrefill,
  short_ids: shortIds,
  tool_media_to_user: toolMediaToUser,
  read_text_files: readTextFiles,
  tool_results_first: (messages) =>
    messages.map((message) =>
      message.role === "user" ? { ...message, parts: resultsFirst(message.parts) } : message,
    ),
};

/** The passes that a spec can name. */
export const PASS_NAMES: readonly string[] = Object.keys(PASSES);
