import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Agent } from "undici";

// The floor of passing through: the cheapest data path that Node's own HTTP server and undici give, and nothing else.
// No routing, no limits, no log; the request is not parsed and the answer's bytes are not looked at.

const origin = process.env["UPSTREAM"]!;
const agent = new Agent({ headersTimeout: 0, bodyTimeout: 0 });

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on("data", (chunk: Buffer) => chunks.push(chunk));
  request.on("end", () => {
    if (request.url === "/health") return void response.end("ok");
    pass(request, response, chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks));
  });
});

function pass(request: IncomingMessage, response: ServerResponse, body: Buffer): void {
  let abort = (): void => {};
  let over = false;
  response.on("close", () => {
    if (!over) abort();
  });
  agent.dispatch(
    {
      method: "POST",
      origin,
      path: request.url!,
      headers: {
        "content-type": "application/json",
        authorization: request.headers.authorization ?? "",
      },
      body,
    },
    {
      onConnect(stop) {
        abort = stop;
      },
      onHeaders(status, raw, resume) {
        response.on("drain", resume);
        response.writeHead(status, forwarded(raw));
        return true;
      },
      onData: (chunk) => response.write(chunk),
      onComplete() {
        over = true;
        response.end();
      },
      onError() {
        over = true;
        if (response.headersSent) response.destroy();
        else response.writeHead(502).end();
      },
    },
  );
}

/** The answer's headers but for those that belong to the upstream's connection. */
function forwarded(raw: readonly Buffer[]): string[] {
  const headers: string[] = [];
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toString("latin1");
    if (name !== "transfer-encoding" && name !== "connection" && name !== "keep-alive") {
      headers.push(name, raw[at + 1]!.toString("latin1"));
    }
  }
  return headers;
}

server.listen(Number(process.env["PORT"] ?? 0), "127.0.0.1", () => {
  process.send?.({ port: (server.address() as AddressInfo).port });
});
process.on("disconnect", () => process.exit(0));
