import { renderAll } from "../generator/diagnostic.ts";
import type { Diagnostic } from "../generator/diagnostic.ts";
import { Source } from "../generator/source.ts";
import { suggest } from "../generator/suggest.ts";
import { validate } from "../generator/validate.ts";
import schema from "../schemas/gateway.schema.json" with { type: "json" };
import { ConfigError } from "./config.ts";
import type { ConfigFile, Known } from "./config.ts";

/**
 * Reads `dragoman.yaml`. All mistakes are told at once, each with file, line and column, in a `ConfigError`;
 * how deep and how large the file may be is the same as for specs.
 */
export function readConfigFile(file: string, bytes: Buffer, known: Known): ConfigFile {
  const source = new Source(file, bytes.toString("utf8"));
  const mistakes = [...source.diagnostics];
  if (mistakes.length === 0 && source.value !== null) {
    const document = {
      value: source.value,
      locate: source.locate.bind(source),
      diagnostics: [],
    };
    mistakes.push(...validate(document, schema));
    if (mistakes.length === 0) mistakes.push(...laws(source, known));
  }
  if (mistakes.length > 0) {
    throw new ConfigError(renderAll(mistakes, new Map([[file, source.text]])).trimEnd());
  }
  return (source.value ?? {}) as ConfigFile;
}

/** What a schema cannot say: that names lead somewhere. */
function laws(source: Source, known: Known): Diagnostic[] {
  const said = source.value as ConfigFile;
  const own = Object.keys(said.providers ?? {});
  return [...providerMistakes(source, said, known), ...targetMistakes(source, said, known, own)];
}

function* providerMistakes(source: Source, said: ConfigFile, known: Known): Iterable<Diagnostic> {
  for (const [id, provider] of Object.entries(said.providers ?? {})) {
    if (known.providers.includes(id)) {
      yield {
        ...source.locate(["providers", id], "key"),
        law: "own-provider-is-new",
        message: `the provider \`${id}\` is there already`,
        help: "choose another id; a `<PROVIDER>_BASE_URL` variable moves a provider that is there",
      };
    }
    if (!known.dialects.includes(provider.dialect)) {
      yield {
        ...source.locate(["providers", id, "dialect"], "value"),
        law: "dialect-is-known",
        message: `there is no dialect \`${provider.dialect}\``,
        help: suggest(provider.dialect, known.dialects, "dialects"),
      };
    }
  }
}

function* targetMistakes(
  source: Source,
  said: ConfigFile,
  known: Known,
  own: readonly string[],
): Iterable<Diagnostic> {
  const ids = [...known.providers, ...own];
  for (const [name, route] of Object.entries(said.routes ?? {})) {
    for (const [i, target] of route.targets.entries()) {
      const model = typeof target === "string" ? target : target.model;
      const [id = ""] = model.split("/");
      if (ids.includes(id)) continue;
      const path = ["routes", name, "targets", i, ...(typeof target === "string" ? [] : ["model"])];
      yield {
        ...source.locate(path, "value"),
        law: "target-is-known",
        message: `there is no provider \`${id}\``,
        help: suggest(id, ids, "providers"),
      };
    }
  }
}
