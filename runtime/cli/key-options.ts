import { GatewayError } from "../errors.ts";
import { UsageError } from "./context.ts";
import { spanOf } from "./words.ts";
import type { OptionTypes, Words } from "./words.ts";

/** The word that takes a value away. */
const NONE = "none";

const TEXTS = ["name", "owner"];
const LISTS: Readonly<Record<string, string>> = { tag: "tags", route: "routes", model: "models" };
const BUDGETS = ["day", "month", "total"];
const LIMITS = ["rpm", "tpm", "concurrent"];

/** The options that say something of a key. */
export const FIELD_OPTIONS: OptionTypes = {
  ...each([...TEXTS, ...BUDGETS.map((name) => `budget-${name}`), ...LIMITS, "expires"], false),
  ...each(Object.keys(LISTS), true),
};

/** What the options say of a key, in the words of the admin API, which checks it; `now` in Unix milliseconds. */
export function fieldsOf(words: Words, now: number): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const name of TEXTS) put(fields, name, orNull(words.text(name)));
  for (const [option, name] of Object.entries(LISTS)) put(fields, name, listOf(words, option));
  const budgets = {};
  for (const name of BUDGETS) put(budgets, name, orNull(words.text(`budget-${name}`)));
  const limits = {};
  for (const name of LIMITS) put(limits, name, numberOf(words, name));
  if (Object.keys(budgets).length > 0) fields["budgets"] = budgets;
  if (Object.keys(limits).length > 0) fields["limits"] = limits;
  put(fields, "expires_at", expiryOf(words, now));
  return fields;
}

/** What an error says of a field (`budgets.day`), as one that says it of the option. */
export function optionError(error: GatewayError): GatewayError {
  const { message, param } = error.error;
  const option = param === undefined ? undefined : optionOf(param);
  if (option === undefined) return error;
  const said = message.replaceAll(`\`${param}\``, `\`--${option}\``);
  return new GatewayError({ ...error.error, message: said });
}

function optionOf(param: string): string | undefined {
  const [section = "", name = ""] = param.split(".");
  if (section === "budgets") return `budget-${name}`;
  if (section === "limits") return name;
  if (section === "expires_at") return "expires";
  if (section === "grace_ms") return "grace";
  if (TEXTS.includes(section)) return section;
  return Object.keys(LISTS).find((option) => LISTS[option] === section);
}

function each(names: readonly string[], multiple: boolean): OptionTypes {
  return Object.fromEntries(names.map((name) => [name, { type: "string", multiple }]));
}

function put(into: Record<string, unknown>, name: string, value: unknown): void {
  if (value !== undefined) into[name] = value;
}

function orNull(text: string | undefined): string | null | undefined {
  return text === NONE ? null : text;
}

function listOf(words: Words, option: string): string[] | null | undefined {
  const list = words.list(option);
  return list?.length === 1 && list[0] === NONE ? null : list;
}

function numberOf(words: Words, option: string): number | null | undefined {
  const text = orNull(words.text(option));
  if (typeof text !== "string") return text;
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new UsageError(`\`--${option}\` must be a whole number, or \`${NONE}\``);
}

function expiryOf(words: Words, now: number): number | string | null | undefined {
  const text = words.text("expires");
  if (text === undefined) return undefined;
  if (text === NONE || text === "never") return null;
  const span = spanOf(text);
  if (span !== undefined) return now + span;
  if (/^\d{4}-\d\d-\d\d/.test(text)) return text;
  throw new UsageError("`--expires` must be a span such as 30d or 12h, a date, or `none`");
}
