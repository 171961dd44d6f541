import { join } from "node:path";
import type { Config } from "../config.ts";
import type { AuditOptions } from "./audit.ts";
import { openDayFile } from "./day-file.ts";
import type { Observer } from "./record.ts";
import { createRedactor } from "./redaction.ts";

/** What was said on the routes that keep it: one JSON line a request. */
export interface ContentLog {
  observe: Observer;
  flush(): Promise<void>;
  close(): Promise<void>;
  /** Characters that wait, and lines that were lost since the start. */
  state(): { queued: number; lost: number };
}

/** Characters of a side that are kept; where there is more, `request_cut` or `answer_cut` tells how many. */
export const MAX_SIDE = 256 * 1024;
/** So far beyond the cut is looked at, so that no half of an address or a key is left before it. */
const MARGIN = 4096;

/**
 * Opens the content log, `content-YYYY-MM-DD.jsonl` beside the audit log. What the config names is hidden, and the
 * rest cut, before anything waits to be written; `request` is the client's body as a text, JSON as far as it was
 * JSON. Records without content are passed over. Throws when the folder cannot be made.
 */
export async function openContent(
  config: Pick<Config, "data_dir" | "content">,
  options: AuditOptions,
): Promise<ContentLog> {
  const { keep_days, redact } = config.content;
  const folder = join(config.data_dir, "audit");
  const file = await openDayFile({ ...options, folder, name: "content", keep_days });
  const hide = createRedactor(redact);
  return {
    observe: (record) => {
      const { content } = record;
      if (!content) return;
      const line = {
        at: new Date(record.at).toISOString(),
        id: record.id,
        request_id: record.request_id,
        key_id: record.key_id,
        route: record.route,
        provider: record.provider,
        model: record.model,
        outcome: record.outcome,
        ...side("request", content.request, hide),
        ...side("answer", content.answer, hide),
      };
      file.write(JSON.stringify(line));
    },
    flush: () => file.flush(),
    close: () => file.close(),
    state: () => file.state(),
  };
}

function side(
  name: "request" | "answer",
  text: string | undefined,
  hide: (text: string) => string,
): Record<string, string | number> {
  if (text === undefined) return {};
  const said = hide(text.slice(0, MAX_SIDE + MARGIN));
  if (text.length <= MAX_SIDE) return { [name]: said };
  // Where the text was cut in the middle of something, the margin goes; what was hidden has moved it.
  const whole = text.length <= MAX_SIDE + MARGIN;
  const kept = said.slice(0, whole ? MAX_SIDE : Math.min(MAX_SIDE, said.length - MARGIN));
  return { [name]: kept, [`${name}_cut`]: text.length - MAX_SIDE };
}
