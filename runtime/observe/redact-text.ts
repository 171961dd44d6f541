import type { Redaction } from "../config-types.ts";
import { redact } from "../credentials.ts";
import { redactPhones } from "./redact-phones.ts";

/** One rule of what is hidden; `label` is the name of the JSON member whose text it is. */
export type Rule = (text: string, label?: string) => string;

const KEY = "[key]";

/** What looks like a key: what is looked for first, as that is quick; the shape; what stands in for it. */
interface KeyShape {
  hint: RegExp;
  shape: RegExp;
  mark: string;
}

/** All are linear: no two parts that may repeat can share a character. */
const KEY_SHAPES: readonly KeyShape[] = [
  {
    hint: /-----BEGIN /,
    shape:
      /-----BEGIN [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----[^]*?(?:-----END [A-Z ]{0,40}PRIVATE KEY(?: BLOCK)?-----|$)/g,
    mark: KEY,
  },
  {
    // Three parts of base64url, the first an object.
    hint: /eyJ/,
    shape: /(?<=^|[^\w-]|\\[nrtbf])eyJ[\w-]{8,}\.[\w-]{4,}\.[\w-]*/g,
    mark: KEY,
  },
  {
    hint: /(?:bearer|basic)[ :]/i,
    shape: /(?<![A-Za-z])(bearer|basic)( {1,4}|: ?)(?=[\w.~+/-]{0,200}[\d=])[\w.~+/-]{12,}={0,2}/gi,
    mark: `$1$2${KEY}`,
  },
  {
    hint: /:\/\//,
    shape: /:\/\/[^\s/:@"]{0,100}:[^\s/@"]{1,200}@/g,
    mark: `://${KEY}@`,
  },
  {
    // Prefixes that issuers of keys use so that scanners find them.
    hint: /[_-][\w-]{12}/,
    shape:
      /(?<=^|[^A-Za-z0-9]|\\[nrtbf])(?:[srp]k[-_]|g(?:h[opsur]|ithub_pat)_|glpat-|xox[a-z]-|dgm_|hf_|npm_|pypi-|whsec_)(?=[\w-]{0,200}\d)[\w-]{12,}/g,
    mark: KEY,
  },
  {
    hint: /AKIA|ASIA|AIza/,
    shape: /(?<=^|[^A-Za-z0-9]|\\[nrtbf])(?:(?:AKIA|ASIA)[A-Z0-9]{16}|AIza[\w-]{35})(?![\w-])/g,
    mark: KEY,
  },
];

/** Any other short prefix before letters of both cases and digits at random. */
const PREFIXED = /(?<=^|[^\w-]|\\[nrtbf])[a-z]{2,6}[-_][\w-]{32,200}(?![\w-])/g;
const PREFIXED_HINT = /[-_][\w-]{32}/;
const MIXED = /(?=.*\d)(?=.*[a-z])(?=.*[A-Z])/;

const DOMAIN = /(?:[\p{L}\p{N}-]{1,63}\.){1,8}\p{L}{2,63}/uy;
const LOCAL = /[\p{L}\p{N}._%+'-]/u;
const MAX_LOCAL = 64;

const DIGITS = /(?<![\w.])\d[\d -]{11,}\d(?![\w]|\.\d)/g;
const CARD_MIN = 13;
const CARD_MAX = 19;
/** What numbers of payment cards begin with, by ISO/IEC 7812; times in any unit begin with 1. */
const ISSUER = /^[2-689]/;

/** The rules by their names in the config. */
export const RULES: Readonly<Record<Redaction, Rule>> = {
  keys: redactKeys,
  emails: redactEmails,
  cards: redactCards,
  phones: redactPhones,
};

function redactKeys(text: string): string {
  let out = redact(text);
  for (const { hint, shape, mark } of KEY_SHAPES)
    if (hint.test(out)) out = out.replace(shape, mark);
  if (!PREFIXED_HINT.test(out)) return out;
  return out.replace(PREFIXED, (found) => (MIXED.test(found) ? KEY : found));
}

/** From each `@` (also `%40`, of addresses in addresses) to both sides; a domain ends in letters, so no version is one. */
function redactEmails(text: string): string {
  return beside(beside(text, "@"), "%40");
}

function beside(text: string, sign: string): string {
  let out = "";
  let done = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + sign.length)) {
    DOMAIN.lastIndex = at + sign.length;
    if (!DOMAIN.test(text)) continue;
    let start = at;
    const first = Math.max(done, at - MAX_LOCAL);
    while (start > first && LOCAL.test(text[start - 1]!)) start--;
    // `\n` in front, of JSON inside of a text, is no part of the name.
    if (text[start - 1] === "\\" && /[nrtbf]/.test(text[start]!)) start++;
    if (start >= at) continue;
    out += `${text.slice(done, start)}[email]`;
    done = DOMAIN.lastIndex;
  }
  return done === 0 ? text : out + text.slice(done);
}

/** Of digits in groups each run of groups is looked at: other numbers may stand beside a card's. */
function redactCards(text: string): string {
  return text.replace(DIGITS, (found) => {
    const groups = [...found.matchAll(/\d+/g)];
    let out = "";
    let done = 0;
    for (let i = 0; i < groups.length; i++) {
      const last = cardFrom(groups, i);
      if (last === undefined) continue;
      out += `${found.slice(done, groups[i]!.index)}[card]`;
      done = groups[last]!.index + groups[last]![0].length;
      i = last;
    }
    return out + found.slice(done);
  });
}

/** The last of the groups that are a card's number together, from one on; undefined when they are none. */
function cardFrom(groups: readonly RegExpExecArray[], from: number): number | undefined {
  let digits = "";
  let found: number | undefined;
  if (!ISSUER.test(groups[from]![0])) return undefined;
  for (let i = from; i < groups.length; i++) {
    const group = groups[i]![0];
    if (digits.length + group.length > CARD_MAX) break;
    digits += group;
    if (digits.length >= CARD_MIN && passesLuhn(digits)) found = i;
  }
  return found;
}

/** The check digit of ISO/IEC 7812. */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48;
    sum += i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2;
  }
  return sum % 10 === 0;
}
