import { nearest } from "../generator/suggest.ts";
import type { ModelCard } from "./models.ts";
import type { Seat } from "./seats.ts";
import type { Route } from "./dialect-facts.ts";
import type { Dialect, Provider, Registry } from "./translator.ts";

/** The first segment of the sandbox's models, `sandbox/<dialect>`. */
export const SANDBOX = "sandbox";

/** A seat for each dialect of the sandbox that listens at an origin, by `sandbox/<dialect>`; no key, no price. */
export function sandboxSeats(registry: Registry, origin: string): Map<string, Seat> {
  const seats = new Map<string, Seat>();
  for (const dialect of Object.values(registry.dialects)) {
    const provider = sandboxProvider(dialect, origin);
    seats.set(`${SANDBOX}/${dialect.facts.id}`, {
      provider,
      origin,
      prefix: "",
      key: undefined,
      ready: true,
    });
  }
  return seats;
}

/**
 * Why the sandbox cannot be asked for a `sandbox/...`, and the way out; undefined when it can. `dialects` is what it
 * has, none where it is off.
 */
export function sandboxFault(
  model: string,
  dialects: readonly string[],
): { message: string; help?: string } | undefined {
  if (dialects.length === 0)
    return { message: "the sandbox is off", help: "say `sandbox: true` in the config" };
  const [, id = ""] = model.split("/");
  if (dialects.includes(id)) return undefined;
  const has = `it has ${dialects.join(", ")}`;
  const near = nearest(id, dialects).map((each) => `\`${each}\``);
  return {
    message: `the sandbox has no \`${id.slice(0, 100)}\`; ${has}`,
    ...(near.length > 0 && { help: `did you mean ${near.join(" or ")}?` }),
  };
}

function sandboxProvider(dialect: Dialect, origin: string): Provider {
  const { id, name, door } = dialect.facts;
  const plain = door.routes.find((route) => route.stream !== true) ?? door.routes[0]!;
  const stream = door.routes.find((route) => route.stream !== false) ?? plain;
  return {
    id: SANDBOX,
    name: `The sandbox (${name})`,
    dialect: id,
    base_url: origin,
    keys: [],
    auth: { scheme: "none" },
    headers: {},
    forward: [],
    path: pathOf(plain),
    stream_path: pathOf(stream),
    same: true,
    translator: dialect,
    catalogue: () => Promise.resolve(cardOf),
    models: () => Promise.resolve([id]),
  };
}

function pathOf({ path, when_query }: Route): string {
  const query = new URLSearchParams(when_query ?? {}).toString();
  return query === "" ? path : `${path}?${query}`;
}

function cardOf(id: string): ModelCard {
  return { id, mode: "chat", can: {}, policy: {}, price: { free: true, periods: [] } };
}
