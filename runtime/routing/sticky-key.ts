import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import type * as Hub from "../../generated/hub.types.ts";
import type { StickyConfig } from "../route-config.ts";
import type { RequestFacts } from "./facts.ts";

/** The header by which clients name a session. */
export const SESSION_HEADER = "x-dragoman-session";

/** By what a request belongs together with others: the first of `by` that it has; undefined when it has none. */
export function stickyKey(by: StickyConfig["by"], facts: RequestFacts): string | undefined {
  const scope = facts.source.key?.id ?? "";
  for (const each of by) {
    const value = valueOf(each, facts);
    // Clients of different keys must not steer each other.
    if (value !== undefined && value !== "") return `${each}:${scope}:${digest(value)}`;
  }
  return undefined;
}

function valueOf(by: StickyConfig["by"][number], facts: RequestFacts): string | undefined {
  switch (by) {
    case "user":
      return facts.hub.user ?? facts.metadata("user_id") ?? facts.metadata("user");
    case "session":
      return facts.header(SESSION_HEADER) ?? facts.hub.cache_key ?? facts.metadata("session_id");
    case "prefix":
      return prefixOf(facts.hub);
    case "key":
      return facts.source.key?.id;
  }
}

/**
 * A hash of what a conversation keeps from turn to turn: system, tools and the first turn of the user. Cache marks
 * are left out, since clients move them along.
 */
export function prefixOf(hub: Hub.Request): string {
  const hash = createHash("sha256");
  for (const tool of hub.tools ?? []) add(hash, "tool", stable(tool));
  for (const { role, parts } of hub.messages) {
    if (role === "system") addParts(hash, role, parts);
    if (role !== "user") continue;
    addParts(hash, role, parts);
    break;
  }
  return hash.digest("base64url");
}

function addParts(hash: Hash, role: string, parts: readonly Hub.Part[]): void {
  hash.update(`${role}\n`);
  for (const part of parts) {
    if (part.kind === "text") add(hash, "text", part.text);
    else if ("data" in part && typeof part.data === "string") add(hash, part.kind, part.data);
    else add(hash, part.kind, stable(part));
  }
}

/** With its length, so that two texts cannot run into one another. */
function add(hash: Hash, kind: string, text: string): void {
  hash.update(`${kind} ${text.length}\n`).update(text);
}

function stable(value: object): string {
  return JSON.stringify(value, (key, each: unknown) => (key === "cache" ? undefined : each));
}

function digest(text: string): string {
  return text.length <= 64 ? text : createHash("sha256").update(text).digest("base64url");
}
