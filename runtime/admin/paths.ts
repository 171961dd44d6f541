import { gatewayError } from "../errors.ts";
import type { VirtualKey } from "../keys/key.ts";
import type { AdminAnswer, AdminRequest } from "./answers.ts";

/** A change that was made: what, to which key, and what was said. */
export type Changed = (action: string, key?: VirtualKey, changes?: unknown) => void;

/** A request, and what its path says. */
export interface Call {
  request: AdminRequest;
  /** What stands for `{id}` in the path. */
  id: string;
  changed: Changed;
}

/** Answers a request. Rejects with a `GatewayError` or a `ConfigError` for what the caller did wrong. */
export type Handler = (call: Call) => Promise<AdminAnswer>;

/** A path with what may be done there. */
export interface Path {
  pattern: RegExp;
  methods: Readonly<Record<string, Handler>>;
}

/** The path that was asked for, and what stands for `{id}` in it, decoded; undefined when there is none. */
export function findPath(
  paths: readonly Path[],
  asked: string,
): { path: Path; id: string } | undefined {
  const plain = asked.length > 1 ? asked.replace(/\/$/, "") : asked;
  for (const path of paths) {
    const match = path.pattern.exec(plain);
    if (match) return { path, id: decoded(match[1] ?? "") };
  }
  return undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Throws the error for what a gateway without a database has not. */
export function missing(what: string): never {
  throw gatewayError(
    "bad_request",
    `There are no ${what} without a database: \`ledger.enabled\` is false.`,
    { code: "conflict" },
  );
}
