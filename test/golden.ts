import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, extname, join } from "node:path";
import { registry } from "../generated/index.ts";
import { parseBody } from "../runtime/body.ts";
import { configOf } from "../runtime/config.ts";
import { encoding } from "../runtime/encoding.ts";
import { readError } from "../runtime/error-reading.ts";
import { writeError } from "../runtime/errors.ts";
import { Fold } from "../runtime/fold.ts";
import { isObject, type Json } from "../runtime/json.ts";
import { decode } from "../runtime/pipeline.ts";
import { prepare, type Prepared } from "../runtime/prepare.ts";
import { lenient } from "../runtime/reader.ts";
import { refusal } from "../runtime/receipt.ts";
import { createSeats } from "../runtime/seats.ts";
import { createSplitter } from "../runtime/splitter.ts";
import { Machine, type StreamSink } from "../runtime/stream.ts";
import { StreamEncoder } from "../runtime/stream-encoder.ts";
import type { Dialect, Provider } from "../runtime/translator.ts";

/** Where inputs and goldens lie side by side. */
export const folder = join(import.meta.dirname, "golden");

/** An input: what it is, in whose words, and the path of its file without the extension. */
export interface Case {
  /** The folder below the kind: a dialect, or a provider where what is meant is its way of speaking it. */
  speaker: string;
  name: string;
  stem: string;
  extension: string;
  text: string;
}

/** The inputs of a kind; the folders are the list, there is no other. Goldens have one more dot in their name. */
export function cases(kind: "requests" | "responses" | "streams" | "errors"): Case[] {
  const root = join(folder, kind);
  return readdirSync(root).flatMap((speaker) =>
    readdirSync(join(root, speaker))
      .filter((file) => basename(file, extname(file)).includes(".") === false)
      .map((file) => {
        const extension = extname(file);
        const name = basename(file, extension);
        const text = readFileSync(join(root, speaker, file), "utf8");
        return { speaker, name, stem: join(root, speaker, name), extension, text };
      }),
  );
}

/** All files of the golden folder that are goldens by their name: `<case>.<target>.<extension>`. */
export function goldens(): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => basename(file).split(".").length > 2)
    .map((file) => join(folder, file));
}

/** A golden's text: two spaces, the order in which things are said, a final newline. */
export function shown(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

const environment = Object.fromEntries(
  Object.values(registry.providers).flatMap(({ keys }) => keys.map((key) => [key, "KEY"])),
);
const seats = createSeats(registry, configOf({}), environment);
const models: Record<string, Record<string, string>> = JSON.parse(
  readFileSync(join(folder, "models.json"), "utf8"),
);

/** The model that a case asks a provider for: the first whose pattern is found in the name of the case. */
function modelOf(provider: string, name: string): string {
  const known = Object.entries(models[provider] ?? { "": "some-model" });
  return known.find(([pattern]) => new RegExp(pattern).test(name))![1];
}

/** What a case asks one provider for, ready to be sent; `refused` is what a client is told who allows no loss. */
export async function outgoing(each: Case, provider: Provider): Promise<unknown> {
  const { prepared, hub } = await prepared_(each, provider);
  const { method, origin, path, headers, body } = prepared.request;
  return {
    method,
    url: origin + path,
    headers,
    body: JSON.parse(body) as unknown,
    passes: prepared.passes || undefined,
    losses: prepared.losses.length > 0 ? prepared.losses : undefined,
    refused: refusal(prepared.losses, "error", provider.name)?.message,
    hub: hub.stream,
  };
}

async function prepared_(each: Case, provider: Provider): Promise<{ prepared: Prepared; hub: ReturnType<typeof decode> }> {
  const dialect = registry.dialects[each.speaker]!;
  const model = modelOf(provider.id, each.name);
  const body = parseBody(Buffer.from(each.text.replace('"provider/model"', JSON.stringify(`${provider.id}/${model}`))));
  const stream = each.name.includes("stream");
  const hub = freeze(decode(dialect, body.json, { model: `${provider.id}/${model}`, route: routeOf(dialect, stream) }));
  const asked = { dialect, headers: {}, body, hub, streaming: hub.stream === true, plainFraming: true };
  const prepared = await prepare(asked, { seat: seats.get(provider.id)!, model, timeouts: configOf({}).timeouts });
  return { prepared, hub };
}
