import { describe, expect, it } from "vitest";
import { isPublic } from "../../runtime/media/addresses.ts";
import { addressesOf, checkUrl } from "../../runtime/media/guard.ts";
import type { Resolver } from "../../runtime/media/guard.ts";

const PUBLIC = [
  "1.1.1.1",
  "8.8.8.8",
  "93.184.216.34",
  "172.15.255.255",
  "172.32.0.0",
  "100.63.255.255",
  "100.128.0.0",
  "192.0.1.1",
  "198.17.255.255",
  "198.20.0.0",
  "223.255.255.255",
  "2606:4700:4700::1111",
  "2a00:1450:4001:81b::200e",
  "2001:4860:4860::8888",
  // What carries a public address is public.
  "::ffff:8.8.8.8",
  "64:ff9b::808:808",
  "2002:808:808::1",
];

const PRIVATE = [
  "0.0.0.0",
  "0.1.2.3",
  "10.0.0.1",
  "10.255.255.255",
  "100.64.0.1",
  "100.100.100.200",
  "127.0.0.1",
  "127.255.255.254",
  "169.254.169.254",
  "172.16.0.1",
  "172.31.255.255",
  "192.0.0.170",
  "192.0.2.1",
  "192.88.99.1",
  "192.168.0.1",
  "198.18.0.1",
  "198.19.255.255",
  "198.51.100.7",
  "203.0.113.7",
  "224.0.0.1",
  "239.255.255.255",
  "240.0.0.1",
  "255.255.255.255",
  "168.63.129.16",
  "::",
  "::1",
  "::127.0.0.1",
  "::ffff:127.0.0.1",
  "::ffff:a9fe:a9fe",
  "::ffff:0:127.0.0.1",
  "64:ff9b::7f00:1",
  "64:ff9b::10.0.0.1",
  "64:ff9b:1::a00:1",
  "2002:7f00:1::",
  "2002:a9fe:a9fe::1",
  "2002:c0a8:1::1",
  "2001::1",
  "2001:0:4136:e378:8000:63bf:3fff:fdd2",
  "2001:10::1",
  "2001:db8::1",
  "3fff::1",
  "100::1",
  "fc00::1",
  "fd00:ec2::254",
  "fe80::1",
  "fe80::1%eth0",
  "fec0::1",
  "ff02::1",
  "5f00::1",
  "",
  "localhost",
  "1.2.3",
];

/** Blocked before any name is looked up, or because of the address that the URL itself holds. */
const HOSTILE = [
  "http://127.0.0.1/",
  "http://127.1/",
  "http://2130706433/",
  "http://0x7f000001/",
  "http://0x7f.1/",
  "http://0177.0.0.1/",
  "http://017700000001/",
  "http://0/",
  "http://127.0.0.1./",
  "http://①②⑦.⓪.⓪.①/",
  "http://127%2e0%2e0%2e1/",
  "http:127.0.0.1/",
  "http:\\\\127.0.0.1\\",
  "http:///127.0.0.1/",
  "http://example.com@127.0.0.1/",
  "http://127.0.0.1#@example.com/",
  "http://127.0.0.1\\@example.com/",
  "http://user:secret@example.com/",
  "http://user@example.com/",
  "http://:secret@example.com/",
  "http://169.254.169.254/latest/meta-data/",
  "http://0xa9fea9fe/",
  "http://2852039166/",
  "http://169.254.43518/",
  "http://192.168.1.1/",
  "http://10.1/",
  "http://172.16.0.1/",
  "http://100.100.100.200/",
  "http://168.63.129.16/",
  "http://[::1]/",
  "http://[0:0:0:0:0:0:0:1]/",
  "http://[::]/",
  "http://[::ffff:127.0.0.1]/",
  "http://[::ffff:7f00:1]/",
  "http://[::127.0.0.1]/",
  "http://[64:ff9b::127.0.0.1]/",
  "http://[2002:7f00:1::]/",
  "http://[fd00:ec2::254]/",
  "http://[fe80::1]/",
  "http://[fe80::1%25eth0]/",
  "http://[ff02::1]/",
  "http://[::1",
  "ftp://1.1.1.1/",
  "file:///etc/passwd",
  "gopher://1.1.1.1:70/_",
  "data:image/png;base64,AAAA",
  "javascript:alert(1)",
  "unix:/var/run/docker.sock",
  "http://1.1.1.1:22/",
  "http://1.1.1.1:25/",
  "https://1.1.1.1:993/",
  "http://",
  "//1.1.1.1/",
  "",
  "http://256.256.256.256/",
];

const never: Resolver = () => Promise.reject(new Error("a name was looked up"));

async function allowed(text: string, resolve: Resolver, hosts: string[] = []): Promise<string[]> {
  const { url, trusted } = checkUrl(text, hosts);
  return (await addressesOf(url, trusted, resolve)).map(({ address }) => address);
}

const answering =
  (...addresses: string[]): Resolver =>
  () =>
    Promise.resolve(
      addresses.map((address) => ({ address, family: address.includes(":") ? 6 : 4 })),
    );

describe("addresses", () => {
  it.each(PUBLIC)("%s is public", (address) => expect(isPublic(address)).toBe(true));
  it.each(PRIVATE)("%j is not", (address) => expect(isPublic(address)).toBe(false));
});

describe("the guard", () => {
  it.each(HOSTILE)("does not ask %s", async (text) => {
    await expect((async () => allowed(text, never))()).rejects.toThrow(/^(?!a name was looked up)/);
  });

  it("asks what is public, on the ports of the Web and on high ones", async () => {
    for (const text of ["http://1.1.1.1/", "https://1.1.1.1:443/a", "https://1.1.1.1:8443/"]) {
      expect(await allowed(text, never)).toEqual(["1.1.1.1"]);
    }
    expect(await allowed("https://[2606:4700:4700::1111]/", never)).toHaveLength(1);
  });

  it("wants every address of a name to be public", async () => {
    const name = "https://files.example/a.png";
    expect(await allowed(name, answering("1.1.1.1", "2606:4700::1"))).toHaveLength(2);
    for (const bad of ["127.0.0.1", "10.0.0.1", "::1", "::ffff:10.0.0.1", "fe80::1%lo"]) {
      await expect(allowed(name, answering("1.1.1.1", bad))).rejects.toThrow("not public");
      await expect(allowed(name, answering(bad, "1.1.1.1"))).rejects.toThrow("not public");
    }
    await expect(allowed(name, answering())).rejects.toThrow("no such host");
  });

  it("takes private hosts that are allowed, by name, and by name and port", async () => {
    const local = answering("10.1.2.3");
    expect(await allowed("http://files.corp/a", local, ["files.corp"])).toEqual(["10.1.2.3"]);
    expect(await allowed("http://FILES.corp:81/a", local, ["Files.Corp"])).toEqual(["10.1.2.3"]);
    expect(await allowed("http://files.corp/a", local, ["files.corp:80"])).toEqual(["10.1.2.3"]);
    expect(await allowed("http://[::1]:9000/a", never, ["[::1]:9000"])).toEqual(["::1"]);
    expect(await allowed("http://[::1]:9000/a", never, ["::1"])).toEqual(["::1"]);
    for (const other of ["files.corp:8080", "corp", "iles.corp", "a.files.corp", "*"]) {
      await expect(allowed("http://files.corp/a", local, [other])).rejects.toThrow("not public");
    }
  });

  it("does not go from https to http", () => {
    const from = new URL("https://a.example/x");
    expect(() => checkUrl("http://a.example/y", [], from)).toThrow("https to http");
    expect(checkUrl("/y", [], from).url.href).toBe("https://a.example/y");
    expect(checkUrl("https://a.example", [], new URL("http://b.example")).url.host).toBe(
      "a.example",
    );
  });
});
