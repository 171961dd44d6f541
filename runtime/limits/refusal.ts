import { periodOf, whatOf } from "./key-meters.ts";
import type { Meter } from "./meters.ts";
import { usdOf } from "./money.ts";
import { dayOf, monthOf } from "./periods.ts";

/** A refusal of `Meters`, without its `ok`. */
export interface Refused {
  meter: Meter;
  /** What counted against the meter when it refused. */
  used: number;
  /** How much of `used` is reserved by requests under way, for a budget; undefined when nobody tells. */
  reserved?: number;
  retry_after_ms: number | undefined;
}

/** What a client is told. */
export interface Refusal {
  kind: "rate_limit" | "billing";
  message: string;
  /** When the same request may do better; undefined when nobody knows, or when it never will. */
  retry_after_ms: number | undefined;
}

/** When requests under way have given back what they reserved: nobody knows, and most take seconds. */
const SOON_MS = 5000;

/** What a client can do about a reservation that is too large. */
const WAY_OUT =
  "A request without `max_tokens` reserves what the model's longest answer costs: set it, or set it lower.";

/**
 * Says in plain words which limit of which key (its name, never the key itself) refused a request. A budget that
 * requests under way have reserved is worth another try in seconds, as a limit is; one of a day or a month that is
 * spent, when its period ends.
 */
export function refusalOf(refused: Refused, name: string, now: number): Refusal {
  const { meter, used, retry_after_ms } = refused;
  if (meter.kind === "budget") return budgetRefusal(refused, name, now);
  return { kind: "rate_limit", message: limitMessage(meter, used, name), retry_after_ms };
}

function limitMessage({ key, limit, amount }: Meter, used: number, name: string): string {
  const who = `The key "${name}"`;
  switch (whatOf(key)) {
    case "rpm":
      return `${who} may make ${count(limit, "request")} a minute; ${used} came in the last one.`;
    case "concurrent":
      return `${who} may have ${count(limit, "request")} under way at once; ${used} are.`;
    case "tpm":
      return amount > limit
        ? `${who} may use ${count(limit, "token")} a minute, and this request alone may take up to ${amount}. Ask for fewer output tokens or send a shorter prompt.`
        : `${who} may use ${count(limit, "token")} a minute; ${used} are used or reserved now, and this request may take up to ${amount}.`;
    default:
      return `"${name}" may have ${limit} at once; ${used} are taken.`;
  }
}

function budgetRefusal({ meter, used, reserved }: Refused, name: string, now: number): Refusal {
  const { amount, limit } = meter;
  const period = periodOf(meter);
  const budget = period === "total" ? "total budget" : `budget of this ${period} (UTC)`;
  const spent = used - (reserved ?? 0);
  const alone = amount > limit ? "this request alone" : "this request";
  const cost = amount > 0 ? `, and ${alone} may cost up to ${usdOf(amount)} USD` : "";
  const hint = amount > 0 && spent < limit ? ` ${WAY_OUT}` : "";
  const message =
    `The ${budget} of the key "${name}" is ${usdOf(limit)} USD; ` +
    `${takenWords(used, reserved)}${cost}.${hint}`;
  if (reserved !== undefined && reserved > 0 && spent + amount <= limit)
    return { kind: "rate_limit", message, retry_after_ms: SOON_MS };
  const waits = period !== "total" && amount <= limit && limit > 0;
  const left = (period === "day" ? dayOf : monthOf)(now).left_ms;
  return { kind: "billing", message, retry_after_ms: waits ? left : undefined };
}

function takenWords(used: number, reserved: number | undefined): string {
  if (reserved === undefined)
    return `${usdOf(used)} USD are spent or reserved by requests under way`;
  const spent = `${usdOf(used - reserved)} USD are spent`;
  return reserved > 0
    ? `${spent}, ${usdOf(reserved)} USD are reserved by requests under way`
    : spent;
}

function count(amount: number, what: string): string {
  return `${amount} ${what}${amount === 1 ? "" : "s"}`;
}
