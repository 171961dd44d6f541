import { readdirSync, readFileSync } from "node:fs";
import { renderAll } from "../generator/diagnostic.ts";
import { catalogueOf } from "../generator/models.ts";
import type { ModelsDocument } from "../generator/models.ts";
import { Source } from "../generator/source.ts";
import { validate } from "../generator/validate.ts";
import type { Catalogue } from "../runtime/models.ts";

const folder = new URL("../providers/models/", import.meta.url);
const schema = JSON.parse(
  readFileSync(new URL("../schemas/models.schema.json", import.meta.url), "utf8"),
) as object;

/** The ids of the providers that have a catalogue. */
export const providers: readonly string[] = readdirSync(folder)
  .filter((file) => file.endsWith(".yaml"))
  .map((file) => file.slice(0, -".yaml".length));

/** A catalogue's document as parsed, with what is wrong with it in words; "" when nothing is. */
export function read(provider: string): { document: ModelsDocument; problems: string } {
  const file = `providers/models/${provider}.yaml`;
  return check(file, readFileSync(new URL(`${provider}.yaml`, folder), "utf8"));
}

/** The same for a text that is in no file. */
export function check(file: string, text: string): { document: ModelsDocument; problems: string } {
  const source = new Source(file, text);
  const { value } = source;
  const found = [
    ...source.diagnostics,
    ...validate({ value, locate: (path, part) => source.locate(path, part) }, schema),
  ];
  const problems = renderAll(found, new Map([[file, text]]));
  return { document: value as ModelsDocument, problems };
}

/** A catalogue ready to look models up in. */
export function load(provider: string): Catalogue {
  return catalogueOf(provider, read(provider).document);
}
