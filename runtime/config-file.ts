import { renderAll } from "../generator/diagnostic.ts";
import { Source } from "../generator/source.ts";
import { validate } from "../generator/validate.ts";
import schema from "../schemas/gateway.schema.json" with { type: "json" };
import { ConfigError } from "./config.ts";
import type { ConfigFile, Environment, Known } from "./config.ts";
import { withoutSecrets, withoutTokens } from "./config-frames.ts";
import { configMistakes } from "./config-laws.ts";
import { configWarnings } from "./config-laws-warnings.ts";

/** What a config says, and what of it is hardly meant: one line each, with file, line and column. */
export interface ReadConfig {
  said: ConfigFile;
  warnings: string[];
}

/**
 * Reads `dragoman.yaml`. All mistakes are told at once, each with file, line and column, in a `ConfigError` that repeats
 * nothing that looks like a credential;
 * how deep and how large the file may be is the same as for specs.
 */
export function readConfigFile(
  file: string,
  bytes: Buffer,
  known: Known,
  environment: Environment,
): ReadConfig {
  const source = new Source(file, bytes.toString("utf8"));
  const mistakes = [...source.diagnostics];
  const checked = { said: (source.value ?? {}) as ConfigFile, known, environment };
  if (mistakes.length === 0 && source.value !== null) {
    const document = { value: source.value, locate: source.locate.bind(source), diagnostics: [] };
    mistakes.push(...validate(document, schema));
    // Laws look at what fits the schema only.
    if (mistakes.length === 0)
      for (const { path, part, law, message, help } of configMistakes(checked))
        mistakes.push({ ...source.locate(path, part), law, message, ...(help && { help }) });
  }
  if (mistakes.length > 0) {
    const shown = mistakes.map((each) => ({ ...each, message: withoutTokens(each.message) }));
    const frames = new Map([[file, withoutSecrets(source.text)]]);
    throw new ConfigError(renderAll(shown, frames).trimEnd());
  }
  const warnings = [...configWarnings(checked)].map(({ path, part, law, message, help }) => {
    const { line, col } = source.locate(path, part);
    return `${file}:${line}:${col}: warning[${law}]: ${message}${help ? `; ${help}` : ""}`;
  });
  return { said: checked.said, warnings };
}
