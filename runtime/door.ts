import type { Framing, Route } from "./dialect-facts.ts";
import type { Dialect, Registry } from "./translator.ts";

/** A request that came to a door: in which dialect, and what the path says of it. */
export interface Door {
  dialect: Dialect;
  route: Route;
  /** The model, where the path names it. */
  model?: string;
  framing: Framing;
}

/** The doors of all dialects. */
export interface Doors {
  /** The door of a path with its query; `undefined` when there is none. Methods are not looked at. */
  find(url: string): Door | undefined;
  /** The dialect in whose shape a path that is no door is answered. */
  nearest(path: string): Dialect;
}

interface Entry {
  dialect: Dialect;
  route: Route;
}

interface Pattern extends Entry {
  before: string;
  after: string;
}

const MODEL = "{model}";

/** Compiles the routes of a registry: plain paths are looked up, paths with a model are matched at both ends. */
export function createDoors(registry: Registry): Doors {
  const dialects = Object.values(registry.dialects);
  const plain = new Map<string, Entry[]>();
  const patterns: Pattern[] = [];
  for (const dialect of dialects) {
    for (const route of dialect.facts.door.routes) {
      const at = route.path.indexOf(MODEL);
      if (at === -1) plain.set(route.path, [...(plain.get(route.path) ?? []), { dialect, route }]);
      else {
        const [before, after] = [route.path.slice(0, at), route.path.slice(at + MODEL.length)];
        patterns.push({ dialect, route, before, after });
      }
    }
  }
  return {
    find(url) {
      const { path, query } = split(url);
      const entry = chosen(plain.get(path), query);
      if (entry) return door(entry, undefined);
      const matching = patterns.filter(({ before, after }) => {
        return (
          path.length > before.length + after.length &&
          path.startsWith(before) &&
          path.endsWith(after) &&
          path[path.length - after.length - 1] !== "/"
        );
      });
      const pattern = chosen(matching, query);
      return (
        pattern &&
        door(
          pattern,
          decoded(path.slice(pattern.before.length, path.length - pattern.after.length)),
        )
      );
    },
    nearest: (path) => nearest(dialects, path, commonDialect(registry)),
  };
}

/** A URL as a request line has it, without the one slash that some clients leave at the end of a path. */
export function split(url: string): { path: string; query: string } {
  const mark = url.indexOf("?");
  const path = mark === -1 ? url : url.slice(0, mark);
  const trimmed = path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
  return { path: trimmed, query: mark === -1 ? "" : url.slice(mark + 1) };
}

function door({ dialect, route }: Entry, model: string | undefined): Door {
  const framing = route.framing ?? dialect.facts.stream.framing;
  return model === undefined ? { dialect, route, framing } : { dialect, route, framing, model };
}

/** The first that the query fits; those that ask for something of the query come before those that do not. */
function chosen<T extends Entry>(entries: readonly T[] | undefined, query: string): T | undefined {
  if (!entries || entries.length === 0) return undefined;
  if (entries.length === 1 && !entries[0]!.route.when_query) return entries[0];
  const values = new URLSearchParams(query);
  const fits = ({ route }: T) =>
    Object.entries(route.when_query ?? {}).every(([name, value]) => values.get(name) === value);
  return entries.find((entry) => entry.route.when_query && fits(entry)) ?? entries.find(fits);
}

function decoded(model: string): string {
  try {
    return decodeURIComponent(model);
  } catch {
    return model;
  }
}

/** The dialect that most providers speak: what is meant where nothing tells. */
export function commonDialect({ dialects, providers }: Registry): Dialect {
  const speakers = (dialect: Dialect) =>
    Object.values(providers).filter((provider) => provider.dialect === dialect.facts.id).length;
  return Object.values(dialects).reduce((a, b) => (speakers(b) > speakers(a) ? b : a));
}

/** The dialect whose doors share the most leading segments with a path, and more than `otherwise` does. */
function nearest(dialects: readonly Dialect[], path: string, otherwise: Dialect): Dialect {
  const asked = path.split("/");
  let best = otherwise;
  let most = 1;
  for (const dialect of [otherwise, ...dialects]) {
    const { routes, models } = dialect.facts.door;
    for (const known of [...routes.map((route) => route.path), ...(models ? [models.path] : [])]) {
      const segments = known.split("/");
      let same = 0;
      while (same < asked.length && asked[same] === segments[same]) same++;
      if (same > most) [best, most] = [dialect, same];
    }
  }
  return best;
}
