import { BlockList, isIPv4, isIPv6 } from "node:net";

/** Not public, by https://www.iana.org/assignments/iana-ipv4-special-registry, with multicast and what is reserved. */
const V4: readonly (readonly [network: string, bits: number])[] = [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 4],
  ["240.0.0.0", 4],
  // A platform's own service at an address that looks public: virtual machines are told their secrets there.
  ["168.63.129.16", 32],
];

/** Inside the one block that holds all public addresses, by https://www.iana.org/assignments/iana-ipv6-special-registry. */
const V6: readonly (readonly [network: string, bits: number])[] = [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2620:4f:8000::", 48],
  ["3fff::", 20],
];

const blocked = new BlockList();
for (const [network, bits] of V4) blocked.addSubnet(network, bits, "ipv4");
for (const [network, bits] of V6) blocked.addSubnet(network, bits, "ipv6");
const global = new BlockList();
global.addSubnet("2000::", 3, "ipv6");

/**
 * Is an address one of the public Internet? IPv6 addresses that carry an IPv4 one (mapped, NAT64, 6to4) are what
 * that one is. Anything that is no address is not public.
 */
export function isPublic(address: string): boolean {
  if (isIPv4(address)) return !blocked.check(address, "ipv4");
  if (!isIPv6(address) || address.includes("%")) return false;
  const groups = groupsOf(address);
  const carried = carriedIn(groups);
  if (carried !== undefined) return isPublic(carried);
  const plain = groups.map((group) => group.toString(16)).join(":");
  return global.check(plain, "ipv6") && !blocked.check(plain, "ipv6");
}

/** The eight numbers of an IPv6 address, however it is spelt. */
function groupsOf(address: string): number[] {
  // The parser of URLs compresses zeros and writes a dotted end as hex.
  const [head = "", tail] = new URL(`http://[${address}]`).hostname.slice(1, -1).split("::");
  const numbers = (text: string): number[] =>
    text === "" ? [] : text.split(":").map((group) => Number.parseInt(group, 16));
  const [first, last] = [numbers(head), numbers(tail ?? "")];
  return [...first, ...Array<number>(8 - first.length - last.length).fill(0), ...last];
}

/** The IPv4 address that stands in one of the places where translators put them. */
function carriedIn(groups: readonly number[]): string | undefined {
  const dotted = (high: number, low: number): string =>
    [high >> 8, high & 255, low >> 8, low & 255].join(".");
  const zeros = (from: number, to: number): boolean =>
    groups.slice(from, to).every((group) => group === 0);
  if (groups[0] === 0x2002) return dotted(groups[1]!, groups[2]!);
  const mapped = zeros(0, 5) && groups[5] === 0xffff;
  const nat64 = groups[0] === 0x64 && groups[1] === 0xff9b && zeros(2, 6);
  return mapped || nat64 ? dotted(groups[6]!, groups[7]!) : undefined;
}
