import { parseBody } from "./body.ts";
import type { Config } from "./config.ts";
import { commonDialect } from "./door.ts";
import { GatewayError, gatewayError } from "./errors.ts";
import { isObject } from "./json.ts";
import type { Json } from "./json.ts";
import { estimateCost, estimateTokens } from "./money.ts";
import { decode } from "./pipeline.ts";
import { prepare } from "./prepare.ts";
import type { Asked } from "./prepare.ts";
import { onLossOf, refusal } from "./receipt.ts";
import type { Target, Targets } from "./targets.ts";
import type { Dialect, Registry } from "./translator.ts";
import type { UpstreamRequest } from "./upstream.ts";

type Headers = Readonly<Record<string, string | undefined>>;

/** What explaining needs to know. */
export interface Explainer {
  registry: Registry;
  targets: Targets;
  config: Config;
}

/**
 * What would be done with a request: who would be asked, with what, what would be lost, and what the prompt is
 * estimated to cost. Calls nobody. The bytes are a request of the dialect that the header
 * `x-dragoman-dialect` names (the most common one without it), or `{ "dialect": ..., "request": ... }`.
 * Throws a `GatewayError`.
 */
export async function explain(
  { registry, targets, config }: Explainer,
  bytes: Buffer,
  headers: Headers,
): Promise<Json> {
  const body = parseBody(bytes);
  const { request, dialect: named } = body.json;
  const wrapped = isObject(request);
  const dialect = dialectOf(registry, wrapped ? named : headers["x-dragoman-dialect"]);
  const inner = wrapped ? parseBody(Buffer.from(JSON.stringify(request))) : body;
  const model =
    wrapped && typeof body.json["model"] === "string" ? { model: body.json["model"] } : {};
  const hub = decode(dialect, inner.json, modelOf(inner.json, model));
  const route = await targets.resolve(hub.model);
  const on_loss = onLossOf(headers["x-dragoman-on-loss"], route.on_loss);
  const asked: Asked = {
    dialect,
    headers,
    body: inner,
    hub,
    streaming: hub.stream === true,
    plainFraming: true,
  };
  const candidates: Json[] = [];
  for (const target of route.targets) candidates.push(await candidate(asked, target, on_loss));
  return {
    dialect: dialect.facts.id,
    model: hub.model,
    ...(route.name !== undefined && { route: route.name }),
    stream: asked.streaming,
    on_loss,
    candidates,
  };
}

/** Where the path names the model, a request that is explained may bring it as `model`. */
function modelOf(json: Json, given: { model?: string }): { model?: string } {
  if (given.model !== undefined) return given;
  return typeof json["model"] === "string" ? { model: json["model"] } : {};
}

function dialectOf(registry: Registry, named: unknown): Dialect {
  if (named === undefined) return commonDialect(registry);
  if (typeof named === "string" && Object.hasOwn(registry.dialects, named)) {
    return registry.dialects[named]!;
  }
  const known = Object.keys(registry.dialects).join(", ");
  throw gatewayError("bad_request", `\`dialect\` must be one of ${known}.`, { param: "dialect" });
}

async function candidate(asked: Asked, target: Target, on_loss: Config["on_loss"]): Promise<Json> {
  const { provider } = target.seat;
  const { hub } = asked;
  const who = { provider: provider.id, model: target.model };
  try {
    const { request, losses, card, passes } = await prepare(asked, target);
    const refused = refusal(losses, on_loss, `${provider.id}/${target.model}`);
    const prompt = estimateCost(hub, card);
    const most = hub.max_tokens === undefined ? undefined : estimateCost(hub, card, hub.max_tokens);
    return {
      ...who,
      ...(refused ? { refused: refused.message } : {}),
      request: shown(request, target),
      translated: !passes,
      losses,
      estimated: {
        method: "characters / 4",
        input_tokens: estimateTokens(hub),
        input_cost: prompt ?? null,
        ...(most !== undefined && { cost_at_most: most }),
      },
    };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    return { ...who, refused: error.message };
  }
}

/** The request as it would go out, without the key. */
function shown({ method, origin, path, headers, body }: UpstreamRequest, { seat }: Target): Json {
  const hide = (text: string): string =>
    seat.key === undefined
      ? text
      : text.replaceAll(seat.key, "[key]").replaceAll(encodeURIComponent(seat.key), "[key]");
  return {
    method,
    url: hide(origin + path),
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, hide(value)]),
    ),
    body: JSON.parse(body) as unknown,
  };
}
