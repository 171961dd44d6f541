import type * as Hub from "../generated/hub.types.ts";
import type { OnLoss } from "./config-types.ts";
import { gatewayError } from "./errors.ts";
import { safeValue } from "./headers.ts";
import type { Loss } from "./translator.ts";

const MAX_RECEIPT = 1000;
const POLICIES: readonly string[] = ["error", "warn", "allow"];

/** What a client asks for by `x-dragoman-on-loss`, over what its route says. Throws for another word. */
export function onLossOf(header: string | string[] | undefined, route: OnLoss): OnLoss {
  if (header === undefined || header === "") return route;
  if (typeof header === "string" && POLICIES.includes(header)) return header as OnLoss;
  throw gatewayError("bad_request", "x-dragoman-on-loss must be one of error, warn, allow.");
}

/** The refusal of a request that would lose content or a constraint; undefined when it may be sent. */
export function refusal(
  losses: readonly Loss[],
  policy: OnLoss,
  who: string,
): Hub.Error | undefined {
  if (policy !== "error") return undefined;
  const grave = losses.filter((loss) => loss.weight !== "hint");
  const [first, ...others] = grave;
  if (!first) return undefined;
  const more =
    others.length > 0
      ? ` Nor can it take ${others
          .slice(0, 5)
          .map(({ field }) => `\`${field}\``)
          .join(", ")}.`
      : "";
  return {
    kind: "unsupported",
    message:
      `${who} cannot take \`${first.field}\`: ${first.reason}.${more} ` +
      `Send \`x-dragoman-on-loss: warn\` to go on without.`,
    param: first.field,
  };
}

/** The losses for the header `x-dragoman-loss`: `field;grade, field;grade`; undefined when there are none. */
export function receipt(losses: readonly Loss[]): string | undefined {
  if (losses.length === 0) return undefined;
  const items = losses.map(({ field, grade }) => `${safeValue(field, 100)!};${grade}`);
  let text = "";
  for (const [i, item] of items.entries()) {
    const next = text === "" ? item : `${text}, ${item}`;
    if (next.length > MAX_RECEIPT) return `${text}, and ${items.length - i} more`;
    text = next;
  }
  return text;
}
