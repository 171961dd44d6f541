import { configOf } from "./config.ts";
import type { ConfigFile } from "./config.ts";
import type { Checked, Law, Mistake } from "./config-laws.ts";
import type { Timeouts } from "./config-types.ts";
import { readKey } from "./credentials.ts";

/** What has to hold of times, addresses and variables, wherever they are said. */
export const setupLaws: readonly Law[] = [
  waitsAreOrdered,
  timesAreOrdered,
  addressIsPlain,
  variableIsSet,
];

/** A wait that grows is no longer than its bound; what is not said counts as what it is then. */
function* waitsAreOrdered({ said }: Checked): Iterable<Mistake> {
  const { retry, breaker } = configOf(said);
  const places = [
    { at: [] as string[], retry: said.retry, breaker: said.breaker },
    ...Object.entries(said.routes ?? {}).map(([name, route]) => ({
      at: ["routes", name],
      retry: route.retry,
      breaker: route.breaker || undefined,
    })),
  ];
  for (const place of places) {
    const waits = { ...retry, ...place.retry };
    const rests = { ...breaker, ...place.breaker };
    if (place.retry && waits.base_ms > waits.max_ms)
      yield disorder([...place.at, "retry"], "base_ms", waits.base_ms, "max_ms", waits.max_ms);
    if (place.breaker && rests.open_ms > rests.max_open_ms)
      yield disorder(
        [...place.at, "breaker"],
        "open_ms",
        rests.open_ms,
        "max_open_ms",
        rests.max_open_ms,
      );
  }
}

/** Of times that one section says itself, the whole is no shorter than the beginning. */
function* timesAreOrdered({ said }: Checked): Iterable<Mistake> {
  for (const [at, timeouts] of timeoutsOf(said)) {
    const { total_ms: total, first_token_ms: first } = timeouts;
    if (total !== undefined && first !== undefined && first > total)
      yield disorder(at, "first_token_ms", first, "total_ms", total);
  }
  for (const [name, { total_ms: total, timeouts }] of Object.entries(said.routes ?? {})) {
    const first = timeouts?.first_token_ms;
    if (total === undefined || first === undefined || first <= total) continue;
    yield {
      path: ["routes", name, "total_ms"],
      part: "value",
      law: "times-are-ordered",
      message: `the route ends after ${total} ms, before \`timeouts.first_token_ms\` (${first}) can`,
      help: "raise the one or lower the other",
    };
  }
}

function* timeoutsOf(said: ConfigFile): Iterable<[(string | number)[], Partial<Timeouts>]> {
  if (said.timeouts) yield [["timeouts"], said.timeouts];
  for (const [name, route] of Object.entries(said.routes ?? {})) {
    if (route.timeouts) yield [["routes", name, "timeouts"], route.timeouts];
    for (const [i, target] of route.targets.entries()) {
      if (typeof target === "string" || !target.timeouts) continue;
      yield [["routes", name, "targets", i, "timeouts"], target.timeouts];
    }
  }
}

function disorder(
  at: readonly (string | number)[],
  small: string,
  less: number,
  large: string,
  more: number,
): Mistake {
  return {
    path: [...at, small],
    part: "value",
    law: "times-are-ordered",
    message: `\`${small}\` is ${less}, above \`${large}\`, which is ${more}`,
    help: `raise \`${large}\` or lower \`${small}\``,
  };
}

function* addressIsPlain({ said }: Checked): Iterable<Mistake> {
  for (const [path, address] of addressesOf(said)) {
    const url = URL.canParse(address) ? new URL(address) : undefined;
    if (url && !url.username && !url.password) continue;
    yield {
      path,
      part: "value",
      law: "address-is-plain",
      message: url ? "an address with a user or a password in it" : "no address that can be read",
      help: url
        ? "keys belong in the environment, or in a file that a `<NAME>_FILE` variable names"
        : "write scheme, host and path: `https://host:port/path`",
    };
  }
}

function* addressesOf(said: ConfigFile): Iterable<[(string | number)[], string]> {
  for (const [id, { base_url }] of Object.entries(said.providers ?? {}))
    yield [["providers", id, "base_url"], base_url];
  for (const [name, route] of Object.entries(said.routes ?? {}))
    for (const [i, target] of route.targets.entries())
      if (typeof target !== "string" && target.base_url !== undefined)
        yield [["routes", name, "targets", i, "base_url"], target.base_url];
  if (said.traces?.endpoint !== undefined) yield [["traces", "endpoint"], said.traces.endpoint];
}

/** The variables with addresses of databases, and how those begin. */
const STORES = [
  { section: "ledger", key: "postgres_env", begins: /^postgres(ql)?:\/\//, like: "postgres://" },
  { section: "shared", key: "redis_env", begins: /^rediss?:\/\//, like: "redis:// or rediss://" },
] as const;

/** A database that is asked for is there to be reached: never silently another one. */
function* variableIsSet({ said, environment }: Checked): Iterable<Mistake> {
  for (const { section, key, begins, like } of STORES) {
    const part = said[section] as Readonly<Record<string, unknown>> | undefined;
    const name = part?.[key];
    if (typeof name !== "string") continue;
    const fault = { path: [section, key], part: "value", law: "variable-is-set" } as const;
    try {
      const address = readKey([name], environment);
      if (address === undefined)
        yield {
          ...fault,
          message: `neither ${name} nor ${name}_FILE is set in the environment`,
          help: "set one of them, or leave the key out",
        };
      else if (!begins.test(address))
        yield {
          ...fault,
          message: `${name} holds no address that begins with ${like}`,
          help: "it names a variable; the address itself does not stand in the file",
        };
    } catch (error) {
      yield { ...fault, message: (error as Error).message };
    }
  }
}
