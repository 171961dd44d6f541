import { refuse } from "./admission.ts";
import { parseBody } from "./body.ts";
import type { OnLoss } from "./config-types.ts";
import { commonDialect } from "./door.ts";
import { GatewayError, gatewayError } from "./errors.ts";
import { isObject } from "./json.ts";
import type { Json } from "./json.ts";
import type { VirtualKey } from "./keys/key.ts";
import { whoAsks } from "./keys/credential.ts";
import { askFault } from "./keys/scope.ts";
import { unfetched } from "./media/inline.ts";
import { estimateCost, estimateTokens } from "./money.ts";
import type { Decision } from "./observe/record.ts";
import { decode } from "./pipeline.ts";
import type { Gateway } from "./pipeline.ts";
import { plan } from "./plan.ts";
import type { Candidate } from "./plan.ts";
import { prepare } from "./prepare.ts";
import type { Asked } from "./prepare.ts";
import { onLossOf, refusal } from "./receipt.ts";
import { factsOf } from "./request-facts.ts";
import type { Route, Target } from "./targets.ts";
import type { Dialect, Registry } from "./translator.ts";
import type { UpstreamRequest } from "./upstream.ts";

type Headers = Readonly<Record<string, string | undefined>>;

/** What explaining needs to know. */
export interface Explainer {
  registry: Registry;
  gateway: Gateway;
}

/**
 * What would be done with a request: who would be asked, with what, what would be lost, and what the prompt is
 * estimated to cost. Calls nobody. The bytes are a request of the dialect that the header
 * `x-dragoman-dialect` names (the most common one without it), or `{ "dialect": ..., "request": ... }`.
 * Throws a `GatewayError`.
 */
export async function explain(
  { registry, gateway }: Explainer,
  bytes: Buffer,
  headers: Headers,
  url = "/",
): Promise<Json> {
  const { targets } = gateway.setup;
  const body = parseBody(bytes);
  const { request, dialect: named } = body.json;
  const wrapped = isObject(request);
  const dialect = dialectOf(registry, wrapped ? named : headers["x-dragoman-dialect"]);
  const inner = wrapped ? parseBody(Buffer.from(JSON.stringify(request))) : body;
  const model =
    wrapped && typeof body.json["model"] === "string" ? { model: body.json["model"] } : {};
  const hub = decode(dialect, inner.json, modelOf(inner.json, model));
  const key = whoAsks(gateway.setup.identify, headers, url);
  const route = await targets.resolve(hub.model);
  if (key) refuse(askFault(key, hub.model, route.name));
  const on_loss = onLossOf(headers["x-dragoman-on-loss"], route.on_loss);
  const asked: Asked = {
    dialect,
    headers,
    body: inner,
    hub,
    id: "explain",
    streaming: hub.stream === true,
    plainFraming: true,
    ...(gateway.setup.media && { media: unfetched }),
  };
  const facts = factsOf(asked, key);
  const x: { decisions: Decision[]; key?: VirtualKey } = { decisions: [], ...(key && { key }) };
  const { sticky } = gateway.services;
  const context = { sticky, random: Math.random, now: Date.now, dry: true };
  const planned = await plan(x, route, facts, context).catch((error: unknown) => {
    // Nobody takes it: everybody is told with the reason, and what the client would hear.
    if (error instanceof GatewayError && x.decisions.length > 0) return error;
    throw error;
  });
  const taken = planned instanceof GatewayError ? [] : planned.candidates;
  const candidates: Json[] = [];
  for (const [i, each] of taken.entries()) {
    candidates.push({ ...(await candidate(asked, each, on_loss)), place: i + 1 });
  }
  const tried = new Set(taken.map(({ decision }) => decision));
  for (const each of x.decisions) {
    if (!tried.has(each)) candidates.push({ ...whoIs(each.target), skipped: each.reason });
  }
  return {
    dialect: dialect.facts.id,
    model: hub.model,
    ...(route.name !== undefined && { route: route.name, strategy: route.strategy }),
    stream: asked.streaming,
    on_loss,
    commit: route.commit,
    task: facts.task,
    estimated_tokens: facts.tokens,
    candidates,
    ...(planned instanceof GatewayError && { refused: planned.error.message }),
    ...(route.canary.length > 0 && { canary: route.canary.map(share) }),
    ...(route.shadow.length > 0 && { shadow: route.shadow.map(share) }),
  };
}

/** Who gets a part of the requests, drawn for each of them. */
function share({ target, percent }: Route["canary"][number]): Json {
  const { seat, name } = target;
  return { ...whoIs(name), percent, ...(!seat.ready && { skipped: "there is no key for it" }) };
}

function whoIs(name: string): { provider: string; model: string } {
  const slash = name.indexOf("/");
  return { provider: name.slice(0, slash), model: name.slice(slash + 1) };
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

async function candidate(
  asked: Asked,
  { target, decision }: Candidate,
  on_loss: OnLoss,
): Promise<Json> {
  const { provider } = target.seat;
  const { hub } = asked;
  const who = { provider: provider.id, model: target.model, reason: decision.reason };
  try {
    const { request, losses, card, passes } = await prepare(asked, target);
    const refused = refusal(losses, on_loss, `${provider.id}/${target.model}`);
    const input = estimateTokens(hub);
    const prompt = estimateCost(hub, card, { input });
    const { max_tokens: output } = hub;
    const most = output === undefined ? undefined : estimateCost(hub, card, { input, output });
    return {
      ...who,
      ...(refused ? { refused: refused.message } : {}),
      request: shown(request, target),
      translated: !passes,
      losses,
      estimated: {
        method: "characters / 4, one each beyond ASCII",
        input_tokens: input,
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
