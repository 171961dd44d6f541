import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Asked, Figures, Wire } from "../chaos/fakes/wire.ts";
import { behave } from "./behave.ts";
import type { Turn } from "./behave.ts";
import { behaviourOf } from "./faults.ts";
import type { Behaviour } from "./faults.ts";
import type { Random } from "./random.ts";
import { MAX_TOKENS, promptTokens, shapeOf, words } from "./text.ts";

/** What an answer said of itself. */
export interface Truth extends Figures {
  provider: string;
  model: string;
  /** It told its tokens. */
  told: boolean;
}

/** Every answer that was begun, by its serial number. */
export type Truths = Map<number, Truth>;

/** A provider on loopback that is often unwell. */
export interface Upstream {
  url: string;
  /** Calls, by what was done with them. */
  counts: Map<string, number>;
  close(): Promise<void>;
}

let serials = 0;

/** Starts a fake of one wire format for a provider; `well` turns the faults off. */
export async function startUpstream(
  provider: string,
  wire: Wire,
  random: Random,
  truths: Truths,
  well = false,
): Promise<Upstream> {
  const counts = new Map<string, number>();
  const server = createServer((request, response) => {
    response.on("error", () => {});
    void received(request).then((body) => {
      const asked = body && wire.asked((request.url ?? "").split("?", 1)[0]!, body);
      if (!asked) return void response.writeHead(404).end('{"error":{"message":"no such path"}}');
      const turn = turnOf(asked, JSON.stringify(body), wire, random, response);
      const what: Behaviour = well || turn.shape === "paced" ? "well" : behaviourOf(random);
      counts.set(what, (counts.get(what) ?? 0) + 1);
      const truth = { ...turn.figures, provider, model: asked.model, told: what !== "untold" };
      truths.set(turn.serial, truth);
      void behave(turn, what).catch(() => response.destroy());
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}${wire.prefix}`,
    counts,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function received(request: IncomingMessage): Promise<any> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    return undefined;
  }
}

function turnOf(
  asked: Asked,
  body: string,
  wire: Wire,
  random: Random,
  response: ServerResponse,
): Turn {
  const serial = ++serials;
  const shape = shapeOf(body);
  const figures = { input: promptTokens(body), output: random.int(1, MAX_TOKENS) };
  const said =
    shape === "long" ? words(serial, 120, 6000) : words(serial, shape ? 60 : random.int(1, 60));
  return { ...asked, wire, random, response, serial, figures, words: said, shape };
}
