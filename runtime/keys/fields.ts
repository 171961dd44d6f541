import { suggest } from "../../generator/suggest.ts";
import { compare, format, parse, zero } from "../decimal.ts";
import { gatewayError } from "../errors.ts";
import type { GatewayError } from "../errors.ts";

/** What may be said of a key; null takes away what was said before. */
export interface KeyFields {
  name?: string;
  owner?: string | null;
  tags?: string[];
  routes?: string[] | null;
  models?: string[] | null;
  budgets?: Partial<Record<"day" | "month" | "total", string | null>>;
  limits?: Partial<Record<"rpm" | "tpm" | "concurrent", number | null>>;
  /** Unix milliseconds. */
  expires_at?: number | null;
  disabled?: boolean;
}

type Read = (value: unknown, param: string, now: number) => unknown;

const PERIODS = ["day", "month", "total"];
const LIMITS = ["rpm", "tpm", "concurrent"];
/** The same as for the tags of routes and of requests. */
const TAG = /^[A-Za-z0-9._:/=@-]{1,64}$/;
const MAX_LIMIT = 1_000_000_000_000;
/** Budgets are counted in whole nano-USD, which stay exact below 2^53. */
const MAX_BUDGET = parse("9000000");
const BUDGET_PLACES = 9;

const FIELDS: Readonly<Record<keyof KeyFields, Read>> = {
  name: nameOf,
  owner: (value, param) => (value === null ? null : textOf(value, param, 200)),
  tags: (value, param) => (value === null ? [] : listOf(value, param, 50, tagOf)),
  routes: globsOf,
  models: globsOf,
  budgets: (value, param) => sectionOf(value, param, PERIODS, budgetOf),
  limits: (value, param) => sectionOf(value, param, LIMITS, limitOf),
  expires_at: expiryOf,
  disabled: (value, param) => {
    if (typeof value === "boolean") return value;
    throw wrong(param, "must be true or false");
  },
};

/**
 * What a request to make or change a key says, checked. As in a JSON merge patch (RFC 7396), null takes a value
 * away and what is absent stays. Throws a `GatewayError` that names the first wrong field.
 */
export function readFields(said: unknown, now: number): KeyFields {
  const fields: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(objectOf(said, Object.keys(FIELDS)))) {
    if (value !== undefined) fields[name] = FIELDS[name as keyof KeyFields](value, name, now);
  }
  return fields as KeyFields;
}

/** A body that has to be a JSON object with some keys and no others. Throws a `GatewayError`. */
export function objectOf(
  value: unknown,
  known: readonly string[],
  param?: string,
): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    if (param !== undefined) throw wrong(param, "must be an object");
    throw gatewayError("bad_request", "The body must be a JSON object.");
  }
  for (const name of Object.keys(value)) {
    if (known.includes(name)) continue;
    const where = param === undefined ? name : `${param}.${name}`;
    throw wrong(where.slice(0, 100), `is not known; ${suggest(name, known, "fields")}`);
  }
  return value as Record<string, unknown>;
}

/** An error about one field. */
export function wrong(param: string, what: string): GatewayError {
  const end = /[.?]$/.test(what) ? "" : ".";
  return gatewayError("bad_request", `\`${param}\` ${what}${end}`, { param });
}

function nameOf(value: unknown, param: string): string {
  const name = textOf(value, param, 100);
  if (/^(key_|tag:|dgm_)/.test(name))
    throw wrong(param, "must not begin with `key_`, `tag:` or `dgm_`, which mean other things");
  return name;
}

function textOf(value: unknown, param: string, max: number): string {
  if (typeof value !== "string") throw wrong(param, "must be text");
  const text = value.trim();
  if (text === "") throw wrong(param, "must not be empty");
  if (text.length > max) throw wrong(param, `must have at most ${max} characters`);
  if (/[\p{Cc}\p{Cs}\u2028\u2029]/u.test(text)) throw wrong(param, "must be one line of text");
  return text;
}

function tagOf(value: unknown, param: string): string {
  const tag = textOf(value, param, 100);
  if (!TAG.test(tag)) throw wrong(param, "must be 1 to 64 letters, digits and . _ : / = @ -");
  return tag;
}

function listOf(
  value: unknown,
  param: string,
  max: number,
  read: (value: unknown, param: string) => string,
): string[] {
  if (!Array.isArray(value)) throw wrong(param, "must be a list of texts");
  if (value.length > max) throw wrong(param, `must have at most ${max} items`);
  return [...new Set(value.map((each, i) => read(each, `${param}.${i}`)))];
}

/** An empty list would be a key for nothing, or was meant as one for all: neither is guessed. */
function globsOf(value: unknown, param: string): string[] | null {
  if (value === null) return null;
  const globs = listOf(value, param, 100, (each, where) => textOf(each, where, 200));
  if (globs.length === 0) throw wrong(param, "must not be empty; null allows all");
  return globs;
}

function sectionOf<T>(
  value: unknown,
  param: string,
  names: readonly string[],
  read: (value: unknown, param: string) => T,
): Record<string, T | null> {
  if (value === null) return Object.fromEntries(names.map((name) => [name, null]));
  const found: Record<string, T | null> = {};
  for (const [name, each] of Object.entries(objectOf(value, names, param)))
    if (each !== undefined) found[name] = each === null ? null : read(each, `${param}.${name}`);
  return found;
}

function budgetOf(value: unknown, param: string): string {
  const shape = 'must be an amount of USD as decimal text, such as "25.50"';
  if (typeof value !== "string" || !/^\d{1,30}(\.\d{1,30})?$/.test(value.trim()))
    throw wrong(param, shape);
  const amount = parse(value.trim());
  if (compare(amount, zero) <= 0) throw wrong(param, "must be above 0; `disabled` stops a key");
  if (compare(amount, MAX_BUDGET) > 0) throw wrong(param, "must be at most 9000000 USD");
  const text = format(amount);
  if ((text.split(".")[1] ?? "").length > BUDGET_PLACES)
    throw wrong(param, `must have at most ${BUDGET_PLACES} decimal places`);
  return text;
}

function limitOf(value: unknown, param: string): number {
  if (typeof value === "number" && Number.isInteger(value) && value > 0 && value <= MAX_LIMIT)
    return value;
  throw wrong(param, "must be a whole number above 0");
}

function expiryOf(value: unknown, param: string, now: number): number | null {
  if (value === null) return null;
  const at =
    typeof value === "string" && /^\d{4}-\d\d-\d\d/.test(value) ? Date.parse(value) : value;
  if (typeof at !== "number" || !Number.isSafeInteger(at))
    throw wrong(param, 'must be Unix milliseconds or a date such as "2027-01-31T00:00:00Z"');
  if (at <= now) throw wrong(param, `must be in the future, as Unix milliseconds or a date`);
  // The last instant that a date can show.
  if (at > 8.64e15) throw wrong(param, "is later than any date");
  return at;
}
