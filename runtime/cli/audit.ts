import { userInfo } from "node:os";
import type { Config } from "../config.ts";
import type { Json } from "../json.ts";
import type { CliContext } from "./context.ts";

/** A change that a command has made. */
export interface CliChange {
  /** As the admin API names it: `key.create`, `key.update`, `key.rotate`, `key.delete`. */
  what: string;
  /** The id of the key. */
  subject: string;
  /** What was said; never a secret. */
  details?: unknown;
}

/**
 * Adds a change to the audit log, where the config has one: a line at the end of the day's file, which a gateway
 * that runs adds its own to. That it cannot be written is told, and undoes nothing.
 */
export async function auditChange(
  config: Config,
  { now, err }: CliContext,
  { details, ...change }: CliChange,
): Promise<void> {
  if (!config.audit.enabled) return;
  const failed = (error: unknown) =>
    err(`dragoman: warning: the audit log could not be written: ${messageOf(error)}\n`);
  try {
    const { openAudit } = await import("../observe/audit.ts");
    let fault: unknown;
    const warn = (facts: object, message: string) =>
      void (fault ??= (facts as { err?: unknown }).err ?? message);
    const audit = await openAudit(config, { warn, now });
    const said = details === undefined ? {} : { details: details as Json };
    audit.change({ ...change, by: "cli", ...user(), ok: true, ...said });
    await audit.close();
    if (audit.state().lost > 0) failed(fault);
  } catch (error) {
    failed(error);
  }
}

/** Nobody, where the system does not know the user, as in a container with any id. */
function user(): { user?: string } {
  try {
    return { user: userInfo().username };
  } catch {
    const id = process.getuid?.();
    return id === undefined ? {} : { user: String(id) };
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
