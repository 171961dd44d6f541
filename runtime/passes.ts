import type * as Hub from "../generated/hub.types.ts";
import type { Messages, Pass } from "./passes/pass.ts";
import { joinReasoning } from "./passes/pieces.ts";
import { receipt } from "./passes/receipt.ts";
import { replay } from "./passes/replay.ts";
import { attachSignatures, detachSignatures } from "./passes/signatures.ts";
import { foldSystem, hoist } from "./passes/system.ts";
import { nameToolResults, shortIds, toolMediaToUser } from "./passes/tools.ts";
import {
  dropCacheMarks,
  dropEmptyText,
  markPrefill,
  mergeAdjacent,
  toolResultsFirst,
  trimLastAssistant,
} from "./passes/turns.ts";
import { readTextFiles } from "./text-files.ts";
import type { Encoding, MessageRules } from "./translator.ts";

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
  tool_results_first: toolResultsFirst,
};

/** The passes that a spec can name. */
export const PASS_NAMES: readonly string[] = Object.keys(PASSES);
