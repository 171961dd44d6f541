import { once } from "node:events";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type * as Hub from "../generated/hub.types.ts";
import { parseBody, readBytes } from "./body.ts";
import type { BodyLimits } from "./body.ts";
import { createDoors } from "./door.ts";
import type { Door } from "./door.ts";
import { encoding } from "./encoding.ts";
import { kindOfStatus } from "./error-reading.ts";
import { GatewayError, writeError } from "./errors.ts";
import { CONTENT_TYPE } from "./framing.ts";
import { makeId } from "./pass-through.ts";
import { decode } from "./pipeline.ts";
import { faultOf, setting } from "./sandbox-faults.ts";
import type { Fault } from "./sandbox-faults.ts";
import { lastText, respond } from "./sandbox-model.ts";
import { sandboxEvents } from "./sandbox-stream.ts";
import type { Registry } from "./translator.ts";

/** The upstream in the process: where it listens, and how it is stopped. */
export interface Sandbox {
  origin: string;
  close(): Promise<void>;
}

/**
 * Starts an upstream on a free loopback port that serves the doors of every dialect, over real HTTP, by the
 * client side of the very same specs and a tiny model.
 */
export async function startSandbox(registry: Registry, limits: BodyLimits): Promise<Sandbox> {
  const doors = createDoors(registry);
  const server = createServer((request, response) => {
    response.on("error", () => {});
    const door = doors.find(request.url ?? "/");
    if (!door) return void response.writeHead(404).end();
    serve(door, request, response, limits).catch((error: unknown) => {
      const known = error instanceof GatewayError ? error.error : undefined;
      refuse(door, response, known ?? { kind: "internal", message: String(error) });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  server.unref();
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function serve(
  door: Door,
  request: IncomingMessage,
  response: ServerResponse,
  limits: BodyLimits,
): Promise<void> {
  const { json } = parseBody(await readBytes(request, limits));
  const hub = decode(door.dialect, json, door);
  const fault = faultOf(hub.model, lastText(hub));
  const answer = respond(hub, door.dialect.facts.issuer);
  if (fault && (await misbehave(door, fault, response))) return;
  if (hub.stream === true) return stream(door, hub, answer, fault, response);
  const c = encoding({ now: Math.floor(Date.now() / 1000), makeId });
  const body = door.dialect.encodeAnswer(answer, c);
  if (fault?.name === "slow") await sleep(setting(fault, "ms", 50));
  if (fault?.name === "error-in-200") return send(response, 200, fault200(door));
  const text = JSON.stringify(body);
  send(response, 200, fault?.name === "invalid-json" ? text.slice(0, -2) : text);
}

/** Faults that come before any answer; true when there will be none. */
async function misbehave(door: Door, fault: Fault, response: ServerResponse): Promise<boolean> {
  const status = Number(fault.name);
  if (status >= 300 && status < 400) {
    response.writeHead(status, { location: "/elsewhere" }).end();
    return true;
  }
  if (status >= 400) {
    const message = `The sandbox was asked to fail with ${status}.`;
    const wait = fault.settings["retry-after"];
    const retry = wait === undefined ? {} : { retry_after_ms: Number(wait) * 1000 };
    refuse(door, response, { kind: kindOfStatus(status), message, ...retry }, status);
    return true;
  }
  if (fault.name === "html") {
    response.writeHead(200, { "content-type": "text/html" });
    response.end("<!doctype html><title>Bad gateway</title><p>It broke.");
    return true;
  }
  if (fault.name === "reset") response.destroy();
  return fault.name === "reset" || fault.name === "silent";
}

async function stream(
  door: Door,
  hub: Hub.Request,
  answer: Hub.Answer,
  fault: Fault | undefined,
  response: ServerResponse,
): Promise<void> {
  const events = sandboxEvents(door, answer, hub.stream_usage === true);
  const after = fault ? setting(fault, "after", 3) : Infinity;
  const pause = fault?.name === "slow" ? setting(fault, "ms", 50) : 0;
  response.writeHead(200, { "content-type": CONTENT_TYPE[door.framing] });
  if (fault?.name === "error-in-200") return void response.end(failEvent(door));
  for (const [i, event] of events.entries()) {
    if (i >= after && fault && (await midway(door, fault, response))) return;
    if (i === after && fault?.name === "invalid-json") response.write(broken(door));
    if (pause > 0) await sleep(pause);
    if (response.destroyed) return;
    if (!response.write(event)) await drained(response);
  }
  response.end();
}

/** Waits until more may be written, or nobody is there to read it. */
async function drained(response: ServerResponse): Promise<void> {
  const gone = new AbortController();
  const { signal } = gone;
  await Promise.race([once(response, "drain", { signal }), once(response, "close", { signal })]);
  gone.abort();
}

/** Faults in the middle of a stream; true when nothing follows. */
async function midway(door: Door, fault: Fault, response: ServerResponse): Promise<boolean> {
  if (fault.name === "cut") {
    await sleep(20); // what was written is to arrive
    response.destroy();
  } else if (fault.name === "unfinished") response.end();
  else if (fault.name === "error-in-stream") response.end(failEvent(door));
  return ["cut", "unfinished", "stall", "error-in-stream"].includes(fault.name);
}

const OVERLOADED: Hub.Error = {
  kind: "overloaded",
  message: "The sandbox was asked to be overloaded.",
};

function failEvent(door: Door): string {
  return sandboxEvents(door, OVERLOADED, false).join("");
}

function fault200(door: Door): string {
  return JSON.stringify(writeError(door.dialect, OVERLOADED).body);
}

/** An event that no parser can read, in the framing of the door. */
function broken(door: Door): string {
  if (door.framing === "sse") return "data: {broken\n\n";
  return door.framing === "ndjson" ? "{broken\n" : "";
}

function refuse(door: Door, response: ServerResponse, error: Hub.Error, status?: number): void {
  const { status: usual, headers, body } = writeError(door.dialect, error);
  send(response, status ?? usual, JSON.stringify(body), headers);
}

function send(response: ServerResponse, status: number, body: string, headers = {}): void {
  if (response.headersSent) return void response.destroy();
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body);
}
