import { readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { registry } from "../generated/index.ts";
import { parseBody } from "../runtime/body.ts";
import { configOf } from "../runtime/config.ts";
import { encoding } from "../runtime/encoding.ts";
import { readError } from "../runtime/error-reading.ts";
import { writeError, type ErrorAnswer } from "../runtime/errors.ts";
import { isObject, type Json } from "../runtime/json.ts";
import { decode } from "../runtime/pipeline.ts";
import { prepare } from "../runtime/prepare.ts";
import { lenient } from "../runtime/reader.ts";
import { refusal } from "../runtime/receipt.ts";
import { createSeats } from "../runtime/seats.ts";
import { createTargets } from "../runtime/targets.ts";
import { createSplitter } from "../runtime/splitter.ts";
import { Machine, type StreamSink } from "../runtime/stream.ts";
import { StreamEncoder } from "../runtime/stream-encoder.ts";
import type { Dialect, Encoding, Provider } from "../runtime/translator.ts";

/** Where inputs and goldens lie side by side. */
export const folder = join(import.meta.dirname, "golden");

/** An input. */
export interface Case {
  /** The folder below the kind: a dialect, or a provider whose way of speaking it is meant. */
  speaker: string;
  name: string;
  /** The path of its file without the extension. */
  stem: string;
  extension: string;
  text: string;
}

/** The inputs of a kind, in order. The folders are the list, there is no other; a golden has one more dot in its name. */
export function cases(kind: "requests" | "responses" | "streams" | "errors"): Case[] {
  const root = join(folder, kind);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).sort();
  return files
    .filter((file) => basename(file).split(".").length === 2)
    .map((file) => {
      const extension = extname(file);
      const stem = join(root, file).slice(0, -extension.length);
      const [speaker = "", name = ""] = file.slice(0, -extension.length).split(/[\\/]/);
      return { speaker, name, stem, extension, text: readFileSync(join(root, file), "utf8") };
    });
}

/** The files of the golden folder that are goldens by their name: `<case>.<target>.<extension>`. */
export function goldens(): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => basename(file).split(".").length > 2)
    .map((file) => join(folder, file));
}

/** The text of a golden: two spaces, the order in which things are said, a final newline. */
export function shown(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

/** What can be held against a request: whom it is for, and what is sent there. */
export interface Sent {
  method: string;
  url: string;
  headers: Record<string, string>;
  body: unknown;
  /** Is the body the client's own text? */
  passes?: true;
  losses?: unknown[];
  /** What a client is told that allows no loss. */
  refused?: string;
}

const environment = Object.fromEntries(
  Object.values(registry.providers).flatMap(({ keys }) => keys.map((key) => [key, "KEY"])),
);
const seats = createSeats(registry, configOf({}), environment);
const models = JSON.parse(readFileSync(join(folder, "models.json"), "utf8")) as Record<
  string,
  Record<string, string>
>;

/** The model that a case asks a provider for: the first whose pattern the name of the case fits. */
function modelOf(provider: string, name: string): string {
  const known = Object.entries(models[provider] ?? { "": "some-model" });
  return known.find(([pattern]) => new RegExp(pattern).test(name))![1];
}

function withoutId(headers: Record<string, string>): Record<string, string> {
  const { "x-request-id": _, ...others } = headers;
  return others;
}

/** What goes to a provider when a client sends a case to the door of its dialect. */
export async function send(each: Case, provider: Provider): Promise<Sent> {
  const dialect = registry.dialects[each.speaker]!;
  const model = modelOf(provider.id, each.name);
  const name = `${provider.id}/${model}`;
  const body = parseBody(Buffer.from(each.text.replace('"provider/model"', JSON.stringify(name))));
  const { routes } = dialect.facts.door;
  // A dialect that says in the path whether to stream has a route for each; cases say it in their name.
  const route = routes.find(({ stream }) => stream === each.name.includes("stream")) ?? routes[0]!;
  const hub = frozen(decode(dialect, body.json, { model: name, route }));
  const streaming = hub.stream === true;
  const asked = { dialect, headers: {}, body, hub, id: "case", streaming, plainFraming: true };
  const targets = createTargets(seats, configOf({}), environment);
  const [target] = (await targets.resolve(name)).targets;
  const prepared = await prepare(asked, target!);
  const { method, origin, path, headers } = prepared.request;
  const refused = refusal(prepared.losses, "error", provider.name)?.message;
  return {
    method,
    url: origin + path,
    headers: withoutId(headers),
    body: JSON.parse(prepared.request.body as string) as unknown,
    ...(prepared.passes && { passes: true }),
    ...(prepared.losses.length > 0 && { losses: [...prepared.losses] }),
    ...(refused !== undefined && { refused }),
  };
}

/** Encoders must leave what they are given as it was: on this they throw. */
function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null)
    Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}

type Speaker = Provider["translator"];

/** Who says what a folder holds: a provider, else a dialect. */
export function speakerOf({ speaker }: Case): Speaker {
  return registry.providers[speaker]?.translator ?? registry.dialects[speaker]!;
}

/** An encoding whose ids and time are the same at every run. */
function steady(): Encoding {
  let n = 0;
  return encoding({ now: 1_767_225_600, makeId: () => `new${n++}` });
}

/** What a client of a door reads when an upstream gave this whole answer. */
export function answer(each: Case, door: Dialect): unknown {
  const decoded = speakerOf(each).decodeAnswer(JSON.parse(each.text), lenient);
  return JSON.parse(JSON.stringify(door.encodeAnswer(decoded, steady()))) as unknown;
}

/** What a client of a door reads when an upstream refused; the case's name begins with the status. */
export function failure(each: Case, door: Dialect): ErrorAnswer {
  const { errors, limits } = speakerOf(each).facts;
  const status = Number(each.name.slice(0, 3));
  const body: unknown = JSON.parse(each.text);
  return writeError(
    door,
    readError(errors, limits, { status, headers: {}, body, who: each.speaker }),
    "req_1",
  );
}

/** The bytes that a client of a door reads when an upstream streamed these; `pieces` cuts them. */
export function streamed(each: Case, door: Dialect, pieces = [Buffer.from(each.text)]): string {
  let out = "";
  const options = { framing: door.facts.stream.framing, usage: true };
  feed(each, pieces, new StreamEncoder(door, steady(), options, (text) => (out += text)));
  return out;
}

/** Tells a sink what an upstream streamed. */
export function feed(each: Case, pieces: readonly Buffer[], sink: StreamSink): void {
  const speaker = speakerOf(each);
  const { errors, limits, stream } = speaker.facts;
  const machine = new Machine(speaker, sink);
  const onData = (data: string): void => {
    if (data === stream.done) return machine.end();
    const message = parsed(data);
    if (!isObject(message)) return;
    const wire = { status: 200, headers: {}, body: message, who: each.speaker };
    if (speaker.isError(message)) machine.fail(readError(errors, limits, wire));
    else speaker.decodeEvent(message, machine, lenient);
  };
  const splitter = createSplitter(stream.framing, onData, { maxEvent: 1_000_000 });
  for (const piece of pieces) splitter.push(piece);
  splitter.end();
  machine.settle();
}

/** The messages of what a client reads, without the literal at the end. */
export function messagesOf(text: string, { facts }: Dialect): Json[] {
  const out: Json[] = [];
  const onData = (data: string): void => {
    if (data !== facts.stream.done) out.push(JSON.parse(data) as Json);
  };
  const splitter = createSplitter(facts.stream.framing, onData, { maxEvent: 1_000_000 });
  splitter.push(Buffer.from(text));
  splitter.end();
  return out;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // what is no JSON is skipped, as the gateway does
  }
}
