import { connect } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { registry } from "../../generated/index.ts";
import { ASK, closeAll, startGateway } from "../runtime/harness.ts";
import { environmentOf } from "./bag.ts";

afterEach(closeAll);

/** Sends bytes as they are; gives what came until the connection was closed, and whether it was. */
function raw(
  url: string,
  text: string,
  wait_ms = 3000,
): Promise<{ text: string; closed: boolean }> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    const chunks: Buffer[] = [];
    const done = (closed: boolean): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ text: Buffer.concat(chunks).toString(), closed });
    };
    const timer = setTimeout(() => done(false), wait_ms);
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", () => {});
    socket.on("close", () => done(true));
    socket.write(text);
  });
}

const start = (limits = {}) =>
  startGateway({ limits }, environmentOf("http://127.0.0.1:1"), registry);
const head = (path: string, more: string): string =>
  `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n${more}`;
const CHAT = "/v1/chat/completions";

describe("the door", () => {
  it.each(Object.keys(registry.dialects))("does not wait for slow bodies (%s)", async (dialect) => {
    const gateway = await start({ body_ms: 100 });
    const [path] = ASK[dialect]!("openai/m", "Hi", false);
    const { text, closed } = await raw(gateway.url, head(path, "Content-Length: 100\r\n\r\n{"));
    expect(closed).toBe(true);
    expect(text).toMatch(/^HTTP\/1\.1 408 /);
    expect(text).toContain("did not arrive within 100 ms");
    expect(text).not.toContain("504");
  });

  it("reads no body that is too large, told or not", async () => {
    const gateway = await start({ body_bytes: 1000 });
    const told = await raw(gateway.url, head(CHAT, "Content-Length: 99999999999\r\n\r\n{"));
    expect(told).toMatchObject({ closed: true });
    expect(told.text).toMatch(/^HTTP\/1\.1 413 /);
    const chunk = `400\r\n${"a".repeat(1024)}\r\n`;
    const counted = await raw(
      gateway.url,
      head(CHAT, `Transfer-Encoding: chunked\r\n\r\n${chunk}${chunk}`),
    );
    expect(counted).toMatchObject({ closed: true });
    expect(counted.text).toMatch(/^HTTP\/1\.1 413 /);
  });

  const refused: Record<string, [string, RegExp]> = {
    "a large header": [`X-A: ${"a".repeat(20_000)}\r\n\r\n`, /^HTTP\/1\.1 431 /],
    "very many headers": [`${"a:b\r\n".repeat(9000)}\r\n`, /^HTTP\/1\.1 431 /],
    "two lengths": ["Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}", /^HTTP\/1\.1 400 /],
    "a length and chunks": [
      "Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
      /^HTTP\/1\.1 400 /,
    ],
    "chunks that are none": ["Transfer-Encoding: chunked\r\n\r\nzz\r\n", /^HTTP\/1\.1 400 /],
    "a bare line feed": ["X-A: b\nX-B: c\r\nContent-Length: 2\r\n\r\n{}", /^HTTP\/1\.1 400 /],
    "a name with a space": ["X A: b\r\nContent-Length: 2\r\n\r\n{}", /^HTTP\/1\.1 400 /],
  };
  it.each(Object.keys(refused))("refuses %s", async (name) => {
    const gateway = await start();
    const [more, status] = refused[name]!;
    const { text, closed } = await raw(gateway.url, head(CHAT, more));
    expect(closed).toBe(true);
    expect(text).toMatch(status);
  });
});
