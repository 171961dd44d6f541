import { shape, type Shape } from "../shape.ts";
import { emitAnswer } from "./answer.ts";
import { literal, milliseconds, type Context, type Spec, type Table } from "./context.ts";
import { emitErrors } from "./errors.ts";
import { emitMessages } from "./messages.ts";
import { differing, moduleText, statements, withoutComments, type Import } from "./module.ts";
import { emitParts, type PartRow } from "./parts.ts";
import { emitRequest } from "./request.ts";
import { emitStream } from "./stream.ts";

type Dict = Record<string, any>;

/** A table in both directions; `$write` is what the other direction says where it is not the inverse. */
function table(raw: Dict): Table {
  const read: Record<string, unknown> = {};
  const write: Record<string, unknown> = {};
  for (const [wire, hub] of Object.entries(raw)) {
    if (wire === "$write") continue;
    read[wire] = hub;
    write[String(hub)] ??= wire;
  }
  for (const [hub, wire] of Object.entries((raw["$write"] as Dict | undefined) ?? {})) {
    if (wire === null) delete write[hub];
    else write[hub] = wire;
  }
  return { read, write };
}

/** The rows of `parts`, in the spec's order. */
export function partRows(raw: Dict): PartRow[] {
  return Object.entries(raw)
    .filter(([name]) => name !== "opaque")
    .map(([name, value]) => {
      const [kind, variant] = name.split(".");
      return { kind: kind!, variant, shape: shape(value, ["parts", name]) };
    });
}

/** Lowers a resolved spec and runs all emitters. */
export function emitTranslator(
  id: string,
  dialect: string,
  value: Dict,
  required: readonly string[],
): Context {
  const shapes: Record<string, Shape> = {};
  for (const [name, item] of Object.entries((value["shapes"] as Dict | undefined) ?? {}))
    shapes[name] = shape(item, ["shapes", name]);
  const tables: Record<string, Table> = {};
  for (const [name, item] of Object.entries((value["tables"] as Dict | undefined) ?? {}))
    tables[name] = table(item as Dict);
  const spec: Spec = { dialect, issuer: value["issuer"] ?? dialect, tables, shapes, raw: value };
  const ctx: Context = { id, spec, consts: new Map(), functions: new Map() };
  emitRequest(ctx, required);
  emitMessages(ctx);
  emitParts(ctx, partRows(value["parts"] as Dict), value["parts"].opaque === true);
  emitAnswer(ctx);
  emitStream(ctx);
  emitErrors(ctx);
  return ctx;
}

/** What the runtime knows of a dialect besides its functions. */
export function facts(id: string, value: Dict): string {
  const door = value["door"] as Dict;
  const stream = value["stream"] as Dict;
  const routes = (door["routes"] as Dict[]).map((route) => ({ method: "POST", ...route }));
  const { also, message, type, code, param, request_id, inside, retry_after, write, fields } =
    value["errors"] as Dict;
  const read = [...((also as Dict[] | undefined) ?? []), ...(value["errors"].read as Dict[])];
  return literal({
    id,
    name: value["name"],
    issuer: value["issuer"] ?? id,
    door: {
      routes,
      auth: (door["auth"] as unknown[]).map(credential),
      request_id: door["headers"]?.request_id ?? "x-request-id",
      models: door["models"],
    },
    choices: value["answer"].choices,
    sealed: value["answer"].sealed,
    stream: {
      framing: stream["framing"],
      name: stream["name"],
      done: stream["done"],
      event_key: stream["event_key"],
      cumulative: stream["cumulative"],
      thinking_tags: value["answer"].thinking_tags,
    },
    errors: { message, type, code, param, request_id, inside, retry_after, read, write, fields },
    limits: value["limits"] ?? {},
    media_by_bytes: mediaByBytes(value),
  });
}

/** The kinds of media that have a form for bytes but none for an address; `undefined` when there are none. */
function mediaByBytes(value: Dict): string[] | undefined {
  const parts = (value["parts"] as Dict | undefined) ?? {};
  const slots = JSON.stringify(value["messages"]?.roles ?? {});
  const has = (form: string): boolean => Boolean(parts[form]) || slots.includes(`"${form}"`);
  const kinds = ["image", "audio", "video", "file"].filter(
    (kind) => has(`${kind}.data`) && !has(`${kind}.url`),
  );
  return kinds.length > 0 ? kinds : undefined;
}

/** `bearer`, `none`, `{ header: x }` or `{ query: x }`. */
export function credential(value: unknown): Dict {
  if (typeof value === "string") return { scheme: value };
  const dict = value as Dict;
  if (dict["header"])
    return {
      scheme: "header",
      name: dict["header"],
      ...(dict["prefix"] ? { prefix: dict["prefix"] } : {}),
    };
  return { scheme: "query", name: dict["query"] };
}

function imports(up: string): Import[] {
  return [
    { from: `${up}/runtime/ops.ts`, namespace: "op" },
    { from: `${up}/runtime/json.ts`, names: ["Json"], type: true },
    { from: `${up}/runtime/reader.ts`, names: ["Reader"], type: true },
    {
      from: `${up}/generated/hub.types.ts`.replace("../../generated", ".."),
      namespace: "Hub",
      type: true,
    },
  ];
}

const SHARED = [
  "encodeRequest",
  "decodeAnswer",
  "decodeEvent",
  "decodeUsage",
  "decodeFinish",
  "isError",
];

/** The module of a dialect. */
export function dialectModule(file: string, ctx: Context, value: Dict): string {
  const list = `encodeRequest, decodeRequest, encodeAnswer, decodeAnswer, events, decodeEvent, decodeUsage, decodeFinish, encodeFinish, encodeErrorBody, isError`;
  const texts = statements(ctx).map((each) => exported(each.text));
  const dialect = `/** The dialect as the registry holds it. */\nexport const dialect: op.Dialect = { facts: ${facts(ctx.id, value)}, ${list} };`;
  return moduleText(file, imports("../.."), [...texts, dialect]);
}

/** Everything is exported, so that providers can take what they share. */
function exported(text: string): string {
  return text.replace(/^((?:\/\*\*[\s\S]*?\*\/\s*)?)(export )?(function|const) /, "$1export $3 ");
}

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
