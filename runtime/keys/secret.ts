import { hash, randomBytes, timingSafeEqual } from "node:crypto";
import { crc32 } from "node:zlib";

/** What every virtual key begins with, by which it is told from the keys of providers. */
export const PREFIX = "dgm_";

/** Finds virtual keys in a text, for redaction and for scanners of secrets. */
export const SECRET_PATTERN = /\bdgm_[0-9A-Za-z]{49}\b/g;

const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SHAPE = /^dgm_[0-9A-Za-z]{49}$/;
/** 62^43 is just above 2^256, 62^6 above 2^32. */
const RANDOM_LENGTH = 43;
const CHECK_LENGTH = 6;
const HINT_LENGTH = 8;

/**
 * A new key: the prefix, 256 random bits in 43 base-62 characters, and their CRC-32 in six. Letters and digits
 * only, so that a double click takes it whole.
 */
export function newSecret(): string {
  const random = base62(randomBytes(32), RANDOM_LENGTH);
  return PREFIX + random + checksum(random);
}

/** An id that is not secret: the prefix and 95 random bits. */
export function newId(prefix: string): string {
  return prefix + base62(randomBytes(12), 17).slice(-16);
}

/**
 * Whether a text is meant to be a virtual key and can be one: `mistyped` is one whose length or checksum is
 * wrong, `foreign` one that is no virtual key at all.
 */
export function shapeOf(text: string): "whole" | "mistyped" | "foreign" {
  if (!text.startsWith(PREFIX)) return "foreign";
  if (!SHAPE.test(text)) return "mistyped";
  const end = PREFIX.length + RANDOM_LENGTH;
  return checksum(text.slice(PREFIX.length, end)) === text.slice(end) ? "whole" : "mistyped";
}

/** The SHA-256 of a key, hex: all that is kept of it. A fast hash is enough for 256 random bits. */
export function hashOf(secret: string): string {
  return hash("sha256", secret, "hex");
}

/** The first characters of a key, by which people tell keys apart. */
export function hintOf(secret: string): string {
  return secret.slice(0, HINT_LENGTH);
}

/** Are two SHA-256 digests (hex) the same? Takes as long for any two of one length. */
export function sameDigest(a: string, b: string): boolean {
  const left = Buffer.from(a, "latin1");
  const right = Buffer.from(b, "latin1");
  return left.length === right.length && timingSafeEqual(left, right);
}

/** Are two secrets the same? Their digests are compared, so that neither text nor length can be timed. */
export function sameSecret(a: string, b: string): boolean {
  return sameDigest(hashOf(a), hashOf(b));
}

/** The CRC-32 in base 62, reckoned with plain numbers. */
function checksum(text: string): string {
  let value = crc32(text);
  let out = "";
  for (let i = 0; i < CHECK_LENGTH; i++) {
    out = ALPHABET[value % 62]! + out;
    value = Math.floor(value / 62);
  }
  return out;
}

function base62(bytes: Buffer, length: number): string {
  let value = BigInt(`0x${bytes.toString("hex")}`);
  let out = "";
  for (let i = 0; i < length; i++) {
    out = ALPHABET[Number(value % 62n)]! + out;
    value /= 62n;
  }
  return out;
}
