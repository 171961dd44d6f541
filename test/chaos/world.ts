import { setTimeout as sleep } from "node:timers/promises";
import { askBySdk } from "./client-sdk.ts";
import { rawClient } from "./client-raw.ts";
import { MODELS } from "./configuration.ts";
import { startFake } from "./fakes/fake.ts";
import type { Fake } from "./fakes/fake.ts";
import type { Call } from "./fakes/turn.ts";
import type { Wire } from "./fakes/wire.ts";
import { startGateway } from "./gateway.ts";
import type { Gateway } from "./gateway.ts";
import type { Client, Heard } from "./heard.ts";
import type { Profile } from "./profile.ts";
import { TEXT } from "./text.ts";

/** What a run is about. */
export interface Setting {
  profile: Profile;
  wire: Wire;
  /** The dialect that the client speaks. */
  door: string;
  stream: boolean;
}

/** A fake, a gateway in front of it and a client: one for each row, so that no row sees another's. */
export interface World extends Setting {
  fake: Fake;
  gateway: Gateway;
  /** What was found to be wrong. */
  faults: string[];
  /** What was seen, for the report. */
  notes: string[];
  ask(model: string, more?: Partial<AskMore>): Promise<Heard>;
  /** Asks by plain HTTP, whichever the door. */
  askRaw(model: string, more?: Partial<AskMore>): Promise<Heard>;
  /** Asks by the official client with its own retries. */
  askRetrying(model: string, retries: number): Promise<Heard>;
  /** Notes a fault unless something holds. */
  check(holds: boolean, fault: string): void;
  sleep(ms: number): Promise<unknown>;
}

interface AskMore {
  stream: boolean;
  signal: AbortSignal;
  onToken: () => void;
  onByte: () => void;
  patience_ms: number;
}

/** Opens a world with a configuration; `close` must be called. */
export async function openWorld(
  setting: Setting,
  yaml: string,
): Promise<World & { close(): Promise<void> }> {
  const { wire, profile, door, stream } = setting;
  const fake = await startFake(wire, profile);
  const gateway = await startGateway(yaml, fake.url + wire.prefix).catch(async (error: unknown) => {
    await fake.close();
    throw error;
  });
  const client: Client = door === "openai-chat" ? askBySdk : rawClient(door);
  const faults: string[] = [];
  const patience_ms = Math.max(profile.bounds.silent, profile.bounds.any) * 1.3;
  const url = gateway.url;
  return {
    ...setting,
    fake,
    gateway,
    faults,
    notes: [],
    ask: (model, more) => client({ url, model, stream, patience_ms, ...more }),
    askRaw: (model, more) => rawClient(door)({ url, model, stream, patience_ms, ...more }),
    askRetrying: (model, retries) => askBySdk({ url, model, stream, patience_ms }, retries),
    check(holds, fault) {
      if (!holds) faults.push(fault);
    },
    sleep: (ms) => sleep(ms),
    async close() {
      await gateway.close();
      await fake.close();
    },
  };
}

/** The calls of a row's primary and of its fallback. */
export function callsOf({ fake }: World, row: string): { primary: Call[]; fallback: Call[] } {
  const [primary, fallback] = MODELS[row]!;
  return { primary: fake.of(primary), fallback: fake.of(fallback) };
}

/** The whole answer, of whoever's. */
export function checkWhole(w: World, heard: Heard): void {
  const words = heard.text.trim() === "" ? 0 : heard.text.trim().split(/\s+/).length;
  const said = `${heard.outcome} ${heard.status ?? ""} ${heard.message ?? ""}`.trim();
  w.check(heard.outcome !== "hang", `the client hung for ${Math.round(heard.ms)} ms`);
  w.check(heard.outcome === "success", `no answer, but: ${said}`);
  if (heard.outcome === "success") {
    w.check(heard.text === TEXT, `the answer has ${words} of 60 words, or others`);
    w.check(heard.finish !== undefined, "the answer says no finish");
  }
  w.check(heard.broken === 0, "broken data reached the client");
}

/** The fallback's answer: its text, its name and its figures only. */
export function checkFallback(w: World, heard: Heard, fallback = "fb-ok"): void {
  checkWhole(w, heard);
  if (heard.outcome !== "success") return;
  w.check(heard.model === fallback, `the client reads the model ${heard.model}, not ${fallback}`);
  const { input, output } = heard.usage ?? {};
  w.check(input === 30 && output === 60, `the client reads the usage ${input} and ${output}`);
}

/** A typed error: never a success, a hang, or an end without a word. */
export function checkError(w: World, heard: Heard): void {
  w.check(heard.outcome === "error", `the client reads ${heard.outcome}, not an error`);
  const typed = heard.code !== undefined || (heard.status ?? 200) >= 400;
  w.check(typed, `the error has no type: ${heard.message}`);
  const clean = ["stop", "end_turn", "STOP"].includes(heard.finish ?? "");
  w.check(!clean, "the answer that failed says that it finished well");
}

/** Is the gateway well after what it went through? */
export async function checkAlive(w: World): Promise<void> {
  const heard = await w.ask("fb-ok", { stream: false, patience_ms: 10_000 });
  w.check(heard.outcome === "success" && heard.text === TEXT, "a healthy call fails afterwards");
}
