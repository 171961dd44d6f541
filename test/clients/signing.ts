import type { ServerResponse } from "node:http";
import { bytesOf, listen } from "./loopback.ts";
import type { Loopback } from "./loopback.ts";

/** One turn of the signing model: what it thinks, and what it then calls or says. */
export interface SignedTurn {
  thought: string;
  signature: string;
  /** Sealed reasoning beside the readable, where the wire has it. */
  redacted?: string;
  calls: { id: string; name: string; input: object }[];
  text: string;
}

/** Signatures as they are: long base64 with all of its letters, so that a changed byte would show. */
const signature = (n: number): string =>
  Buffer.from(Array.from({ length: 180 }, (_, i) => (i * 31 + n * 17) % 256)).toString("base64");

const call = (id: string, name: string, city: string) => ({ id, name, input: { city } });

/** What the model does, turn by turn; a turn ends with calls until the last. */
export const SIGNED: SignedTurn[] = [
  {
    thought: "First the weather.\nÜber Paris.",
    signature: signature(1),
    calls: [call("toolu_1", "get_weather", "Paris")],
    text: "",
  },
  {
    thought: "Then two more.",
    signature: signature(2),
    redacted: signature(7),
    calls: [call("toolu_2", "get_weather", "Rome"), call("toolu_3", "get_time", "Rome")],
    text: "Nearly there.",
  },
  { thought: "Now I know.", signature: signature(3), calls: [], text: "It is fine." },
];

/** An upstream that signs its reasoning and refuses what comes back otherwise than it went. */
export interface Signing extends Loopback {
  /** What was wrong with the requests; empty when nothing was. */
  refusals: string[];
  /** The bodies of the requests, in order. */
  bodies: any[];
  clear(): void;
}

/** A wire that signs: what a body brings back wrongly, and how a turn is answered. */
export interface SigningWire {
  wrong(body: any, path: string): string | undefined;
  turns(body: any): number;
  answer(turn: SignedTurn, stream: boolean, response: ServerResponse, body: any): void;
  streams(body: any, path: string): boolean;
  refuse(message: string): object;
}

/** Serves a signing wire on a free loopback port. */
export async function startSigning(wire: SigningWire): Promise<Signing> {
  const refusals: string[] = [];
  const bodies: any[] = [];
  const server = await listen((request, response) => {
    void (async () => {
      const body = JSON.parse((await bytesOf(request)).toString());
      const path = request.url ?? "";
      bodies.push(body);
      const wrong = wire.wrong(body, path);
      if (wrong !== undefined) {
        refusals.push(wrong);
        response.writeHead(400, { "content-type": "application/json" });
        return void response.end(JSON.stringify(wire.refuse(wrong)));
      }
      const turn = SIGNED[wire.turns(body) % SIGNED.length]!;
      wire.answer(turn, wire.streams(body, path), response, body);
    })();
  });
  const clear = (): void => void (refusals.splice(0), bodies.splice(0));
  return { ...server, refusals, bodies, clear };
}

/** Sends one JSON body. */
export function whole(response: ServerResponse, body: object): void {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(body));
}

/** Sends server-sent events, named by their type where they have one. */
export function events(response: ServerResponse, list: readonly object[]): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of list) {
    const type = (event as { type?: string }).type;
    if (type !== undefined) response.write(`event: ${type}\n`);
    response.write(`data: ${JSON.stringify(event)}\n\n`);
  }
  response.end();
}
