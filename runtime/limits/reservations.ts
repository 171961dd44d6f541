import { randomUUID } from "node:crypto";

/** Makes ids of reservations that no other process makes. */
export function idMaker(): () => string {
  const own = randomUUID().replaceAll("-", "").slice(0, 20);
  let count = 0;
  return () => `${own}${(count++).toString(36)}`;
}

/** What was used in fact, a whole number; what nobody can tell is what was reserved. */
export function wholeAmount(actual: number | undefined, reserved: number): number {
  if (actual === undefined || !(actual >= 0)) return reserved;
  return Math.min(Math.ceil(actual), Number.MAX_SAFE_INTEGER);
}
