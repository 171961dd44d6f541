import { periodOf, whatOf } from "./key-meters.ts";
import type { Meter } from "./meters.ts";
import { usdOf } from "./money.ts";
import { dayOf, monthOf } from "./periods.ts";

/** A refusal of `Meters`, without its `ok`. */
export interface Refused {
  meter: Meter;
  /** What counted against the meter when it refused. */
  used: number;
  retry_after_ms: number | undefined;
}

/** What a client is told. */
export interface Refusal {
  kind: "rate_limit" | "billing";
  message: string;
  /** When the same request may do better; undefined when nobody knows, or when it never will. */
  retry_after_ms: number | undefined;
}

/**
 * Says in plain words which limit of which key (its name, never the key itself) refused a request. A budget of a
 * day or a month is worth another try when its period ends.
 */
export function refusalOf(
  { meter, used, retry_after_ms }: Refused,
  name: string,
  now: number,
): Refusal {
  if (meter.kind === "budget") return budgetRefusal(meter, used, name, now);
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

function budgetRefusal(meter: Meter, used: number, name: string, now: number): Refusal {
  const period = periodOf(meter);
  const budget = period === "total" ? "total budget" : `budget of this ${period} (UTC)`;
  const [limit, taken, cost] = [meter.limit, used, meter.amount].map(usdOf);
  const message =
    `The ${budget} of the key "${name}" is ${limit} USD; ${taken} USD are spent or reserved` +
    (meter.amount > 0 ? `, and this request may cost up to ${cost} USD.` : ".");
  const waits = period !== "total" && meter.amount <= meter.limit && meter.limit > 0;
  const left = (period === "day" ? dayOf : monthOf)(now).left_ms;
  return { kind: "billing", message, retry_after_ms: waits ? left : undefined };
}

function count(amount: number, what: string): string {
  return `${amount} ${what}${amount === 1 ? "" : "s"}`;
}
