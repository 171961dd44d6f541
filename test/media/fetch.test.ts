import { createServer } from "node:http";
import type { IncomingMessage, RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, it } from "vitest";
import { GatewayError } from "../../runtime/errors.ts";
import type { Resolver } from "../../runtime/media/guard.ts";
import { createMediaSource } from "../../runtime/media/source.ts";
import type { MediaFetcher } from "../../runtime/media/source.ts";
import { JPEG, PNG } from "./files.ts";

const open: (() => void)[] = [];
afterEach(() => {
  while (open.length > 0) open.pop()!();
});

async function serve(listener: RequestListener) {
  const requests: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    requests.push(request);
    response.on("error", () => {});
    listener(request, response);
  });
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  open.push(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return { requests, port, host: `127.0.0.1:${port}`, url: `http://127.0.0.1:${port}` };
}

function fetcher(
  allow_private: string[],
  more: { max_bytes?: number; timeout_ms?: number; resolve?: Resolver } = {},
): MediaFetcher {
  const { resolve, ...said } = more;
  const config = { media: true, max_bytes: 1_000_000, timeout_ms: 5000, allow_private, ...said };
  return createMediaSource(config, resolve ? { resolve } : {})!.fetcher();
}

async function refused(promise: Promise<unknown>): Promise<string> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(GatewayError);
  const { kind, param, message } = (error as GatewayError).error;
  expect([kind, param]).toEqual(["bad_request", "messages.image"]);
  return message;
}

const image = (from: MediaFetcher, url: string) => from.get(url, "image", "messages.image");

describe("fetching", () => {
  it("brings bytes and their type, once, and nothing of the gateway's goes along", async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { "content-type": "image/jpeg", "set-cookie": "a=b" });
      response.end(PNG);
    });
    const from = fetcher([server.host]);
    const both = await Promise.all([
      image(from, `${server.url}/a.jpg?x=1`),
      image(from, `${server.url}/a.jpg?x=1`),
    ]);
    expect(both[0]).toEqual({ data: PNG.toString("base64"), media_type: "image/png" });
    expect(both[1]).toBe(both[0]);
    expect(await image(from, `${server.url}/a.jpg?x=1`)).toBe(both[0]);
    expect(server.requests).toHaveLength(1);
    const { headers, url } = server.requests[0]!;
    expect(url).toBe("/a.jpg?x=1");
    expect(Object.keys(headers).sort()).toEqual(
      ["accept", "accept-encoding", "connection", "host", "user-agent"].sort(),
    );
    expect(headers["accept-encoding"]).toBe("identity");
  });

  it("asks nothing private that is not allowed, and says no more than of a name that is not", async () => {
    const server = await serve((_, response) => response.end(PNG));
    const none: Resolver = () => Promise.reject(new Error("ENOTFOUND"));
    const private_ = await refused(image(fetcher([]), `${server.url}/a`));
    const absent = await refused(image(fetcher([], { resolve: none }), "http://no.example/a"));
    const closed = await refused(image(fetcher(["127.0.0.1:1"]), "http://127.0.0.1:1/a"));
    const plain = (text: string): string => text.replace(/`.*`/, "X");
    expect(plain(private_)).toBe("The image at X could not be fetched.");
    expect([plain(absent), plain(closed)]).toEqual([plain(private_), plain(private_)]);
    expect(server.requests).toHaveLength(0);
  });

  it("connects to the address that was checked, whatever the name means a moment later", async () => {
    const inside = await serve((_, response) => response.end(PNG));
    let asked = 0;
    const rebinding: Resolver = async () => {
      asked++;
      return [{ address: asked === 1 ? "127.0.0.1" : "192.0.2.1", family: 4 }];
    };
    // No server of a test is public: a trusted name takes the same way after the check.
    const url = `http://rebind.example:${inside.port}/a`;
    await image(fetcher(["rebind.example"], { resolve: rebinding }), url);
    expect(asked).toBe(1);
    expect(inside.requests[0]!.headers.host).toBe(`rebind.example:${inside.port}`);
  });

  it("follows three redirects and checks each", async () => {
    const inside = await serve((_, response) => response.end(PNG));
    const outside = await serve((request, response) => {
      const hops = Number(/^\/hops\/(\d+)/.exec(request.url!)?.[1] ?? -1);
      const location =
        hops > 0
          ? `/hops/${hops - 1}`
          : request.url === "/in"
            ? inside.url
            : request.url === "/file"
              ? "file:///etc/passwd"
              : request.url === "/key"
                ? `http://a:b@${outside.host}/`
                : undefined;
      if (location) response.writeHead(302, { location, "set-cookie": "a=b" }).end();
      else response.end(PNG);
    });
    const at = (path: string) => image(fetcher([outside.host]), outside.url + path);
    expect((await at("/hops/3")).media_type).toBe("image/png");
    expect(await refused(at("/hops/4"))).toContain("redirects too often");
    for (const path of ["/in", "/file", "/key"]) {
      expect(await refused(at(path))).toContain("could not be fetched");
    }
    expect(inside.requests).toHaveLength(0);
    expect(outside.requests.every(({ headers }) => headers.cookie === undefined)).toBe(true);
  });

  it("bounds bytes, told or not, and all files of a request together", async () => {
    let sent = 0;
    const server = await serve((request, response) => {
      if (request.url === "/small") return void response.end(PNG);
      if (request.url === "/half") {
        return void response.end(Buffer.concat([PNG, Buffer.alloc(60_000)]));
      }
      const more = (): void => {
        while (!response.destroyed && sent < 100_000_000) {
          sent += 65_536;
          if (!response.write(Buffer.alloc(65_536))) return void response.once("drain", more);
        }
      };
      more();
    });
    const rules = { max_bytes: 100_000 };
    const allowed = [server.host];
    const message = await refused(image(fetcher(allowed, rules), `${server.url}/huge`));
    expect(message).toContain("more than 100000 bytes");
    expect(sent).toBeLessThan(50_000_000);
    const from = fetcher(allowed, rules);
    await image(from, `${server.url}/half`);
    expect(await refused(image(from, `${server.url}/half?2`))).toContain("more than");
    await image(fetcher(allowed, rules), `${server.url}/small`);
  });

  it("bounds time: of an answer that does not begin, and of one that does not end", async () => {
    const server = await serve((request, response) => {
      if (request.url === "/slow") response.write(PNG);
    });
    for (const path of ["/silent", "/slow"]) {
      const from = fetcher([server.host], { timeout_ms: 150 });
      expect(await refused(image(from, server.url + path))).toContain("could not be fetched");
    }
    const stuck: Resolver = () => new Promise(() => {});
    const from = fetcher([], { timeout_ms: 100, resolve: stuck });
    expect(await refused(image(from, "http://stuck.example/"))).toContain("could not be fetched");
  });

  it("ends with its request", async () => {
    const server = await serve(() => {});
    const from = fetcher([server.host]);
    const waiting = refused(image(from, `${server.url}/`));
    from.abort();
    await waiting;
  });

  it("takes no pages, errors, compressed or broken answers for pictures", async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const server = await serve((request, response) => {
      const { url } = request;
      if (url === "/page") {
        response.writeHead(200, { "content-type": "image/png" }).end("<html>secret</html>");
      } else if (url === "/svg") {
        response.writeHead(200, { "content-type": "image/svg+xml" }).end("<svg/>");
      } else if (url === "/gzip") {
        response.writeHead(200, { "content-encoding": "gzip" }).end(bomb);
      } else if (url === "/bare-gzip") response.end(bomb);
      else if (url === "/gone") response.writeHead(404).end(PNG);
      else if (url === "/empty") response.end();
      else if (url === "/broken") {
        response.writeHead(200, { "content-length": "5000" }).write(PNG);
        setTimeout(() => response.destroy(), 20);
      } else response.socket!.end("no http at all\r\n\r\n");
    });
    const says = async (path: string): Promise<string> =>
      refused(image(fetcher([server.host]), server.url + path));
    for (const path of ["/page", "/svg", "/bare-gzip", "/empty"]) {
      expect(await says(path)).toContain("is no picture of a known format");
    }
    expect(await says("/page")).not.toContain("secret");
    expect(await says("/gzip")).toContain("content encoding");
    expect(await says("/gone?sig=s3cret")).not.toContain("s3cret");
    expect(await says("/gone")).toContain("status 404");
    expect(await says("/broken")).toMatch(/could not be fetched|broke off/);
    expect(await says("/nonsense")).toContain("could not be fetched");
  });

  it("counts the files of a request", async () => {
    const server = await serve((_, response) => response.end(JPEG));
    const from = fetcher([server.host]);
    const urls = Array.from({ length: 21 }, (_, i) => `${server.url}/${i}`);
    await Promise.all(urls.slice(0, 20).map((url) => image(from, url)));
    expect(await refused(image(from, urls[20]!))).toContain("at most 20 files");
    await image(from, urls[0]!);
  });

  it("is not there when it is turned off", () => {
    const config = { media: false, max_bytes: 1, timeout_ms: 1, allow_private: [] };
    expect(createMediaSource(config)).toBeUndefined();
  });
});
