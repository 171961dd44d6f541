import { randomUUID } from "node:crypto";

/** Headers by lower-case name; of a repeated one the values, joined by commas. */
export type HeaderMap = Readonly<Record<string, string>>;

const MAX_VALUE = 1024;
const REQUEST_ID = /^[A-Za-z0-9._:+/=@-]{1,128}$/;

/**
 * A value that may stand in a header: printable ASCII in one line, at most 1,024 characters; undefined when
 * there is none. What is not printable is replaced, so nobody can begin another header.
 */
export function safeValue(value: string | undefined, max = MAX_VALUE): string | undefined {
  if (value === undefined || value === "") return undefined;
  // To ask first is cheaper: nearly every value is plain.
  const plain = (isHeaderValue(value) ? value : value.replace(/[^\x20-\x7e]/g, "?")).trim();
  return plain.length > max ? `${plain.slice(0, max - 3)}...` : plain;
}

/** The client's request id where it has a sane one, else a new one. */
export function requestId(given: string | string[] | undefined): string {
  return typeof given === "string" && REQUEST_ID.test(given) ? given : `req_${randomUUID()}`;
}

/** May the text stand in a header as it is? Asked of keys, where a changed value would be a wrong one. */
export function isHeaderValue(value: string): boolean {
  return /^[\x20-\x7e]*$/.test(value);
}

/** Raw headers (name, value, name, value, ...) by lower-case name. */
export function headerMap(raw: readonly Buffer[]): HeaderMap {
  const map: Record<string, string> = Object.create(null);
  for (let i = 0; i + 1 < raw.length; i += 2) {
    const name = nameOf(raw[i]!);
    const value = raw[i + 1]!.toString("latin1");
    const before = map[name];
    map[name] = before === undefined ? value : `${before}, ${value}`;
  }
  return map;
}

/** Names that came before, each at a place that its bytes tell: upstreams say the same ones again and again. */
const names: ({ bytes: Buffer; name: string } | undefined)[] = new Array(1024).fill(undefined);

function nameOf(raw: Buffer): string {
  let place = raw.length;
  for (let at = 0; at < raw.length; at++) place = (place * 31 + raw[at]!) & 1023;
  const known = names[place];
  if (known && isSame(known.bytes, raw)) return known.name;
  const name = raw.toString("latin1").toLowerCase();
  if (raw.length <= LONGEST_KEPT) names[place] = { bytes: Buffer.from(raw), name };
  return name;
}

const LONGEST_KEPT = 64;

function isSame(a: Buffer, b: Buffer): boolean {
  if (a.length !== b.length) return false;
  for (let at = 0; at < a.length; at++) if (a[at] !== b[at]) return false;
  return true;
}
