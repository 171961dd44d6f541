import { suggest } from "../generator/suggest.ts";
import type { ConfigFile, Environment, Known } from "./config.ts";
import { routeLaws } from "./config-laws-routes.ts";
import { setupLaws } from "./config-laws-setup.ts";
import { SANDBOX, sandboxFault } from "./sandbox-provider.ts";

/** A mistake that the schema cannot see: where in the config, the law it breaks, what is so, and the way out. */
export interface Mistake {
  /** Keys and indexes from the top of the file. */
  path: readonly (string | number)[];
  part: "key" | "value";
  law: string;
  message: string;
  help?: string | undefined;
}

/** What laws look at: a file that fits the schema, the ids it may name, and the environment. */
export interface Checked {
  said: ConfigFile;
  known: Known;
  environment: Environment;
}

/** One law of the config: every mistake against it. */
export type Law = (checked: Checked) => Iterable<Mistake>;

const laws: readonly Law[] = [
  ownProviderIsNew,
  dialectIsKnown,
  targetIsKnown,
  ...routeLaws,
  ...setupLaws,
];

/** All mistakes of a config that fits its schema, law by law. */
export function configMistakes(checked: Checked): Mistake[] {
  return laws.flatMap((law) => [...law(checked)]);
}

function* ownProviderIsNew({ said, known }: Checked): Iterable<Mistake> {
  for (const id of Object.keys(said.providers ?? {})) {
    if (!known.providers.includes(id)) continue;
    yield {
      path: ["providers", id],
      part: "key",
      law: "own-provider-is-new",
      message: `the provider \`${id}\` is there already`,
      help: "choose another id; a `<PROVIDER>_BASE_URL` variable moves a provider that is there",
    };
  }
}

function* dialectIsKnown({ said, known }: Checked): Iterable<Mistake> {
  for (const [id, { dialect }] of Object.entries(said.providers ?? {})) {
    if (known.dialects.includes(dialect)) continue;
    yield {
      path: ["providers", id, "dialect"],
      part: "value",
      law: "dialect-is-known",
      message: `there is no dialect \`${dialect}\``,
      help: suggest(dialect, known.dialects, "dialects"),
    };
  }
}

/** Targets, shadows and canaries lead to providers that are there. */
function* targetIsKnown({ said, known }: Checked): Iterable<Mistake> {
  const ids = [...known.providers, ...Object.keys(said.providers ?? {})];
  for (const [name, route] of Object.entries(said.routes ?? {})) {
    const models = route.targets.map((target, i): [string, (string | number)[]] =>
      typeof target === "string"
        ? [target, ["targets", i]]
        : [target.model, ["targets", i, "model"]],
    );
    for (const word of ["shadow", "canary"] as const)
      for (const [i, { model }] of (route[word] ?? []).entries())
        models.push([model, [word, i, "model"]]);
    for (const [model, path] of models) {
      const fault = targetFault(model, ids, said.sandbox === false ? [] : known.dialects);
      if (!fault) continue;
      yield {
        path: ["routes", name, ...path],
        part: "value",
        law: "target-is-known",
        ...fault,
      };
    }
  }
}

function targetFault(
  model: string,
  ids: readonly string[],
  sandboxed: readonly string[],
): Pick<Mistake, "message" | "help"> | undefined {
  const [id = ""] = model.split("/");
  if (id === SANDBOX && ids.includes(id)) return sandboxFault(model, sandboxed);
  if (ids.includes(id)) return undefined;
  return { message: `there is no provider \`${id}\``, help: suggest(id, ids, "providers") };
}
