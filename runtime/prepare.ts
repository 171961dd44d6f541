import type * as Hub from "../generated/hub.types.ts";
import type { Body } from "./body.ts";
import { applyCredential } from "./credentials.ts";
import { encoding } from "./encoding.ts";
import { isHeaderValue } from "./headers.ts";
import { inlineMedia, needsBytes } from "./media/inline.ts";
import type { MediaFetcher } from "./media/source.ts";
import type { ModelCard } from "./models.ts";
import { answersAlike, asksForUsage, makeId, passing } from "./pass-through.ts";
import type { Target } from "./targets.ts";
import type { Dialect, Loss } from "./translator.ts";
import type { UpstreamRequest } from "./upstream.ts";

/** A client's request as far as it decides what goes to an upstream. */
export interface Asked {
  dialect: Dialect;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Body;
  hub: Hub.Request;
  /** By which the client, the gateway and the upstream know the request. */
  id: string;
  streaming: boolean;
  /** Is the client's stream framed as the dialect frames its own? */
  plainFraming: boolean;
  /** What the request fetches; absent: nothing is. */
  media?: Pick<MediaFetcher, "get">;
}

/** A request ready for one target. */
export interface Prepared {
  request: UpstreamRequest;
  card: ModelCard;
  losses: readonly Loss[];
  /** Does the answer go back as it comes? */
  passes: boolean;
  /** The usage was asked for on the gateway's account, so the client does not see it. */
  hideUsage: boolean;
}

const USER_AGENT = `dragoman/${process.env.DRAGOMAN_VERSION ?? "dev"}`;

/**
 * What goes to a target: the client's own text where the translation says the same, else the translation. The
 * same request gives the same bytes.
 */
export async function prepare(asked: Asked, target: Target): Promise<Prepared> {
  const { provider } = target.seat;
  const card = target.card ?? (await provider.catalogue())(target.model);
  const { streaming, media } = asked;
  const needed = needsBytes(provider.translator.facts, asked.hub);
  const inlined = inlineMedia(asked.hub, needed, media);
  const hub = inlined instanceof Promise ? await inlined : inlined;
  const { weights } = asked.dialect.facts;
  const c = encoding({ model: card, now: Math.floor(Date.now() / 1000), makeId, weights });
  const usage = streaming ? { stream_usage: true } : {};
  const wire = provider.translator.encodeRequest({ ...hub, ...usage, model: target.model }, c);
  const alike = answersAlike(provider, asked.dialect) && (asked.plainFraming || !streaming);
  const own = alike && c.losses.length === 0 ? passing(asked.body, wire, provider) : undefined;
  return {
    request: outgoing(asked, target, own ?? JSON.stringify(wire)),
    card,
    losses: c.losses,
    passes: own !== undefined,
    hideUsage: streaming && hub.stream_usage !== true && asksForUsage(provider),
  };
}

function outgoing(asked: Asked, target: Target, body: string): UpstreamRequest {
  const { provider, origin, prefix, key } = target.seat;
  const template = asked.streaming ? provider.stream_path : provider.path;
  const headers: Record<string, string> = {
    "content-type": "application/json",
    accept: asked.streaming
      ? "text/event-stream, application/x-ndjson, application/json"
      : "application/json",
    "accept-encoding": "identity",
    "user-agent": USER_AGENT,
    "x-request-id": asked.id,
    ...provider.headers,
    ...(asked.streaming ? provider.stream_headers : {}),
  };
  if (asked.dialect.facts.id === provider.dialect) {
    for (const name of provider.forward) {
      const value = asked.headers[name];
      if (typeof value === "string" && isHeaderValue(value)) headers[name] = value;
    }
  }
  const path = prefix + template.replace("{model}", encodeURIComponent(target.model));
  return {
    method: "POST",
    origin,
    path: applyCredential(provider.auth, key, headers, path),
    headers,
    body,
  };
}
