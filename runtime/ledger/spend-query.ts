import { gatewayError } from "../errors.ts";

/** What spend can be grouped by; all but `day` can be filtered by too. */
export const SPEND_BY = [
  "key",
  "owner",
  "route",
  "model",
  "provider",
  "tag",
  "day",
  "outcome",
] as const;

/** A dimension of spend. */
export type SpendBy = (typeof SPEND_BY)[number];

/** What a report of spend is asked for. */
export interface SpendQuery {
  /** Unix milliseconds; `from` is in it, `to` is not. */
  from: number;
  to: number;
  /** In this order; empty: the total alone. */
  by: readonly SpendBy[];
  /** For each dimension the values of which a request has one. */
  filters: { readonly [By in SpendBy]?: readonly string[] };
  /** Groups at most. */
  limit: number;
}

const DAY_MS = 86_400_000;
const LIMIT = 1000;
const MOST_GROUPS = 10_000;
const MOST_VALUES = 100;
const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(?:Z|[+-]\d{2}:\d{2}))?$/;

/**
 * Reads the parameters of `GET /admin/spend`: `from` and `to` (a date of UTC, the last one included, or a time with
 * its zone; default: this month until now), `by` (`key,day`), `limit`, and filters (`route=a&route=b`). Throws a
 * `GatewayError` that names the parameter.
 */
export function readSpendQuery(parameters: URLSearchParams, now: number): SpendQuery {
  const known = new Set<string>(["from", "to", "by", "limit", "format", ...SPEND_BY]);
  known.delete("day");
  for (const name of parameters.keys())
    if (!known.has(name)) throw wrong(name.slice(0, 50), `is not one of ${[...known].join(", ")}`);
  const month = `${new Date(now).toISOString().slice(0, 7)}-01`;
  const from = readTime("from", parameters.get("from") || month, 0);
  const last = parameters.get("to");
  const to = last ? readTime("to", last, DAY_MS) : Math.max(now, from) + 1;
  if (from >= to) throw wrong("to", "must be later than `from`");
  return {
    from,
    to,
    by: readBy(parameters.getAll("by").join()),
    filters: readFilters(parameters),
    limit: readLimit(parameters.get("limit")),
  };
}

/** A time; of a date its first millisecond, plus `more`. */
function readTime(name: string, text: string, more: number): number {
  const time = ISO.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(time) || (text.length === 10 && !sameDate(time, text)))
    throw wrong(name, "must be a date (2026-11-22) or a time with its zone (2026-11-22T10:00:00Z)");
  return text.length === 10 ? time + more : time;
}

function sameDate(time: number, text: string): boolean {
  return new Date(time).toISOString().startsWith(text);
}

function readBy(text: string): SpendBy[] {
  const names = text.split(",").filter((name) => name !== "");
  for (const [i, name] of names.entries()) {
    if (!(SPEND_BY as readonly string[]).includes(name))
      throw wrong("by", `knows ${SPEND_BY.join(", ")}, not ${JSON.stringify(name.slice(0, 50))}`);
    if (names.indexOf(name) !== i) throw wrong("by", `names ${name} twice`);
  }
  return names as SpendBy[];
}

function readFilters(parameters: URLSearchParams): SpendQuery["filters"] {
  const filters: { [By in SpendBy]?: string[] } = {};
  for (const by of SPEND_BY) {
    const values = by === "day" ? [] : parameters.getAll(by);
    if (values.length > MOST_VALUES) throw wrong(by, `has more than ${MOST_VALUES} values`);
    for (const value of values)
      if (value === "" || value.length > 200 || value.includes("\0"))
        throw wrong(by, "must be a text of 1 to 200 characters");
    if (values.length > 0) filters[by] = values;
  }
  return filters;
}

function readLimit(text: string | null): number {
  if (text === null) return LIMIT;
  const limit = Number(text);
  if (!/^\d{1,6}$/.test(text) || limit < 1 || limit > MOST_GROUPS)
    throw wrong("limit", `must be a whole number from 1 to ${MOST_GROUPS}`);
  return limit;
}

function wrong(param: string, what: string) {
  return gatewayError("bad_request", `spend: \`${param}\` ${what}`, { param });
}
