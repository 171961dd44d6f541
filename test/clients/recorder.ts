import { request as send } from "node:http";
import type { IncomingHttpHeaders } from "node:http";
import { bytesOf, listen } from "./loopback.ts";
import type { Loopback } from "./loopback.ts";

/** A request as it went upstream, to the byte. */
export interface Sent {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  bytes: Buffer;
  /** Resolves when the exchange is over: true when the gateway hung up before the answer's end. */
  over: Promise<boolean>;
}

/** A proxy that remembers what passes. */
export interface Recorder extends Loopback {
  /** What was sent since the last time that one asked. */
  take(): Sent[];
}

/** Stands between gateway and upstream; it changes nothing, and hangs up when the gateway does. */
export async function record(upstream: string): Promise<Recorder> {
  const sent: Sent[] = [];
  const server = await listen((request, response) => {
    void (async () => {
      const { method = "", url: path = "", headers } = request;
      const bytes = await bytesOf(request);
      const over = new Promise<boolean>((resolve) => {
        response.once("close", () => resolve(!response.writableFinished));
      });
      sent.push({ method, path, headers, bytes, over });
      const onward = send(upstream + path, { method, headers, agent: false }, (answer) => {
        response.writeHead(answer.statusCode!, answer.headers);
        answer.on("error", () => response.destroy());
        answer.pipe(response);
      });
      onward.on("error", () => response.destroy());
      response.once("close", () => onward.destroy());
      onward.end(bytes);
    })();
  });
  return { ...server, take: () => sent.splice(0) };
}
