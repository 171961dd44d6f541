import { literal, milliseconds, type Context } from "./context.ts";
import { imports, SHARED } from "./dialect-module.ts";
import { credential, facts } from "./facts.ts";
import { differing, moduleText, statements, withoutComments } from "./module.ts";

type Dict = Record<string, any>;

/** The module of a provider: what differs from its dialect, and who and where it is. */
export function providerModule(
  file: string,
  ctx: Context,
  base: Context,
  value: Dict,
  models: boolean,
): string {
  const own = statements(ctx);
  const changed = differing(own, statements(base));
  const upstream = reachable(own, SHARED);
  const mine = own.filter((each) => changed.has(each.name) && upstream.has(each.name));
  const text = mine.map((each) => each.text.replace(/(^|\n)export (function|const)/g, "$1$2"));
  const plain = mine.length === 0 && factsOf(ctx, value) === factsOf(base, base.spec.raw);
  const same = value["native"] === true || !changed.has("encodeRequest");
  const provider = providerText(ctx, value, { models, plain, same });
  const body = withoutComments([...text, provider].join("\n"));
  const used = [...statements(base).map((each) => each.name), "dialect"].filter(
    (name) => !mine.some((each) => each.name === name) && new RegExp(`\\b${name}\\b`).test(body),
  );
  const head = mine.length > 0 ? imports("../..") : [imports("../..")[0]!];
  const needed = head.filter((item) =>
    item.namespace
      ? new RegExp(`\\b${item.namespace}\\.`).test(body)
      : item.names!.some((name) => new RegExp(`\\b${name}\\b`).test(body)),
  );
  if (used.length > 0) needed.push({ from: `../dialects/${base.id}.ts`, names: used });
  return moduleText(file, needed, [...text, provider]);
}

/** What the named functions call, directly or not. */
function reachable(
  all: readonly { name: string; text: string }[],
  roots: readonly string[],
): Set<string> {
  const byName = new Map(all.map((each) => [each.name, each.text]));
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name) || !byName.has(name)) return;
    seen.add(name);
    const text = withoutComments(byName.get(name)!);
    for (const other of byName.keys()) if (new RegExp(`\\b${other}\\b`).test(text)) visit(other);
  };
  for (const root of roots) visit(root);
  return seen;
}

/** What an upstream side has to know besides its functions. */
function factsOf(ctx: Context, value: Dict): string {
  const { errors, limits, stream, issuer, media_by_bytes } = JSON.parse(
    facts(ctx.id, value),
  ) as Dict;
  return literal({ stream, errors, limits, issuer, media_by_bytes });
}

function providerText(
  ctx: Context,
  value: Dict,
  { models, plain, same }: { models: boolean; plain: boolean; same: boolean },
): string {
  const upstream = (value["upstream"] as Dict | undefined) ?? {};
  const auth = authOf(value["auth"]);
  const who = {
    id: ctx.id,
    name: value["name"],
    dialect: ctx.spec.dialect,
    base_url: value["base_url"],
    keys: auth.keys,
    auth: auth.credential,
    headers: value["headers"] ?? {},
    stream_headers: upstream["stream_headers"],
    forward: upstream["forward"] ?? [],
    path: upstream["path"],
    stream_path: upstream["stream_path"] ?? upstream["path"],
    prompt_cache_ms: milliseconds(value["prompt_cache"]?.ttl),
  };
  const translator = plain ? "dialect" : `{ ${SHARED.join(", ")}, facts: ${factsOf(ctx, value)} }`;
  const load = models ? `op.catalogue(() => import("../models/${ctx.id}.ts"))` : "op.noCatalogue";
  return `/** The provider as the registry holds it. */
export const provider: op.Provider = { ...${literal(who)}, same: ${same}, translator: ${translator}, ...${load} };`.replace(
    /\.\.\.(\{[\s\S]*?\}), same:/,
    (_all, object: string) => `${object.slice(1, -1)}, same:`,
  );
}

/** `{ bearer: KEY }`, `{ header: x-api-key, env: KEY }`, `{ query: key, env: KEY }` or `none`. */
function authOf(value: unknown): { keys: string[]; credential: Dict } {
  if (value === "none" || value === undefined) return { keys: [], credential: { scheme: "none" } };
  const dict = value as Dict;
  const keys = [dict["bearer"] ?? dict["env"] ?? []].flat() as string[];
  return { keys, credential: dict["bearer"] ? { scheme: "bearer" } : credential(dict) };
}
