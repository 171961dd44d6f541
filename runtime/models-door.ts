import { split } from "./door.ts";
import type { VirtualKey } from "./keys/key.ts";
import { askFault, mayGoTo } from "./keys/scope.ts";
import type { Targets } from "./targets.ts";
import type { Dialect, Registry } from "./translator.ts";

/** A model as lists show it. */
interface Listed {
  id: string;
  provider: string;
}

/** What a models door answers: a body, or nothing when the model is not known. */
export interface ModelsDoor {
  dialect: Dialect;
  /** The model that was asked for; absent when all are. */
  id?: string;
}

/**
 * The models door that a GET request means. Dialects share paths: one that is told by a header counts before
 * one that is not.
 */
export function findModelsDoor(
  registry: Registry,
  url: string,
  hasHeader: (name: string) => boolean,
): ModelsDoor | undefined {
  const { path } = split(url);
  let found: ModelsDoor | undefined;
  for (const dialect of Object.values(registry.dialects)) {
    const { models } = dialect.facts.door;
    if (!models || (path !== models.path && !path.startsWith(`${models.path}/`))) continue;
    const id = path === models.path ? {} : { id: decoded(path.slice(models.path.length + 1)) };
    if (models.with_header === undefined) found ??= { dialect, ...id };
    else if (hasHeader(models.with_header)) return { dialect, ...id };
  }
  return found;
}

/**
 * The body of a models door: the list, or the one that was asked for; undefined when it is not there. A virtual
 * key is shown what it may use.
 */
export async function modelsBody(
  { dialect, id }: ModelsDoor,
  targets: Targets,
  key?: VirtualKey,
): Promise<unknown> {
  const door = dialect.facts.door.models!;
  const listed = await listModels(targets, key);
  const item = (model: Listed) =>
    filled(door.item, { id: model.id, provider: model.provider, resource: `models/${model.id}` });
  if (id === undefined) {
    const first = listed[0]?.id ?? null;
    const last = listed.at(-1)?.id ?? null;
    return filled(door.list, { models: listed.map(item), first, last });
  }
  const one = listed.find((model) => model.id === id);
  return one && item(one);
}

/** Every model that may be asked for here: routes first, then the catalogues of the providers with a key. */
export async function listModels(targets: Targets, key?: VirtualKey): Promise<Listed[]> {
  const listed: Listed[] = [];
  for (const [name, route] of targets.routes) {
    if (
      !key ||
      (!askFault(key, name, name) && route.targets.some((each) => mayGoTo(key, each.name)))
    )
      listed.push({ id: name, provider: "dragoman" });
  }
  for (const [seat, { provider, ready }] of targets.seats) {
    if (!ready) continue;
    const models = await provider.models();
    const prefix = seat.includes("/") ? seat.slice(0, seat.indexOf("/")) : seat;
    for (const model of models) {
      const id = `${prefix}/${model}`;
      if (!key || (!askFault(key, id) && mayGoTo(key, id)))
        listed.push({ id, provider: provider.id });
    }
  }
  return listed;
}

/** A template with its `$name` strings replaced. */
function filled(template: unknown, values: Readonly<Record<string, unknown>>): unknown {
  if (typeof template === "string") {
    return template.startsWith("$") && template.slice(1) in values
      ? values[template.slice(1)]
      : template;
  }
  if (Array.isArray(template)) return template.map((each) => filled(each, values));
  if (typeof template !== "object" || template === null) return template;
  return Object.fromEntries(
    Object.entries(template).map(([key, value]) => [key, filled(value, values)]),
  );
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
