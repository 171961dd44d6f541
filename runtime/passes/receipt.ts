import type * as Hub from "../../generated/hub.types.ts";
import type { Encoding, MessageRules } from "../translator.ts";

/** Tells what of names, flags and marks the dialect has no place for; whole parts are told where they are left out. */
export function receipt(
  messages: readonly Hub.Message[],
  { lost }: MessageRules,
  c: Encoding,
): void {
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
