import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Profile } from "../profile.ts";
import { behave } from "./faults.ts";
import type { Call, Turn } from "./turn.ts";
import type { Wire } from "./wire.ts";

/** A provider on loopback that misbehaves as its models' names say, and remembers who asked. */
export interface Fake {
  /** Scheme, host and port. */
  url: string;
  calls: Call[];
  /** The calls with one model, in order. */
  of(model: string): Call[];
  /** The most calls with one model that were open at once. */
  busiest(model: string): number;
  close(): Promise<void>;
}

/** Starts a fake of one wire format; its clock (for the outage) begins now. */
export async function startFake(wire: Wire, profile: Profile): Promise<Fake> {
  const began = performance.now();
  const calls: Call[] = [];
  const server = createServer((request, response) => {
    void received(request).then((body) => {
      const call = callOf(wire, request, body, calls, performance.now() - began);
      if (!call) return void response.writeHead(404).end('{"error":{"message":"no such path"}}');
      calls.push(call);
      const turn = turnOf(wire, profile, call, response, () => performance.now() - began);
      void Promise.resolve(behave(turn)).catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const of = (model: string): Call[] => calls.filter((call) => call.model === model);
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    of,
    busiest: (model) => mostAtOnce(of(model)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function received(request: IncomingMessage): Promise<any> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}

function callOf(
  wire: Wire,
  { url = "", headers }: IncomingMessage,
  body: any,
  before: readonly Call[],
  at: number,
): Call | undefined {
  const asked = body && wire.asked(url.split("?", 1)[0]!, body);
  if (!asked) return undefined;
  const attempt = before.filter((call) => call.model === asked.model).length + 1;
  return { ...asked, attempt, at, body, headers, end: "open" };
}

function turnOf(
  wire: Wire,
  profile: Profile,
  call: Call,
  response: ServerResponse,
  now: () => number,
): Turn {
  let gone = false;
  let wake = (): void => {};
  response.on("error", () => {});
  response.on("close", () => {
    gone = true;
    call.ended = now();
    if (call.end === "open") call.end = "aborted";
    wake();
  });
  const pause = (ms: number): Promise<boolean> => {
    if (gone) return Promise.resolve(false);
    return new Promise((resolve) => {
      const timer = setTimeout(() => resolve(true), ms);
      wake = () => {
        clearTimeout(timer);
        resolve(false);
      };
    });
  };
  return { wire, profile, call, response, gone: () => gone, pause };
}

function mostAtOnce(calls: readonly Call[]): number {
  const edges = calls.flatMap(({ at, ended = Infinity }) => [
    [at, 1] as const,
    [ended, -1] as const,
  ]);
  let open = 0;
  let most = 0;
  for (const [, step] of edges.sort(([a, up], [b, down]) => a - b || up - down)) {
    open += step;
    most = Math.max(most, open);
  }
  return most;
}
