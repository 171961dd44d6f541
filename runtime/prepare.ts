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
 * same request gives the same bytes. A promise only where something has to be waited for: a catalogue, or media.
 */
export function prepare(asked: Asked, target: Target): Prepared | Promise<Prepared> {
  const { provider } = target.seat;
  const { card } = target;
  if (card) return inlinedFor(asked, target, card);
  return provider.catalogue().then((cards) => inlinedFor(asked, target, cards(target.model)));
}

function inlinedFor(asked: Asked, target: Target, card: ModelCard): Prepared | Promise<Prepared> {
  const needed = needsBytes(target.seat.provider.translator.facts, asked.hub);
  const hub = inlineMedia(asked.hub, needed, asked.media);
  if (!(hub instanceof Promise)) return encoded(asked, target, card, hub);
  return hub.then((inlined) => encoded(asked, target, card, inlined));
}

function encoded(asked: Asked, target: Target, card: ModelCard, hub: Hub.Request): Prepared {
  const { provider } = target.seat;
  const { streaming } = asked;
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
  const { provider, origin, key } = target.seat;
  const { path, headers: usual } = usualOf(target, asked.streaming);
  const headers: Record<string, string> = { ...usual };
  if (headers["x-request-id"] === "") headers["x-request-id"] = asked.id;
  if (asked.dialect.facts.id === provider.dialect) {
    for (const name of provider.forward) {
      const value = asked.headers[name];
      if (typeof value === "string" && isHeaderValue(value)) headers[name] = value;
    }
  }
  return {
    method: "POST",
    origin,
    path: applyCredential(provider.auth, key, headers, path),
    headers,
    body,
  };
}

/** What all requests to a target have in common. */
interface Usual {
  path: string;
  headers: Readonly<Record<string, string>>;
}

const usuals = { whole: new WeakMap<Target, Usual>(), stream: new WeakMap<Target, Usual>() };

function usualOf(target: Target, streaming: boolean): Usual {
  const known = streaming ? usuals.stream : usuals.whole;
  let usual = known.get(target);
  if (!usual) known.set(target, (usual = createUsual(target, streaming)));
  return usual;
}

function createUsual({ seat, model }: Target, streaming: boolean): Usual {
  const { provider, prefix } = seat;
  const template = streaming ? provider.stream_path : provider.path;
  return {
    path: prefix + template.replace("{model}", encodeURIComponent(model)),
    headers: {
      "content-type": "application/json",
      accept: streaming
        ? "text/event-stream, application/x-ndjson, application/json"
        : "application/json",
      "accept-encoding": "identity",
      "user-agent": USER_AGENT,
      // Keeps the place of each request's own.
      "x-request-id": "",
      ...provider.headers,
      ...(streaming ? provider.stream_headers : {}),
    },
  };
}
