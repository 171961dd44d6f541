import type { Ask } from "./client.ts";
import { LOAD } from "./configuration.ts";
import { DOORS } from "./doors.ts";
import type { Question } from "./doors.ts";
import type { LoadKey } from "./keys.ts";
import type { Random } from "./random.ts";
import { MAX_TOKENS, promptOf } from "./text.ts";

/** How clients behave, of 1,000. */
const MANNERS = {
  plain: 800,
  leaves_soon: 50,
  leaves_midway: 60,
  slow: 30,
  /** Reads much, slowly: so that the gateway has to hold its upstream back. */
  slow_and_long: 4,
  malformed: 30,
  halfway: 10,
  /** Without a key, or with one that nobody has. */
  stranger: 16,
} as const;

/** Draws requests; ids begin with `prefix` and count. */
export function createTraffic(
  random: Random,
  keys: ReadonlyMap<string, LoadKey>,
  prefix: string,
): () => Ask {
  const weights = Object.fromEntries([...keys].map(([name, { weight }]) => [name, weight]));
  const models = Object.fromEntries(LOAD.map(({ name, weight }) => [name, weight]));
  let count = 0;
  return () => {
    const manner = random.weighted(MANNERS);
    const door = random.pick(DOORS);
    const long = manner === "slow_and_long";
    const question: Question = {
      model: random.weighted(models),
      prompt: promptOf(random.int(1, 500), long ? "long" : undefined),
      stream: long || manner === "leaves_midway" || random.next() < 0.55,
      max_tokens: MAX_TOKENS,
      other: random.next() < 0.3,
    };
    const name = random.weighted(weights);
    const key = manner === "stranger" ? stranger(random) : keys.get(name)!.secret;
    const lax = !LOAD.find(({ name }) => name === question.model)!.strict;
    const ask: Ask = {
      id: `${prefix}-${++count}`,
      door,
      question,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(random.next() < 0.3 && { "x-dragoman-session": `s${random.int(1, 20)}` }),
        ...(random.next() < 0.2 && { "x-dragoman-tags": `run, t${random.int(1, 4)}` }),
      },
      body: JSON.stringify(door.body(question)),
      ...(lax && { lax }),
    };
    if (manner === "leaves_soon") ask.leave = { after_ms: random.int(1, 150) };
    if (manner === "leaves_midway") ask.leave = { after_bytes: random.int(1, 4000) };
    if (manner === "slow" || long) ask.slow_ms = random.int(1, long ? 10 : 40);
    if (manner === "malformed") ask.body = malformed(ask, random);
    if (manner === "halfway") ask.halfway = true;
    return ask;
  };
}

function stranger(random: Random): string | undefined {
  return random.pick([undefined, "sk-somebody", "dgm_mistyped", `dgm_${"a".repeat(40)}`]);
}

/** A body that no door takes; each has to be answered by an error of its dialect. */
function malformed({ body, door }: Ask, random: Random): string {
  const other = JSON.parse(body) as Record<string, any>;
  switch (random.int(0, 4)) {
    case 0:
      return body.slice(0, -1);
    case 1:
      return "[]";
    case 2:
      return "";
    case 3:
      return JSON.stringify({ ...other, messages: 7, contents: 7 });
    default:
      // A door whose path has the model does not look for it in the body.
      return JSON.stringify(
        door.id === "gemini" ? { ...other, contents: "no" } : { ...other, model: "nobody/at-all" },
      );
  }
}
