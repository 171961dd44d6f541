import type { Redaction } from "../config-types.ts";
import { redact } from "../credentials.ts";
import { RULES } from "./redact-text.ts";
import type { Rule } from "./redact-text.ts";

/** Keys first: parts of them may look like anything. Cards before phones, as some are as long. */
const ORDER: readonly Redaction[] = ["keys", "emails", "cards", "phones"];
/** JSON in a text in JSON, as arguments of tools are: so deep. */
const MAX_DEPTH = 4;
/** Shorter than whatever is hidden. */
const SHORTEST = 6;
/** Whatever is hidden and has no digit, no `@` and no `:` is at least so long. */
const WORD = 24;
const QUOTE = 34;
const BACKSLASH = 92;

/**
 * Hides what the config names, in a text or in JSON. In JSON (also cut off, also inside of texts) what is said is
 * looked at, not how it is escaped, and JSON stays JSON: a number that is hidden becomes a text. The time taken
 * grows with the length of the text and with nothing else.
 */
export function createRedactor(kinds: readonly Redaction[]): (text: string) => string {
  const rules = ORDER.filter((kind) => kinds.includes(kind)).map((kind) => RULES[kind]);
  const withoutKnown = kinds.includes("keys") ? redact : (text: string) => text;
  const plain: Rule = (text, label) =>
    // Words alone, as names and roles are: only a key that is known could be one.
    text.length < WORD && !/[\d@%:]/.test(text)
      ? withoutKnown(text)
      : rules.reduce((said, rule) => rule(said, label), text);
  if (rules.length === 0) return (text) => text;
  return (text) => redactAny(text, plain, "", 0);
}

function redactAny(text: string, plain: Rule, label: string, depth: number): string {
  if (text.length < SHORTEST) return text;
  if (depth < MAX_DEPTH && /^\s*[[{]/.test(text)) return redactJson(text, plain, depth);
  return plain(text, label);
}

/** Goes from string literal to string literal; what is between them is numbers and signs, or no JSON at all. */
function redactJson(text: string, plain: Rule, depth: number): string {
  const out: string[] = [];
  let label = "";
  for (let at = 0; at < text.length;) {
    const isLiteral = text.charCodeAt(at) === QUOTE;
    const end = isLiteral ? endOfLiteral(text, at) : nextQuote(text, at);
    const part = text.slice(at, end);
    if (isLiteral) {
      const said = redactLiteral(part, plain, label, depth);
      out.push(said);
      label = isLabel(text, end) ? part.slice(1, -1).slice(-60) : "";
    } else {
      out.push(redactBetween(part, plain, label));
    }
    at = end;
  }
  return out.join("");
}

/** The index after the literal that begins at `at`. */
function endOfLiteral(text: string, at: number): number {
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === QUOTE) return i + 1;
    if (code === BACKSLASH) i++;
  }
  return text.length;
}

function nextQuote(text: string, at: number): number {
  const next = text.indexOf('"', at);
  return next < 0 ? text.length : next;
}

function isLabel(text: string, end: number): boolean {
  return /^\s{0,8}:/.test(text.slice(end, end + 9));
}

function redactLiteral(literal: string, plain: Rule, label: string, depth: number): string {
  if (literal.length < SHORTEST) return literal;
  if (!literal.includes("\\") && literal.endsWith('"')) {
    const said = literal.slice(1, -1);
    const hidden = redactAny(said, plain, label, depth + 1);
    return hidden === said ? literal : `"${hidden}"`;
  }
  let said: string;
  try {
    said = JSON.parse(literal) as string;
  } catch {
    // Cut off, or no JSON: the end of the text is all that can be hurt.
    return plain(literal, label);
  }
  const hidden = redactAny(said, plain, label, depth + 1);
  return hidden === said ? literal : JSON.stringify(hidden);
}

/** Numbers: what is hidden of them becomes a literal. */
function redactBetween(part: string, plain: Rule, label: string): string {
  if (part.length < SHORTEST) return part;
  const value = /^(\s*:\s*)([\d.eE+-]+)([^]*)$/.exec(part);
  if (value && label) {
    const [, colon, number, rest] = value;
    return colon + quoted(number!, plain(number!, label)) + quoted(rest!, plain(rest!));
  }
  return quoted(part, plain(part));
}

function quoted(said: string, hidden: string): string {
  if (hidden === said) return said;
  // The sign and the rest of a number that was hidden would make no JSON.
  return hidden.replace(/[\d.eE+-]*(\[(?:card|phone|email|key)\])[\d.eE+-]*/g, '"$1"');
}
