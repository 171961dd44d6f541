import type * as Hub from "../generated/hub.types.ts";
import { redactPieces } from "./credentials.ts";
import { millisecondsOf } from "./durations.ts";
import type { HeaderMap } from "./headers.ts";
import { isObject } from "./json.ts";
import { retryAfter } from "./limits-headers.ts";
import type { ErrorRules, LimitRules } from "./dialect-facts.ts";
import { firstAt } from "./wire-path.ts";

/** An upstream's answer that is an error: its status, headers, and its body as text or as parsed. */
export interface WireError {
  status: number;
  headers: HeaderMap;
  body: unknown;
  /** Who says so, for messages that the upstream leaves empty. */
  who: string;
}

const MAX_MESSAGE = 2000;

const BY_STATUS: Readonly<Record<number, Hub.ErrorKind>> = {
  401: "auth",
  402: "billing",
  403: "permission",
  404: "not_found",
  408: "timeout",
  409: "upstream",
  413: "too_large",
  424: "upstream",
  425: "overloaded",
  429: "rate_limit",
  498: "overloaded",
  499: "timeout",
  500: "internal",
  503: "overloaded",
  504: "timeout",
  529: "overloaded",
};

/** The kind of an error by its HTTP status alone. */
export function kindOfStatus(status: number): Hub.ErrorKind {
  const kind = BY_STATUS[status];
  if (kind) return kind;
  return status >= 400 && status < 500 ? "bad_request" : "upstream";
}

/**
 * Reads an upstream's error by its dialect's rules: JSON, a JSON string, plain text or a page of HTML. An error
 * inside a 200 that brings a status of its own is judged by that.
 */
export function readError(rules: ErrorRules, limits: LimitRules, wire: WireError): Hub.Error {
  const body = typeof wire.body === "string" ? parsed(wire.body) : wire.body;
  const type = word(firstAt(body, rules.type));
  const code = word(firstAt(body, rules.code));
  // Cut first, so that an endless text costs nothing; what is hidden may have been cut only beyond the bound.
  const told = bounded(redactPieces(messageOf(rules, body).slice(0, 2 * MAX_MESSAGE)));
  const status = wire.status >= 400 ? wire.status : (statusIn(code) ?? wire.status);
  const error: Hub.Error = {
    kind: kindOf(rules, { status, type, code, message: told }),
    message: told === "" ? `${wire.who} answered with status ${wire.status} and no message.` : told,
    status: wire.status,
  };
  if (type !== undefined) error.type = type;
  if (code !== undefined) error.code = code;
  const param = word(firstAt(body, rules.param ?? []));
  if (param !== undefined) error.param = param;
  const id = word(firstAt(body, rules.request_id ?? [])) ?? wire.headers[limits.request_id ?? ""];
  if (id !== undefined) error.request_id = id;
  const wait = retryAfter(limits, wire.headers) ?? waitIn(rules, body);
  if (wait !== undefined) error.retry_after_ms = wait;
  return error;
}

function kindOf(
  rules: ErrorRules,
  is: { status: number; type?: string; code?: string; message: string },
): Hub.ErrorKind {
  const text = is.message.toLowerCase();
  for (const rule of rules.read) {
    if (rule.status !== undefined && !among(rule.status, is.status)) continue;
    if (rule.type !== undefined && !among(rule.type, is.type)) continue;
    if (rule.code !== undefined && !among(rule.code, is.code)) continue;
    if (rule.message !== undefined && !text.includes(rule.message.toLowerCase())) continue;
    return rule.is;
  }
  // An error inside a 200 has no status to go by, but the dialect's own words.
  return is.status < 400 ? (kindOfWords(rules, is) ?? "upstream") : kindOfStatus(is.status);
}

/** The kind that a dialect writes with this code, or with this type and no code. */
function kindOfWords(
  { write }: ErrorRules,
  is: { type?: string; code?: string },
): Hub.ErrorKind | undefined {
  const kinds = Object.keys(write) as Hub.ErrorKind[];
  const byCode = kinds.find((kind) => is.code !== undefined && write[kind].code === is.code);
  if (byCode || is.type === undefined) return byCode;
  return kinds.find((kind) => write[kind].type === is.type && write[kind].code === undefined);
}

function among<T>(wanted: T | readonly T[], value: T | undefined): boolean {
  return Array.isArray(wanted) ? wanted.includes(value) : wanted === value;
}

function messageOf(rules: ErrorRules, body: unknown): string {
  if (typeof body === "string") return plainText(body);
  const found = firstAt(body, rules.message);
  if (found === undefined) return body == null ? "" : JSON.stringify(body);
  if (typeof found !== "string") return JSON.stringify(found);
  return found;
}

/** The text of a body that is not JSON; of a page, its title. */
function plainText(text: string): string {
  const trimmed = text.trim();
  if (!/^<(!doctype|html|\?xml)/i.test(trimmed)) return trimmed;
  const title = /<title[^>]*>([^<]*)</i.exec(trimmed)?.[1]?.trim();
  return title ? `A page and no API answered: ${title}` : "A page and no API answered.";
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.trim());
  } catch {
    return text;
  }
}

function word(value: unknown): string | undefined {
  if (typeof value === "string")
    return value === "" ? undefined : redactPieces(value.slice(0, 400)).slice(0, 200);
  return typeof value === "number" ? String(value) : undefined;
}

function statusIn(code: string | undefined): number | undefined {
  return code !== undefined && /^[45]\d\d$/.test(code) ? Number(code) : undefined;
}

function waitIn(rules: ErrorRules, body: unknown): number | undefined {
  if (!rules.retry_after || !(isObject(body) || Array.isArray(body))) return undefined;
  const { path, as } = rules.retry_after;
  return millisecondsOf(firstAt(body, path), as, Date.now());
}

function bounded(message: string): string {
  return message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message;
}
