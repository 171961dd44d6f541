import type * as Hub from "../../generated/hub.types.ts";

/** What an error says of the target that gave it. */
export interface Consequence {
  /** `failure`: it is not well. `success`: it answered, and the request was wrong. `neither`: its quota or key. */
  breaker: "failure" | "success" | "neither";
  /** For how long it is left alone, milliseconds. */
  rest_ms?: number;
  /** An operator has to do something: it will not heal by itself. */
  loud?: true;
}

type Rest = readonly [first_ms: number, longest_ms: number];

/** Doubled each time in a row. */
const RESTS: Partial<Record<Hub.ErrorKind, Rest>> = {
  rate_limit: [1000, 60_000],
  billing: [600_000, 21_600_000],
  auth: [60_000, 600_000],
};
const LOUD: ReadonlySet<Hub.ErrorKind> = new Set(["auth", "billing", "permission"]);
const SICK: ReadonlySet<Hub.ErrorKind> = new Set(["timeout", "overloaded", "upstream", "internal"]);
const ANSWERED: ReadonlySet<Hub.ErrorKind> = new Set([
  "bad_request",
  "unsupported",
  "context_length",
  "content_filter",
  "too_large",
]);
/** Nobody is left alone for longer because of what a header said. */
const LONGEST_MS = 86_400_000;

/**
 * What follows from an error for its target. `row` is how many times in a row it has rested for this kind before.
 * A told wait is kept by all kinds that say the target is busy; without one, quota rests grow by doubling, with a
 * quarter of jitter so that several gateways do not come back at once.
 */
export function consequenceOf(
  kind: Hub.ErrorKind,
  retry_after_ms: number | undefined,
  row: number,
  random: () => number,
): Consequence {
  const breaker = SICK.has(kind) ? "failure" : ANSWERED.has(kind) ? "success" : "neither";
  const loud = LOUD.has(kind) ? ({ loud: true } as const) : {};
  const rest = restOf(kind, retry_after_ms, row, random);
  return {
    breaker,
    ...(rest === undefined ? {} : { rest_ms: Math.min(rest, LONGEST_MS) }),
    ...loud,
  };
}

function restOf(
  kind: Hub.ErrorKind,
  told: number | undefined,
  row: number,
  random: () => number,
): number | undefined {
  const rest = RESTS[kind];
  if (!rest) return SICK.has(kind) ? told : undefined;
  if (kind === "rate_limit" && told !== undefined) return told;
  const grown = Math.min(rest[0] * 2 ** Math.min(row, 20), rest[1]);
  return Math.max(told ?? 0, grown * (1 + random() / 4));
}
