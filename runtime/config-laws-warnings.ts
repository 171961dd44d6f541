import type { Config } from "./config.ts";
import type { Checked, Mistake } from "./config-laws.ts";

const KEY_HEADER =
  /^(authorization|proxy-authorization|cookie|key|token|secret|password)$|[-_](key|token|secret|password)$/i;
const KEY_QUERY = /[?&][^=]*(key|token|secret|password)=/i;
const KEY_VALUE = /^(bearer|basic)\s+\S{8}/i;

/** What works but is hardly meant: keys in the file, and routes that hide a provider's own models. */
export function* configWarnings({ said, known }: Checked): Iterable<Mistake> {
  yield* keysInFile(said.providers ?? {});
  const ids = [...known.providers, ...Object.keys(said.providers ?? {})];
  for (const name of Object.keys(said.routes ?? {})) {
    const [id = "", ...rest] = name.split("/");
    if (rest.length === 0 || !ids.includes(id)) continue;
    yield {
      path: ["routes", name],
      part: "key",
      law: "route-name-is-free",
      message: `the route takes the place of \`${name}\` at the provider \`${id}\``,
      help: "choose a name without a slash if that is not meant",
    };
  }
}

function* keysInFile(providers: Config["providers"]): Iterable<Mistake> {
  for (const [id, provider] of Object.entries(providers)) {
    const { headers = {}, auth, path, stream_path } = provider;
    for (const [name, value] of Object.entries(headers))
      if ((KEY_HEADER.test(name) && value !== "") || looksLikeKey(value))
        yield keyInFile(["providers", id, "headers", name], `the header \`${name}\``);
    if (auth && "prefix" in auth && looksLikeKey(auth.prefix?.trim() ?? ""))
      yield keyInFile(["providers", id, "auth", "prefix"], "the prefix");
    for (const [key, text] of Object.entries({ path, stream_path }))
      if (text !== undefined && KEY_QUERY.test(text))
        yield keyInFile(["providers", id, key], `\`${key}\``);
  }
}

/** A scheme with something behind it, or a long run of letters and digits mixed, which no word or date is. */
function looksLikeKey(value: string): boolean {
  if (KEY_VALUE.test(value)) return true;
  const runs = value.match(/[A-Za-z0-9]{20,}/g) ?? [];
  return runs.some((run) => /[A-Za-z]/.test(run) && /\d/.test(run));
}

function keyInFile(path: readonly string[], what: string): Mistake {
  return {
    path,
    part: "key",
    law: "no-keys-in-the-file",
    message: `${what} looks like it holds a key`,
    help: "name its environment variable with `key_env`, and its place with `auth`",
  };
}

/** What is open to other machines without a key, by the config as it is in the end. */
export function* exposureWarnings(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
): Iterable<string> {
  const { host } = config.listen;
  if (isLoopback(host)) return;
  if (!config.keys.required)
    yield (
      `listen.host is ${host}: whoever reaches this address spends on your providers' keys; ` +
      "set `keys: { required: true }`, or listen on 127.0.0.1"
    );
  const hasKey = environment["DRAGOMAN_ADMIN_KEY"] || environment["DRAGOMAN_ADMIN_KEY_FILE"];
  if (config.admin.remote && !hasKey)
    yield "admin.remote is true, but DRAGOMAN_ADMIN_KEY is not set: nobody can use the admin API";
}

function isLoopback(host: string): boolean {
  return /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/i.test(host);
}
