import { randomUUID } from "node:crypto";
import { UNKNOWN_MODEL, encoding } from "./encoding.ts";
import type { Body } from "./body.ts";
import { isObject } from "./json.ts";
import type { Dialect, Provider, Wire } from "./translator.ts";

/** What has to change in a request that passes: found out by asking the translator, so no dialect is known here. */
interface Changes {
  /** The key of the model's name, where the body has it. */
  model: string | undefined;
  /** What a stream has to say for its usage to be told; without keys where it is told anyway. */
  usage: Wire;
  /** Has it any? */
  asks: boolean;
}

const PROBE = "probe/model";
const known = new WeakMap<Provider, Changes>();

/** An id that nobody else has, for answers without one. */
export function makeId(): string {
  return randomUUID().replaceAll("-", "").slice(0, 24);
}

/**
 * May an answer of this provider go to a client of this dialect as it is? So it may when the provider reads
 * answers by the very functions of the dialect.
 */
export function answersAlike(provider: Provider, dialect: Dialect): boolean {
  if (provider.dialect !== dialect.facts.id) return false;
  if (provider.same) return true;
  const { decodeAnswer, decodeEvent, decodeUsage, decodeFinish } = provider.translator;
  return (
    decodeAnswer === dialect.decodeAnswer &&
    decodeEvent === dialect.decodeEvent &&
    decodeUsage === dialect.decodeUsage &&
    decodeFinish === dialect.decodeFinish
  );
}

/** Does the usage of a stream come only to those who ask for it? */
export function asksForUsage(provider: Provider): boolean {
  return changesOf(provider).asks;
}

/**
 * The client's own text with another model in it, and with a stream asked for its usage; undefined when the
 * translation says anything else than the client did, so that it has to be translated.
 */
export function passing(body: Body, wire: Wire, provider: Provider): string | undefined {
  const { model, usage } = changesOf(provider);
  const { json } = body;
  for (const key of Object.keys(json)) {
    if (key !== model && !(key in usage) && !same(json[key], wire[key])) return undefined;
  }
  for (const key of Object.keys(wire)) {
    if (key !== model && !(key in usage) && !Object.hasOwn(json, key) && wire[key] !== undefined)
      return undefined;
  }
  const changes: Record<string, unknown> = {};
  if (model !== undefined) changes[model] = wire[model];
  for (const key of Object.keys(usage)) {
    if (wire[key] !== undefined) changes[key] = laid(body.json[key], wire[key]);
  }
  return spliced(body, changes);
}

function spliced({ text, spans, json }: Body, changes: Record<string, unknown>): string {
  const edits: { start: number; end: number; value: string }[] = [];
  let added = "";
  for (const key of Object.keys(changes)) {
    const value = changes[key];
    if (same(json[key], value)) continue;
    const span = spans.get(key);
    if (span) edits.push({ start: span.start, end: span.end, value: JSON.stringify(value) });
    else added += `,${JSON.stringify(key)}:${JSON.stringify(value)}`;
  }
  if (added !== "") {
    const end = text.lastIndexOf("}");
    edits.push({ start: end, end, value: added });
  }
  let out = text;
  if (edits.length > 1) edits.sort((a, b) => b.start - a.start);
  for (const { start, end, value } of edits) {
    out = out.slice(0, start) + value + out.slice(end);
  }
  return out;
}

function changesOf(provider: Provider): Changes {
  let changes = known.get(provider);
  if (!changes) known.set(provider, (changes = probe(provider)));
  return changes;
}

function probe({ translator }: Provider): Changes {
  const encode = (stream_usage: boolean | undefined): Wire =>
    translator.encodeRequest(
      {
        model: PROBE,
        messages: [{ role: "user", parts: [{ kind: "text", text: "x" }] }],
        stream: true,
        ...(stream_usage && { stream_usage }),
      },
      encoding({ model: UNKNOWN_MODEL, now: 0, makeId: () => "probe" }),
    );
  const [quiet, asking] = [encode(undefined), encode(true)];
  const usage: Wire = {};
  for (const key of Object.keys(asking)) {
    if (!same(quiet[key], asking[key])) usage[key] = asking[key];
  }
  const model = Object.keys(quiet).find((key) => quiet[key] === PROBE);
  return { model, usage, asks: Object.keys(usage).length > 0 };
}

/** One value over another: objects key by key. */
function laid(under: unknown, over: unknown): unknown {
  return isObject(under) && isObject(over) ? { ...under, ...over } : over;
}

/** Are two JSON values the same? What is undefined is absent. */
function same(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (Array.isArray(a)) {
    if (!Array.isArray(b) || a.length !== b.length) return false;
    for (let i = 0; i < a.length; i++) if (!same(a[i], b[i])) return false;
    return true;
  }
  if (!isObject(a) || !isObject(b)) return false;
  for (const key of Object.keys(a)) if (!same(a[key], b[key])) return false;
  for (const key of Object.keys(b)) if (!(key in a) && b[key] !== undefined) return false;
  return true;
}
