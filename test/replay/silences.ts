import type * as Hub from "../../generated/hub.types.ts";
import { encoding } from "../../runtime/encoding.ts";
import type { ModelCard } from "../../runtime/models.ts";
import type { Dialect } from "../../runtime/translator.ts";
import { isEmptyValue } from "./neutral.ts";

type Fields = Record<string, unknown>;

/**
 * Fields of a request that a dialect loses in silence: without them it would be sent the same, and the receipt would
 * say the same. Parts are tried a kind at a time, for a receipt says each loss once.
 */
export function silences(
  to: Pick<Dialect, "encodeRequest">,
  hub: Hub.Request,
  card: ModelCard,
): string[] {
  const told = (request: Hub.Request): string => {
    const c = encoding({ model: card, now: 1_700_000_000, makeId: () => "made" });
    return JSON.stringify([to.encodeRequest(request, c), c.losses]);
  };
  const whole = told(hub);
  const out: string[] = [];
  for (const [path, less] of lessened(hub)) {
    if (told(less) === whole) out.push(`lost in silence: ${path}`);
  }
  return out;
}

/** The request without one of its fields, one after the other. */
function* lessened(hub: Hub.Request): Iterable<[path: string, request: Hub.Request]> {
  for (const [name, value] of Object.entries(hub)) {
    if (name === "messages" || name === "model" || isEmptyValue(name, value)) continue;
    yield [name, { ...hub, [name]: undefined }];
    if (BELOW.includes(name)) yield* below(hub, name, value as Fields);
  }
  if (hub.rest) yield* restFields(hub, hub.rest);
  yield* toolFields(hub);
  yield* partFields(hub);
}

const BELOW = ["reasoning", "output"];

function* below(hub: Hub.Request, name: string, value: Fields): Iterable<[string, Hub.Request]> {
  for (const [key, item] of Object.entries(value)) {
    if (isEmptyValue(`${name}.${key}`, item)) continue;
    yield [`${name}.${key}`, { ...hub, [name]: { ...value, [key]: undefined } }];
  }
}

function* restFields(hub: Hub.Request, rest: Hub.Rest): Iterable<[string, Hub.Request]> {
  for (const key of Object.keys(rest.fields)) {
    const { [key]: _, ...fields } = rest.fields;
    yield [`rest.${key}`, { ...hub, rest: { ...rest, fields } }];
  }
}

function* toolFields(hub: Hub.Request): Iterable<[string, Hub.Request]> {
  const tools = (hub.tools ?? []).filter((tool) => tool.kind === "function");
  for (const key of keysOf(tools)) {
    if (tools.every((tool) => isEmptyValue(`tools.${key}`, (tool as unknown as Fields)[key])))
      continue;
    const less = (hub.tools ?? []).map((tool) =>
      tool.kind === "function" ? { ...tool, [key]: undefined } : tool,
    );
    yield [`tools.${key}`, { ...hub, tools: less }];
  }
}

function* partFields(hub: Hub.Request): Iterable<[string, Hub.Request]> {
  const parts = hub.messages.flatMap((message) => message.parts);
  for (const kind of new Set(parts.map(kindOf))) {
    const mine = parts.filter((part) => kindOf(part) === kind);
    if (!mine.every((part) => isEmptyValue(`parts.${kind}`, part))) {
      yield [`parts.${kind}`, withParts(hub, (part) => (kindOf(part) === kind ? [] : [part]))];
    }
    for (const key of keysOf(mine)) {
      const path = `parts.${kind}.${key}`;
      if (mine.every((part) => isEmptyValue(path, (part as unknown as Fields)[key]))) continue;
      yield [
        path,
        withParts(hub, (part) => [kindOf(part) === kind ? { ...part, [key]: undefined } : part]),
      ];
    }
  }
  if (hub.messages.some(({ name }) => name !== undefined)) {
    yield [
      "messages.name",
      { ...hub, messages: hub.messages.map((message) => ({ ...message, name: undefined })) },
    ];
  }
}

function kindOf(part: Hub.Part): string {
  return "source" in part ? `${part.kind}.${part.source}` : part.kind;
}

function withParts(hub: Hub.Request, change: (part: Hub.Part) => Hub.Part[]): Hub.Request {
  const messages = hub.messages.map((message) => ({
    ...message,
    parts: message.parts.flatMap(change),
  }));
  return { ...hub, messages };
}

/** The optional fields that any of the values has. */
function keysOf(values: readonly object[]): string[] {
  const keys = values.flatMap((value) =>
    Object.entries(value)
      .filter(([, item]) => item !== undefined)
      .map(([key]) => key),
  );
  return [...new Set(keys)].filter((key) => !NEEDED.includes(key));
}

const NEEDED = [
  "kind",
  "name",
  "source",
  "text",
  "url",
  "data",
  "id",
  "call_id",
  "arguments",
  "parts",
  "dialect",
  "value",
];
