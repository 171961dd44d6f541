import type { Random } from "./random.ts";

/** The bytes in two pieces. */
export function halved(bytes: Buffer, at: number): Buffer[] {
  return [bytes.subarray(0, at), bytes.subarray(at)];
}

/** The bytes one by one. */
export function* single(bytes: Buffer): Iterable<Buffer> {
  for (let i = 0; i < bytes.length; i++) yield bytes.subarray(i, i + 1);
}

/** The bytes in pieces of 1 to 40. */
export function* pieces(bytes: Buffer, random: Random): Iterable<Buffer> {
  for (let at = 0; at < bytes.length;) {
    const next = at + 1 + random(40);
    yield bytes.subarray(at, next);
    at = next;
  }
}

/** Where to cut: everywhere in what is short, else at so many places, all inside characters among them. */
export function places(bytes: Buffer, most: number, random: Random): number[] {
  if (bytes.length <= most) return Array.from({ length: bytes.length }, (_, i) => i);
  const inside: number[] = [];
  for (const [i, byte] of bytes.entries()) if ((byte & 0xc0) === 0x80) inside.push(i);
  const chosen = new Set(inside.length <= most / 2 ? inside : []);
  while (chosen.size < most) chosen.add(random(bytes.length));
  return [...chosen];
}

/** The same stream with other line ends. */
export function withLineEnds(bytes: Buffer, end: "\r\n" | "\r" | "\n"): Buffer {
  return Buffer.from(bytes.toString("utf8").replace(/\r\n|\r|\n/g, end));
}
