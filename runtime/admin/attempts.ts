/** Counts wrong keys by address, so that nobody tries many. */
export interface Attempts {
  /** How long an address has to wait before it may try again, milliseconds; 0 when it may. */
  wait(address: string): number;
  /** Takes note of a wrong key. */
  failed(address: string): void;
}

/** Wrong keys that an address may send before it has to wait, and after how long each is forgiven. */
const BURST = 10;
const FORGIVEN_MS = 6000;
/** Addresses that are remembered; the oldest are forgotten first. */
const MAX_ADDRESSES = 1000;

/** Counts in memory; `now` gives Unix milliseconds. An IPv6 network of 64 bits is one address: it has one owner. */
export function createAttempts(now: () => number = Date.now): Attempts {
  // When all wrong keys of an address are forgiven: one number says how many still count.
  const forgiven = new Map<string, number>();
  return {
    wait(address) {
      const at = forgiven.get(network(address)) ?? 0;
      return Math.max(0, at - now() - (BURST - 1) * FORGIVEN_MS);
    },
    failed(address) {
      const name = network(address);
      const at = Math.max(forgiven.get(name) ?? 0, now()) + FORGIVEN_MS;
      forgiven.delete(name);
      const [oldest] = forgiven.keys();
      if (forgiven.size >= MAX_ADDRESSES && oldest !== undefined) forgiven.delete(oldest);
      forgiven.set(name, at);
    },
  };
}

function network(address: string): string {
  if (!address.includes(":") || address.includes(".")) return address;
  const [head = "", tail] = address.split("%")[0]!.split("::");
  const before = head === "" ? [] : head.split(":");
  const after = tail ? tail.split(":") : [];
  const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  return [...before, ...Array<string>(gap).fill("0"), ...after].slice(0, 4).join(":");
}
